"""What came in during the last seconds, whether it stood still, and how long something has been so.

The cost depends on those seconds, not on how long a set lasts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from math import nan
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from coach.core.types import Points

T = TypeVar("T")

FULL_SHARE = 0.9
"""A window is full once it covers so much of its length: a frame more or less does not matter."""


class TimeWindow(Generic[T]):
    """The values of the last `seconds` up to the newest, oldest first; one that old is kept.

    Iterates over (t, value). Times must not fall.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._samples: deque[tuple[float, T]] = deque()

    def __len__(self) -> int:
        return len(self._samples)

    def __iter__(self) -> Iterator[tuple[float, T]]:
        return iter(self._samples)

    def append(self, t: float, value: T) -> None:
        self._samples.append((t, value))
        self.keep_from(t - self._seconds)

    def keep_from(self, t: float) -> None:
        """Forgets what came before t."""
        while self._samples and self._samples[0][0] < t:
            self._samples.popleft()

    def clear(self) -> None:
        self._samples.clear()

    @property
    def first(self) -> tuple[float, T]:
        return self._samples[0]

    @property
    def last(self) -> tuple[float, T]:
        return self._samples[-1]

    @property
    def span(self) -> float:
        """Seconds from the oldest value to the newest; 0 without any."""
        return self._samples[-1][0] - self._samples[0][0] if self._samples else 0.0

    @property
    def full(self) -> bool:
        return self.span >= FULL_SHARE * self._seconds

    def values(self, start: float = -np.inf, end: float = np.inf) -> list[T]:
        """Those of the times from `start` to `end`, both counted in."""
        return [value for t, value in self._samples if start <= t <= end]

    def nearest(self, t: float) -> T:
        """The value whose time is nearest to t; ValueError without any."""
        return min(self._samples, key=lambda sample: abs(sample[0] - t))[1]


def ranges(values: ArrayLike) -> Points:
    """Maximum less minimum of each column of (n, ...), n > 0; NaN where no value is known."""
    return np.asarray(np.fmax.reduce(values, axis=0) - np.fmin.reduce(values, axis=0))


def is_still(values: ArrayLike, limits: float | Points) -> bool:
    """Whether no known column of (n, ...) ranges over more than its limit, in its own unit.

    What stands still does; what is never known (NaN) says nothing, and False where that is all.
    """
    moves = ranges(values)
    return bool((moves <= limits).any() and not (moves > limits).any())


class StateTimer:
    """Times for how long a state has been the same."""

    def __init__(self) -> None:
        self.since = nan
        self._state: object = _NO_STATE

    def update(self, t: float, state: object) -> float:
        """The seconds up to t for which the state has been equal to this one."""
        if state != self._state:
            self.since, self._state = t, state
        return t - self.since


_NO_STATE = object()
