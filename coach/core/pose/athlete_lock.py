"""Keeps to one athlete: somebody who walks in or stands behind does not take over."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

import numpy as np

from coach.core.pose.body import Body, midpoint
from coach.core.skeleton import BodyPart
from coach.core.types import Points, Pose


@dataclass(frozen=True, slots=True)
class LockRule:
    """Lengths in body heights, times in seconds.

    A pose further away than `jump`, plus `speed` for each second in which nobody was seen, or
    `resized` times as large or small, is somebody else. After `patience` s without the athlete
    whoever is there is taken.
    """

    jump: float = 0.25
    speed: float = 1.5
    resized: float = 1.5
    patience: float = 2.0


class AthleteLock:
    """Tells for each pose whether it is still the same athlete."""

    def __init__(self, rule: LockRule | None = None) -> None:
        self._rule = rule or LockRule()
        self._seen: tuple[float, Points, float] | None = None
        self._looked = -inf

    def same(self, pose: Pose, body: Body) -> bool:
        """False where the pose is somebody else's; `body` is the athlete's own so far."""
        here, trunk = midpoint(pose, BodyPart.HIP), _trunk(pose)
        if not (np.isfinite(here).all() and trunk > 0):
            return False
        blind, self._looked = pose.t - self._looked, pose.t
        if self._seen is not None and self.gone_for(pose.t) < self._rule.patience:
            _, there, size = self._seen
            reach = (self._rule.jump + self._rule.speed * blind) * body.height
            apart = float(np.hypot(*(here - there)))
            grown = max(trunk / size, size / trunk)
            if apart > reach or grown > self._rule.resized + blind:
                return False
        self._seen = (pose.t, here, trunk)
        return True

    def gone_for(self, t: float) -> float:
        """Seconds since the athlete was last seen; infinite before that."""
        return t - self._seen[0] if self._seen else inf

    def reset(self) -> None:
        self._seen = None


def _trunk(pose: Pose) -> float:
    return float(np.hypot(*(midpoint(pose, BodyPart.SHOULDER) - midpoint(pose, BodyPart.HIP))))


@dataclass(frozen=True, slots=True)
class JitterRule:
    """The trunk's middle leaves its way by more than `most` trunk lengths in half of the pictures
    of the last `over_s`, of at least `fewest`; pictures further apart than `apart` s tell nothing.
    """

    most: float = 0.15
    over_s: float = 1.0
    fewest: int = 5
    apart: float = 0.12


class Jitter:
    """Takes the athlete's raw poses; tells whether they are too restless to be a body's."""

    def __init__(self, rule: JitterRule | None = None) -> None:
        self._rule = rule or JitterRule()
        self._last: deque[tuple[float, Points]] = deque(maxlen=3)
        self._bends: deque[tuple[float, float]] = deque()

    def update(self, pose: Pose) -> bool:
        """True where this is no body."""
        hips, shoulders = midpoint(pose, BodyPart.HIP), midpoint(pose, BodyPart.SHOULDER)
        length = float(np.hypot(*(shoulders - hips)))
        self._last.append((pose.t, (hips + shoulders) / 2))
        times, places = zip(*self._last, strict=True)
        near = all(b - a <= self._rule.apart for a, b in pairwise(times))
        if len(places) == 3 and near and length > 0:
            bend = float(np.hypot(*(places[0] - 2 * places[1] + places[2]))) / length
            self._bends.append((pose.t, bend))
        while self._bends and self._bends[0][0] < pose.t - self._rule.over_s:
            self._bends.popleft()
        known = [bend for _, bend in self._bends if bend == bend]
        return len(known) >= self._rule.fewest and median(known) > self._rule.most

    def reset(self) -> None:
        """Forgets what was seen, as for a new athlete."""
        self._last.clear()
        self._bends.clear()
