"""Slow movements on one leg: the step-down and the hip hike."""

from __future__ import annotations

import pytest

from coach.core.types import Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.performing import Slip
from tests.core.performing import perform, shipped
from tests.core.standing import LEFT, faulty, stand

DOWN, HIKE = "lateral_step_down", "hip_hike"
BOTH = pytest.mark.parametrize("drill", [DOWN, HIKE])


@BOTH
@pytest.mark.parametrize("fps", [15, 30])
def test_each_movement_is_one_good_rep_of_the_standing_leg(drill: str, fps: float) -> None:
    performance, athlete = stand(drill, seconds=36.0, fps=fps, noise=0.003)
    true = athlete.reps(36.0)
    assert {rep.side for rep in true} == set(Side)
    assert [rep.side for rep in performance.reps] == [rep.side for rep in true]
    for rep, way in zip(performance.reps, true, strict=True):
        assert rep.good
        assert rep.peak == pytest.approx(way.t, abs=0.6)
    assert not performance.faults()


@BOTH
def test_the_way_is_told_in_leg_lengths_and_seconds(drill: str) -> None:
    performance, _ = stand(drill)
    for rep in performance.reps:
        assert rep.values["travel"] == pytest.approx({DOWN: 0.14, HIKE: 0.058}[drill], abs=0.01)
        assert rep.values["out_time"] == pytest.approx(2.0, abs=0.5)
        assert rep.values["back_time"] == pytest.approx(1.6, abs=0.4)


SLIPS = [
    (DOWN, "knee_in", 16.0, "valgus", True),
    (DOWN, "lean", 14.0, "side_lean", True),
    (DOWN, "lean", -14.0, "side_lean", True),
    (DOWN, "fast", 0.7, "too_fast", True),
    (HIKE, "lean", 13.0, "side_lean", True),
    (HIKE, "fast", 0.7, "too_fast", True),
    (HIKE, "bend", 45.0, "knee_bend", False),
]


@pytest.mark.slow
@pytest.mark.parametrize(("drill", "slip", "amount", "fault", "standing"), SLIPS)
@pytest.mark.parametrize("side", Side)
def test_a_fault_is_its_own_legs_alone(
    drill: str, slip: str, amount: float, fault: str, standing: bool, side: Side
) -> None:
    performance, _ = stand(drill, Slip(slip, side, amount), seconds=45.0, noise=0.003)
    assert faulty(performance) == {(fault, side)}
    assert performance.faults() == {(fault, side if standing else side.other)}


def test_from_the_side_the_step_down_shows_the_standing_knees_bend() -> None:
    performance, _ = stand(DOWN, view=View.LEFT)
    bends = [rep.values["knee_flexion_at_top"] for rep in performance.reps if rep.side is LEFT]
    assert bends == pytest.approx([62.0] * len(bends), abs=3)


def test_from_the_side_the_hike_is_not_seen_and_the_athlete_is_asked_to_turn() -> None:
    performance, _ = stand(HIKE, view=View.LEFT)
    assert not performance.reps
    assert {cue.key for cue in performance.cues} == {"turn_front"}


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("gait", ["a_march", "high_knees", "run"])
@pytest.mark.parametrize("view", [View.FRONT, View.REAR])
def test_whoever_does_something_else_has_not_moved_slowly(
    drill: str, gait: str, view: View
) -> None:
    athlete = SimulatedRunner(gait, view=view, start_s=1.0)
    performance = perform(athlete, 5.0, drill=shipped(drill), noise=0.004)
    assert performance.told_nothing()
