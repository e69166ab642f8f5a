"""What a drill file may hold, and how it becomes a Drill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, Literal

from coach.config.drill_tables import (
    USUAL_FPS,
    CadenceTable,
    FaultTable,
    GateTable,
    SlowTable,
    TargetTable,
    Views,
)
from coach.core.drills.drill import Dose, Drill
from coach.core.drills.kinds import KINDS, Kind
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band, HoldRule, LandingRule, RepRule, ShuffleRule
from coach.core.fields import Checked, Within, Words
from coach.core.types import Side, View


def _partial_under_floors(rule: RepRule) -> RepRule:
    for name, floor in (("floor", rule.floor), ("floor_front", rule.floor_front)):
        if rule.partial >= floor:
            raise ValueError(f"partial ({rule.partial:g}) must be less than {name} ({floor:g})")
    return rule


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillFile:
    """A whole drill file; see Drill. A fault that no view of the drill shows is left out."""

    schema: Literal[1]
    extends: Words | None = None
    title: Words
    about: Words
    views: Views
    safety: Words
    kind: Kind = Kind.LIFT
    target: TargetTable
    rep: Annotated[RepRule, Checked(_partial_under_floors)] = field(default_factory=RepRule)
    cadence: CadenceTable | None = None
    seconds: Annotated[float, Within(ge=3, le=3600)] = 20.0
    reps_per_side: Annotated[int, Within(ge=1, le=1000)] | None = None
    forward: bool = False
    belt_max_kmh: Annotated[float, Within(gt=0, le=12)] | None = None
    slowest_fps: Annotated[float, Within(ge=5, le=120)] = USUAL_FPS
    shuffle: ShuffleRule | None = None
    hold: HoldRule = field(default_factory=HoldRule)
    gate: tuple[GateTable, ...] = ()
    landing: LandingRule = field(default_factory=LandingRule)
    slow: SlowTable | None = None
    start_side: Side = Side.LEFT
    dose: Dose = field(default_factory=Dose)
    phases: tuple[Words, ...] = ()
    regress: Words = ""
    progress: Words = ""
    not_if: Words = ""
    faults: dict[str, FaultTable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise ValueError("\n".join(problems))

    def _problems(self) -> Iterator[str]:
        floor, low = self.rep.floor, self.target.low
        if KINDS[self.kind].graded is None and floor >= low:
            yield f"rep: floor ({floor:g}) must be less than target.low ({low:g})"
        if self.kind is Kind.SLOW and self.slow is None:
            yield "slow: is missing: a drill of kind 'slow' needs it"
        strange = [
            f"{name}: {fault.value} is not measured in a drill of kind '{self.kind}'"
            for name, fault in self.faults.items()
            if self.kind not in REP_VALUES[fault.value].kinds
        ]
        if strange:
            yield f"faults: {'; '.join(strange)}"

    def drill(self, name: str) -> Drill:
        views = frozenset(map(View, self.views))
        rules = [fault.rule(key, views) for key, fault in self.faults.items() if not fault.off]
        parts: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        del parts["schema"], parts["extends"], parts["gate"]
        return Drill(
            **parts
            | {
                "name": name,
                "views": views,
                "target": self.target.band,
                "novice": self.target.novice,
                "cadence": self.cadence.band if self.cadence else Band(),
                "cadence_of": self.cadence.of if self.cadence else "steps",
                "faults": tuple(rule for rule in rules if rule.views),
                "gates": tuple(table.gate for table in self.gate),
                "slow": self.slow.rule if self.slow else None,
            }
        )
