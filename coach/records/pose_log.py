"""Landmarks as they come: one record a frame, so that a killed session can still be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.core.types import Frame, Pose
from coach.poses.landmarks import LANDMARKS, landmarks_from_pose

_RECORD = np.dtype(
    [("t", "<f8"), ("index", "<i8"), ("size", "<i4", (2,)), ("landmarks", "<f4", (LANDMARKS, 5))]
)


def pose_record(frame: Frame, pose: Pose | None) -> bytes:
    """One frame's landmarks, all NaN where nobody is."""
    record = np.zeros((), _RECORD)
    height, width = frame.image.shape[:2]
    record["t"], record["index"], record["size"] = frame.t, frame.index, (width, height)
    record["landmarks"] = np.nan if pose is None else landmarks_from_pose(pose)
    return record.tobytes()


def read_pose_log(path: Path) -> NDArray[Any]:
    """All whole records, with the fields t, index, size and landmarks."""
    content = path.read_bytes()
    return np.frombuffer(content, _RECORD, len(content) // _RECORD.itemsize)
