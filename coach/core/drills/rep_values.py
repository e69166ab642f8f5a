"""The numbers a rep may carry: what each is, where it can be measured, how far it may be off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coach.core.drills.error_budget import WORST, Case
from coach.core.drills.kinds import HOLD_TIME, Kind
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
ONE_LEG = FRONTAL, ON_ONE_LEG


@dataclass(frozen=True, slots=True)
class RepValue:
    """A number that a rep may carry.

    `studied` is by how much such a number was off in studies on people, in its unit; where there
    is none, a guess. `views` can show it, `kinds` of drill have it; `of_body` ones are not about
    one leg; `reported` ones become metrics; `standing` ones are surer after quiet standing.
    A lift carries those `asked` for only where its drill names them.
    """

    unit: str
    meaning: str
    studied: float
    views: frozenset[View] = ANY
    kinds: frozenset[Kind] = LIFTS
    of_body: bool = False
    reported: bool = True
    standing: bool = False
    of_set: bool = False
    timed: float = 0.0
    asked: bool = False


REP_VALUES: Mapping[str, RepValue] = MappingProxyType(
    {
        "thigh_angle_peak": RepValue(
            "deg", "highest thigh angle, 90 is level", 4, ANY, BOTH, standing=True
        ),
        "knee_lift_ratio_peak": RepValue("1", "highest knee lift in thigh lengths", 0.07),
        "knee_flexion_at_peak": RepValue("deg", "bend of the lifted knee at the peak", 6, SIDE),
        "shank_angle_at_peak": RepValue("deg", "+ is the ankle ahead of the knee", 4, SIDE),
        "foot_angle_at_peak": RepValue("deg", "+ is toes up", 8, SIDE),
        "trunk_lean_at_peak": RepValue("deg", "+ is forward", 3, SIDE, of_body=True),
        "stance_knee_flexion": RepValue("deg", "standing knee's bend at the peak", 5, SIDE),
        "stance_thigh_angle": RepValue(
            "deg", "standing thigh at the peak, + forward", 4, SIDE, standing=True
        ),
        "lift_speed": RepValue("deg/s", "fastest rise of the thigh in the lift", 40, SIDE),
        "thigh_peak_difference": RepValue(
            "deg",
            "this side's mean peak less the other's, last 8 reps a side",
            3,
            FRONTAL,
            reported=False,
        ),
        "cadence": RepValue(
            "steps/min", "steps of both feet", 1, EVERY, BOTH, of_body=True, of_set=True
        ),
        "period": RepValue("s", "since the last peak of the same leg", 0.01),
        "knee_cross": RepValue("hip width", "knee past the midline at the peak", 0.1, FRONT),
        "lateral_trunk_lean": RepValue(
            "deg", "+ is towards the standing leg", 3, FRONTAL, LIFTS | ON_ONE_LEG, of_body=True
        ),
        "arm_cross": RepValue(
            "shoulder width", "how far a hand goes past the midline", 0.1, FRONT, BOTH, of_body=True
        ),
        "knee_flexion_peak": RepValue(
            "deg", "most bend of the knee in the swing", 6, SIDE, BOTH, asked=True
        ),
        "hip_flexion_peak": RepValue(
            "deg", "most of the thigh against the trunk", 5, SIDE, asked=True, standing=True
        ),
        "knee_flexion_after_top": RepValue(
            "deg", "least bend of the knee from the top on", 6, SIDE, asked=True
        ),
        "stance_body_line": RepValue(
            "deg", "shoulder, hip and ankle: 180 is one line, + hips ahead", 5, SIDE, asked=True
        ),
        "knee_drive_speed": RepValue("deg/s", "fastest forward swing of the thigh", 40, SIDE, RUNS),
        "time_to_knee_peak": RepValue("s", "from toe-off to the highest knee", 0.025, SIDE, RUNS),
        "contact_time": RepValue("s", "foot on the ground", 0.025, SIDE, RUNS, timed=1),
        "flight_time": RepValue(
            "s", "from toe-off to the other foot's contact", 0.025, SIDE, RUNS, timed=1
        ),
        "duty_factor": RepValue(
            "1", "share of the stride on the ground", 0.035, SIDE, RUNS, timed=1.4
        ),
        "knee_flexion_at_contact": RepValue("deg", "bend of the knee at contact", 5, SIDE, RUNS),
        "knee_flexion_in_stance": RepValue("deg", "most bend of the knee in stance", 5, SIDE, RUNS),
        "shank_angle_at_contact": RepValue("deg", "+ is the ankle ahead", 4, SIDE, RUNS),
        "reach_at_contact": RepValue("leg length", "ankle ahead of the hips", 0.03, SIDE, RUNS),
        "heel_recovery": RepValue("leg length", "ankle over the other ankle", 0.03, SIDE, RUNS),
        "trunk_lean": RepValue("deg", "+ is forward", 3, SIDE, RUNS | HOLDS, of_body=True),
        "vertical_oscillation": RepValue(
            "leg length", "rise and fall of the trunk", 0.01, ANY, RUNS, of_body=True
        ),
        "step_time": RepValue("s", "since the other foot's contact", 0.01, ANY, RUNS),
        "step_time_asymmetry": RepValue(
            "%", "+ is the right foot's step longer", 3, ANY, RUNS, of_body=True, of_set=True
        ),
        "pelvis_sway": RepValue(
            "hip width", "side to side in a stride", 0.1, FRONTAL, RUNS, of_body=True
        ),
        "step_width": RepValue("leg length", "ankle out at mid-stance", 0.02, FRONTAL, RUNS),
        "knee_window": RepValue("hip width", "knee out at mid-stance", 0.1, FRONTAL, RUNS),
        "shuffle_index": RepValue(
            "signs", "how many of five signs of a shuffle", 1, SIDE, RUNS, of_body=True
        ),
        HOLD_TIME: RepValue("s", "held still", 0.2, ANY, HOLDS | LANDINGS),
        "thigh_angle": RepValue("deg", "thigh of the stretched leg, + forward", 4, SIDE, HOLDS),
        "stance_hip_flexion": RepValue("deg", "other thigh against the trunk", 6, SIDE, HOLDS),
        "shoulder_tilt": RepValue(
            "deg", "+ is the right shoulder higher", 3, FRONTAL, HOLDS, of_body=True
        ),
        "side_lean": RepValue("deg", "trunk away from the stretched side", 3, FRONTAL, HOLDS),
        "pelvis_shift": RepValue(
            "hip width",
            "hips to the side, or from side to side over a foot",
            0.1,
            FRONTAL,
            HOLDS | ON_ONE_LEG,
        ),
        "settle_time": RepValue("s", "from the landing to standing still", 0.1, ANY, LANDINGS),
        "knee_line": RepValue(
            "deg", "knee in from the line of hip and ankle, past its own neutral", 5, *ONE_LEG
        ),
        "foot_move": RepValue("leg length", "way of the landed foot", 0.02, ANY, LANDINGS),
        "knee_flexion_increase": RepValue("deg", "further bend after contact", 5, SIDE, LANDINGS),
        "travel": RepValue("leg length", "how far the movement went", 0.02, ANY, SLOWS),
        "out_time": RepValue("s", "the way out", 0.15, ANY, SLOWS),
        "back_time": RepValue("s", "the way back", 0.15, ANY, SLOWS),
        "knee_flexion_at_top": RepValue(
            "deg", "standing knee's bend at the far end", 5, SIDE, SLOWS
        ),
        "knee_bend_share": RepValue(
            "1", "share of the free foot's way that is its knee's bend", 0.15, FRONTAL, SLOWS
        ),
    }
)
"""What a rep's `values` may hold: the names that fault rules may name."""


def carries(lifted: Side, name: str, side: Side | None) -> bool:
    """Whether a rep of the `lifted` leg tells the value of this side, or of the body (None)."""
    return side is None or side is (lifted.other if name.startswith("stance_") else lifted)


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
    known = {
        case[1:3]: off for case, off in worst.items() if (case[0], case[3]) == (name, calibrated)
    }
    where = "side" if view.near else view.value
    measured = known.get((kind.value, where), max(known.values(), default=0.0))
    return max(value.studied, MARGIN * measured)


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


TRENDS: Mapping[str, Trend] = MappingProxyType(
    {
        "thigh_angle_peak": Trend(5, 1),  # A7 TH; G: knee drive
        "knee_lift_ratio_peak": Trend(0.08, 1),  # A7 KLR
        "knee_drive_speed": Trend(40, 1),  # D; G: dTH_max
        "lift_speed": Trend(40),  # D
        "hip_flexion_peak": Trend(8, 1),  # A7 HF
        "knee_flexion_peak": Trend(8, 1),  # A7 KF swing; C3
        "knee_flexion_at_peak": Trend(8),  # A7 KF swing
        "knee_flexion_at_contact": Trend(6),  # A7 KF stance
        "knee_flexion_in_stance": Trend(6),
        "stance_knee_flexion": Trend(6),
        "trunk_lean": Trend(5),  # A7 TR
        "trunk_lean_at_peak": Trend(5),
        "lateral_trunk_lean": Trend(5),
        "shank_angle_at_contact": Trend(5),  # A7 SH
        "shank_angle_at_peak": Trend(5),
        "contact_time": Trend(0.02, -1, 20),  # A7 CT; G: quicker feet
        "flight_time": Trend(0.02, 0, 20),
        "duty_factor": Trend(0.03, -1, 20),  # D: 20 ms of a stride
        "time_to_knee_peak": Trend(0.02, 0, 20),
        "step_time_asymmetry": Trend(4, 0, 30),  # C4; C0: 30 strides
        "step_time": Trend(0.015),  # A7 cadence: 3 steps a minute
        "cadence": Trend(3, 0, 10),
        "heel_recovery": Trend(0.05, 1),  # C4 HEEL
        "vertical_oscillation": Trend(0.01),
        "pelvis_sway": Trend(0.10, -1),  # A7 PLS; G: less side to side
        "knee_window": Trend(0.10, held=True),
        "step_width": Trend(0.02, held=True),
        "arm_cross": Trend(0.10, -1),  # G: arms straight forward
        "knee_cross": Trend(0.15, -1),
        "shuffle_index": Trend(2, -1),  # C3: from 3 signs to 1; G: shuffling
    }
)
"""What is not in here is not compared."""


TIMING = frozenset(
    {
        *("contact_time", "flight_time", "duty_factor", "time_to_knee_peak", "shuffle_index"),
        *("lift_speed", "knee_drive_speed"),
    }
)
"""What is read off single frames, or off how fast an angle changes between them."""


ANYWHERE = frozenset(
    {
        *("cadence", "step_time", "step_time_asymmetry", "period"),
        *("contact_time", "flight_time", "duty_factor", "time_to_knee_peak"),
    }
)
"""Times, which are the same however large the athlete is in the picture."""


UPRIGHT = frozenset(
    {
        *("thigh_angle_peak", "stance_thigh_angle", "knee_lift_ratio_peak", "heel_recovery"),
        *("shank_angle_at_contact", "shank_angle_at_peak", "foot_angle_at_peak"),
        *("trunk_lean", "trunk_lean_at_peak", "lateral_trunk_lean", "reach_at_contact"),
        *("step_width", "knee_window", "knee_cross", "arm_cross", "shuffle_index"),
    }
)
"""What is measured against the vertical or along the level."""


BETWEEN_LEGS = frozenset({"step_time_asymmetry", "thigh_peak_difference", "shuffle_index"})
"""Of the whole body, but from one side made of a near leg and a far one."""
