"""One leg of the synthetic athlete: from its angles to its joints."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from coach.core.skeleton import BodyPart
from coach.core.types import Points
from coach.simulation.limbs import HIP_HALF, SHANK, THIGH, below, foot_points


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg's angles in degrees, and how much of its lift there is, 0 to 1; all of it is turned
    inwards about the upright by `turn`, and the angles are those in its own plane."""

    thigh: float
    knee: float
    foot: float = 0.0
    share: float = 0.0
    turn: float = 0.0


def leg_points(leg: Leg) -> dict[BodyPart, Points]:
    """Forward, up and out of a leg's joints, from under the middle of the hips."""
    knee = below(THIGH, radians(leg.thigh))
    shin = below(SHANK, radians(leg.thigh - leg.knee))
    ankle = knee[0] + shin[0], knee[1] + shin[1]
    flat = {BodyPart.HIP: (0.0, 0.0), BodyPart.KNEE: knee, BodyPart.ANKLE: ankle}
    flat |= foot_points(ankle, leg.foot)
    ahead, inward = cos(radians(leg.turn)), sin(radians(leg.turn))
    return {
        part: np.array((ahead * forward, up, HIP_HALF - inward * forward))
        for part, (forward, up) in flat.items()
    }


def mixed(a: Leg, b: Leg, share: float) -> Leg:
    """So much of b, and of a the rest."""

    def mix(x: float, y: float) -> float:
        return x + (y - x) * share

    return Leg(
        mix(a.thigh, b.thigh),
        mix(a.knee, b.knee),
        mix(a.foot, b.foot),
        mix(a.share, b.share),
        mix(a.turn, b.turn),
    )
