"""The whole picture of a scene, painter by painter, from the back to the front.

To add an element, write a function of a canvas and a scene and name it in `PAINTERS`.
"""

from __future__ import annotations

from collections.abc import Callable

from pygame import Surface

from coach.screens.banner import paint_cue, paint_state
from coach.screens.gauges import paint_panels
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
from coach.screens.notice import paint_notice
from coach.screens.picture import paint_picture
from coach.screens.report import paint_report
from coach.screens.scene import Scene
from coach.screens.skeleton import paint_skeleton, paint_target_line

PAINTERS: tuple[Callable[[Surface, Scene], None], ...] = (
    paint_picture,
    paint_target_line,
    paint_skeleton,
    paint_panels,
    paint_title,
    paint_cadence,
    paint_time,
    paint_notes,
    paint_pace,
    paint_state,
    paint_hints,
    paint_cue,
    paint_report,
    paint_help,
    paint_notice,
)


def paint(canvas: Surface, scene: Scene) -> None:
    """Paints the scene over whatever was on the canvas, which has the layout's size."""
    canvas.fill(GROUND)
    for painter in PAINTERS:
        painter(canvas, scene)
