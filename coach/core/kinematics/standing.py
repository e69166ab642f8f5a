"""Quiet standing, found by itself: what the angles read where anatomy says what they are.

Who stands quietly has the weight over the middle of the feet and so the hips a little ahead of the
ankles: a leg leans forward by a few degrees, and its thigh against it by half of what the knee is
bent. What a camera reads beyond that is where the pose model puts this athlete's hip; it is taken
off from then on. How upright a standing trunk is, anatomy does not say: it is left alone.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import nan

import numpy as np

from coach.core.types import Kinematics, Side, View


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
    straighter than `straight`. No more than `most` degrees are ever taken off."""

    quiet_s: float = 1.0
    still: float = 4.0
    still_hips: float = 0.03
    upright: float = 9.0
    straight: float = 16.0
    most: float = 5.0


THIGH_SHARE = 0.5
"""Of a standing knee's bend, what the thigh leans forward; the shank leans back by the rest."""

HIPS_AHEAD = 3.0
"""Degrees by which the line from the ankle to the hip leans forward in quiet standing: the body's
weight falls four to five centimetres ahead of the ankles, the hips are above it."""


LATER_SHARE = 0.3
"""How much of a change a later standing brings in."""


class StandingFinder:
    """Watches settled moments of a side view; gives the latest Neutral."""

    def __init__(
        self, rule: StandingRule | None = None, calibration: Calibration = UNCALIBRATED
    ) -> None:
        self._rule = rule or StandingRule()
        self._recent: deque[tuple[float, list[float]]] = deque()
        self.calibration = calibration

    def update(self, moment: Kinematics, view: View) -> Calibration:
        """Takes one settled moment, whose angles already have the neutral taken off."""
        if view.near is None or view.near not in moment.quality.legs:
            self._recent.clear()
            return self.calibration
        self._recent.append((moment.t, self._raw(moment, view.near)))
        while self._recent[0][0] < moment.t - self._rule.quiet_s:
            self._recent.popleft()
        if moment.t - self._recent[0][0] >= 0.9 * self._rule.quiet_s:
            self._look(view.near)
        return self.calibration

    def reset(self) -> None:
        """Forgets what was learnt, as for a new athlete."""
        self._recent.clear()
        self.calibration = UNCALIBRATED

    def _raw(self, moment: Kinematics, near: Side) -> list[float]:
        """Near thigh, near knee, trunk, hips; far thigh, far knee (NaN where hidden)."""
        thigh = {
            side: moment.get("thigh_angle", side) + self.calibration.thigh(side) for side in Side
        }
        knee = {side: moment.get("knee_flexion", side) for side in Side}
        body = [moment.get("trunk_lean"), moment.get("hip_level")]
        return [thigh[near], knee[near], *body, thigh[near.other], knee[near.other]]

    def _look(self, near: Side) -> None:
        rule, seen = self._rule, np.array([values for _, values in self._recent])
        moves = np.ptp(seen, axis=0)
        if not ((moves[:3] <= rule.still).all() and moves[3] <= rule.still_hips):
            return
        middle = np.median(seen, axis=0)
        if not ((np.abs(middle[[0, 2]]) <= rule.upright).all() and middle[1] <= rule.straight):
            return
        found = {near: self._beyond(middle[0], middle[1], near)}
        far_known = moves[4] <= rule.still
        found[near.other] = self._beyond(middle[4], middle[5], near.other) if far_known else 0.0
        noise = float(seen[:, 0].std())
        self.calibration = Calibration(found[Side.LEFT], found[Side.RIGHT], known=True, noise=noise)
        self._recent.clear()

    def _beyond(self, thigh: float, knee: float, side: Side) -> float:
        """What the thigh reads beyond its knee's bend; a later standing moves it a little."""
        expected = THIGH_SHARE * knee - HIPS_AHEAD
        beyond = float(np.clip(thigh - expected, -self._rule.most, self._rule.most))
        if not self.calibration.known:
            return beyond
        return self.calibration.thigh(side) + LATER_SHARE * (beyond - self.calibration.thigh(side))
