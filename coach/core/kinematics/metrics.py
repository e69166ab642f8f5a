"""What can be measured in one frame. A metric is a function; its entry says where it is valid.

To add one, write a function of (Figure, Side) or (Figure) and put `@sided(...)` or `@whole(...)`
above it: its name may then be used anywhere. Each docstring gives the zero and the sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import acos, atan2, cos, degrees, nan, radians

import numpy as np

from coach.core.kinematics.figure import PoseSample
from coach.core.skeleton import BodyPart, row
from coach.core.types import Key, Points, Side, View

SIDE_VIEWS = frozenset({View.LEFT, View.RIGHT})
FRONTAL_VIEWS = frozenset({View.FRONT, View.REAR})
SAGITTAL_VIEWS = SIDE_VIEWS | {View.OBLIQUE}
EVERY_VIEW = frozenset(View) - {View.UNKNOWN}


SidedFormula = Callable[[PoseSample, Side], float]
BodyFormula = Callable[[PoseSample], float]


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """A metric's unit and the views in which it is valid; `sided` ones are given per leg."""

    unit: str
    views: frozenset[View]
    sided: SidedFormula | None = None
    whole: BodyFormula | None = None


METRICS: dict[str, MetricEntry] = {}


def sided(unit: str, views: frozenset[View]) -> Callable[[SidedFormula], SidedFormula]:
    def register(formula: SidedFormula) -> SidedFormula:
        METRICS[formula.__name__] = MetricEntry(unit, views, sided=formula)
        return formula

    return register


def whole(unit: str, views: frozenset[View]) -> Callable[[BodyFormula], BodyFormula]:
    def register(formula: BodyFormula) -> BodyFormula:
        METRICS[formula.__name__] = MetricEntry(unit, views, whole=formula)
        return formula

    return register


def measure(figure: PoseSample, legs: frozenset[Side]) -> Mapping[Key, float]:
    """All metrics that are valid in this view, of the legs that may be judged."""
    values: dict[Key, float] = {}
    for name, entry in METRICS.items():
        if figure.view not in entry.views:
            continue
        if entry.whole is not None and legs:
            values[name, None] = entry.whole(figure)
        elif entry.sided is not None:
            for side in legs:
                values[name, side] = entry.sided(figure, side)
    return values


def from_down(vector: Points, facing: float) -> float:
    return degrees(atan2(facing * vector[0], -vector[1]))


def wrapped(angle: float, low: float) -> float:
    """The same angle in [low, low + 360)."""
    return (angle - low) % 360 + low


@sided("deg", EVERY_VIEW)
def thigh_angle(figure: PoseSample, side: Side) -> float:
    """Thigh against straight down: 0 hanging, 90 level, + forward.

    In a side view signed, from -90 to 270, less what it read in quiet standing. In any other view
    from how far the knee is below the hip, so without a sign: 0 to 180, poorly known below 30.
    """
    if figure.view in SAGITTAL_VIEWS:
        angle = wrapped(
            from_down(figure.bone(BodyPart.HIP, BodyPart.KNEE, side), figure.facing), -90
        )
        return angle - figure.calibration.thigh(side)
    down = 1 - _lift_by_height(figure, side)
    return degrees(acos(max(-1.0, min(1.0, down)))) if down == down else nan


@sided("deg/s", SAGITTAL_VIEWS)
def thigh_rate(figure: PoseSample, side: Side) -> float:
    """How fast the thigh angle changes, + upward in front."""
    hip, knee = row(BodyPart.HIP, side), row(BodyPart.KNEE, side)
    (x, y), (dx, dy) = figure.xy[knee] - figure.xy[hip], figure.speed[knee] - figure.speed[hip]
    return degrees(figure.facing * (x * dy - y * dx) / (x * x + y * y))


@sided("ratio", EVERY_VIEW)
def knee_lift_ratio(figure: PoseSample, side: Side) -> float:
    """Knee above its place in standing, in thigh lengths: 0 standing, 1 level with the hip.

    Where the thigh's angle is seen the height follows from it, so that the two never disagree.
    """
    if figure.view in SAGITTAL_VIEWS:
        return 1 - cos(radians(thigh_angle(figure, side)))
    return _lift_by_height(figure, side)


def _lift_by_height(figure: PoseSample, side: Side) -> float:
    drop = -figure.bone(BodyPart.HIP, BodyPart.KNEE, side)[1]
    return float(1 - drop / figure.body.thigh)


@sided("deg", SAGITTAL_VIEWS)
def hip_flexion(figure: PoseSample, side: Side) -> float:
    """Thigh against trunk: 0 in line, + flexed. A 2-D angle, not the anatomical joint's."""
    return thigh_angle(figure, side) + trunk_lean(figure)


@sided("deg", SAGITTAL_VIEWS)
def shank_angle(figure: PoseSample, side: Side) -> float:
    """Shank against straight down: 0 vertical, + ankle ahead of the knee, - heel behind."""
    return wrapped(
        from_down(figure.bone(BodyPart.KNEE, BodyPart.ANKLE, side), figure.facing), -270 + 90
    )


@sided("deg", SAGITTAL_VIEWS)
def knee_flexion(figure: PoseSample, side: Side) -> float:
    """Thigh against shank: 0 straight, + flexed."""
    thigh = thigh_angle(figure, side) + figure.calibration.thigh(side)
    return wrapped(thigh - shank_angle(figure, side), -60)


@sided("deg", SIDE_VIEWS)
def foot_angle(figure: PoseSample, side: Side) -> float:
    """Heel to toe against level: 0 flat, + toes up."""
    foot = figure.bone(BodyPart.HEEL, BodyPart.TOE, side)
    return degrees(atan2(foot[1], figure.facing * foot[0]))


@whole("deg", SAGITTAL_VIEWS)
def trunk_lean(figure: PoseSample) -> float:
    """Mid-hip to mid-shoulder against straight up: 0 upright, + forward."""
    trunk = figure.squared(figure.middle(BodyPart.SHOULDER) - figure.middle(BodyPart.HIP))
    return degrees(atan2(figure.facing * trunk[0], trunk[1]))


@whole("deg", FRONTAL_VIEWS)
def lateral_trunk_lean(figure: PoseSample) -> float:
    """Mid-hip to mid-shoulder against straight up: + toward the athlete's right."""
    trunk = figure.middle(BodyPart.SHOULDER) - figure.middle(BodyPart.HIP)
    return degrees(atan2(_to_right(figure) * trunk[0], trunk[1]))


@sided("ratio", frozenset({View.FRONT}))
def arm_cross(figure: PoseSample, side: Side) -> float:
    """How far the wrist is past the middle of the shoulders, in shoulder widths: + is across."""
    out = figure.xy[row(BodyPart.WRIST, side), 0] - figure.middle(BodyPart.SHOULDER)[0]
    return ratio(-out * outward(figure, side), figure.body.shoulders)


@sided("ratio", FRONTAL_VIEWS)
def knee_cross(figure: PoseSample, side: Side) -> float:
    """How far the knee is past the middle of the hips, in hip widths: + is across."""
    out = figure.xy[row(BodyPart.KNEE, side), 0] - figure.middle(BodyPart.HIP)[0]
    return ratio(-out * outward(figure, side), figure.body.hips)


def ratio(length: float, width: float) -> float:
    """A length in widths; NaN where the width is that of an athlete seen from the side."""
    return float(length / abs(width)) if abs(width) >= 1 else nan


def _to_right(figure: PoseSample) -> float:
    """+1 where the athlete's right is on the picture's right, as seen from behind."""
    return 1.0 if figure.view is View.REAR else -1.0


def outward(figure: PoseSample, side: Side) -> float:
    """+1 where this side's outside is towards the picture's right."""
    return _to_right(figure) * (1.0 if side is Side.RIGHT else -1.0)


@sided("leg length", SAGITTAL_VIEWS)
def foot_ahead(figure: PoseSample, side: Side) -> float:
    """Ankle ahead of the mid-hip, + in front, in leg lengths."""
    way = figure.squared(figure.xy[row(BodyPart.ANKLE, side)] - figure.middle(BodyPart.HIP))
    return float(figure.facing * way[0] / figure.body.leg)


@sided("leg length/s", SAGITTAL_VIEWS)
def foot_speed(figure: PoseSample, side: Side) -> float:
    """How fast the ankle moves ahead of the mid-hip, + forward, in leg lengths per second."""
    hips = (
        figure.speed[row(BodyPart.HIP, Side.LEFT)] + figure.speed[row(BodyPart.HIP, Side.RIGHT)]
    ) / 2
    way = figure.squared(figure.speed[row(BodyPart.ANKLE, side)] - hips)
    return float(figure.facing * way[0] / figure.body.leg)


@sided("leg length", EVERY_VIEW)
def ankle_over_other(figure: PoseSample, side: Side) -> float:
    """This ankle's height over the other's, in leg lengths."""
    ankles = figure.xy[row(BodyPart.ANKLE, side), 1] - figure.xy[row(BodyPart.ANKLE, side.other), 1]
    return float(ankles / figure.body.leg)


@whole("leg length", EVERY_VIEW)
def hip_level(figure: PoseSample) -> float:
    """Mid-hip's height in the picture, in leg lengths: only its changes mean anything."""
    return float(figure.middle(BodyPart.HIP)[1] / figure.body.leg)


@whole("leg length", EVERY_VIEW)
def trunk_level(figure: PoseSample) -> float:
    """Mid-shoulder's height in the picture, in leg lengths: only its changes mean anything.

    The trunk rises and falls as one, and shoulders are seen where hips are guessed under clothes.
    """
    return float(figure.middle(BodyPart.SHOULDER)[1] / figure.body.leg)


@whole("leg length/s", EVERY_VIEW)
def trunk_rise(figure: PoseSample) -> float:
    """How fast the mid-shoulder rises, + up, in leg lengths per second."""
    speed = (
        figure.speed[row(BodyPart.SHOULDER, Side.LEFT)]
        + figure.speed[row(BodyPart.SHOULDER, Side.RIGHT)]
    )
    return float(speed[1] / 2 / figure.body.leg)


@whole("hip width", FRONTAL_VIEWS)
def pelvis_across(figure: PoseSample) -> float:
    """Mid-hip's place across the picture, in hip widths: only its changes mean anything."""
    return ratio(figure.middle(BodyPart.HIP)[0], figure.body.hips)


@sided("leg length", FRONTAL_VIEWS)
def ankle_out(figure: PoseSample, side: Side) -> float:
    """Ankle out from under the mid-hip, + to its own side, in leg lengths."""
    out = figure.xy[row(BodyPart.ANKLE, side), 0] - figure.middle(BodyPart.HIP)[0]
    return float(out * outward(figure, side) / figure.body.leg)


@sided("hip width", FRONTAL_VIEWS)
def knee_out(figure: PoseSample, side: Side) -> float:
    """Knee out from under the mid-hip, + to its own side, in hip widths."""
    return -knee_cross(figure, side)


@sided("deg", SIDE_VIEWS)
def body_line(figure: PoseSample, side: Side) -> float:
    """Shoulder, hip and ankle of one side: 180 is one line, above it the hips are ahead (sag)."""
    trunk = figure.bone(BodyPart.HIP, BodyPart.SHOULDER, side)
    leg = figure.bone(BodyPart.HIP, BodyPart.ANKLE, side)
    return wrapped(from_down(trunk, figure.facing) - from_down(leg, figure.facing), 0)


@sided("leg length", EVERY_VIEW)
def ankle_to_knee(figure: PoseSample, side: Side) -> float:
    """This ankle's distance from the other knee in the picture, in leg lengths."""
    way = figure.squared(
        figure.xy[row(BodyPart.ANKLE, side)] - figure.xy[row(BodyPart.KNEE, side.other)]
    )
    return float(np.hypot(*way) / figure.body.leg)


@sided("leg length", SAGITTAL_VIEWS)
def knee_height(figure: PoseSample, side: Side) -> float:
    """This knee's height over the sole of the other foot, in leg lengths."""
    other = [figure.xy[row(part, side.other), 1] for part in (BodyPart.HEEL, BodyPart.TOE)]
    return float((figure.xy[row(BodyPart.KNEE, side), 1] - min(other)) / figure.body.leg)


@whole("leg length", FRONTAL_VIEWS)
def ankles_crossed(figure: PoseSample) -> float:
    """How far the ankles have changed places, in leg lengths: + is crossed, - is apart."""
    left, right = (figure.xy[row(BodyPart.ANKLE, side), 0] for side in (Side.LEFT, Side.RIGHT))
    return float((left - right) * _to_right(figure) / figure.body.leg)


@sided("deg", FRONTAL_VIEWS)
def side_lean(figure: PoseSample, side: Side) -> float:
    """Mid-hip to mid-shoulder against straight up: + away from this leg's side."""
    return lateral_trunk_lean(figure) * (-1.0 if side is Side.RIGHT else 1.0)


@sided("hip width", FRONTAL_VIEWS)
def pelvis_shift(figure: PoseSample, side: Side) -> float:
    """Mid-hip out from over the middle of the ankles, + to this leg's side, in hip widths."""
    out = figure.middle(BodyPart.HIP)[0] - figure.middle(BodyPart.ANKLE)[0]
    return ratio(out * outward(figure, side), figure.body.hips)


@whole("deg", FRONTAL_VIEWS)
def shoulder_tilt(figure: PoseSample) -> float:
    """Shoulder to shoulder against level: + is the athlete's right one higher."""
    right, left = (figure.xy[row(BodyPart.SHOULDER, side)] for side in (Side.RIGHT, Side.LEFT))
    return degrees(atan2(right[1] - left[1], abs(right[0] - left[0])))
