"""Stick figures: the middle one of many poses at the same phase of the movement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.core.skeleton import LEG, BodyPart, row
from coach.core.types import Points, Side, View
from coach.poses.landmarks import pose_from_landmarks
from coach.poses.recording import Recording

FEWEST, MOST = 3, 120
"""Poses that a figure is made of; more do not make it better."""

NEAR_S = 0.05
"""A pose belongs to a moment that it is no farther from than this."""

SEEN = 0.3
"""A joint that the pose model is less sure of, in most of the poses, is left out."""


@dataclass(frozen=True, slots=True)
class Stick:
    """The middle pose of `n`: `joints` are (16, 2) leg lengths from the middle of the hips, y up,
    the athlete facing right where seen from the side; NaN where a joint was not seen."""

    joints: Points
    n: int


def stick_at(recording: Recording, times: Sequence[float], view: View) -> Stick | None:
    """The figure at these times; None where too few of them have a pose."""
    known = np.array([t for t in times if t == t])
    if not len(known) or not len(recording.t):
        return None
    some = known[np.unique(np.linspace(0, len(known) - 1, MOST).round().astype(int))]
    rows = _nearest(recording.t, some)
    rows = rows[np.abs(recording.t[rows] - some) <= NEAR_S]
    rows = rows[np.isfinite(recording.landmarks[rows, 0, 0])]
    if len(rows) < FEWEST:
        return None
    poses = [pose_from_landmarks(0.0, recording.landmarks[r], recording.size) for r in rows]
    xy = np.array([_own_size(pose.xy) for pose in poses])
    joints = np.median(xy, axis=0) * (-1.0 if view is View.LEFT else 1.0, 1.0)
    sure = np.median([pose.confidence for pose in poses], axis=0) >= SEEN
    joints[~sure] = np.nan
    return Stick(joints, len(rows))


def _nearest(t: Points, wanted: Points) -> Points:
    after = np.clip(np.searchsorted(t, wanted), 1, max(1, len(t) - 1))
    after = np.minimum(after, len(t) - 1)
    before = np.maximum(after - 1, 0)
    return np.where(wanted - t[before] < t[after] - wanted, before, after)


def _own_size(xy: Points) -> Points:
    """From the middle of the hips, in lengths of the leg that looks longer: it stands."""
    hips = (xy[row(BodyPart.HIP, Side.LEFT)] + xy[row(BodyPart.HIP, Side.RIGHT)]) / 2
    lengths = []
    for side in Side:
        points = xy[[row(part, side) for part in LEG[:3]]]
        lengths.append(float(np.hypot(*np.diff(points, axis=0).T).sum()))
    own: Points = (xy - hips) / max(*lengths, 1.0)
    return own
