"""What is measured of who stands on one leg: the knee's line, the hips over the foot, places."""

from __future__ import annotations

import numpy as np

from coach.core.kinematics.figure import Figure
from coach.core.kinematics.metrics import (
    EVERY_VIEW,
    SQUARE_VIEWS,
    ankle_over_other,
    from_down,
    outward,
    over,
    sided,
    whole,
    wrapped,
)
from coach.core.skeleton import Part, row
from coach.core.types import Side


@sided("deg", SQUARE_VIEWS)
def knee_line(figure: Figure, side: Side) -> float:
    """Hip, knee and ankle as seen from the front: 0 in one line, + knee towards the other leg."""
    out = np.array((outward(figure, side), 1.0))
    thigh = out * figure.bone(Part.HIP, Part.KNEE, side)
    shank = out * figure.bone(Part.KNEE, Part.ANKLE, side)
    return wrapped(from_down(shank, 1.0) - from_down(thigh, 1.0), -180)


@sided("hip width", SQUARE_VIEWS)
def pelvis_over_foot(figure: Figure, side: Side) -> float:
    """Mid-hip from over this ankle, in hip widths: + is further to this ankle's own side."""
    way = figure.middle(Part.HIP)[0] - figure.xy[row(Part.ANKLE, side), 0]
    return over(way * outward(figure, side), figure.body.hips)


@sided("leg length", EVERY_VIEW)
def hips_sunk(figure: Figure, side: Side) -> float:
    """How much nearer to this ankle the mid-hip is than a straight leg's length, in leg lengths."""
    rise = figure.middle(Part.HIP)[1] - figure.xy[row(Part.ANKLE, side), 1]
    return float(1 - rise / figure.body.leg)


@sided("leg length", EVERY_VIEW)
def free_foot_up(figure: Figure, side: Side) -> float:
    """The other ankle's height over this one's, who stands on it, in leg lengths."""
    return ankle_over_other(figure, side.other)


@whole("leg length/s", EVERY_VIEW)
def hips_rise(figure: Figure) -> float:
    """How fast the mid-hip goes up, in leg lengths per second."""
    hips = (figure.speed[row(Part.HIP, Side.LEFT)] + figure.speed[row(Part.HIP, Side.RIGHT)]) / 2
    return float(hips[1] / figure.body.leg)


@sided("leg length/s", EVERY_VIEW)
def foot_rise(figure: Figure, side: Side) -> float:
    """How fast the ankle goes up, in leg lengths per second."""
    return float(figure.speed[row(Part.ANKLE, side)][1] / figure.body.leg)


@whole("px", EVERY_VIEW)
def leg_length(figure: Figure) -> float:
    """Thigh and shank in the picture: what the places below are to be divided by."""
    return figure.body.leg


@whole("px", EVERY_VIEW)
def hips_x(figure: Figure) -> float:
    """Mid-hip across the picture; only its changes mean anything, as of all places."""
    return float(figure.middle(Part.HIP)[0])


@whole("px", EVERY_VIEW)
def hips_y(figure: Figure) -> float:
    """Mid-hip's height in the picture."""
    return float(figure.middle(Part.HIP)[1])


@sided("px", EVERY_VIEW)
def ankle_x(figure: Figure, side: Side) -> float:
    """Ankle across the picture."""
    return float(figure.xy[row(Part.ANKLE, side), 0])


@sided("px", EVERY_VIEW)
def ankle_y(figure: Figure, side: Side) -> float:
    """Ankle's height in the picture."""
    return float(figure.xy[row(Part.ANKLE, side), 1])


@sided("px", EVERY_VIEW)
def knee_y(figure: Figure, side: Side) -> float:
    """Knee's height in the picture."""
    return float(figure.xy[row(Part.KNEE, side), 1])
