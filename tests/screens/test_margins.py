from dataclasses import replace

import pytest

from coach.core.types import CueKind, Phase
from coach.screens.ink import Ink
from coach.screens.margins import (
    KEYS,
    paint_help,
    paint_hints,
    paint_notes,
    paint_pace,
    paint_title,
)
from tests.screens.pictures import (
    STATUS,
    TEXTS,
    cue,
    painted,
    scene,
    snapshot,
    told,
    used,
)


def test_notes_stay_and_so_does_what_is_switched_off(ink: Ink) -> None:
    status = replace(STATUS, notes=("no sound", "no camera"), voice_on=False, tones_on=False)
    moment = scene(ink, snapshot(phase=Phase.PAUSED), status)
    off = [TEXTS.states["voice_off"], TEXTS.states["tones_off"]]
    assert told(paint_notes, moment).texts == ["no sound", "no camera", *off]
    assert told(paint_notes, scene(ink, snapshot(phase=Phase.PAUSED))).texts == []


def test_long_notes_share_the_width_of_the_window(ink: Ink) -> None:
    status = replace(STATUS, notes=("no sound: the device could not be opened just now",) * 3)
    moment = scene(ink, snapshot(phase=Phase.PAUSED), status)
    words = told(paint_notes, moment).words
    assert len(words) == 3
    wide = sum(ink.word(*word).get_width() for word in words)
    assert wide + 3 * moment.layout.u(6) <= moment.layout.strip.width


def test_nothing_small_stands_beside_the_work(ink: Ink) -> None:
    status = replace(STATUS, notes=("no sound",), voice_on=False)
    assert told(paint_notes, scene(ink, snapshot(), status)).texts == []


@pytest.mark.parametrize(
    ("age", "fps", "words"),
    [(0.038, 29.9, []), (0.2, 29.9, ["200 ms   30 fps"]), (0.05, 12.0, ["50 ms   12 fps"])],
)
def test_the_pace_is_told_only_where_it_is_bad(
    ink: Ink, age: float, fps: float, words: list[str]
) -> None:
    moment = scene(ink, snapshot(), replace(STATUS, frame_age_s=age, fps=fps))
    assert told(paint_pace, moment).texts == words
    assert told(paint_pace, scene(ink, snapshot())).texts == []


@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (600, 900)])
def test_all_keys_are_hinted_at_within_the_window(ink: Ink, size: tuple[int, int]) -> None:
    moment = scene(ink, snapshot(), size=size, hints=True)
    row = used(painted(paint_hints, moment))
    assert 0 < row.left < row.right < size[0]
    for _, word in KEYS:
        assert TEXTS.states[word] in told(paint_hints, moment).texts


def test_hints_make_way_for_a_cue(ink: Ink) -> None:
    moment = scene(ink, snapshot(cue=cue("good", CueKind.PRAISE)), hints=True)
    assert told(paint_hints, moment).texts == []
    assert told(paint_hints, scene(ink, snapshot())).texts == []


def test_help_lists_every_key_over_everything(ink: Ink) -> None:
    texts = told(paint_help, scene(ink, snapshot(), help=True)).texts
    assert {"Space", "q / Esc", "F1", "F11", *(TEXTS.states[word] for _, word in KEYS)} <= {*texts}
    assert told(paint_help, scene(ink, snapshot())).texts == []


def test_a_long_title_stays_clear_of_the_cadence(ink: Ink) -> None:
    status = replace(STATUS, title="A-skip moving forward on the belt, set 2 of 3, after the rest")
    assert used(painted(paint_title, scene(ink, snapshot(), status))).right < 0.4 * 1280


def test_the_foot_says_while_a_video_is_kept(ink: Ink) -> None:
    resting = snapshot(phase=Phase.PAUSED)
    words = told(paint_pace, scene(ink, resting, status=replace(STATUS, recording=True))).texts
    assert TEXTS.states["recording"] in words
    assert TEXTS.states["recording"] not in told(paint_pace, scene(ink, snapshot())).texts
