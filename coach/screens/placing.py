"""Getting into place: the outline to fill, what is looked at, and where the laptop is to stand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from pygame import Rect, Surface

from coach.core.types import Cue, CueKind, Phase, Points, Side
from coach.screens.banner import Sign, paint_sign
from coach.screens.ink import DIM, GOOD, NOTICE, OUT, PANEL, WHITE, Colour, put, put_words
from coach.screens.marks import Symbol
from coach.screens.picture import picture_place
from coach.screens.scene import Scene
from coach.screens.skeleton import strokes
from coach.screens.sketch import paint_sketch, wanted_views, words_for

LOOKS: dict[bool | None, tuple[Symbol, Colour]] = {
    True: (Symbol.TICK, GOOD),
    False: (Symbol.CROSS, OUT),
    None: (Symbol.DASH, DIM),
}
"""How a check is marked: well, not well, not known."""

TALL, FEET = 0.72, 0.93
"""The outline's height, and where its feet stand, in shares of the picture's."""

_HALF = (
    *((0.0, 0.862), (0.032, 0.856), (0.115, 0.825), (0.15, 0.64), (0.155, 0.47), (0.115, 0.47)),
    *((0.108, 0.62), (0.088, 0.73), (0.082, 0.62), (0.1, 0.5), (0.075, 0.28), (0.055, 0.06)),
    *((0.085, 0.0), (0.02, 0.0), (0.022, 0.28), (0.0, 0.47)),
)
"""Half of somebody who stands, from the neck to between the legs, in standing heights."""


def paint_outline(canvas: Surface, scene: Scene) -> None:
    """Where the whole body should be in the picture; while nothing is checked there is none."""
    if scene.snapshot is None or not scene.snapshot.checks:
        return
    filled = all(check.ok for check in scene.snapshot.checks if check.name in ("body", "distance"))
    place = picture_place(scene)
    tall = TALL * place.height
    foot = np.array((place.centerx, place.top + FEET * place.height))
    lines = [np.array(pair) for path in _contours() for pair in pairwise(foot + tall * path)]
    colour, width = (GOOD, 0.012) if filled else (NOTICE, 0.008)
    canvas.set_clip(place)
    strokes(canvas, scene.ink, lines, colour, width * tall)
    canvas.set_clip(None)


def _contours() -> tuple[Points, Points]:
    """The body's and the head's, in standing heights about the feet, y down."""
    right = np.array(_HALF) * (1, -1)
    turns = np.linspace(0, 2 * np.pi, 25)
    head = 0.062 * np.column_stack((np.sin(turns), np.cos(turns))) - np.array((0, 0.935))
    return np.vstack((right, (right * (-1, 1))[::-1])), head


def paint_placing(canvas: Surface, scene: Scene) -> None:
    """The checks at the left, the sketch at the right, what to do now in large words below."""
    for side in Side:
        panel = scene.layout.panels[side]
        canvas.blit(scene.ink.plate(panel.size, PANEL, 255, scene.layout.u(2)), panel)
    _paint_checks(canvas, scene, scene.layout.panels[Side.LEFT])
    _paint_where(canvas, scene, scene.layout.panels[Side.RIGHT])
    _paint_advice(canvas, scene)


def _paint_checks(canvas: Surface, scene: Scene, panel: Rect) -> None:
    states, u = scene.texts.states, scene.layout.u
    checks = scene.snapshot.checks if scene.snapshot else ()
    if not checks:
        title = Rect(panel.left + u(2), panel.top, panel.width - u(4), panel.height)
        put_words(canvas, scene.ink, states["setup"], title, (u(5.4),) * 2, WHITE)
        return
    room = (panel.height - u(4)) // len(checks)
    for i, check in enumerate(checks):
        mark, colour = LOOKS[check.ok]
        middle = panel.top + u(2) + round((i + 0.5) * room)
        put(canvas, scene.ink.mark(mark, u(5.2), colour), midleft=(panel.left + u(2), middle))
        words = Rect(panel.left + u(8.6), middle - room // 2, panel.width - u(10), room)
        put_words(canvas, scene.ink, states[f"check_{check.name}"], words, (u(5.4),) * 2, WHITE)


def _paint_where(canvas: Surface, scene: Scene, panel: Rect) -> None:
    u = scene.layout.u
    side = panel.width - u(2)
    sketch = Rect(panel.left + u(1), panel.top + u(4), side, side)
    paint_sketch(canvas, scene, sketch)
    words = words_for(scene, wanted_views(scene))
    below = Rect(panel.left + u(2), sketch.bottom, panel.width - u(4), panel.bottom - sketch.bottom)
    if words:
        put_words(canvas, scene.ink, words, below, (u(5.4),) * 2, WHITE)


def _paint_advice(canvas: Surface, scene: Scene) -> None:
    """The first thing that is not well, where the cue stands; while a cue stands there, that."""
    now = scene.snapshot
    if now is None or now.shown is not None or now.phase is not Phase.SETUP:
        return
    failing = next((check for check in now.checks if check.ok is False), None)
    if failing is not None:
        words = scene.texts.show(Cue(now.t, failing.key, CueKind.SET))
        sign = Sign(Symbol.CROSS, OUT, words)
        paint_sign(canvas, scene, sign, (11.5, 8.6), scene.layout.cue, "midbottom")
