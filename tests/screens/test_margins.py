from dataclasses import replace
from math import inf, nan

import pytest

from coach.core.drills.rules import Band
from coach.core.types import CueKind, Phase
from coach.screens.ink import DIM, GOOD, WHITE, Ink
from coach.screens.margins import (
    KEYS,
    paint_cadence,
    paint_help,
    paint_hints,
    paint_notes,
    paint_pace,
    paint_time,
    paint_title,
)
from tests.screens.pictures import (
    DRILL,
    STATUS,
    TEXTS,
    cue,
    painted,
    rows_of,
    scene,
    snapshot,
    told,
    used,
)


def test_the_cadence_is_written_with_its_unit(ink: Ink) -> None:
    assert told(paint_cadence, scene(ink, snapshot(cadence=171.6))).texts == ["172", "steps/min"]


def test_an_unknown_cadence_is_a_dash_without_a_pointer(ink: Ink) -> None:
    moment = scene(ink, snapshot(cadence=nan))
    assert told(paint_cadence, moment).texts == ["-", "steps/min"]
    known = rows_of(painted(paint_cadence, scene(ink, snapshot())), WHITE)
    assert rows_of(painted(paint_cadence, moment), WHITE)[1] < known[1]


def test_a_drill_without_a_cadence_has_no_band(ink: Ink) -> None:
    assert rows_of(painted(paint_cadence, scene(ink, snapshot())), GOOD) is not None
    for band in (Band(), Band(150.0, inf)):
        moment = scene(ink, snapshot(), drill=replace(DRILL, cadence=band))
        assert rows_of(painted(paint_cadence, moment), GOOD) is None


def test_what_is_left_of_the_set_is_a_number_and_a_bar(ink: Ink) -> None:
    moment = scene(ink, snapshot(left_s=5.0))
    canvas = painted(paint_time, moment)
    y = rows_of(canvas, DIM)[0] + 2
    row = [canvas.get_at((x, y))[:3] == DIM for x in range(1280)]
    assert sum(row) == pytest.approx(moment.layout.middle.width / 4, abs=6)
    assert told(paint_time, moment).texts == ["5 s"]


@pytest.mark.parametrize("of", [{"left_s": nan}, {"phase": Phase.PAUSED}])
def test_a_set_without_an_end_of_its_own_has_no_bar(ink: Ink, of: dict[str, object]) -> None:
    assert told(paint_time, scene(ink, snapshot(**of))).texts == []


def test_notes_stay_and_so_does_what_is_switched_off(ink: Ink) -> None:
    status = replace(STATUS, notes=("no sound", "no camera"), voice_on=False, tones_on=False)
    moment = scene(ink, snapshot(), status)
    off = [TEXTS.states["voice_off"], TEXTS.states["tones_off"]]
    assert told(paint_notes, moment).texts == ["no sound", "no camera", *off]
    assert told(paint_notes, scene(ink, snapshot())).texts == []


def test_the_pace_is_in_milliseconds_and_frames_a_second(ink: Ink) -> None:
    moment = scene(ink, snapshot(), replace(STATUS, frame_age_s=0.0384, fps=29.9))
    assert told(paint_pace, moment).texts == ["38 ms   30 fps"]
    assert told(paint_pace, scene(ink, snapshot())).texts == ["- ms   - fps"]


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
    words = told(paint_pace, scene(ink, snapshot(), status=replace(STATUS, recording=True))).texts
    assert TEXTS.states["recording"] in words
    assert TEXTS.states["recording"] not in told(paint_pace, scene(ink, snapshot())).texts
