"""Is the camera level? Told from quiet standing: then the feet, hips and shoulders are in line.

From front and rear that line is upright, from the side it leans forward by a little. It is not the
camera's roll where trunk and legs lean differently: then the athlete bends.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from coach.core.pose.body import Body, midpoint
from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Pose, Side, View
from coach.core.windows import TimeWindow, is_still

STANDING_LEAN = 2.0
"""Degrees by which the line from ankles to shoulders leans forward in quiet standing."""

LATER_SHARE = 0.3
"""How much of a change a later standing brings in, but for that of a camera that was nudged."""


@dataclass(frozen=True, slots=True)
class LevelRule:
    """Standing is quiet if for `quiet_s` no line turns by more than `still` degrees, and no joint
    of it moves by more than `still_hips` leg lengths. The legs are straight if from hip to ankle
    they are `straight` of their length, and one ankle is no higher than `even` leg lengths over
    the other. Trunk and legs are in line within `bent` degrees.

    A roll below `least` is how people stand and is not taken off; beyond `most` it is refused, and
    one that differs by more than `nudged` is another place of the camera. All three in degrees.
    """

    quiet_s: float = 1.0
    still: float = 3.0
    still_hips: float = 0.03
    straight: float = 0.93
    even: float = 0.12
    bent: float = 8.0
    least: float = 1.5
    most: float = 5.0
    nudged: float = 2.5

    @property
    def limits(self) -> Points:
        """(8,): how far each of the `_lines` may move."""
        return np.array([*[self.still] * 3, inf, inf, inf, *[self.still_hips] * 2])


class LevelFinder:
    """Watches poses; `roll` is by how many degrees upright looks turned to the picture's right."""

    def __init__(self, rule: LevelRule | None = None) -> None:
        self._rule = rule or LevelRule()
        self._recent = TimeWindow[Points](self._rule.quiet_s)
        self._found: float | None = None

    @property
    def roll(self) -> float:
        """0 until quiet standing was seen, and where the camera is level enough."""
        return self._found if self._found and abs(self._found) >= self._rule.least else 0.0

    @property
    def known(self) -> bool:
        """Quiet standing was seen."""
        return self._found is not None

    @property
    def tilted(self) -> bool:
        """The camera is turned too far for any angle to be measured."""
        return abs(self.roll) > self._rule.most

    def update(self, pose: Pose, body: Body, view: View) -> bool:
        """Takes one pose in; True where the roll is now another."""
        if view in (View.OBLIQUE, View.UNKNOWN):
            self._recent.clear()
            return False
        self._recent.append(pose.t, _lines(pose, body.leg))
        before = self.roll
        if self._recent.full and is_still(self._recent.values(), self._rule.limits):
            self._learn_standing(view)
        return self.roll != before

    def reset(self) -> None:
        self._recent.clear()
        self._found = None

    def _learn_standing(self, view: View) -> None:
        rule = self._rule
        whole, legs, trunk, left, right, uneven, *_ = np.median(self._recent.values(), axis=0)
        straight = min(left, right) >= rule.straight and abs(uneven) <= rule.even
        if not (straight and abs(legs - trunk) <= rule.bent):
            return
        self._learn(whole - STANDING_LEAN * _FACING.get(view, 0.0))
        self._recent.clear()

    def _learn(self, roll: float) -> None:
        if self._found is None or abs(roll - self._found) > self._rule.nudged:
            self._found = roll
        else:
            self._found += LATER_SHARE * (roll - self._found)


_FACING = {View.LEFT: -1.0, View.RIGHT: 1.0}


def levelled(xy: Points, roll: float) -> Points:
    """Points (..., 2) in pixels as a level camera would have them, turned about the picture's
    corner; `roll` in degrees, as in LevelFinder."""
    if not roll:
        return xy
    turn = np.radians(roll)
    back = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return np.asarray(xy @ back)


def _lines(pose: Pose, leg: float) -> Points:
    """(8,): how far whole body, legs and trunk are turned to the picture's right, in degrees; then
    in leg lengths each leg from hip to ankle, how much higher the left ankle is, and the hips' x
    and y. NaN where a joint is hidden."""
    ankles, hips, shoulders = (
        midpoint(pose, p) for p in (BodyPart.ANKLE, BodyPart.HIP, BodyPart.SHOULDER)
    )
    ways = np.array([shoulders - ankles, hips - ankles, shoulders - hips])
    bones = [pose.xy[row(BodyPart.HIP, s)] - pose.xy[row(BodyPart.ANKLE, s)] for s in Side]
    left, right = (pose.xy[row(BodyPart.ANKLE, s), 1] for s in Side)
    turned = np.degrees(np.arctan2(ways[:, 0], ways[:, 1]))
    lengths = [float(np.hypot(*bone)) / leg for bone in bones]
    return np.array([*turned, *lengths, (left - right) / leg, *(hips / leg)])
