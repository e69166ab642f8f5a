"""What a metric is: a formula of one frame's points, with its unit and the views that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, degrees, nan
from typing import ClassVar

from coach.core.kinematics.figure import PoseSample
from coach.core.types import Points, Side, View

SIDE_VIEWS = frozenset({View.LEFT, View.RIGHT})
FRONTAL_VIEWS = frozenset({View.FRONT, View.REAR})
SAGITTAL_VIEWS = SIDE_VIEWS | {View.OBLIQUE}
EVERY_VIEW = frozenset(View) - {View.UNKNOWN}

LegFormula = Callable[[PoseSample, Side], float]
BodyFormula = Callable[[PoseSample], float]


@dataclass(frozen=True, slots=True)
class LegMetric:
    """A metric of either leg, in its `unit`, valid in its `views`; NaN where it is not known."""

    unit: str
    views: frozenset[View]
    formula: LegFormula
    of_body: ClassVar[bool] = False

    def __call__(self, sample: PoseSample, side: Side) -> float:
        return self.formula(sample, side)


@dataclass(frozen=True, slots=True)
class BodyMetric:
    """A metric of the whole body; else as that of a leg."""

    unit: str
    views: frozenset[View]
    formula: BodyFormula
    of_body: ClassVar[bool] = True

    def __call__(self, sample: PoseSample) -> float:
        return self.formula(sample)


def of_leg(unit: str, views: frozenset[View]) -> Callable[[LegFormula], LegMetric]:
    """Makes the function below it a metric of each leg, by the function's name."""
    return lambda formula: LegMetric(unit, views, formula)


def of_body(unit: str, views: frozenset[View]) -> Callable[[BodyFormula], BodyMetric]:
    """Makes the function below it a metric of the body, by the function's name."""
    return lambda formula: BodyMetric(unit, views, formula)


def from_down(vector: Points, facing: float) -> float:
    """Degrees of a vector (2,) against straight down, + towards where the athlete faces."""
    return degrees(atan2(facing * vector[0], -vector[1]))


def wrapped(angle: float, low: float) -> float:
    """The same angle in [low, low + 360)."""
    return (angle - low) % 360 + low


def ratio(length: float, width: float) -> float:
    """A length in widths; NaN where the width is that of an athlete seen from the side."""
    return float(length / abs(width)) if abs(width) >= 1 else nan


def to_right(sample: PoseSample) -> float:
    """+1 where the athlete's right is on the picture's right, as seen from behind."""
    return 1.0 if sample.view is View.REAR else -1.0


def outward(sample: PoseSample, side: Side) -> float:
    """+1 where this side's outside is towards the picture's right."""
    return to_right(sample) * (1.0 if side is Side.RIGHT else -1.0)
