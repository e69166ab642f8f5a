"""Where the synthetic body's points come to lie in the picture."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np

from coach.core.types import Points, View
from coach.simulation.performing import Performer

TALL = 2.11
"""The standing body from the ground to the top of its head, in leg lengths."""
HIP_HIGH = 1.0 + 0.085
"""The camera stands at hip height, so that a lifted thigh keeps its height from the front."""

_AZIMUTH = {View.FRONT: 0, View.OBLIQUE: 45, View.RIGHT: 90, View.REAR: 180, View.LEFT: -90}
_TURN = {View.RIGHT: -1, View.REAR: -1}


def pixels_per_leg(athlete: Performer, size: tuple[int, int]) -> float:
    """Pixels of one leg length in the plane of the body's middle."""
    return athlete.height * size[1] / TALL


def depth(athlete: Performer, points: Points) -> Points:
    """How much nearer to the camera than the body's middle, (n,) leg lengths."""
    forward, right = _towards(athlete)
    nearer: Points = points[:, 0] * forward + points[:, 2] * right
    return nearer


def magnification(athlete: Performer, points: Points) -> Points:
    """The size at each point's depth against that at the body's middle, (n,)."""
    nearer: Points = 1.0 / (1.0 - depth(athlete, points) / athlete.distance)
    return nearer


def project(athlete: Performer, points: Points, size: tuple[int, int]) -> Points:
    """(n, 3) leg lengths to (n, 2) pixels with y up."""
    forward, right = _towards(athlete)
    width, height = size
    grown = magnification(athlete, points)
    across = grown * (points[:, 0] * right - points[:, 2] * forward)
    up = HIP_HIGH + grown * (points[:, 1] - HIP_HIGH)
    scale = pixels_per_leg(athlete, size)
    ground = -height * (1 - 0.42 * (1 - athlete.height))
    return np.column_stack((athlete.across * width + scale * across, ground + scale * up))


def _towards(athlete: Performer) -> tuple[float, float]:
    """Forward and right of the direction from the body to the camera."""
    turned = _AZIMUTH[athlete.view] + _TURN.get(athlete.view, 1) * athlete.yaw
    return cos(radians(turned)), sin(radians(turned))
