"""Numbers and states slow enough to read: they change at most twice a second."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf, isnan, nan
from types import MappingProxyType

import numpy as np

from coach.core.drills.kinds import Gauge
from coach.core.session.snapshot import Snapshot
from coach.core.skeleton import BodyPart, row
from coach.core.types import Kinematics, Phase, Pose, Reason, Side
from coach.ports import Status

_EVERY_S = 0.5
_SURE_S = 0.5
_THIGH_S = 1.0
_LATELY = 240
"""Moments that are kept: a lift is decided well before there were so many after its top."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What is written in words and digits; `cadence` in steps/min.

    `joints` holds a leg's hip and knee flexion in degrees, NaN where not measured: at the top of
    its last lift, or, in drills that lift nothing, as they are now, smoothed. `thigh` is the length
    of a whole thigh in the frame's pixels.
    """

    joints: Mapping[Side, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    cadence: float = nan
    frame_age_s: float = nan
    fps: float = nan
    reason: Reason | None = None
    thigh: float = nan


class Steady:
    """Turns snapshots into readings, on the snapshots' own clock."""

    def __init__(self) -> None:
        self._readings = Readings()
        self._read = -inf
        self._troubled: bool | None = None
        self._since = -inf
        self._thighs: list[tuple[float, float]] = []
        self._joints: dict[Side, tuple[float, float]] = {}
        self._lately: deque[Kinematics] = deque(maxlen=_LATELY)

    def read(self, snapshot: Snapshot, status: Status) -> Readings:
        """The readings to show with this snapshot."""
        reason = self._reason(snapshot)
        self._take_joints(snapshot)
        if not 0 <= snapshot.t - self._read < _EVERY_S:
            self._read = snapshot.t
            self._readings = Readings(
                joints=dict(self._joints),
                cadence=snapshot.cadence,
                frame_age_s=status.frame_age_s,
                fps=status.fps,
                reason=reason,
            )
        return replace(self._readings, thigh=self._thigh(snapshot))

    def _take_joints(self, snapshot: Snapshot) -> None:
        """A number taken at any moment of a fast movement would show a chance phase of it."""
        if snapshot.phase in (Phase.WAITING, Phase.COUNT_IN):
            self._joints.clear()
            self._lately.clear()
        self._lately.extend(snapshot.smoothed)
        if not self._lately:
            return
        if snapshot.drill.traits.gauge is Gauge.BAR:
            for rep in snapshot.reps:
                top = min(self._lately, key=lambda moment: abs(moment.t - rep.peak))
                self._joints[rep.side] = _flexion(top, rep.side)
        else:
            self._joints = {side: _flexion(self._lately[-1], side) for side in Side}

    def _reason(self, snapshot: Snapshot) -> Reason | None:
        """Holds the last reason until there has been trouble, or none, for long enough."""
        troubled = snapshot.quality.reason is not None
        if troubled is not self._troubled:
            self._since = -inf if self._troubled is None else snapshot.t
            self._troubled = troubled
        sure = not 0 <= snapshot.t - self._since < _SURE_S
        return snapshot.quality.reason if sure else self._readings.reason

    def _thigh(self, snapshot: Snapshot) -> float:
        """The longest of the last second: a lifted thigh looks short from the front."""
        lately = [(t, long) for t, long in self._thighs if 0 <= snapshot.t - t < _THIGH_S]
        long = thigh_length(snapshot.pose)
        self._thighs = lately if isnan(long) else [*lately, (snapshot.t, long)]
        return max((long for _, long in self._thighs), default=nan)


def _flexion(moment: Kinematics, side: Side) -> tuple[float, float]:
    return moment.get("hip_flexion", side), moment.get("knee_flexion", side)


def thigh_length(pose: Pose | None) -> float:
    """From hip to knee in pixels, of the leg that shows it longer; NaN where neither is seen."""
    if pose is None:
        return nan
    thighs = [pose.xy[row(BodyPart.KNEE, side)] - pose.xy[row(BodyPart.HIP, side)] for side in Side]
    return float(np.fmax(*(np.hypot(*thigh) for thigh in thighs)))


def digits(value: float, unit: str = "") -> str:
    """A number as it is shown: whole, and "-" where it was not measured."""
    return "-" if isnan(value) else f"{round(value)}{unit}"
