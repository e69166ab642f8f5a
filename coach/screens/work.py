"""What the athlete sees at work, over the picture's edges: each leg's reps and how far the last
lift was from the target, the joints at the top of it, and what is left of the set and of the plan.

Whatever is for somebody who moves, 3 m from a 13-inch screen, has capitals of 16 minutes of arc, in
letters whose line is `READ` units high, or of 20 and more in larger ones; nothing else is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite, isnan

import pygame
from pygame import Rect, Surface

from coach.core.drills.kinds import Gauge
from coach.core.drills.rules import Band
from coach.core.types import Phase, Side
from coach.screens.ink import DIM, FAINT, GOOD, GROUND, NOTICE, TRACK, WHITE, Colour, put
from coach.screens.marks import Symbol
from coach.screens.ring import paint_hold
from coach.screens.scene import Scene, verdict
from coach.screens.steady import digits

READ = 14.0
_COUNT, _GAP = 22.0, 24.0
TONE_S = 1.0
"""So long a mark stands for a tone that sounded."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a lift's peak was from the target: `text` in the drill's unit, and how it is marked.

    `words` is the state that says which way it must go; empty where the target was reached.
    """

    text: str
    mark: Symbol
    colour: Colour
    words: str = ""


def gap(peak: float, target: Band, unit: str) -> Gap | None:
    """The way to the target's lower end, or how far above it the peak is; a peak beyond the upper
    end has the way back. None where nothing was measured."""
    look = verdict(peak, target)
    if look is None:
        return None
    if target.holds(peak):
        return Gap(f"+{peak - target.low:.0f}{unit}", *look)
    if peak < target.low:
        return Gap(f"{max(1, round(target.low - peak))}{unit}", *look, "to_go")
    return Gap(f"{max(1, round(peak - target.high))}{unit}", *look, "too_high")


def paint_columns(canvas: Surface, scene: Scene) -> None:
    """Left is the athlete's left, and stays at the left whatever the view. A run has none: its
    target is nothing to reach."""
    if scene.drill.traits.by_steps:
        return
    for side in Side:
        _paint_column(Column(canvas, scene, side))


@dataclass(frozen=True, slots=True)
class Column:
    """One leg's numbers, from the top down, at its edge of the picture."""

    canvas: Surface
    scene: Scene
    side: Side

    @property
    def area(self) -> Rect:
        return self.scene.layout.columns[self.side]

    def line(self, top: float, tall: float, text: str, colour: Colour) -> Rect:
        """A line of `tall` units, `top` units below the area's; smaller if it is too long."""
        scene, u = self.scene, self.scene.layout.u
        size, _ = scene.ink.fit(text, self.area.width, (u(tall),))
        word = scene.ink.word(text, size, FAINT if scene.left_out(self.side) else colour)
        middle = self.area.top + u(top + tall / 2)
        if self.side is Side.LEFT:
            return put(self.canvas, word, midleft=(self.area.left, middle))
        return put(self.canvas, word, midright=(self.area.right, middle))

    def beside(self, line: Rect, word: Surface) -> None:
        """A word or mark after the line, on the side of the window's middle."""
        away = self.scene.layout.u(2)
        if self.side is Side.LEFT:
            put(self.canvas, word, midleft=(line.right + away, line.centery))
        else:
            put(self.canvas, word, midright=(line.left - away, line.centery))


def _paint_column(column: Column) -> None:
    scene, side, area, u = column.scene, column.side, column.area, column.scene.layout.u
    width, height = scene.layout.size
    shade = scene.ink.shade((area.width + u(8), height), side is Side.LEFT)
    column.canvas.blit(shade, (0 if side is Side.LEFT else width - shade.get_width(), 0))
    column.line(0, READ, initial(scene, side), WHITE)
    _paint_count(column)
    if scene.left_out(side):
        return
    if scene.drill.traits.gauge is Gauge.RING:
        top = area.top + u(READ + _COUNT)
        paint_hold(column.canvas, scene, side, Rect(area.left, top, area.width, area.bottom - top))
    elif scene.drill.traits.gauge is Gauge.BAR:
        _paint_gap(column)


def _paint_count(column: Column) -> None:
    """The reps that count, large, all that there were, and a mark while one's tone has just
    sounded; a stretch counts none."""
    scene, u = column.scene, column.scene.layout.u
    if scene.drill.traits.own_timer:
        return
    count = scene.count(column.side)
    known = count.good is not None and not scene.left_out(column.side)
    number = f"{count.good} / {count.seen}" if known else f"- / {count.all}"
    line = column.line(READ, _COUNT, number, WHITE)
    if sounded(scene, column.side):
        column.beside(line, scene.ink.mark(Symbol.TONE, u(8), GOOD))


def _paint_gap(column: Column) -> None:
    scene, u = column.scene, column.scene.layout.u
    peaks = scene.snapshot.peaks.get(column.side, ()) if scene.snapshot else ()
    last = gap(peaks[-1], scene.drill.target, scene.drill.unit) if peaks else None
    if last is None:
        return
    line = column.line(READ + _COUNT, _GAP, last.text, last.colour)
    column.beside(line, scene.ink.mark(last.mark, u(7), last.colour))
    if last.words:
        column.line(READ + _COUNT + _GAP, READ, scene.texts.states[last.words], last.colour)


def initial(scene: Scene, side: Side) -> str:
    """A leg's name beside the head, where there is no room for more."""
    return scene.texts.sides[side][:1].upper()


def sounded(scene: Scene, side: Side) -> bool:
    """Has the tone of a rep of this side just sounded? From one to the next it stays so, so that
    nothing flickers."""
    if scene.snapshot is None or not scene.status.tones_on:
        return False
    now = scene.snapshot.t
    return any(name == f"good_{side}" and 0 <= now - t < TONE_S for name, t in scene.status.tones)


def paint_time(canvas: Surface, scene: Scene) -> None:
    """Beside the names, where no head is: what is left of the set, and the steps a minute where the
    drill has a pace; the metronome's pace in steady digits, for nothing flashes with it."""
    now, u, ink = scene.snapshot, scene.layout.u, scene.ink
    away = scene.layout.columns[Side.LEFT].left
    away += 0 if scene.drill.traits.by_steps else u(READ)
    middle = scene.layout.columns[Side.LEFT].top + u(READ / 2)
    if now is not None and now.phase is Phase.WORK and not isnan(now.left_s):
        put(canvas, ink.word(clock(now.left_s), u(READ), WHITE), midleft=(away, middle))
    pace = _pace(scene)
    if pace:
        put(canvas, pace, midright=(scene.layout.size[0] - away, middle))


def _pace(scene: Scene) -> Surface | None:
    """The metronome's pace, else the steps a minute with how they meet the drill's band."""
    u, ink, band, cadence = scene.layout.u, scene.ink, scene.drill.cadence, scene.readings.cadence
    if scene.snapshot and not isnan(scene.snapshot.metronome_spm):
        beat = ink.word(digits(scene.snapshot.metronome_spm), u(READ), WHITE)
        return _joined(ink.mark(Symbol.TONE, u(8), NOTICE), beat, u(1.5))
    if isnan(cadence) or not (isfinite(band.low) and isfinite(band.high)):
        return None
    word = ink.word(f"{cadence:.0f}/min", u(READ), WHITE)
    look = verdict(cadence, band)
    return _joined(ink.mark(look[0], u(6), look[1]), word, u(1.5)) if look else word


def _joined(mark: Surface, word: Surface, away: int) -> Surface:
    both = Surface((mark.get_width() + away + word.get_width(), word.get_height()), pygame.SRCALPHA)
    put(both, mark, midleft=(0, both.get_height() // 2))
    put(both, word, midright=(both.get_width(), both.get_height() // 2))
    return both


def clock(seconds: float) -> str:
    """What is left, as it is read at a glance."""
    whole = max(0, ceil(seconds))
    return f"{whole} s" if whole < 100 else f"{whole // 60}:{whole % 60:02}"


def paint_joints(canvas: Surface, scene: Scene) -> None:
    """The near leg's hip and knee at the top of its last lift, or as they are where nothing is
    lifted, and at the other side the plan's minutes; over the lower edge, where no cue stands."""
    if scene.spoken_to or scene.snapshot is None:
        return
    near = scene.snapshot.view.view.near
    known = [side for side in Side if not all(map(isnan, scene.readings.joints.get(side, ())))]
    side = near if near in known or not known else known[0]
    minutes = minutes_left(scene) if scene.at_work else ""
    away = Side.LEFT if side is Side.RIGHT else Side.RIGHT
    taken = _paint_low(canvas, scene, minutes, away) if minutes else 0
    if side in known and not scene.drill.traits.by_steps:
        _paint_low(canvas, scene, _joints(scene, *scene.readings.joints[side]), side, taken)


def _joints(scene: Scene, hip: float, knee: float) -> str:
    names = scene.texts.joints
    named = [(names["hip"], hip), (names["knee"], knee)]
    words = " ".join(f"{name} {angle:.0f}°" for name, angle in named if not isnan(angle))
    lifted = scene.drill.traits.gauge is Gauge.BAR
    return f"{scene.texts.states['at_top']}: {words}" if lifted else words


def _paint_low(canvas: Surface, scene: Scene, text: str, side: Side, taken: int = 0) -> int:
    """Words in that corner, where so much of the edge is `taken`; gives how wide they are."""
    low, u = scene.layout.low, scene.layout.u
    size, lines = scene.ink.fit(
        text, min(round(0.82 * low.width), low.width - taken - u(6)), (u(READ),)
    )
    word = scene.ink.word(lines[0], size, WHITE)
    plate = word.get_rect().inflate(u(4), 0)
    plate.bottom = low.bottom
    plate.x = low.left if side is Side.LEFT else low.right - plate.width
    canvas.blit(scene.ink.plate(plate.size, GROUND, 150, u(2)), plate)
    put(canvas, word, center=plate.center)
    return plate.width


def minutes_left(scene: Scene) -> str:
    """What is left of the plan, without what it takes to get in place; empty for a set alone."""
    now = scene.snapshot
    progress = now.progress if now else None
    if now is None or progress is None or progress.alone or now.closing:
        return ""
    if isnan(progress.ahead_s):
        return ""
    seconds = progress.ahead_s + (0.0 if isnan(now.left_s) else now.left_s)
    return f"{max(1, ceil(seconds / 60))} {scene.texts.states['start_minutes']}"


def paint_whereabouts(canvas: Surface, scene: Scene) -> None:
    """A plan's steps along the upper edge, filled as far as their sets are over, and where nobody
    moves the minutes that are left; nothing where there is one set."""
    progress = scene.snapshot.progress if scene.snapshot else None
    if progress is None or progress.alone:
        return
    u, wide = scene.layout.u, scene.layout.size[0] / progress.steps
    for n in range(progress.steps):
        dash = Rect(round(n * wide) + u(0.3), u(0.5), round(wide) - u(0.6), u(1.4))
        pygame.draw.rect(canvas, scene.ink.tone(TRACK), dash, border_radius=u(0.7))
        begun = progress.at_set / progress.sets if n + 1 == progress.at_step else 0.0
        over = n + 1 < progress.at_step
        dash.width = round(dash.width * (1.0 if over else begun))
        pygame.draw.rect(
            canvas, scene.ink.tone(DIM if over else NOTICE), dash, border_radius=u(0.7)
        )
    if not scene.at_work:
        word = scene.ink.word(minutes_left(scene), u(7), WHITE)
        put(canvas, word, midright=scene.layout.header.midright)
