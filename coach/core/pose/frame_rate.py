"""Do the pictures come fast enough, and if not, whose fault is it?"""

from __future__ import annotations

from coach.core.types import Reason
from coach.core.windows import TimeWindow

JITTER_SHARE = 0.9
"""Of the rate that a drill needs: what is missing to it is the jitter of the frames."""

SHORTEST_S = 0.5
"""In less than this nothing can be said of the rate."""


class FramePace:
    """Measures the rate of the frames that arrive, and that of those that were taken.

    A picture that only repeats the one before is no frame, whatever rate the camera claims.
    """

    def __init__(self, slowest_fps: float, over_s: float = 2.0) -> None:
        self._slowest, self._over_s = slowest_fps, over_s
        self._indices = TimeWindow[int](over_s)
        self._repeated = 0

    def too_slow(self, t: float, index: int, *, fresh: bool = True) -> Reason | None:
        """Who is too slow for the drill over the last seconds: the camera, or this computer."""
        self._repeated += not fresh
        index -= self._repeated
        if fresh:
            self._indices.append(t, index)
        if not self._indices:
            return None
        self._indices.keep_from(min(t - self._over_s, self._indices.last[0]))
        since, first = self._indices.first
        least = JITTER_SHARE * self._slowest * (t - since)
        if t - since <= SHORTEST_S or len(self._indices) - 1 >= least:
            return None
        return Reason("camera_slow" if index - first < least else "computer_slow")

    def reset(self) -> None:
        """Pictures that repeat because nothing moves tell nothing of the rate."""
        self._indices.clear()
