"""Does the athlete stand still?"""

from __future__ import annotations

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Pose, Side
from coach.core.windows import TimeWindow, is_still

STILL_LEGS = 0.08
"""Who stands still moves hips and ankles by no more than this, in leg lengths."""

_STANDS_ON = [row(part, side) for part in (BodyPart.HIP, BodyPart.ANKLE) for side in Side]


class Stillness:
    """Tells whether the athlete has stood still for `over_s` seconds."""

    def __init__(self, over_s: float) -> None:
        self._places = TimeWindow[Points](over_s)

    def update(self, t: float, pose: Pose | None, leg: float) -> bool:
        """Takes the pose at t (None where nobody is seen), and the length of a leg in pixels."""
        if pose is None or not leg > 0:
            self._places.clear()
            return False
        self._places.append(t, pose.xy[_STANDS_ON] / leg)
        return self._places.full and is_still(self._places.values(), STILL_LEGS)
