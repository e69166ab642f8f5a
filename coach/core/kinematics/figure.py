"""What the metrics measure: the athlete's points in one frame, with what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

import numpy as np

from coach.core.kinematics.standing import UNCALIBRATED, Calibration
from coach.core.pose.body import Body
from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Side, View


@dataclass(frozen=True, slots=True)
class PoseSample:
    """Sixteen points (16, 2) and their speeds per second, in pixels y up, with what they mean."""

    xy: Points
    speed: Points
    body: Body
    view: View
    calibration: Calibration = UNCALIBRATED
    yaw: float = 0.0

    def bone(self, a: BodyPart, b: BodyPart, side: Side) -> Points:
        """Vector from joint a to joint b of one side, as it would look from the exact side."""
        return self.squared(self.xy[row(b, side)] - self.xy[row(a, side)])

    def middle(self, part: BodyPart) -> Points:
        point: Points = (self.xy[row(part, Side.LEFT)] + self.xy[row(part, Side.RIGHT)]) / 2
        return point

    def squared(self, vector: Points) -> Points:
        """From an oblique camera a forward way looks shorter by the cosine of the turn."""
        if self.view is not View.OBLIQUE:
            return vector
        squared: Points = vector / np.array([cos(radians(self.yaw)), 1.0])
        return squared

    @property
    def facing(self) -> float:
        """+1 towards the picture's right, -1 left, taken from the side view where there is one."""
        return {View.LEFT: -1.0, View.RIGHT: 1.0}.get(self.view, self.body.facing)
