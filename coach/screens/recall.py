"""The last seconds of a set, to be looked at again in the rest: in memory only, never stored."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from coach.core.session.snapshot import Snapshot
from coach.core.types import Image, Phase, Pose

KEPT_S, EVERY_S, WIDEST = 6.0, 1 / 15, 640
SPEED, PAUSE_S = 0.5, 1.0
"""It is played at half the speed, with a pause before it begins again."""

_EARLY_S = 0.005  # the times of frames are rarely whole fifteenths


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A picture of the set that is over, made small, and the pose that was found in it."""

    t: float
    image: Image
    pose: Pose


class Recall:
    """Keeps the last pictures of work, at most 15 a second and 640 pixels wide."""

    def __init__(self) -> None:
        self._kept: deque[Glimpse] = deque()

    def take(self, snapshot: Snapshot) -> None:
        """Keeps the picture if it is one of work with somebody in it, and it is time."""
        pose, t = snapshot.pose, snapshot.t
        if snapshot.phase is not Phase.WORK or pose is None:
            return
        if self._kept and 0 <= t - self._kept[-1].t < EVERY_S - _EARLY_S:
            return
        if self._kept and t < self._kept[-1].t:
            self._kept.clear()
        self._kept.append(Glimpse(t, _small(snapshot.frame.image), pose))
        while t - self._kept[0].t > KEPT_S:
            self._kept.popleft()

    def at(self, t: float) -> Glimpse | None:
        """What is played at time `t` after the last picture; None where there is nothing."""
        if len(self._kept) < 2 or t < self._kept[-1].t:
            return None
        first, last = self._kept[0].t, self._kept[-1].t
        whole = last - first
        now = first + min(SPEED * (t - last) % (whole + SPEED * PAUSE_S), whole)
        return min(self._kept, key=lambda kept: abs(kept.t - now))


def _small(image: Image) -> Image:
    """Every so many-th pixel, in an array of its own, so that the whole picture is let go."""
    step = -(-image.shape[1] // WIDEST)
    return np.ascontiguousarray(image[::step, ::step]) if step > 1 else image.copy()
