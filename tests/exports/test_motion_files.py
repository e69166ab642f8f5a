"""What OpenSim reads in the .trc and .mot files that we write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.core.pose.body import BodyTracker
from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Side
from coach.errors import RecordError
from coach.exports.mot import motion
from coach.exports.trc import MARKERS, trc
from coach.poses.landmarks import pose_from_landmarks
from coach.poses.recording import Recording, load_poses

CLIP = Path(__file__).parents[1] / "data" / "high_knees_side_left.npz"
HEIGHT_M = 1.8


@pytest.fixture(scope="module")
def opensim() -> Any:
    """OpenSim itself; it has no wheels for macOS."""
    module = pytest.importorskip("opensim", reason="OpenSim's wheel is not installed")
    module.Logger.setLevelString("error")
    return module


@pytest.fixture
def recording() -> Recording:
    return load_poses(CLIP)


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def markers(opensim: Any, path: str) -> tuple[Points, dict[str, Points]]:
    """Times (n,) and (n, 3) of each marker, in metres."""
    read = opensim.TimeSeriesTableVec3(path)
    rows = [read.getRowAtIndex(n) for n in range(read.getNumRows())]
    columns = {
        name: np.array([points[k].to_numpy() for points in rows])
        for k, name in enumerate(read.getColumnLabels())
    }
    return np.array(read.getIndependentColumn()), columns


def test_opensim_reads_each_joint_in_metres_at_its_time(
    opensim: Any, recording: Recording, tmp_path: Path
) -> None:
    path = written(tmp_path, "a.trc", trc(recording, HEIGHT_M, "a.trc"))
    times, read = markers(opensim, path)
    assert tuple(read) == MARKERS
    assert {"LShoulder", "RHip", "LKnee", "RAnkle", "RHeel", "LBigToe"} <= set(read)
    assert opensim.MarkerData(path).getNumFrames() == len(times)
    assert str(opensim.MarkerData(path).getUnits().getLabel()) == "meters"
    tracker = BodyTracker()
    poses = [
        pose_from_landmarks(t, raw, recording.size)
        for t, raw in zip(recording.t, recording.landmarks, strict=True)
    ]
    scale = HEIGHT_M / np.median([tracker.update(pose).height for pose in poses])
    knee, hip = row(BodyPart.KNEE, Side.LEFT), row(BodyPart.HIP, Side.LEFT)
    for pose in poses[::40]:
        frame = np.argmin(np.abs(times - pose.t))
        seen = (read["LKnee"] - read["LHip"])[frame]
        assert seen[:2] == pytest.approx((pose.xy[knee] - pose.xy[hip]) * scale, abs=2e-3)
        assert seen[2] == 0
    assert 0.8 < np.nanmedian(read["LHip"][:, 1]) < 1.1, "over the floor"


def test_what_was_not_seen_stays_unknown_in_opensim(
    opensim: Any, recording: Recording, tmp_path: Path
) -> None:
    raw = recording.landmarks.copy()
    gone = slice(30, 60)
    raw[gone] = np.nan
    raw[100:130, 32, 3] = 0.1  # the right toe, the last of all markers
    holed = replace(recording, landmarks=raw)
    times, read = markers(opensim, written(tmp_path, "a.trc", trc(holed, HEIGHT_M, "a.trc")))
    nobody = (times > recording.t[31]) & (times < recording.t[58])
    assert np.isnan(read["LHip"][nobody]).all()
    hidden = (times > recording.t[101]) & (times < recording.t[128])
    assert np.isnan(read["RBigToe"][hidden]).all()
    assert np.isfinite(read["LHip"][hidden]).all()


def test_nobody_gives_no_points(recording: Recording) -> None:
    empty = np.full_like(recording.landmarks, np.nan)
    with pytest.raises(RecordError, match="nobody"):
        trc(replace(recording, landmarks=empty), HEIGHT_M, "a.trc")


def frames(seconds: float = 4.0, fps: float = 50.0) -> dict[str, Points]:
    """The columns of a frames.csv in which every angle is known."""
    t = 3 + np.arange(round(seconds * fps)) / fps
    swing = np.sin(2 * np.pi * 1.5 * t)
    return {
        "frame": np.arange(len(t), dtype=float),
        "t_s": t,
        "hip_flexion_left_deg": 30 + 40 * swing,
        "hip_flexion_right_deg": 30 - 40 * swing,
        "knee_flexion_left_deg": 50 + 45 * swing,
        "knee_flexion_right_deg": 50 - 45 * swing,
        "trunk_lean_deg": 6 + swing,
    }


def angles(opensim: Any, path: str) -> Mapping[str, Points]:
    """As OpenSim's tools and window read a motion; its newer tables must agree."""
    old, new = opensim.Storage(path), opensim.TimeSeriesTable(path)
    assert old.isInDegrees()
    assert new.getTableMetaDataAsString("inDegrees") == "yes"
    vectors = [old.getStateVector(n) for n in range(old.getSize())]
    names = new.getColumnLabels()
    read = {
        name: np.array([vector.getData().get(k) for vector in vectors])
        for k, name in enumerate(names)
    }
    for name in names:
        assert new.getDependentColumn(name).to_numpy() == pytest.approx(read[name])
    return read | {"time": np.array([vector.getTime() for vector in vectors])}


def test_opensim_reads_the_angles_by_its_names_and_signs(opensim: Any, tmp_path: Path) -> None:
    known = frames()
    made = motion(known)
    read = angles(opensim, written(tmp_path, "a.mot", made.text))
    assert read["time"] == pytest.approx(known["t_s"])
    ours = {
        "pelvis_tilt": -known["trunk_lean_deg"],
        "hip_flexion_l": known["hip_flexion_left_deg"],
        "knee_angle_l": known["knee_flexion_left_deg"],
        "hip_flexion_r": known["hip_flexion_right_deg"],
        "knee_angle_r": known["knee_flexion_right_deg"],
    }
    assert set(read) == {"time", *ours}
    for name, values in ours.items():
        assert read[name] == pytest.approx(values, abs=1e-3)


def test_a_motion_has_no_gap_since_opensim_stops_at_one(opensim: Any, tmp_path: Path) -> None:
    known = frames()
    known["knee_flexion_left_deg"][20:50] = np.nan
    known["hip_flexion_left_deg"][120:123] = np.nan  # 80 ms: not a gap
    made = motion(known)
    assert made.sides == (Side.LEFT, Side.RIGHT)
    assert (made.start, made.end) == pytest.approx((known["t_s"][50], known["t_s"][-1]))
    assert len(angles(opensim, written(tmp_path, "a.mot", made.text))["time"]) == 150


def test_a_leg_that_is_never_seen_is_left_out(opensim: Any, tmp_path: Path) -> None:
    known = frames()
    known["knee_flexion_right_deg"][:] = np.nan
    made = motion(known)
    assert made.sides == (Side.LEFT,)
    read = angles(opensim, written(tmp_path, "a.mot", made.text))
    assert set(read) == {"time", "pelvis_tilt", "hip_flexion_l", "knee_angle_l"}


def test_a_view_without_hip_and_knee_angles_gives_no_motion() -> None:
    known = frames()
    for name in known.keys() - {"frame", "t_s"}:
        known[name][:] = np.nan
    with pytest.raises(RecordError, match="from the side"):
        motion(known)
