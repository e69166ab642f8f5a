"""What stands out, once a set is done: a number, what it is of, what is usual, what to practise."""

from __future__ import annotations

from math import ceil

from pygame import Rect, Surface

from coach.core.types import Phase
from coach.screens.ink import DIM, GOOD, NOTICE, PANEL, WHITE, Colour, put
from coach.screens.scene import Scene
from coach.wording.report_card import Report
from coach.wording.texts import FindingWords

HEADING, ROW, NOTE = 10.0, 18.0, 3.4
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
    for told in report.findings:
        line = Rect(area.left, line.bottom, area.width, round(ROW * unit))
        _paint_finding(canvas, scene, told, line)
    for note in report.notes:
        line = Rect(area.left, line.bottom, area.width, round(NOTE * unit))
        line.height = _paint_note(canvas, scene, note, line)


def _unit(scene: Scene, report: Report, area: Rect) -> float:
    note = scene.layout.u(NOTE)
    lines = sum(ceil(scene.ink.width(words, note) / area.width) for words in report.notes)
    units = HEADING + ROW * len(report.findings) + NOTE * lines
    return min(LARGEST * scene.layout.unit, area.height / units)


def _paint_finding(canvas: Surface, scene: Scene, told: FindingWords, row: Rect) -> None:
    number = Rect(row.left, row.top, round(NUMBER_SHARE * row.width), row.height)
    gap = row.height // 5
    _paint_line(canvas, scene, told.number, number.inflate(-gap, -gap), 0.66, NOTICE)
    tall = round(LINE_SHARE * row.height)
    line = Rect(number.right, row.top, row.right - number.right, tall)
    for words, colour in ((told.what, WHITE), (told.usual, WHITE), (told.practise, GOOD)):
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
    for i, part in enumerate(lines):
        put(canvas, ink.word(part, size, DIM), topleft=(line.left, line.top + i * size))
    return size * len(lines)
