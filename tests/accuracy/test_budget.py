"""From what was measured to the errors that the app gives."""

from __future__ import annotations

import pytest

from coach.accuracy.figures import Angle, Clip, MetricError, Spread, Value
from coach.accuracy.tables import markdown, worst_cases
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import MARGIN, REP_VALUES, possible_bias
from coach.core.judging.result import SetResult
from coach.core.types import (
    Side,
    View,
)
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import perform

PEAK = "thigh_angle_peak"


def clip(name: str, *values: Value, view: str = "side", scatter: float = 2.0) -> Clip:
    spread = Spread(scatter, -1.0, 5.0, 0.9)
    angles = (Angle("thigh_angle", "near", spread, spread),)
    return Clip(name, "high_knees", view, angles=angles, values=values)


def peak(mean: float, leg: str = "near", calibrated: bool = True) -> Value:
    return Value(PEAK, leg, mean, 1.0, 9, calibrated)


def test_the_worst_clip_of_a_number_counts_whichever_way_it_is_off() -> None:
    worst = worst_cases([clip("a", peak(4.0)), clip("b", peak(-6.0)), clip("c", peak(5.0))])
    assert worst == {(PEAK, "lift", "side", True): 6.0}


def test_a_leg_that_is_not_shown_does_not_count() -> None:
    assert worst_cases([clip("a", peak(20.0, leg="far"))]) == {}


def test_each_view_and_standing_have_their_own() -> None:
    worst = worst_cases(
        [
            clip("a", peak(3.0), peak(7.0, calibrated=False)),
            clip("b", peak(9.0, "both"), view="front"),
        ]
    )
    side, front = (PEAK, "lift", "side"), (PEAK, "lift", "front")
    assert worst == {(*side, True): 3.0, (*side, False): 7.0, (*front, True): 9.0}


def test_the_bias_is_a_quarter_more_than_the_worst() -> None:
    worst = {(PEAK, "lift", "side", True): 8.0, (PEAK, "lift", "side", False): 12.0}
    assert possible_bias(PEAK, Kind.LIFT, View.LEFT, True, worst) == 8 * MARGIN
    assert possible_bias(PEAK, Kind.LIFT, View.RIGHT, False, worst) == 12 * MARGIN


def test_the_bias_is_no_less_than_in_studies_on_people() -> None:
    worst = {(PEAK, "lift", "side", True): 0.1}
    studied = REP_VALUES[PEAK].studied
    assert possible_bias(PEAK, Kind.LIFT, View.LEFT, True, worst) == studied
    assert possible_bias(PEAK, Kind.LIFT, View.LEFT, True, {}) == studied


def test_a_view_that_was_not_measured_is_as_bad_as_the_worst_that_was() -> None:
    worst = {(PEAK, "lift", "side", True): 8.0, (PEAK, "lift", "front", True): 10.0}
    assert possible_bias(PEAK, Kind.RUN, View.REAR, True, worst) == 10 * MARGIN


def test_from_front_and_rear_standing_makes_no_difference() -> None:
    biases = [
        possible_bias(PEAK, Kind.LIFT, View.FRONT, calibrated) for calibrated in (True, False)
    ]
    assert biases[0] == biases[1]


def result(start_s: float) -> SetResult:
    return perform(SimulatedRunner(start_s=start_s), seconds=8.5).result


@pytest.mark.parametrize("name", REP_VALUES)
def test_an_athlete_who_did_not_stand_still_first_is_never_measured_more_surely(name: str) -> None:
    for kind in REP_VALUES[name].kinds:
        for view in View:
            stood, at_once = (possible_bias(name, kind, view, it) for it in (True, False))
            assert at_once >= stood


def test_the_error_that_is_stated_holds_the_bias_of_who_did_not_stand_still_first() -> None:
    calibrated, at_once = result(start_s=2.5), result(start_s=-5.0)
    assert (calibrated.calibrated, at_once.calibrated) == (True, False)
    bias = possible_bias(PEAK, Kind.LIFT, View.LEFT, False)
    assert at_once.metrics[PEAK, Side.LEFT].error >= bias


def test_a_clip_counts_once_however_long_it_is() -> None:
    tables = markdown([clip("a", scatter=2.0), clip("b", scatter=4.0)])
    assert "| side | near | thigh angle | 2 | 3.0 | 3.0 |" in tables


def test_without_figures_there_is_no_table() -> None:
    assert markdown([]) == ""


@pytest.mark.parametrize("mean", [3.0, -30.0])
def test_it_is_told_how_often_the_error_held(mean: float) -> None:
    one = Clip(
        "a",
        "high_knees",
        "side",
        values=(peak(mean),),
        shown=(MetricError(PEAK, "left", mean, 1.0, 9),),
    )
    assert f"Of 1 means {int(mean == 3.0)} were within" in markdown([one], {})
