"""The synthetic athlete above the hips: the trunk, and arms that swing, rest on a wall or cross."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

import numpy as np

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Side
from coach.simulation.limbs import FOREARM, OUTWARD, SHOULDER_HALF, TRUNK, UPPER_ARM, below

OUT, ELBOW_IN = 0.06, 0.16
"""How far an elbow is out from its shoulder, and how far in a crossing arm takes it."""


@dataclass(frozen=True, slots=True)
class Upper:
    """The trunk's `lean` forward and `aside` to the athlete's right, in degrees.

    `swings` has each upper arm's angle in degrees, forward positive, `fore` the elbows' bend;
    wrists are `tucked` in, 0 to 1. A hand goes `across`, past the midline by so many shoulder
    widths, as far as `crossing` says, 0 to 1.
    """

    lean: float
    swings: Mapping[Side, float]
    fore: float
    tucked: float
    crossing: Mapping[Side, float]
    aside: float = 0.0
    across: float = 0.0


def place_upper(joints: Points, upper: Upper) -> None:
    """Sets shoulders, elbows and wrists over the hips; of the arms nothing exact is promised but
    how far a hand goes across."""
    hips = joints[[row(BodyPart.HIP, side) for side in Side]].mean(axis=0)
    lean, aside = radians(upper.lean), radians(upper.aside)
    up = TRUNK * np.array((cos(aside) * sin(lean), cos(aside) * cos(lean), sin(aside)))
    right = np.array((0.0, -sin(aside), cos(aside)))
    for side, sign in OUTWARD.items():
        joints[row(BodyPart.SHOULDER, side)] = shoulder = hips + up + sign * SHOULDER_HALF * right
        elbow, wrist = _arm(upper, side)
        joints[row(BodyPart.ELBOW, side)] = shoulder + elbow * (1, 1, sign)
        joints[row(BodyPart.WRIST, side)] = shoulder + wrist * (1, 1, sign)


def _arm(upper: Upper, side: Side) -> tuple[Points, Points]:
    """Elbow and wrist from the shoulder: forward, up and out."""
    crossing, angle = upper.crossing[side], radians(upper.swings[side])
    hand = OUT - OUT * upper.tucked
    hand += crossing * (-SHOULDER_HALF * (1 + 2 * upper.across) - hand)
    elbow = _segment(UPPER_ARM, angle, OUT - ELBOW_IN * crossing, OUT)
    fore = angle + radians(upper.fore)
    return elbow, elbow + _segment(FOREARM, fore, hand - elbow[2], -OUT * upper.tucked)


def _segment(length: float, angle: float, out: float, usual: float) -> Points:
    """One that goes out further than is `usual`, and ahead so much less."""
    kept = sqrt(length**2 + usual**2 - out**2) / length
    ahead, up = below(length, angle)
    return np.array((kept * ahead, kept * up, out))
