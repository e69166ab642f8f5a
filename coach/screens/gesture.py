"""A hand that is held up: what it is about to ask for, and how much of the hold is over."""

from __future__ import annotations

import pygame
from pygame import Surface

from coach.core.types import Phase
from coach.screens.ink import GROUND, NOTICE, WHITE, put
from coach.screens.marks import Symbol
from coach.screens.picture import picture_place
from coach.screens.ring import paint_ring
from coach.screens.scene import Scene

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
