"""An hour's folder stays under 20 MB, while it is written and when it is closed."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from coach.core.types import Frame, Kinematics, Quality, Side
from coach.poses.landmarks import on_grid, pose_from_landmarks
from coach.poses.recording import load_poses
from coach.records.set_recorder import SetRecorder

RUN = Path(__file__).parents[1] / "data" / "run_side_left.npz"
SECONDS, FPS = 60, 30
AN_HOUR = 20e6


def restless(n):
    """The recorded run again and again, each time with other noise, as no two strides are alike."""
    run = load_poses(RUN)
    chance = np.random.default_rng(1)
    raws = np.resize(run.landmarks, (n, *run.landmarks.shape[1:]))
    spread = np.array([0.0005, 0.0005, 0.02, 0.0, 0.0])
    return on_grid(raws + spread * chance.normal(size=raws.shape)), run.size


def measured(index, t):
    """All columns of a row, none of them short."""
    legs = "thigh_angle", "hip_flexion", "knee_flexion"
    values = {
        (angle, side): 40 + 60 * np.sin(7 * t + side.count("e")) for angle in legs for side in Side
    }
    values |= {("knee_lift_ratio", side): -np.sin(5 * t) for side in Side}
    values["trunk_lean", None] = 10 * np.sin(t)
    return Kinematics(t, index, MappingProxyType(values), Quality(frozenset(Side)))


def test_an_hour_takes_less_than_twenty_megabytes(make, texts, result, tmp_path):
    raws, size = restless(SECONDS * FPS)
    chance = np.random.default_rng(2)
    picture = np.broadcast_to(np.uint8(0), (size[1], size[0], 3))

    def weight():
        return sum(path.stat().st_size for path in tmp_path.iterdir()) * 3600 / SECONDS

    with SetRecorder(tmp_path, drill="run", source="0", texts=texts) as folder:
        for index, raw in enumerate(raws):
            t = 2000 + index / FPS + chance.uniform(0, 0.01)
            frame, pose = Frame(t, index, picture), pose_from_landmarks(t, raw, size)
            moment = make.snapshot(index, smoothed=(measured(index + 100_000, t),))
            if index % 10 == 0:
                moment = replace(moment, reps=(make.rep(index, end=t, good=True),))
            folder.write(replace(moment, t=t, frame=frame, found=pose))
        open_weight = weight()
        folder.finish(result)
    assert np.array_equal(load_poses(tmp_path / "poses.npz").landmarks, raws, equal_nan=True)
    assert open_weight < AN_HOUR
    assert weight() < 0.9 * AN_HOUR
