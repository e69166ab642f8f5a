"""What is looked at where nobody moves: how a drill looks, and the last reps again beside the best
one."""

from __future__ import annotations

from math import isfinite, isnan

import numpy as np
import pygame
from pygame import Rect, Surface

from coach.core.drills.drill import Drill
from coach.core.session.demonstration import Demonstration
from coach.core.session.snapshot import Replayed
from coach.core.skeleton import BONES, BodyPart, row
from coach.core.types import Phase, Points, Pose, Side
from coach.screens.banner import Sign, paint_sign
from coach.screens.ink import DIM, GROUND, NOTICE, PANEL, WHITE, Colour, put, put_words
from coach.screens.layout import inside
from coach.screens.marks import Symbol
from coach.screens.picture import joints_in, paint_image, paint_line, strokes
from coach.screens.scene import Scene, verdict
from coach.screens.steady import digits, thigh_length

BONE = 1.3
"""How thick the bones are, in hundredths of the picture's height."""


def paint_demonstration(canvas: Surface, scene: Scene) -> None:
    """The drill in the whole window, between the title and the cue; what it is, at the left above
    it, where it is not the one of the title."""
    shows = scene.snapshot.shows if scene.snapshot else None
    if shows is None:
        return
    layout = scene.layout
    area = Rect(layout.header.left, layout.header.bottom, layout.header.width, 0)
    area.height = layout.cue.top - area.top
    paint_drill(canvas, scene, shows, area)
    if scene.snapshot and scene.snapshot.phase is Phase.PAUSED:
        back = Sign(Symbol.RIGHTWARD, NOTICE, scene.texts.states["how_to_go_on_shown"])
        paint_sign(canvas, scene, back, (14, 8.6), layout.cue, "midbottom")


def paint_drill(canvas: Surface, scene: Scene, shows: Demonstration, area: Rect) -> None:
    """The drawn athlete at the drill's own pace, the line, and the one thing to watch: below
    it, or small in its corner while a cue stands there."""
    if scene.drawn is None:
        return
    image, pose = scene.drawn(shows.drill, shows.view, shows.t)
    place = inside(area, (image.shape[1], image.shape[0]))
    paint_image(canvas, scene, image, place)
    if pose is not None:
        _paint_target(canvas, scene, shows.drill, place, pose)
    now, u = scene.snapshot, scene.layout.u
    if shows.watch is None or now is None:
        return
    watch = Sign(Symbol.RIGHTWARD, NOTICE, scene.texts.show(shows.watch))
    if now.shown is None and now.phase is not Phase.PAUSED:
        paint_sign(canvas, scene, watch, (14, 8.6), scene.layout.cue, "midbottom")
        return
    beside = Rect(place.left + u(1), place.top, round(0.42 * place.width), place.height - u(1))
    paint_sign(canvas, scene, watch, (7, 7), beside, "bottomleft")


def paint_replay(canvas: Surface, scene: Scene, again: Replayed, area: Rect) -> None:
    """The picture, as far as one was kept, with the skeleton, the best rep's as a ghost over it,
    and the line; in its corners what the lift came to and the best one so far."""
    u, foot = scene.layout.u, scene.layout.u(6)
    free = Rect(area.left, area.top, area.width, max(1, area.height - foot))
    place = inside(free, again.pose.size)
    if scene.kept is not None:
        paint_image(canvas, scene, scene.kept, place)
    else:
        pygame.draw.rect(canvas, scene.ink.tone(PANEL), place)
    _paint_target(canvas, scene, scene.drill, place, again.pose)
    if again.ghost is not None:
        _paint_bones(canvas, scene, place, again.ghost, NOTICE)
    _paint_bones(canvas, scene, place, again.pose, WHITE)
    _paint_values(canvas, scene, again, place)
    states = scene.texts.states
    words = states["replay"] if again.ghost is None else states["replay_ghost"]
    below = Rect(place.left, place.bottom, place.width, foot)
    put_words(canvas, scene.ink, words, below, (u(5),), DIM)


def _paint_values(canvas: Surface, scene: Scene, again: Replayed, place: Rect) -> None:
    """As in "Left 71°" and "best 84°"."""
    if again.side is None or isnan(again.value):
        return
    look = verdict(again.value, scene.drill.target)
    corners = (
        (scene.texts.sides[again.side], again.value, look[1] if look else WHITE, "topleft"),
        (scene.texts.states["best_rep"], again.best, NOTICE, "topright"),
    )
    u = scene.layout.u
    for name, value, colour, corner in corners:
        words = f"{name} {digits(value, scene.drill.unit)}"
        size, _ = scene.ink.fit(words, round(0.36 * place.width), (u(10),))
        word = scene.ink.word(words, size, colour)
        plate = word.get_rect().inflate(u(3), 0)
        setattr(plate, corner, getattr(place, corner))
        canvas.blit(scene.ink.plate(plate.size, GROUND, 190, u(1)), plate)
        put(canvas, word, center=plate.center)


def _paint_target(canvas: Surface, scene: Scene, drill: Drill, place: Rect, pose: Pose) -> None:
    """The line to reach over the whole picture, from the hips of this very pose."""
    spots, long = joints_in(place, pose, mirror=scene.mirror), thigh_length(pose)
    hips = spots[[row(BodyPart.HIP, side) for side in Side]].mean(axis=0)
    if not (isfinite(long) and np.isfinite(hips).all()):
        return
    knees = spots[[row(BodyPart.KNEE, side) for side in Side], 1]
    scale = place.height / pose.size[1]
    paint_line(canvas, scene, drill, place, (float(hips[1]), long * scale), float(knees.min()))


def _paint_bones(canvas: Surface, scene: Scene, place: Rect, pose: Pose, colour: Colour) -> None:
    spots: Points = joints_in(place, pose, mirror=scene.mirror)
    bones = [spots[[*bone]] for bone in BONES]
    seen = [bone for bone in bones if not np.isnan(bone).any()]
    canvas.set_clip(place)
    strokes(canvas, scene.ink, seen, colour, max(2.0, BONE * place.height / 100))
    canvas.set_clip(None)
