"""Slow movements on one leg, down and up again or up and down: depth, tempo, and how steady."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from statistics import fmean

from coach.core.drills.drill import Drill
from coach.core.drills.rules import SlowRule
from coach.core.reps.cadence import Cadence
from coach.core.reps.counted import Counted
from coach.core.reps.one_leg import (
    Moments,
    absmax,
    foot,
    graded_legs,
    is_known,
    max_known,
    median_of,
    steadied,
    toward,
    value_range,
)
from coach.core.types import Kinematics, Rep, Side, View

BLIND_S = 0.5
BACK = 0.12
"""A movement is over once it has come back to within such a share of its way."""

AGAIN = 0.3
"""One that goes out again by such a share before that is over, too."""

EDGE, EDGE_SHARE = 0.2, 0.41
"""The way is timed from one fifth to four fifths of it: that is such a share of the whole time in a
movement that starts and stops softly."""

CALM_S, AROUND_S = 0.25, 0.12
"""The signal is a mean over the first; a place at some moment one over the second about it."""

STEP, STEP_S = 0.08, 0.3
"""A foot that goes so many leg lengths in so many seconds takes a step: it is not stood on."""

FREE_SHARE = 0.4
"""The standing foot moves by no more than such a share of what the free one does."""


@dataclass(frozen=True, slots=True)
class MovementCycle:
    """One movement out and back: `start` and `end` are its lows, `top` its far end; `travel` is in
    the signal's unit, `out_s` and `back_s` in seconds."""

    start: float
    top: float
    end: float
    travel: float
    out_s: float
    back_s: float


Sample = tuple[float, float]


class WayTracker:
    """Takes one signal; tells each movement out and back when it is over."""

    def __init__(self, rule: SlowRule) -> None:
        self._rule = rule
        self._raw: deque[Sample] = deque()
        self._samples: deque[Sample] = deque()
        self._top: Sample | None = None

    def update(self, t: float, value: float) -> MovementCycle | None:
        """Takes the signal at t (NaN where unknown)."""
        if self._samples and t - self._samples[-1][0] > BLIND_S:
            self.reset()
        if value != value:
            return None
        self._raw.append((t, value))
        while self._raw[0][0] < t - CALM_S:
            self._raw.popleft()
        value = fmean(value for _, value in self._raw)
        self._samples.append((t, value))
        if self._top is None:
            self._while_low(t, value)
            return None
        return self._while_out(t, value)

    def reset(self) -> None:
        """Forgets the movement that may be under way."""
        self._raw.clear()
        self._samples.clear()
        self._top = None

    def _while_low(self, t: float, value: float) -> None:
        while self._samples[0][0] < t - self._rule.longest_s:
            self._samples.popleft()
        low = min(value for _, value in self._samples)
        if value >= low + self._rule.floor / 2:
            nearly = low + self._rule.floor / 8
            self._begin_at(max(at for at, value in self._samples if value <= nearly))
            self._top = t, value

    def _while_out(self, t: float, value: float) -> MovementCycle | None:
        assert self._top is not None
        if value > self._top[1]:
            self._top = t, value
            return None
        if t - self._samples[0][0] > self._rule.longest_s:
            self._start_over((t, value))
            return None
        low, way = self._samples[0][1], self._top[1] - self._samples[0][1]
        since = [sample for sample in self._samples if sample[0] >= self._top[0]]
        dip = min(since, key=lambda sample: sample[1])
        far_back = dip[1] <= self._top[1] - way / 2
        again = far_back and value >= dip[1] + AGAIN * way
        if value > low + BACK * way and not again:
            return None
        found = self._way(dip)
        self._start_over(dip)
        return found

    def _begin_at(self, t: float) -> None:
        """The movement begins where the signal was low for the last time."""
        while self._samples[0][0] < t:
            self._samples.popleft()

    def _start_over(self, low: Sample) -> None:
        self._samples = deque(sample for sample in self._samples if sample[0] >= low[0])
        self._top = None

    def _way(self, dip: Sample) -> MovementCycle:
        assert self._top is not None
        top = self._top
        out = [sample for sample in self._samples if sample[0] <= top[0]]
        back = [sample for sample in self._samples if top[0] <= sample[0] <= dip[0]]
        travel = top[1] - out[0][1]
        out_s, start = _time(out[::-1], travel)
        back_s, end = _time(back, travel)
        return MovementCycle(start, top[0], end, travel, -out_s, back_s)


def _time(samples: list[Sample], travel: float) -> tuple[float, float]:
    """How long it takes from the top down all of the way, and when it is there."""
    top = samples[0][1]
    near = next(t for t, value in samples if value <= top - EDGE * travel) if travel else nan
    far = [t for t, value in samples if value <= top - (1 - EDGE) * travel]
    there = far[0] if far else samples[-1][0]
    return (there - near) / EDGE_SHARE, there


class SlowCounter:
    """Follows both legs as the standing one; a rep is decided when the movement is over."""

    def __init__(self, drill: Drill) -> None:
        assert drill.slow is not None
        self._drill, self._rule = drill, drill.slow
        self._trackers = {side: WayTracker(drill.slow) for side in Side}
        self._recent: deque[Kinematics] = deque()
        self._view = View.UNKNOWN
        self._number = 0
        self.cadence = Cadence()

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one settled moment seen from `view`."""
        if view is not self._view:
            self._view = view
            self._recent.clear()
            self._trackers = {side: WayTracker(self._rule) for side in Side}
        if view not in self._drill.views:
            return Counted()
        self._recent.append(moment)
        while self._recent[0].t < moment.t - self._rule.longest_s - BLIND_S:
            self._recent.popleft()
        reps: list[Rep] = []
        for side, tracker in self._trackers.items():
            if self._stepped(moment, side):
                tracker.reset()
            way = tracker.update(moment.t, moment.get(self._rule.signal, side))
            if way is not None and self._stood_on(side, way):
                reps.append(self._decide(moment.t, side, way))
        return Counted(tuple(reps), tuple(reps))

    def finish(self) -> Counted:
        """A movement that is not over is none."""
        return Counted()

    def aim(self, drill: Drill) -> None:
        """Takes the drill with another target; what is under way goes on."""
        self._drill = drill

    def graded(self) -> frozenset[Side]:
        """The legs that are graded in this view: the near one of a side view, else both."""
        return graded_legs(self._view, self._drill.views)

    def _stepped(self, now: Kinematics, side: Side) -> bool:
        """Has this foot just gone somewhere else?"""
        before = next(m for m in self._recent if m.t >= now.t - STEP_S)
        return foot(now, side).away(foot(before, side)) > STEP * now.get("leg_length")

    def _stood_on(self, side: Side, way: MovementCycle) -> bool:
        """Was it this leg that stood, slowly and with its foot in place?"""
        rule, span = self._rule, [m for m in self._within(way) if is_known(m)]
        slow = min(way.out_s, way.back_s) >= rule.shortest_s
        if not (slow and span and rule.floor <= way.travel <= rule.most):
            return False
        at_top = min(span, key=lambda m: abs(m.t - way.top))
        if not rule.free_foot.holds(at_top.get("free_foot_up", side)):
            return False
        return _went(span, side) <= FREE_SHARE * _went(span, side.other)

    def _within(self, way: MovementCycle) -> list[Kinematics]:
        return [m for m in self._recent if way.start <= m.t <= way.end]

    def _decide(self, now: float, side: Side, way: MovementCycle) -> Rep:
        self._number += 1
        values = self._values(side, way)
        good = self._drill.target.holds(way.travel) if side in self.graded() else None
        return Rep(now, side, self._number, way.start, way.top, way.end, values, good)

    def _values(self, side: Side, way: MovementCycle) -> Mapping[str, float]:
        span = self._within(way)
        before = [m for m in self._recent if way.start - 0.3 <= m.t <= way.start]
        calibration = median_of(before, "knee_line", side)
        top = min(span, key=lambda m: abs(m.t - way.top))
        return {
            "travel": way.travel,
            "out_time": way.out_s,
            "back_time": way.back_s,
            "knee_line": max_known(steadied(span, "knee_line", side))
            - (calibration if calibration == calibration else 0.0),
            "lateral_trunk_lean": toward(side) * absmax(steadied(span, "lateral_trunk_lean")),
            "pelvis_shift": value_range(steadied(span, "pelvis_over_foot", side)),
            "knee_flexion_at_top": top.get("knee_flexion", side),
            "knee_bend_share": self._bend(way, side.other),
        }

    def _bend(self, way: MovementCycle, free: Side) -> float:
        """The share of the free foot's way that its knee did not go: 0 is a straight leg."""
        ankle, knee = (
            self._about(way.top, part, free) - self._about(way.start, part, free)
            for part in ("ankle_y", "knee_y")
        )
        return 1 - knee / ankle if ankle else nan

    def _about(self, t: float, metric: str, side: Side) -> float:
        return median_of([m for m in self._recent if abs(m.t - t) <= AROUND_S], metric, side)


def _went(span: Moments, side: Side) -> float:
    """How far a foot went from where it was, in pixels."""
    return max(foot(m, side).away(foot(span[0], side)) for m in span)
