"""When a set falls apart."""

from __future__ import annotations

from dataclasses import replace
from math import nan

from coach.core.drills.drill import Drill
from coach.core.judging.fatigue import Fatigue
from coach.core.types import Rep, Side
from tests.core.performing import shipped

DRILL = shipped("high_knees")
LEFT = frozenset({Side.LEFT})


def reps(*peaks: float, period: float = 0.7) -> list[Rep]:
    values = [{"thigh_angle_peak": peak, "period": period} for peak in peaks]
    return [Rep(k, Side.LEFT, k, k, k, k, each) for k, each in enumerate(values)]


def tired(reps: list[Rep], drill: Drill, graded: frozenset[Side]) -> bool:
    fatigue = Fatigue()
    for number, rep in enumerate(reps):
        fatigue.take(replace(rep, number=number), drill.graded)
    return fatigue.tired(drill, graded)


def test_knees_that_end_a_fifth_lower_than_they_began_are_tired() -> None:
    assert tired(reps(*[85] * 5, *[67] * 5), DRILL, LEFT)
    assert not tired(reps(*[85] * 5, *[70] * 5), DRILL, LEFT)


def test_one_low_knee_is_no_fatigue() -> None:
    assert not tired(reps(*[85] * 9, 20), DRILL, LEFT)


def test_who_never_reached_the_target_is_learning() -> None:
    assert not tired(reps(*[70] * 5, *[50] * 5), DRILL, LEFT)


def test_steps_that_fall_out_of_the_band_are_tired_too() -> None:
    quick, slow = reps(*[85] * 5, period=0.75), reps(*[85] * 5, period=0.85)
    assert tired([*quick, *slow], DRILL, LEFT)
    assert not tired([*quick, *quick], DRILL, LEFT)
    assert not tired([*slow, *reps(*[85] * 5, period=0.95)], DRILL, LEFT), "it was slow at once"


def test_a_leg_that_is_not_graded_and_a_peak_that_is_unknown_say_nothing() -> None:
    assert not tired(reps(*[85] * 5, *[40] * 5), DRILL, frozenset({Side.RIGHT}))
    assert not tired(reps(*[85] * 5, *[nan] * 9), DRILL, LEFT)
