from dataclasses import replace
from math import nan

import pytest
from pygame import Surface

from coach.core.types import CueKind, Phase, Reason, Side
from coach.screens.banner import CUES, paint_cue, paint_state
from coach.screens.ink import Ink
from coach.screens.picture import picture_place
from coach.wording.texts import CueWords
from tests.screens.pictures import DRILL, STATUS, TEXTS, cue, painted, scene, snapshot, told, used

WINDOWS = [(1280, 720), (1920, 1080), (800, 600), (640, 360), (600, 900), (3440, 1440)]
LOW = cue("knee_low", CueKind.CORRECTION, Side.LEFT)


def empty(canvas: Surface) -> bool:
    return not any(canvas.get_buffer().raw)


def test_the_cue_names_the_side_first(ink: Ink) -> None:
    assert told(paint_cue, scene(ink, snapshot(cue=LOW))).texts == ["Left: knee up to the line"]


def test_no_cue_leaves_the_canvas_alone(ink: Ink) -> None:
    assert empty(painted(paint_cue, scene(ink, snapshot())))
    assert empty(painted(paint_cue, scene(ink, None)))


def test_the_count_in_is_not_said_twice(ink: Ink) -> None:
    counting = snapshot(phase=Phase.COUNT_IN, cue=cue("start", CueKind.SET))
    assert told(paint_cue, scene(ink, counting)).texts == []
    assert told(paint_cue, scene(ink, replace(counting, phase=Phase.WORK))).texts == ["Go"]


@pytest.mark.parametrize("size", WINDOWS)
@pytest.mark.parametrize("words", ["Up", "knee up to the line", "a longer line " * 4, "x" * 60])
def test_a_cue_fits_into_any_window(ink: Ink, size: tuple[int, int], words: str) -> None:
    texts = replace(TEXTS, cues={"knee_low": CueWords(words, words)})
    moment = scene(ink, snapshot(cue=LOW), size=size, texts=texts)
    sign = used(painted(paint_cue, moment))
    assert 0 < sign.left < sign.right < size[0]
    assert sign.bottom <= moment.layout.low.bottom


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)])
def test_a_cue_is_at_least_8_percent_of_the_window_high(ink: Ink, size: tuple[int, int]) -> None:
    for line in TEXTS.cues:
        moment = scene(ink, snapshot(cue=cue(line, CueKind.CORRECTION, Side.RIGHT)), size=size)
        assert min(height for _, height, _ in told(paint_cue, moment).words) >= 0.08 * size[1]


def test_corrections_praise_and_safety_differ_in_shape_and_not_in_colour_alone() -> None:
    assert len({CUES[kind][0] for kind in CueKind}) == len({*CUES.values()}) == 4
    assert set(CUES) == set(CueKind)


def test_it_says_which_joint_it_cannot_see(ink: Ink) -> None:
    hidden = snapshot(reason=Reason("part_hidden", Side.LEFT, "ankle"))
    assert told(paint_state, scene(ink, hidden)).texts == ["I can't see your left ankle"]


def test_nothing_is_said_while_all_is_well(ink: Ink) -> None:
    assert empty(painted(paint_state, scene(ink, snapshot())))


def test_it_waits_in_words(ink: Ink) -> None:
    waiting = snapshot(phase=Phase.WAITING)
    assert told(paint_state, scene(ink, waiting)).texts == [TEXTS.states["waiting"]]
    assert told(paint_state, scene(ink, None)).texts == [TEXTS.states["starting"]]


@pytest.mark.parametrize(("left", "number"), [(3.0, "3"), (2.4, "3"), (0.3, "1"), (0.0, "1")])
def test_the_count_in_counts_whole_seconds(ink: Ink, left: float, number: str) -> None:
    moment = scene(ink, snapshot(phase=Phase.COUNT_IN, left_s=left))
    written = told(paint_state, moment).words
    assert [(text, height) for text, height, _ in written if text == number]
    assert max(height for _, height, _ in written) > 0.4 * 720


def test_a_count_in_of_unknown_length_has_no_number(ink: Ink) -> None:
    moment = scene(ink, snapshot(phase=Phase.COUNT_IN, left_s=nan))
    assert told(paint_state, moment).texts == [TEXTS.states["count_in"]]


@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.DONE])
def test_a_stop_is_large_and_in_the_picture(ink: Ink, phase: Phase) -> None:
    moment = scene(ink, snapshot(phase=phase), status=STATUS)
    assert told(paint_state, moment).texts[0] == TEXTS.states[phase.value]
    canvas = painted(paint_state, moment)
    assert picture_place(moment).contains(used(canvas))


def test_what_the_athlete_must_mind_is_shown_before_the_set_and_not_in_it(ink: Ink) -> None:
    careful = replace(DRILL, safety="Belt stopped.")
    waiting, working = snapshot(phase=Phase.WAITING), snapshot(phase=Phase.WORK)
    shown = [
        told(paint_cue, replace(scene(ink, moment), drill=careful)).texts
        for moment in (None, waiting, working)
    ]
    assert shown == [["Belt stopped."], ["Belt stopped."], []]
