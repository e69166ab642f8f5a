"""The column of numbers beside a leg's gauge."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pygame import Rect, Surface

from coach.core.drills.drill import TIMED, Kind
from coach.core.types import Count, Side
from coach.screens.hold import paint_hold
from coach.screens.ink import DIM, FAINT, GOOD, WHITE, Colour, put
from coach.screens.marks import Symbol
from coach.screens.scene import Scene, verdict
from coach.screens.steady import digits

TONE_S = 1.0
"""So long a mark stands for a tone that sounded."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where one leg's numbers go; `top` and `tall` are in the layout's units."""

    canvas: Surface
    scene: Scene
    side: Side
    area: Rect

    @property
    def units(self) -> float:
        return self.area.height / self.scene.layout.unit

    @property
    def roomy(self) -> bool:
        """Is there room for what is written small? With large text there is not."""
        return self.units > 58

    def line(self, text: str, top: float, tall: float, colour: Colour, *, widest: str = "") -> Rect:
        """One centred line, small enough for the `widest` text that may ever stand there."""
        scene = self.scene
        longest = max(text, widest, key=len)
        size, _ = scene.ink.fit(longest, self.area.width, (scene.layout.u(tall),))
        word = scene.ink.word(text, size, FAINT if scene.left_out(self.side) else colour)
        middle = self.area.top + round((top + tall / 2) * scene.layout.unit)
        return put(self.canvas, word, center=(self.area.centerx, middle))


def paint_numbers(canvas: Surface, scene: Scene, side: Side, area: Rect) -> None:
    """From the top: whose leg, good and all reps; at the foot: the last peak, the live angles."""
    column = Column(canvas, scene, side, area)
    column.line(scene.texts.sides[side].upper(), -1.5, 6, WHITE)
    if sounded(scene, side):
        u = scene.layout.u
        mark = scene.ink.mark(Symbol.TONE, u(4), GOOD)
        y = area.top + u(35 if column.roomy else 30)
        put(canvas, mark, center=(area.centerx, y))
    _paint_counts(column)
    if scene.left_out(side):
        _paint_left_out(column)
    elif scene.drill.kind in TIMED:
        top = column.area.top + scene.layout.u(38 if column.roomy else 33)
        room = Rect(area.left, top, area.width, max(1, area.bottom - top))
        paint_hold(canvas, scene, side, room)
    elif scene.drill.kind is not Kind.SLOW:
        _paint_last_peak(column, column.units - (24 if column.roomy else 11.5))
        if column.roomy:
            _paint_angles(column)


def sounded(scene: Scene, side: Side) -> bool:
    """Has the tone of a good rep of this side just sounded? From one to the next it stays so, so
    that nothing flickers."""
    if scene.snapshot is None or not scene.status.tones_on:
        return False
    now = scene.snapshot.t
    return any(name == f"good_{side}" and 0 <= now - t < TONE_S for name, t in scene.status.tones)


def _paint_counts(column: Column) -> None:
    scene = column.scene
    count = scene.snapshot.counts.get(column.side, Count()) if scene.snapshot else Count()
    known = count.good is not None and not scene.left_out(column.side)
    column.line(str(count.good) if known else "-", 4, 17, WHITE)
    column.line(f"/ {count.all}", 18.5, 9.5, DIM)
    if column.roomy:
        column.line(scene.texts.states["good_reps"], 28, 4, DIM)


def _paint_left_out(column: Column) -> None:
    scene, u = column.scene, column.scene.layout.u
    words = scene.texts.states["not_graded_view"]
    size, lines = scene.ink.fit(words, column.area.width, (u(5), u(5)))
    for i, line in enumerate(lines):
        word = scene.ink.word(line, size, DIM)
        foot = column.area.bottom - (len(lines) - 1 - i) * size
        put(column.canvas, word, midbottom=(column.area.centerx, foot))


def _paint_last_peak(column: Column, top: float) -> None:
    """In the colour of its verdict, and with the verdict's symbol."""
    scene, u = column.scene, column.scene.layout.u
    peaks = scene.snapshot.peaks.get(column.side, ()) if scene.snapshot else ()
    mark = verdict(peaks[-1], scene.drill.target) if peaks else None
    if column.roomy:
        column.line(scene.texts.states["last_peak"], top - 3, 4, DIM)
    if mark is None:
        column.line("-", top, 11, DIM)
        return
    area = column.area
    beside = Rect(area.left + u(4), area.top, area.width - u(4), area.height)
    number = replace(column, area=beside).line(
        digits(peaks[-1], scene.drill.unit), top, 11, mark[1]
    )
    put(column.canvas, scene.ink.mark(mark[0], u(3), mark[1]), midleft=(area.left, number.centery))


def _paint_angles(column: Column) -> None:
    """Live hip flexion (thigh against trunk) and knee flexion."""
    for joint, top in (("hip", column.units - 10), ("knee", column.units - 5)):
        angle = column.scene.readings.angle(f"{joint}_flexion", column.side)
        names = column.scene.texts.joints
        widest = max((names["hip"], names["knee"]), key=len) + " 180°"
        column.line(f"{names[joint]} {digits(angle, '°')}", top, 5, DIM, widest=widest)
