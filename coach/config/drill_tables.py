"""The tables of a drill file, each with what it may hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import inf
from typing import Annotated, Literal

from coach.config.schema import one_of, rising
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import (
    SIGNALS,
    Band,
    FaultRule,
    Gate,
    SlowRule,
    ThighAngle,
)
from coach.core.fields import Known, Within
from coach.core.kinematics.measured import METRICS
from coach.core.types import View

SEEN_FROM = (View.LEFT, View.RIGHT, View.FRONT, View.REAR)
USUAL_SLOW = SlowRule("", 0, 0)
USUAL_FPS = 22.0

Views = Annotated[list[Annotated[str, one_of(SEEN_FROM)]], Within(min_length=1)]
Cues = Annotated[tuple[Annotated[str, Known("cues")], ...], Within(min_length=1)]
Cadence = Annotated[float, Within(ge=20, le=300)]
Reps = Annotated[int, Within(ge=1, le=20)]


@dataclass(frozen=True, slots=True)
class TargetTable:
    """[target]: the good band of the value that the drill's kind is graded by: the signal's peak in
    degrees, a hold in seconds, a slow way in leg lengths. A beginner's is `novice` at least."""

    low: ThighAngle
    high: ThighAngle
    novice: ThighAngle | None = None

    def __post_init__(self) -> None:
        rising(self.band)

    @property
    def band(self) -> Band:
        return Band(self.low, self.high)


@dataclass(frozen=True, slots=True)
class CadenceTable:
    """[cadence]: the good band in steps a minute, or in knee lifts where a foot lands twice."""

    low: Cadence
    high: Cadence
    of: Literal["steps", "lifts"] = "steps"

    def __post_init__(self) -> None:
        rising(self.band)

    @property
    def band(self) -> Band:
        return Band(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Borders:
    """One border or two, as in `enter = { below = 70 }`."""

    below: float | None = None
    above: float | None = None


@dataclass(frozen=True, slots=True)
class FaultTable:
    """[faults.<name>]; see FaultRule. `off` silences a fault taken over from another drill."""

    value: Annotated[str, one_of(REP_VALUES)]
    enter: Borders
    leave: Borders
    of: Literal["own", "stance", "body"]
    views: Views
    priority: Annotated[int, Within(ge=0, le=3)]
    cues: Cues
    n: Reps = 3
    m: Reps = 5
    front_lower: Annotated[float, Within(ge=0)] = 0.0
    spoils: bool = False
    off: bool = False

    def __post_init__(self) -> None:
        problems = [*self._border_problems(), *self._other_problems()]
        if problems:
            raise ValueError("; ".join(problems))

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
        own = asdict(self) | {
            "name": name,
            "enter": between(self.enter.below, self.enter.above),
            "leave": between(self.leave.above, self.leave.below),
            "views": drill_views & frozenset(map(View, self.views)),
        }
        del own["off"]
        return FaultRule(**own)


@dataclass(frozen=True, slots=True)
class GateTable:
    """[[gate]]: a part of the pose that is held; see Gate."""

    metric: Annotated[str, one_of(METRICS)]
    of: Literal["own", "stance", "body"]
    above: float | None = None
    below: float | None = None

    def __post_init__(self) -> None:
        if self.above is None and self.below is None:
            raise ValueError("needs 'above' or 'below'")
        if METRICS[self.metric].of_body != (self.of == "body"):
            fits = "a leg's" if self.of == "body" else "the body's"
            raise ValueError(f"{self.metric} is {fits}, not of = '{self.of}'")

    @property
    def gate(self) -> Gate:
        return Gate(self.metric, self.of, between(self.above, self.below))


@dataclass(frozen=True, slots=True)
class SlowTable:
    """[slow]: when a slow movement on one leg is a rep; see SlowRule."""

    signal: Annotated[str, one_of(SIGNALS)]
    floor: Annotated[float, Within(gt=0, le=1)]
    most: Annotated[float, Within(gt=0, le=1)]
    free_foot: Borders = Borders()
    shortest_s: Annotated[float, Within(ge=0.2, le=5)] = USUAL_SLOW.shortest_s
    longest_s: Annotated[float, Within(ge=2, le=30)] = USUAL_SLOW.longest_s

    @property
    def rule(self) -> SlowRule:
        band = between(self.free_foot.above, self.free_foot.below)
        return SlowRule(**asdict(self) | {"free_foot": band})


def between(low: float | None, high: float | None) -> Band:
    return Band(-inf if low is None else low, inf if high is None else high)
