"""A drill is data: what counts as a rep, the target, the faults and the words for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from coach.core.types import Side, View


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

    floor: float = 45.0
    floor_front: float = 38.0
    partial: float = 30.0
    refractory_s: float = 0.18
    longest_s: float = 2.5
    alternating: bool = True
    signal: str = "thigh_angle"
    whole: bool = False


@dataclass(frozen=True, slots=True)
class HoldRule:
    """When a stretch is held: shorter than `floor_s` is none. With `near` only the leg near the
    camera of a side view can be stretched."""

    floor_s: float = 10.0
    near: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A part of the pose that is held: a metric in its band, of the stretched leg ("own"), of the
    other leg ("stance") or of the whole body ("body")."""

    metric: str
    of: str
    band: Band


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of a drill is a portion: so many of its sets, with rest between."""

    sets: int = 1
    rest_s: float = 30.0


@dataclass(frozen=True, slots=True)
class FaultRule:
    """A fault of a rep's value: entered outside `enter`, left again inside `leave`.

    `value` names a rep's value. `of` says whose fault it is: the lifting leg's ("own"), the
    standing leg's ("stance"), or the whole body's ("body"). It is judged in `views` only, and is
    active after `n` of the last `m` reps; `priority` 0 is safety, 3 a detail. `cues` are keys of
    the texts, used in turn. From front and rear both borders lie lower by `front_lower`. No rep
    has it whose values are not `within`.
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
    ready_s: float = 0.5
    floor_s: float = 0.0
    still_s: float = 0.3
    still_hips: float = 0.025
    still_lean: float = 4.5
    still_line: float = 9.0
    settle_s: float = 1.0
    patience_s: float = 4.0
    foot_slack: float = 0.08


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


HOLD_TIME = "hold_time"
GRADED = {Kind.HOLD: HOLD_TIME, Kind.LANDING: HOLD_TIME, Kind.SLOW: "travel"}
"""The rep's value that the target is about; of the others it is the signal's peak."""

TIMED = frozenset({Kind.HOLD, Kind.LANDING})
"""What is graded in seconds."""

FLIGHT_FROM_SPM = 100.0
"""A drill that is done faster than this leaves the ground with each step."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill. `target` is the good band of a rep's `graded` value; `cadence` in steps/min.

    `phases` are its parts in words; `regress` and `progress` say what is easier and what comes
    next, as words or as a drill's name; `not_if` is who leaves it out. A `locked` target is neither
    made easier nor harder; `limits` are what the athlete must not go beyond.
    """

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
    kind: Kind = Kind.LIFT
    shuffle: ShuffleRule | None = None
    hold: HoldRule = HoldRule()
    gates: tuple[Gate, ...] = ()
    landing: LandingRule = LandingRule()
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
    def graded(self) -> str:
        """The rep's value that the target is about."""
        return GRADED.get(self.kind, f"{self.rep.signal}_peak")

    @property
    def unit(self) -> str:
        """What stands behind a number of the graded value."""
        return " s" if self.kind in TIMED else "" if self.kind is Kind.SLOW else "°"

    @property
    def scale(self) -> float:
        """Where a gauge of the graded value ends."""
        if self.kind is Kind.SLOW:
            return 2 * self.target.low
        if self.kind in TIMED:
            return 1.2 * (self.target.high if self.kind is Kind.HOLD else 1.5 * self.target.low)
        return self.target.high + 10 if 120 < self.target.high < inf else 120.0

    @property
    def whole_s(self) -> float:
        """How long that is whose rest is shown: a stretch, or the set."""
        return self.target.high if self.kind is Kind.HOLD else self.seconds

    @property
    def impact(self) -> bool:
        """Whether the feet land from a flight."""
        quick = self.kind is Kind.LIFT and FLIGHT_FROM_SPM < self.cadence.high < inf
        hops = self.kind is Kind.LANDING and self.landing.flight
        return quick or hops or self.kind is Kind.RUN

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

    gap_s: float = 6.0
    run_gap_s: float = 15.0
    same_gap_s: float = 20.0
    most_a_minute: int = 6
    run_most_a_minute: int = 4
    grace_reps: int = 3
    grace_s: float = 5.0
    watch_reps: int = 3
    most_of_one: int = 3
    praise: bool = True
    show_s: float = 3.0
    count_in_s: float = 3.0
    ready_s: float = 1.0

    @property
    def in_running(self) -> Manner:
        """In running cues are rarer, and no stride is praised as a rep is."""
        most = self.run_most_a_minute
        return replace(self, gap_s=self.run_gap_s, most_a_minute=most, praise=False)


SAFETY = 0
"""The priority of what must not be, as what lies beyond a limit."""
