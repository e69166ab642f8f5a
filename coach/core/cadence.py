"""Steps per minute, from the times of knee lifts or foot contacts of both legs."""

from __future__ import annotations

import itertools
from math import nan

import numpy as np

from coach.core.types import Side

LAST = 11
"""Events of the live figure: ten steps, so that one late event shifts it by 1-2 steps/min."""

FEWEST = 5
STEADY, STEADY_SHARE = 0.25, 0.6
"""Steps further than this from the usual one are left out: a start, a stop, a step not seen. Where
fewer than this share are left there is no one cadence."""


class Cadence:
    """Collects the events; a pause, or a leg that was not seen, is left out of the count."""

    def __init__(self) -> None:
        self._events: list[tuple[float, Side]] = []
        self._recent = nan

    def add(self, side: Side, t: float) -> None:
        self._events.append((t, side))
        self._events.sort(key=lambda event: event[0])
        self._recent = _cadence(self._events[-LAST:])

    def recent(self) -> float:
        """Over the last ten steps, in steps/min; NaN with fewer than four."""
        return self._recent

    def overall(self) -> float:
        """Over all steps, in steps/min; NaN with fewer than four."""
        return _cadence(self._events)


def _cadence(events: list[tuple[float, Side]]) -> float:
    if len(events) < FEWEST:
        return nan
    times = np.array([t for t, _ in events])
    sides = [side for _, side in events]
    steps = np.array([1.0 if a is not b else 2.0 for a, b in itertools.pairwise(sides)])
    each = np.diff(times) / steps
    usual = float(np.median(each))
    going = np.abs(each - usual) < STEADY * usual
    if np.mean(going) < STEADY_SHARE:
        return nan
    return float(60 / np.average(each[going], weights=steps[going]))
