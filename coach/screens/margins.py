"""Round the picture: the title above, notes and pace below, and the keys."""

from __future__ import annotations

from pygame import Rect, Surface

from coach.screens.ink import (
    ALARM,
    DIM,
    GROUND,
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

_OLD_S, _FEW_FPS = 0.15, 20.0
"""From here on who runs sees the picture lag."""

KEYS: tuple[tuple[str, str], ...] = (
    ("{key_space}", "key_pause"),
    ("q / Esc", "key_end"),
    ("x", "key_pain"),
    ("d", "key_show"),
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


def paint_header(canvas: Surface, scene: Scene) -> None:
    """Dark enough below title and minutes that they are read on any picture."""
    wide, tall = scene.layout.size[0], scene.layout.header.height
    canvas.blit(scene.ink.plate((wide, tall), GROUND, 150, 0), (0, 0))


def paint_title(canvas: Surface, scene: Scene) -> None:
    """What is practised, on two lines if it is long; at the end of a plan the plan."""
    u, header = scene.layout.u, scene.layout.header
    area = Rect(header.left, header.top, round(0.3 * header.width), header.height)
    closing = scene.snapshot.closing if scene.snapshot else None
    plan = scene.snapshot.progress if closing and not closing.alone and scene.snapshot else None
    title = plan.plan if plan else scene.status.title
    put_words(canvas, scene.ink, title, area, (u(6), u(4.6)), WHITE)


def paint_notes(canvas: Surface, scene: Scene) -> None:
    """A badge for each thing that is not as it should be while it is so; at work none, for they
    are too small to be read on the run."""
    if scene.at_work:
        return
    states, strip, u = scene.texts.states, scene.layout.strip, scene.layout.u
    badges: list[tuple[Symbol, Colour, str]] = []
    badges += [(Symbol.WARNING, OUT, note) for note in scene.status.notes]
    badges += [] if scene.status.voice_on else [(Symbol.OFF, DIM, states["voice_off"])]
    badges += [] if scene.status.tones_on else [(Symbol.OFF, DIM, states["tones_off"])]
    x = strip.left
    for left, (mark, colour, text) in zip(range(len(badges), 0, -1), badges, strict=True):
        share = (strip.right - x - (left - 1) * u(1.5)) // left
        said = scene.ink.cut(text, u(3.4), share - u(6))
        word = scene.ink.word(said, u(3.4), WHITE)
        plate = Rect(x, strip.top, word.get_width() + u(6), strip.height)
        canvas.blit(scene.ink.plate(plate.size, PANEL, 255, u(1.2)), plate)
        at = (plate.left + u(1), plate.centery)
        put(canvas, scene.ink.mark(mark, u(2.8), colour), midleft=at)
        put(canvas, word, midleft=(plate.left + u(4.6), plate.centery))
        x = plate.right + u(1.5)


def paint_pace(canvas: Surface, scene: Scene) -> None:
    """How old the picture is and how many there are a second, where that is bad; and whether they
    are kept."""
    readings, strip, u = scene.readings, scene.layout.strip, scene.layout.u
    right = strip.right
    if readings.frame_age_s > _OLD_S or readings.fps < _FEW_FPS:
        age, fps = digits(1000 * readings.frame_age_s), digits(readings.fps)
        word = scene.ink.word(f"{age} ms   {fps} fps", u(3.2), OUT)
        right = put(canvas, word, midright=strip.midright).left - u(2)
    if scene.status.recording:
        mark = scene.ink.mark(Symbol.DISC, u(2.4), ALARM)
        kept = put(canvas, mark, midright=(right, strip.centery))
        if not scene.at_work:
            word = scene.ink.word(scene.texts.states["recording"], u(3.4), WHITE)
            put(canvas, word, midright=(kept.left - u(0.8), strip.centery))


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
