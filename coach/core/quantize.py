"""The grid on which a pose lies when the core first sees it, and on which it is recorded: so a
replay sees the very numbers that were seen live."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.core.types import Points, Pose

POINT, CONFIDENCE = 2.0**-13, 2.0**-6
"""A joint's step in parts of the picture's width or height, a twentieth of the landmarks' own
restlessness, and the step of its confidence. Powers of two, so that nothing is lost on the way."""

MAX_STEPS = 2**15 - 1
"""No value lies more steps from 0, so that each fits into 16 bits; a joint, then, within four
pictures."""


def quantized(pose: Pose) -> Pose:
    """The pose with its joints (16, 2), pixels with y up, and confidences (16,) where the grid has
    them."""
    width, height = pose.size
    xy = snapped(pose.xy / (width, -height), POINT) * (width, -height)
    return replace(pose, xy=xy, confidence=snapped(pose.confidence, CONFIDENCE))


def snapped(values: NDArray[Any], step: float | NDArray[Any]) -> Points:
    """The nearest multiples of `step`, which is one number or as many as `values` of any shape; NaN
    where it was."""
    return np.asarray(steps_of(values, step) * step + 0.0, np.float64)  # + 0.0: no "-0.0"


def steps_of(values: NDArray[Any], step: float | NDArray[Any]) -> NDArray[Any]:
    """How many steps each value is from 0, in the shape of `values`: a whole number, or NaN."""
    whole: NDArray[Any] = np.clip(np.round(values / step), -MAX_STEPS, MAX_STEPS)
    return whole
