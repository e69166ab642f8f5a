from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.pose.body import BodyTracker
from coach.core.pose.camera_level import LevelFinder, levelled
from coach.core.types import Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import Performance, few, pairs, peak_errors, perform, shipped, whole
from tests.core.sticks import from_the_front, from_the_side

SECONDS = 6.0
ATHLETE = whole(SimulatedRunner("high_knees", start_s=3.0), SECONDS)
VIEWS = [View.LEFT, View.RIGHT, View.FRONT, View.REAR]


def rolled(degrees: float) -> Callable[[float, Pose], Pose]:
    """As a camera sees it that is rolled: upright leans to the picture's right."""

    def change(_: float, pose: Pose) -> Pose:
        middle = np.array((pose.size[0] / 2, -pose.size[1] / 2))
        return replace(pose, xy=levelled(pose.xy - middle, -degrees) + middle)

    return change


def seen_by(degrees: float, view: View) -> Performance:
    athlete = replace(ATHLETE, view=view, height=0.7)
    return perform(athlete, SECONDS, change=rolled(degrees))


@few
@given(st.floats(-3.8, 3.8), st.sampled_from(VIEWS))
def test_a_camera_that_is_rolled_a_little_shifts_no_angle(roll: float, view: View) -> None:
    performance = seen_by(roll, view)
    athlete = replace(ATHLETE, view=view)
    assert max(map(abs, peak_errors(pairs(performance, athlete, SECONDS)))) < 2.5


@pytest.mark.parametrize("roll", [-3.5, 3.5])
@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_trunk_and_shank_are_levelled_too(roll: float, view: View) -> None:
    level, tilted = (seen_by(degrees, view).reps[3].values for degrees in (0.0, roll))
    for name in ("trunk_lean_at_peak", "shank_angle_at_peak", "foot_angle_at_peak"):
        assert tilted[name] == pytest.approx(level[name], abs=2.0)


@pytest.mark.parametrize("roll", [-9.0, 9.0])
@pytest.mark.parametrize("view", VIEWS)
def test_a_camera_that_is_rolled_too_far_is_refused(roll: float, view: View) -> None:
    performance = seen_by(roll, view)
    assert performance.told_nothing()
    assert "camera_tilted" in performance.reasons()


def test_a_camera_that_is_levelled_again_is_trusted_after_quiet_standing() -> None:
    tilted = rolled(9.0)
    performance = perform(
        replace(ATHLETE, start_s=4.0, stop_s=7.0, height=0.7),
        8.0,
        change=lambda t, pose: tilted(t, pose) if t < 2.0 else pose,
    )
    assert performance.counted()[Side.LEFT] >= 3
    assert performance.snapshots[-2].quality.reason is None


@pytest.mark.parametrize("lean", [-8.0, 15.0])
def test_an_athlete_who_bends_is_no_tilted_camera(lean: float) -> None:
    performance = perform(replace(ATHLETE, trunk_lean=lean), SECONDS, drill=shipped("high_knees"))
    assert performance.reps
    assert "camera_tilted" not in performance.reasons()
    trunk = [rep.values["trunk_lean_at_peak"] for rep in performance.reps]
    assert np.mean(trunk) == pytest.approx(lean, abs=1.0)


def found(poses: list[Pose], view: View, finder: LevelFinder | None = None) -> float:
    finder, body = finder or LevelFinder(), BodyTracker()
    for pose in poses:
        finder.update(pose, body.update(pose), view)
    return finder.roll


def standing(roll: float = 0.0, start: float = 0.0) -> list[Pose]:
    return [rolled(roll)(0, from_the_front(start + t / 30)) for t in range(45)]


def test_a_roll_is_told_from_one_second_of_quiet_standing() -> None:
    assert found(standing(4.0), View.FRONT) == pytest.approx(4.0, abs=0.1)


def test_how_people_stand_is_taken_for_level() -> None:
    assert found(standing(1.2), View.FRONT) == 0.0


def test_one_leg_held_up_is_no_standing() -> None:
    held = [
        rolled(4)(0, from_the_front(t / 30, lift={Side.LEFT: 80, Side.RIGHT: 0})) for t in range(60)
    ]
    assert found(held, View.FRONT) == 0.0


def test_bent_knees_are_no_standing() -> None:
    bent = [rolled(4)(0, from_the_side(t / 30, thigh=40, knee=80)) for t in range(60)]
    assert found(bent, View.LEFT) == 0.0


def test_a_camera_that_is_nudged_is_followed_at_once_and_a_sway_slowly() -> None:
    finder = LevelFinder()
    assert found(standing(2.0), View.FRONT, finder) == pytest.approx(2.0, abs=0.1)
    assert found(standing(4.0, 2.0), View.FRONT, finder) == pytest.approx(2.6, abs=0.1)
    assert found(standing(-4.0, 4.0), View.FRONT, finder) == pytest.approx(-4.0, abs=0.1)
    finder.reset()
    assert finder.roll == 0.0


def test_an_oblique_view_tells_no_roll() -> None:
    assert found(standing(4.0), View.OBLIQUE) == 0.0
