"""Smooth curves in time: through given turns, and a single hill."""

from __future__ import annotations

from bisect import bisect_right
from math import cos, pi

Curve = tuple[tuple[float, float], ...]
"""(phase, value) where a movement turns, phase 0 to 1; half a cosine lies between two of them."""


def along(curve: Curve, phase: float) -> float:
    """The curve's value at a phase in 0..1."""
    after = min(bisect_right(curve, phase, key=lambda turn: turn[0]), len(curve) - 1)
    (begin, low), (end, high) = curve[after - 1], curve[after]
    return low + (high - low) * 0.5 * (1 - cos(pi * (phase - begin) / (end - begin)))


def bump(phase: float, centre: float, width: float) -> float:
    """A smooth hill of height 1 in a cycle of 1, 0 outside `width` about its centre."""
    away = abs((phase - centre + 0.5) % 1.0 - 0.5)
    return 0.5 * (1 + cos(2 * pi * away / width)) if away < width / 2 else 0.0
