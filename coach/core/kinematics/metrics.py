"""What can be measured in one frame of the legs and the trunk.

Each metric is one function; its docstring gives zero and sign. What cannot be known is NaN.
"""

from __future__ import annotations

from math import acos, atan2, cos, degrees, nan, radians

import numpy as np

from coach.core.kinematics.figure import PoseSample
from coach.core.kinematics.metric import (
    EVERY_VIEW,
    FRONTAL_VIEWS,
    SAGITTAL_VIEWS,
    SIDE_VIEWS,
    from_down,
    of_body,
    of_leg,
    outward,
    ratio,
    to_right,
    wrapped,
)
from coach.core.skeleton import BodyPart, row
from coach.core.types import Side, View


@of_leg("deg", EVERY_VIEW)
def thigh_angle(sample: PoseSample, side: Side) -> float:
    """Thigh against straight down: 0 hanging, 90 level, + forward.

    In a side view signed, from -90 to 270, less what it read in quiet standing. In any other view
    from how far the knee is below the hip, so without a sign: 0 to 180, poorly known below 30.
    """
    if sample.view in SAGITTAL_VIEWS:
        angle = wrapped(
            from_down(sample.bone(BodyPart.HIP, BodyPart.KNEE, side), sample.facing), -90
        )
        return angle - sample.calibration.thigh(side)
    down = 1 - _lift_by_height(sample, side)
    return degrees(acos(max(-1.0, min(1.0, down)))) if down == down else nan


@of_leg("deg/s", SAGITTAL_VIEWS)
def thigh_rate(sample: PoseSample, side: Side) -> float:
    """How fast the thigh angle changes, + upward in front."""
    hip, knee = row(BodyPart.HIP, side), row(BodyPart.KNEE, side)
    (x, y), (dx, dy) = sample.xy[knee] - sample.xy[hip], sample.speed[knee] - sample.speed[hip]
    return degrees(sample.facing * (x * dy - y * dx) / (x * x + y * y))


@of_leg("1", EVERY_VIEW)
def knee_lift_ratio(sample: PoseSample, side: Side) -> float:
    """Knee above its place in standing, in thigh lengths: 0 standing, 1 level with the hip.

    Where the thigh's angle is seen the height follows from it, so that the two never disagree.
    """
    if sample.view in SAGITTAL_VIEWS:
        return 1 - cos(radians(thigh_angle(sample, side)))
    return _lift_by_height(sample, side)


def _lift_by_height(sample: PoseSample, side: Side) -> float:
    drop = -sample.bone(BodyPart.HIP, BodyPart.KNEE, side)[1]
    return float(1 - drop / sample.body.thigh)


@of_leg("deg", SAGITTAL_VIEWS)
def hip_flexion(sample: PoseSample, side: Side) -> float:
    """Thigh against trunk: 0 in line, + flexed. A 2-D angle, not the anatomical joint's."""
    return thigh_angle(sample, side) + trunk_lean(sample)


@of_leg("deg", SAGITTAL_VIEWS)
def shank_angle(sample: PoseSample, side: Side) -> float:
    """Shank against straight down: 0 vertical, + ankle ahead of the knee, - heel behind."""
    return wrapped(
        from_down(sample.bone(BodyPart.KNEE, BodyPart.ANKLE, side), sample.facing), -270 + 90
    )


@of_leg("deg", SAGITTAL_VIEWS)
def knee_flexion(sample: PoseSample, side: Side) -> float:
    """Thigh against shank: 0 straight, + flexed."""
    thigh = thigh_angle(sample, side) + sample.calibration.thigh(side)
    return wrapped(thigh - shank_angle(sample, side), -60)


@of_leg("deg", SIDE_VIEWS)
def foot_angle(sample: PoseSample, side: Side) -> float:
    """Heel to toe against level: 0 flat, + toes up."""
    foot = sample.bone(BodyPart.HEEL, BodyPart.TOE, side)
    return degrees(atan2(foot[1], sample.facing * foot[0]))


@of_body("deg", SAGITTAL_VIEWS)
def trunk_lean(sample: PoseSample) -> float:
    """Mid-hip to mid-shoulder against straight up: 0 upright, + forward."""
    trunk = sample.side_on(sample.midpoint(BodyPart.SHOULDER) - sample.midpoint(BodyPart.HIP))
    return degrees(atan2(sample.facing * trunk[0], trunk[1]))


@of_body("deg", FRONTAL_VIEWS)
def lateral_trunk_lean(sample: PoseSample) -> float:
    """Mid-hip to mid-shoulder against straight up: + toward the athlete's right."""
    trunk = sample.midpoint(BodyPart.SHOULDER) - sample.midpoint(BodyPart.HIP)
    return degrees(atan2(to_right(sample) * trunk[0], trunk[1]))


@of_leg("shoulder width", frozenset({View.FRONT}))
def arm_cross(sample: PoseSample, side: Side) -> float:
    """How far the wrist is past the middle of the shoulders, in shoulder widths: + is across."""
    out = sample.xy[row(BodyPart.WRIST, side), 0] - sample.midpoint(BodyPart.SHOULDER)[0]
    return ratio(-out * outward(sample, side), sample.body.shoulders)


@of_leg("hip width", FRONTAL_VIEWS)
def knee_cross(sample: PoseSample, side: Side) -> float:
    """How far the knee is past the middle of the hips, in hip widths: + is across."""
    out = sample.xy[row(BodyPart.KNEE, side), 0] - sample.midpoint(BodyPart.HIP)[0]
    return ratio(-out * outward(sample, side), sample.body.hips)


@of_leg("leg length", SAGITTAL_VIEWS)
def foot_ahead(sample: PoseSample, side: Side) -> float:
    """Ankle ahead of the mid-hip, + in front, in leg lengths."""
    way = sample.side_on(sample.xy[row(BodyPart.ANKLE, side)] - sample.midpoint(BodyPart.HIP))
    return float(sample.facing * way[0] / sample.body.leg)


@of_leg("leg length/s", SAGITTAL_VIEWS)
def foot_speed(sample: PoseSample, side: Side) -> float:
    """How fast the ankle moves ahead of the mid-hip, + forward, in leg lengths per second."""
    hips = (
        sample.speed[row(BodyPart.HIP, Side.LEFT)] + sample.speed[row(BodyPart.HIP, Side.RIGHT)]
    ) / 2
    way = sample.side_on(sample.speed[row(BodyPart.ANKLE, side)] - hips)
    return float(sample.facing * way[0] / sample.body.leg)


@of_leg("leg length", EVERY_VIEW)
def ankle_over_other(sample: PoseSample, side: Side) -> float:
    """This ankle's height over the other's, in leg lengths."""
    ankles = sample.xy[row(BodyPart.ANKLE, side), 1] - sample.xy[row(BodyPart.ANKLE, side.other), 1]
    return float(ankles / sample.body.leg)


@of_body("leg length", EVERY_VIEW)
def hip_level(sample: PoseSample) -> float:
    """Mid-hip's height in the picture, in leg lengths: only its changes mean anything."""
    return float(sample.midpoint(BodyPart.HIP)[1] / sample.body.leg)


@of_body("leg length", EVERY_VIEW)
def trunk_level(sample: PoseSample) -> float:
    """Mid-shoulder's height in the picture, in leg lengths: only its changes mean anything.

    The trunk rises and falls as one, and shoulders are seen where hips are guessed under clothes.
    """
    return float(sample.midpoint(BodyPart.SHOULDER)[1] / sample.body.leg)


@of_body("leg length/s", EVERY_VIEW)
def trunk_rise(sample: PoseSample) -> float:
    """How fast the mid-shoulder rises, + up, in leg lengths per second."""
    speed = (
        sample.speed[row(BodyPart.SHOULDER, Side.LEFT)]
        + sample.speed[row(BodyPart.SHOULDER, Side.RIGHT)]
    )
    return float(speed[1] / 2 / sample.body.leg)


@of_body("hip width", FRONTAL_VIEWS)
def pelvis_across(sample: PoseSample) -> float:
    """Mid-hip's place across the picture, in hip widths: only its changes mean anything."""
    return ratio(sample.midpoint(BodyPart.HIP)[0], sample.body.hips)


@of_leg("leg length", FRONTAL_VIEWS)
def ankle_out(sample: PoseSample, side: Side) -> float:
    """Ankle out from under the mid-hip, + to its own side, in leg lengths."""
    out = sample.xy[row(BodyPart.ANKLE, side), 0] - sample.midpoint(BodyPart.HIP)[0]
    return float(out * outward(sample, side) / sample.body.leg)


@of_leg("hip width", FRONTAL_VIEWS)
def knee_out(sample: PoseSample, side: Side) -> float:
    """Knee out from under the mid-hip, + to its own side, in hip widths."""
    return -knee_cross(sample, side)


@of_leg("deg", SIDE_VIEWS)
def body_line(sample: PoseSample, side: Side) -> float:
    """Shoulder, hip and ankle of one side: 180 is one line, above it the hips are ahead (sag)."""
    trunk = sample.bone(BodyPart.HIP, BodyPart.SHOULDER, side)
    leg = sample.bone(BodyPart.HIP, BodyPart.ANKLE, side)
    return wrapped(from_down(trunk, sample.facing) - from_down(leg, sample.facing), 0)


@of_leg("leg length", EVERY_VIEW)
def ankle_to_knee(sample: PoseSample, side: Side) -> float:
    """This ankle's distance from the other knee in the picture, in leg lengths."""
    way = sample.side_on(
        sample.xy[row(BodyPart.ANKLE, side)] - sample.xy[row(BodyPart.KNEE, side.other)]
    )
    return float(np.hypot(*way) / sample.body.leg)


@of_leg("leg length", SAGITTAL_VIEWS)
def knee_height(sample: PoseSample, side: Side) -> float:
    """This knee's height over the sole of the other foot, in leg lengths."""
    other = [sample.xy[row(part, side.other), 1] for part in (BodyPart.HEEL, BodyPart.TOE)]
    return float((sample.xy[row(BodyPart.KNEE, side), 1] - min(other)) / sample.body.leg)


@of_body("leg length", FRONTAL_VIEWS)
def ankles_crossed(sample: PoseSample) -> float:
    """How far the ankles have changed places, in leg lengths: + is crossed, - is apart."""
    left, right = (sample.xy[row(BodyPart.ANKLE, side), 0] for side in (Side.LEFT, Side.RIGHT))
    return float((left - right) * to_right(sample) / sample.body.leg)


@of_leg("deg", FRONTAL_VIEWS)
def side_lean(sample: PoseSample, side: Side) -> float:
    """Mid-hip to mid-shoulder against straight up: + away from this leg's side."""
    return lateral_trunk_lean(sample) * (-1.0 if side is Side.RIGHT else 1.0)


@of_leg("hip width", FRONTAL_VIEWS)
def pelvis_shift(sample: PoseSample, side: Side) -> float:
    """Mid-hip out from over the middle of the ankles, + to this leg's side, in hip widths."""
    out = sample.midpoint(BodyPart.HIP)[0] - sample.midpoint(BodyPart.ANKLE)[0]
    return ratio(out * outward(sample, side), sample.body.hips)


@of_body("deg", FRONTAL_VIEWS)
def shoulder_tilt(sample: PoseSample) -> float:
    """Shoulder to shoulder against level: + is the athlete's right one higher."""
    right, left = (sample.xy[row(BodyPart.SHOULDER, side)] for side in (Side.RIGHT, Side.LEFT))
    return degrees(atan2(right[1] - left[1], abs(right[0] - left[0])))
