"""A .trc file: where the joints were, in metres, as OpenSim and Pose2Sim read it.

The points are as the pose model found them, neither smoothed nor mended.
"""

from __future__ import annotations

import numpy as np

from coach.core.pose.body import BodyTracker, midpoint
from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Points, Pose, Side
from coach.errors import RecordError
from coach.exports.evenly import evenly
from coach.poses.landmarks import pose_from_landmarks
from coach.poses.recording import Recording

LEAST = 0.25
"""The confidence below which a joint was not seen; the far leg of a side view has little."""

GROUND = 0.02
"""The quantile of the feet's heights that is the floor."""

NAMES = {part: part.value.title() for part in BodyPart} | {BodyPart.TOE: "BigToe"}
"""As the marker sets call them that are used with such points."""

MARKERS = tuple(f"{side.value[0].upper()}{NAMES[part]}" for part, side in JOINTS)

HEAD = (
    "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\t"
    "OrigDataRate\tOrigDataStartFrame\tOrigNumFrames"
)


def trc(recording: Recording, height_m: float, name: str) -> str:
    """The file's text: X to the picture's right, Y up from the floor, Z 0, nan where not seen.

    A camera does not see how large a pixel is: the athlete's height tells. RecordError where
    nobody is seen.
    """
    poses = _poses(recording)
    if len(poses) < 2:
        raise RecordError("nobody is seen in the set: there are no points to write")
    points, t = _in_metres(poses, height_m), np.array([pose.t for pose in poses])
    rate, times, even = evenly(t, points.reshape(len(t), -1))
    return "\n".join([*_head(rate, len(times), name), *_rows(times, even), ""])


def _poses(recording: Recording) -> list[Pose]:
    seen = ~np.isnan(recording.landmarks[:, 0, 0])
    rows = zip(recording.t[seen].tolist(), recording.landmarks[seen], strict=True)
    return [pose_from_landmarks(t, raw, recording.size) for t, raw in rows]


def _in_metres(poses: list[Pose], height_m: float) -> Points:
    """(n, 16, 2)"""
    tracker = BodyTracker()
    pixels = np.median([tracker.update(pose).height for pose in poses])
    xy = np.array([np.where(pose.confidence[:, None] >= LEAST, pose.xy, np.nan) for pose in poses])
    feet = xy[:, [row(part, side) for part in (BodyPart.HEEL, BodyPart.TOE) for side in Side], 1]
    feet = feet[np.isfinite(feet)]
    floor = np.quantile(feet, GROUND) if feet.size else 0.0
    return np.asarray((xy - (midpoint(poses[0], BodyPart.HIP)[0], floor)) * height_m / pixels)


def _head(rate: float, frames: int, name: str) -> list[str]:
    hz = f"{rate:.10g}"
    numbers = (hz, hz, str(frames), str(len(MARKERS)), "m", hz, "1", str(frames))
    axes = "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(MARKERS) + 1))
    return [
        f"PathFileType\t4\t(X/Y/Z)\t{name}",
        HEAD,
        "\t".join(
            f"{number:g}" if isinstance(number, float) else str(number) for number in numbers
        ),
        "Frame#\tTime\t" + "\t\t\t".join(MARKERS) + "\t\t",
        f"\t\t{axes}",
        "",
    ]


def _rows(times: Points, even: Points) -> list[str]:
    """OpenSim takes an empty field at the end of a row for a missing one, so unknown is nan."""
    lines = []
    for number, (t, points) in enumerate(zip(times.tolist(), even.tolist(), strict=True), 1):
        pairs = zip(points[::2], points[1::2], strict=True)
        cells = (f"{x:.5f}\t{y:.5f}\t{0 if x == x else x:.5f}" for x, y in pairs)
        lines.append("\t".join([str(number), f"{t:.6f}", *cells]))
    return lines
