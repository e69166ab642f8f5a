"""Motion files want one rate; a camera's frames come when they come."""

from __future__ import annotations

import numpy as np

from coach.core.types import Points

GAP_S = 0.2
"""Between two known values that lie further apart nothing is known."""


def rate_of(t: Points) -> float:
    """Frames a second, pauses left out, of rising times (n,) with n > 1."""
    steps = np.diff(t)
    return round(float(1 / steps[steps < 2.5 * np.median(steps)].mean()), 3)


def evenly(t: Points, values: Points) -> tuple[float, Points, Points]:
    """The rate, times (m,) from the first `t` on at that rate, and the values (m, k) then.

    `values` are (n, k) at the rising times `t` (n,) with n > 1, NaN where unknown. They are joined
    by straight lines; longer gaps stay NaN.
    """
    rate = rate_of(t)
    even = t[0] + np.arange(int((t[-1] - t[0]) * rate + 1.5)) / rate
    columns = [_column(t, column, even, 0.5 / rate) for column in values.T]
    return rate, even, np.array(columns).reshape(-1, len(even)).T


def _column(t: Points, column: Points, even: Points, near_s: float) -> Points:
    known = np.isfinite(column)
    if not known.any():
        return np.full(len(even), np.nan)
    at, last = t[known], int(known.sum()) - 1
    after = np.searchsorted(at, even)
    left, right = at[np.clip(after - 1, 0, last)], at[np.clip(after, 0, last)]
    between = (left < even) & (even < right) & (right - left <= GAP_S)
    near = np.minimum(np.abs(even - left), np.abs(even - right)) <= near_s
    return np.where(between | near, np.interp(even, at, column[known]), np.nan)
