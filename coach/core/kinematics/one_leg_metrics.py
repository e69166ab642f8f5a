"""What is measured of who stands on one leg: the knee's line, the hips over the foot, places."""

from __future__ import annotations

import numpy as np

from coach.core.kinematics.figure import PoseSample
from coach.core.kinematics.metric import (
    EVERY_VIEW,
    FRONTAL_VIEWS,
    from_down,
    of_body,
    of_leg,
    outward,
    ratio,
    wrapped,
)
from coach.core.kinematics.metrics import ankle_over_other
from coach.core.skeleton import BodyPart, row
from coach.core.types import Side


@of_leg("deg", FRONTAL_VIEWS)
def knee_line(sample: PoseSample, side: Side) -> float:
    """Hip, knee and ankle as seen from the front: 0 in one line, + knee towards the other leg."""
    out = np.array((outward(sample, side), 1.0))
    thigh = out * sample.bone(BodyPart.HIP, BodyPart.KNEE, side)
    shank = out * sample.bone(BodyPart.KNEE, BodyPart.ANKLE, side)
    return wrapped(from_down(shank, 1.0) - from_down(thigh, 1.0), -180)


@of_leg("hip width", FRONTAL_VIEWS)
def pelvis_over_foot(sample: PoseSample, side: Side) -> float:
    """Mid-hip from over this ankle, in hip widths: + is further to this ankle's own side."""
    way = sample.midpoint(BodyPart.HIP)[0] - sample.xy[row(BodyPart.ANKLE, side), 0]
    return ratio(way * outward(sample, side), sample.body.hips)


@of_leg("leg length", EVERY_VIEW)
def hips_sunk(sample: PoseSample, side: Side) -> float:
    """How much nearer to this ankle the mid-hip is than a straight leg's length, in leg lengths."""
    rise = sample.midpoint(BodyPart.HIP)[1] - sample.xy[row(BodyPart.ANKLE, side), 1]
    return float(1 - rise / sample.body.leg)


@of_leg("leg length", EVERY_VIEW)
def free_foot_up(sample: PoseSample, side: Side) -> float:
    """The other ankle's height over this one's, who stands on it, in leg lengths."""
    return ankle_over_other(sample, side.other)


@of_body("leg length/s", EVERY_VIEW)
def hips_rise(sample: PoseSample) -> float:
    """How fast the mid-hip goes up, in leg lengths per second."""
    hips = (
        sample.speed[row(BodyPart.HIP, Side.LEFT)] + sample.speed[row(BodyPart.HIP, Side.RIGHT)]
    ) / 2
    return float(hips[1] / sample.body.leg)


@of_leg("leg length/s", EVERY_VIEW)
def foot_rise(sample: PoseSample, side: Side) -> float:
    """How fast the ankle goes up, in leg lengths per second."""
    return float(sample.speed[row(BodyPart.ANKLE, side)][1] / sample.body.leg)


@of_body("px", EVERY_VIEW)
def leg_length(sample: PoseSample) -> float:
    """Thigh and shank in the picture: what the places below are to be divided by."""
    return sample.body.leg


@of_body("px", EVERY_VIEW)
def hips_x(sample: PoseSample) -> float:
    """Mid-hip across the picture; only its changes mean anything, as of all places."""
    return float(sample.midpoint(BodyPart.HIP)[0])


@of_body("px", EVERY_VIEW)
def hips_y(sample: PoseSample) -> float:
    """Mid-hip's height in the picture."""
    return float(sample.midpoint(BodyPart.HIP)[1])


@of_leg("px", EVERY_VIEW)
def ankle_x(sample: PoseSample, side: Side) -> float:
    """Ankle across the picture."""
    return float(sample.xy[row(BodyPart.ANKLE, side), 0])


@of_leg("px", EVERY_VIEW)
def ankle_y(sample: PoseSample, side: Side) -> float:
    """Ankle's height in the picture."""
    return float(sample.xy[row(BodyPart.ANKLE, side), 1])


@of_leg("px", EVERY_VIEW)
def knee_y(sample: PoseSample, side: Side) -> float:
    """Knee's height in the picture."""
    return float(sample.xy[row(BodyPart.KNEE, side), 1])
