"""Stretches of the synthetic athlete: where each has the ankles against the hips, and the trunk.

The knees follow from that, as both bones of a leg keep their length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin, sqrt, tan
from types import MappingProxyType

import numpy as np

from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Points, Side
from coach.simulation.limbs import (
    FOREARM,
    HIP_HALF,
    OUTWARD,
    SHOULDER_HALF,
    THIGH,
    TRUNK,
    UPPER_ARM,
    TrueBody,
    below,
    foot_points,
)

Way = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class LegPose:
    """`ankle` from the hip and whither the `knee` points, forward, up and out to the leg's own
    side in leg lengths; `foot` in degrees, toes up."""

    ankle: Way
    knee: Way
    foot: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretched leg and the other one; the trunk's lean forward and away from the stretched
    side, the arms' angle ahead of straight down, and how much higher the right shoulder is, in
    degrees."""

    own: LegPose
    other: LegPose
    lean: float = 3.0
    side_lean: float = 0.0
    arms: float = 2.0
    tilt: float = 0.0


_LEG = LegPose((0.0, -0.9976, 0.0), (1.0, 0.0, 0.0))
STANDING = Stretch(_LEG, _LEG)

STRETCHES: Mapping[str, Stretch] = MappingProxyType(
    {
        "figure_4": Stretch(
            LegPose((0.31, -0.34, -0.21), (0.5, 0.3, 1.0), 20.0),
            LegPose((0.116, -0.88, 0.0), (1.0, 0.0, 0.0)),
            lean=28.0,
            arms=62.0,
        ),
        "hip_flexor_lunge": Stretch(
            LegPose((-0.62, -0.31, 0.0), (0.6, -1.0, 0.0), -80.0),
            LegPose((0.49, -0.43, 0.0), (1.0, 0.8, 0.0)),
            lean=1.0,
            arms=20.0,
        ),
        "outer_hip_lean": Stretch(
            LegPose((-0.08, -0.965, -0.22), (1.0, 0.0, 0.0)),
            LegPose((0.05, -0.99, -0.07), (1.0, 0.0, 0.0)),
            side_lean=21.0,
        ),
    }
)
"""As held by an athlete who does them well."""


def posed(stretch: Stretch, side: Side, share: float) -> TrueBody:
    """The body with this `share` of the stretch of `side`, the rest standing."""
    legs = {
        side: _mixed(STANDING.own, stretch.own, share),
        side.other: _mixed(STANDING.other, stretch.other, share),
    }
    joints = np.zeros((len(JOINTS), 3))
    for which, leg in legs.items():
        for part, point in _leg_joints(leg, which).items():
            joints[row(part, which)] = point
    joints[:, 1] -= min(joints[row(BodyPart.HEEL, Side.LEFT) :, 1])
    lean = _between(STANDING.lean, stretch.lean, share)
    aside = -OUTWARD[side] * share * stretch.side_lean
    arms = _between(STANDING.arms, stretch.arms, share)
    _place_trunk(joints, lean, aside, share * stretch.tilt - aside, arms)
    return _truth(joints, {which: leg.foot for which, leg in legs.items()})


def _mixed(a: LegPose, b: LegPose, share: float) -> LegPose:
    ankle, knee = _way(a.ankle, b.ankle, share), _way(a.knee, b.knee, share)
    return LegPose(ankle, knee, _between(a.foot, b.foot, share))


def _way(a: Way, b: Way, share: float) -> Way:
    return (
        _between(a[0], b[0], share),
        _between(a[1], b[1], share),
        _between(a[2], b[2], share),
    )


def _between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _leg_joints(leg: LegPose, side: Side) -> dict[BodyPart, Points]:
    hip = np.array((0.0, 0.0, OUTWARD[side] * HIP_HALF))
    own = np.array((1.0, 1.0, OUTWARD[side]))
    ankle, towards = np.array(leg.ankle) * own, np.array(leg.knee) * own
    way = ankle / np.linalg.norm(ankle)
    square = towards - (towards @ way) * way
    bend = sqrt(THIGH**2 - (ankle @ ankle) / 4) / np.linalg.norm(square)
    points = {
        BodyPart.HIP: hip,
        BodyPart.KNEE: hip + ankle / 2 + bend * square,
        BodyPart.ANKLE: hip + ankle,
    }
    for part, (ahead, up) in foot_points((ankle[0], ankle[1]), leg.foot).items():
        points[part] = np.array((ahead, up, hip[2] + ankle[2]))
    return points


def _place_trunk(joints: Points, lean: float, aside: float, tilt: float, arms: float) -> None:
    """`aside` is to the athlete's right, `tilt` with that shoulder higher; the trunk's length is
    that in space."""
    hips = joints[[row(BodyPart.HIP, side) for side in Side]].mean(axis=0)
    up = np.array((tan(radians(lean)), 1.0, tan(radians(aside))))
    along = TRUNK * up / np.linalg.norm(up)
    across = np.array((0.0, sin(radians(tilt)), cos(radians(tilt))))
    for side in Side:
        out = OUTWARD[side]
        shoulder = hips + along + SHOULDER_HALF * out * across
        elbow = shoulder + np.array((*below(UPPER_ARM, radians(arms)), 0.06 * out))
        wrist = elbow + np.array((*below(FOREARM, radians(arms + 12)), -0.06 * out))
        for part, place in (
            (BodyPart.SHOULDER, shoulder),
            (BodyPart.ELBOW, elbow),
            (BodyPart.WRIST, wrist),
        ):
            joints[row(part, side)] = place


def _truth(joints: Points, foot: Mapping[Side, float]) -> TrueBody:
    thigh, knee = {}, {}
    for side in Side:
        hip, bend, ankle = (
            joints[row(part, side)] for part in (BodyPart.HIP, BodyPart.KNEE, BodyPart.ANKLE)
        )
        thigh[side] = _from_down(bend - hip)
        knee[side] = (thigh[side] - _from_down(ankle - bend) + 60) % 360 - 60
    truth = TrueBody(joints, thigh, knee, foot, 0.0)
    trunk = truth.between(BodyPart.SHOULDER) - truth.between(BodyPart.HIP)
    return TrueBody(joints, thigh, knee, foot, degrees(atan2(trunk[0], trunk[1])))


def _from_down(way: Points) -> float:
    return degrees(atan2(way[0], -way[1]))
