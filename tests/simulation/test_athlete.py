from math import acos, atan2, degrees, hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Side, View
from coach.errors import CameraError
from coach.simulation.athlete import LiftChange, SimulatedRunner
from coach.simulation.gaits import GAITS
from coach.simulation.limbs import SHANK, THIGH, TrueBody
from coach.simulation.projection import pixels_per_leg, project

SIZE = 1280, 720
DRILLS = ["a_march", "a_skip", "a_run", "high_knees", "run"]
TIMES = st.floats(0, 20)
SIDE_VIEWS = {View.LEFT: -1, View.RIGHT: 1}


def seen(athlete: SimulatedRunner, t: float) -> Points:
    return project(athlete, athlete.truth(t).joints, SIZE)


def leaning(vector: Points, facing: int) -> float:
    """The angle of a pixel vector from straight down, forward positive."""
    return degrees(atan2(facing * vector[0], -vector[1]))


def measured(
    athlete: SimulatedRunner, t: float
) -> tuple[dict[Side, float], dict[Side, float], float]:
    """Thigh angles, knee flexions and trunk lean as a ruler on the picture gives them."""
    xy, facing = seen(athlete, t), SIDE_VIEWS[athlete.view]
    thigh, knee = {}, {}
    for side in Side:
        hip, bend, ankle = (
            xy[row(part, side)] for part in (BodyPart.HIP, BodyPart.KNEE, BodyPart.ANKLE)
        )
        thigh[side] = leaning(bend - hip, facing)
        knee[side] = thigh[side] - leaning(ankle - bend, facing)
    middle = [
        xy[[row(part, side) for side in Side]].mean(axis=0)
        for part in (BodyPart.HIP, BodyPart.SHOULDER)
    ]
    up = middle[1] - middle[0]
    return thigh, knee, degrees(atan2(facing * up[0], up[1]))


@given(st.sampled_from(DRILLS), st.sampled_from(sorted(SIDE_VIEWS)), TIMES, st.floats(0.2, 1.0))
def test_the_drawn_angles_are_the_true_ones(
    drill: str, view: View, t: float, height: float
) -> None:
    athlete = SimulatedRunner(drill, view=view, height=height, trunk_lean=7.0)
    truth = athlete.truth(t)
    thigh, knee, lean = measured(athlete, t)
    for side in Side:
        assert thigh[side] == pytest.approx(truth.thigh_angle[side], abs=1e-6)
        assert knee[side] == pytest.approx(truth.knee_flexion[side], abs=1e-6)
    assert lean == pytest.approx(7.0, abs=1e-6)


@given(st.sampled_from(DRILLS), TIMES)
def test_perspective_leaves_the_legs_angles_alone(drill: str, t: float) -> None:
    athlete = SimulatedRunner(drill, view=View.RIGHT, distance=3.0)
    thigh, knee, _ = measured(athlete, t)
    truth = athlete.truth(t)
    for side in Side:
        assert thigh[side] == pytest.approx(truth.thigh_angle[side], abs=1e-6)
        assert knee[side] == pytest.approx(truth.knee_flexion[side], abs=1e-6)


def test_the_near_leg_looks_larger_in_perspective() -> None:
    athlete = SimulatedRunner("stand", view=View.LEFT, distance=3.0)
    xy = seen(athlete, 0.0)
    shank = {
        side: hypot(*(xy[row(BodyPart.KNEE, side)] - xy[row(BodyPart.ANKLE, side)]))
        for side in Side
    }
    assert shank[Side.LEFT] > 1.05 * shank[Side.RIGHT]


@given(st.sampled_from(DRILLS), st.sampled_from([View.FRONT, View.REAR]), TIMES)
def test_from_the_front_the_knee_is_as_high_as_the_thigh_says(
    drill: str, view: View, t: float
) -> None:
    athlete = SimulatedRunner(drill, view=view)
    xy, truth = seen(athlete, t), athlete.truth(t)
    for side in Side:
        down = xy[row(BodyPart.HIP, side), 1] - xy[row(BodyPart.KNEE, side), 1]
        share = down / (THIGH * pixels_per_leg(athlete, SIZE))
        angle = degrees(acos(np.clip(share, -1, 1)))
        assert angle == pytest.approx(abs(truth.thigh_angle[side]), abs=1e-4)


@given(st.sampled_from(DRILLS), TIMES)
def test_the_view_changes_the_picture_and_not_the_body(drill: str, t: float) -> None:
    left, right = (SimulatedRunner(drill, view=view) for view in (View.LEFT, View.RIGHT))
    assert np.array_equal(left.truth(t).joints, right.truth(t).joints)
    mirrored = seen(left, t) * (-1, 1) + (SIZE[0], 0)
    assert mirrored == pytest.approx(seen(right, t), abs=1e-6)


def test_the_athletes_left_is_on_the_right_of_a_front_view() -> None:
    for view, sign in ((View.FRONT, 1), (View.REAR, -1)):
        xy = seen(SimulatedRunner(view=view), 0.0)
        assert (
            sign * (xy[row(BodyPart.HIP, Side.LEFT), 0] - xy[row(BodyPart.HIP, Side.RIGHT), 0]) > 0
        )


def test_the_athlete_faces_the_right_of_the_picture_when_seen_from_the_right() -> None:
    for view, facing in SIDE_VIEWS.items():
        xy = seen(SimulatedRunner(view=view), 0.0)
        for side in Side:
            assert facing * (xy[row(BodyPart.TOE, side), 0] - xy[row(BodyPart.HEEL, side), 0]) > 0


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_a_yaw_of_ninety_turns_a_side_view_into_the_front(view: View) -> None:
    turned, front = SimulatedRunner(view=view, yaw=90.0), SimulatedRunner(view=View.FRONT)
    assert seen(turned, 2.3) == pytest.approx(seen(front, 2.3), abs=1e-6)


@given(st.sampled_from(DRILLS), TIMES)
def test_bones_keep_their_length_and_nothing_goes_through_the_ground(drill: str, t: float) -> None:
    joints = SimulatedRunner(drill).truth(t).joints
    for side in Side:
        hip, knee, ankle = (
            joints[row(part, side)] for part in (BodyPart.HIP, BodyPart.KNEE, BodyPart.ANKLE)
        )
        assert np.linalg.norm(knee - hip) == pytest.approx(THIGH)
        assert np.linalg.norm(ankle - knee) == pytest.approx(SHANK)
    assert joints[:, 1].min() > -1e-9


@pytest.mark.parametrize("drill", DRILLS)
def test_movement_is_smooth(drill: str) -> None:
    athlete = SimulatedRunner(drill)
    angles = np.array(
        [[athlete.truth(t).thigh_angle[side] for side in Side] for t in np.arange(1.8, 4, 0.002)]
    )
    assert abs(np.diff(angles, axis=0)).max() < 1.5
    # The belt takes a foot that lands at once.
    assert abs(np.diff(angles, n=2, axis=0)).max() < (0.15 if drill == "run" else 0.08)


@pytest.mark.parametrize("drill", ["a_march", "a_skip", "a_run", "high_knees"])
def test_lifts_reach_the_angles_that_were_asked_for(drill: str) -> None:
    athlete = SimulatedRunner(drill, lift_left=70, lift_right=91)
    lifts = athlete.lifts(12.0)
    assert {(lift.side, round(lift.angle, 6)) for lift in lifts} == {
        (Side.LEFT, 70.0),
        (Side.RIGHT, 91.0),
    }


@pytest.mark.parametrize("drill", DRILLS)
def test_legs_alternate_at_the_cadence(drill: str) -> None:
    lifts = SimulatedRunner(drill, cadence=120).lifts(12.0)
    assert [lift.side for lift in lifts[:4]] == [Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT]
    assert np.diff([lift.t for lift in lifts]) == pytest.approx(0.5)


@pytest.mark.parametrize("drill", ["a_march", "a_skip", "a_run", "high_knees"])
def test_one_leg_stands_while_the_other_is_at_its_top(drill: str) -> None:
    athlete = SimulatedRunner(drill, stance_knee=12)
    for lift in athlete.lifts(10.0)[1:]:
        truth = athlete.truth(lift.t)
        assert truth.knee_flexion[lift.side.other] == pytest.approx(12)
        assert truth.thigh_angle[lift.side.other] == pytest.approx(6 - 3)
        assert 80 < truth.knee_flexion[lift.side] < 115


def test_the_athlete_stands_still_until_the_start() -> None:
    athlete = SimulatedRunner(start_s=3.0)
    first = athlete.truth(0.0).joints
    assert all(np.array_equal(athlete.truth(t).joints, first) for t in (0.5, 1.7, 2.99))
    assert athlete.lifts(20)[0].t > 3.0


def test_no_lift_begins_after_the_stop() -> None:
    athlete = SimulatedRunner(start_s=1.0, stop_s=5.0)
    lifts = athlete.lifts(60.0)
    assert 4.5 < lifts[-1].t < 5.5
    assert max(athlete.truth(7.0).thigh_angle.values()) < 5


def test_a_low_left_knee_is_low_on_the_left_only_and_only_for_its_time() -> None:
    athlete = SimulatedRunner(changes=(LiftChange(Side.LEFT, 55, 0, 6),))
    high = athlete.gait.lift
    for lift in athlete.lifts(12.0):
        begun_low = lift.side is Side.LEFT and lift.t < 6.0
        if not (lift.side is Side.LEFT and 6.0 <= lift.t < 6.5):
            assert lift.angle == pytest.approx(55 if begun_low else high)


def test_standing_has_no_lifts() -> None:
    assert SimulatedRunner("stand").lifts(30.0) == ()


@pytest.mark.parametrize("drill", GAITS)
def test_the_body_stays_in_the_picture(drill: str) -> None:
    for view in (View.LEFT, View.RIGHT, View.FRONT, View.REAR, View.OBLIQUE):
        for t in np.arange(0, 5, 0.11):
            xy = seen(SimulatedRunner(drill, view=view), t)
            assert (xy[:, 0] > 0).all()
            assert (xy[:, 0] < SIZE[0]).all()
            assert (-xy[:, 1] > 0).all()
            assert (-xy[:, 1] < SIZE[1]).all()


def test_a_drill_that_it_cannot_do_is_refused() -> None:
    with pytest.raises(CameraError, match=r"cannot do 'hurdles', only: .*a_march"):
        SimulatedRunner("hurdles")


def test_the_middle_of_a_part_is_between_its_joints() -> None:
    truth: TrueBody = SimulatedRunner().truth(0.0)
    assert truth.between(BodyPart.HIP)[2] == pytest.approx(0)
