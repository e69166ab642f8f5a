"""The synthetic body's measures, and what is exactly known of it at one time.

Lengths are leg lengths (thigh + shank = 1), angles degrees with clinical signs. The body's axes
are forward, up and to the athlete's right, from the ground below the hips.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, radians, sin

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Side

THIGH = SHANK = 0.5
TRUNK, UPPER_ARM, FOREARM = 0.6, 0.34, 0.32
HIP_HALF, SHOULDER_HALF = 0.105, 0.2
HIPS_AHEAD = 3.0
"""Degrees by which a standing leg leans forward: the weight is over the middle of the feet."""
HEEL_BACK, TOE_AHEAD, ANKLE_HIGH = 0.07, 0.21, 0.085

OUTWARD = {Side.LEFT: -1.0, Side.RIGHT: 1.0}


@dataclass(frozen=True, slots=True)
class TrueBody:
    """The body at one time: `joints` is (16, 3) forward, up, right in the order of `JOINTS`."""

    joints: Points
    thigh_angle: Mapping[Side, float]
    knee_flexion: Mapping[Side, float]
    foot_angle: Mapping[Side, float]
    trunk_lean: float

    def between(self, part: BodyPart) -> Points:
        """The middle of the two joints of a part, (3,)."""
        middle: Points = self.joints[[row(part, side) for side in Side]].mean(axis=0)
        return middle


def below(length: float, angle: float) -> tuple[float, float]:
    """Forward and up of the end of a segment that hangs at `angle` radians, forward positive."""
    return length * sin(angle), -length * cos(angle)


def foot_points(ankle: tuple[float, float], foot: float) -> dict[BodyPart, tuple[float, float]]:
    """Forward and up of heel and toe, where the foot is `foot` degrees toes up."""
    up = radians(foot)
    sole = ankle[0] + ANKLE_HIGH * sin(up), ankle[1] - ANKLE_HIGH * cos(up)
    return {
        BodyPart.HEEL: (sole[0] - HEEL_BACK * cos(up), sole[1] - HEEL_BACK * sin(up)),
        BodyPart.TOE: (sole[0] + TOE_AHEAD * cos(up), sole[1] + TOE_AHEAD * sin(up)),
    }


def ease(x: float) -> float:
    """0 below 0, 1 above 1, half a cosine between."""
    return 0.5 * (1 - cos(pi * min(max(x, 0.0), 1.0)))
