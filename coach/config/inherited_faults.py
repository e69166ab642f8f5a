"""Lets the faults that a drill takes over follow the target and the cadence that it has instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from operator import add, mul

from coach.config.drill_file import DrillFile
from coach.config.drill_tables import Borders, CadenceTable, TargetTable
from coach.config.files import Table
from coach.core.drills.rules import SAFETY

CADENCE = "cadence"

Follow = Callable[[float], float]
"""Where a border of the parent's lies in the child."""


def followed(parent: DrillFile, child: DrillFile, own: Mapping[str, Table]) -> Table:
    """The borders, fault by fault, where they lie in the child. Those of the goal keep their
    distance to its end of the target, those of the tempo their share of its end of the cadence;
    a limit stands, and so does a fault of which the child has a border of its `own`."""
    return {
        name: {"enter": enter, "leave": leave}
        for name, enter, leave in _moved(parent, child)
        if not {"enter", "leave"} & own.get(name, {}).keys()
    }


def _moved(parent: DrillFile, child: DrillFile) -> Iterator[tuple[str, Table, Table]]:
    graded = child.drill("").graded
    for name, fault in parent.faults.items():
        if fault.value == graded and fault.priority != SAFETY:
            low, high = _shifts(parent.target, child.target)
        elif fault.value == CADENCE and parent.cadence and child.cadence:
            low, high = _shares(parent.cadence, child.cadence)
        else:
            continue
        # A fault that begins below belongs to the low end, and it ends above its border there.
        yield name, _borders(fault.enter, low, high), _borders(fault.leave, high, low)


def _shifts(before: TargetTable, after: TargetTable) -> tuple[Follow, Follow]:
    return partial(add, after.low - before.low), partial(add, after.high - before.high)


def _shares(before: CadenceTable, after: CadenceTable) -> tuple[Follow, Follow]:
    return partial(mul, after.low / before.low), partial(mul, after.high / before.high)


def _borders(borders: Borders, below: Follow, above: Follow) -> Table:
    moved = {"below": below, "above": above}
    known = {key: at for key, at in asdict(borders).items() if at is not None}
    return {key: round(moved[key](at), 6) for key, at in known.items()}
