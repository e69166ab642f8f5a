from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.core.pose.camera_view import ViewTracker
from coach.core.skeleton import BodyPart, row
from coach.core.types import Pose, Side, View, ViewEstimate
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.true_poses import TruePoses
from tests.core.performing import SIZE, perform
from tests.core.sticks import from_the_side

MARCH = SimulatedRunner("a_march", start_s=0.5)


def told(
    athlete: SimulatedRunner, tracker: ViewTracker | None = None, start: float = 0.0
) -> ViewEstimate:
    tracker = tracker or ViewTracker()
    poses = TruePoses(athlete, noise=0.005)
    for t in start + np.arange(60) / 30:
        estimate = tracker.update(pose_at(poses, t))
    return estimate


def pose_at(poses: TruePoses, t: float) -> Pose:
    pose = poses.pose(t, SIZE)
    assert pose is not None
    return pose


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.REAR, View.OBLIQUE])
def test_each_view_is_told_in_mid_drill(view: View) -> None:
    assert told(replace(MARCH, view=view)).view is view


@pytest.mark.parametrize("yaw", [0, 12, 20, 40, 60, 90])
def test_the_yaw_is_told_within_eight_degrees_and_square_on_within_thirteen(yaw: float) -> None:
    assert told(replace(MARCH, yaw=yaw)).yaw == pytest.approx(yaw, abs=8 if yaw < 90 else 13)


def test_nothing_is_said_of_the_view_before_two_tenths_of_a_second() -> None:
    tracker = ViewTracker()
    first = [tracker.update(from_the_side(t / 30)).view for t in range(12)]
    assert first[:6] == [View.UNKNOWN] * 6
    assert first[-1] is View.LEFT


def test_a_view_near_the_border_does_not_flicker() -> None:
    from_side, from_oblique = ViewTracker(), ViewTracker()
    told(replace(MARCH, yaw=10), from_side)
    told(replace(MARCH, yaw=40), from_oblique)
    border = replace(MARCH, yaw=26)
    assert told(border, from_side, 2.0).view is View.LEFT
    assert told(border, from_oblique, 2.0).view is View.OBLIQUE


def test_a_turn_from_front_to_side_is_followed_within_a_second() -> None:
    tracker = ViewTracker()
    told(replace(MARCH, view=View.FRONT), tracker)
    poses = TruePoses(MARCH)
    views = [tracker.update(pose_at(poses, 2 + t / 30)).view for t in range(30)]
    assert views[-1] is View.LEFT


def test_a_view_that_was_named_is_kept_but_its_yaw_is_still_told() -> None:
    estimate = told(replace(MARCH, view=View.RIGHT), ViewTracker(fixed=View.FRONT))
    assert estimate.view is View.FRONT
    assert estimate.yaw < 10


def test_a_named_view_goes_through_the_session() -> None:
    performance = perform(replace(MARCH, view=View.FRONT), 1.0, fixed=View.REAR)
    assert performance.snapshots[0].view.view is View.REAR
    assert performance.result.view is View.REAR


def test_feet_that_are_not_seen_leave_the_side_as_it_was() -> None:
    tracker = ViewTracker()
    footless = [without_feet(from_the_side(t / 30)) for t in range(60)]
    assert tracker.update(footless[0]).view is View.UNKNOWN
    assert [tracker.update(pose).view for pose in footless[1:]][-1] is View.UNKNOWN
    tracker.reset()
    for t in range(30):
        tracker.update(from_the_side(t / 30))
    later = [without_feet(from_the_side(1 + t / 30)) for t in range(60)]
    assert {tracker.update(pose).view for pose in later} == {View.LEFT}


def without_feet(pose: Pose) -> Pose:
    for side in Side:
        pose.xy[row(BodyPart.HEEL, side)] = pose.xy[row(BodyPart.TOE, side)] = np.nan
    return pose


def test_a_pose_without_a_trunk_tells_nothing() -> None:
    tracker = ViewTracker()
    for t in range(20):
        pose = from_the_side(t / 30)
        pose.xy[row(BodyPart.SHOULDER, Side.LEFT)] = np.nan
        estimate = tracker.update(pose)
    assert estimate.view is View.UNKNOWN
    assert estimate.yaw != estimate.yaw
