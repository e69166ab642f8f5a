"""What a drill is made of: bands, limits, and the rules of each kind of rep."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Annotated, Literal

from coach.core.fields import Within
from coach.core.types import View

ThighAngle = Annotated[float, Within(ge=0, le=150)]


@dataclass(frozen=True, slots=True)
class Band:
    """A target band: `low` <= value <= `high`; an open end is infinite."""

    low: float = -inf
    high: float = inf

    def holds(self, value: float) -> bool:
        """False for NaN."""
        return self.low <= value <= self.high

    def lowered(self, by: float) -> Band:
        return Band(self.low - by, self.high - by)


@dataclass(frozen=True, slots=True)
class Limit:
    """A rep's `value` is to stay in the `band`; what the camera tells of it is off by `reach`."""

    value: str
    band: Band
    reach: float = 0.0


@dataclass(frozen=True, slots=True)
class RepRule:
    """When a knee lift is a rep: angles in degrees of the `signal`, times in seconds.

    A lift that peaks between `partial` and `floor` is a partial lift; from front or rear, where a
    half-lifted knee comes at the camera and reads low, the floor is `floor_front`. `refractory_s`
    is the shortest time between two peaks of one leg, `longest_s` the longest lift. With
    `alternating` the other leg must lift between two reps of one leg. A `whole` rep is told when
    the leg is down again, because it is judged by what comes after its peak.
    """

    floor: ThighAngle = 45.0
    floor_front: ThighAngle = 38.0
    partial: ThighAngle = 30.0
    refractory_s: Annotated[float, Within(ge=0.05, le=2)] = 0.18
    longest_s: Annotated[float, Within(ge=0.5, le=10)] = 2.5
    alternating: bool = True
    signal: Literal["thigh_angle", "knee_flexion", "hip_flexion"] = "thigh_angle"
    whole: bool = False


@dataclass(frozen=True, slots=True)
class HoldRule:
    """When a stretch is held: shorter than `floor_s` is none. With `near` only the leg near the
    camera of a side view can be stretched."""

    floor_s: Annotated[float, Within(ge=1, le=120)] = 10.0
    near: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A part of the pose that is held: a metric in its band, of the stretched leg ("own"), of the
    other leg ("stance") or of the whole body ("body")."""

    metric: str
    of: str
    band: Band


@dataclass(frozen=True, slots=True)
class FaultRule:
    """A fault of a rep's value: entered outside `enter`, left again inside `leave`.

    `value` names a rep's value. `of` says whose fault it is: the lifting leg's ("own"), the
    standing leg's ("stance"), or the whole body's ("body"). It is judged in `views` only, and is
    active after `n` of the last `m` reps; `priority` 0 is safety, 3 a detail. `cues` are keys of
    the texts, used in turn. From front and rear both borders lie lower by `front_lower`. No rep
    has it whose values are not `within`. With `spoils` a rep that shows it is not clean, however
    well it is on target.
    """

    name: str
    value: str
    enter: Band
    leave: Band
    of: str
    views: frozenset[View]
    priority: int
    cues: tuple[str, ...]
    n: int = 3
    m: int = 5
    front_lower: float = 0.0
    spoils: bool = False
    within: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class ShuffleRule:
    """Signs of a low, long-grounded stride: peaks of thigh and knee in degrees below, share of the
    stride on the ground above, heel recovery and bounce in leg lengths below."""

    thigh: float
    knee: float
    duty: float
    heel: float
    bounce: float


@dataclass(frozen=True, slots=True)
class LandingRule:
    """When a landing on one leg is held: seconds, leg lengths, degrees.

    Before it the athlete stands still for `ready_s`: on one leg before a hop (`flight`), on both
    before a step. One held for less than `floor_s` is no landing at all. Settled is who for
    `still_s` moves the hips by at most `still_hips`, the trunk by `still_lean` and the knee's line
    by `still_line`; after `settle_s` that is too late, after `patience_s` it is no hold. The landed
    foot may move by `foot_slack`. How long to hold is the drill's target.
    """

    flight: bool = True
    ready_s: Annotated[float, Within(ge=0.2, le=2)] = 0.5
    floor_s: Annotated[float, Within(ge=0, le=10)] = 0.0
    still_s: Annotated[float, Within(ge=0.2, le=0.6)] = 0.3
    still_hips: Annotated[float, Within(gt=0, le=0.2)] = 0.025
    still_lean: Annotated[float, Within(gt=0, le=30)] = 4.5
    still_line: Annotated[float, Within(gt=0, le=30)] = 9.0
    settle_s: Annotated[float, Within(gt=0, le=5)] = 1.0
    patience_s: Annotated[float, Within(gt=0, le=10)] = 4.0
    foot_slack: Annotated[float, Within(gt=0, le=0.5)] = 0.08


SIGNALS = ("hips_sunk", "free_foot_up")
"""The metrics of a standing leg that a slow movement may be followed by."""


@dataclass(frozen=True, slots=True)
class SlowRule:
    """When a slow movement on one leg is a rep: its `signal` (a metric of the standing leg, in leg
    lengths) goes up and comes back by `floor` to `most`, each way in `shortest_s` or longer, all
    in `longest_s`. At its top the free foot is over the standing one within `free_foot`."""

    signal: str
    floor: float
    most: float
    free_foot: Band = Band()
    shortest_s: float = 0.4
    longest_s: float = 10.0


SAFETY = 0
"""The priority of what must not be, as what lies beyond a limit."""
