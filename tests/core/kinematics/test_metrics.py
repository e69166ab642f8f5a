"""Zeros and signs of everything that is measured (biomechanics A6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import cos, isnan, radians

import numpy as np
import pytest

from coach.core.kinematics.figure import PoseSample
from coach.core.kinematics.measured import METRICS, Measured
from coach.core.pose.body import BodyTracker
from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Key, Pose, Side, View
from tests.core.sticks import SIZE, from_the_front, from_the_side

FACING = {View.LEFT: -1, View.RIGHT: 1}
BOTH_SIDES = pytest.mark.parametrize("view", list(FACING))
SQUARE = pytest.mark.parametrize("view", [View.FRONT, View.REAR])
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def measured(pose: Pose, view: View, speed: np.ndarray | None = None) -> Mapping[Key, float]:
    standing = from_the_side(facing=FACING[view]) if view.near else from_the_front(view=view)
    body = BodyTracker().update(standing)
    still = np.zeros_like(pose.xy)
    return Measured(
        PoseSample(pose.xy, still if speed is None else speed, body, view), frozenset(Side)
    )


@BOTH_SIDES
def test_standing_is_zero(view: View) -> None:
    values = measured(from_the_side(facing=FACING[view]), view)
    for side in Side:
        for name in ("thigh_angle", "knee_flexion", "shank_angle", "hip_flexion", "foot_angle"):
            assert values[name, side] == pytest.approx(0, abs=1e-6)
        assert values["knee_lift_ratio", side] == pytest.approx(0, abs=1e-6)
    assert values["trunk_lean", None] == pytest.approx(0, abs=1e-6)


@BOTH_SIDES
@pytest.mark.parametrize("side", Side)
def test_a_level_thigh_over_a_hanging_shank_is_ninety_and_ninety(view: View, side: Side) -> None:
    bent = {side: 90.0, side.other: 0.0}
    values = measured(from_the_side(thigh=bent, knee=bent, facing=FACING[view]), view)
    assert values["thigh_angle", side] == pytest.approx(90)
    assert values["knee_flexion", side] == pytest.approx(90)
    assert values["shank_angle", side] == pytest.approx(0, abs=1e-6)
    assert values["knee_lift_ratio", side] == pytest.approx(1)
    assert values["thigh_angle", side.other] == pytest.approx(0, abs=1e-6)


@BOTH_SIDES
def test_a_heel_at_the_bottom_under_a_hanging_thigh_is_all_knee(view: View) -> None:
    values = measured(from_the_side(knee=125, facing=FACING[view]), view)
    assert values["thigh_angle", LEFT] == pytest.approx(0, abs=1e-6)
    assert values["knee_flexion", LEFT] == pytest.approx(125)
    assert values["shank_angle", LEFT] == pytest.approx(-125)


@BOTH_SIDES
def test_leaning_forward_adds_to_hip_flexion_and_not_to_the_thigh(view: View) -> None:
    values = measured(from_the_side(thigh=60, lean=20, facing=FACING[view]), view)
    assert values["thigh_angle", LEFT] == pytest.approx(60)
    assert values["trunk_lean", None] == pytest.approx(20)
    assert values["hip_flexion", LEFT] == pytest.approx(80)
    assert measured(from_the_side(lean=-9, facing=FACING[view]), view)[
        "trunk_lean", None
    ] == pytest.approx(-9)


@BOTH_SIDES
@pytest.mark.parametrize("angle", [-40, -10, 5, 89, 91, 135, 170])
def test_angles_go_on_past_level_and_behind_the_body(view: View, angle: float) -> None:
    values = measured(from_the_side(thigh=angle, knee=20, facing=FACING[view]), view)
    assert values["thigh_angle", RIGHT] == pytest.approx(angle)
    assert values["knee_flexion", RIGHT] == pytest.approx(20)
    assert values["shank_angle", RIGHT] == pytest.approx(angle - 20)


@BOTH_SIDES
@pytest.mark.parametrize("bend", [-8, 0, 140])
def test_an_overstretched_knee_is_negative_and_a_folded_one_does_not_wrap(
    view: View, bend: float
) -> None:
    values = measured(from_the_side(thigh=80, knee=bend, facing=FACING[view]), view)
    assert values["knee_flexion", LEFT] == pytest.approx(bend)


@BOTH_SIDES
def test_toes_up_is_positive(view: View) -> None:
    for foot in (-30, 15):
        values = measured(from_the_side(foot=foot, facing=FACING[view]), view)
        assert values["foot_angle", LEFT] == pytest.approx(foot)


@BOTH_SIDES
def test_a_knee_that_comes_up_and_forward_has_a_rising_thigh(view: View) -> None:
    pose, speed = from_the_side(thigh=30, facing=FACING[view]), np.zeros((len(JOINTS), 2))
    speed[row(BodyPart.KNEE, LEFT)] = FACING[view] * 150 * cos(radians(30)), 150 * 0.5
    values = measured(pose, view, speed)
    assert values["thigh_rate", LEFT] == pytest.approx(np.degrees(1.0))
    assert values["thigh_rate", RIGHT] == pytest.approx(0)


@pytest.mark.parametrize("angle", [0, 45, 60, 75, 90, 110])
@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.REAR])
def test_the_knees_height_tells_the_thighs_angle_in_every_view(view: View, angle: float) -> None:
    if view.near:
        pose = from_the_side(thigh=angle, knee=angle, facing=FACING[view])
    else:
        pose = from_the_front(lift=angle, view=view)
    values = measured(pose, view)
    for side in Side:
        assert values["knee_lift_ratio", side] == pytest.approx(1 - cos(radians(angle)), abs=1e-6)
        assert values["thigh_angle", side] == pytest.approx(angle, abs=1e-4)


def test_a_mirrored_picture_exchanges_the_sides_and_keeps_the_angles() -> None:
    thigh, knee = {LEFT: 80.0, RIGHT: 4.0}, {LEFT: 95.0, RIGHT: 9.0}
    pose = from_the_side(thigh=thigh, knee=knee, lean=6, foot=12)
    there, here = measured(mirrored(pose), View.RIGHT), measured(pose, View.LEFT)
    for (name, side), value in here.items():
        if name != "thigh_rate" and METRICS[name].unit != "px":
            assert there[name, side and side.other] == pytest.approx(value), name


def mirrored(pose: Pose) -> Pose:
    """As an estimator tells it of a mirrored picture: who looks like the left is called left."""
    others = [row(part, side.other) for part, side in JOINTS]
    return replace(pose, xy=pose.xy[others] * (-1, 1) + (SIZE[0], 0))


@SQUARE
def test_leaning_to_the_athletes_right_is_positive_from_front_and_rear(view: View) -> None:
    values = measured(from_the_front(view=view, lean=12), view)
    assert values["lateral_trunk_lean", None] == pytest.approx(12)


@SQUARE
@pytest.mark.parametrize("side", Side)
def test_a_knee_past_the_midline_is_across(view: View, side: Side) -> None:
    inward = 1 if side is LEFT else -1
    for moved, told in ((31, 0.0), (31 + 62 * 0.3, 0.3), (0, -0.5)):
        pose = from_the_front(view=view, across={(BodyPart.KNEE, side): inward * moved})
        assert measured(pose, view)["knee_cross", side] == pytest.approx(told)


@pytest.mark.parametrize("side", Side)
def test_a_hand_past_the_breastbone_is_across(side: Side) -> None:
    inward = 1 if side is LEFT else -1
    for moved, told in ((75, 0.0), (75 + 120 * 0.2, 0.2)):
        pose = from_the_front(across={(BodyPart.WRIST, side): inward * moved})
        assert measured(pose, View.FRONT)["arm_cross", side] == pytest.approx(told)


@SQUARE
def test_sagittal_angles_are_not_told_from_front_or_rear(view: View) -> None:
    names = {name for name, _ in measured(from_the_front(view=view), view)}
    assert not names & {"knee_flexion", "trunk_lean", "shank_angle", "foot_angle", "hip_flexion"}


def test_frontal_numbers_are_not_told_from_the_side() -> None:
    names = {name for name, _ in measured(from_the_side(), View.LEFT)}
    assert not names & {"lateral_trunk_lean", "knee_cross", "arm_cross"}


def test_nothing_is_told_while_the_view_is_unknown() -> None:
    figure = PoseSample(
        from_the_side().xy, np.zeros((16, 2)), BodyTracker().update(from_the_side()), View.UNKNOWN
    )
    assert Measured(figure, frozenset(Side)) == {}


def test_a_leg_that_may_not_be_judged_is_not_measured() -> None:
    pose = from_the_side()
    figure = PoseSample(pose.xy, np.zeros((16, 2)), BodyTracker().update(pose), View.LEFT)
    assert {side for _, side in Measured(figure, frozenset({LEFT}))} == {LEFT, None}
    assert Measured(figure, frozenset()) == {}


@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_a_missing_joint_is_unknown_and_no_error(view: View) -> None:
    pose = from_the_side() if view is View.LEFT else from_the_front()
    pose.xy[row(BodyPart.KNEE, LEFT)] = np.nan
    values = measured(pose, view)
    assert isnan(values["thigh_angle", LEFT])
    assert isnan(values["knee_lift_ratio", LEFT])
    assert values["thigh_angle", RIGHT] == pytest.approx(0, abs=1e-4)


def test_a_metric_that_nobody_asks_for_is_not_worked_out() -> None:
    pose = from_the_side()
    nothing = np.full((0, 2), np.nan)
    sample = PoseSample(nothing, nothing, BodyTracker().update(pose), View.LEFT)
    values = Measured(sample, frozenset(Side))
    assert ("trunk_lean", None) in values
    with pytest.raises(IndexError):
        values["trunk_lean", None]


def test_a_metric_is_worked_out_once() -> None:
    pose = from_the_side(lean=6)
    sample = PoseSample(pose.xy, np.zeros((16, 2)), BodyTracker().update(pose), View.LEFT)
    values = Measured(sample, frozenset(Side))
    first = values["trunk_lean", None]
    pose.xy[:] = np.nan
    assert values["trunk_lean", None] == first == pytest.approx(6)


def test_what_is_not_measured_is_no_value() -> None:
    pose = from_the_side()
    sample = PoseSample(pose.xy, np.zeros((16, 2)), BodyTracker().update(pose), View.LEFT)
    values = Measured(sample, frozenset({LEFT}))
    for key in (
        ("knee_cross", LEFT),
        ("thigh_angle", RIGHT),
        ("thigh_angle", None),
        ("tail", LEFT),
    ):
        assert key not in values
        assert values.get(key) is None


def test_every_metric_says_its_zero_or_sign() -> None:
    assert {name for name, metric in METRICS.items() if not metric.formula.__doc__} == set()
