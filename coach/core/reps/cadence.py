"""The rhythm of knee lifts or foot contacts of both legs: how many a minute, and how even."""

from __future__ import annotations

import itertools
from bisect import insort
from collections.abc import Mapping, Sequence
from math import nan

import numpy as np

from coach.core.types import Points, Side

LAST = 11
"""Events of the live figure: ten steps, so that one late event shifts it by 1-2 steps/min."""

FEWEST = 5
STEADY, STEADY_SHARE = 0.2, 0.6
"""Steps further than this from the usual one are left out: a start, a stop, a step not seen. Where
fewer than this share are left there is no one cadence."""


FEWEST_A_SIDE = 7
"""Steps that a foot's mean takes (Dingenen et al. 2018)."""


class Cadence:
    """Collects the events; a pause, or a leg that was not seen, is left out of the count."""

    def __init__(self) -> None:
        self._events: list[tuple[float, Side]] = []
        self._recent = nan

    def add(self, side: Side, t: float) -> None:
        insort(self._events, (t, side), key=lambda event: event[0])
        self._recent = _cadence(self._events[-LAST:])

    def recent(self) -> float:
        """Over the last ten steps, in steps/min; NaN with fewer than four."""
        return self._recent

    def overall(self) -> float:
        """Over all steps, in steps/min; NaN with fewer than four."""
        return _cadence(self._events)

    def each(self) -> Points:
        """The steps that the overall figure is made of, in steps/min."""
        each, _ = _steady(self._events)
        return 60 / each


def _cadence(events: list[tuple[float, Side]]) -> float:
    each, steps = _steady(events)
    return float(60 / np.average(each, weights=steps)) if len(each) else nan


def _steady(events: list[tuple[float, Side]]) -> tuple[Points, Points]:
    """The length of each steady step, and how many it stands for; none where there is no rhythm."""
    if len(events) < FEWEST:
        return np.array([]), np.array([])
    times = np.array([t for t, _ in events])
    sides = [side for _, side in events]
    steps = np.array([1.0 if a is not b else 2.0 for a, b in itertools.pairwise(sides)])
    each = np.diff(times) / steps
    usual = float(np.median(each))
    going = np.abs(each - usual) < STEADY * usual
    if np.mean(going) < STEADY_SHARE:
        return np.array([]), np.array([])
    return each[going], steps[going]


def even_steps(times: Sequence[float]) -> Points:
    """One foot's steps without those of a start or a stop."""
    all_of_them = np.array(times)
    usual = np.median(all_of_them) if len(all_of_them) else nan
    return all_of_them[np.abs(all_of_them - usual) < STEADY * usual]


def step_time_asymmetry(steps: Mapping[Side, Sequence[float]]) -> float:
    """In percent, + where the right foot's step is longer, from each foot's step times; NaN with
    fewer than seven of either (Robinson et al. 1987)."""
    even = {side: even_steps(times) for side, times in steps.items()}
    if min(len(times) for times in even.values()) < FEWEST_A_SIDE:
        return nan
    left, right = (float(even[side].mean()) for side in (Side.LEFT, Side.RIGHT))
    return 100 * (right - left) / ((right + left) / 2)
