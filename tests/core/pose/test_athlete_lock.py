from __future__ import annotations

from math import inf

import numpy as np

from coach.core.pose.athlete_lock import AthleteLock
from coach.core.pose.body import BodyTracker
from coach.core.skeleton import BodyPart, row
from coach.core.types import Pose, Side
from tests.core.sticks import HIPS, from_the_side

HEIGHT = BodyTracker().update(from_the_side()).height


def kept(poses: list[Pose]) -> list[bool]:
    lock, body = AthleteLock(), BodyTracker().update(from_the_side())
    return [lock.same(pose, body) for pose in poses]


def away(t: float, heights: float, scale: float = 1.0) -> Pose:
    return from_the_side(t, hips=(HIPS[0] + heights * HEIGHT, HIPS[1]), scale=scale)


def test_an_athlete_who_moves_across_the_picture_is_kept() -> None:
    assert all(kept([away(t / 30, 0.05 * t) for t in range(30)]))


def test_somebody_elsewhere_is_not_the_athlete() -> None:
    assert kept([away(0, 0), away(0.1, 0.5), away(0.2, 0)]) == [True, False, True]


def test_somebody_behind_of_half_the_size_is_not_the_athlete() -> None:
    assert kept([away(0, 0), away(0.1, 0, scale=0.5), away(0.2, 0)]) == [True, False, True]


def test_somebody_who_stays_elsewhere_does_not_take_over_for_two_seconds() -> None:
    stays = [away(0, 0), *(away(t / 10, 0.8) for t in range(1, 25))]
    assert kept(stays)[:20] == [True] + 19 * [False]
    assert all(kept(stays)[20:])


def test_an_athlete_who_was_out_of_sight_may_be_found_further_away() -> None:
    assert kept([away(0, 0), away(1.0, 1.2)]) == [True, True]
    assert kept([away(0, 0), away(0.1, 1.2)]) == [True, False]


def test_a_pose_without_hips_is_nobodys() -> None:
    pose = away(0, 0)
    pose.xy[row(BodyPart.HIP, Side.LEFT)] = np.nan
    assert kept([pose]) == [False]


def test_it_is_known_how_long_the_athlete_is_gone() -> None:
    lock = AthleteLock()
    assert lock.gone_for(3.0) == inf
    lock.same(away(1.0, 0), BodyTracker().update(from_the_side()))
    assert lock.gone_for(3.0) == 2.0
    lock.reset()
    assert lock.gone_for(3.0) == inf
