"""Does a set fall apart? Then it ends, with praise, instead of being corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from coach.core.drills.drill import Drill
from coach.core.types import Rep, Side

OVER = 5
"""Reps of a leg at the start, and at the end, that are compared."""

LEFT_SHARE = 0.8
"""Of the first peaks' height (biomechanics B1.4, D2 rule 11; C)."""

SLOWER = 0.08
"""Share of the first cadence that is lost (D2 rule 11, C)."""


def tired(reps: Iterable[Rep], drill: Drill, graded: frozenset[Side]) -> bool:
    """The last knees are much lower than the first were, or the steps much slower.

    Only where the first were on target: who has not reached it yet is not tired, but learning.
    """
    reps = list(reps)
    for side in graded:
        mine = [rep for rep in reps if rep.side is side]
        peaks = _ends([rep.values.get(drill.graded, float("nan")) for rep in mine])
        # Who comes down from beyond the target is not tired.
        least = LEFT_SHARE * min(peaks[0], drill.target.high) if peaks else 0.0
        if peaks and peaks[0] >= drill.target.low and peaks[1] < least:
            return True
        paces = _ends([60 / period for rep in mine if (period := rep.values.get("period", 0)) > 0])
        # A pace that is still in the drill's band is a choice.
        slow = drill.cadence.low / 2
        if paces and paces[1] < slow <= paces[0] and paces[1] < (1 - SLOWER) * paces[0]:
            return True
    return False


def _ends(values: Sequence[float]) -> tuple[float, float] | None:
    """The medians of the first and of the last known values; None where there are too few."""
    known = [value for value in values if value == value]
    if len(known) < 2 * OVER:
        return None
    return median(known[:OVER]), median(known[-OVER:])
