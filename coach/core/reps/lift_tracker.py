"""Knee lifts of one leg, told from its thigh angle alone, by times and angles, never by frames."""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import nan

from coach.core.drills.rules import RepRule


@dataclass(frozen=True, slots=True)
class Lift:
    """One rise of the thigh: decided at `t`, left its low at `start`, highest at `peak_t`.

    `peak` is the angle there and `low` that at the start, in degrees; `speed` the fastest rise in
    deg/s. `end` is when the thigh had come down again, NaN while it is up.
    """

    t: float
    start: float
    peak_t: float
    peak: float
    low: float
    speed: float
    end: float = nan


class _LiftState(Enum):
    LOW = auto()
    RISING = auto()
    TOP = auto()


Sample = tuple[float, float]


class LiftTracker:
    """Takes settled thigh angles of one leg; tells a lift at its peak and again at its end.

    Hysteresis is in degrees from the last extreme, not from fixed heights, so a standing leg that
    stays bent does no harm. A lift is decided once the thigh has sunk by `SINK`, or not risen for
    `STUCK` s; one in the band, above `good_from`, already when it has not risen for `REST` s, so
    that a held knee counts while it is up. At its end it is told again with the highest of all.
    """

    RISE = 22.0
    SINK = 2.0
    REST = 0.05
    STUCK = 0.4
    MEMORY = 1.0
    LOST = 0.5

    def __init__(self, rule: RepRule, good_from: float) -> None:
        self._rule, self.good_from = rule, good_from
        self._samples: deque[Sample] = deque()
        self._state = _LiftState.LOW
        self._top: Sample = (nan, nan)
        self._lift: Lift | None = None
        self._decided = nan

    def update(self, t: float, angle: float) -> tuple[Lift | None, Lift | None]:
        """Takes the angle at t (NaN where unknown); gives a lift just decided, and one just ended.

        A leg unknown for longer than `LOST` s starts afresh.
        """
        if self._samples and t - self._samples[-1][0] > self.LOST:
            self.reset()
        if angle != angle:
            return None, None
        self._samples.append((t, angle))
        decided = ended = None
        if self._state is _LiftState.LOW:
            self._while_low(angle)
        elif self._state is _LiftState.RISING:
            decided = self._while_rising(t, angle)
        else:
            ended = self._while_at_top(t, angle)
        return decided, ended

    def reset(self) -> None:
        """Forgets the lift that may be under way."""
        self._samples.clear()
        self._state, self._lift = _LiftState.LOW, None

    def _while_low(self, angle: float) -> None:
        now = self._samples[-1][0]
        while self._samples[0][0] < now - self.MEMORY:
            self._samples.popleft()
        low = min(self._samples, key=lambda sample: sample[1])
        if angle >= low[1] + self.RISE:
            while self._samples[0] != low:
                self._samples.popleft()
            self._state, self._top = _LiftState.RISING, self._samples[-1]

    def _while_rising(self, t: float, angle: float) -> Lift | None:
        if angle > self._top[1]:
            self._top = (t, angle)
            return None
        rested = t - self._top[0]
        held = rested >= self.REST and self._top[1] >= self.good_from
        if angle > self._top[1] - self.SINK and not held and rested < self.STUCK:
            return None
        low = self._samples[0][1]
        enough = self._top[1] >= self._rule.partial and self._top[1] - low >= 0.5 * self._top[1]
        if t - self._samples[0][0] > self._rule.longest_s or not enough:
            self._state = _LiftState.LOW
            self._samples = deque(s for s in self._samples if s[0] >= self._top[0])
            return None
        peak_t, peak = self._vertex()
        self._state, self._decided = _LiftState.TOP, t
        self._lift = Lift(t, self._start(), peak_t, peak, low, self._fastest())
        return self._lift

    def _while_at_top(self, t: float, angle: float) -> Lift | None:
        if angle > self._top[1]:
            self._top = (t, angle)
        since = [sample for sample in self._samples if sample[0] >= self._decided]
        dip = min(since, key=lambda sample: sample[1])
        again = angle >= dip[1] + self.RISE
        fall = max(self.RISE, 0.5 * (self._top[1] - self._samples[0][1]))
        if angle > self._top[1] - fall and not again:
            return None
        ended = self._ended(t)
        self._lift = None
        self._samples = deque(sample for sample in since if sample[0] >= dip[0])
        self._state = _LiftState.RISING if again else _LiftState.LOW
        self._top = self._samples[-1]
        return ended

    def _ended(self, t: float) -> Lift | None:
        peak_t, peak = self._vertex()
        return self._lift and replace(self._lift, peak=peak, peak_t=peak_t, end=t)

    def _start(self) -> float:
        """When the thigh was last within 4 degrees of its low."""
        low = self._samples[0][1]
        return max(t for t, angle in self._samples if angle <= low + 4 and t <= self._top[0])

    def _fastest(self) -> float:
        rising = [s for s in self._samples if s[0] <= self._top[0]]
        steps = itertools.pairwise(rising)
        return max(((b - a) / (t - s) for (s, a), (t, b) in steps), default=nan)

    def _vertex(self) -> Sample:
        """Time and height of the parabola through the highest sample and its two neighbours."""
        samples = list(self._samples)
        k = next(i for i, sample in enumerate(samples) if sample[0] == self._top[0])
        if not 0 < k < len(samples) - 1:
            return self._top
        (t0, a0), (t1, a1), (t2, a2) = samples[k - 1 : k + 2]
        left, right = (a1 - a0) / (t1 - t0), (a2 - a1) / (t2 - t1)
        bend = (right - left) / (t2 - t0)
        t = (t0 + t1) / 2 - left / (2 * bend) if bend < 0 else t1
        return (t, a1 + left * (t - t1) + bend * (t - t0) * (t - t1)) if t0 < t < t2 else self._top
