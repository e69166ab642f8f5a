"""Between BlazePose's 33 landmarks and our sixteen joints; shared by live and recorded poses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.core.quantize import CONFIDENCE, POINT, snapped
from coach.core.skeleton import JOINTS, BodyPart
from coach.core.types import Pose, Side

LANDMARKS = 33

_LEFT = {
    BodyPart.SHOULDER: 11,
    BodyPart.ELBOW: 13,
    BodyPart.WRIST: 15,
    BodyPart.HIP: 23,
    BodyPart.KNEE: 25,
    BodyPart.ANKLE: 27,
    BodyPart.HEEL: 29,
    BodyPart.TOE: 31,
}
# The right side's landmark always follows the left one's.
_ROWS = np.array([_LEFT[part] + (side is Side.RIGHT) for part, side in JOINTS])

_ELSEWHERE, _DEPTH = 2.0**-9, 2.0**-5
STEPS = np.tile(
    np.array([_ELSEWHERE, _ELSEWHERE, _DEPTH, CONFIDENCE, CONFIDENCE], np.float32), (LANDMARKS, 1)
)
"""(33, 5) steps of the grid: fine for our joints, coarse for face, hands and depth, which nothing
is measured by."""
STEPS[_ROWS, :2] = POINT


def on_grid(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    """The landmarks (33, 5), or many such, where the grid has them."""
    return snapped(raw, STEPS).astype(np.float32)


def pose_from_landmarks(t: float, raw: NDArray[np.float32], size: tuple[int, int]) -> Pose:
    """The pose of `raw` (33, 5), on the grid: x, y in parts of the picture with y down, z,
    visibility, presence; `size` is the picture's (width, height)."""
    joints = raw[_ROWS].astype(np.float64)
    width, height = size
    xy = joints[:, :2] * (width, -height)
    # Presence drops at once where a joint leaves the picture but misses some covered ones, which
    # visibility shows, ten frames late.
    return Pose(t, xy, joints[:, 3:].min(axis=1), size, raw)


def landmarks_from_pose(pose: Pose) -> NDArray[np.float32]:
    """(33, 5) as BlazePose gives them. The joints of a pose that came from elsewhere are put in
    their places; the landmarks that are then missing have no visibility."""
    if pose.raw is not None:
        return pose.raw
    width, height = pose.size
    raw = np.zeros((LANDMARKS, 5), np.float32)
    raw[_ROWS, :2] = pose.xy / (width, -height)
    raw[_ROWS, 3:] = pose.confidence[:, None]
    return raw
