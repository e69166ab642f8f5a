"""Rings that fill up: a hold that is under way, a hand that is held up."""

from __future__ import annotations

from math import cos, pi, sin

import pygame
from pygame import Surface

from coach.screens.ink import TRACK, Colour, Ink

Spot = tuple[float, float]
Size = tuple[int, int]


def paint_ring(
    canvas: Surface, ink: Ink, centre: Spot, size: Size, share: float, colour: Colour
) -> None:
    """A ring of `size` (radius, thickness), from the top round to the right for `share` of it."""
    _paint_arc(canvas, centre, size, 1.0, ink.tone(TRACK))
    if share > 0:
        _paint_arc(canvas, centre, size, min(1.0, share), ink.tone(colour))


def _paint_arc(canvas: Surface, centre: Spot, size: Size, share: float, colour: Colour) -> None:
    radius, thick = size
    steps = max(3, round(90 * share))
    turns = [2 * pi * share * i / steps for i in range(steps + 1)]
    outer = [(radius * sin(a), -radius * cos(a)) for a in turns]
    inner = [((radius - thick) * sin(a), -(radius - thick) * cos(a)) for a in reversed(turns)]
    corners = [(centre[0] + x, centre[1] + y) for x, y in (*outer, *inner)]
    pygame.draw.polygon(canvas, colour, corners)
    pygame.draw.aalines(canvas, colour, True, corners)
