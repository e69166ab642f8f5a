"""A drill is data: what counts as a rep, the target, the faults and the words for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType

from coach.core.types import View


@dataclass(frozen=True, slots=True)
class Band:
    """A target band: `low` <= value <= `high`; an open end is infinite."""

    low: float = -inf
    high: float = inf

    def holds(self, value: float) -> bool:
        """False for NaN."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class RepRule:
    """When a knee lift is a rep: angles in degrees of the thigh, times in seconds.

    A lift that peaks between `partial` and `floor` is a partial lift; from front or rear, where a
    half-lifted knee comes at the camera and reads low, the floor is `floor_front`. `refractory_s`
    is the shortest time between two peaks of one leg, `longest_s` the longest lift. With
    `alternating` the other leg must lift between two reps of one leg.
    """

    floor: float = 45.0
    floor_front: float = 38.0
    partial: float = 30.0
    refractory_s: float = 0.18
    longest_s: float = 2.5
    alternating: bool = True


@dataclass(frozen=True, slots=True)
class FaultRule:
    """A fault of a rep's value: entered outside `enter`, left again inside `leave`.

    `value` names a rep's value. `of` says whose fault it is: the lifting leg's ("own"), the
    standing leg's ("stance"), or the whole body's ("body"). It is judged in `views` only, and is
    active after `n` of the last `m` reps; `priority` 0 is safety, 3 a detail. `cues` are keys of
    the texts, used in turn.
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


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill. `target` is the good band of the thigh angle's peak; `cadence` in steps/min."""

    name: str
    title: str
    about: str
    views: frozenset[View]
    target: Band
    rep: RepRule = RepRule()
    cadence: Band = Band()
    seconds: float = 20.0
    reps_per_side: int | None = None
    forward: bool = False
    belt_max_kmh: float | None = None
    slowest_fps: float = 22.0
    faults: tuple[FaultRule, ...] = ()
    safety: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How talkative the coach is: seconds and counts of the feedback rules."""

    gap_s: float = 6.0
    same_gap_s: float = 20.0
    grace_reps: int = 3
    watch_reps: int = 3
    most_of_one: int = 3
    praise_streak: int = 5
    show_s: float = 3.0
    count_in_s: float = 3.0
    ready_s: float = 1.0


SIDE_VIEWS = frozenset({View.LEFT, View.RIGHT})
FRONT_VIEWS = frozenset({View.FRONT, View.REAR})


@dataclass(frozen=True, slots=True)
class RepValue:
    """A number that a rep may carry, and the views that it can be measured from."""

    unit: str
    meaning: str
    views: frozenset[View] = SIDE_VIEWS | FRONT_VIEWS


REP_VALUES: Mapping[str, RepValue] = MappingProxyType(
    {
        "thigh_angle_peak": RepValue("deg", "highest thigh angle, 90 is level"),
        "knee_lift_ratio_peak": RepValue("1", "highest knee lift in thigh lengths, 1 is level"),
        "knee_flexion_at_peak": RepValue("deg", "bend of the lifted knee at the peak", SIDE_VIEWS),
        "shank_angle_at_peak": RepValue("deg", "+ is the ankle ahead of the knee", SIDE_VIEWS),
        "foot_angle_at_peak": RepValue("deg", "+ is toes up", SIDE_VIEWS),
        "trunk_lean_at_peak": RepValue("deg", "+ is forward", SIDE_VIEWS),
        "stance_knee_flexion": RepValue("deg", "standing knee's bend at the peak", SIDE_VIEWS),
        "stance_thigh_angle": RepValue("deg", "standing thigh at the peak, + forward", SIDE_VIEWS),
        "lift_speed": RepValue("deg/s", "fastest rise of the thigh in the lift"),
        "thigh_peak_difference": RepValue(
            "deg", "this side's mean peak less the other's, last 8 reps a side", FRONT_VIEWS
        ),
        "cadence": RepValue("steps/min", "over the last ten steps"),
        "period": RepValue("s", "since the last peak of the same leg"),
        "knee_cross": RepValue(
            "hip width", "how far the knee is past the midline at the peak", frozenset({View.FRONT})
        ),
        "lateral_trunk_lean": RepValue("deg", "+ is towards the standing leg", FRONT_VIEWS),
        "arm_cross": RepValue(
            "shoulder width", "how far a hand goes past the midline", frozenset({View.FRONT})
        ),
    }
)
"""What a rep's `values` may hold: the names that fault rules may name."""
