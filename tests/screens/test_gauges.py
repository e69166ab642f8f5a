from dataclasses import replace
from math import inf, nan

import pytest
from pygame import Rect, Surface

from coach.core.drills.rules import Band
from coach.core.types import Count, Side, View
from coach.screens.ink import FAINT, GOOD, OUT, WHITE, Ink
from coach.screens.panels import paint_gauge, paint_numbers, paint_panels, row_of, split
from coach.screens.scene import Scene
from tests.screens.pictures import BOTH, DRILL, TEXTS, painted, rows_of, scene, snapshot, told

LEFT_ONLY = frozenset({Side.LEFT})


def gauge(ink: Ink, of: Scene, side: Side = Side.LEFT) -> tuple[Surface, Rect]:
    place, _ = split(of, side)
    canvas = Surface(of.layout.size)
    paint_gauge(canvas, of, side, place)
    return canvas, place


def test_the_foot_of_a_gauge_is_0_degrees_and_its_top_120() -> None:
    place = Rect(0, 100, 40, 480)
    assert row_of(place, 0) == place.bottom
    assert row_of(place, 120) == place.top
    assert row_of(place, 60) == place.centery


@pytest.mark.parametrize(("angle", "row"), [(-20, 580), (150, 100), (inf, 100)])
def test_an_angle_beyond_the_gauge_stands_at_its_end(angle: float, row: int) -> None:
    assert row_of(Rect(0, 100, 40, 480), angle) == row


def test_the_band_is_bracketed_from_the_targets_low_to_its_high(ink: Ink) -> None:
    canvas, place = gauge(ink, scene(ink, snapshot(reps=0)))
    bracket = Rect(place.right, place.top, 20, place.height)
    top, foot = rows_of(canvas, GOOD, bracket)
    assert abs(top - row_of(place, DRILL.target.high)) <= 3
    assert abs(foot - row_of(place, DRILL.target.low)) <= 3


def test_a_band_without_an_upper_end_goes_to_the_top(ink: Ink) -> None:
    moment = scene(ink, snapshot(reps=0), drill=replace(DRILL, target=Band(60.0, inf)))
    canvas, place = gauge(ink, moment)
    top, _ = rows_of(canvas, GOOD, Rect(place.right, 0, 20, 720))
    assert abs(top - place.top) <= 3


@pytest.mark.parametrize(("high", "written"), [(95.0, ["95°", "75°"]), (120.0, ["75°"])])
def test_a_limit_is_written_where_there_is_one(high: float, written: list[str], ink: Ink) -> None:
    moment = scene(ink, snapshot(), drill=replace(DRILL, target=Band(75.0, high)))
    place, _ = split(moment, Side.LEFT)
    painter = told(lambda canvas, of: paint_gauge(canvas, of, Side.LEFT, place), moment)
    assert painter.texts == written


@pytest.mark.parametrize("angle", [0.0, 40.0, 84.0, 110.0])
def test_the_needle_stands_at_the_live_angle(ink: Ink, angle: float) -> None:
    canvas, place = gauge(ink, scene(ink, snapshot(left=angle, reps=0)))
    top, foot = rows_of(canvas, WHITE)
    assert top <= row_of(place, angle) <= foot + 1
    assert foot - top < 10


def test_an_unknown_angle_has_no_needle(ink: Ink) -> None:
    canvas, _ = gauge(ink, scene(ink, snapshot(left=nan, reps=0)))
    assert rows_of(canvas, WHITE) is None


def test_a_low_last_peak_is_marked_otherwise_than_a_good_one(ink: Ink) -> None:
    low = replace(snapshot(left=nan), peaks={Side.LEFT: (61.0,)})
    canvas, place = gauge(ink, scene(ink, low))
    top, foot = rows_of(canvas, OUT, place)
    assert top <= row_of(place, 61.0) <= foot + 1


def test_a_leg_that_is_not_graded_is_dimmed_and_says_so(ink: Ink) -> None:
    moment = scene(ink, snapshot(view=View.LEFT, graded=LEFT_ONLY))
    _, column = split(moment, Side.RIGHT)
    canvas = painted(paint_panels, moment)
    assert rows_of(canvas, WHITE, column) is None
    assert rows_of(canvas, FAINT, column) is not None
    said = " ".join(told(paint_panels, moment).texts)
    assert said.count(TEXTS.states["not_graded_view"]) == 1


def test_the_peaks_of_a_leg_that_is_not_graded_are_not_judged(ink: Ink) -> None:
    peaks = {side: (61.0, 84.0) for side in Side}
    moment = replace(snapshot(view=View.LEFT, graded=LEFT_ONLY), peaks=peaks)
    panel = scene(ink, moment).layout.panels[Side.RIGHT]
    canvas = painted(paint_panels, scene(ink, moment))
    assert rows_of(canvas, GOOD, panel) is None
    assert rows_of(canvas, OUT, panel) is None


def test_no_leg_is_dimmed_before_the_view_is_known(ink: Ink) -> None:
    moment = scene(ink, snapshot(view=View.UNKNOWN, graded=frozenset()))
    _, column = split(moment, Side.RIGHT)
    assert rows_of(painted(paint_panels, moment), WHITE, column) is not None


def test_left_is_at_the_left_and_right_at_the_right(ink: Ink) -> None:
    left_up = painted(paint_panels, scene(ink, snapshot(left=118.0, right=nan, reps=0)))
    gauges = {side: split(scene(ink, snapshot()), side)[0] for side in Side}
    assert gauges[Side.LEFT].right < 640 < gauges[Side.RIGHT].left
    assert rows_of(left_up, WHITE, gauges[Side.LEFT]) is not None
    assert rows_of(left_up, WHITE, gauges[Side.RIGHT]) is None


def words_of_left(moment: Scene) -> list[str]:
    _, column = split(moment, Side.LEFT)
    return told(lambda canvas, of: paint_numbers(canvas, of, Side.LEFT, column), moment).texts


def test_good_and_all_reps_and_the_last_peak_are_written(ink: Ink) -> None:
    words = words_of_left(scene(ink, snapshot(left=62.0, reps=9)))
    assert {"LEFT", "7", "/ 9", "81°", "hip 65°", "knee 73°"} <= set(words)


def test_what_was_not_measured_is_a_dash_and_never_a_digit(ink: Ink) -> None:
    moment = replace(snapshot(left=nan, right=nan, reps=0), counts={Side.LEFT: Count(0, None)})
    words = words_of_left(scene(ink, moment))
    assert {"-", "hip -", "knee -"} <= set(words)
    assert not any(digit in word for word in words for digit in "123456789")


def test_the_count_of_good_reps_is_at_least_8_percent_of_the_window_high(ink: Ink) -> None:
    canvas = painted(paint_panels, scene(ink, snapshot(reps=12, graded=BOTH, left=nan)))
    _, column = split(scene(ink, snapshot()), Side.LEFT)
    top, foot = rows_of(canvas, WHITE, Rect(column.left, column.top + 45, column.width, 90))
    assert foot - top >= 0.08 * 720
