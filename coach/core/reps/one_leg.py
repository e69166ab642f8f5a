"""What every drill on one leg looks at: which foot is up, where it is, how steady the body is."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, nan
from statistics import fmean, median_high

import numpy as np

from coach.core.drills.rep_values import At
from coach.core.reps.counted import Moments, known
from coach.core.reps.taken import Reader
from coach.core.types import Kinematics, Points, Side, View
from coach.core.windows import StateTimer, TimeWindow, is_still

LIFTED, LIFTED_BESIDE, DOWN = 0.10, 0.18, 0.05
"""A foot is up once it is so many leg lengths over the other (the second from the side, where the
far foot looks higher anyway), and down again within the third of level."""

TOUCH_S = 0.08
"""A foot that is down for a shorter time has not touched."""

LEVEL_S, LEVEL = 0.5, 0.02
"""With both feet down for so long, within so many leg lengths, it is learnt what is level: the
nearer foot of a side view looks lower than the other."""

KNOWN_SHARE = 0.6


class Feet:
    """Follows both feet; tells the leg that the athlete stands on, None where it is both."""

    def __init__(self, view: View) -> None:
        self._lifted = LIFTED_BESIDE if view.near else LIFTED
        self.standing: Side | None = None
        self._level, self._down = 0.0, StateTimer()
        self._heights = TimeWindow[float](LEVEL_S)

    def update(self, m: Kinematics) -> Side | None:
        """Takes one moment in which both ankles are known."""
        over = m.get("ankle_over_other", Side.LEFT)
        self._learn_level(m.t, over)
        over -= self._level
        down = abs(over) <= DOWN
        down_s = self._down.update(m.t, down)
        if abs(over) >= self._lifted:
            self.standing = Side.RIGHT if over > 0 else Side.LEFT
        elif down and down_s >= TOUCH_S:
            self.standing = None
        return self.standing

    def _learn_level(self, t: float, over: float) -> None:
        if abs(over) >= self._lifted:
            self._heights.clear()
            return
        self._heights.append(t, over)
        heights = self._heights.values()
        if self._heights.full and is_still(heights, LEVEL):
            self._level = fmean(heights)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a joint is, in pixels."""

    x: float
    y: float

    def away(self, other: Place) -> float:
        return hypot(self.x - other.x, self.y - other.y)


def foot(m: Kinematics, side: Side) -> Place:
    return Place(m.get("ankle_x", side), m.get("ankle_y", side))


def is_known(m: Kinematics) -> bool:
    """Are the hips and both feet known?"""
    both = m.get("ankle_over_other", Side.LEFT)
    return m.get("hips_y") == m.get("hips_y") and both == both


def median_of(moments: Moments, metric: str, side: Side | None = None) -> float:
    """The upper median of a metric's known values; NaN where there is none."""
    return median_high(known(moments, metric, side) or [nan])


def steadied(
    moments: Moments, metric: str, side: Side | None = None, over_s: float = 0.2
) -> Points:
    """(n,) means over so many seconds each, by which one frame's error counts little; one NaN where
    too little is known."""
    seen = [(m.t, value) for m in moments if (value := m.get(metric, side)) == value]
    if not seen or len(seen) < KNOWN_SHARE * len(moments):
        return np.array([nan])
    starts = [t for t, _ in seen if t <= max(seen[-1][0] - over_s, seen[0][0])]
    return np.array([fmean(value for t, value in seen if a <= t <= a + over_s) for a in starts])


def stance_readers(moments: Moments) -> dict[At, Reader]:
    """Reads what a movement on one leg shows over all of it."""
    return {
        At.MAX: lambda metric, of: float(steadied(moments, metric, of).max()),
        At.RANGE: lambda metric, of: float(np.ptp(steadied(moments, metric, of))),
    }


def stance_values(
    moments: Moments, side: Side, standing_line: float, shift_over_s: float = 0.2
) -> dict[str, float]:
    """How steady the body is on the leg `side`, at its worst: the knee's line over what it is in
    standing (NaN where that is unknown: 0), the trunk's lean towards the leg with its sign, and the
    range of the pelvis over the foot. NaN where too little is known."""
    lean = steadied(moments, "lateral_trunk_lean")
    line = steadied(moments, "knee_line", side).max() - np.nan_to_num(standing_line)
    shift = np.ptp(steadied(moments, "pelvis_over_foot", side, shift_over_s))
    to_leg = 1.0 if side is Side.RIGHT else -1.0
    return {
        "knee_line": float(line),
        "lateral_trunk_lean": to_leg * float(lean[np.abs(lean).argmax()]),
        "pelvis_shift": float(shift),
    }
