"""What stands out, once a set is done: a number, what it is of, what is usual, what to practise."""

from __future__ import annotations

from pygame import Rect, Surface

from coach.ports import Report
from coach.screens.ink import DIM, GOOD, NOTICE, WHITE, Colour, put
from coach.screens.scene import Scene
from coach.texts import Told

HEADING, ROW, NOTE = 8.0, 16.5, 3.4
"""Heights in the layout's units of the heading, of a finding, and of one of a note's two lines."""

NUMBER_SHARE = 0.36


def paint_report(canvas: Surface, scene: Scene, report: Report, area: Rect) -> None:
    """Over the darkened picture in `area`; all of it smaller where there is little room."""
    area = area.inflate(-scene.layout.u(4), -scene.layout.u(2))
    notes = 2 * NOTE * len(report.notes)
    tall = HEADING + ROW * len(report.findings) + notes
    unit = min(scene.layout.unit, area.height / tall)
    heading = Rect(area.left, area.top, area.width, round(HEADING * unit))
    _line(canvas, scene, report.heading, heading, 0.9, WHITE if report.findings else GOOD)
    for i, told in enumerate(report.findings):
        top = heading.bottom + round(i * ROW * unit)
        _paint_finding(canvas, scene, told, Rect(area.left, top, area.width, round(ROW * unit)))
    top = heading.bottom + round(ROW * len(report.findings) * unit)
    for note in report.notes:
        top = _paint_note(canvas, scene, note, Rect(area.left, top, area.width, round(NOTE * unit)))


def _paint_finding(canvas: Surface, scene: Scene, told: Told, row: Rect) -> None:
    number = Rect(row.left, row.top, round(NUMBER_SHARE * row.width), row.height)
    beside = Rect(number.right, row.top, row.width - number.width, row.height)
    _line(canvas, scene, told.number, number.inflate(-row.height // 5, 0), 0.52, NOTICE)
    third = row.height // 3
    for i, (words, colour) in enumerate(
        ((told.what, WHITE), (told.usual, WHITE), (told.practise, GOOD))
    ):
        line = Rect(beside.left, row.top + i * third, beside.width, third)
        _line(canvas, scene, words, line, 0.88, colour)


def _line(
    canvas: Surface, scene: Scene, words: str, area: Rect, share: float, colour: Colour
) -> None:
    """One line at the left, `share` of the area's height or as tall as its width allows."""
    size, _ = scene.ink.fit(words, area.width, (max(1, round(share * area.height)),))
    put(canvas, scene.ink.word(words, size, colour), midleft=area.midleft)


def _paint_note(canvas: Surface, scene: Scene, words: str, line: Rect) -> int:
    """On one line or two; gives where the next one may begin."""
    size, lines = scene.ink.fit(words, line.width, (line.height, line.height))
    if scene.ink.width(words, line.height) <= line.width:
        size, lines = line.height, (words,)
    for i, part in enumerate(lines):
        put(canvas, scene.ink.word(part, size, DIM), topleft=(line.left, line.top + i * size))
    return line.top + size * len(lines)
