"""The numbers a rep may carry, with all that is known of each: nothing else describes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from coach.core.drills.error_budget import WORST, Case
from coach.core.drills.kinds import HOLD_TIME, KINDS, Kind
from coach.core.drills.units import SECONDS, UNITS, Unit
from coach.core.types import Side, View

SIDE = frozenset({View.LEFT, View.RIGHT})
FRONT = frozenset({View.FRONT})
FRONTAL = frozenset({View.FRONT, View.REAR})
ANY = SIDE | FRONTAL
EVERY = ANY | {View.OBLIQUE}
LIFTS, RUNS, HOLDS = frozenset({Kind.LIFT}), frozenset({Kind.RUN}), frozenset({Kind.HOLD})
BOTH = LIFTS | RUNS
LANDINGS, SLOWS = frozenset({Kind.LANDING}), frozenset({Kind.SLOW})
ON_ONE_LEG = LANDINGS | SLOWS

Of = Literal["own", "stance", "body"]
"""Whose a value is: the leg's that does the rep, the standing one's, or the whole body's."""


class At(StrEnum):
    """Where in a rep a metric is read."""

    PEAK = "at the peak, or the far end"
    MAX = "the maximum of the rep"
    MIN_AFTER = "the minimum from the peak on"
    MEAN = "the mean of the rep"
    RANGE = "the maximum of the rep less its minimum"
    CONTACT = "at contact"
    MAX_IN_STANCE = "the maximum in the middle of the stance"
    MID_STANCE = "at mid-stance"


class Group(StrEnum):
    """Metrics that one difference between how two sets were taken concerns."""

    ALL = "all"
    LEGS = "legs"  # one leg's, or made of a near leg and a far one
    TIMING = "timing"  # read off single frames, or off how fast an angle changes between them
    PLACE = "place"  # not the same however large the athlete is in the picture
    UPRIGHT = "upright"  # measured against the vertical or along the level
    ZEROED = "zeroed"  # surer after quiet standing
    NONE = "none"


PLACED = frozenset({Group.PLACE})
QUICK = frozenset({Group.TIMING})
QUICK_ANGLE = PLACED | QUICK
LEVELLED = PLACED | {Group.UPRIGHT}
ZEROED = PLACED | {Group.ZEROED}
STEADY: frozenset[Group] = frozenset()

FEWEST = 7
"""Steps a side below which nothing is said (A7: Dingenen 2018)."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The smallest change that can mean anything, and which way is meant in running: 1 up, -1
    down, 0 none.
    With `held` it is compared only while the camera stays where it is: turned by a few degrees it
    alone makes a larger one (the bench of pairs: 13 and 19 of 100 wrong)."""

    least: float
    meant: int = 0
    fewest: int = FEWEST
    held: bool = False


LIFTED = ("thigh_angle_peak", "hip_flexion_peak", "knee_lift_ratio_peak")
BENT = ("knee_flexion_at_peak", "knee_flexion_peak", "heel_recovery")
WITH_LIFTED = MappingProxyType(dict.fromkeys(LIFTED, 1))
WITH_BENT = MappingProxyType(dict.fromkeys(BENT, 1))
TOO_FAR = ("not_so_far", "a_little_less")
TOO_HIGH = ("not_so_high", "under_top_line")


@dataclass(frozen=True, slots=True)
class RepValue:
    """A number that a rep may carry.

    `studied` is by how much such a number was off in studies on people, in its unit; where there
    is none, a guess. `views` can show it, `kinds` of drill have it; `of` says whose it is. It is
    a metric `read` at some part of the rep; without that its kind's counter works it out. A
    lift carries those `asked` for only where its drill names them, `of_set` ones need the whole
    set, `reported` ones become metrics. `timed` is how much of it one contact's error is. A `far`
    one is as true of the far leg of a side view, in a lift.

    What is without a `trend` is not compared; a difference of one of its `groups` counts for it.
    A fault of it that asks for more leads to more of what it `leads` to by 1, to less by -1; by 0
    it is the other leg's, which may itself be beyond. `too_high` and `too_low` are the cues of
    going beyond a limit. `shown_in` is its unit for a reader where that is not its unit's own.
    """

    unit: str
    meaning: str
    studied: float
    views: frozenset[View] = ANY
    kinds: frozenset[Kind] = LIFTS
    of: Of = "own"
    read: tuple[str, At] | None = None
    asked: bool = False
    of_set: bool = False
    reported: bool = True
    timed: float = 0.0
    far: bool = False
    groups: frozenset[Group] = PLACED
    trend: Trend | None = None
    leads: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    too_high: tuple[str, ...] = TOO_FAR
    too_low: tuple[str, ...] = TOO_FAR
    shown_in: Unit | None = None

    @property
    def of_body(self) -> bool:
        return self.of == "body"

    @property
    def standing(self) -> bool:
        """Surer after quiet standing."""
        return Group.ZEROED in self.groups

    @property
    def shown(self) -> Unit:
        """How a reader is shown it."""
        return self.shown_in or UNITS[self.unit]

    def whose(self, side: Side) -> Side | None:
        """The leg that it is read of in a rep of this `side`; None for the body."""
        return {"own": side, "stance": side.other}.get(self.of)


REP_VALUES: Mapping[str, RepValue] = MappingProxyType(
    {
        "thigh_angle_peak": RepValue(
            *("deg", "highest thigh angle, 90 is level", 4, ANY, BOTH),
            read=("thigh_angle", At.MAX),
            far=True,
            groups=LEVELLED | ZEROED,
            trend=Trend(5, 1),  # A7 TH; G: knee drive
            leads=WITH_LIFTED,
            too_high=TOO_HIGH,
        ),
        "knee_lift_ratio_peak": RepValue(
            *("1", "highest knee lift in thigh lengths", 0.07),
            read=("knee_lift_ratio", At.PEAK),
            far=True,
            groups=LEVELLED,
            trend=Trend(0.08, 1),  # A7 KLR
            leads=WITH_LIFTED,
            too_high=TOO_HIGH,
            shown_in=Unit("of_thigh", 100),
        ),
        "knee_flexion_at_peak": RepValue(
            *("deg", "bend of the lifted knee at the peak", 6, SIDE),
            read=("knee_flexion", At.PEAK),
            trend=Trend(8),  # A7 KF swing
            leads=WITH_BENT,
        ),
        "shank_angle_at_peak": RepValue(
            *("deg", "+ is the ankle ahead of the knee", 4, SIDE),
            read=("shank_angle", At.PEAK),
            far=True,
            groups=LEVELLED,
            trend=Trend(5),  # A7 SH
            leads=dict.fromkeys(BENT, -1),
        ),
        "foot_angle_at_peak": RepValue(
            "deg", "+ is toes up", 8, SIDE, read=("foot_angle", At.PEAK), groups=LEVELLED
        ),
        "trunk_lean_at_peak": RepValue(
            *("deg", "+ is forward", 3, SIDE),
            of="body",
            read=("trunk_lean", At.PEAK),
            groups=LEVELLED,
            trend=Trend(5),  # A7 TR
            leads={"hip_flexion_peak": 1},
        ),
        "stance_knee_flexion": RepValue(
            *("deg", "standing knee's bend at the peak", 5, SIDE),
            of="stance",
            read=("knee_flexion", At.PEAK),
            trend=Trend(6),  # A7 KF stance
        ),
        "stance_thigh_angle": RepValue(
            *("deg", "standing thigh at the peak, + forward", 4, SIDE),
            of="stance",
            read=("thigh_angle", At.PEAK),
            groups=LEVELLED | ZEROED,
        ),
        "lift_speed": RepValue(
            *("deg/s", "fastest rise of the thigh in the lift", 40, SIDE),
            groups=QUICK_ANGLE,
            trend=Trend(40),  # D
        ),
        "thigh_peak_difference": RepValue(
            *("deg", "this side's mean peak less the other's, last 8 reps a side", 3),
            reported=False,
            far=True,
            groups=PLACED | {Group.LEGS},
            leads=dict.fromkeys(LIFTED, 0),
        ),
        "cadence": RepValue(
            *("steps/min", "steps of both feet", 1, EVERY, BOTH),
            of="body",
            of_set=True,
            groups=STEADY,
            trend=Trend(3, 0, 10),  # A7 cadence: 3 steps a minute
            too_high=("settle_rhythm", "take_your_time"),
            too_low=("touch_quicker", "quick_feet"),
        ),
        "period": RepValue("s", "since the last peak of the same leg", 0.01, groups=STEADY),
        "knee_cross": RepValue(
            *("hip width", "knee past the midline at the peak", 0.1, FRONT),
            read=("knee_cross", At.PEAK),
            groups=LEVELLED,
            trend=Trend(0.15, -1),
        ),
        "lateral_trunk_lean": RepValue(
            *("deg", "+ is towards the standing leg", 3, FRONTAL, LIFTS | ON_ONE_LEG),
            of="body",
            groups=LEVELLED,
            trend=Trend(5),  # A7 TR
        ),
        "arm_cross": RepValue(
            *("shoulder width", "how far a hand goes past the midline", 0.1, FRONT, BOTH),
            of="body",
            groups=LEVELLED,
            trend=Trend(0.10, -1),  # G: arms straight forward
        ),
        "knee_flexion_peak": RepValue(
            *("deg", "most bend of the knee in the swing", 6, SIDE, BOTH),
            read=("knee_flexion", At.MAX),
            asked=True,
            trend=Trend(8, 1),  # A7 KF swing; C3
            leads=WITH_BENT,
        ),
        "hip_flexion_peak": RepValue(
            *("deg", "most of the thigh against the trunk", 5, SIDE),
            read=("hip_flexion", At.MAX),
            asked=True,
            far=True,
            groups=ZEROED,
            trend=Trend(8, 1),  # A7 HF
            leads=WITH_LIFTED,
            too_high=TOO_HIGH,
        ),
        "knee_flexion_after_top": RepValue(
            *("deg", "least bend of the knee from the top on", 6, SIDE),
            read=("knee_flexion", At.MIN_AFTER),
            asked=True,
        ),
        "stance_body_line": RepValue(
            *("deg", "shoulder, hip and ankle: 180 is one line, + hips ahead", 5, SIDE),
            of="stance",
            read=("body_line", At.PEAK),
            asked=True,
        ),
        "knee_drive_speed": RepValue(
            *("deg/s", "fastest forward swing of the thigh", 40, SIDE, RUNS),
            groups=QUICK_ANGLE,
            trend=Trend(40, 1),  # D; G: dTH_max
        ),
        "time_to_knee_peak": RepValue(
            *("s", "from toe-off to the highest knee", 0.025, SIDE, RUNS),
            groups=QUICK,
            trend=Trend(0.02, 0, 20),
        ),
        "contact_time": RepValue(
            *("s", "foot on the ground", 0.025, SIDE, RUNS),
            timed=1,
            groups=QUICK,
            trend=Trend(0.02, -1, 20),  # A7 CT; G: quicker feet
        ),
        "flight_time": RepValue(
            *("s", "from toe-off to the other foot's contact", 0.025, SIDE, RUNS),
            timed=1,
            groups=QUICK,
            trend=Trend(0.02, 0, 20),
        ),
        "duty_factor": RepValue(
            *("1", "share of the stride on the ground", 0.035, SIDE, RUNS),
            timed=1.4,
            groups=QUICK,
            trend=Trend(0.03, -1, 20),  # D: 20 ms of a stride
            shown_in=Unit("of_stride", 100),
        ),
        "knee_flexion_at_contact": RepValue(
            *("deg", "bend of the knee at contact", 5, SIDE, RUNS),
            read=("knee_flexion", At.CONTACT),
            trend=Trend(6),  # A7 KF stance
        ),
        "knee_flexion_in_stance": RepValue(
            *("deg", "most bend of the knee in stance", 5, SIDE, RUNS),
            read=("knee_flexion", At.MAX_IN_STANCE),
            trend=Trend(6),
        ),
        "shank_angle_at_contact": RepValue(
            *("deg", "+ is the ankle ahead", 4, SIDE, RUNS),
            read=("shank_angle", At.CONTACT),
            groups=LEVELLED,
            trend=Trend(5),  # A7 SH
        ),
        "reach_at_contact": RepValue(
            *("leg length", "ankle ahead of the hips", 0.03, SIDE, RUNS),
            read=("foot_ahead", At.CONTACT),
            groups=LEVELLED,
        ),
        "heel_recovery": RepValue(
            *("leg length", "ankle over the other ankle", 0.03, SIDE, RUNS),
            read=("ankle_over_other", At.MAX),
            groups=LEVELLED,
            trend=Trend(0.05, 1),  # C4 HEEL
            leads=WITH_BENT,
        ),
        "trunk_lean": RepValue(
            *("deg", "+ is forward", 3, SIDE, RUNS | HOLDS),
            of="body",
            read=("trunk_lean", At.MEAN),
            groups=LEVELLED,
            trend=Trend(5),  # A7 TR
            leads={"stance_hip_flexion": 1},
        ),
        "vertical_oscillation": RepValue(
            *("leg length", "rise and fall of the trunk", 0.01, ANY, RUNS),
            of="body",
            read=("trunk_level", At.RANGE),
            trend=Trend(0.01),
        ),
        "step_time": RepValue(
            *("s", "since the other foot's contact", 0.01, ANY, RUNS),
            groups=STEADY,
            trend=Trend(0.015),  # A7 cadence: 3 steps a minute
        ),
        "step_time_asymmetry": RepValue(
            *("%", "+ is the right foot's step longer", 3, ANY, RUNS),
            of="body",
            of_set=True,
            groups=frozenset({Group.LEGS}),
            trend=Trend(4, 0, 30),  # C4; C0: 30 strides
        ),
        "pelvis_sway": RepValue(
            *("hip width", "side to side in a stride", 0.1, FRONTAL, RUNS),
            of="body",
            read=("pelvis_across", At.RANGE),
            trend=Trend(0.10, -1),  # A7 PLS; G: less side to side
        ),
        "step_width": RepValue(
            *("leg length", "ankle out at mid-stance", 0.02, FRONTAL, RUNS),
            read=("ankle_out", At.MID_STANCE),
            groups=LEVELLED,
            trend=Trend(0.02, held=True),
        ),
        "knee_window": RepValue(
            *("hip width", "knee out at mid-stance", 0.1, FRONTAL, RUNS),
            read=("knee_out", At.MID_STANCE),
            groups=LEVELLED,
            trend=Trend(0.10, held=True),
        ),
        "shuffle_index": RepValue(
            *("signs", "how many of five signs of a shuffle", 1, SIDE, RUNS),
            of="body",
            groups=LEVELLED | QUICK | {Group.LEGS},
            trend=Trend(2, -1),  # C3: from 3 signs to 1; G: shuffling
            leads=dict.fromkeys((*LIFTED, *BENT), -1),
        ),
        HOLD_TIME: RepValue("s", "held still", 0.2, ANY, HOLDS | LANDINGS, shown_in=SECONDS),
        "thigh_angle": RepValue(
            *("deg", "thigh of the stretched leg, + forward", 4, SIDE, HOLDS),
            read=("thigh_angle", At.MEAN),
        ),
        "stance_hip_flexion": RepValue(
            *("deg", "other thigh against the trunk", 6, SIDE, HOLDS),
            of="stance",
            read=("hip_flexion", At.MEAN),
        ),
        "shoulder_tilt": RepValue(
            *("deg", "+ is the right shoulder higher", 3, FRONTAL, HOLDS),
            of="body",
            read=("shoulder_tilt", At.MEAN),
        ),
        "side_lean": RepValue(
            *("deg", "trunk away from the stretched side", 3, FRONTAL, HOLDS),
            read=("side_lean", At.MEAN),
        ),
        "pelvis_shift": RepValue(
            "hip width",
            "hips to the side, or from side to side over a foot",
            *(0.1, FRONTAL, HOLDS | ON_ONE_LEG),
            read=("pelvis_shift", At.MEAN),
        ),
        "settle_time": RepValue(
            "s", "from the landing to standing still", 0.1, ANY, LANDINGS, shown_in=SECONDS
        ),
        "knee_line": RepValue(
            "deg",
            "knee in from the line of hip and ankle, past its own neutral",
            *(5, FRONTAL, ON_ONE_LEG),
        ),
        "foot_move": RepValue("leg length", "way of the landed foot", 0.02, ANY, LANDINGS),
        "knee_flexion_increase": RepValue("deg", "further bend after contact", 5, SIDE, LANDINGS),
        "travel": RepValue("leg length", "how far the movement went", 0.02, ANY, SLOWS),
        "out_time": RepValue("s", "the way out", 0.15, ANY, SLOWS, shown_in=SECONDS),
        "back_time": RepValue("s", "the way back", 0.15, ANY, SLOWS, shown_in=SECONDS),
        "knee_flexion_at_top": RepValue(
            *("deg", "standing knee's bend at the far end", 5, SIDE, SLOWS),
            read=("knee_flexion", At.PEAK),
        ),
        "knee_bend_share": RepValue(
            "1", "share of the free foot's way that is its knee's bend", 0.15, FRONTAL, SLOWS
        ),
    }
)
"""What a rep's `values` may hold: the names that fault rules may name."""


FAR = frozenset(name for name, value in REP_VALUES.items() if value.far)


def seen_of(name: str, side: Side, view: View) -> bool:
    """Whether in a lift this view tells the value of that leg."""
    return name in FAR or view.near in (side, None)


def trend_of(name: str) -> Trend | None:
    """None for what is not compared."""
    return REP_VALUES[name].trend if name in REP_VALUES else None


def carried(kind: Kind, asked: frozenset[str]) -> dict[str, RepValue]:
    """What the reps of this kind of drill carry, where the drill asks for these by name."""
    return {
        name: value
        for name, value in REP_VALUES.items()
        if kind in value.kinds and (name in asked or not (value.asked and KINDS[kind].asked_only))
    }


def carries(lifted: Side, name: str, side: Side | None) -> bool:
    """Whether a rep of the `lifted` leg tells the value of this side, or of the body (None)."""
    return side is None or side is REP_VALUES[name].whose(lifted)


MARGIN = 1.25
"""Other bodies may be off by more than the worst that was measured."""


def possible_bias(
    name: str, kind: Kind, view: View, calibrated: bool, worst: Mapping[Case, float] = WORST
) -> float:
    """By how much a value may be off in all reps alike, in its unit.

    As much as the worst clip of known truth and a quarter more, but no less than in studies on
    people. Where a drill's kind was not measured from this view, the worst of those that were.
    `calibrated` is whether quiet standing was seen before.
    """
    value = REP_VALUES[name]
    calibrated = calibrated or not (value.standing and view.near)
    known: dict[tuple[str, str], float] = {}
    for (of, kinds, seen_from, stood), off in worst.items():
        # Who did not stand still first is never measured more surely.
        if of == name and (stood or not calibrated):
            known[kinds, seen_from] = max(off, known.get((kinds, seen_from), 0.0))
    where = "side" if view.near else view.value
    measured = known.get((kind.value, where), max(known.values(), default=0.0))
    return max(value.studied, MARGIN * measured)
