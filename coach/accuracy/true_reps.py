"""The numbers that each lift and each stride of a rendered clip truly has.

Worked out from the exact joints on their own, not with the app's formulas, so that a mistake in
those shows. The names are those of `core.values`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from coach.accuracy.truth import LIFT, PERHAPS, Truth
from coach.core.types import Points, Side

RISE_S, ARMS_S = 0.5, 1.2
"""A lift's fastest rise is looked for so long before its peak, the hands' furthest way so long."""

LONGEST_STRIDE_S = 1.3


@dataclass(frozen=True, slots=True)
class TrueRep:
    """A lift with its peak at `t`, or a stride with its contact at `t`; its thigh is highest at
    `top`. `there` is False where it may be found or not."""

    side: Side
    t: float
    top: float
    values: Mapping[str, float]
    there: bool = True


def true_reps(truth: Truth) -> list[TrueRep]:
    """The lifts of a drill, or the strides of a run."""
    of_side = _strides if truth.drill == "run" else _lifts
    return [rep for side in Side for rep in of_side(truth, side)]


def _lifts(truth: Truth, side: Side) -> list[TrueRep]:
    found = []
    before = nan
    for event in truth.events:
        if event.kind == "knee_lift" and event.side is side and event.angle >= PERHAPS:
            values = _lift(truth, side, event.t) | {
                "thigh_angle_peak": event.angle,
                "period": event.t - before,
            }
            before = event.t
            found.append(TrueRep(side, event.t, event.t, values, event.angle >= LIFT))
    return found


def _lift(truth: Truth, side: Side, t: float) -> dict[str, float]:
    def at(column: str, of: Side = side) -> float:
        return truth.at(t, truth.series(column, of))

    rising = (truth.t >= t - RISE_S) & (truth.t <= t)
    rate = np.gradient(truth.series("hip_vert", side), truth.t)
    around = (truth.t >= t - ARMS_S) & (truth.t <= t)
    return {
        "knee_lift_ratio_peak": 1 + at("knee_height") / truth.thigh,
        "knee_flexion_at_peak": at("knee"),
        "shank_angle_at_peak": at("hip_vert") - at("knee"),
        "foot_angle_at_peak": at("foot_pitch"),
        "trunk_lean_at_peak": truth.at(t, truth.columns["trunk_lean"]),
        "stance_knee_flexion": at("knee", side.other),
        "stance_thigh_angle": at("hip_vert", side.other),
        "lift_speed": float(rate[rising].max()),
        "knee_cross": -truth.at(t, _out(truth, "knee", side)) / _width(truth, "hip"),
        # The column's + is to the left.
        "lateral_trunk_lean": -_outward(side) * truth.at(t, truth.columns["trunk_lateral"]),
        "arm_cross": _arm_cross(truth, around),
    }


def _strides(truth: Truth, side: Side) -> list[TrueRep]:
    contacts = truth.times("foot_strike", side)
    toe_offs = truth.times("toe_off", side)
    found = []
    for contact, end in itertools.pairwise(contacts):
        between = [t for t in toe_offs if contact < t < end]
        if len(between) == 1 and end - contact <= LONGEST_STRIDE_S:
            values = _stride(truth, side, contact, between[0], end)
            top = between[0] + values["time_to_knee_peak"]
            found.append(TrueRep(side, contact, top, values))
    return found


def _stride(truth: Truth, side: Side, contact: float, off: float, end: float) -> dict[str, float]:
    whole = (truth.t >= contact) & (truth.t <= end)
    swing, stance = whole & (truth.t >= off), whole & (truth.t <= off)
    thigh, knee = truth.series("hip_vert", side), truth.series("knee", side)
    ankle_up = truth.series("ankle_z", side) - truth.series("ankle_z", side.other)
    drive = whole & (truth.t >= off - 0.1 * (end - contact))
    mid = (contact + off) / 2
    others = truth.times("foot_strike", side.other)
    after = [t for t in others if t > contact]
    before = [t for t in others if t < contact]
    ahead = truth.series("ankle_x", side) - _middle(truth, "hip_x")
    hips = _middle(truth, "hip_z")[whole]
    return {
        "thigh_angle_peak": float(thigh[swing].max()),
        "knee_flexion_peak": float(knee[whole].max()),
        "knee_drive_speed": float(np.gradient(thigh, truth.t)[drive].max()),
        "time_to_knee_peak": float(truth.t[swing][thigh[swing].argmax()] - off),
        "contact_time": off - contact,
        "flight_time": after[0] - off if after else nan,
        "duty_factor": (off - contact) / (end - contact),
        "knee_flexion_at_contact": truth.at(contact, knee),
        "knee_flexion_in_stance": float(knee[stance].max()),
        "shank_angle_at_contact": truth.at(contact, thigh - knee),
        "reach_at_contact": truth.at(contact, ahead) / truth.leg,
        "heel_recovery": float(ankle_up[whole].max()) / truth.leg,
        "trunk_lean": float(truth.columns["trunk_lean"][whole].mean()),
        "vertical_oscillation": float(np.ptp(hips)) / truth.leg,
        "step_time": contact - before[-1] if before else nan,
        "pelvis_sway": float(np.ptp(_middle(truth, "hip_y")[whole])) / _width(truth, "hip"),
        "step_width": truth.at(mid, _out(truth, "ankle", side)) / truth.leg,
        "knee_window": truth.at(mid, _out(truth, "knee", side)) / _width(truth, "hip"),
        "arm_cross": _arm_cross(truth, whole),
    }


def _outward(side: Side) -> int:
    """The sign of world y on this side of the body."""
    return 1 if side is Side.LEFT else -1


def _middle(truth: Truth, column: str) -> Points:
    return (truth.series(column, Side.LEFT) + truth.series(column, Side.RIGHT)) / 2


def _width(truth: Truth, joint: str) -> float:
    across = truth.series(f"{joint}_y", Side.LEFT) - truth.series(f"{joint}_y", Side.RIGHT)
    return float(np.median(np.abs(across)))


def _out(truth: Truth, joint: str, side: Side, of: str = "hip") -> Points:
    """How far a joint is out from the middle of the hips, + to its own side, in metres."""
    return _outward(side) * (truth.series(f"{joint}_y", side) - _middle(truth, f"{of}_y"))


def _arm_cross(truth: Truth, frames: NDArray[np.bool_]) -> float:
    """How far the hands went past the middle of the shoulders, in shoulder widths."""
    out = [_out(truth, "wrist", side, "shoulder")[frames].min() for side in Side]
    return -float(min(out)) / _width(truth, "shoulder")
