"""The numbers of one stride, from the settled moments between its two contacts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from coach.core.drills.drill import ShuffleRule
from coach.core.kinematics.smoothing import BRIDGE_S, SettleRule
from coach.core.steps import Stance
from coach.core.types import Kinematics, Side

LEAD_S = SettleRule().lead
"""Settled values are read so much ahead of their time, which puts what happens early."""

MID_STANCE_S = 0.1
"""From front and rear, where toe-offs are not seen: mid-stance is so long after the contact."""

TRUSTED_SHARE = 0.6
MIDDLE_OF_STANCE = 0.15, 0.7
"""Shares of the stance in which the knee is most bent; outside it swings."""

MOST = 0.8
"""This quantile is taken for the most: where the legs cross, one frame in five may be odd."""


@dataclass(frozen=True, slots=True)
class Stride:
    """From the contact of `stance` to `end`, the next of the same foot; `moments` are a little more
    than those between."""

    moments: Sequence[Kinematics]
    stance: Stance
    end: float

    @property
    def inside(self) -> list[Kinematics]:
        return self.between(self.stance.contact, self.end)

    @property
    def lifted(self) -> float:
        """When the swing begins; the contact where toe-offs are not seen."""
        toe_off = self.stance.toe_off
        return toe_off if toe_off == toe_off else self.stance.contact

    @property
    def trusted(self) -> bool:
        """The leg was seen in most of the stride."""
        seen = [self.stance.side in moment.quality.legs for moment in self.inside]
        return bool(seen) and sum(seen) >= TRUSTED_SHARE * len(seen)

    def between(self, start: float, end: float) -> list[Kinematics]:
        return [moment for moment in self.moments if start <= moment.t <= end]

    def highest(
        self, metric: str, side: Side | None, start: float | None = None
    ) -> tuple[float, float]:
        """When the metric was highest from `start` on, and how high; NaN where it is not known."""
        start = self.stance.contact if start is None else start
        found = [(m.t + LEAD_S, m.get(metric, side)) for m in self.between(start, self.end)]
        known = [(t, value) for t, value in found if value == value]
        return max(known, key=lambda pair: pair[1], default=(nan, nan))

    def at(self, t: float, metric: str, side: Side | None) -> float:
        """The metric at any time, between the frames."""
        found = [(m.t, value) for m in self.moments if (value := m.get(metric, side)) == value]
        times, values = np.array(found).reshape(-1, 2).T
        near = np.abs(times - t) <= BRIDGE_S
        if not ((times[near] <= t).any() and (times[near] >= t).any()):
            return nan
        return float(np.interp(t, times, values))

    def most_in_stance(self, metric: str) -> float:
        """The most in the middle of the stance, of frames in which the leg is no guess."""
        side, contact = self.stance.side, self.stance.contact
        start, end = (contact + share * (self.lifted - contact) for share in MIDDLE_OF_STANCE)
        seen = [m.get(metric, side) for m in self.between(start, end) if side in m.quality.legs]
        known = [value for value in seen if value == value]
        return float(np.quantile(known, MOST)) if known else nan

    def mean(self, metric: str) -> float:
        return self._of_known(metric, np.mean)

    def range(self, metric: str) -> float:
        return self._of_known(metric, np.ptp)

    def _of_known(self, metric: str, share: Callable[[list[float]], np.floating]) -> float:
        inside = self.inside
        known = [value for m in inside if (value := m.get(metric)) == value]
        return float(share(known)) if len(known) >= TRUSTED_SHARE * len(inside) else nan


def side_values(stride: Stride) -> dict[str, float]:
    """What a stride shows from the side."""
    side, contact, toe_off = stride.stance.side, stride.stance.contact, stride.stance.toe_off
    whole = stride.end - contact
    peak_t, peak = stride.highest("thigh_angle", side, stride.lifted)
    return {
        "thigh_angle_peak": peak,
        "knee_flexion_peak": stride.highest("knee_flexion", side)[1],
        "knee_drive_speed": stride.highest("thigh_rate", side, stride.lifted - 0.1 * whole)[1],
        "time_to_knee_peak": peak_t - toe_off,
        "contact_time": toe_off - contact,
        "duty_factor": (toe_off - contact) / whole,
        "knee_flexion_at_contact": stride.at(contact, "knee_flexion", side),
        "knee_flexion_in_stance": stride.most_in_stance("knee_flexion"),
        "shank_angle_at_contact": stride.at(contact, "shank_angle", side),
        "reach_at_contact": stride.at(contact, "foot_ahead", side),
        "heel_recovery": stride.highest("ankle_over_other", side)[1],
        "trunk_lean": stride.mean("trunk_lean"),
        "vertical_oscillation": stride.range("trunk_level"),
    }


def square_values(stride: Stride) -> dict[str, float]:
    """What a stride shows from front or rear."""
    side, mid = stride.stance.side, stride.stance.contact + MID_STANCE_S
    arms = [stride.highest("arm_cross", s)[1] for s in Side]
    unknown = ("duty_factor", "knee_flexion_peak", "heel_recovery")
    return {
        **dict.fromkeys(unknown, nan),
        "thigh_angle_peak": stride.highest("thigh_angle", side)[1],
        "pelvis_sway": stride.range("pelvis_across"),
        "step_width": stride.at(mid, "ankle_out", side),
        "knee_window": stride.at(mid, "knee_out", side),
        "arm_cross": float(np.fmax(arms[0], arms[1])),
        "vertical_oscillation": stride.range("trunk_level"),
    }


def shuffle_index(values: dict[str, float], rule: ShuffleRule | None) -> float:
    """How many of five signs of a low, long-grounded stride are there; NaN if not all are known."""
    if rule is None:
        return nan
    signs = [
        (values["duty_factor"], rule.duty, 1),
        (values["thigh_angle_peak"], rule.thigh, -1),
        (values["knee_flexion_peak"], rule.knee, -1),
        (values["heel_recovery"], rule.heel, -1),
        (values["vertical_oscillation"], rule.bounce, -1),
    ]
    if any(value != value for value, _, _ in signs):
        return nan
    return float(sum(sign * (value - limit) > 0 for value, limit, sign in signs))
