"""What a drill file may hold, and how it becomes a Drill."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from coach.config.drill_tables import (
    OF_THE_THIGH,
    USUAL_FPS,
    CadenceTable,
    DoseTable,
    FaultTable,
    GateTable,
    HoldTable,
    LandingTable,
    RepTable,
    ShuffleTable,
    SlowTable,
    TargetTable,
    Views,
)
from coach.config.schema import Versioned, Words, one_of
from coach.core.drills.drill import Dose, Drill
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band, HoldRule, LandingRule, RepRule, ShuffleRule
from coach.core.types import Side, View


class DrillFile(Versioned):
    """A whole drill file; see Drill. A fault that no view of the drill shows is left out."""

    extends: Words | None = None
    title: Words
    about: Words
    views: Views
    safety: Words
    kind: Annotated[str, one_of(tuple(Kind))] = Kind.LIFT.value
    target: TargetTable
    rep: RepTable = RepTable()
    cadence: CadenceTable | None = None
    seconds: Annotated[float, Field(ge=3, le=3600)] = 20.0
    reps_per_side: Annotated[int, Field(ge=1, le=1000)] | None = None
    forward: bool = False
    belt_max_kmh: Annotated[float, Field(gt=0, le=12)] | None = None
    slowest_fps: Annotated[float, Field(ge=5, le=120)] = USUAL_FPS
    shuffle: ShuffleTable | None = None
    hold: HoldTable = HoldTable()
    gate: list[GateTable] = Field(default_factory=list)
    landing: LandingTable = LandingTable()
    slow: Annotated[SlowTable | None, Field(validate_default=True)] = None
    start_side: Annotated[str, one_of(tuple(Side))] = Side.LEFT.value
    dose: DoseTable | None = None
    phases: list[Words] = Field(default_factory=list)
    regress: Words | None = None
    progress: Words | None = None
    not_if: Words | None = None
    faults: dict[str, FaultTable] = Field(default_factory=dict)

    @field_validator("rep")
    @classmethod
    def _floor_is_under_target(cls, rep: RepTable, others: ValidationInfo) -> RepTable:
        target, kind = others.data.get("target"), others.data.get("kind")
        if target and kind in OF_THE_THIGH and rep.floor >= target.low:
            raise ValueError(f"floor ({rep.floor:g}) must be less than target.low ({target.low:g})")
        return rep

    @field_validator("slow")
    @classmethod
    def _slow_says_what(cls, slow: SlowTable | None, others: ValidationInfo) -> SlowTable | None:
        if slow is None and others.data.get("kind") == Kind.SLOW:
            raise ValueError("is missing: a drill of kind 'slow' needs it")
        return slow

    @field_validator("faults")
    @classmethod
    def _values_are_of_this_kind(
        cls, faults: dict[str, FaultTable], others: ValidationInfo
    ) -> dict[str, FaultTable]:
        kind = others.data.get("kind")
        strange = [
            f"{name}: {fault.value} is not measured in a drill of kind '{kind}'"
            for name, fault in faults.items()
            if kind and kind not in REP_VALUES[fault.value].kinds
        ]
        if strange:
            raise ValueError("; ".join(strange))
        return faults

    def drill(self, name: str) -> Drill:
        views = frozenset(map(View, self.views))
        rules = [fault.rule(key, views) for key, fault in self.faults.items() if not fault.off]
        return Drill(
            name=name,
            title=self.title,
            about=self.about,
            views=views,
            target=self.target.band,
            rep=RepRule(**self.rep.model_dump()),
            cadence=self.cadence.band if self.cadence else Band(),
            seconds=self.seconds,
            reps_per_side=self.reps_per_side,
            forward=self.forward,
            belt_max_kmh=self.belt_max_kmh,
            slowest_fps=self.slowest_fps,
            faults=tuple(rule for rule in rules if rule.views),
            safety=self.safety,
            kind=Kind(self.kind),
            shuffle=ShuffleRule(**self.shuffle.model_dump()) if self.shuffle else None,
            hold=HoldRule(**self.hold.model_dump()),
            gates=tuple(table.gate for table in self.gate),
            landing=LandingRule(**self.landing.model_dump()),
            slow=self.slow.rule if self.slow else None,
            start_side=Side(self.start_side),
            dose=Dose(**self.dose.model_dump()) if self.dose else Dose(),
            phases=tuple(self.phases),
            regress=self.regress or "",
            progress=self.progress or "",
            not_if=self.not_if or "",
        )
