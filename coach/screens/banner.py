"""What is said: the cue line, the state of the set, why something cannot be judged; and what must
be read before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isnan

from pygame import Rect, Surface

from coach.core.session.snapshot import Snapshot
from coach.core.types import CueKind, Phase
from coach.screens.ink import ALARM, GOOD, GROUND, NOTICE, OUT, PANEL, WHITE, Colour, put, put_lines
from coach.screens.marks import Symbol
from coach.screens.picture import picture_place
from coach.screens.scene import Scene

CUES: dict[CueKind, tuple[Symbol, Colour]] = {
    CueKind.SAFETY: (Symbol.WARNING, ALARM),
    CueKind.SET: (Symbol.NOTE, NOTICE),
    CueKind.CORRECTION: (Symbol.ARROW, OUT),
    CueKind.CONFIRMATION: (Symbol.TICK, GOOD),
    CueKind.PRAISE: (Symbol.TICK, GOOD),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A symbol and words on a dark plate; a `filled` one has a plate of the symbol's colour."""

    mark: Symbol
    colour: Colour
    text: str
    filled: bool = False


def paint_cue(canvas: Surface, scene: Scene) -> None:
    """The one cue that stands on the screen now, as large as its area allows.

    Before the set its place is free for what the athlete must mind.
    """
    snapshot = scene.snapshot
    if scene.warns:
        sign = Sign(Symbol.WARNING, NOTICE, scene.drill.safety)
        paint_sign(canvas, scene, sign, (6, 5.2), scene.layout.cue, "midbottom")
    if snapshot is None or snapshot.shown is None:
        if scene.status.asks:
            _paint_below(canvas, scene, Sign(Symbol.NOTE, NOTICE, scene.status.asks))
        return
    cue = snapshot.shown
    if snapshot.phase in (Phase.COUNT_IN, Phase.PAUSED) and cue.kind is CueKind.SET:
        return  # what stands in the picture says it
    words = scene.texts.show(cue)
    _paint_below(canvas, scene, Sign(*CUES[cue.kind], words, filled=cue.kind is CueKind.SAFETY))


def _paint_below(canvas: Surface, scene: Scene, sign: Sign) -> None:
    """Over the picture's lower edge, at work so large that it is read on the run."""
    if scene.at_work:
        paint_sign(canvas, scene, sign, (17.5, 14), scene.layout.low, "midbottom")
    else:
        paint_sign(canvas, scene, sign, (14, 8.6), scene.layout.cue, "midbottom")


def paint_state(canvas: Surface, scene: Scene) -> None:
    """Whatever keeps the set from being coached now; nothing while all is well."""
    phase = scene.snapshot.phase if scene.snapshot else None
    if scene.snapshot and phase is Phase.COUNT_IN:
        _paint_count_in(canvas, scene, scene.snapshot)
    elif phase is Phase.PAUSED:
        _paint_stop(canvas, scene, Sign(Symbol.PAUSE, WHITE, scene.texts.states["paused"]))
        below = Sign(Symbol.RIGHTWARD, NOTICE, scene.texts.states["how_to_go_on"])
        _paint_below(canvas, scene, below)
    elif phase is Phase.DONE:
        _paint_stop(canvas, scene, Sign(Symbol.TICK, GOOD, scene.texts.states["done"]))
    elif phase is Phase.REST:
        _paint_stop(canvas, scene, Sign(Symbol.NOTE, NOTICE, scene.texts.states["rest"]))
    else:
        _paint_reason(canvas, scene)


def _paint_reason(canvas: Surface, scene: Scene) -> None:
    states, reason = scene.texts.states, scene.readings.reason
    if scene.snapshot is None:
        text = states["starting"]
    elif reason is not None:
        text = scene.texts.state(reason)
    elif scene.snapshot.phase is Phase.WAITING:
        text = states["waiting"]
    else:
        return
    if scene.snapshot is None or scene.snapshot.shown is None:
        _paint_above_warning(canvas, scene, Sign(Symbol.NOTE, NOTICE, text))


def _paint_above_warning(canvas: Surface, scene: Scene, sign: Sign) -> None:
    """Never over the head: over the lower edge, above what must be minded before the set."""
    area = scene.layout.cue
    if scene.warns:
        paint_sign(canvas, scene, sign, (14, 8.6), area.move(0, -area.height), "midbottom")
    else:
        _paint_below(canvas, scene, sign)


def _paint_count_in(canvas: Surface, scene: Scene, snapshot: Snapshot) -> None:
    place = _veil(canvas, scene)
    u, left = scene.layout.u, snapshot.left_s
    words = scene.ink.word(scene.texts.states["count_in"], u(8), WHITE)
    put(canvas, words, midtop=(place.centerx, place.top + u(3)))
    if not isnan(left):
        number = scene.ink.word(str(max(1, ceil(left))), u(52), WHITE)
        put(canvas, number, center=(place.centerx, place.centery + u(6)))


def _paint_stop(canvas: Surface, scene: Scene, sign: Sign) -> None:
    place, u = _veil(canvas, scene), scene.layout.u
    mark = scene.ink.mark(sign.mark, u(16), sign.colour)
    put(canvas, mark, center=(place.centerx, place.centery - u(8)))
    fitted = scene.ink.fit(sign.text, place.width - u(6), (u(11), u(9)))
    put_lines(canvas, scene.ink, fitted, WHITE, midtop=(place.centerx, place.centery + u(4)))


def _veil(canvas: Surface, scene: Scene) -> Rect:
    """Darkens the picture; gives where it is."""
    place = picture_place(scene)
    canvas.blit(scene.ink.plate(place.size, GROUND, 165, 0), place)
    return place


def paint_sign(
    canvas: Surface,
    scene: Scene,
    sign: Sign,
    tallest: tuple[float, float],
    area: Rect,
    anchor: str,
) -> None:
    """A plate at that anchor of the area; `tallest` line, alone or of two, in units."""
    u, ink = scene.layout.u, scene.ink
    pad, symbol = u(2.2), u(tallest[0] * 0.72)
    room = area.width - 2 * pad - symbol - u(2.2)
    size, lines = ink.fit(sign.text, room, (u(tallest[0]), u(tallest[1])))
    front = GROUND if sign.filled else WHITE
    width = 2 * pad + symbol + u(2.2) + max(ink.width(line, size) for line in lines)
    plate = Rect(0, 0, width, size * len(lines) + u(2.4))
    setattr(plate, anchor, getattr(area, anchor))
    canvas.blit(ink.plate(plate.size, sign.colour, 255, u(1.6)), plate)
    if not sign.filled:
        inner = plate.inflate(-2 * u(0.4), -2 * u(0.4))
        canvas.blit(ink.plate(inner.size, PANEL, 255, u(1.3)), inner)
    colour = front if sign.filled else sign.colour
    mark = ink.mark(sign.mark, min(symbol, plate.height - u(1)), colour)
    put(canvas, mark, center=(plate.left + pad + symbol // 2, plate.centery))
    corner = plate.left + pad + symbol + u(2.2), plate.top + u(1.2)
    put_lines(canvas, ink, (size, lines), front, topleft=corner)


def paint_notice(canvas: Surface, scene: Scene) -> None:
    """The status's notice, a mark before each line, and the key that takes it away."""
    lines = scene.status.notice
    if not lines:
        return
    u, whole = scene.layout.u, canvas.get_size()
    canvas.blit(scene.ink.plate(whole, GROUND, 235, 0), (0, 0))
    card = Rect(0, 0, whole[0] - u(12), whole[1] - u(12))
    card.center = canvas.get_rect().center
    canvas.blit(scene.ink.plate(card.size, PANEL, 255, u(2)), card)
    room = min(u(15), (card.height - u(16)) // len(lines))
    tallest = (min(u(5.6), round(0.8 * room)), min(u(5), round(0.42 * room)))
    fitted = [scene.ink.fit(line, card.width - u(13), tallest) for line in lines]
    tall = min(size for size, _ in fitted)
    for i, (_, words) in enumerate(fitted):
        middle = (card.left + u(3), card.top + u(3) + round((i + 0.5) * room))
        _paint_line(canvas, scene, words, tall, middle)
    accept = scene.ink.word(scene.texts.states["accept"], u(5), NOTICE)
    put(canvas, accept, midbottom=(card.centerx, card.bottom - u(3)))


def _paint_line(
    canvas: Surface, scene: Scene, words: tuple[str, ...], tall: int, midleft: tuple[int, int]
) -> None:
    u, (left, middle) = scene.layout.u, midleft
    put(canvas, scene.ink.mark(Symbol.NOTE, u(4), NOTICE), midleft=midleft)
    corner = left + u(7), middle - tall * len(words) // 2
    put_lines(canvas, scene.ink, (tall, words), WHITE, topleft=corner)
