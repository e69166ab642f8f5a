"""Round the picture: title, cadence and time above, notes and pace below, and the keys."""

from __future__ import annotations

from math import isfinite, isnan

import pygame
from pygame import Rect, Surface

from coach.core.types import Phase
from coach.screens.ink import (
    DIM,
    GOOD,
    GROUND,
    NOTICE,
    OUT,
    PANEL,
    TRACK,
    WHITE,
    Colour,
    put,
    put_words,
)
from coach.screens.marks import Symbol
from coach.screens.scene import Scene
from coach.screens.steady import digits

KEYS: tuple[tuple[str, str], ...] = (
    ("{key_space}", "key_pause"),
    ("q / Esc", "key_end"),
    ("x", "key_pain"),
    ("m", "key_mirror"),
    ("v", "key_voice"),
    ("t", "key_tones"),
    ("c", "key_recalibrate"),
    ("r", "key_replay"),
    ("F1", "key_help"),
    ("F11", "key_full_screen"),
)
"""What is on the key, and the state that says what it does."""

PLAN_KEYS: tuple[tuple[str, str], ...] = (
    ("n, {key_page_down}", "key_skip"),
    ("p, {key_page_up}", "key_repeat"),
)


def paint_title(canvas: Surface, scene: Scene) -> None:
    """What is practised, on two lines if it is long."""
    u, header = scene.layout.u, scene.layout.header
    area = Rect(header.left, header.top, round(0.3 * header.width), header.height)
    put_words(canvas, scene.ink, scene.status.title, area, (u(6), u(4.6)), WHITE)


def paint_cadence(canvas: Surface, scene: Scene) -> None:
    """Steps a minute, and where that is against the drill's band; a stretch has none."""
    if scene.drill.traits.own_timer:
        return
    u, header = scene.layout.u, scene.layout.header
    number = scene.ink.word(digits(scene.readings.cadence), u(10), WHITE)
    put(canvas, number, midright=(header.centerx - u(1), header.centery))
    left = header.centerx + u(1)
    caption = scene.ink.word(scene.texts.states["steps_per_min"], u(4.4), DIM)
    said = put(canvas, caption, bottomleft=(left, header.centery + u(0.4)))
    _paint_beat(canvas, scene, said)
    _paint_scale(canvas, scene, Rect(left, header.centery + u(1.2), u(22), u(1.6)))


def _paint_beat(canvas: Surface, scene: Scene, after: Rect) -> None:
    """The metronome's beats a minute, in steady words: nothing flashes with the beat."""
    u, beat = scene.layout.u, scene.snapshot.metronome_spm if scene.snapshot else float("nan")
    if isnan(beat):
        return
    mark = scene.ink.mark(Symbol.TONE, u(3.6), NOTICE)
    at = put(canvas, mark, midleft=(after.right + u(2), after.centery))
    word = scene.ink.word(f"{scene.texts.states['beat']} {digits(beat)}", u(4.4), WHITE)
    put(canvas, word, midleft=(at.right + u(0.6), after.centery))


def _paint_scale(canvas: Surface, scene: Scene, scale: Rect) -> None:
    u, band, cadence = scene.layout.u, scene.drill.cadence, scene.readings.cadence
    if not (isfinite(band.low) and isfinite(band.high)):
        return
    span = 2 * (band.high - band.low)
    left, step = (band.low + band.high - span) / 2, scale.width / span
    pygame.draw.rect(canvas, scene.ink.tone(TRACK), scale, border_radius=u(0.8))
    inner = Rect(scale.x + (band.low - left) * step, scale.y, scale.width / 2, scale.height)
    pygame.draw.rect(canvas, scene.ink.tone(GOOD), inner)
    if not isnan(cadence):
        x = scale.x + min(max((cadence - left) * step, 0), scale.width)
        put(canvas, scene.ink.mark(Symbol.UP, u(2.4), WHITE), midtop=(x, scale.bottom - u(0.8)))


def paint_time(canvas: Surface, scene: Scene) -> None:
    """What is left of the set, in digits and as a bar over the picture."""
    snapshot, header, middle = scene.snapshot, scene.layout.header, scene.layout.middle
    timed = (Phase.WORK, Phase.REST)
    if snapshot is None or snapshot.phase not in timed or isnan(snapshot.left_s):
        return
    u, left = scene.layout.u, max(0.0, snapshot.left_s)
    word = scene.ink.word(f"{left:.0f} s", u(8), WHITE)
    put(canvas, word, midright=header.midright)
    bar = Rect(middle.left, header.bottom - u(1.6), middle.width, u(0.8))
    pygame.draw.rect(canvas, scene.ink.tone(TRACK), bar, border_radius=u(0.4))
    bar.width = round(bar.width * min(1.0, left / scene.whole_s))
    pygame.draw.rect(canvas, scene.ink.tone(DIM), bar, border_radius=u(0.4))


def paint_notes(canvas: Surface, scene: Scene) -> None:
    """A badge for what is asked, and for each thing that is not as it should be while it is so."""
    states, strip, u = scene.texts.states, scene.layout.strip, scene.layout.u
    badges: list[tuple[Symbol, Colour, str]] = []
    badges += [(Symbol.NOTE, NOTICE, scene.status.asks)] if scene.status.asks else []
    badges += [(Symbol.WARNING, OUT, note) for note in scene.status.notes]
    badges += [] if scene.status.voice_on else [(Symbol.OFF, DIM, states["voice_off"])]
    badges += [] if scene.status.tones_on else [(Symbol.OFF, DIM, states["tones_off"])]
    x = strip.left
    for mark, colour, text in badges:
        said = scene.ink.cut(text, u(3.4), strip.width - u(6))
        word = scene.ink.word(said, u(3.4), WHITE)
        plate = Rect(x, strip.top, word.get_width() + u(6), strip.height)
        canvas.blit(scene.ink.plate(plate.size, PANEL, 255, u(1.2)), plate)
        at = (plate.left + u(1), plate.centery)
        put(canvas, scene.ink.mark(mark, u(2.8), colour), midleft=at)
        put(canvas, word, midleft=(plate.left + u(4.6), plate.centery))
        x = plate.right + u(1.5)


def paint_pace(canvas: Surface, scene: Scene) -> None:
    """How old the picture is, and how many there are a second; and whether they are kept."""
    readings, strip = scene.readings, scene.layout.strip
    age, fps = digits(1000 * readings.frame_age_s), digits(readings.fps)
    word = scene.ink.word(f"{age} ms   {fps} fps", scene.layout.u(3.2), DIM)
    pace = put(canvas, word, midright=strip.midright)
    if scene.status.recording:
        u, y = scene.layout.u, strip.centery
        kept = scene.ink.word(scene.texts.states["recording"], u(3.4), WHITE)
        said = put(canvas, kept, midright=(pace.left - u(2), y))
        put(canvas, scene.ink.mark(Symbol.DISC, u(2.4), NOTICE), midright=(said.left - u(0.8), y))


def paint_hints(canvas: Surface, scene: Scene) -> None:
    """All keys in a row where the cue will stand, until there is one."""
    taken = scene.warns or (scene.snapshot is not None and scene.snapshot.shown is not None)
    if not scene.hints or scene.help or taken:
        return
    area, keys, tall = scene.layout.cue, _keys(scene, KEYS), scene.layout.u(4)
    while tall > 8 and _row_width(scene, keys, tall) > area.width:
        tall -= 1
    x = area.centerx - _row_width(scene, keys, tall) // 2
    for key, word in keys:
        x = _paint_key(canvas, scene, key, (x, area.centery), tall).right + tall // 2
        said = put(canvas, scene.ink.word(word, tall, DIM), midleft=(x, area.centery))
        x = said.right + tall


def _keys(scene: Scene, keys: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    states = scene.texts.states
    return [(key.format_map(states), states[word]) for key, word in keys]


def _row_width(scene: Scene, keys: list[tuple[str, str]], tall: int) -> int:
    words = sum(scene.ink.width(key, tall) + scene.ink.width(word, tall) for key, word in keys)
    return words + round((len(keys) * 2.3 - 1) * tall)


def _paint_key(
    canvas: Surface, scene: Scene, key: str, midleft: tuple[int, int], tall: int
) -> Rect:
    word = scene.ink.word(key, tall, WHITE)
    cap = Rect(0, 0, word.get_width() + round(0.8 * tall), round(1.4 * tall))
    cap.midleft = midleft
    canvas.blit(scene.ink.plate(cap.size, TRACK, 255, tall // 3), cap)
    put(canvas, word, center=cap.center)
    return cap


def paint_help(canvas: Surface, scene: Scene) -> None:
    """All keys, large, over everything else."""
    if not scene.help:
        return
    u, size = scene.layout.u, canvas.get_size()
    canvas.blit(scene.ink.plate(size, GROUND, 215, 0), (0, 0))
    card = Rect(0, 0, u(92), u(84))
    card.center = canvas.get_rect().center
    canvas.blit(scene.ink.plate(card.size, PANEL, 255, u(2)), card)
    title = scene.ink.word(scene.texts.states["keys"], u(8), WHITE)
    put(canvas, title, topleft=(card.left + u(6), card.top + u(4)))
    for i, (key, word) in enumerate(_keys(scene, KEYS + PLAN_KEYS)):
        y = card.top + u(16) + i * u(5.6)
        _paint_key(canvas, scene, key, (card.left + u(6), y), u(4.2))
        put(canvas, scene.ink.word(word, u(4.8), WHITE), midleft=(card.left + u(32), y))
