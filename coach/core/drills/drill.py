"""A drill is data: what counts as a rep, the target, the faults and the words for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated

from coach.core.drills.kinds import KINDS, DrillKind, Kind
from coach.core.drills.rules import (
    Band,
    FaultRule,
    Gate,
    HoldRule,
    LandingRule,
    Limit,
    RepRule,
    ShuffleRule,
    SlowRule,
)
from coach.core.fields import Count, Seconds, Within
from coach.core.types import Side, View


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of a drill is a portion: so many of its sets, with rest between."""

    sets: Annotated[int, Within(ge=1, le=10)] = 1
    rest_s: Seconds = 30.0


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill. `target` is the good band of a rep's `graded` value; that of one's own begins no
    lower than `novice`, None for a little above the floor. `cadence` is in steps/min, or where a
    foot lands twice for each knee that comes up in lifts/min, as `cadence_of` says.

    `phases` are its parts in words; `regress` and `progress` say what is easier and what comes
    next, as words or as a drill's name; `not_if` is who leaves it out. A `locked` target is neither
    made easier nor harder; `limits` are what the athlete must not go beyond.
    """

    name: str
    title: str
    about: str
    views: frozenset[View]
    target: Band
    novice: float | None = None
    rep: RepRule = field(default_factory=RepRule)
    cadence: Band = field(default_factory=Band)
    cadence_of: str = "steps"
    seconds: float = 20.0
    reps_per_side: int | None = None
    forward: bool = False
    belt_max_kmh: float | None = None
    slowest_fps: float = 22.0
    faults: tuple[FaultRule, ...] = ()
    safety: str = ""
    kind: Kind = Kind.LIFT
    shuffle: ShuffleRule | None = None
    hold: HoldRule = field(default_factory=HoldRule)
    gates: tuple[Gate, ...] = ()
    landing: LandingRule = field(default_factory=LandingRule)
    slow: SlowRule | None = None
    start_side: Side = Side.LEFT
    dose: Dose = Dose()
    phases: tuple[str, ...] = ()
    regress: str = ""
    progress: str = ""
    not_if: str = ""
    locked: bool = False
    limits: tuple[Limit, ...] = ()

    @property
    def traits(self) -> DrillKind:
        """All that depends on its kind."""
        return KINDS[self.kind]

    @property
    def graded(self) -> str:
        """The rep's value that the target is about."""
        return self.traits.graded or f"{self.rep.signal}_peak"

    @property
    def unit(self) -> str:
        """What stands behind a number of the graded value."""
        return self.traits.sign

    @property
    def floor(self) -> float:
        """With less than this of the graded value nothing was done at all."""
        return self.traits.floor(self)

    @property
    def scale(self) -> float:
        """Where a gauge of the graded value ends."""
        return self.traits.scale(self)

    @property
    def whole_s(self) -> float:
        """How long that is whose rest is shown: a stretch, or the set."""
        return self.target.high if self.traits.own_timer else self.seconds

    @property
    def impact(self) -> bool:
        """Whether the feet land from a flight."""
        return self.traits.impact(self)

    @property
    def feedback(self) -> Feedback:
        """How much a set of it is spoken of where nothing else is asked for: a run is measured."""
        return Feedback.NONE if self.traits.by_steps else Feedback.FULL

    @property
    def values(self) -> frozenset[str]:
        """The rep's values that it asks for by name."""
        return frozenset({self.graded, *(rule.value for rule in self.faults)})


class Feedback(StrEnum):
    """How much a set is spoken of: all that the rules allow, only what is far off, a summary
    after it, or nothing at all (a probe, which shows what was learnt)."""

    FULL = "full"
    BANDWIDTH = "bandwidth"
    SUMMARY = "summary"
    NONE = "none"

    @property
    def by_rep(self) -> bool:
        """Whether anything is said or sounded about single reps."""
        return self in (Feedback.FULL, Feedback.BANDWIDTH)


@dataclass(frozen=True, slots=True)
class Manner:
    """How talkative the coach is: seconds and counts of the feedback rules.

    `run_gap_s` and `run_most_a_minute` hold in running, where nothing is praised by the stride.
    """

    gap_s: Seconds = 6.0
    run_gap_s: Seconds = 15.0
    same_gap_s: Seconds = 20.0
    most_a_minute: Count = 6
    run_most_a_minute: Count = 4
    grace_reps: Count = 3
    grace_s: Seconds = 5.0
    watch_reps: Count = 3
    most_of_one: Count = 3
    praise: bool = True
    show_s: Seconds = 3.0
    count_in_s: Seconds = 3.0
    ready_s: Seconds = 1.0

    @property
    def in_running(self) -> Manner:
        """In running cues are rarer, and no stride is praised as a rep is."""
        most = self.run_most_a_minute
        return replace(self, gap_s=self.run_gap_s, most_a_minute=most, praise=False)
