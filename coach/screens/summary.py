"""Once a set is over: its reps against the target, what a plan changed, or what stands out."""

from __future__ import annotations

from math import ceil, isfinite

import pygame
from pygame import Rect, Surface

from coach.core.types import Phase, Rep, Side
from coach.screens.ink import (
    DIM,
    GOOD,
    NOTICE,
    OUT,
    PANEL,
    TRACK,
    WHITE,
    Colour,
    blend,
    put,
    put_lines,
    put_words,
)
from coach.screens.marks import Symbol
from coach.screens.scene import Scene, verdict
from coach.screens.steady import digits
from coach.wording.closing import Row, closing_heading, closing_rows
from coach.wording.judged import good_of_seen
from coach.wording.report_card import ChangeRow, Report
from coach.wording.set_words import below
from coach.wording.texts import FindingWords

VERDICTS: dict[str, tuple[Symbol, Colour]] = {
    "better": (Symbol.TICK, GOOD),
    "worse": (Symbol.DOWN, OUT),
    "changed": (Symbol.DISC, NOTICE),
    "same": (Symbol.DASH, DIM),
}
ROW, LARGE_ROW, LEAST_ROW = 9.4, 12.5, 7.0
"""Heights in the layout's units: of a row of the last page, of one where there is nothing else on
it, and of a change at least; as many changes are shown as can be read so."""


def summed_up(scene: Scene) -> bool:
    """Is it time for the summary? A run alone has its findings, a probe is not spoken of."""
    now, report = scene.snapshot, scene.status.report
    if now is None or now.phase is not Phase.DONE:
        return False
    if now.closing is not None and not now.closing.alone:
        return True
    return not now.quiet and report is None


def paint_summary(canvas: Surface, scene: Scene) -> None:
    """Over all from the title to the notes."""
    report, layout = scene.status.report, scene.layout
    closing = scene.snapshot.closing if scene.snapshot else None
    left, top = layout.header.left, layout.header.bottom
    plate = Rect(left, top, layout.header.width, layout.strip.top - layout.u(1) - top)
    canvas.blit(scene.ink.plate(plate.size, PANEL, 255, layout.u(2)), plate)
    area = plate.inflate(-layout.u(6), -layout.u(4))
    alone = closing is None or closing.alone
    heading = closing_heading(closing, scene.texts) if closing else scene.texts.states["done"]
    room = area.width - (_paint_cadence(canvas, scene, plate) if alone else 0)
    size, lines = scene.ink.fit(heading, room, (layout.u(10),))
    put(canvas, scene.ink.word(lines[0], size, WHITE), topleft=area.topleft)
    area = _below_by(area, layout.u(11))
    rows = closing_rows(closing, scene.texts) if closing else ()
    tall = layout.u(ROW if alone or (report and report.changes) else LARGE_ROW)
    if alone:
        area.height -= tall * len(rows)
        _paint_legs(canvas, scene, area)
        area = Rect(area.left, area.bottom, area.width, tall * len(rows))
    _paint_rows(canvas, scene, rows, Rect(area.left, area.top, area.width, tall))
    area = _below_by(area, tall * len(rows) + layout.u(2))
    if report and report.changes:
        changes = report.changes[: max(1, area.height // layout.u(LEAST_ROW))]
        _paint_changes(canvas, scene, changes, area)


def _below_by(area: Rect, tall: int) -> Rect:
    """What is left of the area below so many pixels."""
    return Rect(area.left, area.top + tall, area.width, max(1, area.height - tall))


def _paint_rows(canvas: Surface, scene: Scene, rows: tuple[Row, ...], first: Rect) -> None:
    """What each is of, dim, and what is said of it, one below the other; the last is what to
    practise."""
    u, name_wide = scene.layout.u, round(0.24 * first.width)
    for i, (name, words) in enumerate(rows):
        row = first.move(0, i * first.height)
        named = Rect(row.left, row.top, name_wide - u(2), row.height)
        put_words(canvas, scene.ink, name, named, (u(7), u(5)), DIM)
        said = Rect(row.left + name_wide, row.top, row.width - name_wide, row.height)
        colour = GOOD if name == scene.texts.states["close_practise"] else WHITE
        put_words(canvas, scene.ink, words, said, (u(10), u(6)), colour)


def _paint_cadence(canvas: Surface, scene: Scene, plate: Rect) -> int:
    """Of the whole set, in the plate's corner; gives how wide it is."""
    result, u = scene.snapshot.result if scene.snapshot else None, scene.layout.u
    cadence = result.cadence if result else float("nan")
    if cadence != cadence or scene.drill.cadence.low <= 0:
        return 0
    at = (plate.right - u(3), plate.top + u(6))
    words = scene.texts.states[f"{scene.drill.cadence_of}_per_min"]
    unit = put(canvas, scene.ink.word(words, u(4.4), DIM), midright=at)
    number = scene.ink.word(digits(cadence), u(8), WHITE)
    return plate.right - put(canvas, number, midright=(unit.left - u(1), at[1])).left


def _paint_legs(canvas: Surface, scene: Scene, area: Rect) -> None:
    """Left and right beside each other, a leg that is not graded in less room."""
    gap = scene.layout.u(5)
    shares = [3 if scene.count(side).good is not None else 2 for side in Side]
    left = area.left
    for side, share in zip(Side, shares, strict=True):
        wide = (area.width - gap) * share // sum(shares)
        _paint_leg(canvas, scene, side, Rect(left, area.top, wide, area.height))
        left += wide + gap


def _paint_leg(canvas: Surface, scene: Scene, side: Side, area: Rect) -> None:
    u, count = scene.layout.u, scene.count(side)
    known = count.good is not None
    shape = Symbol.DISC if side is Side.LEFT else Symbol.SQUARE
    y = area.top + u(5)
    mark = put(canvas, scene.ink.mark(shape, u(4), WHITE), midleft=(area.left, y))
    name = scene.ink.word(scene.texts.sides[side].upper(), u(7), WHITE)
    named = put(canvas, name, midleft=(mark.right + u(1.4), y))
    number = good_of_seen(count)
    size, _ = scene.ink.fit(number, area.right - named.right - u(2), (u(11),))
    put(canvas, scene.ink.word(number, size, WHITE), midright=(area.right, y))
    words = below(count, scene.drill, scene.texts)
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


MOST = 40
"""The last so many reps are drawn."""


def top_of(scene: Scene, values: list[float]) -> float:
    """Where the chart ends: as a gauge, or higher where a rep went higher."""
    return max([scene.drill.scale, *values]) or 1.0


def paint_chart(canvas: Surface, scene: Scene, side: Side, reps: list[Rep], area: Rect) -> None:
    """Left bars have round tops, right ones flat; a bar in the band is filled, one outside is
    hollow, and its verdict's mark stands on it."""
    graded = scene.drill.graded
    values = [rep.values[graded] for rep in reps if isfinite(rep.values.get(graded, float("nan")))]
    values = values[-MOST:]
    u, end = scene.layout.u, top_of(scene, values)
    plot = Rect(area.left + u(7), area.top + u(3.4), area.width - u(7), area.height - u(3.4))
    _paint_band(canvas, scene, plot, end)
    pygame.draw.line(
        canvas, scene.ink.tone(DIM), plot.bottomleft, (plot.right, plot.bottom), u(0.3)
    )
    step = min(u(6), plot.width / max(1, len(values)))
    for i, value in enumerate(values):
        tall = max(1, round(plot.height * min(1.0, max(0.0, value / end))))
        bar = Rect(0, 0, max(2, round(0.7 * step)), tall)
        bar.bottomleft = (round(plot.left + (i + 0.15) * step), plot.bottom)
        _paint_bar(canvas, scene, side, bar, value)


def _paint_band(canvas: Surface, scene: Scene, plot: Rect, end: float) -> None:
    """The target with its limits in digits, at the left."""
    tone, target, u = scene.ink.tone, scene.drill.target, scene.layout.u
    low, high = max(0.0, target.low), min(end, target.high)
    top, foot = (round(plot.bottom - plot.height * min(1.0, v / end)) for v in (high, low))
    shade = blend(tone(GOOD), tone(PANEL), 0.24)
    pygame.draw.rect(canvas, shade, (plot.left, top, plot.width, max(1, foot - top)))
    pygame.draw.line(canvas, tone(GOOD), (plot.left, foot), (plot.right, foot), u(0.4))
    for limit, y in ((target.low, foot), (target.high, top)):
        if 0 < limit < end:
            word = scene.ink.word(digits(limit, scene.drill.unit.strip()), u(3.8), GOOD)
            put(canvas, word, midright=(plot.left - u(0.8), y))


def _paint_bar(canvas: Surface, scene: Scene, side: Side, bar: Rect, value: float) -> None:
    mark = verdict(value, scene.drill.target)
    if mark is None:
        return
    symbol, colour = mark
    tone, radius = scene.ink.tone, bar.width // 2 if side is Side.LEFT else 0
    hollow = 0 if symbol.value == "disc" else max(2, bar.width // 5)
    shade: Colour = tone(colour)
    if hollow:
        pygame.draw.rect(canvas, tone(TRACK), bar, 0, -1, radius, radius)
    pygame.draw.rect(canvas, shade, bar, hollow, -1, radius, radius)
    size = min(scene.layout.u(2.6), max(5, round(1.1 * bar.width)))
    put(canvas, scene.ink.mark(symbol, size, colour), midbottom=(bar.centerx, bar.top - 2))


HEADING, FINDING, NOTE = 10.0, 18.0, 3.4
"""Heights in the layout's units: of the heading, of a finding, of a line of a note."""

LARGEST = 1.2
NUMBER_SHARE, LINE_SHARE = 0.34, 0.29


def paint_report(canvas: Surface, scene: Scene) -> None:
    """Over all from the title to the notes, the cue too, as large as there is room for."""
    report, layout = scene.status.report, scene.layout
    done = scene.snapshot is not None and scene.snapshot.phase is Phase.DONE
    if report is None or report.changes or not done:
        return
    left, top = layout.header.left, layout.header.bottom
    plate = Rect(left, top, layout.header.width, layout.cue.bottom - top)
    canvas.blit(scene.ink.plate(plate.size, PANEL, 255, layout.u(2)), plate)
    area = plate.inflate(-layout.u(8), -layout.u(4))
    unit = _unit(scene, report, area)
    line = Rect(area.left, area.top, area.width, round(HEADING * unit))
    _paint_line(canvas, scene, report.heading, line, 0.75, WHITE if report.findings else GOOD)
    for finding in report.findings:
        line = Rect(area.left, line.bottom, area.width, round(FINDING * unit))
        _paint_finding(canvas, scene, finding, line)
    for note in report.notes:
        line = Rect(area.left, line.bottom, area.width, round(NOTE * unit))
        line.height = _paint_note(canvas, scene, note, line)


def _unit(scene: Scene, report: Report, area: Rect) -> float:
    note = scene.layout.u(NOTE)
    lines = sum(ceil(scene.ink.width(words, note) / area.width) for words in report.notes)
    units = HEADING + FINDING * len(report.findings) + NOTE * lines
    return min(LARGEST * scene.layout.unit, area.height / units)


def _paint_finding(canvas: Surface, scene: Scene, finding: FindingWords, row: Rect) -> None:
    number = Rect(row.left, row.top, round(NUMBER_SHARE * row.width), row.height)
    gap = row.height // 5
    _paint_line(canvas, scene, finding.number, number.inflate(-gap, -gap), 0.66, NOTICE)
    tall = round(LINE_SHARE * row.height)
    line = Rect(number.right, row.top, row.right - number.right, tall)
    for words, colour in ((finding.what, WHITE), (finding.usual, WHITE), (finding.practise, GOOD)):
        _paint_line(canvas, scene, words, line, 1.0, colour)
        line = line.move(0, tall)


def _paint_line(
    canvas: Surface, scene: Scene, words: str, area: Rect, share: float, colour: Colour
) -> None:
    """One line at the left, `share` of the area's height or as tall as its width allows."""
    size, _ = scene.ink.fit(words, area.width, (max(1, round(share * area.height)),))
    put(canvas, scene.ink.word(words, size, colour), midleft=area.midleft)


def _paint_note(canvas: Surface, scene: Scene, words: str, line: Rect) -> int:
    """On one line, or where it is long on two; gives how tall it came."""
    ink, tall = scene.ink, line.height
    one = ink.width(words, tall) <= line.width
    size, lines = (tall, (words,)) if one else ink.fit(words, line.width, (tall, tall))
    put_lines(canvas, ink, (size, lines), DIM, topleft=line.topleft)
    return size * len(lines)
