"""What every drill on one leg looks at: which foot is up, where it is, how steady the body is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot, nan
from statistics import fmean

from coach.core.kinematics.one_leg_metrics import ankle_x, ankle_y
from coach.core.types import Kinematics, Side, View

Moments = Sequence[Kinematics]

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
        self._level = 0.0
        self._recent: list[tuple[float, float]] = []
        self._down_since = nan

    def update(self, m: Kinematics) -> Side | None:
        """Takes one moment in which both ankles are known."""
        over = m.get("ankle_over_other", Side.LEFT)
        self._learn(m.t, over)
        over -= self._level
        if over >= self._lifted:
            self._stand(Side.RIGHT)
        elif -over >= self._lifted:
            self._stand(Side.LEFT)
        elif abs(over) > DOWN:
            self._down_since = nan
        elif self.standing is not None:
            self._touch(m.t)
        return self.standing

    def _stand(self, side: Side) -> None:
        self.standing, self._down_since = side, nan

    def _touch(self, t: float) -> None:
        if self._down_since != self._down_since:
            self._down_since = t
        if t - self._down_since >= TOUCH_S:
            self._stand_on_both()

    def _stand_on_both(self) -> None:
        self.standing, self._down_since = None, nan

    def _learn(self, t: float, over: float) -> None:
        if abs(over) >= self._lifted:
            self._recent.clear()
            return
        self._recent.append((t, over))
        while t - self._recent[0][0] > LEVEL_S:
            self._recent.pop(0)
        overs = [value for _, value in self._recent]
        if t - self._recent[0][0] >= 0.9 * LEVEL_S and max(overs) - min(overs) <= LEVEL:
            self._level = fmean(overs)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a joint is, in pixels."""

    x: float
    y: float

    def away(self, other: Place) -> float:
        return hypot(self.x - other.x, self.y - other.y)


def foot(m: Kinematics, side: Side) -> Place:
    return Place(m.get(ankle_x.__name__, side), m.get(ankle_y.__name__, side))


def is_known(m: Kinematics) -> bool:
    """Are the hips and both feet known?"""
    both = m.get("ankle_over_other", Side.LEFT)
    return m.get("hips_y") == m.get("hips_y") and both == both


def graded_legs(view: View, views: frozenset[View]) -> frozenset[Side]:
    """The near leg of a side view, else both; none in a view that the drill does not have."""
    if view not in views:
        return frozenset()
    return frozenset({view.near}) if view.near else frozenset(Side)


def ptp_of(moments: Moments, metric: str, side: Side | None = None) -> float:
    """From the least to the most of a metric; NaN where it is never known."""
    values = _known(moments, metric, side)
    return max(values) - min(values) if values else nan


def median_of(moments: Moments, metric: str, side: Side | None = None) -> float:
    """The middle one of a metric's values; NaN where none is known."""
    values = sorted(_known(moments, metric, side))
    return values[len(values) // 2] if values else nan


def steadied(
    moments: Moments, metric: str, side: Side | None = None, over_s: float = 0.2
) -> list[float]:
    """Means over so many seconds each, by which one frame's error counts little; none where too
    little is known."""
    told = ((m.t, m.get(metric, side)) for m in moments)
    seen = [(t, value) for t, value in told if value == value]
    if not seen or len(seen) < KNOWN_SHARE * len(moments):
        return []
    starts = [t for t, _ in seen if t <= max(seen[-1][0] - over_s, seen[0][0])]
    return [fmean(value for t, value in seen if a <= t <= a + over_s) for a in starts]


def max_known(values: Iterable[float]) -> float:
    return max(values, default=nan)


def absmax(values: Iterable[float]) -> float:
    """The value furthest from zero, with its sign; NaN where there is none."""
    return max(values, key=abs, default=nan)


def value_range(values: Sequence[float]) -> float:
    return max(values) - min(values) if values else nan


def toward(side: Side) -> float:
    """What turns a lean towards the athlete's right into one towards this side."""
    return 1.0 if side is Side.RIGHT else -1.0


def _known(moments: Moments, metric: str, side: Side | None) -> list[float]:
    values = (m.get(metric, side) for m in moments)
    return [value for value in values if value == value]
