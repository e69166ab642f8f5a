"""What is measured of who stands on one leg: the knee's line, the hips over the foot, places."""

from __future__ import annotations

import numpy as np

from coach.core.kinematics.figure import PoseSample
from coach.core.kinematics.metrics import (
    EVERY_VIEW,
    FRONTAL_VIEWS,
    ankle_over_other,
    from_down,
    outward,
    ratio,
    sided,
    whole,
    wrapped,
)
from coach.core.skeleton import BodyPart, row
from coach.core.types import Side


@sided("deg", FRONTAL_VIEWS)
def knee_line(figure: PoseSample, side: Side) -> float:
    """Hip, knee and ankle as seen from the front: 0 in one line, + knee towards the other leg."""
    out = np.array((outward(figure, side), 1.0))
    thigh = out * figure.bone(BodyPart.HIP, BodyPart.KNEE, side)
    shank = out * figure.bone(BodyPart.KNEE, BodyPart.ANKLE, side)
    return wrapped(from_down(shank, 1.0) - from_down(thigh, 1.0), -180)


@sided("hip width", FRONTAL_VIEWS)
def pelvis_over_foot(figure: PoseSample, side: Side) -> float:
    """Mid-hip from over this ankle, in hip widths: + is further to this ankle's own side."""
    way = figure.middle(BodyPart.HIP)[0] - figure.xy[row(BodyPart.ANKLE, side), 0]
    return ratio(way * outward(figure, side), figure.body.hips)


@sided("leg length", EVERY_VIEW)
def hips_sunk(figure: PoseSample, side: Side) -> float:
    """How much nearer to this ankle the mid-hip is than a straight leg's length, in leg lengths."""
    rise = figure.middle(BodyPart.HIP)[1] - figure.xy[row(BodyPart.ANKLE, side), 1]
    return float(1 - rise / figure.body.leg)


@sided("leg length", EVERY_VIEW)
def free_foot_up(figure: PoseSample, side: Side) -> float:
    """The other ankle's height over this one's, who stands on it, in leg lengths."""
    return ankle_over_other(figure, side.other)


@whole("leg length/s", EVERY_VIEW)
def hips_rise(figure: PoseSample) -> float:
    """How fast the mid-hip goes up, in leg lengths per second."""
    hips = (
        figure.speed[row(BodyPart.HIP, Side.LEFT)] + figure.speed[row(BodyPart.HIP, Side.RIGHT)]
    ) / 2
    return float(hips[1] / figure.body.leg)


@sided("leg length/s", EVERY_VIEW)
def foot_rise(figure: PoseSample, side: Side) -> float:
    """How fast the ankle goes up, in leg lengths per second."""
    return float(figure.speed[row(BodyPart.ANKLE, side)][1] / figure.body.leg)


@whole("px", EVERY_VIEW)
def leg_length(figure: PoseSample) -> float:
    """Thigh and shank in the picture: what the places below are to be divided by."""
    return figure.body.leg


@whole("px", EVERY_VIEW)
def hips_x(figure: PoseSample) -> float:
    """Mid-hip across the picture; only its changes mean anything, as of all places."""
    return float(figure.middle(BodyPart.HIP)[0])


@whole("px", EVERY_VIEW)
def hips_y(figure: PoseSample) -> float:
    """Mid-hip's height in the picture."""
    return float(figure.middle(BodyPart.HIP)[1])


@sided("px", EVERY_VIEW)
def ankle_x(figure: PoseSample, side: Side) -> float:
    """Ankle across the picture."""
    return float(figure.xy[row(BodyPart.ANKLE, side), 0])


@sided("px", EVERY_VIEW)
def ankle_y(figure: PoseSample, side: Side) -> float:
    """Ankle's height in the picture."""
    return float(figure.xy[row(BodyPart.ANKLE, side), 1])


@sided("px", EVERY_VIEW)
def knee_y(figure: PoseSample, side: Side) -> float:
    """Knee's height in the picture."""
    return float(figure.xy[row(BodyPart.KNEE, side), 1])
