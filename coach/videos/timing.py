"""From frames that come when they come to a video of constant rate."""

from __future__ import annotations

from math import floor, isfinite

from coach.core.session.snapshot import Snapshot

USUAL_RATE, SLOWEST, FASTEST = 30, 5, 60


def rate_of(fps: float) -> int:
    """The video's frames a second for a camera of so many; a whole number, as some players want."""
    return min(max(round(fps), SLOWEST), FASTEST) if isfinite(fps) and fps > 0 else USUAL_RATE


class ConstantRate:
    """Says how many video frames show each snapshot, so that a video plays at true speed.

    A frame first stands in the video at most half a video frame from its own time; it stays until
    the next one is due, and of two that are due at once the later is shown.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._start: float | None = None
        self._waiting: tuple[Snapshot, int] | None = None

    def add(self, snapshot: Snapshot) -> tuple[Snapshot, int]:
        """The snapshot before this one, and how many video frames show it."""
        start = self._start = snapshot.frame.t if self._start is None else self._start
        place = floor((snapshot.frame.t - start) * self._rate + 0.5)
        before, at = self._waiting or (snapshot, place)
        self._waiting = snapshot, place
        return before, place - at

    def last(self) -> Snapshot | None:
        """The last snapshot, which one video frame shows."""
        return self._waiting[0] if self._waiting else None
