"""A bar for each rep of one leg against the target band."""

from __future__ import annotations

from math import isfinite

import pygame
from pygame import Rect, Surface

from coach.core.types import Rep, Side
from coach.screens.ink import DIM, GOOD, PANEL, TRACK, Colour, blend, put
from coach.screens.scene import Scene, verdict
from coach.screens.steady import digits

MOST = 40
"""The last so many reps are drawn."""


def top_of(scene: Scene, values: list[float]) -> float:
    """Where the chart ends: as a gauge, or higher where a rep went higher."""
    return max([scene.drill.scale, *values]) or 1.0


def paint_chart(canvas: Surface, scene: Scene, side: Side, reps: list[Rep], area: Rect) -> None:
    """Left bars have round tops, right ones flat; a bar in the band is filled, one outside is
    hollow, and its verdict's mark stands on it."""
    graded = scene.drill.graded
    values = [rep.values[graded] for rep in reps if isfinite(rep.values.get(graded, float("nan")))]
    values = values[-MOST:]
    u, end = scene.layout.u, top_of(scene, values)
    plot = Rect(area.left + u(7), area.top + u(3.4), area.width - u(7), area.height - u(3.4))
    _paint_band(canvas, scene, plot, end)
    pygame.draw.line(
        canvas, scene.ink.tone(DIM), plot.bottomleft, (plot.right, plot.bottom), u(0.3)
    )
    step = min(u(6), plot.width / max(1, len(values)))
    for i, value in enumerate(values):
        tall = max(1, round(plot.height * min(1.0, max(0.0, value / end))))
        bar = Rect(0, 0, max(2, round(0.7 * step)), tall)
        bar.bottomleft = (round(plot.left + (i + 0.15) * step), plot.bottom)
        _paint_bar(canvas, scene, side, bar, value)


def _paint_band(canvas: Surface, scene: Scene, plot: Rect, end: float) -> None:
    """The target with its limits in digits, at the left."""
    tone, target, u = scene.ink.tone, scene.drill.target, scene.layout.u
    low, high = max(0.0, target.low), min(end, target.high)
    top, foot = (round(plot.bottom - plot.height * min(1.0, v / end)) for v in (high, low))
    shade = blend(tone(GOOD), tone(PANEL), 0.24)
    pygame.draw.rect(canvas, shade, (plot.left, top, plot.width, max(1, foot - top)))
    pygame.draw.line(canvas, tone(GOOD), (plot.left, foot), (plot.right, foot), u(0.4))
    for limit, y in ((target.low, foot), (target.high, top)):
        if 0 < limit < end:
            word = scene.ink.word(digits(limit, scene.drill.unit.strip()), u(3.8), GOOD)
            put(canvas, word, midright=(plot.left - u(0.8), y))


def _paint_bar(canvas: Surface, scene: Scene, side: Side, bar: Rect, value: float) -> None:
    mark = verdict(value, scene.drill.target)
    if mark is None:
        return
    symbol, colour = mark
    tone, radius = scene.ink.tone, bar.width // 2 if side is Side.LEFT else 0
    hollow = 0 if symbol.value == "disc" else max(2, bar.width // 5)
    shade: Colour = tone(colour)
    if hollow:
        pygame.draw.rect(canvas, tone(TRACK), bar, 0, -1, radius, radius)
    pygame.draw.rect(canvas, shade, bar, hollow, -1, radius, radius)
    size = min(scene.layout.u(2.6), max(5, round(1.1 * bar.width)))
    put(canvas, scene.ink.mark(symbol, size, colour), midbottom=(bar.centerx, bar.top - 2))
