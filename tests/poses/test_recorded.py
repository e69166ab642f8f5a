import io
from contextlib import suppress
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.core.types import Frame
from coach.errors import RecordError
from coach.poses.landmarks import pose_from_landmarks
from coach.poses.recorded import RecordedFrames, RecordedPoses, load_poses, save_poses

SIZE = (640, 360)


def raw(seed):
    return np.random.default_rng(seed).random((33, 5), np.float32)


@pytest.fixture
def recording(tmp_path):
    """Four frames of a live session: frame 3 was lost, and nobody was in frame 2."""
    path = tmp_path / "poses.npz"
    save_poses(path, [0.0, 0.033, 0.066, 0.133], [0, 1, 2, 4], [raw(0), raw(1), None, raw(4)], SIZE)
    return path


def test_what_was_saved_is_loaded_bit_for_bit(recording):
    loaded = load_poses(recording)
    assert loaded.t.tolist() == [0.0, 0.033, 0.066, 0.133]
    assert loaded.index.tolist() == [0, 1, 2, 4]
    assert loaded.size == SIZE
    assert np.array_equal(loaded.landmarks[3], raw(4))
    assert np.isnan(loaded.landmarks[2]).all()


def test_a_session_is_replayed_without_its_video(recording):
    with RecordedFrames(recording) as camera, RecordedPoses(recording) as estimator:
        replayed = list(estimator.poses(camera))
        assert camera.info.size == SIZE
        assert camera.info.frames == 4
        assert camera.info.fps == pytest.approx(1 / 0.033)
        assert camera.now() == 0.133
    assert [(frame.t, frame.index) for frame, _ in replayed] == [
        (0.0, 0),
        (0.033, 1),
        (0.066, 2),
        (0.133, 4),
    ]
    assert [pose is None for _, pose in replayed] == [False, False, True, False]
    frame, pose = replayed[-1]
    live = pose_from_landmarks(frame.t, raw(4), SIZE)
    assert np.array_equal(pose.xy, live.xy)
    assert np.array_equal(pose.confidence, live.confidence)
    assert frame.image.shape == (360, 640, 3)
    assert not frame.image.any()


def test_the_same_poses_go_with_the_video_too(recording):
    video = [Frame(index / 30, index, np.ones((360, 640, 3), np.uint8)) for index in range(6)]
    with RecordedPoses(recording) as estimator:
        poses = [pose for _, pose in estimator.poses(video)]
    assert [pose is not None for pose in poses] == [True, True, False, False, True, False]


def test_a_session_in_which_nobody_came_is_saved_too(tmp_path):
    path = tmp_path / "poses.npz"
    save_poses(path, [], [], [], SIZE)
    with RecordedFrames(path) as camera, RecordedPoses(path) as estimator:
        assert list(estimator.poses(camera)) == []
        assert np.isnan(camera.info.fps)


def test_a_missing_file_is_told_in_one_line(tmp_path):
    with pytest.raises(RecordError, match=r"cannot read .*poses\.npz: ") as told:
        load_poses(tmp_path / "poses.npz")
    assert "\n" not in str(told.value)


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    for folder in ("missing", "file"):
        with pytest.raises(RecordError, match=r"cannot write .*; choose another folder"):
            save_poses(tmp_path / folder / "poses.npz", [], [], [], SIZE)


def test_a_failed_save_leaves_the_old_recording(recording):
    before = recording.read_bytes()
    with pytest.raises(ValueError, match="could not convert"):
        save_poses(recording, ["never"], [0], [raw(0)], SIZE)
    assert recording.read_bytes() == before
    assert [path.name for path in recording.parent.iterdir()] == ["poses.npz"]


def changed(path, **arrays):
    with np.load(path) as file:
        np.savez(path, **{**dict(file), **arrays})


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": 2},
        {"t": np.array([0.0, 0.2, 0.1, 0.3])},
        {"t": np.array([0.0, np.nan, 0.1, 0.3])},
        {"index": np.array([0, 1, 1, 2])},
        {"index": np.array([0, 1])},
        {"landmarks": np.zeros((4, 17, 5), np.float32)},
        {"size": np.array([640])},
        {"size": np.array([640, 0])},
        {"t": np.array(["a", "b", "c", "d"])},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_recording_that_makes_no_sense_is_refused(recording, wrong):
    changed(recording, **wrong)
    with pytest.raises(RecordError, match="is no recording of poses"):
        load_poses(recording)


def test_a_recording_without_landmarks_is_refused(tmp_path):
    path = tmp_path / "poses.npz"
    np.savez(path, schema=1, t=[0.0])
    with pytest.raises(RecordError, match="is no recording of poses"):
        load_poses(path)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 cut off", b"\x93NUMPY\x01\x00"])
def test_another_kind_of_file_is_refused(tmp_path, content):
    path = tmp_path / "poses.npz"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="damaged"):
        load_poses(path)


def test_a_single_array_is_not_a_recording(tmp_path):
    path = tmp_path / "poses.npz"
    with path.open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(RecordError, match="damaged"):
        load_poses(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.floats(0, 1), value=st.integers(0, 255), cut=st.booleans())
def test_damage_anywhere_gives_a_recording_or_a_record_error(recording, where, value, cut):
    whole = recording.read_bytes()
    place = min(int(where * len(whole)), len(whole) - 1)
    damaged = recording.with_name("damaged.npz")
    damaged.write_bytes(
        whole[:place] if cut else whole[:place] + bytes([value]) + whole[place + 1 :]
    )
    with suppress(RecordError):
        load_poses(damaged)


def test_the_file_is_a_plain_zip_of_arrays(recording):
    with ZipFile(io.BytesIO(recording.read_bytes())) as file:
        names = {name.removesuffix(".npy") for name in file.namelist()}
    assert names == {"schema", "t", "index", "landmarks", "size"}
