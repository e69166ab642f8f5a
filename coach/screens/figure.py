"""A stick figure that does a drill, and the pictures of the last set with the skeleton on them."""

from __future__ import annotations

import numpy as np
import pygame
from pygame import Rect, Surface

from coach.core.drills.drill import Drill
from coach.core.skeleton import BONES, BodyPart, row
from coach.core.types import Points, Side
from coach.screens.ink import DIM, GROUND, TRACK, WHITE, put_words
from coach.screens.layout import inside
from coach.screens.picture import joints_in, paint_image
from coach.screens.recall import Glimpse
from coach.screens.scene import Scene
from coach.screens.skeleton import strokes

HEAD_UP, HEAD = 0.11, 0.062
"""The middle of the head above the shoulders and its radius, in standing heights."""


def paint_figure(canvas: Surface, scene: Scene, drill: Drill, t: float, area: Rect) -> None:
    """The drill as it looks `t` seconds after it began; the leg of which is told by its shade."""
    if scene.pose_of is None:
        return
    joints = scene.pose_of(drill, t)
    tall = 0.94 * min(area.height, 1.25 * area.width)
    spots = np.column_stack((joints[:, 0], -joints[:, 1])) * tall
    spots += (area.centerx, area.bottom - 0.02 * area.height)
    ground = area.bottom - 0.02 * area.height + 0.02 * tall
    line = np.array(
        [(area.left + 0.1 * area.width, ground), (area.right - 0.1 * area.width, ground)]
    )
    canvas.set_clip(area)
    strokes(canvas, scene.ink, [line], TRACK, 0.012 * tall)
    _paint_body(canvas, scene, spots, tall)
    canvas.set_clip(None)


def _paint_body(canvas: Surface, scene: Scene, spots: Points, tall: float) -> None:
    """The right limbs behind and darker, the left in front: so that the two legs are told apart."""
    right = {row(part, Side.RIGHT) for part in BodyPart}
    seen = [bone for bone in BONES if not np.isnan(spots[[*bone]]).any()]
    for darker, colour in ((True, DIM), (False, WHITE)):
        bones = [spots[[*bone]] for bone in seen if ({*bone} <= right) is darker]
        strokes(canvas, scene.ink, bones, colour, 0.03 * tall)
    hips, neck = (spots[[row(part, side) for side in Side]].mean(axis=0) for part in _TRUNK)
    up = (neck - hips) / max(1.0, float(np.hypot(*(neck - hips))))
    head = neck + HEAD_UP * tall * up
    if np.isfinite(head).all():
        at, radius = (float(head[0]), float(head[1])), HEAD * tall
        pygame.draw.aacircle(canvas, scene.ink.tone(GROUND), at, radius + 0.006 * tall)
        pygame.draw.aacircle(canvas, scene.ink.tone(WHITE), at, radius)


_TRUNK = (BodyPart.HIP, BodyPart.SHOULDER)


def paint_glimpse(canvas: Surface, scene: Scene, glimpse: Glimpse, area: Rect) -> None:
    """A picture of the last set with its skeleton, as large as the area allows, and what it is."""
    u = scene.layout.u
    free = Rect(area.left, area.top, area.width, max(1, area.height - u(6)))
    place = inside(free, (glimpse.image.shape[1], glimpse.image.shape[0]))
    paint_image(canvas, scene, glimpse.image, place)
    spots = joints_in(place, glimpse.pose, mirror=scene.mirror)
    bones = [spots[[*bone]] for bone in BONES]
    seen = [bone for bone in bones if not np.isnan(bone).any()]
    canvas.set_clip(place)
    strokes(canvas, scene.ink, seen, WHITE, max(2.0, place.height / 90))
    canvas.set_clip(None)
    below = Rect(area.left, place.bottom, area.width, u(6))
    put_words(canvas, scene.ink, scene.texts.states["replay"], below, (u(4.4),), DIM)
