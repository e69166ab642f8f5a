"""The tables of a drill file, each with what it may hold."""

from __future__ import annotations

from math import inf
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coach.config.schema import Strict, listed, one_of
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import (
    SIGNALS,
    Band,
    FaultRule,
    Gate,
    HoldRule,
    LandingRule,
    RepRule,
    SlowRule,
)
from coach.core.kinematics.measured import METRICS
from coach.core.types import View

SEEN_FROM = (View.LEFT, View.RIGHT, View.FRONT, View.REAR)
USUAL_REP, USUAL_LANDING, USUAL_SLOW = RepRule(), LandingRule(), SlowRule("", 0, 0)
OF_THE_THIGH = (Kind.LIFT, Kind.RUN)
USUAL_FPS = 22.0

Views = Annotated[list[Annotated[str, one_of(SEEN_FROM)]], Field(min_length=1)]
Cues = Annotated[list[Annotated[str, listed("cues")]], Field(min_length=1)]
ThighAngle = Annotated[float, Field(ge=0, le=150)]
Cadence = Annotated[float, Field(ge=20, le=300)]
Reps = Annotated[int, Field(ge=1, le=20)]


class ClosedBand(Strict):
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


class TargetTable(ClosedBand):
    """[target]: the good band of the value that the drill's kind is graded by: the signal's peak in
    degrees, a hold in seconds, a slow way in leg lengths."""

    low: ThighAngle
    high: ThighAngle


class CadenceTable(ClosedBand):
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
            enter=between(self.enter.below, self.enter.above),
            leave=between(self.leave.above, self.leave.below),
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
        if METRICS[self.metric].of_body != (self.of == "body"):
            fits = "a leg's" if self.of == "body" else "the body's"
            raise ValueError(f"{self.metric} is {fits}, not of = '{self.of}'")
        return self

    @property
    def gate(self) -> Gate:
        return Gate(self.metric, self.of, between(self.above, self.below))


class LandingTable(Strict):
    """[landing]: when a landing is held; see LandingRule."""

    flight: bool = USUAL_LANDING.flight
    ready_s: Annotated[float, Field(ge=0.2, le=2)] = USUAL_LANDING.ready_s
    floor_s: Annotated[float, Field(ge=0, le=10)] = USUAL_LANDING.floor_s
    still_s: Annotated[float, Field(ge=0.2, le=0.6)] = USUAL_LANDING.still_s
    still_hips: Annotated[float, Field(gt=0, le=0.2)] = USUAL_LANDING.still_hips
    still_lean: Annotated[float, Field(gt=0, le=30)] = USUAL_LANDING.still_lean
    still_line: Annotated[float, Field(gt=0, le=30)] = USUAL_LANDING.still_line
    settle_s: Annotated[float, Field(gt=0, le=5)] = USUAL_LANDING.settle_s
    patience_s: Annotated[float, Field(gt=0, le=10)] = USUAL_LANDING.patience_s
    foot_slack: Annotated[float, Field(gt=0, le=0.5)] = USUAL_LANDING.foot_slack


class SlowTable(Strict):
    """[slow]: when a slow movement on one leg is a rep; see SlowRule."""

    signal: Annotated[str, one_of(SIGNALS)]
    floor: Annotated[float, Field(gt=0, le=1)]
    most: Annotated[float, Field(gt=0, le=1)]
    free_foot: Borders = Borders()
    shortest_s: Annotated[float, Field(ge=0.2, le=5)] = USUAL_SLOW.shortest_s
    longest_s: Annotated[float, Field(ge=2, le=30)] = USUAL_SLOW.longest_s

    @property
    def rule(self) -> SlowRule:
        band = between(self.free_foot.above, self.free_foot.below)
        return SlowRule(**{**self.model_dump(), "free_foot": band})


class DoseTable(Strict):
    """[dose]: a portion; see Dose."""

    sets: Annotated[int, Field(ge=1, le=10)]
    rest_s: Annotated[float, Field(ge=0, le=600)]


def between(low: float | None, high: float | None) -> Band:
    return Band(-inf if low is None else low, inf if high is None else high)
