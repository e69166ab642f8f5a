"""Does a set fall apart? Then it ends, with praise, instead of being corrected."""

from __future__ import annotations

from math import nan
from statistics import median

from coach.core.drills.drill import Drill
from coach.core.types import Rep, Side

OVER = 5
"""Reps of a leg at the start, and at the end, that are compared."""

LEFT_SHARE = 0.8
"""Of the first peaks' height (biomechanics B1.4, D2 rule 11; C)."""

SLOWER = 0.08
"""Share of the first cadence that is lost (D2 rule 11, C)."""


class Fatigue:
    """Follows the reps of a set: are the last knees much lower than the first were, or the steps
    much slower? Only where the first were on target: who has not reached it is still learning."""

    def __init__(self) -> None:
        self._peaks = {side: _Ends() for side in Side}
        self._paces = {side: _Ends() for side in Side}

    def take(self, rep: Rep, graded: str) -> None:
        """One more rep, or what became of one; `graded` names the value it is graded by."""
        period = rep.values.get("period", nan)
        self._peaks[rep.side].put(rep.number, rep.values.get(graded, nan))
        self._paces[rep.side].put(rep.number, 60 / period if period > 0 else nan)

    def tired(self, drill: Drill, graded: frozenset[Side]) -> bool:
        """Does the set fall apart, by one of the graded legs?"""
        return any(self._lower(side, drill) or self._slower(side, drill) for side in graded)

    def _lower(self, side: Side, drill: Drill) -> bool:
        first, last = self._peaks[side].medians()
        # Who comes down from beyond the target is not tired.
        return first >= drill.target.low and last < LEFT_SHARE * min(first, drill.target.high)

    def _slower(self, side: Side, drill: Drill) -> bool:
        first, last = self._paces[side].medians()
        # A pace that is still in the drill's band is a choice.
        return last < drill.cadence.low / 2 <= first and last < (1 - SLOWER) * first


class _Ends:
    """The first and the last known values of many, by the numbers of their reps."""

    def __init__(self) -> None:
        self._first: dict[int, float] = {}
        self._last: dict[int, float] = {}
        self._known, self._newest = 0, -1

    def put(self, number: int, value: float) -> None:
        if value != value:
            return
        if number > self._newest:
            self._newest, self._known = number, self._known + 1
            self._last[number] = value
            if len(self._last) > OVER:
                del self._last[next(iter(self._last))]
        if number in self._first or len(self._first) < OVER:
            self._first[number] = value
        if number in self._last:
            self._last[number] = value

    def medians(self) -> tuple[float, float]:
        """Of the first and of the last; NaN where there are too few."""
        if self._known < 2 * OVER:
            return nan, nan
        return median(self._first.values()), median(self._last.values())
