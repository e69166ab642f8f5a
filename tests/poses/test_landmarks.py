import numpy as np

from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Side
from coach.poses.landmarks import pose_from_landmarks


def landmarks():
    """Each landmark at (number / 100, number / 50), seen and present."""
    number = np.arange(33, dtype=np.float32)
    return np.stack([number / 100, number / 50, 0 * number, 0 * number + 1, 0 * number + 1], axis=1)


def test_points_are_pixels_with_y_up():
    pose = pose_from_landmarks(1.5, landmarks(), (200, 100))
    assert pose.t == 1.5
    assert pose.size == (200, 100)
    assert pose.xy.shape == (len(JOINTS), 2)
    np.testing.assert_allclose(pose.xy[row(BodyPart.KNEE, Side.LEFT)], (50, -50), rtol=1e-6)


def test_left_and_right_are_the_athletes_own():
    x = pose_from_landmarks(0, landmarks(), (100, 100)).xy[:, 0].round().astype(int)
    assert x[row(BodyPart.SHOULDER, Side.LEFT)] == 11
    assert x[row(BodyPart.SHOULDER, Side.RIGHT)] == 12
    assert x[row(BodyPart.HEEL, Side.LEFT)] == 29
    assert x[row(BodyPart.TOE, Side.RIGHT)] == 32


def test_a_joint_is_trusted_no_more_than_it_is_seen_or_present():
    raw = landmarks()
    raw[25, 3:] = 0.3, 0.9
    raw[26, 3:] = 0.8, 0.1
    confidence = pose_from_landmarks(0, raw, (100, 100)).confidence
    assert confidence[row(BodyPart.KNEE, Side.LEFT)] == np.float32(0.3)
    assert confidence[row(BodyPart.KNEE, Side.RIGHT)] == np.float32(0.1)
    assert confidence[row(BodyPart.HIP, Side.LEFT)] == 1


def test_the_record_keeps_all_landmarks_as_they_came():
    raw = landmarks()
    assert pose_from_landmarks(0, raw, (100, 100)).raw is raw
