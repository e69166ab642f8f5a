"""What can be measured in one frame. A metric is a function; its entry says where it is valid.

To add one, write a function of (Figure, Side) or (Figure) and put `@_sided(...)` or `@_whole(...)`
above it: its name may then be used anywhere. Each docstring gives the zero and the sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import acos, atan2, cos, degrees, nan, radians

import numpy as np

from coach.core.body import Body
from coach.core.calibration import NOT_YET, Neutral
from coach.core.skeleton import Part, row
from coach.core.types import Key, Points, Side, View

SIDE_VIEWS = frozenset({View.LEFT, View.RIGHT})
SQUARE_VIEWS = frozenset({View.FRONT, View.REAR})
SAGITTAL_VIEWS = SIDE_VIEWS | {View.OBLIQUE}
EVERY_VIEW = frozenset(View) - {View.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Figure:
    """Sixteen points (16, 2) and their speeds per second, in pixels y up, with what they mean."""

    xy: Points
    speed: Points
    body: Body
    view: View
    neutral: Neutral = NOT_YET
    yaw: float = 0.0

    def bone(self, a: Part, b: Part, side: Side) -> Points:
        """Vector from joint a to joint b of one side, as it would look from the exact side."""
        return self.squared(self.xy[row(b, side)] - self.xy[row(a, side)])

    def middle(self, part: Part) -> Points:
        point: Points = (self.xy[row(part, Side.LEFT)] + self.xy[row(part, Side.RIGHT)]) / 2
        return point

    def squared(self, vector: Points) -> Points:
        """From an oblique camera a forward way looks shorter by the cosine of the turn."""
        if self.view is not View.OBLIQUE:
            return vector
        squared: Points = vector / np.array([cos(radians(self.yaw)), 1.0])
        return squared

    @property
    def facing(self) -> float:
        """+1 towards the picture's right, -1 left, taken from the side view where there is one."""
        return {View.LEFT: -1.0, View.RIGHT: 1.0}.get(self.view, self.body.facing)


SidedFormula = Callable[[Figure, Side], float]
BodyFormula = Callable[[Figure], float]


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """A metric's unit and the views in which it is valid; `sided` ones are given per leg."""

    unit: str
    views: frozenset[View]
    sided: SidedFormula | None = None
    whole: BodyFormula | None = None


METRICS: dict[str, MetricEntry] = {}


def _sided(unit: str, views: frozenset[View]) -> Callable[[SidedFormula], SidedFormula]:
    def register(formula: SidedFormula) -> SidedFormula:
        METRICS[formula.__name__] = MetricEntry(unit, views, sided=formula)
        return formula

    return register


def _whole(unit: str, views: frozenset[View]) -> Callable[[BodyFormula], BodyFormula]:
    def register(formula: BodyFormula) -> BodyFormula:
        METRICS[formula.__name__] = MetricEntry(unit, views, whole=formula)
        return formula

    return register


def measure(figure: Figure, legs: frozenset[Side]) -> Mapping[Key, float]:
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


def _from_down(vector: Points, facing: float) -> float:
    return degrees(atan2(facing * vector[0], -vector[1]))


def _wrapped(angle: float, low: float) -> float:
    """The same angle in [low, low + 360)."""
    return (angle - low) % 360 + low


@_sided("deg", EVERY_VIEW)
def thigh_angle(figure: Figure, side: Side) -> float:
    """Thigh against straight down: 0 hanging, 90 level, + forward.

    In a side view signed, from -90 to 270, less what it read in quiet standing. In any other view
    from how far the knee is below the hip, so without a sign: 0 to 180, poorly known below 30.
    """
    if figure.view in SAGITTAL_VIEWS:
        angle = _wrapped(_from_down(figure.bone(Part.HIP, Part.KNEE, side), figure.facing), -90)
        return angle - figure.neutral.thigh(side)
    down = 1 - knee_lift_ratio(figure, side)
    return degrees(acos(max(-1.0, min(1.0, down)))) if down == down else nan


@_sided("deg/s", SAGITTAL_VIEWS)
def thigh_rate(figure: Figure, side: Side) -> float:
    """How fast the thigh angle changes, + upward in front."""
    hip, knee = row(Part.HIP, side), row(Part.KNEE, side)
    (x, y), (dx, dy) = figure.xy[knee] - figure.xy[hip], figure.speed[knee] - figure.speed[hip]
    return degrees(figure.facing * (x * dy - y * dx) / (x * x + y * y))


@_sided("ratio", EVERY_VIEW)
def knee_lift_ratio(figure: Figure, side: Side) -> float:
    """Knee above its place in standing, in thigh lengths: 0 standing, 1 level with the hip."""
    drop = -figure.bone(Part.HIP, Part.KNEE, side)[1]
    return float(1 - drop / figure.body.thigh)


@_sided("deg", SAGITTAL_VIEWS)
def hip_flexion(figure: Figure, side: Side) -> float:
    """Thigh against trunk: 0 in line, + flexed. A 2-D angle, not the anatomical joint's."""
    return thigh_angle(figure, side) + trunk_lean(figure)


@_sided("deg", SAGITTAL_VIEWS)
def shank_angle(figure: Figure, side: Side) -> float:
    """Shank against straight down: 0 vertical, + ankle ahead of the knee, - heel behind."""
    return _wrapped(_from_down(figure.bone(Part.KNEE, Part.ANKLE, side), figure.facing), -270 + 90)


@_sided("deg", SAGITTAL_VIEWS)
def knee_flexion(figure: Figure, side: Side) -> float:
    """Thigh against shank: 0 straight, + flexed."""
    thigh = thigh_angle(figure, side) + figure.neutral.thigh(side)
    return _wrapped(thigh - shank_angle(figure, side), -60)


@_sided("deg", SIDE_VIEWS)
def foot_angle(figure: Figure, side: Side) -> float:
    """Heel to toe against level: 0 flat, + toes up."""
    foot = figure.bone(Part.HEEL, Part.TOE, side)
    return degrees(atan2(foot[1], figure.facing * foot[0]))


@_whole("deg", SAGITTAL_VIEWS)
def trunk_lean(figure: Figure) -> float:
    """Mid-hip to mid-shoulder against straight up: 0 upright, + forward."""
    trunk = figure.squared(figure.middle(Part.SHOULDER) - figure.middle(Part.HIP))
    return degrees(atan2(figure.facing * trunk[0], trunk[1]))


@_whole("deg", SQUARE_VIEWS)
def lateral_trunk_lean(figure: Figure) -> float:
    """Mid-hip to mid-shoulder against straight up: + toward the athlete's right."""
    trunk = figure.middle(Part.SHOULDER) - figure.middle(Part.HIP)
    return degrees(atan2(_to_right(figure) * trunk[0], trunk[1]))


@_sided("ratio", frozenset({View.FRONT}))
def arm_cross(figure: Figure, side: Side) -> float:
    """How far the wrist is past the middle of the shoulders, in shoulder widths: + is across."""
    out = figure.xy[row(Part.WRIST, side), 0] - figure.middle(Part.SHOULDER)[0]
    return _over(-out * _outward(figure, side), figure.body.shoulders)


@_sided("ratio", SQUARE_VIEWS)
def knee_cross(figure: Figure, side: Side) -> float:
    """How far the knee is past the middle of the hips, in hip widths: + is across."""
    out = figure.xy[row(Part.KNEE, side), 0] - figure.middle(Part.HIP)[0]
    return _over(-out * _outward(figure, side), figure.body.hips)


def _over(length: float, width: float) -> float:
    """A length in widths; NaN where the width is that of an athlete seen from the side."""
    return float(length / abs(width)) if abs(width) >= 1 else nan


def _to_right(figure: Figure) -> float:
    """+1 where the athlete's right is on the picture's right, as seen from behind."""
    return 1.0 if figure.view is View.REAR else -1.0


def _outward(figure: Figure, side: Side) -> float:
    """+1 where this side's outside is towards the picture's right."""
    return _to_right(figure) * (1.0 if side is Side.RIGHT else -1.0)


@_sided("leg length", SAGITTAL_VIEWS)
def foot_ahead(figure: Figure, side: Side) -> float:
    """Ankle ahead of the mid-hip, + in front, in leg lengths."""
    way = figure.squared(figure.xy[row(Part.ANKLE, side)] - figure.middle(Part.HIP))
    return float(figure.facing * way[0] / figure.body.leg)


@_sided("leg length/s", SAGITTAL_VIEWS)
def foot_speed(figure: Figure, side: Side) -> float:
    """How fast the ankle moves ahead of the mid-hip, + forward, in leg lengths per second."""
    hips = (figure.speed[row(Part.HIP, Side.LEFT)] + figure.speed[row(Part.HIP, Side.RIGHT)]) / 2
    way = figure.squared(figure.speed[row(Part.ANKLE, side)] - hips)
    return float(figure.facing * way[0] / figure.body.leg)


@_sided("leg length", EVERY_VIEW)
def ankle_over_other(figure: Figure, side: Side) -> float:
    """This ankle's height over the other's, in leg lengths."""
    ankles = figure.xy[row(Part.ANKLE, side), 1] - figure.xy[row(Part.ANKLE, side.other), 1]
    return float(ankles / figure.body.leg)


@_whole("leg length", EVERY_VIEW)
def hip_level(figure: Figure) -> float:
    """Mid-hip's height in the picture, in leg lengths: only its changes mean anything."""
    return float(figure.middle(Part.HIP)[1] / figure.body.leg)


@_whole("leg length", EVERY_VIEW)
def trunk_level(figure: Figure) -> float:
    """Mid-shoulder's height in the picture, in leg lengths: only its changes mean anything.

    The trunk rises and falls as one, and shoulders are seen where hips are guessed under clothes.
    """
    return float(figure.middle(Part.SHOULDER)[1] / figure.body.leg)


@_whole("leg length/s", EVERY_VIEW)
def trunk_rise(figure: Figure) -> float:
    """How fast the mid-shoulder rises, + up, in leg lengths per second."""
    speed = (
        figure.speed[row(Part.SHOULDER, Side.LEFT)] + figure.speed[row(Part.SHOULDER, Side.RIGHT)]
    )
    return float(speed[1] / 2 / figure.body.leg)


@_whole("hip width", SQUARE_VIEWS)
def pelvis_across(figure: Figure) -> float:
    """Mid-hip's place across the picture, in hip widths: only its changes mean anything."""
    return _over(figure.middle(Part.HIP)[0], figure.body.hips)


@_sided("leg length", SQUARE_VIEWS)
def ankle_out(figure: Figure, side: Side) -> float:
    """Ankle out from under the mid-hip, + to its own side, in leg lengths."""
    out = figure.xy[row(Part.ANKLE, side), 0] - figure.middle(Part.HIP)[0]
    return float(out * _outward(figure, side) / figure.body.leg)


@_sided("hip width", SQUARE_VIEWS)
def knee_out(figure: Figure, side: Side) -> float:
    """Knee out from under the mid-hip, + to its own side, in hip widths."""
    return -knee_cross(figure, side)
