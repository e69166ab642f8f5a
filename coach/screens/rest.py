"""The rest: how long it still is, what the last set came to, its pictures again, and how the next
drill looks."""

from __future__ import annotations

from math import ceil, isnan, nan

from pygame import Rect, Surface

from coach.core.session.closing import to_practise
from coach.core.session.progress import Progress
from coach.core.types import Count, Side
from coach.screens.banner import Sign, paint_sign
from coach.screens.ink import DIM, GOOD, OUT, PANEL, WHITE, put, put_words
from coach.screens.marks import Symbol
from coach.screens.reading import shows_result
from coach.screens.scene import Scene
from coach.screens.shown import paint_drill, paint_replay
from coach.screens.work import READ
from coach.wording.judged import good_of_seen, unjudged

LEFT_SHARE = 0.32


def paint_rest(canvas: Surface, scene: Scene) -> None:
    """The countdown over the last set's numbers at the left; at the right the last reps again, and
    before another drill how that looks; below, where no cue stands, what to think of."""
    layout = scene.layout
    top, foot = layout.header.bottom, layout.cue.top - layout.u(3)
    area = Rect(layout.header.left, top, layout.header.width, max(1, foot - top))
    left = Rect(area.left, area.top, round(LEFT_SHARE * area.width), area.height)
    over, under = Rect(left), Rect(left)
    over.height = round(0.5 * left.height)
    under.top, under.height = over.bottom, left.bottom - over.bottom
    _paint_countdown(canvas, scene, over)
    progress = scene.snapshot.progress if scene.snapshot else None
    told = progress is not None and shows_result(progress)
    if progress and told:
        _paint_last(canvas, scene, progress, under)
        _paint_think_of(canvas, scene, progress)
    gap = layout.u(2)
    right = Rect(left.right + gap, area.top, area.right - left.right - gap, area.height)
    canvas.blit(scene.ink.plate(right.size, PANEL, 255, layout.u(2)), right)
    _paint_looked_at(canvas, scene, right.inflate(-layout.u(4), -layout.u(3)), told=told)


def _paint_looked_at(canvas: Surface, scene: Scene, area: Rect, *, told: bool) -> None:
    now, u = scene.snapshot, scene.layout.u
    if now is None or now.progress is None:
        return
    if told and now.again is not None and now.shows is None:
        paint_replay(canvas, scene, now.again, area)
        return
    drill = now.progress.next_drill
    if drill is not None:
        title = scene.texts.states.get(drill.name, drill.title)
        words = f"{scene.texts.states['next']}: {title}"
        head = Rect(area.left, area.top, area.width, u(10))
        put_words(canvas, scene.ink, words, head, (u(9),), WHITE)
    if now.shows is not None:
        below = Rect(area.left, area.top + u(11), area.width, max(1, area.height - u(11)))
        paint_drill(canvas, scene, now.shows, below)


def _paint_think_of(canvas: Surface, scene: Scene, progress: Progress) -> None:
    """The most important fault of the set that is over, until something newer is said."""
    now = scene.snapshot
    if now is None or now.shown or now.shows or progress.last is None:
        return
    cue = to_practise([(progress.drill, progress.last)])
    why = unjudged(progress.last, scene.texts)
    mark, colour = (Symbol.ARROW, OUT) if cue or why else (Symbol.TICK, GOOD)
    words = why or (scene.texts.show(cue) if cue else scene.texts.states["as_before"])
    sign = Sign(mark, colour, words)
    paint_sign(canvas, scene, sign, (14, 8.6), scene.layout.cue, "midbottom")


def _paint_countdown(canvas: Surface, scene: Scene, area: Rect) -> None:
    u, left = scene.layout.u, scene.snapshot.left_s if scene.snapshot else nan
    word = scene.ink.word(scene.texts.states["rest"], u(8), DIM)
    put(canvas, word, midtop=area.midtop)
    if not isnan(left):
        tall = min(u(30), area.height - u(7))
        number = scene.ink.word(str(max(0, ceil(left))), max(8, tall), WHITE)
        put(canvas, number, midbottom=(area.centerx, area.bottom + tall // 12))


def _paint_last(canvas: Surface, scene: Scene, progress: Progress, area: Rect) -> None:
    """Good and all reps of each side."""
    canvas.blit(scene.ink.plate(area.size, PANEL, 255, scene.layout.u(2)), area)
    counts = progress.last.counts if progress.last else {}
    half = area.width // 2
    for side, left in ((Side.LEFT, area.left), (Side.RIGHT, area.left + half)):
        place = Rect(left, area.top, half, area.height)
        _paint_leg(canvas, scene, side, counts.get(side, Count()), place)


def _paint_leg(canvas: Surface, scene: Scene, side: Side, count: Count, area: Rect) -> None:
    ink, u = scene.ink, scene.layout.u
    name = ink.word(scene.texts.sides[side].upper(), u(7), DIM)
    put(canvas, name, midtop=(area.centerx, area.top + u(2)))
    number = good_of_seen(count)
    size, _ = ink.fit(number, area.width - u(3), (u(READ),))
    put(canvas, ink.word(number, size, WHITE), midbottom=(area.centerx, area.bottom - u(3)))
