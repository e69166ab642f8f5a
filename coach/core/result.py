"""Adds up a set: counts, metrics with their error, and what could not be measured and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

import numpy as np

from coach.core.drill import REP_VALUES
from coach.core.types import Cue, Key, Metric, Reason, Rep, Side, View

FEWEST_REPS = 3

BIAS: Mapping[str, float] = {
    "thigh_angle_peak": 8.0,
    "knee_lift_ratio_peak": 0.13,
    "knee_flexion_at_peak": 8.0,
    "shank_angle_at_peak": 6.0,
    "foot_angle_at_peak": 10.0,
    "trunk_lean_at_peak": 4.0,
    "stance_knee_flexion": 5.0,
    "stance_thigh_angle": 4.0,
    "lift_speed": 60.0,
    "lateral_trunk_lean": 4.0,
    "knee_cross": 0.15,
    "arm_cross": 0.1,
    "period": 0.02,
    "cadence": 2.0,
}
"""Systematic error that no averaging removes, in the metric's unit: what the pose model may place
wrong on this body, and what the view may add."""

OF_THE_BODY = frozenset({"trunk_lean_at_peak", "lateral_trunk_lean", "arm_cross", "cadence"})
REPORTED = tuple(name for name in REP_VALUES if name not in ("cadence", "thigh_peak_difference"))


@dataclass(slots=True)
class SetBook:
    """Everything of one set that the result is made of; grows with every frame."""

    frames: int = 0
    frames_with_pose: int = 0
    first_t: float | None = None
    last_t: float = 0.0
    reps: dict[int, Rep] = field(default_factory=dict)
    partial: dict[Side, int] = field(default_factory=lambda: dict.fromkeys(Side, 0))
    cues: list[Cue] = field(default_factory=list)
    views: dict[View, int] = field(default_factory=dict)
    reasons: dict[Reason, int] = field(default_factory=dict)

    def frame(self, t: float, pose: bool, view: View, reason: Reason | None) -> None:
        self.frames += 1
        self.frames_with_pose += pose
        self.first_t = t if self.first_t is None else self.first_t
        self.last_t = t
        if pose and view is not View.UNKNOWN:
            self.views[view] = self.views.get(view, 0) + 1
        if reason is not None:
            self.reasons[reason] = self.reasons.get(reason, 0) + 1

    @property
    def seconds(self) -> float:
        return 0.0 if self.first_t is None else self.last_t - self.first_t

    @property
    def fps(self) -> float:
        return (self.frames - 1) / self.seconds if self.seconds > 0 else float("nan")

    @property
    def view(self) -> View:
        """The view of most frames."""
        return max(self.views, key=lambda view: self.views[view], default=View.UNKNOWN)

    @property
    def reason(self) -> Reason | None:
        """Why most of the frames that could not be judged could not be."""
        return max(self.reasons, key=lambda reason: self.reasons[reason], default=None)


def metrics_of(reps: Mapping[int, Rep], graded: frozenset[Side]) -> dict[Key, Metric]:
    """Mean, spread, n and error of every rep value, per graded leg or for the body."""
    found: dict[Key, Metric] = {}
    for name in REPORTED:
        sides: tuple[Side | None, ...] = (None,) if name in OF_THE_BODY else tuple(sorted(graded))
        for side in sides:
            values = [_value(rep, name) for rep in reps.values() if _about(rep, name, side)]
            known = np.array([value for value in values if value == value])
            if len(known) >= FEWEST_REPS:
                found[name, side] = _metric(known, REP_VALUES[name].unit, BIAS[name])
    return found


def _about(rep: Rep, name: str, side: Side | None) -> bool:
    return side is None or (rep.side.other if name.startswith("stance_") else rep.side) is side


def _value(rep: Rep, name: str) -> float:
    return rep.values.get(name, float("nan"))


def _metric(values: np.ndarray, unit: str, bias: float) -> Metric:
    sd = float(values.std(ddof=1))
    error = sqrt(bias**2 + (1.96 * sd) ** 2 / len(values))
    return Metric(float(values.mean()), sd, len(values), unit, error)


def not_measured(
    view: View, found: Mapping[Key, Metric], unseen: Reason | None
) -> dict[str, Reason]:
    """Why each rep value that has no metric was not measured."""
    measured = {name for name, _ in found}
    why: dict[str, Reason] = {}
    for name in REPORTED:
        if name in measured:
            continue
        if view is View.UNKNOWN:
            why[name] = unseen or Reason("nobody")
        elif view not in REP_VALUES[name].views:
            why[name] = Reason("not_in_view")
        else:
            why[name] = unseen or Reason("too_few")
    return why
