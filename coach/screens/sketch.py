"""From above: where the laptop is to stand, and where the runner looks."""

from __future__ import annotations

import numpy as np
import pygame
from pygame import Rect, Surface

from coach.core.drills.plan import WantedView
from coach.core.types import Points, View
from coach.screens.ink import DIM, GOOD, NOTICE, PANEL, TRACK, WHITE, Colour, blend, put
from coach.screens.marks import Symbol
from coach.screens.scene import Scene

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
