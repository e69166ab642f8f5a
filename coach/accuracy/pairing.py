"""What was found against what was there: pairs in time, each leg on its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EDGE_S = 0.3
"""An event so near to the clip's ends may be missed; half as near, it may be found too."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Of one leg: (found, true) pairs, those missed and those extra."""

    pairs: list[tuple[float, float]]
    missed: list[float]
    extra: list[float]


def match(found: Iterable[float], true: Iterable[float], within: float) -> Matched:
    """Pairs each true time with the nearest free found one."""
    free, pairs, missed = sorted(found), [], []
    for t in sorted(true):
        nearest = min(free, key=lambda f: abs(f - t), default=None)
        if nearest is None or abs(nearest - t) > within:
            missed.append(t)
            continue
        pairs.append((nearest, t))
        free.remove(nearest)
    return Matched(pairs, missed, free)


def match_leg(
    found: Sequence[float],
    true: Sequence[float],
    perhaps: Sequence[float],
    end: float,
    within: float,
) -> Matched:
    """As `match`, but those of `perhaps` may be found, need not be, nor what is cut by the ends of
    the clip, 0 and `end`."""
    told = match(found, true, within)
    extra = match(told.extra, perhaps, within).extra
    return Matched(
        told.pairs,
        [t for t in told.missed if EDGE_S < t < end - EDGE_S],
        [t for t in extra if EDGE_S / 2 < t < end - EDGE_S / 2],
    )
