"""The columns of frames.csv, reps.csv, events.csv and commands.csv. Unknown is empty, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, nan

from coach.core.types import Event, Kinematics, Quality, Rep, Side

# An angle is known to some degrees: more digits would only make the largest table larger.
_LEGS = (
    ("thigh_angle", "_deg", 1),
    ("hip_flexion", "_deg", 1),
    ("knee_flexion", "_deg", 1),
    ("knee_lift_ratio", "", 2),
)
_PEAKS = (
    ("thigh_angle_peak", "_deg", 2),
    ("knee_lift_ratio_peak", "", 3),
    ("knee_flexion_at_peak", "_deg", 2),
    ("trunk_lean_at_peak", "_deg", 2),
)

FRAMES = (
    "frame",
    "t_s",
    "quality",
    *(f"{metric}_{side}{unit}" for metric, unit, _ in _LEGS for side in Side),
    "trunk_lean_deg",
)
REPS = (
    "number",
    "side",
    "t_start_s",
    "t_peak_s",
    "t_end_s",
    *(f"{value}{unit}" for value, unit, _ in _PEAKS),
    "good",
    "faults",
    "high",
)
EVENTS = ("t_s", "kind", "side")
COMMANDS = ("before_frame", "t_s", "command")


def frame_row(kinematics: Kinematics) -> list[str]:
    """One settled frame, in the order of `FRAMES`."""
    legs = [
        _number(kinematics.get(metric, side), digits)
        for metric, _, digits in _LEGS
        for side in Side
    ]
    lean = _number(kinematics.get("trunk_lean"), 1)
    return [
        str(kinematics.index),
        _seconds(kinematics.t),
        quality_word(kinematics.quality),
        *legs,
        lean,
    ]


def rep_row(rep: Rep) -> list[str]:
    """One rep, in the order of `REPS`."""
    peaks = [_number(rep.values.get(value), digits) for value, _, digits in _PEAKS]
    times = [_seconds(t) for t in (rep.start, rep.peak, rep.end)]
    marks = [_mark(rep.good), ";".join(rep.faults), _mark(rep.high)]
    return [str(rep.number), rep.side, *times, *peaks, *marks]


def _mark(good: bool | None) -> str:
    return "" if good is None else str(int(good))


def _marked(cell: str) -> bool | None:
    return bool(int(cell)) if cell else None


def command_row(before: int, t: float, command: str) -> list[str]:
    """One command, in the order of `COMMANDS`: it was given before the frame of this index."""
    return [str(before), _seconds(t), command]


def rep_of(row: Mapping[str, str]) -> Rep:
    """The rep of a row of reps.csv; when it was decided, and its other values, are not in it.
    Where its height has no column of its own, a good rep was one on target."""
    values = {value: _of(row[f"{value}{unit}"]) for value, unit, _ in _PEAKS}
    return Rep(
        t=nan,
        side=Side(row["side"]),
        number=int(row["number"]),
        start=_of(row["t_start_s"]),
        peak=_of(row["t_peak_s"]),
        end=_of(row["t_end_s"]),
        values=values,
        high=_marked(row.get("high", row["good"])),
        good=_marked(row["good"]),
        faults=tuple(filter(None, row["faults"].split(";"))),
    )


def event_row(event: Event) -> list[str]:
    """One event, in the order of `EVENTS`."""
    return [_seconds(event.t), event.kind, event.side or ""]


def quality_word(quality: Quality) -> str:
    """ "ok", or why the frame or one leg cannot be judged, as in "part_hidden:left:ankle"."""
    reason = quality.reason
    if reason is None:
        return "ok" if quality.ok else "unknown"
    return ":".join(part for part in (reason.key, reason.side, reason.joint) if part)


def _seconds(t: float) -> str:
    return _number(t, 4)


def _of(cell: str) -> float:
    return float(cell) if cell else nan


def _number(value: float | None, digits: int) -> str:
    if value is None or not isfinite(value):
        return ""
    return f"{round(value, digits) + 0.0:.{digits}f}"  # + 0.0 so that there is no "-0.00"
