"""Keeps to one athlete: somebody who walks in or stands behind does not take over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf, nan
from statistics import median

import numpy as np

from coach.core.pose.body import Body, midpoint, trunk_length
from coach.core.skeleton import BodyPart
from coach.core.types import Points, Pose
from coach.core.windows import TimeWindow


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
        self._last_t = -inf

    def same(self, pose: Pose, body: Body) -> bool:
        """False where the pose is somebody else's; `body` is the athlete's own so far."""
        hips, trunk = midpoint(pose, BodyPart.HIP), trunk_length(pose)
        if not (np.isfinite(hips).all() and trunk > 0):
            return False
        unseen_s, self._last_t = pose.t - self._last_t, pose.t
        if self._seen is not None and self.gone_for(pose.t) < self._rule.patience:
            _, hips_before, trunk_before = self._seen
            reach = (self._rule.jump + self._rule.speed * unseen_s) * body.height
            moved = float(np.hypot(*(hips - hips_before)))
            resized = max(trunk / trunk_before, trunk_before / trunk)
            if moved > reach or resized > self._rule.resized + unseen_s:
                return False
        self._seen = (pose.t, hips, trunk)
        return True

    def gone_for(self, t: float) -> float:
        """Seconds since the athlete was last seen; infinite before that."""
        return t - self._seen[0] if self._seen else inf

    def reset(self) -> None:
        self._seen = None


@dataclass(frozen=True, slots=True)
class JitterRule:
    """The trunk's middle leaves a straight path by more than `max_bend` trunk lengths in half of
    the pictures of the last `over_s`, of at least `min_bends`; those more than `gap_s` apart tell
    nothing."""

    max_bend: float = 0.15
    over_s: float = 1.0
    min_bends: int = 5
    gap_s: float = 0.12


class Jitter:
    """Tells from the athlete's raw poses whether they are too restless to be a body's."""

    def __init__(self, rule: JitterRule | None = None) -> None:
        self._rule = rule or JitterRule()
        self._latest: list[tuple[float, Points]] = []
        self._bends = TimeWindow[float](self._rule.over_s)

    def update(self, pose: Pose) -> bool:
        """True where this is no body."""
        hips, shoulders = midpoint(pose, BodyPart.HIP), midpoint(pose, BodyPart.SHOULDER)
        length = float(np.hypot(*(shoulders - hips)))
        self._latest = [*self._latest[-2:], (pose.t, (hips + shoulders) / 2)]
        times, places = zip(*self._latest, strict=True)
        near = all(b - a <= self._rule.gap_s for a, b in pairwise(times))
        bend = nan
        if len(places) == 3 and near and length > 0:
            bend = float(np.hypot(*(places[0] - 2 * places[1] + places[2]))) / length
        self._bends.append(pose.t, bend)
        known = [bend for bend in self._bends.values() if bend == bend]
        return len(known) >= self._rule.min_bends and median(known) > self._rule.max_bend

    def reset(self) -> None:
        """Forgets what was seen, as for a new athlete."""
        self._latest.clear()
        self._bends.clear()
