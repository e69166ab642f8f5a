"""One panel a leg, at the window's edges: its gauge with the live value, the target band and the
peaks, and the column of numbers beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan

import pygame
from pygame import Rect, Surface

from coach.core.drills.kinds import Gauge
from coach.core.session.snapshot import Snapshot
from coach.core.types import Side
from coach.screens.ink import DIM, FAINT, GOOD, PANEL, TRACK, WHITE, Colour, blend, put, put_lines
from coach.screens.marks import Symbol
from coach.screens.reading import live
from coach.screens.ring import paint_hold
from coach.screens.scene import Scene, verdict
from coach.screens.steady import digits

_TOP = 120.0
_PEAKS = 5


def paint_panels(canvas: Surface, scene: Scene) -> None:
    """Left is the athlete's left, and stays at the left whatever the view."""
    for side in Side:
        panel = scene.layout.panels[side]
        canvas.blit(scene.ink.plate(panel.size, PANEL, 255, scene.layout.u(2)), panel)
        gauge, column = split(scene, side)
        if scene.drill.traits.gauge is Gauge.BAR:
            paint_gauge(canvas, scene, side, gauge)
        else:
            column = panel.inflate(-scene.layout.u(3), -scene.layout.u(5))
        paint_numbers(canvas, scene, side, column)


def split(scene: Scene, side: Side) -> tuple[Rect, Rect]:
    """A panel's gauge, at the window's edge, and its column of numbers."""
    u, panel = scene.layout.u, scene.layout.panels[side]
    inner = panel.inflate(-u(3), -u(5))
    gauge = Rect(inner.left, inner.top, u(7), inner.height)
    column = Rect(inner.left, inner.top, inner.width - u(9.5), inner.height)
    if side is Side.LEFT:
        column.right = inner.right
    else:
        gauge.right = inner.right
    return gauge, column


def row_of(gauge: Rect, value: float, top: float = _TOP) -> int:
    """Where a value stands on the gauge: 0 at its foot, `top` at its top."""
    share = min(max(value, 0.0), top) / top
    return round(gauge.bottom - share * gauge.height)


def paint_gauge(canvas: Surface, scene: Scene, side: Side, gauge: Rect) -> None:
    """The target and how the last lifts met it, if they are judged, and the live angle."""
    pygame.draw.rect(canvas, scene.ink.tone(TRACK), gauge, border_radius=scene.layout.u(0.8))
    if not scene.left_out(side):
        _paint_target(canvas, scene, side, gauge)
    if scene.snapshot is not None:
        _paint_needle(canvas, scene, side, gauge, scene.snapshot)


def _paint_target(canvas: Surface, scene: Scene, side: Side, gauge: Rect) -> None:
    """From the back to the front: the band, older peaks, the band's limits, the last peak."""
    peaks = scene.snapshot.peaks.get(side, ())[-_PEAKS:] if scene.snapshot else ()
    _paint_band(canvas, scene, side, gauge)
    for age in reversed(range(1, len(peaks))):
        _paint_peak(canvas, scene, gauge, peaks[-1 - age], age)
    _paint_limits(canvas, scene, gauge)
    if peaks:
        _paint_peak(canvas, scene, gauge, peaks[-1], 0)


def _paint_band(canvas: Surface, scene: Scene, side: Side, gauge: Rect) -> None:
    """The target, filled in and bracketed."""
    u, target, end = scene.layout.u, scene.drill.target, scene.drill.scale
    top, foot = row_of(gauge, target.high, end), row_of(gauge, target.low, end)
    tone = scene.ink.tone
    shade = blend(tone(GOOD), tone(PANEL), 0.5)
    pygame.draw.rect(canvas, shade, (gauge.x, top, gauge.width, foot - top))
    outer, inner = (
        (gauge.left, gauge.right + u(1)) if side is Side.LEFT else (gauge.right, gauge.left - u(1))
    )
    corners = ((outer, top), (inner, top), (inner, foot), (outer, foot))
    pygame.draw.lines(canvas, scene.ink.tone(GOOD), False, corners, u(0.5))


def _paint_limits(canvas: Surface, scene: Scene, gauge: Rect) -> None:
    """The target's limits in digits, above and below the band; no limit at the gauge's ends."""
    u, target, end = scene.layout.u, scene.drill.target, scene.drill.scale
    for limit, anchor in ((target.high, "midbottom"), (target.low, "midtop")):
        if not 0.0 < limit < end:
            continue
        word = scene.ink.word(digits(limit, scene.drill.unit), u(3.4), GOOD)
        place = word.get_rect(**{anchor: (gauge.centerx, row_of(gauge, limit, end))})
        place.y += u(0.4) if limit == target.low else -u(0.3)
        pygame.draw.rect(canvas, scene.ink.tone(TRACK), place.clip(gauge))
        canvas.blit(word, place)


def _paint_peak(canvas: Surface, scene: Scene, gauge: Rect, peak: float, age: int) -> None:
    """A bar, the newest (age 0) the widest and brightest."""
    mark, u = verdict(peak, scene.drill.target), scene.layout.u
    if mark is None:
        return
    bar = Rect(0, 0, gauge.width - 2 * u(0.5 + 0.3 * age), u(0.7 if age else 1.3))
    bar.center = (gauge.centerx, row_of(gauge, peak, scene.drill.scale))
    shade = blend(scene.ink.tone(mark[1]), scene.ink.tone(TRACK), 1 - age / _PEAKS)
    pygame.draw.rect(canvas, shade, bar, border_radius=u(0.4))


def _paint_needle(
    canvas: Surface, scene: Scene, side: Side, gauge: Rect, snapshot: Snapshot
) -> None:
    """Where the leg is in this frame; nothing where that is not known."""
    value, u = live(scene.drill, snapshot, side), scene.layout.u
    if isnan(value):
        return
    needle = Rect(0, 0, gauge.width + u(1.6), u(0.9))
    needle.center = (gauge.centerx, row_of(gauge, value, scene.drill.scale))
    pygame.draw.rect(canvas, scene.ink.tone(PANEL), needle.inflate(2, 2), border_radius=u(0.4))
    colour = FAINT if scene.left_out(side) else WHITE
    pygame.draw.rect(canvas, scene.ink.tone(colour), needle, border_radius=u(0.4))


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
    elif scene.drill.traits.gauge is Gauge.RING:
        top = column.area.top + scene.layout.u(38 if column.roomy else 33)
        room = Rect(area.left, top, area.width, max(1, area.bottom - top))
        paint_hold(canvas, scene, side, room)
    elif scene.drill.traits.gauge is Gauge.BAR:
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
    count = scene.count(column.side)
    known = count.good is not None and not scene.left_out(column.side)
    column.line(str(count.good) if known else "-", 4, 17, WHITE)
    column.line(f"/ {count.all}", 18.5, 9.5, DIM)
    if column.roomy:
        column.line(scene.texts.states["good_reps"], 28, 4, DIM)


def _paint_left_out(column: Column) -> None:
    scene, u = column.scene, column.scene.layout.u
    words = scene.texts.states["not_graded_view"]
    size, lines = scene.ink.fit(words, column.area.width, (u(5), u(5)))
    first = column.area.centerx, column.area.bottom - (len(lines) - 1) * size
    put_lines(column.canvas, scene.ink, (size, lines), DIM, midbottom=first)


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
