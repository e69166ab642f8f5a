"""One set as one straight line: `step` takes a frame and its raw pose, gives all that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import nan
from types import MappingProxyType

from coach.core.calibration import NOT_YET, Neutral
from coach.core.cleanup import RUNNING
from coach.core.coaching import LOWER_LINE, Coach
from coach.core.counting import Counted, RepCounter
from coach.core.drill import Drill, Feedback, Kind, Manner
from coach.core.fatigue import tired
from coach.core.faults import judge_rep
from coach.core.lasting import Lasting, Presence, Stillness
from coach.core.result import SetBook, metrics_of, not_measured
from coach.core.running import StrideCounter
from coach.core.sets import SetClock, SetPlan, Tick
from coach.core.targets import GOAL, easier, with_beat
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
    Reason,
    Rep,
    Result,
    Side,
    Snapshot,
    View,
)

SHOWN_PEAKS = 6


class Session:
    """Runs one drill for one set. Holds no clock, thread or device; times are the frames'."""

    def __init__(
        self,
        drill: Drill,
        plan: SetPlan | None = None,
        *,
        view: View | None = None,
        manner: Manner | None = None,
        standing: Neutral = NOT_YET,
    ) -> None:
        self._plan = plan or SetPlan()
        self._drill = with_beat(drill, self._plan.beat) if self._plan.beat > 0 else drill
        self._manner = manner or Manner()
        running = drill.kind is Kind.RUN
        self._tracker = Tracker(view, drill.slowest_fps, RUNNING if running else None, standing)
        self._counter = _counter(self._drill)
        eases = drill.kind is Kind.LIFT and not self._plan.locked and easier(drill) is not None
        self._coach = Coach(
            _manner_of_running(self._manner) if running else self._manner,
            self._plan.feedback,
            GOAL if eases else None,
        )
        self._clock, self._book = SetClock(self._plan), SetBook()
        self._presence, self._lasting = Presence(), Lasting()
        self._stillness = Stillness(self._plan.ready_s)
        self._shown: Cue | None = None
        self._last: Snapshot | None = None

    @property
    def done(self) -> bool:
        """The set is over."""
        return self._clock.phase is Phase.DONE

    @property
    def standing(self) -> Neutral:
        """What the angles read in quiet standing, for the next set from the same view."""
        return self._tracker.standing

    def advice(self, t: float) -> Cue | None:
        """What to think of in the next set, if anything."""
        return self._coach.summary(t)

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found)."""
        tracked = self._tracker.update(frame.t, frame.index, pose)
        graded = self._counter.graded()
        seen = bool(graded & tracked.quality.legs) or bool(tracked.quality.legs and not graded)
        before = self._clock.phase
        still = self._stillness.update(frame.t, tracked.pose, tracked.body.leg)
        tick = self._clock.update(frame.t, seen, still)
        counted_in = before in (Phase.WAITING, Phase.COUNT_IN)
        if counted_in and self._clock.phase is Phase.WORK:
            self._counter = _counter(self._drill)
            self._coach.begin(frame.t)
        counted, cue, tones = self._judge(frame.t, tracked.settled, tracked.view.view)
        reason = self._reason(tracked)
        cue = cue or tick.cue
        if self._clock.phase is Phase.WORK:
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
        rest = self._counter.finish()
        still_up = [self._ended(rep) for rep in rest.ended if rep.number in self._book.reps]
        return replace(
            self._last,
            settled=settled,
            reps=counted.decided,
            ended=(*counted.ended, *still_up),
            events=(*counted.events, *rest.events),
            counts=self._counts(),
            cue=None,
            tones=(),
        )

    def command(self, command: str) -> None:
        """Takes what the user asked for: "pause", "recalibrate" or "end"."""
        if command == "pause":
            self._clock.pause()
        elif command == "recalibrate":
            self._tracker.recalibrate()
        elif command == "end" and self._last is not None:
            self._clock.end(self._last.t)

    def result(self) -> Result:
        """What the set came to so far."""
        book = self._book
        metrics = metrics_of(book, self._drill.kind, self._counter.cadence)
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
                not_measured(book.view, metrics, book.reason, self._drill.kind, book.fps)
            ),
            stood=book.stood,
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
            counted = self._counter.update(moment, view)
            if self._clock.phase is not Phase.WORK:
                continue
            for rep in counted.decided:
                judged, said = self._hear(replace(rep, t=now), view)
                cue = cue or said
                decided.append(judged)
            ended += [self._ended(rep) for rep in counted.ended if rep.number in self._book.reps]
            events += counted.events
        for event in events:
            if event.kind is EventKind.PARTIAL_LIFT and event.side is not None:
                self._book.partial[event.side] += 1
        sounds = self._plan.feedback.by_rep
        tones = tuple(f"good_{rep.side}" for rep in decided if rep.good and sounds)
        return Counted(tuple(decided), tuple(ended), tuple(events)), cue, tones

    def _hear(self, rep: Rep, view: View) -> tuple[Rep, Cue | None]:
        verdicts = judge_rep(rep, self._drill, view, self._counter.graded())
        rep = replace(rep, faults=tuple(v.rule.name for v in verdicts if v.fault))
        self._book.reps[rep.number] = rep
        self._book.stood = self._book.stood and self._tracker.stood
        cue = self._coach.hear(rep, verdicts, last=self._finished())
        if cue is not None and cue.key == LOWER_LINE:
            self._drill = easier(self._drill) or self._drill
            self._counter.aim(self._drill)
        return rep, cue

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

    def _reason(self, tracked: Tracked) -> Reason | None:
        reason = tracked.quality.reason
        view = tracked.view.view
        if reason is None and view not in self._drill.views | {View.OBLIQUE, View.UNKNOWN}:
            reason = Reason("view_wrong")
        return self._lasting.update(tracked.kinematics.t, reason)

    def _counts(self) -> Mapping[Side, Count]:
        return MappingProxyType({side: self._count(side) for side in Side})

    def _count(self, side: Side) -> Count:
        """A leg that was graded once has its good reps counted, also when it is so no more."""
        reps = [rep for rep in self._book.reps.values() if rep.side is side]
        grades = [rep.good for rep in reps if rep.good is not None]
        graded = bool(grades) or side in self._counter.graded()
        return Count(len(reps), sum(grades) if graded else None, self._book.partial[side])

    def _peaks(self) -> Mapping[Side, tuple[float, ...]]:
        peaks: dict[Side, list[float]] = {side: [] for side in Side}
        for rep in self._book.reps.values():
            peaks[rep.side].append(rep.values["thigh_angle_peak"])
        return MappingProxyType({side: tuple(p[-SHOWN_PEAKS:]) for side, p in peaks.items()})

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
            left_s=self._clock.left_s(frame.t),
            reps=counted.decided,
            ended=counted.ended,
            events=events,
            counts=self._counts(),
            peaks=self._peaks(),
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


def _counter(drill: Drill) -> RepCounter | StrideCounter:
    return StrideCounter(drill) if drill.kind is Kind.RUN else RepCounter(drill)


def _manner_of_running(manner: Manner) -> Manner:
    """In running cues are rarer, and no stride is praised as a rep is."""
    most = manner.run_most_a_minute
    return replace(manner, gap_s=manner.run_gap_s, most_a_minute=most, praise=False)
