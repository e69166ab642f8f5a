"""At work: what is there, how large it is, and what is not."""

from dataclasses import replace
from itertools import product
from math import atan, degrees, inf, nan

import pytest
from pygame import Rect, Surface

from coach.config import drill_names, load_drill, load_texts
from coach.core.drills.kinds import Kind
from coach.core.drills.rules import Band
from coach.core.session.progress import Progress
from coach.core.types import Count, CueKind, Phase, Side, View
from coach.screens.banner import paint_cue
from coach.screens.ink import FAINT, GOOD, NOTICE, OUT, WHITE, Ink
from coach.screens.marks import Symbol
from coach.screens.overlay import paint
from coach.screens.picture import paint_target_line, picture_place
from coach.screens.scene import Scene
from coach.screens.steady import Readings
from coach.screens.work import (
    gap,
    paint_columns,
    paint_joints,
    paint_time,
    paint_whereabouts,
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
    step_of,
    told,
    used,
)

HUES = GOOD, OUT
LEFT_ONLY = frozenset({Side.LEFT})
SCREEN_MM, AWAY_MM = 165.0, 3000.0
"""The height of a 13-inch screen, and how far away the athlete stands."""
SIZES = [(1280, 720), (1366, 768), (1920, 1080)]


def arc(ink: Ink, height: int, rows: int) -> float:
    """The minutes of arc of a capital in a line of that height, full screen and 3 m away."""
    capital = ink.word("H", height, WHITE).get_bounding_rect().height
    return 60 * degrees(atan(capital * SCREEN_MM / rows / AWAY_MM))


def whole(canvas: Surface, of: Scene) -> None:
    paint(canvas, of)


def at_work(ink: Ink, **changes: object) -> Scene:
    joints = {side: (62.0, 87.0) for side in Side}
    peaks = {Side.LEFT: (85.0,), Side.RIGHT: (81.0,)}
    of = scene(ink, replace(snapshot(), peaks=peaks), **changes)
    return replace(of, readings=replace(of.readings, joints=joints))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", SIZES)
def test_whatever_is_written_at_work_can_be_read_from_3_metres(
    ink: Ink, size: tuple[int, int], language: str
) -> None:
    texts = load_texts(language)
    notes = replace(STATUS, notes=("no sound",), voice_on=False, recording=True)
    words = told(whole, at_work(ink, size=size, status=notes, hints=True, texts=texts)).words
    numbers = {"7 / 9", "+10°", "+6°", "14 s", "172/min"}
    assert numbers | {texts.sides[side][0] for side in Side} <= {text for text, _, _ in words}
    for text, height, _ in words:
        assert arc(ink, height, size[1]) >= 16, text
    last = next(height for text, height, _ in words if text == "+10°")
    assert arc(ink, last, size[1]) >= 24  # twice the last peak of before


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_correction_can_be_read_from_3_metres(ink: Ink, language: str) -> None:
    texts = load_texts(language)
    drills = [load_drill(name, texts) for name in drill_names()]
    keys = {key for drill in drills for rule in drill.faults for key in rule.cues}
    small = {}
    for key, side in product(sorted(keys), (None, *Side)):
        said = snapshot(cue=cue(key, CueKind.CORRECTION, side))
        for text, height, _ in told(paint_cue, scene(ink, said, texts=texts)).words:
            if arc(ink, height, 720) < 16:
                small[key, side] = text, round(arc(ink, height, 720), 1)
    assert not small


@pytest.mark.parametrize(
    ("peak", "text", "mark", "words"),
    [
        (61.0, "14°", Symbol.UP, "to_go"),
        (74.8, "1°", Symbol.UP, "to_go"),
        (75.0, "+0°", Symbol.DISC, ""),
        (84.2, "+9°", Symbol.DISC, ""),
        (97.0, "2°", Symbol.DOWN, "too_high"),
    ],
)
def test_the_last_lift_is_told_as_the_way_to_the_target(
    peak: float, text: str, mark: Symbol, words: str
) -> None:
    last = gap(peak, DRILL.target, "°")
    assert last is not None
    assert (last.text, last.mark, last.words) == (text, mark, words)


def test_a_lift_that_was_not_measured_has_no_number(ink: Ink) -> None:
    assert gap(nan, DRILL.target, "°") is None
    moment = replace(snapshot(reps=0), counts={side: Count(0, None) for side in Side})
    assert told(paint_columns, scene(ink, moment)).texts == ["L", "- / 0", "R", "- / 0"]


def test_left_is_at_the_left_and_right_at_the_right(ink: Ink) -> None:
    peaks = {Side.LEFT: (84.0,), Side.RIGHT: (60.0,)}
    canvas = painted(paint_columns, scene(ink, replace(snapshot(), peaks=peaks)))
    left, right = Rect(0, 0, 640, 720), Rect(640, 0, 640, 720)
    seen = [rows_of(canvas, colour, half) is not None for half in (left, right) for colour in HUES]
    assert seen == [True, False, False, True]


def test_a_leg_that_is_not_graded_is_dimmed_and_not_judged(ink: Ink) -> None:
    peaks = {side: (61.0, 84.0) for side in Side}
    moment = replace(snapshot(view=View.LEFT, graded=LEFT_ONLY), peaks=peaks)
    column = scene(ink, moment).layout.columns[Side.RIGHT]
    canvas = painted(paint_columns, scene(ink, moment))
    assert rows_of(canvas, FAINT, column) is not None
    for colour in (WHITE, GOOD, OUT):
        assert rows_of(canvas, colour, column) is None


def test_no_leg_is_dimmed_before_the_view_is_known(ink: Ink) -> None:
    moment = scene(ink, snapshot(view=View.UNKNOWN, graded=frozenset()))
    canvas = painted(paint_columns, moment)
    assert rows_of(canvas, WHITE, moment.layout.columns[Side.RIGHT]) is not None


def test_a_run_has_no_target_no_line_and_no_count(ink: Ink) -> None:
    moment = scene(ink, snapshot(), drill=replace(DRILL, kind=Kind.RUN))
    assert told(paint_columns, moment).texts == []
    assert used(painted(paint_target_line, moment)).width == 0


def test_the_line_goes_over_the_whole_picture_and_is_whole_while_a_knee_is_there(ink: Ink) -> None:
    low = painted(paint_target_line, scene(ink, snapshot(left=20.0, right=30.0)))
    there = painted(paint_target_line, scene(ink, snapshot(left=20.0, right=84.0)))
    for canvas in (low, there):
        assert used(canvas).width == 1280
    thin, thick = rows_of(low, GOOD), rows_of(there, GOOD)
    assert thin is not None
    assert thick is not None
    assert thick[1] - thick[0] > thin[1] - thin[0]
    middle = sum(thick) // 2
    assert all(there.get_at((x, middle))[:3] == GOOD for x in range(1280))
    assert not all(low.get_at((x, sum(thin) // 2))[:3] == GOOD for x in range(1280))


def test_the_picture_goes_to_the_edges_at_work_and_is_never_cut(ink: Ink) -> None:
    assert picture_place(scene(ink, snapshot())).size == (1280, 720)
    assert picture_place(scene(ink, snapshot(), size=(800, 600))).size == (800, 450)


def test_joints_are_those_at_the_top_of_the_near_legs_last_lift(ink: Ink) -> None:
    readings = Readings(joints={Side.LEFT: (62.0, 87.4), Side.RIGHT: (70.0, 90.0)})
    for view, words in ((View.LEFT, "62° knee 87°"), (View.RIGHT, "70° knee 90°")):
        moment = replace(scene(ink, snapshot(view=view)), readings=readings)
        assert told(paint_joints, moment).texts == [f"{TEXTS.states['at_top']}: hip {words}"]
    unseen = Readings(joints={Side.LEFT: (nan, nan), Side.RIGHT: (nan, 90.0)})
    moment = replace(scene(ink, snapshot(view=View.FRONT)), readings=unseen)
    assert told(paint_joints, moment).texts == [f"{TEXTS.states['at_top']}: knee 90°"]


def test_joints_make_way_for_a_cue(ink: Ink) -> None:
    moment = at_work(ink)
    praised = replace(moment, snapshot=snapshot(cue=cue("good", CueKind.PRAISE)))
    assert told(paint_joints, moment).texts != []
    assert told(paint_joints, praised).texts == []


@pytest.mark.parametrize(
    ("left_s", "text"), [(14.0, "14 s"), (0.2, "1 s"), (99.5, "1:40"), (118.0, "1:58")]
)
def test_what_is_left_of_the_set_is_a_number(ink: Ink, left_s: float, text: str) -> None:
    assert text in told(paint_time, scene(ink, snapshot(left_s=left_s))).texts


@pytest.mark.parametrize("of", [{"left_s": nan}, {"phase": Phase.PAUSED}])
def test_a_set_without_an_end_of_its_own_has_no_time(ink: Ink, of: dict[str, object]) -> None:
    assert told(paint_time, scene(ink, snapshot(**of))).texts == ["172/min"]


def test_an_unknown_cadence_and_one_that_is_free_are_not_shown(ink: Ink) -> None:
    assert told(paint_time, scene(ink, snapshot(cadence=nan))).texts == ["14 s"]
    for band in (Band(), Band(150.0, inf)):
        moment = scene(ink, snapshot(), drill=replace(DRILL, cadence=band))
        assert told(paint_time, moment).texts == ["14 s"]


def test_the_metronomes_pace_stands_where_the_cadence_would(ink: Ink) -> None:
    moment = scene(ink, replace(snapshot(), metronome_spm=180.0))
    assert told(paint_time, moment).texts == ["14 s", "180"]


def test_a_plans_steps_are_dashes_that_fill_and_a_set_alone_has_none(ink: Ink) -> None:
    half = Progress("plan", 2, 4, 1, 2, 3, step_of(DRILL), ahead_s=290.0)
    moment = scene(ink, replace(snapshot(left_s=14.0), progress=half))
    canvas = painted(paint_whereabouts, moment)
    row = [canvas.get_at((x, 7))[:3] == NOTICE for x in range(1280)]
    assert sum(row) == pytest.approx(160, abs=8)
    assert not any(row[:320])
    assert told(paint_joints, moment).texts == ["6 start minutes"]
    resting = replace(moment.snapshot, phase=Phase.REST)
    assert told(paint_whereabouts, replace(moment, snapshot=resting)).texts == ["6 start minutes"]
    alone = replace(snapshot(), progress=Progress("one", 1, 1, 1, 1, 1, step_of(DRILL)))
    assert used(painted(paint_whereabouts, scene(ink, alone))).width == 0
