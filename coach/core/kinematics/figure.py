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
    """Sixteen points (16, 2) and their speeds per second, in pixels y up, NaN where missing, with
    what they mean: the body's measures, from where it is seen and by how many degrees of `yaw`."""

    xy: Points
    speed: Points
    body: Body
    view: View
    calibration: Calibration = UNCALIBRATED
    yaw: float = 0.0

    def bone(self, a: BodyPart, b: BodyPart, side: Side) -> Points:
        """(2,) pixels from joint a to joint b of one side, as it would look from the exact side."""
        return self.side_on(self.xy[row(b, side)] - self.xy[row(a, side)])

    def midpoint(self, part: BodyPart) -> Points:
        """(2,) pixels: half-way between the left and right joint."""
        point: Points = (self.xy[row(part, Side.LEFT)] + self.xy[row(part, Side.RIGHT)]) / 2
        return point

    def side_on(self, vector: Points) -> Points:
        """(2,) as from the exact side: an oblique camera shortens what points forward by the cosine
        of the yaw."""
        if self.view is not View.OBLIQUE:
            return vector
        return np.asarray(vector / np.array([cos(radians(self.yaw)), 1.0]))

    @property
    def facing(self) -> float:
        """+1 towards the picture's right, -1 left, taken from the side view where there is one."""
        return {View.LEFT: -1.0, View.RIGHT: 1.0}.get(self.view, self.body.facing)
