"""Rings that fill up: a stretch or a landing that is held, a hand that is held up."""

from __future__ import annotations

from math import cos, pi, sin

import pygame
from pygame import Rect, Surface

from coach.core.drills.drill import Drill
from coach.core.types import Phase, Side
from coach.screens.ink import GOOD, GROUND, NOTICE, TRACK, WHITE, Colour, Ink, put
from coach.screens.marks import Symbol
from coach.screens.picture import picture_place
from coach.screens.scene import Scene
from coach.screens.steady import digits

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


def wanted_s(drill: Drill) -> float:
    """How long it is to be held: a stretch for its whole time, a landing at least so long."""
    return drill.target.high if drill.traits.own_timer else drill.target.low


def paint_hold(canvas: Surface, scene: Scene, side: Side, area: Rect) -> None:
    """The seconds in a ring as large as the area allows, which is full, and has a tick in it, once
    it is enough."""
    held = scene.snapshot.held.get(side, 0.0) if scene.snapshot else 0.0
    u, wanted = scene.layout.u, wanted_s(scene.drill)
    done = held >= scene.drill.target.low
    radius = min(area.width, area.height) // 2
    thick = max(3, round(0.2 * radius))
    share = held / wanted if wanted > 0 else 0.0
    paint_ring(canvas, scene.ink, area.center, (radius, thick), share, GOOD if done else NOTICE)
    size, _ = scene.ink.fit("88", round(1.6 * (radius - thick)), (u(17.5),))
    at = (area.centerx, area.centery - round(0.15 * radius) * done)
    put(canvas, scene.ink.word(digits(held), size, WHITE), center=at)
    if done:
        foot = (area.centerx, area.centery + round(0.5 * radius))
        put(canvas, scene.ink.mark(Symbol.TICK, max(4, radius // 3), GOOD), center=foot)


ASKED = {
    "pause": (Symbol.PAUSE, "key_pause"),
    "go_on": (Symbol.RIGHTWARD, "go_on"),
    "end": (Symbol.SQUARE, "key_end"),
}
"""What is drawn in the ring, and the state that says it."""


def paint_gesture(canvas: Surface, scene: Scene) -> None:
    """A ring that fills while the hand is up, with what it asks for in it and in words below."""
    now = scene.snapshot
    if now is None or now.gesture is None:
        return
    name, share = now.gesture
    asked = "go_on" if name == "pause" and now.phase is Phase.PAUSED else name
    mark, word = ASKED.get(asked, (Symbol.NOTE, "key_pause"))
    u, middle = scene.layout.u, picture_place(scene)
    centre = (middle.centerx, middle.top + u(18))
    pygame.draw.aacircle(canvas, scene.ink.tone(GROUND), centre, u(14.5))
    paint_ring(canvas, scene.ink, centre, (u(13), u(2.4)), share, NOTICE)
    put(canvas, scene.ink.mark(mark, u(9), WHITE), center=(centre[0], centre[1] - u(1.6)))
    said = scene.ink.word(scene.texts.states[word], u(4.4), WHITE)
    put(canvas, said, center=(centre[0], centre[1] + u(6)))
