"""The whole picture of a scene, painter by painter, from the back to the front.

To add an element, write a function of a canvas and a scene and name it in one of the rows below.
"""

from __future__ import annotations

from collections.abc import Callable

from pygame import Surface

from coach.core.types import Phase
from coach.screens.banner import paint_cue, paint_notice, paint_state
from coach.screens.ink import GROUND
from coach.screens.margins import (
    paint_cadence,
    paint_help,
    paint_hints,
    paint_notes,
    paint_pace,
    paint_time,
    paint_title,
)
from coach.screens.panels import paint_panels
from coach.screens.picture import paint_picture, paint_skeleton, paint_target_line
from coach.screens.placing import paint_outline, paint_placing
from coach.screens.rest import paint_rest
from coach.screens.ring import paint_gesture
from coach.screens.scene import Scene
from coach.screens.summary import paint_report, paint_summary, summed_up

Painter = Callable[[Surface, Scene], None]

LIVE: tuple[Painter, ...] = (
    paint_picture,
    paint_target_line,
    paint_skeleton,
    paint_panels,
    paint_cadence,
    paint_time,
    paint_state,
)
PLACING: tuple[Painter, ...] = (paint_picture, paint_outline, paint_skeleton, paint_placing)
REST: tuple[Painter, ...] = (paint_rest,)
AROUND: tuple[Painter, ...] = (
    paint_title,
    paint_notes,
    paint_pace,
    paint_hints,
    paint_cue,
    paint_gesture,
)
OVER: tuple[Painter, ...] = (paint_report, paint_help, paint_notice)


def painters(scene: Scene) -> tuple[Painter, ...]:
    """What is painted now, from the back to the front."""
    phase = scene.snapshot.phase if scene.snapshot else Phase.WAITING
    if summed_up(scene):
        return (paint_title, paint_notes, paint_pace, paint_summary, *OVER)
    front = {Phase.REST: REST, Phase.SETUP: PLACING}.get(phase, LIVE)
    return (*front, *AROUND, *OVER)


def paint(canvas: Surface, scene: Scene) -> None:
    """Paints the scene over whatever was on the canvas, which has the layout's size."""
    canvas.fill(scene.ink.tone(GROUND))
    for painter in painters(scene):
        painter(canvas, scene)
