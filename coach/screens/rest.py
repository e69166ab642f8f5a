"""The rest: how long it still is, what the last set came to, and how the next drill looks."""

from __future__ import annotations

from math import ceil, isnan, nan

from pygame import Rect, Surface

from coach.core.drills.drill import Drill
from coach.core.session.progress import Progress
from coach.core.types import Count, Cue, CueKind, Side
from coach.screens.figure import paint_figure, paint_glimpse
from coach.screens.ink import DIM, NOTICE, PANEL, WHITE, put, put_words
from coach.screens.marks import Symbol
from coach.screens.progress import tells_result
from coach.screens.scene import Scene

LEFT_SHARE = 0.4


def think_of(progress: Progress) -> Cue | None:
    """The cue of the most important fault of the set that is over; None where there was none."""
    result, rules = progress.last, {rule.name: rule for rule in progress.drill.faults}
    if result is None or result.drill != progress.drill.name:
        return None
    found = [tally for tally in result.faults if tally.name in rules and rules[tally.name].cues]
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
    told = Rect(left.left, left.top + round(0.48 * left.height), left.width, 0)
    told.height = left.bottom - told.top
    progress = scene.snapshot.progress if scene.snapshot else None
    if progress and tells_result(progress):
        _paint_last(canvas, scene, progress, told)
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
    words = scene.texts.show(cue) if cue else scene.texts.states["as_before"]
    below = Rect(inner.left, 0, inner.width, round(0.42 * inner.height))
    below.bottom = inner.bottom
    mark, size = (Symbol.ARROW if cue else Symbol.TICK), u(4.4)
    put(canvas, ink.mark(mark, size, NOTICE), midleft=below.midleft)
    room = Rect(below.left + u(6), below.top, below.width - u(6), below.height)
    put_words(canvas, scene.ink, words, room, (u(6.4), u(5.4)), WHITE)


def _paint_leg(canvas: Surface, scene: Scene, side: Side, count: Count, area: Rect) -> None:
    ink, u = scene.ink, scene.layout.u
    name = ink.word(scene.texts.sides[side].upper(), u(4.6), DIM)
    put(canvas, name, midtop=area.midtop)
    number = f"{count.all}" if count.good is None else f"{count.good}/{count.all}"
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
