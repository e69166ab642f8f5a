"""The rest: how long it still is, what the last set came to, its pictures again, and how the next
drill looks."""

from __future__ import annotations

from math import ceil, isnan, nan

import numpy as np
import pygame
from pygame import Rect, Surface

from coach.core.drills.drill import Drill
from coach.core.session.progress import Progress
from coach.core.skeleton import BONES, BodyPart, row
from coach.core.types import Count, Cue, CueKind, Points, Side
from coach.screens.ink import DIM, GROUND, NOTICE, PANEL, TRACK, WHITE, put, put_words
from coach.screens.layout import inside
from coach.screens.marks import Symbol
from coach.screens.picture import joints_in, paint_image, strokes
from coach.screens.reading import shows_result
from coach.screens.recall import Glimpse
from coach.screens.scene import Scene
from coach.wording.judged import good_of_seen, unjudged

LEFT_SHARE = 0.4


def think_of(progress: Progress) -> Cue | None:
    """The cue of the most important fault of the set that is over; None where none is sure."""
    result, rules = progress.last, {rule.name: rule for rule in progress.drill.faults}
    if result is None or result.drill != progress.drill.name:
        return None
    sure = [tally for tally in result.faults if tally.sure and tally.name in rules]
    found = [tally for tally in sure if rules[tally.name].cues]
    if not found:
        return None
    worst = min(found, key=lambda tally: (rules[tally.name].priority, -tally.reps))
    words, *_ = rules[worst.name].cues
    return Cue(nan, words, CueKind.CORRECTION, worst.side)


def paint_rest(canvas: Surface, scene: Scene) -> None:
    """The countdown over the last set's numbers at the left, the next drill at the right, and
    between them what is played again."""
    layout = scene.layout
    top, foot = layout.header.bottom, layout.cue.top
    area = Rect(layout.header.left, top, layout.header.width, max(1, foot - top))
    left = Rect(area.left, area.top, round(LEFT_SHARE * area.width), area.height)
    _paint_countdown(
        canvas, scene, Rect(left.left, left.top, left.width, round(0.46 * left.height))
    )
    last = Rect(left.left, left.top + round(0.48 * left.height), left.width, 0)
    last.height = left.bottom - last.top
    progress = scene.snapshot.progress if scene.snapshot else None
    if progress and shows_result(progress):
        _paint_last(canvas, scene, progress, last)
    gap = layout.u(2)
    right = Rect(left.right + gap, area.top, area.right - left.right - gap, area.height)
    _paint_next(canvas, scene, progress.next_drill if progress else None, right)


def _paint_countdown(canvas: Surface, scene: Scene, area: Rect) -> None:
    u, left = scene.layout.u, scene.snapshot.left_s if scene.snapshot else nan
    word = scene.ink.word(scene.texts.states["rest"], u(7), DIM)
    put(canvas, word, midtop=area.midtop)
    if not isnan(left):
        tall = min(u(30), area.height - u(4))
        number = scene.ink.word(str(max(0, ceil(left))), max(8, tall), WHITE)
        put(canvas, number, midbottom=(area.centerx, area.bottom + tall // 12))


def _paint_last(canvas: Surface, scene: Scene, progress: Progress, area: Rect) -> None:
    """Three things: good and all reps of each side, and what to think of next."""
    ink, u, result = scene.ink, scene.layout.u, progress.last
    canvas.blit(ink.plate(area.size, PANEL, 255, u(2)), area)
    inner = area.inflate(-u(4), -u(3))
    counts = result.counts if result else {}
    half = inner.width // 2
    for side, left in ((Side.LEFT, inner.left), (Side.RIGHT, inner.left + half)):
        place = Rect(left, inner.top, half, round(0.55 * inner.height))
        _paint_leg(canvas, scene, side, counts.get(side, Count()), place)
    cue = think_of(progress)
    why = unjudged(result, scene.texts) if result else ""
    words = why or (scene.texts.show(cue) if cue else scene.texts.states["as_before"])
    below = Rect(inner.left, 0, inner.width, round(0.42 * inner.height))
    below.bottom = inner.bottom
    mark, size = (Symbol.ARROW if cue or why else Symbol.TICK), u(4.4)
    put(canvas, ink.mark(mark, size, NOTICE), midleft=below.midleft)
    room = Rect(below.left + u(6), below.top, below.width - u(6), below.height)
    put_words(canvas, scene.ink, words, room, (u(6.4), u(5.4)), WHITE)


def _paint_leg(canvas: Surface, scene: Scene, side: Side, count: Count, area: Rect) -> None:
    ink, u = scene.ink, scene.layout.u
    name = ink.word(scene.texts.sides[side].upper(), u(4.6), DIM)
    put(canvas, name, midtop=area.midtop)
    number = good_of_seen(count)
    size, _ = ink.fit(number, area.width - u(1), (min(u(11), max(8, area.height - u(5))),))
    put(canvas, ink.word(number, size, WHITE), midtop=(area.centerx, area.top + u(4.6)))


def _paint_next(canvas: Surface, scene: Scene, drill: Drill | None, area: Rect) -> None:
    """Its name, how it looks, and beside it the pictures of the last set."""
    u = scene.layout.u
    canvas.blit(scene.ink.plate(area.size, PANEL, 255, u(2)), area)
    inner = area.inflate(-u(4), -u(3))
    if drill is not None:
        title = scene.texts.states.get(drill.name, drill.title)
        words = f"{scene.texts.states['next']}: {title}"
        head = Rect(inner.left, inner.top, inner.width, u(8))
        put_words(canvas, scene.ink, words, head, (u(7),), WHITE)
        inner = Rect(inner.left, inner.top + u(9), inner.width, max(1, inner.height - u(9)))
    if scene.glimpse is not None:
        wide = round(0.68 * inner.width) if drill else inner.width
        replay = Rect(inner.left, inner.top, wide, inner.height)
        paint_glimpse(canvas, scene, scene.glimpse, replay)
        inner = Rect(
            replay.right + u(2), inner.top, max(1, inner.right - replay.right - u(2)), inner.height
        )
    if drill is not None:
        paint_figure(canvas, scene, drill, _rested(scene), inner)


def _rested(scene: Scene) -> float:
    """Seconds since the rest began."""
    left = scene.snapshot.left_s if scene.snapshot else nan
    return 0.0 if isnan(left) else max(0.0, scene.whole_s - left)


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
