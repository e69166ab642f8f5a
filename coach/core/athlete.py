"""Keeps to one athlete: somebody who walks in or stands behind does not take over."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from coach.core.body import Body, middle
from coach.core.skeleton import Part
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
        here, trunk = middle(pose, Part.HIP), _trunk(pose)
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
    return float(np.hypot(*(middle(pose, Part.SHOULDER) - middle(pose, Part.HIP))))
