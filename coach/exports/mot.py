"""A .mot file: hip and knee angles over time, with OpenSim's names and signs.

OpenSim stops reading a motion at the first value that is missing. So the file has the longest
stretch without one; frames.csv has everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coach.core.types import Points, Side
from coach.errors import RecordError
from coach.exports.evenly import evenly

LEAN = "trunk_lean_deg"
CHOICES = ((Side.LEFT, Side.RIGHT), (Side.LEFT,), (Side.RIGHT,))

HEAD = """\
Coordinates
version=1
nRows={rows}
nColumns={columns}
inDegrees=yes

Units are S.I. units (second, meters, Newtons, ...)
If the header above contains a line with 'inDegrees', this indicates whether rotational values are \
in degrees (yes) or radians (no).
Angles in the camera's plane. Hip and knee flexion are positive, as in Rajagopal's model.
Trunk and pelvis are taken for one: pelvis_tilt is the trunk's, backward positive.

endheader"""


@dataclass(frozen=True, slots=True)
class Motion:
    """The text of the file, of which legs it is, and from when to when in seconds."""

    text: str
    sides: tuple[Side, ...]
    start: float
    end: float


def motion(frames: Mapping[str, Points]) -> Motion:
    """What the columns of frames.csv give; RecordError where no hip and knee are known together."""
    t, names = frames["t_s"], [LEAN, *(name for side in Side for name in _columns(side))]
    if len(t) < 2:
        raise RecordError("the set is too short: there is no motion in it")
    _, times, even = evenly(t, np.column_stack([frames[name] for name in names]))
    known = dict(zip(names, even.T, strict=True))
    stretches = (_stretch(known, sides) for sides in CHOICES)
    numbers, sides, rows = max(stretches, key=lambda stretch: stretch[0])
    if numbers == 0:
        raise RecordError("no hip and knee angles in the set: they need a view from the side")
    kept = {"pelvis_tilt": -known[LEAN][rows]}
    for side in sides:
        hip, knee = (known[name][rows] for name in _columns(side))
        kept |= {f"hip_flexion_{side.value[0]}": hip, f"knee_angle_{side.value[0]}": knee}
    return Motion(_text(times[rows], kept), sides, float(times[rows][0]), float(times[rows][-1]))


def _columns(side: Side) -> tuple[str, str]:
    return f"hip_flexion_{side}_deg", f"knee_flexion_{side}_deg"


def _stretch(
    known: Mapping[str, Points], sides: tuple[Side, ...]
) -> tuple[int, tuple[Side, ...], slice]:
    """The longest stretch in which these legs and the trunk are known, and how many numbers."""
    names = [LEAN, *(name for side in sides for name in _columns(side))]
    whole = np.isfinite([known[name] for name in names]).all(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], whole, [False]]).astype(int)))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return 0, sides, slice(0)
    longest = int(np.argmax(ends - starts))
    rows = slice(int(starts[longest]), int(ends[longest]))
    return len(names) * (rows.stop - rows.start), sides, rows


def _text(times: Points, columns: Mapping[str, Points]) -> str:
    head = HEAD.format(rows=len(times), columns=1 + len(columns))
    rows = zip(times.tolist(), *(column.tolist() for column in columns.values()), strict=True)
    lines = [
        "\t".join([f"{t:.6f}", *(f"{one + 0.0:.4f}" for one in angles)]) for t, *angles in rows
    ]
    return "\n".join([head, "\t".join(["time", *columns]), *lines, ""])
