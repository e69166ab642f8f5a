"""One set as one straight line: `step` takes a frame and its raw pose, gives all that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import nan
from types import MappingProxyType

from coach.core.cleanup import RUNNING
from coach.core.coaching import LOWER_LINE, PRAISE, STUCK, Coach, of_camera
from coach.core.counters import counter_of, held
from coach.core.counting import Counted
from coach.core.drill import Drill, Feedback, Kind, Manner
from coach.core.fatigue import tired
from coach.core.faults import Verdict, judge_rep
from coach.core.lasting import Lasting, Presence
from coach.core.picture import PictureWatch
from coach.core.quality import told_of
from coach.core.result import SetBook, metrics_of, not_measured
from coach.core.sets import SetClock, SetPlan, Tick
from coach.core.targets import easier, with_beat
from coach.core.tracking import Tracked, Tracker
from coach.core.types import (
    Count,
    Cue,
    CueKind,
    Event,
    EventKind,
    Frame,
    Kinematics,
    Phase,
    Pose,
    Rep,
    Result,
    Side,
    Snapshot,
    View,
)


class Session:
    """Runs one drill for one set. Holds no clock, thread or device; times are the frames'."""

    def __init__(
        self,
        drill: Drill,
        plan: SetPlan | None = None,
        *,
        view: View | None = None,
        manner: Manner | None = None,
    ) -> None:
        self._plan = plan or SetPlan()
        self._drill = with_beat(drill, self._plan.beat) if self._plan.beat > 0 else drill
        self._manner = manner or Manner()
        running = drill.kind is Kind.RUN
        self._eye = PictureWatch()
        self._tracker = Tracker(view, drill.slowest_fps, RUNNING if running else None)
        self._counter = counter_of(self._drill)
        self._latest = Counted()
        eases = drill.kind is Kind.LIFT and not self._plan.locked and easier(drill) is not None
        self._coach = Coach(
            self._manner.in_running if running else self._manner,
            self._plan.feedback,
            drill.graded if eases else None,
            STUCK if drill.kind is Kind.STICK else PRAISE,
        )
        self._clock = SetClock(replace(self._plan, timed=drill.kind is not Kind.HOLD))
        self._book = SetBook()
        self._presence = Presence()
        self._lasting = Lasting()
        self._shown: Cue | None = None
        self._asked: Tick | None = None
        self._last: Snapshot | None = None

    @property
    def done(self) -> bool:
        """The set is over."""
        return self._clock.phase is Phase.DONE

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found)."""
        look = self._eye.look(frame.t, frame.image)
        tracked = self._tracker.update(frame.t, frame.index, pose, look)
        graded = self._counter.graded()
        seen = bool(graded & tracked.quality.legs) or bool(tracked.quality.legs and not graded)
        before = self._clock.phase
        tick, self._asked = self._asked, None
        tick = tick or self._clock.update(frame.t, seen, busy=self._latest.busy)
        counted_in = before in (Phase.WAITING, Phase.COUNT_IN)
        if counted_in and self._clock.phase is Phase.WORK:
            self._counter, self._latest = counter_of(self._drill), Counted()
            self._coach.begin(frame.t)
        # What settles at a cut was seen before it.
        view = self._last.view.view if look.cut and self._last else tracked.view.view
        counted, cue, tones = self._judge(frame.t, tracked.settled, view)
        if look.cut:
            counted = self._cut_off(counted)
        told = told_of(tracked.quality, tracked.view.view, self._drill.views, dark=look.dark)
        reason = self._lasting.update(frame.t, told)
        cue = cue or tick.cue
        if self._clock.phase is Phase.WAITING:
            cue = cue or self._coach.blind(frame.t, of_camera(reason))
        if self._clock.phase is Phase.WORK:
            if not self._latest.busy:
                cue = cue or self._last_reps(frame.t) or self._coach.blind(frame.t, reason)
            self._book.frame(frame.t, tracked.pose is not None, tracked.view.view, reason)
        if self._finished():
            tick = self._clock.end(frame.t, "quality_stop" if self._tired() else "set_done")
            cue = tick.cue
        events = (*counted.events, *self._presence.update(frame.t, tracked.pose is not None))
        return self._snapshot(frame, tracked, tick, counted, cue, (*tick.tones, *tones), events)

    def finish(self) -> Snapshot | None:
        """What was still in the short look-ahead when the frames ended; None before any frame."""
        if self._last is None:
            return None
        settled = self._tracker.finish()
        counted, _, _ = self._judge(self._last.t, settled, self._last.view.view)
        counted = self._cut_off(counted)
        return replace(
            self._last,
            settled=settled,
            reps=counted.decided,
            ended=counted.ended,
            events=counted.events,
            counts=self._counts(),
            cue=None,
            tones=(),
        )

    def command(self, command: str) -> None:
        """Takes what the user asked for: "pause", "recalibrate", "end" or "pain"."""
        if command == "pause":
            self._clock.pause()
        elif command == "recalibrate":
            self._tracker.recalibrate()
        elif command == "end" and self._last is not None:
            self._clock.end(self._last.t)
        elif command == "pain" and self._last is not None:
            self._book.pains.append(self._last.t)
            self._asked = self._clock.end(self._last.t, "stop_today")

    def result(self) -> Result:
        """What the set came to so far."""
        book = self._book
        metrics = metrics_of(book, self._drill, self._counter.cadence)
        return Result(
            drill=self._drill.name,
            view=book.view,
            frames=book.frames,
            frames_with_pose=book.frames_with_pose,
            duration_s=book.seconds,
            fps=book.fps,
            counts=self._counts(),
            cadence=self._counter.cadence.overall(),
            metrics=MappingProxyType(metrics),
            faults=self._coach.tallies(),
            cues=tuple(book.cues),
            not_measured=MappingProxyType(
                not_measured(book.view, metrics, book.reason, self._drill, book.fps)
            ),
            stood=book.stood,
            graded=self._drill.graded,
            pains=tuple(book.pains),
        )

    def _judge(
        self, now: float, settled: tuple[Kinematics, ...], view: View
    ) -> tuple[Counted, Cue | None, tuple[str, ...]]:
        """Counts the settled moments; judges each new rep, if the set is at work."""
        decided: list[Rep] = []
        ended: list[Rep] = []
        events: list[Event] = []
        cue: Cue | None = None
        for moment in settled:
            if self._clock.phase is Phase.PAUSED and self._drill.kind is Kind.HOLD:
                continue  # its timer must stop too
            self._latest = counted = self._counter.update(moment, view)
            if self._clock.phase is not Phase.WORK:
                continue
            for rep in counted.decided:
                judged, said = self._hear(replace(rep, t=now), view)
                cue = cue or said
                decided.append(judged)
            for check in counted.checks:
                cue = cue or self._coach.hear(check, self._verdicts(check, view))
            cue = next(iter(counted.cues), cue)
            ended += [self._ended(rep) for rep in counted.ended if rep.number in self._book.reps]
            events += counted.events
        for event in events:
            if event.kind is EventKind.PARTIAL_LIFT and event.side is not None:
                self._book.partial[event.side] += 1
        sounds = self._plan.feedback.by_rep
        tones = tuple(f"good_{rep.side}" for rep in decided if rep.good and sounds)
        return Counted(tuple(decided), tuple(ended), tuple(events)), cue, tones

    def _cut_off(self, counted: Counted) -> Counted:
        """With the reps whose leg is still up: they get no end, and nothing goes on from here."""
        rest = self._counter.finish()
        still_up = tuple(self._ended(rep) for rep in rest.ended if rep.number in self._book.reps)
        begun = rest.decided if self._book.frames else ()
        view = self._last.view.view if self._last else View.UNKNOWN
        told = tuple(self._hear(rep, view)[0] for rep in begun)
        return replace(
            counted,
            decided=(*counted.decided, *told),
            ended=(*counted.ended, *still_up),
            events=(*counted.events, *rest.events),
        )

    def _hear(self, rep: Rep, view: View) -> tuple[Rep, Cue | None]:
        verdicts = self._verdicts(rep, view)
        rep = replace(rep, faults=tuple(v.rule.name for v in verdicts if v.fault))
        self._book.reps[rep.number] = rep
        self._book.stood = self._book.stood and self._tracker.stood
        cue = self._coach.hear(rep, verdicts, last=self._finished())
        if cue is not None and cue.key == LOWER_LINE:
            self._drill = easier(self._drill) or self._drill
            self._counter.aim(self._drill)
        return rep, cue

    def _verdicts(self, rep: Rep, view: View) -> tuple[Verdict, ...]:
        return judge_rep(rep, self._drill, view, self._counter.graded())

    def _ended(self, rep: Rep) -> Rep:
        rep = replace(rep, faults=self._book.reps[rep.number].faults)
        self._book.reps[rep.number] = rep
        return rep

    def _finished(self) -> bool:
        if self._clock.phase is not Phase.WORK:
            return False
        counts, graded = self._counts(), self._counter.graded()
        enough = all(self._clock.reached(counts[side].all) for side in graded) and graded
        return bool(enough) or self._tired()

    def _tired(self) -> bool:
        reps, graded = self._book.reps.values(), self._counter.graded()
        return self._plan.stop_early and tired(reps, self._drill, graded)

    def _last_reps(self, t: float) -> Cue | None:
        graded, counts = self._counter.graded(), self._counts()
        fewest = min((counts[side].all for side in graded), default=0)
        return self._clock.last_reps(t, fewest)

    @property
    def _held(self) -> Mapping[Side, float]:
        return held(self._counter)

    def _left_s(self, t: float) -> float:
        """Of the stretch under way, or of the next one; else of the set."""
        if self._drill.kind is Kind.HOLD and self._clock.phase is Phase.WORK:
            return self._drill.target.high - max(self._held.values(), default=0.0)
        return self._clock.left_s(t)

    def _counts(self) -> Mapping[Side, Count]:
        return self._book.counts(self._counter.graded())

    def _snapshot(
        self,
        frame: Frame,
        tracked: Tracked,
        tick: Tick,
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
            settled=tracked.settled,
            phase=self._clock.phase,
            left_s=self._left_s(frame.t),
            held=self._held,
            reps=counted.decided,
            ended=counted.ended,
            events=events,
            counts=self._counts(),
            peaks=self._book.last_peaks(self._drill.graded),
            graded=self._counter.graded(),
            cadence=self._counter.cadence.recent(),
            cue=cue,
            shown=self._shown,
            tones=tones,
            beat=self._plan.beat if self._clock.phase is Phase.WORK else nan,
            quiet=self._plan.feedback is Feedback.NONE,
            stood=not self._unsure(tracked.view.view),
        )
        return self._last

    def _unsure(self, view: View) -> bool:
        """Only side views are measured better after quiet standing."""
        measured = self._clock.phase is Phase.WORK and bool(self._book.reps)
        return measured and view.near is not None and not self._tracker.stood
