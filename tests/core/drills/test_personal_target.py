"""The athlete's own target moves by small steps, within limits."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.drills.drill import Drill
from coach.core.drills.rules import Band, RepRule
from coach.core.drills.targets import next_target
from tests.core.performing import shipped

MARCH = shipped("a_march")
FIRST = [[61.0, 63, 65, 67, 69, 70]]
"""The best third of these is 69-70."""


def after(*sets: list[float], drill: Drill = MARCH) -> Band:
    return next_target(drill, sets)


def test_until_a_set_is_done_the_target_is_the_drills_own() -> None:
    assert after() == MARCH.target
    assert after([nan, nan, 64, 66]) == MARCH.target


def test_the_first_target_is_the_middle_of_the_best_third() -> None:
    assert after(*FIRST) == Band(69.5, MARCH.target.high)


def test_a_locked_target_stands() -> None:
    assert after(*FIRST, drill=replace(MARCH, locked=True)) == MARCH.target


def test_it_is_a_novice_s_at_least_or_ten_above_the_floor() -> None:
    low, unknown = [[40.0, 42, 46]] * 2, replace(MARCH, novice=None)
    assert after(*low).low == MARCH.novice == 60
    assert after(*low, [41.0] * 6, [41.0] * 6).low == 60
    assert after(*low, drill=unknown).low == MARCH.rep.floor + 10


def test_it_rises_after_two_good_sets_on_end() -> None:
    good, fair = [75.0] * 8 + [60, 60], [75.0] * 7 + [60] * 3
    assert after(*FIRST, good).low == 69.5
    assert after(*FIRST, good, good).low == 74.5
    assert after(*FIRST, good, fair, good).low == 69.5
    assert after(*FIRST, good, good, good).low == 74.5


def test_it_falls_when_less_than_half_are_in_the_band() -> None:
    assert after(*FIRST, [75.0] * 4 + [60] * 6).low == 64.5
    assert after(*FIRST, [75.0] * 5 + [60] * 5).low == 69.5


def test_it_never_goes_far_above_the_drills_own() -> None:
    assert after(*[[110.0] * 10] * 9).low == MARCH.target.low + 15
    bound = shipped("straight_leg_bound")
    assert after(*[[49.0] * 10] * 9, drill=bound).low <= bound.target.high - 10


def test_stretches_and_running_keep_their_target() -> None:
    for name in ("figure_4", "run"):
        drill = shipped(name)
        assert next_target(drill, [[50.0] * 5] * 4) == drill.target


@given(st.lists(st.lists(st.floats(0, 150), max_size=12), max_size=8), st.floats(20, 60))
def test_whatever_is_done_it_is_a_band_within_the_drills_limits(
    sets: list[list[float]], floor: float
) -> None:
    drill = replace(MARCH, rep=RepRule(floor=floor), novice=None)
    target = next_target(drill, sets)
    assert min(floor + 10, drill.target.low) <= target.low < target.high == drill.target.high


@pytest.mark.parametrize("name", ["butt_kicks", "wall_drill", "b_skip"])
def test_each_drill_moves_by_its_own_signal(name: str) -> None:
    drill = shipped(name)
    reached = [[drill.target.low + 2.0] * 6] * 2
    assert next_target(drill, reached).low == drill.target.low + 2
