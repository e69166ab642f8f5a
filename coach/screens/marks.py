"""The symbols: shapes that say by form what colour says too.

To add one, name it in `Symbol` and give its polygons in `SHAPES`, in a unit square with y down;
a polygon that is False is cut out of those before it.
"""

from __future__ import annotations

from enum import StrEnum
from math import cos, pi, sin

Polygon = tuple[tuple[float, float], ...]
Shape = tuple[tuple[bool, Polygon], ...]


class Symbol(StrEnum):
    """A symbol's name."""

    DISC = "disc"
    UP = "up"
    DOWN = "down"
    LEFTWARD = "leftward"
    RIGHTWARD = "rightward"
    ARROW = "arrow"
    TICK = "tick"
    WARNING = "warning"
    PAUSE = "pause"
    NOTE = "note"
    OFF = "off"
    CROSS = "cross"
    DASH = "dash"
    SQUARE = "square"
    TONE = "tone"


def _circle(radius: float, x: float = 0.5, y: float = 0.5) -> Polygon:
    turns = [2 * pi * i / 48 for i in range(48)]
    return tuple((x + radius * cos(a), y + radius * sin(a)) for a in turns)


def _box(left: float, top: float, right: float, bottom: float) -> Polygon:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


SHAPES: dict[Symbol, Shape] = {
    Symbol.DISC: ((True, _circle(0.46)),),
    Symbol.UP: ((True, ((0.5, 0.04), (0.98, 0.9), (0.02, 0.9))),),
    Symbol.DOWN: ((True, ((0.5, 0.96), (0.02, 0.1), (0.98, 0.1))),),
    Symbol.LEFTWARD: ((True, ((0.04, 0.5), (0.96, 0.02), (0.96, 0.98))),),
    Symbol.RIGHTWARD: ((True, ((0.96, 0.5), (0.04, 0.98), (0.04, 0.02))),),
    Symbol.ARROW: (
        (True, ((0.5, 0.02), (0.94, 0.5), (0.06, 0.5))),
        (True, _box(0.34, 0.45, 0.66, 0.98)),
    ),
    Symbol.TICK: (
        (
            True,
            ((0.02, 0.54), (0.16, 0.4), (0.38, 0.62), (0.84, 0.14), (0.98, 0.28), (0.38, 0.9)),
        ),
    ),
    Symbol.CROSS: (
        (True, ((0.04, 0.18), (0.18, 0.04), (0.96, 0.82), (0.82, 0.96))),
        (True, ((0.82, 0.04), (0.96, 0.18), (0.18, 0.96), (0.04, 0.82))),
    ),
    Symbol.DASH: ((True, _box(0.1, 0.4, 0.9, 0.6)),),
    Symbol.SQUARE: ((True, _box(0.08, 0.08, 0.92, 0.92)),),
    Symbol.TONE: (
        (True, _circle(0.2, 0.3, 0.78)),
        (True, _box(0.4, 0.04, 0.5, 0.8)),
        (True, ((0.5, 0.04), (0.86, 0.24), (0.86, 0.42), (0.5, 0.24))),
    ),
    Symbol.WARNING: (
        (True, ((0.5, 0.03), (0.99, 0.93), (0.01, 0.93))),
        (False, ((0.43, 0.33), (0.57, 0.33), (0.54, 0.66), (0.46, 0.66))),
        (False, _circle(0.06, 0.5, 0.79)),
    ),
    Symbol.PAUSE: ((True, _box(0.16, 0.06, 0.4, 0.94)), (True, _box(0.6, 0.06, 0.84, 0.94))),
    Symbol.NOTE: (
        (True, _circle(0.48)),
        (False, _circle(0.08, 0.5, 0.26)),
        (False, _box(0.43, 0.42, 0.57, 0.8)),
    ),
    Symbol.OFF: (
        (True, _circle(0.48)),
        (False, _circle(0.36)),
        (True, ((0.12, 0.22), (0.22, 0.12), (0.88, 0.78), (0.78, 0.88))),
    ),
}
