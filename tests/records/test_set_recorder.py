"""A session's folder: what is kept, what is lost, what is refused."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from errno import EACCES, ENOSPC
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from coach.core.quantize import quantized
from coach.core.types import Cue, CueKind, Event, EventKind, Pose, Side
from coach.errors import CameraError, RecordError
from coach.poses.recorded import RecordedFrames, RecordedPoses
from coach.poses.recording import load_poses
from coach.records.set_recorder import (
    SetRecorder,
    load_recording,
    new_session_dir,
    recover,
)

FILES = {"summary.json", "frames.csv", "reps.csv", "events.csv", "commands.csv", "poses.npz"}


@pytest.fixture
def opened(texts):
    def make(path):
        return SetRecorder(path, drill="high_knees", source="clip.mp4", texts=texts)

    return make


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names(folder):
    return {path.name for path in folder.iterdir()}


def record(folder, snapshots, result=None, error=None):
    with folder:
        for snapshot in snapshots:
            folder.write(snapshot)
        if result:
            folder.finish(result)
        if error:
            raise error


def test_a_session_leaves_its_files(opened, make, result, tmp_path):
    folder = opened(tmp_path / "a" / "b")
    record(folder, map(make.snapshot, range(60)), result)
    assert names(folder.path) == FILES
    assert [row["frame"] for row in rows(folder.path / "frames.csv")] == [
        str(index) for index in range(57)
    ]
    assert json.loads((folder.path / "summary.json").read_text())["frames"] == 300


def test_reps_and_events_are_rows(opened, make, result, tmp_path):
    event = Event(0.1, EventKind.KNEE_PEAK, Side.LEFT)
    snapshot = make.snapshot(0, reps=(make.rep(1, end=1.2, good=True),), events=(event,))
    record(opened(tmp_path), [snapshot], result)
    assert [row["number"] for row in rows(tmp_path / "reps.csv")] == ["1"]
    assert rows(tmp_path / "events.csv") == [{"t_s": "0.1000", "kind": "knee_peak", "side": "left"}]


def test_a_rep_is_written_once_when_it_has_ended(opened, make, result, tmp_path):
    left, right = Side.LEFT, Side.RIGHT
    come = [
        {"reps": (make.rep(1, left),)},
        {"reps": (make.rep(2, right),)},
        {"ended": (make.rep(1, left, end=1.3),)},
        {"reps": (make.rep(3, right),)},  # the view changed: the end of rep 2 was never seen
        {"reps": (make.rep(4, left),), "ended": (make.rep(3, right, end=2.6),)},
        {"ended": (make.rep(4, left),)},  # still up when the session was finished
    ]
    snapshots = [make.snapshot(index, **new) for index, new in enumerate(come)]
    record(opened(tmp_path), snapshots, result)
    written = [(r["number"], r["side"], r["t_end_s"]) for r in rows(tmp_path / "reps.csv")]
    assert written == [
        ("1", "left", "1.3000"),
        ("2", "right", ""),
        ("3", "right", "2.6000"),
        ("4", "left", ""),
    ]


def test_the_landmarks_are_kept_as_they_came(opened, make, result, tmp_path):
    last = make.snapshot(5)  # what finishing a session gives is of its last frame once more
    record(opened(tmp_path), [make.snapshot(0), make.snapshot(1, pose=False), last, last], result)
    kept = load_poses(tmp_path / "poses.npz")
    assert (kept.index.tolist(), kept.size) == ([0, 1, 5], (640, 480))
    assert kept.t.tolist() == [0.0, 1 / 30, 5 / 30]
    np.testing.assert_array_equal(kept.landmarks[2], make.raw(5))
    assert np.isnan(kept.landmarks[1]).all()


def test_joints_that_are_no_landmarks_come_back_where_they_were(opened, make, result, tmp_path):
    rng = np.random.default_rng(1)
    xy = rng.uniform((0, -480), (640, 0), (16, 2))
    xy[4] = np.nan
    drawn = quantized(Pose(0.0, xy, rng.random(16), (640, 480)))
    record(opened(tmp_path), [replace(make.snapshot(0), found=drawn)], result)
    path = tmp_path / "poses.npz"
    with RecordedFrames(path) as frames, RecordedPoses(path) as poses:
        [(_, pose)] = poses.poses(frames)
    assert np.array_equal(pose.xy, drawn.xy, equal_nan=True)
    assert np.array_equal(pose.confidence, drawn.confidence)


def test_a_session_that_is_not_closed_lacks_half_a_second(opened, make, tmp_path):
    with opened(tmp_path) as folder:
        for index in range(150):
            cue = Cue(index / 30, "go", CueKind.SET) if index == 20 else None
            folder.write(make.snapshot(index, cue=cue))
        assert len(rows(tmp_path / "frames.csv")) >= 150 - 3 - 15
        summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["frames"] >= 150 - 15
    assert summary["fps"] == pytest.approx(30)
    assert [cue["text"] for cue in summary["cues"]] == ["Go"]


KILLED = """
import sys, itertools
from pathlib import Path
sys.path[:0] = [sys.argv[2], str(Path(sys.argv[2]) / "tests" / "records")]
from conftest import snapshot
from coach.records.set_recorder import SetRecorder
from coach.wording.texts import Texts
texts = Texts("en", {}, {}, {}, {}, "")
with SetRecorder(Path(sys.argv[1]), drill="high_knees", source="0", texts=texts) as folder:
    for index in itertools.count():
        folder.write(snapshot(index))
        print(index, flush=True)
"""


def test_a_killed_session_can_be_opened(tmp_path):
    project = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as session:
        for line in session.stdout:
            if int(line) > 200:
                session.kill()
                break
    frames = rows(tmp_path / "frames.csv")
    assert len(frames) > 170
    assert all(row["trunk_lean_deg"] == "0.0" for row in frames)
    assert json.loads((tmp_path / "summary.json").read_text())["frames"] > 170
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    found = load_recording(tmp_path)
    assert len(found.t) > 170
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    recover(tmp_path)
    kept = load_poses(tmp_path / "poses.npz")
    assert np.array_equal(kept.landmarks, found.landmarks)
    assert kept.t.tolist() == found.t.tolist()
    assert "poses.part" not in names(tmp_path)


def test_a_folder_without_poses_is_told_in_one_line(tmp_path):
    with pytest.raises(RecordError, match="cannot read"):
        load_recording(tmp_path)


def test_a_pose_log_that_was_cut_short_keeps_its_whole_records(opened, make, tmp_path):
    record(opened(tmp_path), [make.snapshot(0)])
    (tmp_path / "poses.part").write_bytes(b"\1" * 100)
    recover(tmp_path)
    assert len(load_poses(tmp_path / "poses.npz").t) == 1


def test_what_was_recorded_is_kept_when_the_camera_breaks(opened, make, tmp_path):
    with pytest.raises(CameraError, match="gone"):
        record(opened(tmp_path), [make.snapshot(0)], error=CameraError("gone"))
    assert names(tmp_path) == FILES


def test_nothing_is_left_when_nothing_was_recorded(opened, tmp_path):
    with pytest.raises(CameraError), opened(tmp_path / "a" / "b"):
        raise CameraError("not a video")
    assert not names(tmp_path)


def test_a_second_run_replaces_the_first(opened, make, result, tmp_path):
    for frames in (100, 20):
        record(opened(tmp_path), map(make.snapshot, range(frames)), result)
        (tmp_path / "my notes.txt").write_text("keep me")
    assert names(tmp_path) == FILES | {"my notes.txt"}
    assert len(load_poses(tmp_path / "poses.npz").t) == 20
    assert len(rows(tmp_path / "frames.csv")) == 17


def test_a_second_run_that_fails_at_once_leaves_the_first(opened, make, result, tmp_path):
    record(opened(tmp_path), [make.snapshot(0)], result)
    with pytest.raises(CameraError), opened(tmp_path):
        raise CameraError("not a video")
    assert names(tmp_path) == FILES
    assert json.loads((tmp_path / "summary.json").read_text())["frames"] == 300


def test_a_folder_with_other_files_is_refused(opened, tmp_path):
    (tmp_path / "thesis.doc").write_text("all of it")
    with pytest.raises(RecordError, match="holds other files"), opened(tmp_path):
        pass


def test_a_file_in_place_of_the_folder_is_refused(opened, tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(RecordError, match="is a file"), opened(tmp_path / "out"):
        pass
    with pytest.raises(RecordError, match="cannot write to"), opened(tmp_path / "out" / "in"):
        pass


def test_a_folder_that_may_not_be_written_is_refused_before_any_work(opened, tmp_path, monkeypatch):
    def forbidden(**where):
        raise PermissionError(EACCES, os.strerror(EACCES))

    monkeypatch.setattr(tempfile, "TemporaryFile", forbidden)
    with (
        pytest.raises(RecordError, match="choose another folder"),
        opened(tmp_path / "new"),
    ):
        pass
    assert not names(tmp_path)


@pytest.fixture
def little_disk(monkeypatch):
    """From now on all files together have room for this many bytes."""

    def of(room):
        class Limited(io.FileIO):
            left = room

            def write(self, some):
                fits = some[: Limited.left]
                if some and not fits:
                    raise OSError(ENOSPC, os.strerror(ENOSPC))
                Limited.left -= len(fits)
                return super().write(fits)

        def opened(path, mode="r", *more, **named):
            return Limited(path, mode) if mode == "wb" else really(path, mode, *more, **named)

        monkeypatch.setattr(Path, "open", opened)

    really = Path.open
    return of


@pytest.mark.parametrize("room", [1, 1000, 20_000, 37_123])
def test_a_full_disk_gives_one_line_and_keeps_whole_rows(opened, make, tmp_path, little_disk, room):
    little_disk(room)
    endless = (make.snapshot(i, reps=(make.rep(i, end=i / 30),)) for i in count())
    with pytest.raises(RecordError, match="the disk is full") as caught:
        record(opened(tmp_path), endless)
    assert "\n" not in str(caught.value)
    for name in ("frames.csv", "reps.csv", "events.csv"):
        content = (tmp_path / name).read_bytes()
        assert not content or content.endswith(b"\n")
    kept = load_recording(tmp_path)
    assert kept.index.tolist() == list(range(len(kept.t)))


def test_a_disk_that_is_full_at_the_end_gives_one_line(opened, make, result, tmp_path, little_disk):
    little_disk(4000)
    with pytest.raises(RecordError, match="the disk is full"):
        record(opened(tmp_path), [make.snapshot(index) for index in range(12)], result)
    assert "poses.part" in names(tmp_path)


def test_sessions_of_one_minute_have_folders_of_their_own(tmp_path):
    when = datetime(2026, 11, 22, 14, 23, 5, tzinfo=UTC)
    first = new_session_dir(tmp_path, "high_knees", None, when)
    assert first == tmp_path / "2026-11-22_1423_high_knees"
    first.mkdir()
    assert new_session_dir(tmp_path, "high_knees", None, when).name.endswith("high_knees_2")


def test_an_athletes_name_is_never_a_path(tmp_path):
    when = datetime(2026, 11, 22, 14, 23, tzinfo=UTC)
    for name in ("../../etc", "a/b\\c", "", "Zoë: *?", "x" * 500):
        folder = new_session_dir(tmp_path, "high_knees", name, when)
        assert folder.parent == tmp_path
        assert len(folder.name) < 100
        folder.mkdir()
