"""The faults of the synthetic athlete, as large as was asked for."""

from __future__ import annotations

from math import atan2, degrees

import pytest

from coach.accuracy.people import actor_of
from coach.config import drill_names, load_drill
from coach.core.skeleton import BodyPart, row
from coach.core.types import Side
from coach.errors import CameraError
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.faulty import faults_of, with_fault

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def at_top(athlete: SimulatedRunner, side: Side):
    """The body where this leg is highest, once the athlete is well under way."""
    return athlete.truth([lift for lift in athlete.lifts(6) if lift.side is side][-1].t)


def given(
    fault: str, side: Side | None, amount: float, drill: str = "high_knees"
) -> SimulatedRunner:
    athlete = with_fault(SimulatedRunner(drill), fault, side, amount)
    assert isinstance(athlete, SimulatedRunner)
    return athlete


@pytest.mark.parametrize("drill", drill_names())
def test_every_fault_of_every_drill_can_be_shown(drill: str) -> None:
    known = load_drill(drill)
    athlete = actor_of(known)
    if athlete is None:  # a drill on the belt is done as its like on the spot
        assert drill.endswith("_forward")
        return
    assert {rule.name for rule in known.faults} <= faults_of(athlete)


def test_the_other_side_stays_as_it_was() -> None:
    low, well = given("knee_low", LEFT, 61), SimulatedRunner()
    assert at_top(low, LEFT).thigh_angle[LEFT] == pytest.approx(61)
    assert at_top(low, RIGHT).thigh_angle == at_top(well, RIGHT).thigh_angle


@pytest.mark.parametrize(("fault", "read"), [("heel_low", 62.0), ("kick_out", 84.0 - 33.0)])
def test_a_lifted_leg_folds_as_far_as_it_is_told(fault: str, read: float) -> None:
    amount = 33.0 if fault == "kick_out" else read
    assert at_top(given(fault, LEFT, amount), LEFT).knee_flexion[LEFT] == pytest.approx(read, abs=1)


def test_a_foot_hangs_a_trunk_leans_and_a_standing_leg_sits() -> None:
    assert at_top(given("toe_drop", LEFT, -40), LEFT).foot_angle[LEFT] == pytest.approx(-40)
    assert at_top(given("lean_back", None, -15), LEFT).trunk_lean == pytest.approx(-15)
    assert at_top(given("stance_sit", LEFT, 38), RIGHT).knee_flexion[LEFT] == pytest.approx(38)


def test_a_knee_crosses_and_no_bone_gets_longer() -> None:
    joints = at_top(given("knee_cross", LEFT, 0.3), LEFT).joints
    hips = joints[[row(BodyPart.HIP, side) for side in Side]]
    width = hips[1, 2] - hips[0, 2]
    knee = joints[row(BodyPart.KNEE, LEFT)]
    assert (knee[2] - hips[:, 2].mean()) / width == pytest.approx(0.3)
    assert sum((knee - joints[row(BodyPart.HIP, LEFT)]) ** 2) == pytest.approx(0.25)


def test_a_trunk_leans_over_the_standing_leg_and_not_over_the_other() -> None:
    athlete = given("side_lean", LEFT, 14)
    for side, lean in ((RIGHT, -14.0), (LEFT, 0.0)):
        truth = at_top(athlete, side)
        way = truth.between(BodyPart.SHOULDER) - truth.between(BodyPart.HIP)
        assert degrees(atan2(way[2], way[1])) == pytest.approx(lean, abs=0.2)


def test_a_hand_goes_across_as_far_as_it_is_told() -> None:
    joints = at_top(given("arm_cross", None, 0.2), RIGHT).joints
    shoulders = joints[[row(BodyPart.SHOULDER, side) for side in Side], 2]
    past = joints[row(BodyPart.WRIST, LEFT), 2] - shoulders.mean()
    assert past / (shoulders[1] - shoulders[0]) == pytest.approx(0.2, abs=0.01)


def test_an_overstride_lands_with_the_shank_that_far_back_and_on_the_ground() -> None:
    runner = given("overstride", None, 15, "run")
    landing = runner.landings(6)[4]
    truth = runner.truth(landing.contact + 1e-6)
    side = landing.side
    shank = truth.thigh_angle[side] - truth.knee_flexion[side]
    assert shank == pytest.approx(15, abs=0.1)
    assert truth.joints[row(BodyPart.TOE, side), 1] == pytest.approx(0, abs=1e-3)


def test_a_fault_that_a_drill_does_not_have_is_refused_in_one_line() -> None:
    with pytest.raises(CameraError, match="cannot have 'overstride' in high_knees"):
        with_fault(SimulatedRunner(), "overstride", None, 15)
