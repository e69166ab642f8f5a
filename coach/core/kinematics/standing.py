"""Quiet standing, found by itself: what the angles read where anatomy says what they are.

Who stands quietly has the weight over the middle of the feet and so the hips a little ahead of the
ankles: a leg leans forward by a few degrees, and its thigh against it by half of what the knee is
bent. What a camera reads beyond that is where the pose model puts this athlete's hip; it is taken
off from then on. How upright a standing trunk is, anatomy does not say: it is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan

import numpy as np

from coach.core.types import Kinematics, Points, Side, View
from coach.core.windows import TimeWindow, is_still


@dataclass(frozen=True, slots=True)
class Calibration:
    """Readings in quiet standing, in degrees; all 0 and not `known` until it was seen. `noise` is
    how much the near thigh's angle spreads in it."""

    left_thigh: float = 0.0
    right_thigh: float = 0.0
    known: bool = False
    noise: float = nan

    def thigh(self, side: Side) -> float:
        return self.left_thigh if side is Side.LEFT else self.right_thigh


UNCALIBRATED = Calibration()


@dataclass(frozen=True, slots=True)
class StandingRule:
    """Quiet for `quiet_s`: no angle moves by more than `still` degrees, the hips by no more than
    `still_hips` leg lengths. Standing: thigh and trunk within `upright` degrees, the knee
    straighter than `straight`. No more than `max_offset` degrees are ever taken off."""

    quiet_s: float = 1.0
    still: float = 4.0
    still_hips: float = 0.03
    upright: float = 9.0
    straight: float = 16.0
    max_offset: float = 5.0

    @property
    def limits(self) -> Points:
        """(6,): how far each of the readings may move; the far leg is looked at by itself."""
        return np.array([*[self.still] * 3, self.still_hips, inf, inf])


THIGH_SHARE = 0.5
"""Of a standing knee's bend, what the thigh leans forward; the shank leans back by the rest."""

HIPS_AHEAD = 3.0
"""Degrees by which the line from the ankle to the hip leans forward in quiet standing: the body's
weight falls four to five centimetres ahead of the ankles, the hips are above it."""


LATER_SHARE = 0.3
"""How much of a change a later standing brings in."""


class StandingFinder:
    """Takes smoothed moments of a side view; gives the latest Calibration."""

    def __init__(
        self, rule: StandingRule | None = None, calibration: Calibration = UNCALIBRATED
    ) -> None:
        self._rule = rule or StandingRule()
        self._readings = TimeWindow[Points](self._rule.quiet_s)
        self.calibration = calibration

    def update(self, moment: Kinematics, view: View) -> Calibration:
        """Takes one smoothed moment, whose angles already have the calibration taken off."""
        if view.near is None or view.near not in moment.quality.legs:
            self._readings.clear()
            return self.calibration
        self._readings.append(moment.t, self._read(moment, view.near))
        if self._readings.full and is_still(self._readings.values(), self._rule.limits):
            self._learn(view.near)
        return self.calibration

    def reset(self) -> None:
        """Forgets what was learnt, as for a new athlete."""
        self._readings.clear()
        self.calibration = UNCALIBRATED

    def _read(self, moment: Kinematics, near: Side) -> Points:
        """(6,) degrees, but the hips' height in leg lengths: near thigh, near knee, trunk, hips,
        far thigh, far knee, without any calibration; NaN where hidden."""
        thigh = {
            side: moment.get("thigh_angle", side) + self.calibration.thigh(side) for side in Side
        }
        knee = {side: moment.get("knee_flexion", side) for side in Side}
        body = [moment.get("trunk_lean"), moment.get("hip_level")]
        return np.array([thigh[near], knee[near], *body, thigh[near.other], knee[near.other]])

    def _learn(self, near: Side) -> None:
        rule, readings = self._rule, np.array(self._readings.values())
        thigh, knee, trunk, _, far_thigh, far_knee = np.median(readings, axis=0)
        upright = abs(thigh) <= rule.upright and abs(trunk) <= rule.upright
        if not (upright and knee <= rule.straight):
            return
        offset = {near: self._offset(thigh, knee, near), near.other: 0.0}
        if np.ptp(readings[:, 4]) <= rule.still:
            offset[near.other] = self._offset(far_thigh, far_knee, near.other)
        noise = float(readings[:, 0].std())
        left, right = offset[Side.LEFT], offset[Side.RIGHT]
        self.calibration = Calibration(left, right, known=True, noise=noise)
        self._readings.clear()

    def _offset(self, thigh: float, knee: float, side: Side) -> float:
        """What the thigh reads beyond its knee's bend; a later standing moves it a little."""
        expected = THIGH_SHARE * knee - HIPS_AHEAD
        limit, before = self._rule.max_offset, self.calibration.thigh(side)
        offset = float(np.clip(thigh - expected, -limit, limit))
        return before + LATER_SHARE * (offset - before) if self.calibration.known else offset
