"""One set as one straight line: `step` takes a frame and its raw pose, gives all that is known."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from types import MappingProxyType

from coach.core.coaching.belt_safety import BeltRule, BeltWatch, on_belt
from coach.core.coaching.coach import Coach, of_camera
from coach.core.drills.drill import Drill, Feedback, Manner
from coach.core.drills.targets import easier, with_beat
from coach.core.judging.result import SetResult
from coach.core.judging.set_stats import SetStats, metrics_of, not_measured
from coach.core.kinematics.standing import UNCALIBRATED, Calibration
from coach.core.kinematics.tracker import Tracked, Tracker
from coach.core.pose.frame_checks import PictureWatch
from coach.core.pose.leg_swaps import RUNNING
from coach.core.pose.stillness import Stillness
from coach.core.pose.visibility import standing_reason
from coach.core.reps.counted import Counted
from coach.core.session.presence import Presence, ReasonDebouncer
from coach.core.session.rep_judge import Judge
from coach.core.session.set_clock import ClockUpdate, SetClock, SetConfig
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Cue, CueKind, Event, EventKind, Frame, Phase, Pose, View


class SetEngine:
    """Runs one drill for one set. Holds no clock, thread or device; times are the frames'.

    With the rules of a `belt`, a drill on one is watched by them.
    """

    def __init__(
        self,
        drill: Drill,
        plan: SetConfig | None = None,
        *,
        view: View | None = None,
        manner: Manner | None = None,
        standing: Calibration = UNCALIBRATED,
        belt: BeltRule | None = None,
    ) -> None:
        self._plan = plan or SetConfig()
        self._belt = BeltWatch(belt) if belt and on_belt(drill) else None
        drill = with_beat(drill, self._plan.beat) if self._plan.beat > 0 else drill
        self._manner = manner or Manner()
        traits, running = drill.traits, drill.traits.by_steps
        self._eye = PictureWatch()
        self._tracker = Tracker(view, drill.slowest_fps, RUNNING if running else None, standing)
        eases = traits.line and not self._plan.locked and easier(drill) is not None
        self._coach = Coach(
            self._manner.in_running if running else self._manner,
            self._plan.feedback,
            drill.graded if eases else None,
            traits.praise,
        )
        self._clock = SetClock(replace(self._plan, timed=not traits.own_timer))
        self._book = SetStats()
        self._judge = Judge(drill, self._plan, self._coach, self._book)
        self._presence, self._lasting = Presence(), ReasonDebouncer()
        self._stillness = Stillness(self._plan.ready_s)
        self._shown: Cue | None = None
        self._asked: ClockUpdate | None = None
        self._last: Snapshot | None = None

    @property
    def done(self) -> bool:
        """The set is over."""
        return self.phase is Phase.DONE

    @property
    def phase(self) -> Phase:
        """Where the set is."""
        return self._clock.phase

    @property
    def standing(self) -> Calibration:
        """What the angles read in quiet standing, for the next set from the same view."""
        return self._tracker.standing

    def advice(self, t: float) -> Cue | None:
        """What to think of in the next set, if anything."""
        return self._coach.summary(t)

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found)."""
        look = frame.look or self._eye.look(frame.t, frame.image)
        frame = replace(frame, look=look)
        tracked = self._tracker.update(frame.t, frame.index, pose, look)
        graded = self._judge.graded
        seen = bool(graded & tracked.quality.legs) or bool(tracked.quality.legs and not graded)
        before = self._clock.phase
        still = self._stillness.update(frame.t, tracked.pose, tracked.body.leg)
        tick, self._asked = self._asked, None
        talk = self._coach.talks(frame.t)
        tick = tick or self._clock.update(frame.t, seen, still, busy=self._judge.busy, talk=talk)
        counted_in = before in (Phase.WAITING, Phase.COUNT_IN)
        if counted_in and self._clock.phase is Phase.WORK:
            self._judge.begin(frame.t)
        # What settles at a cut was seen before it.
        view = self._last.view.view if look.cut and self._last else tracked.view.view
        phase, calibrated = self._clock.phase, self._tracker.calibrated
        counted, cue, tones = self._judge.take(frame.t, tracked.smoothed, view, phase, calibrated)
        if look.cut:
            counted = self._judge.cut_off(counted, view, calibrated)
        told = standing_reason(
            tracked.quality, tracked.view.view, self._judge.drill.views, dark=look.dark
        )
        reason = self._lasting.update(frame.t, told)
        cue = cue or tick.cue
        if self._clock.phase is Phase.WAITING:
            cue = cue or self._coach.blind(frame.t, of_camera(reason))
        if self._clock.phase is Phase.WORK:
            if not self._judge.busy:
                last = None if talk else self._clock.last_reps(frame.t, self._judge.fewest())
                cue = cue or last or self._coach.blind(frame.t, reason)
            self._book.frame(frame.t, tracked.pose is not None, tracked.view.view, reason)
        if self._clock.phase is Phase.WORK and self._judge.finished():
            tick = self._clock.end(frame.t, "quality_stop" if self._judge.tired() else "set_done")
            cue = tick.cue
        cue = self._safely(tracked, cue)
        events = (*counted.events, *self._presence.update(frame.t, tracked.pose is not None))
        return self._snapshot(frame, tracked, tick, counted, cue, (*tick.tones, *tones), events)

    def finish(self) -> Snapshot | None:
        """What was still in the short look-ahead when the frames ended; None before any frame."""
        if self._last is None:
            return None
        smoothed = self._tracker.finish()
        now, view, phase = self._last.t, self._last.view.view, self._clock.phase
        counted, _, _ = self._judge.take(now, smoothed, view, phase, self._tracker.calibrated)
        counted = self._judge.cut_off(counted, view, self._tracker.calibrated)
        return replace(
            self._last,
            smoothed=smoothed,
            reps=counted.decided,
            ended=counted.ended,
            events=counted.events,
            counts=self._judge.counts(),
            cue=None,
            tones=(),
        )

    def command(self, command: Command) -> None:
        """Takes what the user asked for: PAUSE, RECALIBRATE, END or PAIN."""
        if command is Command.PAUSE:
            self.pause()
        elif command is Command.RECALIBRATE:
            self._tracker.recalibrate()
        elif command is Command.END:
            self.end()
        elif command is Command.PAIN and self._last is not None:
            self._book.pains.append(self._last.t)
            self._asked = self._clock.end(self._last.t, "stop_today")

    def pause(self) -> None:
        """Pauses, or goes on."""
        self._clock.pause()

    def end(self, *, said: bool = False) -> None:
        """Ends the set; with `said` it is told as its own end is."""
        if self._last is not None:
            ended = self._clock.end(self._last.t)
            self._asked = ended if said else self._asked

    def result(self) -> SetResult:
        """What the set came to so far."""
        book = self._book
        metrics = metrics_of(book, self._judge.drill, self._judge.counter.cadence)
        return SetResult(
            drill=self._judge.drill.name,
            view=book.view,
            frames=book.frames,
            frames_with_pose=book.frames_with_pose,
            duration_s=book.seconds,
            fps=book.fps,
            counts=self._judge.counts(),
            cadence=self._judge.counter.cadence.overall(),
            metrics=MappingProxyType(metrics),
            faults=self._coach.tallies(),
            cues=tuple(book.cues),
            not_measured=MappingProxyType(
                not_measured(book.view, metrics, book.reason, self._judge.drill, book.fps)
            ),
            calibrated=book.calibrated,
            graded=self._judge.drill.graded,
            pains=tuple(book.pains),
            seen=self._tracker.seen,
            stretched=self._judge.drill.traits.own_timer,
        )

    @property
    def peaks(self) -> tuple[float, ...]:
        """What each rep of a graded leg was graded by."""
        reps, graded = self._book.reps.values(), self._judge.drill.graded
        return tuple(rep.values[graded] for rep in reps if rep.good is not None)

    def _safely(self, tracked: Tracked, cue: Cue | None) -> Cue | None:
        """On the belt an alarm goes before all else; for a while nothing technical follows it."""
        if self._belt is None:
            return cue
        alarm = self._belt.update(tracked)
        technical = cue is not None and cue.kind not in (CueKind.SAFETY, CueKind.SET)
        hushed = technical and self._belt.quiet(tracked.kinematics.t)
        return alarm or (None if hushed else cue)

    def _left_s(self, t: float) -> float:
        """Of the stretch under way, or of the next one; else of the set."""
        if self._judge.drill.traits.own_timer and self._clock.phase is Phase.WORK:
            return self._judge.drill.target.high - max(self._judge.held.values(), default=0.0)
        return self._clock.left_s(t)

    def _snapshot(
        self,
        frame: Frame,
        tracked: Tracked,
        tick: ClockUpdate,
        counted: Counted,
        cue: Cue | None,
        tones: tuple[str, ...],
        events: tuple[Event, ...],
    ) -> Snapshot:
        if cue is not None:
            self._book.cues.append(cue)
            self._shown = cue
            events = (*events, Event(cue.t, EventKind.CUE, cue.side))
            if cue.kind is CueKind.SET:
                self._coach.said(cue)
        if self._shown is not None and frame.t - self._shown.t > self._manner.show_s:
            self._shown = None
        self._last = Snapshot(
            t=frame.t,
            frame=frame,
            pose=tracked.pose,
            view=tracked.view,
            quality=replace(tracked.quality, reason=self._lasting.reason),
            kinematics=tracked.kinematics,
            found=tracked.found,
            smoothed=tracked.smoothed,
            phase=self._clock.phase,
            left_s=self._left_s(frame.t),
            held=self._judge.held,
            reps=counted.decided,
            ended=counted.ended,
            events=events,
            counts=self._judge.counts(),
            peaks=self._book.last_peaks(self._judge.drill.graded),
            graded=self._judge.graded,
            cadence=self._judge.counter.cadence.recent(),
            cue=cue,
            shown=self._shown,
            tones=tones,
            beat=self._plan.beat if self._clock.phase is Phase.WORK else nan,
            quiet=self._plan.feedback is Feedback.NONE,
            calibrated=not self._unsure(tracked.view.view),
        )
        return self._last

    def _unsure(self, view: View) -> bool:
        """Only side views are measured better after quiet standing."""
        measured = self._clock.phase is Phase.WORK and bool(self._book.reps)
        return measured and view.near is not None and not self._tracker.calibrated
