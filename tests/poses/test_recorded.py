import io
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.core.types import Frame
from coach.errors import RecordError
from coach.poses.landmarks import on_grid, pose_from_landmarks
from coach.poses.recorded import RecordedFrames, RecordedPoses
from coach.poses.recording import Recording, load_poses, save_poses
from coach.records.atomic_files import whole_file

SIZE = (640, 360)


def raw(seed):
    return on_grid(np.random.default_rng(seed).random((33, 5), np.float32))


def recorded(times, indices, raws):
    nobody = np.full((33, 5), np.nan, np.float32)
    rows = [nobody if raw is None else raw for raw in raws]
    landmarks = np.array(rows, np.float32).reshape(-1, 33, 5)
    looks = np.arange(len(rows), dtype=np.uint8) * 60
    return Recording(np.array(times, float), np.array(indices, int), landmarks, looks, SIZE)


@pytest.fixture
def recording(tmp_path):
    """Four frames of a live session: frame 3 was lost, and nobody was in frame 2."""
    path = tmp_path / "poses.npz"
    raws = [raw(0), raw(1), None, raw(4)]
    save_poses(path, recorded([0.0, 0.033, 0.066, 0.133], [0, 1, 2, 4], raws))
    return path


def test_what_was_saved_is_loaded_bit_for_bit(recording):
    loaded = load_poses(recording)
    assert loaded.t.tolist() == [0.0, 0.033, 0.066, 0.133]
    assert loaded.index.tolist() == [0, 1, 2, 4]
    assert loaded.size == SIZE
    assert loaded.look.tolist() == [0, 60, 120, 180]
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
    save_poses(path, recorded([], [], []))
    with RecordedFrames(path) as camera, RecordedPoses(path) as estimator:
        assert list(estimator.poses(camera)) == []
        assert np.isnan(camera.info.fps)


def test_a_missing_file_is_told_in_one_line(tmp_path):
    with pytest.raises(RecordError, match=r"cannot read .*poses\.npz: ") as told:
        load_poses(tmp_path / "poses.npz")
    assert "\n" not in str(told.value)


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "file").touch()
    for folder in ("missing", "file"):
        with pytest.raises(OSError, match="poses"):
            save_poses(tmp_path / folder / "poses.npz", recorded([], [], []))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_failed_save_leaves_the_old_recording(recording):
    before = recording.read_bytes()
    with pytest.raises(ValueError, match="broadcast"), whole_file(recording) as file:
        save_poses(file, replace(recorded([0], [0], [raw(0)]), landmarks=np.zeros((1, 7))))
    assert recording.read_bytes() == before
    assert [path.name for path in recording.parent.iterdir()] == ["poses.npz"]


def rewritten(path, **arrays):
    with np.load(path) as file:
        np.savez(path, **{**dict(file), **arrays})


def of_schema_1(path):
    """The fixture's recording as it was once written, and off the grid."""
    landmarks = np.random.default_rng(0).random((4, 33, 5), np.float32)
    landmarks[2] = np.nan
    t, index = [0.0, 0.033, 0.066, 0.133], [0, 1, 2, 4]
    np.savez(path, schema=1, t=t, index=index, landmarks=landmarks, size=SIZE)
    return landmarks


def test_what_was_recorded_before_there_was_a_grid_is_put_on_it(tmp_path):
    path = tmp_path / "poses.npz"
    landmarks = of_schema_1(path)
    loaded = load_poses(path)
    np.testing.assert_allclose(loaded.landmarks, landmarks, atol=0.5 / 32)
    assert np.array_equal(on_grid(loaded.landmarks), loaded.landmarks, equal_nan=True)
    assert (loaded.index.tolist(), loaded.look.tolist()) == ([0, 1, 2, 4], [0] * 4)
    save_poses(path, loaded)
    assert np.array_equal(load_poses(path).landmarks, loaded.landmarks, equal_nan=True)


def test_it_is_read_by_the_steps_that_it_was_written_with(recording):
    with np.load(recording) as file:
        rewritten(recording, steps=2 * file["steps"])
    assert np.array_equal(load_poses(recording).landmarks[3], 2 * raw(4))


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": 3},
        {"t": np.zeros((8, 2, 4), np.uint8)},
        {"t": np.zeros((8, 1, 4), np.uint8)},
        {"index": np.zeros((4, 1, 4), np.uint8)},
        {"look": np.zeros((1, 1, 3), np.uint8)},
        {"landmarks": np.zeros((2, 164, 4), np.uint8)},
        {"landmarks": np.zeros((3, 165, 4), np.uint8)},
        {"landmarks": np.zeros((2, 165), np.uint8)},
        {"landmarks": np.zeros((2, 165, 4))},
        {"steps": np.ones((16, 5))},
        {"size": np.array([640, 0])},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_recording_of_columns_that_make_no_sense_is_refused(recording, wrong):
    rewritten(recording, **wrong)
    with pytest.raises(RecordError, match="is no recording of poses"):
        load_poses(recording)


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": "one"},
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
def test_a_recording_that_makes_no_sense_is_refused(tmp_path, wrong):
    recording = tmp_path / "poses.npz"
    of_schema_1(recording)
    rewritten(recording, **wrong)
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
    assert names == {"schema", "size", "steps", "t", "index", "look", "landmarks"}


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_at_once(tmp_path):
    path = tmp_path / "poses.npz"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive, archive.open("t.npy", "w") as member:
        for _ in range(300):
            member.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    tracemalloc.start()
    with pytest.raises(RecordError, match="damaged"):
        load_poses(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1 << 20


def test_a_header_that_promises_terabytes_is_refused(tmp_path):
    path = tmp_path / "poses.npz"
    head = {"descr": "<f8", "fortran_order": False, "shape": (1 << 44,)}
    with ZipFile(path, "w") as archive, archive.open("schema.npy", "w") as member:
        np.lib.format.write_array_header_1_0(member, head)
    with pytest.raises(RecordError):
        load_poses(path)
