"""What every PoseEstimator does, whichever way it finds the athlete."""

import threading
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from coach.core.skeleton import JOINTS
from coach.core.types import Frame
from coach.errors import CameraError, PoseError
from coach.poses.blazepose import BlazePose
from coach.poses.landmarks import landmarks_from_pose, on_grid, pose_from_landmarks
from coach.poses.model_file import find_model
from coach.poses.recorded import RecordedPoses
from coach.poses.recording import Recording, load_poses, save_poses
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.following import Follower, FollowingPoses
from coach.simulation.true_poses import TruePoses

CLIP = Path(__file__).parents[2].parent / "shared/clips/rendered/d01_highknees_good_sideL.mp4"
SIZE = (320, 240)
EMPTY = np.full((*reversed(SIZE), 3), 90, np.uint8)


def blazepose(workers):
    try:
        return BlazePose(find_model(), workers)
    except PoseError as error:
        pytest.skip(f"{error}, or set COACH_MODEL_DIR")


def recorded(folder):
    raws = on_grid(np.random.default_rng(1).random((12, 33, 5), np.float32))
    raws[3::5] = np.nan
    times, looks = np.arange(12) / 30, np.zeros(12, np.uint8)
    save_poses(folder / "poses.npz", Recording(times, np.arange(12), raws, looks, SIZE))
    return RecordedPoses(folder / "poses.npz")


def drawn():
    athlete = SimulatedRunner(height=0.6)
    return TruePoses(athlete, noise=0.01, drop_outs=0.5, seed=3)


def following():
    return FollowingPoses(Follower(lambda told: SimulatedRunner()), noise=0.01)


@pytest.fixture(
    params=[
        "recorded",
        "drawn",
        "following",
        pytest.param("one landmarker", marks=pytest.mark.model),
        pytest.param("two landmarkers", marks=pytest.mark.model),
    ]
)
def estimator(request, tmp_path):
    own = {"recorded": lambda: recorded(tmp_path), "drawn": drawn, "following": following}
    if request.param in own:
        return own[request.param]()
    return blazepose(1 if request.param == "one landmarker" else 2)


def frames(n=None):
    indices = count() if n is None else range(n)
    return (Frame(index / 30, index, EMPTY) for index in indices)


def test_each_frame_comes_back_once_in_order(estimator):
    given = list(frames(7))
    with estimator:
        found = list(estimator.poses(given))
    assert all(frame is mine for (frame, _), mine in zip(found, given, strict=True))


def test_no_frames_give_nothing(estimator):
    with estimator:
        assert list(estimator.poses([])) == []


def test_what_is_recorded_comes_back_bit_for_bit(estimator, tmp_path):
    with estimator:
        found = [(frame, pose) for frame, pose in estimator.poses(frames(40)) if pose]
    raws = np.array([landmarks_from_pose(pose) for _, pose in found]).reshape(-1, 33, 5)
    times, index = (np.array([getattr(f, of) for f, _ in found]) for of in ("t", "index"))
    recording = Recording(
        times.astype(float), index.astype(int), raws, np.zeros(len(raws), np.uint8), SIZE
    )
    save_poses(tmp_path / "again.npz", recording)
    for raw, (frame, pose) in zip(load_poses(tmp_path / "again.npz").landmarks, found, strict=True):
        again = pose_from_landmarks(frame.t, raw, pose.size)
        assert np.array_equal(again.xy, pose.xy, equal_nan=True)
        assert np.array_equal(again.confidence, pose.confidence)
        assert pose.raw is None or np.array_equal(raw, pose.raw)


def test_a_pose_is_of_its_frame(estimator):
    if not CLIP.is_file():
        pytest.skip(f"there is no {CLIP.name} beside the project")
    from coach.cameras.video import Video

    with Video(CLIP) as video, estimator:
        some = [frame for frame, _ in zip(video, range(6), strict=False)]
        found = [(frame, pose) for frame, pose in estimator.poses(some) if pose]
    assert found
    for frame, pose in found:
        assert pose.t == frame.t
        assert pose.xy.shape == (len(JOINTS), 2)
        assert pose.xy.dtype == np.float64
        assert (pose.xy[:, 1] <= 0).any(), "y is up, so a point in the picture is below 0"
        assert pose.confidence.shape == (len(JOINTS),)
        assert ((pose.confidence >= 0) & (pose.confidence <= 1)).all()
        assert pose.raw is None or (pose.raw.shape, pose.raw.dtype) == ((33, 5), np.float32)


def test_an_error_of_the_camera_reaches_the_caller(estimator):
    def breaking():
        yield from frames(3)
        raise CameraError("camera 0 is gone")

    found = []
    with estimator, pytest.raises(CameraError, match="camera 0 is gone"):
        found.extend(estimator.poses(breaking()))
    assert len(found) == 3


def test_it_can_be_entered_again(estimator):
    for _ in range(2):
        with estimator:
            assert len(list(estimator.poses(frames(2)))) == 2


def test_stopping_early_leaves_no_thread_behind(estimator):
    before = set(threading.enumerate())
    with estimator:
        results = estimator.poses(frames())
        assert next(results)[0].index == 0
        results.close()
    assert set(threading.enumerate()) == before


def test_two_runs_over_the_same_frames_give_the_same(estimator):
    runs = []
    for _ in range(2):
        with estimator:
            runs.append([pose and pose.xy for _, pose in estimator.poses(frames(6))])
    for first, second in zip(*runs, strict=True):
        assert (first is None) == (second is None)
        assert first is None or np.array_equal(first, second)
