"""The kinds of drills: all that depends on the kind of a drill, in one record each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from math import inf
from types import MappingProxyType
from typing import Protocol

from coach.core.drills.rules import Band, HoldRule, LandingRule, RepRule, SlowRule
from coach.core.types import EventKind

HOLD_TIME = "hold_time"

PRAISE = MappingProxyType({5: "five_good", 10: "ten_in_a_row", 20: "twenty_in_a_row"})
"""What is said of so many good ones in a row."""

LANDING_PRAISE = MappingProxyType({1: "stuck_it", 3: "stuck_it", **PRAISE})
"""A landing is worth more than a knee lift: it is praised sooner."""

FLIGHT_FROM_SPM = 100.0
"""A drill that is done faster than this leaves the ground with each step."""

LANDING_S = 7.0
"""So long a landing takes that is held, with the way back."""

EASIER_DEG, EASIER_LANDING_S, EASIER_HOLD_S, EASIER_SHARE = 5.0, 1.0, 5.0, 0.8
"""One step easier: degrees, as much as the mean of some reps can tell (biomechanics A7, C); the
seconds that a landing and a stretch are held shorter; what is left of a slow way (D)."""

ABOVE_FLOOR = 10.0
"""The target of a lift stays so far above what is a rep at all (B0.2, D)."""


class Kind(StrEnum):
    """What is counted: knee lifts, the strides of running, stretches that are held, landings that
    are held on one leg, or slow movements on one leg."""

    LIFT = "lift"
    RUN = "run"
    HOLD = "hold"
    LANDING = "landing"
    SLOW = "slow"

    @classmethod
    def _missing_(cls, value: object) -> Kind | None:
        """The word for a landing in older files."""
        return cls.LANDING if value == "stick" else None


class Gauge(Enum):
    """How a leg's number of now is drawn: a bar with the target on it, a ring that fills with
    seconds, or not at all."""

    BAR = auto()
    RING = auto()
    NONE = auto()


class Parts(Protocol):
    """What a kind looks at of its drill."""

    @property
    def target(self) -> Band: ...
    @property
    def cadence(self) -> Band: ...
    @property
    def rep(self) -> RepRule: ...
    @property
    def hold(self) -> HoldRule: ...
    @property
    def landing(self) -> LandingRule: ...
    @property
    def slow(self) -> SlowRule | None: ...


Landings = Callable[[Parts, float, int | None], float]


def _none(drill: Parts, seconds: float, reps_per_side: int | None) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class DrillKind:
    """What goes for all drills of a kind.

    `floor` is below what nothing was done at all, `eased` the target one step easier (None where
    there is no easier one), `scale` where a gauge ends, `landings` how often a foot lands from a
    flight in so many seconds or reps a side: these take the drill. `graded` is the rep's value that
    the target is about, None for the peak of the signal; `sign` is written behind its number. A
    kind with `own_timer` counts down each of its reps, one `by_steps` is a run: its target is
    nothing to reach, its feedback that of running. With `lifts` a rep is a knee that comes up, with
    a `line` the target follows what the athlete can do. Beyond a limit are `patience` reps: n of
    the last m. A metric is of at least `fewest` reps; with `asked_only` some are of drills that
    name them. A figure is drawn at each of the `phases`, the first of which parts the cycles.
    """

    floor: Callable[[Parts], float]
    eased: Callable[[Parts], Band | None]
    scale: Callable[[Parts], float]
    impact: Callable[[Parts], bool]
    landings: Landings = _none
    graded: str | None = None
    sign: str = "°"
    gauge: Gauge = Gauge.BAR
    lifts: bool = False
    line: bool = False
    by_steps: bool = False
    own_timer: bool = False
    asked_only: bool = False
    fewest: int = 3
    patience: tuple[int, int] = (1, 1)
    praise: Mapping[int, str] = field(default_factory=lambda: PRAISE)
    phases: tuple[EventKind, ...] = ()


def _degrees(drill: Parts) -> float:
    """The end of a gauge of degrees."""
    return drill.target.high + 10 if 120 < drill.target.high < inf else 120.0


def _rep_floor(drill: Parts) -> float:
    return drill.rep.floor


def _slow_floor(drill: Parts) -> float:
    return drill.slow.floor if drill.slow else 0.0


def _lower_lift(drill: Parts) -> Band | None:
    low = drill.target.low - EASIER_DEG
    return Band(low, drill.target.high) if low >= drill.rep.floor + ABOVE_FLOOR else None


def _shorter_stretch(drill: Parts) -> Band | None:
    target = drill.target.lowered(EASIER_HOLD_S)
    return target if target.low >= drill.hold.floor_s else None


def _shorter_landing(drill: Parts) -> Band | None:
    low = drill.target.low - EASIER_LANDING_S
    return Band(low, drill.target.high) if low >= max(drill.landing.floor_s, 1.0) else None


def _shorter_way(drill: Parts) -> Band | None:
    low = EASIER_SHARE * drill.target.low
    return Band(low, drill.target.high) if low >= _slow_floor(drill) else None


def _quick(drill: Parts) -> bool:
    return FLIGHT_FROM_SPM < drill.cadence.high < inf


def _steps(drill: Parts, seconds: float, reps_per_side: int | None) -> float:
    if not _quick(drill):
        return 0.0
    return seconds * (max(drill.cadence.low, 0.0) + drill.cadence.high) / 120


def _held_landings(drill: Parts, seconds: float, reps_per_side: int | None) -> float:
    most = seconds / LANDING_S
    fewer = min(most, 2 * reps_per_side if reps_per_side else most)
    return fewer if drill.landing.flight else 0.0


KINDS: Mapping[Kind, DrillKind] = MappingProxyType(
    {
        Kind.LIFT: DrillKind(
            floor=_rep_floor,
            eased=_lower_lift,
            scale=_degrees,
            impact=_quick,
            landings=_steps,
            lifts=True,
            line=True,
            asked_only=True,
            phases=(EventKind.KNEE_PEAK,),
        ),
        Kind.RUN: DrillKind(
            floor=_rep_floor,
            eased=lambda drill: None,
            scale=_degrees,
            impact=lambda drill: True,
            by_steps=True,
            patience=(2, 3),
            phases=(EventKind.CONTACT, EventKind.KNEE_PEAK),
        ),
        Kind.HOLD: DrillKind(
            floor=lambda drill: drill.hold.floor_s,
            eased=_shorter_stretch,
            scale=lambda drill: 1.2 * drill.target.high,
            impact=lambda drill: False,
            graded=HOLD_TIME,
            sign=" s",
            gauge=Gauge.RING,
            own_timer=True,
            fewest=1,
            patience=(2, 2),
        ),
        Kind.LANDING: DrillKind(
            floor=lambda drill: drill.landing.floor_s,
            eased=_shorter_landing,
            scale=lambda drill: 1.2 * 1.5 * drill.target.low,
            impact=lambda drill: drill.landing.flight,
            landings=_held_landings,
            graded=HOLD_TIME,
            sign=" s",
            gauge=Gauge.RING,
            praise=LANDING_PRAISE,
        ),
        Kind.SLOW: DrillKind(
            floor=_slow_floor,
            eased=_shorter_way,
            scale=lambda drill: 2 * drill.target.low,
            impact=lambda drill: False,
            graded="travel",
            sign="",
            gauge=Gauge.NONE,
        ),
    }
)
