"""Slow movements on one leg, down and up again or up and down: depth, tempo, and how steady."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, nan
from statistics import fmean

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import At
from coach.core.drills.rules import SlowRule
from coach.core.reps.cadence import Cadence
from coach.core.reps.counted import Counted, Moments, graded_legs
from coach.core.reps.one_leg import (
    foot,
    is_known,
    median_of,
    stance_readers,
    stance_values,
)
from coach.core.reps.taken import taken
from coach.core.types import Kinematics, Rep, Side, View
from coach.core.windows import TimeWindow

BLIND_S = 0.5
BACK_SHARE = 0.12
"""A movement is over once it has come back to within such a share of its travel."""

AGAIN_SHARE = 0.3
"""One that goes out again by such a share before that is over, too."""

EDGE_SHARE, EDGE_TIME_SHARE = 0.2, 0.41
"""The movement is timed from one fifth to four fifths of it: that is such a share of the whole time
in one that starts and stops softly."""

MEAN_S, AROUND_S, BEFORE_S = 0.25, 0.12, 0.3
"""The signal is a mean over the first; a place at some moment is a median over the second on either
side of it, a knee's line in standing one over the third before the movement."""

STEP, STEP_S = 0.08, 0.3
"""A foot that goes so many leg lengths in so many seconds takes a step: it is not stood on."""

FREE_SHARE = 0.4
"""The standing foot moves by no more than such a share of what the free one does."""


@dataclass(frozen=True, slots=True)
class MovementCycle:
    """One movement out and back: `start`, `top` and `end` are the times of its first low, its far
    end and its last low; `travel` is from the low to the far end in the signal's unit, `out_s` and
    `back_s` are how long each way took, in seconds."""

    start: float
    top: float
    end: float
    travel: float
    out_s: float
    back_s: float


Sample = tuple[float, float]


class CycleTracker:
    """Takes one signal; tells each movement out and back when it is over."""

    def __init__(self, rule: SlowRule) -> None:
        self._rule = rule
        self._raw = TimeWindow[float](MEAN_S)
        self._means = TimeWindow[float](inf)
        self._top: Sample | None = None

    def update(self, t: float, value: float) -> MovementCycle | None:
        """Takes the signal at t (NaN where unknown)."""
        if self._means and t - self._means.last[0] > BLIND_S:
            self.reset()
        if value != value:
            return None
        self._raw.append(t, value)
        value = fmean(self._raw.values())
        self._means.append(t, value)
        if self._top is None:
            self._while_low(t, value)
            return None
        return self._while_out(t, value)

    def reset(self) -> None:
        """Forgets the movement that may be under way."""
        self._raw.clear()
        self._means.clear()
        self._top = None

    def _while_low(self, t: float, value: float) -> None:
        self._means.keep_from(t - self._rule.longest_s)
        low = min(self._means.values())
        if value >= low + self._rule.floor / 2:
            # The movement begins where the signal was low for the last time.
            nearly = low + self._rule.floor / 8
            self._means.keep_from(max(at for at, value in self._means if value <= nearly))
            self._top = t, value

    def _while_out(self, t: float, value: float) -> MovementCycle | None:
        assert self._top is not None
        if value > self._top[1]:
            self._top = t, value
            return None
        begun, low = self._means.first
        if t - begun > self._rule.longest_s:
            self._start_over(t)
            return None
        travel = self._top[1] - low
        since = [sample for sample in self._means if sample[0] >= self._top[0]]
        dip = min(since, key=lambda sample: sample[1])
        far_back = dip[1] <= self._top[1] - travel / 2
        again = far_back and value >= dip[1] + AGAIN_SHARE * travel
        if value > low + BACK_SHARE * travel and not again:
            return None
        found = self._cycle(self._top, travel, dip[0])
        self._start_over(dip[0])
        return found

    def _start_over(self, t: float) -> None:
        self._means.keep_from(t)
        self._top = None

    def _cycle(self, top: Sample, travel: float, until: float) -> MovementCycle:
        out = [sample for sample in self._means if sample[0] <= top[0]]
        back = [sample for sample in self._means if top[0] <= sample[0] <= until]
        out_s, start = _time_down(out[::-1], travel)
        back_s, end = _time_down(back, travel)
        return MovementCycle(start, top[0], end, travel, -out_s, back_s)


def _time_down(samples: list[Sample], travel: float) -> tuple[float, float]:
    """How long it takes from the top, the first sample, all the way down, and when it is there:
    seconds, the first negative where the samples go back in time."""
    top = samples[0][1]
    near = next(t for t, value in samples if value <= top - EDGE_SHARE * travel) if travel else nan
    far = [t for t, value in samples if value <= top - (1 - EDGE_SHARE) * travel]
    there = far[0] if far else samples[-1][0]
    return (there - near) / EDGE_TIME_SHARE, there


class SlowCounter:
    """Follows both legs as the standing one; a rep is decided when the movement is over."""

    def __init__(self, drill: Drill) -> None:
        assert drill.slow is not None
        self._drill, self._rule = drill, drill.slow
        self._trackers = {side: CycleTracker(drill.slow) for side in Side}
        self._recent = TimeWindow[Kinematics](drill.slow.longest_s + BLIND_S)
        self._view = View.UNKNOWN
        self._number = 0
        self.cadence = Cadence()
        self.held: Mapping[Side, float] = {}

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one smoothed moment seen from `view`."""
        if view is not self._view:
            self._view = view
            self._start_afresh()
        if view not in self._drill.views:
            return Counted()
        self._recent.append(moment.t, moment)
        reps: list[Rep] = []
        for side, tracker in self._trackers.items():
            if self._stepped(moment, side):
                tracker.reset()
            cycle = tracker.update(moment.t, moment.get(self._rule.signal, side))
            if cycle is not None and self._stood_on(side, cycle):
                reps.append(self._decide(moment.t, side, cycle))
        return Counted(tuple(reps), tuple(reps))

    def _start_afresh(self) -> None:
        self._recent.clear()
        for tracker in self._trackers.values():
            tracker.reset()

    def finish(self) -> Counted:
        """A movement that is not over is none; starts afresh."""
        self._start_afresh()
        return Counted()

    def aim(self, drill: Drill) -> None:
        """Takes the drill with another target; what is under way goes on."""
        self._drill = drill

    def graded(self) -> frozenset[Side]:
        """The legs that are graded in this view: the near one of a side view, else both."""
        return graded_legs(self._view, self._drill.views)

    def _stepped(self, now: Kinematics, side: Side) -> bool:
        """Has this foot just gone somewhere else?"""
        before = self._recent.values(now.t - STEP_S)[0]
        return foot(now, side).away(foot(before, side)) > STEP * now.get("leg_length")

    def _stood_on(self, side: Side, cycle: MovementCycle) -> bool:
        """Was it this leg that stood, slowly and with its foot in place?"""
        rule, span = self._rule, [m for m in self._within(cycle) if is_known(m)]
        slow = min(cycle.out_s, cycle.back_s) >= rule.shortest_s
        if not (slow and span and rule.floor <= cycle.travel <= rule.most):
            return False
        at_top = min(span, key=lambda m: abs(m.t - cycle.top))
        if not rule.free_foot.holds(at_top.get("free_foot_up", side)):
            return False
        return _foot_move(span, side) <= FREE_SHARE * _foot_move(span, side.other)

    def _within(self, cycle: MovementCycle) -> list[Kinematics]:
        return self._recent.values(cycle.start, cycle.end)

    def _decide(self, now: float, side: Side, cycle: MovementCycle) -> Rep:
        self._number += 1
        values = self._values(side, cycle)
        high = self._drill.target.holds(cycle.travel) if side in self.graded() else None
        return Rep(now, side, self._number, cycle.start, cycle.top, cycle.end, values, high)

    def _values(self, side: Side, cycle: MovementCycle) -> Mapping[str, float]:
        before = self._recent.values(cycle.start - BEFORE_S, cycle.start)
        standing_line = median_of(before, "knee_line", side)
        span, top = self._within(cycle), self._recent.nearest(cycle.top)
        return {
            **taken(self._drill, side, {At.PEAK: top.get, **stance_readers(span)}),
            "travel": cycle.travel,
            "out_time": cycle.out_s,
            "back_time": cycle.back_s,
            **stance_values(span, side, standing_line),
            "knee_bend_share": self._bend_share(cycle, side.other),
        }

    def _bend_share(self, cycle: MovementCycle, free: Side) -> float:
        """The share of the free foot's rise that its knee did not rise: 0 is a straight leg."""
        ankle, knee = (
            self._around(cycle.top, part, free) - self._around(cycle.start, part, free)
            for part in ("ankle_y", "knee_y")
        )
        return 1 - knee / ankle if ankle else nan

    def _around(self, t: float, metric: str, side: Side) -> float:
        return median_of([m for s, m in self._recent if abs(s - t) <= AROUND_S], metric, side)


def _foot_move(span: Moments, side: Side) -> float:
    """How far a foot got from where it was first, in pixels."""
    return max(foot(m, side).away(foot(span[0], side)) for m in span)
