"""What a rep carries because its record says so: a metric, read at some part of the rep."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import At, carried
from coach.core.types import Side

Reader = Callable[[str, Side | None], float]
"""Gives a metric of a leg, or of the body, at one part of the rep; NaN where it is not known."""


def taken(drill: Drill, side: Side, readers: Mapping[At, Reader]) -> dict[str, float]:
    """The values of a rep of this side that are read where one of the `readers` reads."""
    values = carried(drill.kind, drill.values).items()
    read = [(name, value, *value.read) for name, value in values if value.read]
    return {
        name: readers[at](metric, value.whose(side))
        for name, value, metric, at in read
        if at in readers
    }
