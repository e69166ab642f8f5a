"""What a drill file may hold, and how it becomes a Drill."""

from __future__ import annotations

from math import inf
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from coach.config.schema import Strict, Versioned, Words, listed, one_of
from coach.core.drill import (
    Band,
    Dose,
    Drill,
    FaultRule,
    Gate,
    HoldRule,
    Kind,
    RepRule,
    ShuffleRule,
)
from coach.core.metrics import METRICS
from coach.core.types import View
from coach.core.values import REP_VALUES

SEEN_FROM = (View.LEFT, View.RIGHT, View.FRONT, View.REAR)
USUAL_REP = RepRule()
USUAL_FPS = 22.0

Views = Annotated[list[Annotated[str, one_of(SEEN_FROM)]], Field(min_length=1)]
Cues = Annotated[list[Annotated[str, listed("cues")]], Field(min_length=1)]
ThighAngle = Annotated[float, Field(ge=0, le=150)]
Cadence = Annotated[float, Field(ge=20, le=300)]
Reps = Annotated[int, Field(ge=1, le=20)]


class Span(Strict):
    """A band with both ends."""

    low: float
    high: float

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"low ({self.low:g}) must be less than high ({self.high:g})")
        return self

    @property
    def band(self) -> Band:
        return Band(self.low, self.high)


class TargetTable(Span):
    """[target]: the good band, in degrees of the signal's peak, or in seconds that are held."""

    low: ThighAngle
    high: ThighAngle


class CadenceTable(Span):
    """[cadence]: the good band in steps a minute."""

    low: Cadence
    high: Cadence


class RepTable(Strict):
    """[rep]: what counts as a rep; see RepRule."""

    floor: ThighAngle = USUAL_REP.floor
    floor_front: ThighAngle = USUAL_REP.floor_front
    partial: ThighAngle = USUAL_REP.partial
    refractory_s: Annotated[float, Field(ge=0.05, le=2)] = USUAL_REP.refractory_s
    longest_s: Annotated[float, Field(ge=0.5, le=10)] = USUAL_REP.longest_s
    alternating: bool = USUAL_REP.alternating
    signal: Literal["thigh_angle", "knee_flexion", "hip_flexion"] = "thigh_angle"
    whole: bool = USUAL_REP.whole

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for name in ("floor", "floor_front"):
            floor = getattr(self, name)
            if self.partial >= floor:
                raise ValueError(f"partial ({self.partial:g}) must be less than {name} ({floor:g})")
        return self


class Borders(Strict):
    """One border or two, as in `enter = { below = 70 }`."""

    below: float | None = None
    above: float | None = None


class FaultTable(Strict):
    """[faults.<name>]; see FaultRule. `off` silences a fault taken over from another drill."""

    value: Annotated[str, one_of(REP_VALUES)]
    enter: Borders
    leave: Borders
    of: Literal["own", "stance", "body"]
    views: Views
    priority: Annotated[int, Field(ge=0, le=3)]
    cues: Cues
    n: Reps = 3
    m: Reps = 5
    front_lower: Annotated[float, Field(ge=0)] = 0.0
    off: bool = False

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        problems = [*self._border_problems(), *self._other_problems()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _border_problems(self) -> list[str]:
        problems = []
        for enter, leave, sign in (("below", "above", 1), ("above", "below", -1)):
            at, back = getattr(self.enter, enter), getattr(self.leave, leave)
            if (at is None) != (back is None):
                problems.append(f"enter.{enter} and leave.{leave} belong together")
            elif at is not None and sign * (back - at) < 0:
                problems.append(f"leave.{leave} ({back:g}) must not be {enter} enter ({at:g})")
        return problems

    def _other_problems(self) -> list[str]:
        problems = []
        if self.enter == Borders():
            problems.append("enter needs 'below' or 'above'")
        if self.n > self.m:
            problems.append(f"n ({self.n}) must not be more than m ({self.m})")
        seen = REP_VALUES[self.value].views
        if blind := [view for view in self.views if view not in seen]:
            problems.append(f"{self.value} cannot be measured from: {', '.join(blind)}")
        return problems

    def rule(self, name: str, drill_views: frozenset[View]) -> FaultRule:
        return FaultRule(
            name=name,
            value=self.value,
            enter=_between(self.enter.below, self.enter.above),
            leave=_between(self.leave.above, self.leave.below),
            of=self.of,
            views=drill_views & frozenset(map(View, self.views)),
            priority=self.priority,
            cues=tuple(self.cues),
            n=self.n,
            m=self.m,
            front_lower=self.front_lower,
        )


class ShuffleTable(Strict):
    """[shuffle]: the signs of a low, long-grounded stride; see ShuffleRule."""

    thigh: float
    knee: float
    duty: float
    heel: float
    bounce: float


class HoldTable(Strict):
    """[hold]: when a stretch is held; see HoldRule."""

    floor_s: Annotated[float, Field(ge=1, le=120)] = HoldRule().floor_s
    near: bool = HoldRule().near


class GateTable(Strict):
    """[[gate]]: a part of the pose that is held; see Gate."""

    metric: Annotated[str, one_of(METRICS)]
    of: Literal["own", "stance", "body"]
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.above is None and self.below is None:
            raise ValueError("needs 'above' or 'below'")
        if (METRICS[self.metric].whole is not None) != (self.of == "body"):
            fits = "a leg's" if self.of == "body" else "the body's"
            raise ValueError(f"{self.metric} is {fits}, not of = '{self.of}'")
        return self

    @property
    def gate(self) -> Gate:
        return Gate(self.metric, self.of, _between(self.above, self.below))


class DoseTable(Strict):
    """[dose]: a portion; see Dose."""

    sets: Annotated[int, Field(ge=1, le=10)]
    rest_s: Annotated[float, Field(ge=0, le=600)]


class DrillFile(Versioned):
    """A whole drill file; see Drill. A fault that no view of the drill shows is left out."""

    extends: Words | None = None
    kind: Annotated[str, one_of(tuple(Kind))] = Kind.LIFT.value
    title: Words
    about: Words
    views: Views
    safety: Words
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
    dose: DoseTable | None = None
    phases: list[Words] = Field(default_factory=list)
    regress: Words | None = None
    progress: Words | None = None
    not_if: Words | None = None
    faults: dict[str, FaultTable] = Field(default_factory=dict)

    @field_validator("rep")
    @classmethod
    def _floor_is_under_target(cls, rep: RepTable, others: ValidationInfo) -> RepTable:
        target = others.data.get("target")
        if others.data.get("kind") == Kind.HOLD:
            return rep
        if target and rep.floor >= target.low:
            raise ValueError(f"floor ({rep.floor:g}) must be less than target.low ({target.low:g})")
        return rep

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
            dose=Dose(**self.dose.model_dump()) if self.dose else Dose(),
            phases=tuple(self.phases),
            regress=self.regress or "",
            progress=self.progress or "",
            not_if=self.not_if or "",
        )


def _between(low: float | None, high: float | None) -> Band:
    return Band(-inf if low is None else low, inf if high is None else high)
