"""Knee lifts of one leg, from its thigh angle alone, by times and angles, never by frames."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import inf, nan
from operator import itemgetter

from coach.core.drills.rules import RepRule
from coach.core.windows import TimeWindow


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


@dataclass(frozen=True, slots=True)
class LiftNews:
    """What one angle brought: a lift that has just come into the band and is still rising, one
    decided at its peak, one that ended."""

    reached: Lift | None = None
    decided: Lift | None = None
    ended: Lift | None = None


class _LiftState(Enum):
    LOW = auto()
    RISING = auto()
    TOP = auto()


Sample = tuple[float, float]
"""Time and angle."""


class LiftTracker:
    """Takes smoothed thigh angles of one leg; gives a lift at its peak and again at its end.

    Hysteresis is in degrees from the last extreme, not from fixed heights, so a standing leg that
    stays bent does no harm. A lift is decided once the thigh has sunk by `SINK`, or not risen for
    `PLATEAU_S`; one in the band, above `good_from`, already when it has not risen for `REST_S`, so
    that a held knee counts while it is up. At its end it is given again with the highest of all,
    and before, as one that has `reached` the band, with what it came to by then.
    """

    RISE, SINK, NEAR_LOW = 22.0, 2.0, 4.0
    REST_S, PLATEAU_S = 0.05, 0.4
    MEMORY_S, LOST_S = 1.0, 0.5

    def __init__(self, rule: RepRule, good_from: float) -> None:
        self._rule, self.good_from = rule, good_from
        self._samples = TimeWindow[float](inf)
        self._state = _LiftState.LOW
        self._top: Sample = (nan, nan)
        self._dip: Sample = (nan, nan)
        self._lift: Lift | None = None
        self._reached = False

    def update(self, t: float, angle: float) -> LiftNews:
        """Takes the angle at t (NaN where unknown).

        A leg unknown for longer than `LOST_S` starts afresh.
        """
        if self._samples and t - self._samples.last[0] > self.LOST_S:
            self.reset()
        if angle != angle:
            return LiftNews()
        self._samples.append(t, angle)
        decided = ended = None
        if self._state is _LiftState.LOW:
            self._while_low(t, angle)
        elif self._state is _LiftState.RISING:
            decided = self._while_rising(t, angle)
        else:
            ended = self._while_at_top(t, angle)
        return LiftNews(self._just_reached(t, angle), decided, ended)

    def reset(self) -> None:
        """Forgets the lift that may be under way."""
        self._samples.clear()
        self._state, self._lift, self._reached = _LiftState.LOW, None, False

    def _just_reached(self, t: float, angle: float) -> Lift | None:
        """The lift of this moment, if it came into the band with it."""
        if self._state is not _LiftState.RISING:
            self._reached = False
            return None
        low_t, low = self._samples.first
        if self._reached or angle < self.good_from or not self._is_lift(t, low_t, low):
            return None
        self._reached = True
        return Lift(t, self._start(), t, angle, low, self._fastest())

    def _is_lift(self, t: float, low_t: float, low: float) -> bool:
        """Whether what rose since `low_t` may be one, as far as its top is known."""
        top = self._top[1]
        enough = top >= self._rule.partial and top - low >= 0.5 * top
        return enough and t - low_t <= self._rule.longest_s

    def _while_low(self, t: float, angle: float) -> None:
        self._samples.keep_from(t - self.MEMORY_S)
        low_t, low = min(self._samples, key=itemgetter(1))
        if angle >= low + self.RISE:
            self._samples.keep_from(low_t)
            self._state, self._top = _LiftState.RISING, (t, angle)

    def _while_rising(self, t: float, angle: float) -> Lift | None:
        if angle > self._top[1]:
            self._top = (t, angle)
            return None
        rested = t - self._top[0]
        held = rested >= self.REST_S and self._top[1] >= self.good_from
        if angle > self._top[1] - self.SINK and not held and rested < self.PLATEAU_S:
            return None
        low_t, low = self._samples.first
        if not self._is_lift(t, low_t, low):
            self._state = _LiftState.LOW
            self._samples.keep_from(self._top[0])
            return None
        peak_t, peak = self._vertex()
        self._state, self._dip = _LiftState.TOP, (t, angle)
        self._lift = Lift(t, self._start(), peak_t, peak, low, self._fastest())
        return self._lift

    def _while_at_top(self, t: float, angle: float) -> Lift | None:
        if angle > self._top[1]:
            self._top = (t, angle)
        if angle < self._dip[1]:
            self._dip = (t, angle)
        again = angle >= self._dip[1] + self.RISE
        fall = max(self.RISE, 0.5 * (self._top[1] - self._samples.first[1]))
        if angle > self._top[1] - fall and not again:
            return None
        peak_t, peak = self._vertex()
        ended = self._lift and replace(self._lift, peak=peak, peak_t=peak_t, end=t)
        self._lift = None
        self._samples.keep_from(self._dip[0])
        self._state = _LiftState.RISING if again else _LiftState.LOW
        self._top = (t, angle)
        return ended

    def _start(self) -> float:
        """When the thigh was last near its low."""
        near = self._samples.first[1] + self.NEAR_LOW
        return max(t for t, angle in self._samples if angle <= near and t <= self._top[0])

    def _fastest(self) -> float:
        """Degrees a second from one sample to the next on the way up; NaN with fewer than two."""
        rising = itertools.pairwise(sample for sample in self._samples if sample[0] <= self._top[0])
        return max(((b - a) / (t - s) for (s, a), (t, b) in rising), default=nan)

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
