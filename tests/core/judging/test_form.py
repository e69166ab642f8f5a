"""A rep is high, and it is clean: the tone is for both, and comes before the knee is at its top."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import pytest

from coach.core.types import Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.performing import Slip
from tests.core.performing import Performance, perform, shipped

SECONDS = 8.0
HK = shipped("high_knees")
GOOD = SimulatedRunner("high_knees", lift_left=84, lift_right=84, start_s=0.5)


def marks(performance: Performance) -> tuple[int, int, int]:
    """All reps, the high and the good ones."""
    counts = performance.result.counts.values()
    high, good = (sum(getattr(count, name) or 0 for count in counts) for name in ("high", "good"))
    return sum(count.all for count in counts), high, good


def test_who_leans_back_is_high_and_not_clean_and_hears_no_tone() -> None:
    performance = perform(replace(GOOD, trunk_lean=-18), SECONDS, drill=HK)
    reps, high, good = marks(performance)
    assert reps == high > 15
    assert good == 0
    assert not performance.tones


def test_who_sits_in_the_near_leg_is_clean_in_no_rep_of_either() -> None:
    performance = perform(replace(GOOD, slips=(Slip("sit", Side.LEFT, 40.0),)), SECONDS, drill=HK)
    reps, high, good = marks(performance)
    assert reps == high > 15
    assert good <= 2
    assert len(performance.tones) <= 2


def test_a_leg_that_kicks_out_leaves_the_other_one_clean() -> None:
    kicks = replace(GOOD, slips=(Slip("fold", Side.LEFT, 50.0),))
    counts = perform(kicks, SECONDS, drill=HK).result.counts
    assert counts[Side.LEFT].good == 0
    assert counts[Side.RIGHT].good == counts[Side.RIGHT].all > 8


def test_a_landing_whose_knee_falls_in_is_no_good_one() -> None:
    rules = {rule.name for rule in shipped("hop_and_stick").faults if rule.spoils}
    assert rules == {"valgus"}


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_the_tone_comes_within_some_hundredths_of_a_second_of_the_top(
    fps: float, view: View
) -> None:
    performance = perform(replace(GOOD, view=view), SECONDS, fps, drill=HK)
    tops = [(lift.t, lift.side) for lift in GOOD.lifts(SECONDS)]
    sounded = [(s.t, tone) for s in performance.snapshots for tone in s.tones]
    after = [
        min((t - top for top, side in tops if tone == f"good_{side}"), key=abs)
        for t, tone in sounded
    ]
    assert len(after) > 15
    assert median(after) <= 0.030
    assert max(after) <= 0.070


def test_a_rep_sounds_once() -> None:
    performance = perform(GOOD, SECONDS, drill=HK)
    assert len(performance.tones) == marks(performance)[2]


def test_from_the_front_the_target_lies_as_much_lower_as_its_fault() -> None:
    athlete = replace(GOOD, lift_left=68, lift_right=68, view=View.FRONT)
    reps, high, good = marks(perform(athlete, SECONDS, drill=HK))
    assert reps == high == good > 15
    assert marks(perform(replace(athlete, view=View.LEFT), SECONDS, drill=HK))[1] == 0


def test_a_run_has_no_good_strides() -> None:
    performance = perform(SimulatedRunner("run", start_s=0.5), SECONDS, drill=shipped("run"))
    assert {rep.high for rep in performance.reps} == {None}
    assert {count.good for count in performance.result.counts.values()} == {None}
    assert shipped("run").feedback.value == "none"
