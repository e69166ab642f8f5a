"""Which side of the athlete the camera sees, from how wide the shoulders look."""

from __future__ import annotations

from math import asin, copysign, degrees, nan
from statistics import median

import numpy as np

from coach.core.pose.body import midpoint
from coach.core.skeleton import BodyPart, row
from coach.core.types import Pose, Side, View, ViewEstimate
from coach.core.windows import TimeWindow

FULL_WIDTH = 0.68
"""Shoulder width over trunk length in the frontal plane, as the pose model places the joints."""

SIDE_YAW, FRONT_YAW, SLACK_YAW = 27.0, 57.0, 4.0
"""Degrees: below the first it is a side view, above the second front or rear, else oblique;
a view once taken is kept for the third beyond its border."""


MIN_FEET = 0.02
"""Trunk lengths from heel to toe: feet that look shorter do not tell which way they point."""

FIRST_S = 0.2


class ViewTracker:
    """Follows the view over `memory_s` of poses; a turn is followed, a swing of the arms is not."""

    def __init__(self, memory_s: float = 1.2, fixed: View | None = None) -> None:
        self._fixed = fixed
        self._widths = TimeWindow[tuple[float, float]](memory_s)
        self._view = View.UNKNOWN

    def update(self, pose: Pose) -> ViewEstimate:
        """Takes one pose in; UNKNOWN for the first `FIRST_S`."""
        self._widths.append(pose.t, _widths(pose))
        shoulders, feet = (
            [width for width in widths if width == width]
            for widths in zip(*self._widths.values(), strict=True)
        )
        if not shoulders or self._widths.span < FIRST_S:
            return ViewEstimate(self._fixed or self._view)
        ratio = median(shoulders)
        yaw = degrees(asin(min(1.0, abs(ratio) / FULL_WIDTH)))
        self._view = self._view_of(ratio, yaw, median(feet) if feet else nan)
        return ViewEstimate(self._fixed or self._view, yaw)

    def reset(self) -> None:
        self._widths.clear()
        self._view = View.UNKNOWN

    def _view_of(self, ratio: float, yaw: float, feet: float) -> View:
        """From medians of the widths (see `_widths`) and the yaw in degrees; `feet` may be NaN."""
        side = SIDE_YAW + copysign(SLACK_YAW, 1 if self._view.near else -1)
        frontal = FRONT_YAW - copysign(
            SLACK_YAW, 1 if self._view in (View.FRONT, View.REAR) else -1
        )
        if yaw <= side:
            if not abs(feet) >= MIN_FEET:
                return self._view if self._view.near else View.UNKNOWN
            return View.RIGHT if feet > 0 else View.LEFT
        if yaw >= frontal:
            return View.FRONT if ratio > 0 else View.REAR
        return View.OBLIQUE


def _widths(pose: Pose) -> tuple[float, float]:
    """Shoulders over trunk (+ where the left one is on the picture's right), feet over trunk.

    Shoulders are as wide as they are square to the trunk: who bends sideways has not turned.
    """
    xy = pose.xy
    up = midpoint(pose, BodyPart.SHOULDER) - midpoint(pose, BodyPart.HIP)
    trunk = float(np.hypot(*up))
    if not trunk > 0:
        return nan, nan
    right_to_left = xy[row(BodyPart.SHOULDER, Side.LEFT)] - xy[row(BodyPart.SHOULDER, Side.RIGHT)]
    across = float(right_to_left[0] * up[1] - right_to_left[1] * up[0]) / trunk
    feet = [xy[row(BodyPart.TOE, s), 0] - xy[row(BodyPart.HEEL, s), 0] for s in Side]
    known = [f for f in feet if f == f]
    return across / trunk, (sum(known) / len(known) / trunk if known else nan)
