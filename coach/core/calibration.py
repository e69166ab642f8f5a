"""Quiet standing, found by itself: what the angles read where anatomy says what they are.

A standing thigh hangs and a standing trunk is upright. What a camera reads there instead is where
the pose model puts this athlete's hips and shoulders, and is taken off from then on.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from coach.core.types import Kinematics, Side, View


@dataclass(frozen=True, slots=True)
class Neutral:
    """Readings in quiet standing, in degrees; 0 until there was one. `known` tells the two apart."""

    left_thigh: float = 0.0
    right_thigh: float = 0.0
    trunk: float = 0.0
    known: bool = False

    def thigh(self, side: Side) -> float:
        return self.left_thigh if side is Side.LEFT else self.right_thigh


@dataclass(frozen=True, slots=True)
class StandingRule:
    """Quiet for `quiet_s`: no angle moves by more than `still` degrees, the hips by no more than
    `still_hips` leg lengths; standing: thighs and trunk within `upright` degrees, knees straighter
    than `straight`. No more than `most` degrees are ever taken off."""

    quiet_s: float = 1.0
    still: float = 4.0
    still_hips: float = 0.03
    upright: float = 9.0
    straight: float = 16.0
    most: float = 5.0


ANGLES = (("thigh_angle", Side.LEFT), ("thigh_angle", Side.RIGHT), ("trunk_lean", None))
KNEES = (("knee_flexion", Side.LEFT), ("knee_flexion", Side.RIGHT))


class StandingFinder:
    """Watches settled moments of a side view; gives the latest Neutral."""

    def __init__(self, rule: StandingRule | None = None) -> None:
        self._rule = rule or StandingRule()
        self._recent: deque[tuple[float, list[float]]] = deque()
        self.neutral = Neutral()

    def update(self, moment: Kinematics, view: View) -> Neutral:
        """Takes one settled moment, whose angles already have the neutral taken off."""
        if view.near is None or len(moment.quality.legs) < 2:
            self._recent.clear()
            return self.neutral
        self._recent.append((moment.t, self._raw(moment)))
        while self._recent[0][0] < moment.t - self._rule.quiet_s:
            self._recent.popleft()
        if moment.t - self._recent[0][0] >= 0.9 * self._rule.quiet_s:
            self._look()
        return self.neutral

    def reset(self) -> None:
        """Forgets what was learnt, as for a new athlete."""
        self._recent.clear()
        self.neutral = Neutral()

    def _raw(self, moment: Kinematics) -> list[float]:
        off = [self.neutral.left_thigh, self.neutral.right_thigh, self.neutral.trunk]
        angles = [moment.get(*key) + o for key, o in zip(ANGLES, off, strict=True)]
        return [*angles, *(moment.get(*key) for key in KNEES), moment.get("hip_level")]

    def _look(self) -> None:
        rule, seen = self._rule, np.array([values for _, values in self._recent])
        moves, middle = np.ptp(seen, axis=0), np.median(seen, axis=0)
        still = (moves[:3] <= rule.still).all() and moves[5] <= rule.still_hips
        stands = (np.abs(middle[:3]) <= rule.upright).all() and (middle[3:5] <= rule.straight).all()
        if still and stands:
            left, right, trunk = np.clip(middle[:3], -rule.most, rule.most)
            self.neutral = Neutral(float(left), float(right), float(trunk), known=True)
        self._recent.clear()
