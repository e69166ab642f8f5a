"""Smoothing that knows the time of every sample. Nothing here counts frames."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np

from coach.core.types import Points


class OneEuro:
    """Low-pass whose cut-off rises with speed (Casiez et al. 2012), for arrays of any shape.

    Give it lengths in body heights, never pixels, so that it does the same at any distance:
    `cutoff` in Hz at rest, `slope` in Hz per body height per second. NaN goes in and out as NaN,
    and a value that returns starts where it is.
    """

    def __init__(self, cutoff: float = 2.0, slope: float = 12.0, slope_cutoff: float = 3.0) -> None:
        self._cutoff, self._slope, self._slope_cutoff = cutoff, slope, slope_cutoff
        self._last: tuple[float, Points, Points] | None = None

    def __call__(self, t: float, x: Points) -> Points:
        """The smoothed value at time t; a gap of more than 0.15 s starts afresh."""
        if self._last is None or not 0 < t - self._last[0] <= 0.15:
            self._last = (t, x, np.zeros_like(x))
            return x
        then, before, speed = self._last
        dt = t - then
        fresh = np.isnan(before) | np.isnan(x)
        raw_speed = np.where(fresh, 0.0, (x - before) / dt)
        speed = speed + _share(self._slope_cutoff, dt) * (raw_speed - speed)
        share = _share(self._cutoff + self._slope * np.abs(speed), dt)
        smooth = np.where(fresh, x, before + share * (x - before))
        self._last = (t, smooth, speed)
        return smooth


def _share(cutoff: float | Points, dt: float) -> Points:
    rise = 2 * pi * dt * np.asarray(cutoff)
    return np.asarray(rise / (rise + 1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class SmoothingRule:
    """Seconds. A moment is smoothed `wait` behind the newest sample, from those within `reach`.

    A Gaussian of `sigma` weighs them, so that where the nearest are missing the outer ones take
    over. The value is read `lead` after the sample's own time, because landmarks that move lag by
    about that much. Where they turn they do not: when that was says `turned_at`.
    """

    wait: float = 0.065
    reach: float = 0.12
    sigma: float = 0.035
    lead: float = 0.008


_LEAD_S = SmoothingRule().lead


def turned_at(t: float) -> float:
    """When what happened in the smoothed moment t really did, as a value's being highest: smoothed
    values are read a little ahead of their time, which puts it early."""
    return t + _LEAD_S


def fixed_lag_quadratic(
    times: Points, samples: Points, t: float, rule: SmoothingRule
) -> tuple[Points, Points]:
    """Value and rate (per second) at time t of samples (n, ...) taken at times (n,).

    From the samples on both sides, so without lag; NaN where too many are missing.
    """
    offset = times - t
    near = np.abs(offset) <= rule.reach
    return _local_quadratic(offset[near], samples[near], rule)


BRIDGE_S = 0.075
"""A value is known only with a sample at most this long before it and one after it."""


def _local_quadratic(offset: Points, y: Points, rule: SmoothingRule) -> tuple[Points, Points]:
    """Value and slope, after the lead, of the quadratic through samples y (n, ...) at offset (n,).

    NaN where fewer than four samples are known (three with that of the moment itself, as at
    15 frames a second), or the nearest on one side is too far.
    """
    shape = y.shape[1:]
    y = y.reshape(len(offset), int(np.prod(shape)))
    known = ~np.isnan(y)
    u = (offset - rule.lead) / rule.sigma
    powers = u[:, None] ** np.arange(5)
    weight = np.exp(-0.5 * u**2)[:, None] * known
    y = np.where(known, y, 0.0)
    moments = np.einsum("np,nc->cp", powers, weight)
    matrix = moments[:, [[0, 1, 2], [1, 2, 3], [2, 3, 4]]]
    right = np.einsum("np,nc->cp", powers[:, :3], weight * y)
    before = (offset <= 0) & (offset >= -BRIDGE_S)
    after = (offset >= 0) & (offset <= BRIDGE_S)
    many = known.sum(axis=0) + known[offset == 0].any(axis=0) >= 4
    enough = many & known[before].any(axis=0) & known[after].any(axis=0)
    value = np.full(y.shape[1], np.nan)
    rate = np.full(y.shape[1], np.nan)
    if enough.any():
        solved = np.linalg.solve(matrix[enough] + 1e-9 * np.eye(3), right[enough][..., None])
        value[enough], rate[enough] = solved[:, 0, 0], solved[:, 1, 0] / rule.sigma
    return value.reshape(shape), rate.reshape(shape)
