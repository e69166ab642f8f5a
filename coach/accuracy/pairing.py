"""What was found against what was there: pairs in time, each leg on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.core.types import Side

EDGE_S = 0.3
"""An event so near to the clip's ends may be missed; half as near, it may be found too."""

Times = Mapping[Side, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Found:
    """Events of one leg: how many were `there`, `found`, `extra`, found on the `wrong_leg`; `ms`
    is by how much each found one is late."""

    there: int = 0
    found: int = 0
    extra: int = 0
    wrong_leg: int = 0
    ms: tuple[float, ...] = ()


def pairs(
    found: Iterable[float], true: Iterable[float], within: float
) -> tuple[list[tuple[float, float]], list[float], list[float]]:
    """(found, true) pairs, each true time with the nearest free one; those missed; those extra."""
    free = sorted(found)
    paired, missed = [], []
    for t in sorted(true):
        nearest = min(free, key=lambda f: abs(f - t), default=None)
        if nearest is None or abs(nearest - t) > within:
            missed.append(t)
            continue
        paired.append((nearest, t))
        free.remove(nearest)
    return paired, missed, free


def compare(
    found: Times, true: Times, perhaps: Times, end: float, within: float
) -> dict[Side, Found]:
    """Both legs' events; those of `perhaps` may be found, need not be. `end` is the clip's."""
    told, missed, extra = {}, {}, {}
    for side in Side:
        told[side], left, free = pairs(found[side], true[side], within)
        missed[side] = [t for t in left if EDGE_S < t < end - EDGE_S]
        _, _, free = pairs(free, perhaps[side], within)
        extra[side] = [t for t in free if EDGE_S / 2 < t < end - EDGE_S / 2]
    return {
        side: Found(
            len(told[side]) + len(missed[side]),
            len(told[side]),
            len(extra[side]),
            len(pairs(extra[side], missed[side.other], within)[0]),
            tuple(1000 * (f - t) for f, t in told[side]),
        )
        for side in Side
    }
