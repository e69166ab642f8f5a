"""The replay driver: ends and errors. What is coached is not here."""

import pytest

from coach.errors import CameraError
from coach.runtime.replay import replay


def indexes(snapshots):
    return [snapshot.frame.index for snapshot in snapshots]


def test_replay_gives_every_frame_in_order_and_what_is_left(stubs):
    snapshots = list(replay(stubs.Camera(50), stubs.Estimator(), stubs.Line()))
    assert indexes(snapshots) == [*range(50), stubs.FINISHED]


def test_replay_ends_when_the_line_is_done(stubs):
    snapshots = list(replay(stubs.Camera(50), stubs.Estimator(), stubs.Line(last=3)))
    assert indexes(snapshots) == [0, 1, 2, stubs.FINISHED]


def test_replay_lets_a_broken_camera_be_heard(stubs):
    with pytest.raises(CameraError, match="gone"):
        list(replay(stubs.Camera(3, then="break"), stubs.Estimator(), stubs.Line()))
