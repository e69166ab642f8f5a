"""What a set came to, once it is over: its reps against the target, its counts; or what a plan
changed."""

from __future__ import annotations

from pygame import Rect, Surface

from coach.core.types import Count, Phase, Side
from coach.screens.charts import paint_chart
from coach.screens.ink import DIM, GOOD, NOTICE, OUT, PANEL, WHITE, Colour, put, put_words
from coach.screens.marks import Symbol
from coach.screens.scene import Scene
from coach.screens.steady import digits
from coach.wording.report_card import ChangeRow

VERDICTS: dict[str, tuple[Symbol, Colour]] = {
    "better": (Symbol.TICK, GOOD),
    "worse": (Symbol.DOWN, OUT),
    "changed": (Symbol.DISC, NOTICE),
    "same": (Symbol.DASH, DIM),
}
ROWS = 7
"""So many changes are shown: more cannot be read from where one runs."""


def summed_up(scene: Scene) -> bool:
    """Is it time for the summary? A run has its findings instead, a probe is not spoken of."""
    now, report = scene.snapshot, scene.status.report
    if now is None or now.phase is not Phase.DONE or now.quiet:
        return bool(now and now.phase is Phase.DONE and report and report.changes)
    return report is None or bool(report.changes)


def paint_summary(canvas: Surface, scene: Scene) -> None:
    """Over all from the title to the notes."""
    report, layout = scene.status.report, scene.layout
    left, top = layout.header.left, layout.header.bottom
    plate = Rect(left, top, layout.header.width, layout.cue.bottom - top)
    canvas.blit(scene.ink.plate(plate.size, PANEL, 255, layout.u(2)), plate)
    area = plate.inflate(-layout.u(6), -layout.u(4))
    heading = report.heading if report else scene.texts.states["done"]
    size, lines = scene.ink.fit(heading, area.width, (layout.u(8),))
    put(canvas, scene.ink.word(lines[0], size, WHITE), topleft=area.topleft)
    area = Rect(area.left, area.top + layout.u(9), area.width, area.height - layout.u(9))
    if report and report.changes:
        _paint_changes(canvas, scene, report.changes[:ROWS], area)
    else:
        _paint_cadence(canvas, scene, plate)
        _paint_legs(canvas, scene, area)


def _paint_cadence(canvas: Surface, scene: Scene, plate: Rect) -> None:
    """Of the whole set, in the plate's corner."""
    result, u = scene.snapshot.result if scene.snapshot else None, scene.layout.u
    cadence = result.cadence if result else float("nan")
    if cadence != cadence or scene.drill.cadence.low <= 0:
        return
    at = (plate.right - u(3), plate.top + u(6))
    unit = put(
        canvas, scene.ink.word(scene.texts.states["steps_per_min"], u(4.4), DIM), midright=at
    )
    number = scene.ink.word(digits(cadence), u(8), WHITE)
    put(canvas, number, midright=(unit.left - u(1), at[1]))


def _paint_legs(canvas: Surface, scene: Scene, area: Rect) -> None:
    """Left and right beside each other, a leg that is not graded in less room."""
    gap, counts = scene.layout.u(5), scene.snapshot.counts if scene.snapshot else {}
    shares = [3 if counts.get(side, Count()).good is not None else 2 for side in Side]
    left = area.left
    for side, share in zip(Side, shares, strict=True):
        wide = (area.width - gap) * share // sum(shares)
        _paint_leg(canvas, scene, side, Rect(left, area.top, wide, area.height))
        left += wide + gap


def _paint_leg(canvas: Surface, scene: Scene, side: Side, area: Rect) -> None:
    u, states = scene.layout.u, scene.texts.states
    count = scene.snapshot.counts.get(side, Count()) if scene.snapshot else Count()
    known = count.good is not None
    shape = Symbol.DISC if side is Side.LEFT else Symbol.SQUARE
    y = area.top + u(5)
    mark = put(canvas, scene.ink.mark(shape, u(4), WHITE), midleft=(area.left, y))
    name = scene.ink.word(scene.texts.sides[side].upper(), u(7), WHITE)
    named = put(canvas, name, midleft=(mark.right + u(1.4), y))
    number = f"{count.good}/{count.all}" if known else f"{count.all}"
    size, _ = scene.ink.fit(number, area.right - named.right - u(2), (u(11),))
    put(canvas, scene.ink.word(number, size, WHITE), midright=(area.right, y))
    words = states["good_reps"] if known else states["not_graded_view"]
    size, _ = scene.ink.fit(words, area.width, (u(4.4),))
    put(canvas, scene.ink.word(words, size, DIM), topright=(area.right, area.top + u(10.2)))
    reps = [rep for rep in scene.status.reps if rep.side is side]
    chart = Rect(area.left, area.top + u(15), area.width, max(1, area.height - u(15)))
    if known and reps:
        paint_chart(canvas, scene, side, reps, chart)


def _paint_changes(
    canvas: Surface, scene: Scene, changes: tuple[ChangeRow, ...], area: Rect
) -> None:
    """A mark, what it is, before and after, and the verdict in words, one change a row."""
    u = scene.layout.u
    tall = min(u(10), area.height // len(changes))
    for i, change in enumerate(changes):
        row = Rect(area.left, area.top + i * tall, area.width, tall)
        mark, colour = VERDICTS.get(change.verdict, VERDICTS["same"])
        size = min(u(5), round(0.6 * tall))
        put(canvas, scene.ink.mark(mark, size, colour), midleft=row.midleft)
        verdict = scene.texts.states[change.verdict]
        parts = ((change.name, WHITE, 0.05, 0.46), (change.both, WHITE, 0.52, 0.24))
        for words, shade, left, wide in (*parts, (verdict, colour, 0.77, 0.23)):
            place = Rect(row.left + round(left * row.width), row.top, round(wide * row.width), tall)
            if words:
                tallest = (round(0.62 * tall), round(0.45 * tall))
                put_words(canvas, scene.ink, words, place, tallest, shade)
