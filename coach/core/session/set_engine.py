"""One set as one straight line: `step` takes a frame and its raw pose, gives all that is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import nan
from statistics import median

from coach.core.coaching.belt_safety import BeltWatch, on_belt
from coach.core.coaching.candidates import Candidate, Rank, choose
from coach.core.coaching.coach import Coach, of_camera
from coach.core.coaching.wordings import Tried
from coach.core.drills.drill import Drill, Feedback
from coach.core.drills.targets import FEWEST, easier, with_metronome
from coach.core.judging.result import SetResult
from coach.core.judging.set_stats import SetStats, set_result
from coach.core.kinematics.standing import Calibration
from coach.core.kinematics.tracker import Tracked, Tracker
from coach.core.pose.frame_checks import PictureWatch
from coach.core.pose.leg_swaps import RUNNING
from coach.core.pose.stillness import Stillness
from coach.core.pose.visibility import standing_reason
from coach.core.reps.counted import Counted
from coach.core.session.absence import Absence, PausedBy
from coach.core.session.presence import Presence, ReasonDebouncer
from coach.core.session.rep_judge import RepJudge
from coach.core.session.set_clock import SET_DONE, ClockUpdate, SetClock
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot, frame_snapshot
from coach.core.types import Cue, CueKind, Frame, Phase, Pose, Reason, Side, View

PLAN_DONE = "plan_done"


class SetEngine:
    """Runs one drill for one set. Holds no clock, thread or device; times are the frames'."""

    def __init__(self, set_start: SetStart) -> None:
        config, drill = set_start.start, set_start.drill
        self._config, self._target = config, drill.target
        belt = set_start.belt
        self._belt = BeltWatch(belt) if belt and on_belt(drill) else None
        drill = with_metronome(drill, config.beat) if config.beat > 0 else drill
        swaps = RUNNING if drill.traits.by_steps else None
        self._eye = PictureWatch()
        self._tracker = Tracker(set_start.view, drill.slowest_fps, swaps, set_start.standing)
        self._coach = _coach_of(drill, set_start)
        done_key = PLAN_DONE if set_start.closes else SET_DONE
        self._clock = SetClock(replace(config, timed=not drill.traits.own_timer), done_key)
        self._stats = SetStats()
        self._judge = RepJudge(drill, config, self._coach, self._stats)
        self._presence, self._debouncer = Presence(), ReasonDebouncer()
        self._stillness, self._absence = Stillness(config.ready_s), Absence()
        self._answer: str | None = None
        self._ended: ClockUpdate | None = None
        self._last: Snapshot | None = None

    @property
    def done(self) -> bool:
        """The set is over."""
        return self._clock.phase is Phase.DONE

    @property
    def standing(self) -> Calibration:
        """What the angles read in quiet standing, for the next set from the same view."""
        return self._tracker.standing

    @property
    def peaks(self) -> tuple[float, ...]:
        """What each rep was graded by, of the leg that comes less high: the line is for both."""
        reps, graded = self._stats.reps.values(), self._judge.drill.graded
        known = [(rep.side, rep.values[graded]) for rep in reps if rep.high is not None]
        legs = [tuple(peak for side, peak in known if side is leg) for leg in Side]
        enough = [peaks for peaks in legs if len(peaks) >= FEWEST]
        return min(enough, key=median, default=())

    def advice(self, t: float) -> Cue | None:
        """What to think of in the next set, if anything."""
        return self._coach.summary(t)

    @property
    def tried(self) -> tuple[Tried, ...]:
        """What was said of faults until now, and what came of it."""
        return self._coach.tried

    @property
    def failing(self) -> bool:
        """Whether the task is too hard: the target gave way, or what it asks for, or what spoils a
        rep that reaches it, outlasted its corrections."""
        drill, failed = self._judge.drill, self._coach.failed()
        about = {rule.name for rule in drill.faults if rule.value == drill.graded or rule.spoils}
        return drill.target != self._target or bool(about & failed)

    def result(self) -> SetResult:
        """What the set came to so far."""
        target = self._judge.drill.target
        return set_result(
            self._stats,
            self._judge.drill,
            counts=self._judge.counts(),
            cadence=self._judge.counter.cadence,
            faults=self._coach.tallies(),
            seen=self._tracker.seen,
            target=target if target != self._target else None,
        )

    def pause(self) -> None:
        """Pauses for the user, or goes on, whoever asked for the pause; the user is answered."""
        if self.done:
            return
        self._absence = Absence()
        if self._clock.paused_by:
            self._clock.go_on()
        else:
            self._clock.pause(PausedBy.USER)
        self._answer = "paused" if self._clock.paused_by else "go_on"

    def end(self, *, said: bool = False) -> None:
        """Ends the set; with `said` it is told as its own end is."""
        if self._last is not None:
            ended = self._clock.end(self._last.t)
            self._ended = ended if said else self._ended

    def mark_pain(self) -> None:
        """Notes when it hurt, and ends the set."""
        if self._last is not None:
            self._stats.pains.append(self._last.t)
            self._ended = self._clock.end(self._last.t, "stop_today")

    def recalibrate(self) -> None:
        """What quiet standing told is learnt again."""
        self._tracker.recalibrate()

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found)."""
        look = frame.look or self._eye.look(frame.t, frame.image)
        frame = replace(frame, look=look)
        tracked = self._tracker.update(frame.t, frame.index, pose, look)
        clock = self._time(frame.t, tracked)
        counted, candidates, tones = self._count(frame, tracked)
        reason = self._reason(frame, tracked)
        if self._clock.phase is Phase.WORK:
            there, seen = tracked.pose is not None, bool(self._judge.graded & tracked.quality.legs)
            self._stats.frame(frame.t, there, tracked.view.view, reason, judged=seen)
            if self._judge.finished():
                clock = self._clock.end(frame.t, "quality_stop" if self._judge.tired() else None)
        candidates += [*clock.candidates, *self._talk(frame.t, reason)]
        phase = self._clock.phase
        cue = self._say(frame.t, [*self._watch(frame.t, tracked), *candidates])
        found = self._presence.update(frame.t, tracked.pose is not None)
        snapshot = self._snapshot(frame, tracked, phase, counted)
        self._last = replace(
            snapshot,
            cue=cue,
            tones=(*clock.tones, *tones),
            events=(*counted.events, *found),
        )
        return self._flushed(self._last) if self.done else self._last

    def finish(self) -> Snapshot | None:
        """What was still in the short look-ahead when the frames ended; None before any frame."""
        if self._last is None:
            return None
        bare = replace(self._last, smoothed=(), reps=(), ended=(), events=(), cue=None, tones=())
        return self._flushed(bare)

    def _flushed(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with all that was still being looked ahead for."""
        smoothed, view = self._tracker.finish(), snapshot.view.view
        at_work, calibrated = self._clock.phase is Phase.WORK, self._tracker.calibrated
        judged = self._judge.take(
            snapshot.frame.t, smoothed, view, at_work=at_work, calibrated=calibrated
        )
        counted = self._judge.cut_off(judged.counted, view, calibrated)
        return replace(
            snapshot,
            smoothed=(*snapshot.smoothed, *smoothed),
            reps=(*snapshot.reps, *counted.decided),
            ended=(*snapshot.ended, *counted.ended),
            events=(*snapshot.events, *counted.events),
            counts=self._judge.counts(),
        )

    def _time(self, t: float, tracked: Tracked) -> ClockUpdate:
        """The clock, one frame later, or what it told when the set was ended since the last one."""
        graded, legs = self._judge.graded, tracked.quality.legs
        still = self._stillness.update(t, tracked.pose, tracked.body.leg)
        ended, self._ended = self._ended, None
        if ended is not None:
            return ended
        before = self._clock.phase
        seen = bool(graded & legs if graded else legs)
        talk = self._coach.talks(t)
        update = self._clock.update(t, seen, still, busy=self._judge.busy, talk=talk)
        if before in (Phase.WAITING, Phase.COUNT_IN) and self._clock.phase is Phase.WORK:
            self._judge.begin(t)
        return update

    def _count(
        self, frame: Frame, tracked: Tracked
    ) -> tuple[Counted, list[Candidate], tuple[str, ...]]:
        """The reps that this frame brought, what might be said of them, and how they sound."""
        cut, phase = bool(frame.look and frame.look.cut), self._clock.phase
        # What settles at a cut was seen before it.
        view = self._last.view.view if cut and self._last else tracked.view.view
        calibrated = self._tracker.calibrated
        if phase is Phase.PAUSED:
            self._stats.pause()
            self._coach.pause(frame.t)
            return self._judge.pause(view, calibrated), [], ()
        if phase is not Phase.DONE:
            self._judge.go_on(frame.t)
        judged = self._judge.take(
            frame.t, tracked.smoothed, view, at_work=phase is Phase.WORK, calibrated=calibrated
        )
        tones = tuple(judged.tones) if self._config.feedback.by_rep else ()
        counted = self._judge.cut_off(judged.counted, view, calibrated) if cut else judged.counted
        return counted, judged.candidates, tones

    def _reason(self, frame: Frame, tracked: Tracked) -> Reason | None:
        """Why the athlete cannot be judged, once that has lasted."""
        dark = bool(frame.look and frame.look.dark)
        views = self._judge.drill.views
        reason = standing_reason(tracked.quality, tracked.view.view, views, dark=dark)
        return self._debouncer.update(frame.t, reason)

    def _talk(self, t: float, reason: Reason | None) -> Iterator[Candidate]:
        """What may be said of the set where nothing else is, and to what was asked."""
        found: list[Candidate | None] = []
        if self._clock.phase is Phase.WAITING:
            found = [self._coach.blind(t, of_camera(reason))]
        elif self._clock.phase is Phase.WORK and not self._judge.busy:
            silent = self._coach.talks(t)
            last = None if silent else self._clock.last_reps(t, self._judge.fewest())
            found = [last, self._coach.blind(t, reason)]
        yield from filter(None, found)
        if self._answer:
            yield Candidate(Cue(t, self._answer, CueKind.SET), Rank.ANSWER)

    def _watch(self, t: float, tracked: Tracked) -> Iterator[Candidate]:
        """Alarms of the belt; and the set pauses while the athlete is out of the picture, or must
        hold the rails."""
        alarm = self._belt.update(tracked) if self._belt else None
        if alarm is not None:
            yield Candidate(alarm, Rank.ALARM)
        if not self._config.count_in:  # nobody who was filmed asks for anything
            return
        must_hold = alarm is not None and self._belt is not None and self._belt.must_hold
        self._absence.update(t, tracked.pose is not None, must_hold=must_hold)
        if self._clock.phase is Phase.WORK and (must_hold or self._absence.left):
            self._clock.pause(PausedBy.ABSENCE)
            yield Candidate(Cue(t, "away", CueKind.SET), Rank.ABSENCE)
        elif self._clock.paused_by is PausedBy.ABSENCE and self._absence.back:
            self._clock.go_on()
            yield Candidate(Cue(t, "go_on", CueKind.SET), Rank.ABSENCE)

    def _say(self, t: float, candidates: list[Candidate]) -> Cue | None:
        """The one thing that is said; only it is recorded, and only it has effects."""
        hushed = self._belt is not None and self._belt.quiet(t)
        chosen = choose(candidates, hushed=hushed)
        if chosen is None:
            return None
        self._stats.cues.append(chosen.cue)
        self._coach.said(chosen)
        if chosen.eases:
            self._judge.ease()
        if chosen.rank is Rank.ANSWER:
            self._answer = None
        return chosen.cue

    def _snapshot(self, frame: Frame, tracked: Tracked, phase: Phase, counted: Counted) -> Snapshot:
        drill, reason = self._judge.drill, self._debouncer.reason
        return replace(
            frame_snapshot(frame, tracked, drill, phase, reason),
            left_s=self._left_s(frame.t, phase),
            held=self._judge.held,
            reps=counted.decided,
            ended=counted.ended,
            counts=self._judge.counts(),
            peaks=self._stats.last_peaks(),
            graded=self._judge.graded,
            cadence=self._judge.counter.cadence.recent(),
            metronome_spm=self._config.beat if phase is Phase.WORK else nan,
            quiet=self._config.feedback is Feedback.NONE,
            calibrated=not (phase is Phase.WORK and self._unsure(tracked.view.view)),
        )

    def _left_s(self, t: float, phase: Phase) -> float:
        """Of the stretch under way, or of the next one; else of the set."""
        if self._judge.drill.traits.own_timer and phase is Phase.WORK:
            return self._judge.drill.target.high - max(self._judge.held.values(), default=0.0)
        return self._clock.left_s(t)

    def _unsure(self, view: View) -> bool:
        """Only side views are measured better after quiet standing."""
        return bool(self._stats.reps) and view.near is not None and not self._tracker.calibrated


def _coach_of(drill: Drill, set_start: SetStart) -> Coach:
    config, manner = set_start.start, set_start.manner
    eases = drill.traits.line and not config.locked and easier(drill) is not None
    return Coach(
        manner.in_running if drill.traits.by_steps else manner,
        config.feedback,
        drill.graded if eases else None,
        drill.traits.praise,
        set_start.tried,
    )
