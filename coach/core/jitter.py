"""Is this a body at all? Where only parts of people are seen, the estimator makes one up of them.

Its joints may be sure of themselves, but from picture to picture they lie elsewhere. Of a real
body the trunk is the steadiest part: in the fastest running it leaves the straight way from one
picture to the next but one by some hundredths of its length; a made-up one by tenths.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from coach.core.body import middle
from coach.core.skeleton import Part
from coach.core.types import Points, Pose


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
        hips, shoulders = middle(pose, Part.HIP), middle(pose, Part.SHOULDER)
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
