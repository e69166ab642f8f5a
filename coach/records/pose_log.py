"""Landmarks as they come: one record a frame, so that a killed session can still be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.core.skeleton import Part, row
from coach.core.types import Frame, Pose, Side

_RECORD = np.dtype(
    [("t", "<f8"), ("index", "<i8"), ("size", "<i4", (2,)), ("landmarks", "<f4", (33, 5))]
)
_FIRST_PLACE = {  # where BlazePose has the left one; the right one follows
    Part.SHOULDER: 11,
    Part.ELBOW: 13,
    Part.WRIST: 15,
    Part.HIP: 23,
    Part.KNEE: 25,
    Part.ANKLE: 27,
    Part.HEEL: 29,
    Part.TOE: 31,
}
_PLACES = [
    (place + offset, row(part, side))
    for part, place in _FIRST_PLACE.items()
    for offset, side in enumerate(Side)
]


def pose_record(frame: Frame, pose: Pose | None) -> bytes:
    """One frame's landmarks, all NaN where nobody is."""
    record = np.zeros((), _RECORD)
    height, width = frame.image.shape[:2]
    record["t"], record["index"], record["size"] = frame.t, frame.index, (width, height)
    record["landmarks"] = np.nan if pose is None else landmarks(pose)
    return record.tobytes()


def read_pose_log(path: Path) -> NDArray[Any]:
    """All whole records, with the fields t, index, size and landmarks."""
    content = path.read_bytes()
    return np.frombuffer(content, _RECORD, len(content) // _RECORD.itemsize)


def landmarks(pose: Pose) -> NDArray[np.float32]:
    """(33, 5) as BlazePose gives them. Joints that came from elsewhere are put in their places;
    the landmarks that then are missing have no visibility."""
    if pose.raw is not None:
        return pose.raw
    raw = np.zeros((33, 5), np.float32)
    width, height = pose.size
    for place, joint in _PLACES:
        x, y = pose.xy[joint]
        raw[place] = x / width, -y / height, 0.0, pose.confidence[joint], pose.confidence[joint]
    return raw
