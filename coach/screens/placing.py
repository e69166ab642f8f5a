"""Getting into place: the outline to fill, what is looked at, and from above where the laptop is to
stand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pygame
from pygame import Rect, Surface

from coach.core.drills.plan import WantedView
from coach.core.types import Cue, CueKind, Phase, Points, Side, View
from coach.screens.banner import Sign, paint_sign
from coach.screens.ink import (
    DIM,
    GOOD,
    NOTICE,
    OUT,
    PANEL,
    TRACK,
    WHITE,
    Colour,
    blend,
    put,
    put_words,
)
from coach.screens.marks import Symbol
from coach.screens.picture import picture_place, strokes
from coach.screens.scene import Scene

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
        paint_sign(canvas, scene, sign, (14, 8.6), scene.layout.cue, "midbottom")


PLACES = {
    View.LEFT: (-1.0, 0.0),
    View.RIGHT: (1.0, 0.0),
    View.FRONT: (0.0, -1.0),
    View.REAR: (0.0, 1.0),
}
"""Where the camera of a view stands about a runner who looks up the sketch, x to the right."""

AWAY = 0.4
"""How far, in sides of the sketch."""


def wanted_views(scene: Scene) -> frozenset[View]:
    """The views that what comes next can be done in."""
    session = scene.snapshot.progress if scene.snapshot else None
    return session.step.views if session else scene.drill.views


def words_for(scene: Scene, views: frozenset[View]) -> str:
    """Where to put the laptop, in a few words; nothing where there is more than one way to say."""
    keys = [f"view_{wanted}" for wanted in WantedView if wanted.views == views]
    return scene.texts.say(keys[0]) if keys and keys[0] in scene.texts.cues else ""


def paint_sketch(canvas: Surface, scene: Scene, area: Rect) -> None:
    """The runner in the middle, a laptop at each place that will do, where it is now crossed out
    or ticked."""
    side = min(area.width, area.height)
    centre = np.array(area.center, float)
    wanted = wanted_views(scene)
    seen = scene.snapshot.view.view if scene.snapshot else View.UNKNOWN
    for view, way in PLACES.items():
        at = centre + side * AWAY * np.array(way)
        if view in wanted:
            _paint_wedge(canvas, scene, centre, at, side)
    _paint_runner(canvas, scene, centre, side)
    for view, way in PLACES.items():
        at, here = centre + side * AWAY * np.array(way), view is seen
        if view in wanted:
            _paint_laptop(canvas, scene, at, np.array(way), side, GOOD if here else NOTICE)
        elif here:
            _paint_laptop(canvas, scene, at, np.array(way), side, DIM)
        if here:
            mark, colour = (Symbol.TICK, WHITE) if view in wanted else (Symbol.CROSS, WHITE)
            put(canvas, scene.ink.mark(mark, round(0.12 * side), colour), center=tuple(at))


def _paint_wedge(canvas: Surface, scene: Scene, centre: Points, at: Points, side: int) -> None:
    """What the camera sees."""
    across = np.array((at - centre)[::-1]) * (-0.32, 0.32)
    shade = blend(scene.ink.tone(NOTICE), scene.ink.tone(PANEL), 0.22)
    pygame.draw.polygon(canvas, shade, [tuple(at), tuple(centre + across), tuple(centre - across)])


def _paint_runner(canvas: Surface, scene: Scene, centre: Points, side: int) -> None:
    """Shoulders, a head, and an arrow to where they look."""
    tone = scene.ink.tone
    shoulders = Rect(0, 0, round(0.42 * side), round(0.17 * side))
    shoulders.center = (round(centre[0]), round(centre[1]))
    pygame.draw.ellipse(canvas, tone(TRACK), shoulders.inflate(4, 4))
    pygame.draw.ellipse(canvas, tone(DIM), shoulders)
    pygame.draw.aacircle(canvas, tone(WHITE), tuple(centre), 0.09 * side)
    arrow = scene.ink.mark(Symbol.UP, max(4, round(0.1 * side)), WHITE)
    put(canvas, arrow, midbottom=(centre[0], centre[1] - 0.12 * side))


def _paint_laptop(
    canvas: Surface, scene: Scene, at: Points, way: Points, side: int, colour: Colour
) -> None:
    """A screen that looks at the runner, and its keyboard before it."""
    along, in_ = np.array((-way[1], way[0])), -way
    tone = scene.ink.tone(colour)
    for near, far, half in ((-0.05, 0.02, 0.16), (0.035, 0.1, 0.13)):
        corners = [
            at + side * (deep * in_ + out * along)
            for deep, out in ((near, -half), (near, half), (far, half), (far, -half))
        ]
        pygame.draw.polygon(canvas, tone, [tuple(corner) for corner in corners])
