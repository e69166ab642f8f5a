"""The pictures of a set's last seconds, to be looked at again in the rest: in memory only, never
stored."""

from __future__ import annotations

from collections import deque

import numpy as np

from coach.core.session.last_reps import SHOWN_S
from coach.core.session.snapshot import Snapshot
from coach.core.types import Image, Phase

EVERY_S, WIDEST = 1 / 15, 640

_EARLY_S = 0.005  # the times of frames are rarely whole fifteenths


class Recall:
    """Keeps the last pictures of work, at most 15 a second and 640 pixels wide."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, Image]] = deque()

    def take(self, snapshot: Snapshot) -> None:
        """Keeps the picture if it is one of work with somebody in it, and it is time."""
        t = snapshot.t
        if snapshot.phase is not Phase.WORK or snapshot.pose is None:
            return
        if self._kept and 0 <= t - self._kept[-1][0] < EVERY_S - _EARLY_S:
            return
        if self._kept and t < self._kept[-1][0]:
            self._kept.clear()
        self._kept.append((t, _small(snapshot.frame.image)))
        while t - self._kept[0][0] > SHOWN_S + EVERY_S:
            self._kept.popleft()

    def at(self, t: float) -> Image | None:
        """The picture of that time, or the nearest; None where there is none."""
        kept = min(self._kept, key=lambda each: abs(each[0] - t), default=None)
        return kept[1] if kept else None


def _small(image: Image) -> Image:
    """Every so many-th pixel, in an array of its own, so that the whole picture is let go."""
    step = -(-image.shape[1] // WIDEST)
    return np.ascontiguousarray(image[::step, ::step]) if step > 1 else image.copy()
