from __future__ import annotations

import numpy as np
import pytest

from coach.core.pose.body import Body, BodyTracker
from coach.core.pose.visibility import QualityRule, judge, seen_only
from coach.core.skeleton import BodyPart, row
from coach.core.types import Pose, Quality, Reason, Side, View
from tests.core.sticks import SIZE, from_the_front, from_the_side

RULE = QualityRule()
LEFT, RIGHT = Side.LEFT, Side.RIGHT
BOTH = frozenset(Side)


def judged(pose: Pose | None, view: View = View.LEFT) -> Quality:
    body = BodyTracker().update(pose) if pose else Body()
    return judge(pose, body, view, RULE)


def hiding(part: BodyPart, side: Side, confidence: float, pose: Pose | None = None) -> Pose:
    pose = pose or from_the_side()
    pose.confidence[row(part, side)] = confidence
    return pose


def test_a_whole_athlete_may_be_judged() -> None:
    assert judged(from_the_side()) == Quality(BOTH)
    assert judged(from_the_front(), View.FRONT) == Quality(BOTH)


def test_nobody_is_nobody() -> None:
    assert judged(None) == Quality(reason=Reason("nobody"))


@pytest.mark.parametrize("part", [BodyPart.HIP, BodyPart.KNEE])
@pytest.mark.parametrize("side", Side)
def test_a_leg_whose_hip_or_knee_is_hidden_is_not_judged_and_named(
    part: BodyPart, side: Side
) -> None:
    quality = judged(hiding(part, side, 0.2, from_the_front()), View.FRONT)
    assert quality == Quality(frozenset({side.other}), Reason("part_hidden", side, part.value))


def test_a_hidden_ankle_is_named_but_the_thigh_may_be_judged() -> None:
    quality = judged(hiding(BodyPart.ANKLE, LEFT, 0.1))
    assert quality == Quality(BOTH, Reason("part_hidden", LEFT, "ankle"))


def test_the_far_leg_of_a_side_view_passes_with_less() -> None:
    assert judged(hiding(BodyPart.KNEE, RIGHT, 0.3)).legs == BOTH
    assert judged(hiding(BodyPart.KNEE, LEFT, 0.3)).legs == {RIGHT}
    assert judged(hiding(BodyPart.KNEE, RIGHT, 0.2)).legs == {LEFT}


def test_a_hidden_far_leg_is_no_news() -> None:
    assert judged(hiding(BodyPart.KNEE, RIGHT, 0.1)).reason is None


def test_a_trunk_that_leaves_the_picture_asks_for_a_step_back() -> None:
    quality = judged(from_the_side(hips=(640, -100)))
    assert quality == Quality(reason=Reason("step_back"))


def test_an_athlete_far_away_is_asked_to_come_closer() -> None:
    assert judged(from_the_side(scale=0.2)).reason == Reason("too_small")


def test_knees_below_the_picture_are_hidden() -> None:
    quality = judged(from_the_side(hips=(640, -600)))
    assert quality == Quality(reason=Reason("part_hidden", LEFT, "knee"))


def test_a_joint_that_was_not_told_at_all_has_no_name() -> None:
    pose = from_the_side()
    pose.xy[row(BodyPart.KNEE, LEFT)] = np.nan
    assert judged(pose) == Quality(frozenset({RIGHT}))


def test_only_what_is_seen_is_kept_of_the_legs() -> None:
    pose = hiding(BodyPart.ANKLE, LEFT, 0.1, from_the_side(hips=(640, -340)))
    kept = seen_only(pose, View.LEFT, RULE)
    assert np.isnan(kept.xy[row(BodyPart.ANKLE, LEFT)]).all()
    assert np.isfinite(kept.xy).sum() == np.isfinite(pose.xy).sum() - 2
    assert np.isfinite(pose.xy).all()


def test_a_pose_with_nothing_hidden_is_given_back_as_it_is() -> None:
    pose = from_the_side()
    assert pose.size == SIZE
    assert seen_only(pose, View.LEFT, RULE) is pose
