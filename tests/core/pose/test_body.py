from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from coach.core.pose.body import Body, BodyTracker, hips_held
from coach.core.skeleton import BodyPart, row
from coach.core.types import Pose, Side, View
from tests.core.sticks import LEG, TRUNK, from_the_front, from_the_side


def learnt(poses: list[Pose]) -> Body:
    tracker = BodyTracker()
    for pose in poses:
        tracker.update(pose)
    return tracker.body


def test_the_body_is_learnt_from_one_pose() -> None:
    body = learnt([from_the_side(facing=1)])
    assert (body.thigh, body.shank, body.trunk) == pytest.approx((LEG / 2, LEG / 2, TRUNK))
    assert body.leg == pytest.approx(LEG)
    assert body.height == pytest.approx((LEG + TRUNK) / 0.78)


@pytest.mark.parametrize("facing", [-1, 1])
def test_the_toes_tell_which_way_the_athlete_faces(facing: int) -> None:
    assert learnt([from_the_side(facing=facing)]).facing == facing


@pytest.mark.parametrize(("view", "sign"), [(View.FRONT, 1), (View.REAR, -1)])
def test_widths_are_positive_where_the_athletes_left_is_on_the_right(view: View, sign: int) -> None:
    body = learnt([from_the_front(view=view)])
    assert (body.shoulders, body.hips) == pytest.approx((sign * 120, sign * 62))


def test_a_thigh_that_points_at_the_camera_does_not_become_a_short_one() -> None:
    turns = [80 * np.sin(9 * t) for t in np.arange(60) / 30]
    lifts = [{Side.LEFT: max(0, turn), Side.RIGHT: max(0, -turn)} for turn in turns]
    body = learnt([from_the_front(t / 30, lift=lift) for t, lift in enumerate(lifts)])
    assert body.thigh == pytest.approx(LEG / 2, rel=0.02)


def test_an_athlete_who_squats_most_of_the_time_does_not_get_short_thighs() -> None:
    poses = [from_the_front(t / 10, lift=80 if t % 5 < 3 else 0) for t in range(40)]
    assert learnt(poses).thigh == pytest.approx(LEG / 2)


def test_one_wild_frame_does_not_change_the_body() -> None:
    poses = [from_the_side(t / 10) for t in range(30)]
    poses[20].xy[row(BodyPart.KNEE, Side.LEFT)] += (400, 0)
    assert learnt(poses).thigh == pytest.approx(LEG / 2)


def test_an_athlete_who_comes_nearer_is_followed_within_three_seconds() -> None:
    poses = [
        from_the_side(t / 10, scale=float(np.interp(t, (20, 40), (1, 1.4)))) for t in range(60)
    ]
    assert learnt(poses).leg == pytest.approx(1.4 * LEG, rel=0.05)


def test_an_athlete_who_walks_up_to_the_camera_keeps_their_proportions() -> None:
    sizes = [1.0 + 0.01 * step for step in range(60)]
    body = learnt([from_the_side(k / 10, scale=size) for k, size in enumerate(sizes)])
    assert body.thigh == pytest.approx(sizes[-1] * LEG / 2, rel=0.05)
    assert body.flank(Side.LEFT) == pytest.approx(sizes[-1] * TRUNK, rel=0.05)


def test_a_hip_that_climbs_is_put_back_half_way() -> None:
    pose = from_the_side()
    body, hip = learnt([pose]), row(BodyPart.HIP, Side.LEFT)
    climbed = pose.xy.copy()
    climbed[hip] += (0, 20)
    held = hips_held(climbed, body)
    assert held[hip] == pytest.approx(pose.xy[hip] + (0, 10))
    climbed[hip] = held[hip]
    assert held == pytest.approx(climbed)


def test_a_hip_is_left_alone_where_its_shoulder_is_not_seen() -> None:
    pose = from_the_side()
    xy, hip = pose.xy.copy(), row(BodyPart.HIP, Side.LEFT)
    xy[row(BodyPart.SHOULDER, Side.LEFT)] = np.nan
    assert hips_held(xy, learnt([pose]))[hip] == pytest.approx(xy[hip])


def test_what_was_never_seen_is_unknown() -> None:
    pose = from_the_side()
    for side in Side:
        for part in (BodyPart.KNEE, BodyPart.HEEL):
            pose.xy[row(part, side)] = np.nan
    body = learnt([pose])
    assert isnan(body.thigh)
    assert isnan(body.leg)
    assert isnan(body.facing)
    assert body.trunk == pytest.approx(TRUNK)


def test_a_new_athlete_starts_from_nothing() -> None:
    tracker = BodyTracker()
    tracker.update(from_the_side())
    tracker.reset()
    assert isnan(tracker.body.leg)
    assert tracker.update(from_the_side(scale=0.5)).leg == pytest.approx(LEG / 2)
