"""The synthetic body standing on one leg: from a few angles to all joints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

import numpy as np

from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Points, Side
from coach.simulation.limbs import (
    ANKLE_HIGH,
    FOREARM,
    HEEL_BACK,
    HIP_HALF,
    SHANK,
    SHOULDER_HALF,
    THIGH,
    TOE_AHEAD,
    TRUNK,
    UPPER_ARM,
    TrueBody,
)

STANDING_KNEE = 8.0
FREE_THIGH, FREE_KNEE = 35.0, 85.0


@dataclass(frozen=True, slots=True)
class StancePose:
    """The body on the leg `side`: `up` is 0 with both feet down, 1 with the free foot up."""

    side: Side
    knee: float = STANDING_KNEE
    up: float = 0.0
    free_knee: float = 0.0
    rise: float = 0.0
    ahead: float = 0.0
    shift: float = 0.0
    knee_in: float = 0.0
    lean: float = 0.0
    tilt: float = 0.0


def truth_of(stance: StancePose, step: float) -> TrueBody:
    """The whole body, its standing foot on a step so high."""
    side, free = stance.side, stance.side.other
    mix = stance.up
    free_knee = (1 - mix) * (stance.knee if not step else 2.0) + mix * FREE_KNEE + stance.free_knee
    free_thigh = (1 - mix) * free_knee / 2 + mix * FREE_THIGH
    thigh = {side: stance.knee / 2, free: free_thigh}
    knee = {side: stance.knee, free: free_knee}
    hips, tilts = _hips(stance), _tilts(stance)
    joints = np.zeros((len(JOINTS), 3))
    for each in Side:
        leg = _leg(hips[each], each, thigh[each], knee[each], tilts[each])
        for part, point in leg.items():
            joints[row(part, each)] = point
    _place_trunk(joints, stance)
    ground = ANKLE_HIGH + stance.rise + step
    joints[:, 1] += ground - joints[row(BodyPart.ANKLE, side), 1]
    joints[:, 0] += stance.ahead - joints[row(BodyPart.ANKLE, side), 0]
    return TrueBody(joints, thigh, knee, dict.fromkeys(Side, 0.0), 0.0)


def _sign(side: Side) -> float:
    return 1.0 if side is Side.RIGHT else -1.0


def _hips(stance: StancePose) -> Mapping[Side, Points]:
    """The hips about the middle of them, which is over the standing foot by the shift."""
    out, tilt = _sign(stance.side), radians(stance.tilt)
    middle = np.array((0.0, 0.0, out * stance.shift))
    half = HIP_HALF * np.array((0.0, -sin(tilt), out * cos(tilt)))
    return {stance.side: middle + half, stance.side.other: middle - half}


def _tilts(stance: StancePose) -> Mapping[Side, tuple[float, float]]:
    """How far thigh and shank lean outwards, in radians, so that the foot is where it stands."""
    bent, inward = cos(radians(stance.knee / 2)), radians(stance.knee_in) / 2
    way = HIP_HALF * (1 - cos(radians(stance.tilt))) - stance.shift
    lean = asin(way / (bent * cos(inward)))
    return {stance.side: (lean - inward, lean + inward), stance.side.other: (0.0, 0.0)}


def _leg(
    hip: Points, side: Side, thigh: float, knee: float, tilts: tuple[float, float]
) -> Mapping[BodyPart, Points]:
    """The joints of one leg, its foot level."""
    bend = hip + _hanging(THIGH, radians(thigh), tilts[0], side)
    ankle = bend + _hanging(SHANK, radians(thigh - knee), tilts[1], side)
    sole = ankle - np.array((0.0, ANKLE_HIGH, 0.0))
    return {
        BodyPart.HIP: hip,
        BodyPart.KNEE: bend,
        BodyPart.ANKLE: ankle,
        BodyPart.HEEL: sole - np.array((HEEL_BACK, 0.0, 0.0)),
        BodyPart.TOE: sole + np.array((TOE_AHEAD, 0.0, 0.0)),
    }


def _hanging(length: float, forward: float, outward: float, side: Side) -> Points:
    """A segment that hangs at two angles: as seen from the side, and as seen from the front."""
    along_leg = cos(forward)
    down, out = -along_leg * cos(outward), along_leg * sin(outward) * _sign(side)
    return length * np.array((sin(forward), down, out))


def _place_trunk(joints: Points, stance: StancePose) -> None:
    """The trunk leans towards the standing leg; the hands are on the hips."""
    lean = radians(stance.lean) * _sign(stance.side)
    hips = joints[[row(BodyPart.HIP, side) for side in Side]].mean(axis=0)
    up, right = np.array((0.0, cos(lean), sin(lean))), np.array((0.0, -sin(lean), cos(lean)))
    for side in Side:
        out = _sign(side) * right
        shoulder = hips + TRUNK * up + SHOULDER_HALF * out
        elbow = shoulder + UPPER_ARM * (0.5 * out - sqrt(0.75) * up)
        wrist = elbow - FOREARM * (0.8 * out + 0.6 * up)
        for part, point in (
            (BodyPart.SHOULDER, shoulder),
            (BodyPart.ELBOW, elbow),
            (BodyPart.WRIST, wrist),
        ):
            joints[row(part, side)] = point
