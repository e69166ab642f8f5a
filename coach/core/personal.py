"""The athlete's own target: from what they reach, then harder or easier by small steps."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import median

from coach.core.drill import Band, Drill, Kind
from coach.core.targets import ABOVE_FLOOR, room

SetPeaks = Sequence[float]
"""What the reps of one set were graded by, NaN where unknown."""

FIRST_SETS, FEWEST = 2, 3
"""The sets that show what the athlete can do, and the fewest known reps that make a set."""

STEP = 5.0
"""Degrees: as much as the mean of some reps can tell (biomechanics A7, C)."""

HARDER_FROM, HARDER_AFTER, EASIER_UNDER = 0.8, 2, 0.5
"""Shares of a set's reps in the band: from the first on, in so many sets on end, the target rises;
under the last it falls (B0.2, D)."""

STRETCH = 15.0
"""It rises so far above the drill's own at most: in a march to a level thigh (D)."""


def next_target(drill: Drill, sets: Sequence[SetPeaks]) -> Band:
    """The target for the next set after all `sets` so far: the drill's own until two are done, and
    always for what is not a lift, or locked."""
    known = [[peak for peak in peaks if peak == peak] for peaks in sets]
    known = [peaks for peaks in known if len(peaks) >= FEWEST]
    if drill.locked or drill.kind is not Kind.LIFT or len(known) < FIRST_SETS:
        return drill.target
    target = _own(drill, [peak for peaks in known[:FIRST_SETS] for peak in peaks])
    met = 0
    for peaks in known[FIRST_SETS:]:
        share = sum(map(target.holds, peaks)) / len(peaks)
        met = met + 1 if share >= HARDER_FROM else 0
        if share < EASIER_UNDER:
            target = _from(drill, target.low - STEP)
        elif met == HARDER_AFTER:
            target, met = _from(drill, target.low + STEP), 0
    return target


def _own(drill: Drill, peaks: list[float]) -> Band:
    """From the middle of the best third of them; a step above the drill's own at most, as only one
    in six would reach more."""
    best = sorted(peaks, reverse=True)[: ceil(len(peaks) / 3)]
    return _from(drill, min(median(best), drill.target.low + STEP))


def _from(drill: Drill, low: float) -> Band:
    """The band from `low` on, as far as that may go, to the drill's own end."""
    own, limits = drill.target, room(drill)
    least = min(max(drill.rep.floor + ABOVE_FLOOR, limits.low), own.low)
    most = min(own.low + STRETCH, (own.low + own.high) / 2, max(limits.high, own.low))
    return Band(min(max(low, least), most), own.high)
