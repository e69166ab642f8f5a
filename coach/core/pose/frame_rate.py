"""Do the pictures come fast enough, and if not, whose fault is it?"""

from __future__ import annotations

from collections import deque

from coach.core.types import Reason


class FramePace:
    """Measures the rate of the frames that arrive, and that of those that were taken.

    A picture that only repeats the one before is no frame, whatever rate the camera claims.
    """

    def __init__(self, slowest_fps: float, over_s: float = 2.0) -> None:
        self._slowest, self._over_s = slowest_fps, over_s
        self._frames: deque[tuple[float, int]] = deque()
        self._repeated = 0

    def too_slow(self, t: float, index: int, *, fresh: bool = True) -> Reason | None:
        """Who is too slow for the drill over the last seconds: the camera, or this computer."""
        self._repeated += not fresh
        index -= self._repeated
        if fresh:
            self._frames.append((t, index))
        if not self._frames:
            return None
        while len(self._frames) > 1 and self._frames[0][0] < t - self._over_s:
            self._frames.popleft()
        since, first = self._frames[0]
        # A tenth below is jitter; less than half a second says nothing.
        least = 0.9 * self._slowest * (t - since)
        if t - since <= 0.5 or len(self._frames) - 1 >= least:
            return None
        return Reason("camera_slow" if index - first < least else "computer_slow")

    def reset(self) -> None:
        """Pictures that repeat because nothing moves tell nothing of the rate."""
        self._frames.clear()
