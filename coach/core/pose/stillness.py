"""Does the athlete stand still?"""

from __future__ import annotations

from collections import deque

import numpy as np

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Pose, Side

STILL_LEGS = 0.08
"""Who stands still moves hips and ankles by no more than this, in leg lengths."""


_STANDS_ON = [row(part, side) for part in (BodyPart.HIP, BodyPart.ANKLE) for side in Side]


class Stillness:
    """Tells whether the athlete has stood still for `over_s` seconds."""

    def __init__(self, over_s: float) -> None:
        self._over_s = over_s
        self._recent: deque[tuple[float, Points]] = deque()

    def update(self, t: float, pose: Pose | None, leg: float) -> bool:
        """Takes the pose at t, and the length of a leg in pixels."""
        if pose is None or not leg > 0:
            self._recent.clear()
            return False
        self._recent.append((t, pose.xy[_STANDS_ON] / leg))
        while self._recent[0][0] < t - self._over_s:
            self._recent.popleft()
        if t - self._recent[0][0] < 0.9 * self._over_s:
            return False
        points = np.array([xy for _, xy in self._recent])
        seen = np.isfinite(points).all(axis=0)
        return bool(seen.any() and np.ptp(points, axis=0)[seen].max() <= STILL_LEGS)
