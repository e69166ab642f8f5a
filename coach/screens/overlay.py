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
    paint_header,
    paint_help,
    paint_hints,
    paint_notes,
    paint_pace,
    paint_title,
)
from coach.screens.picture import paint_picture, paint_skeleton, paint_target_line
from coach.screens.placing import paint_outline, paint_placing
from coach.screens.rest import paint_rest
from coach.screens.ring import paint_gesture
from coach.screens.scene import Scene
from coach.screens.shown import paint_demonstration
from coach.screens.summary import paint_report, paint_summary, summed_up
from coach.screens.work import paint_columns, paint_joints, paint_time, paint_whereabouts

Painter = Callable[[Surface, Scene], None]

LIVE: tuple[Painter, ...] = (
    paint_picture,
    paint_target_line,
    paint_skeleton,
    paint_columns,
    paint_joints,
    paint_time,
    paint_state,
)
BESIDE: tuple[Painter, ...] = (paint_picture, paint_skeleton, paint_state)
"""Before the work, and while it is paused: numbers would stand below the title."""
PLACING: tuple[Painter, ...] = (paint_picture, paint_outline, paint_skeleton, paint_placing)
REST: tuple[Painter, ...] = (paint_rest,)
AROUND: tuple[Painter, ...] = (paint_header, paint_title, paint_hints)
"""For who stands still before the screen."""
ALWAYS: tuple[Painter, ...] = (
    paint_whereabouts,
    paint_notes,
    paint_pace,
    paint_cue,
    paint_gesture,
)
OVER: tuple[Painter, ...] = (paint_report, paint_help, paint_notice)


def painters(scene: Scene) -> tuple[Painter, ...]:
    """What is painted now, from the back to the front."""
    phase = scene.snapshot.phase if scene.snapshot else Phase.WAITING
    if summed_up(scene):
        return (paint_title, paint_whereabouts, paint_notes, paint_pace, paint_summary, *OVER)
    if scene.snapshot and scene.snapshot.shows and phase in (Phase.SETUP, Phase.PAUSED):
        return (paint_demonstration, *AROUND, *ALWAYS, *OVER)
    front = {Phase.REST: REST, Phase.SETUP: PLACING, Phase.WORK: LIVE}.get(phase, BESIDE)
    return (*front, *(() if phase is Phase.WORK else AROUND), *ALWAYS, *OVER)


def paint(canvas: Surface, scene: Scene) -> None:
    """Paints the scene over whatever was on the canvas, which has the layout's size."""
    canvas.fill(scene.ink.tone(GROUND))
    for painter in painters(scene):
        painter(canvas, scene)
