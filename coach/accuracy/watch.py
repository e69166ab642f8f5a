"""Follows a session through a clip's poses and keeps what can be compared with the truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import nan

import numpy as np

from coach.core.judging.result import SetResult
from coach.core.kinematics.figure import PoseSample
from coach.core.kinematics.measured import Measured
from coach.core.pose.body import BodyTracker
from coach.core.session.set_runner import SetRunner
from coach.core.session.snapshot import Snapshot
from coach.core.types import EventKind, Frame, Kinematics, Pose, Rep, Side
from coach.ports import Camera, PoseEstimator

Poses = Sequence[tuple[Frame, Pose | None]]

DARK = np.zeros((1, 1, 3), np.uint8)
"""Stands for every picture: a whole clip's do not fit into memory."""


@dataclass(slots=True)
class Watched:
    """The set's result, settled and raw kinematics, reps by number, when each was decided, when
    each tone sounded, and the events."""

    result: SetResult
    ours: list[Kinematics] = field(default_factory=list)
    raw: list[Kinematics] = field(default_factory=list)
    reps: dict[int, Rep] = field(default_factory=dict)
    decided: dict[int, float] = field(default_factory=dict)
    tones: list[tuple[float, str]] = field(default_factory=list)
    events: dict[tuple[EventKind, Side], list[float]] = field(default_factory=dict)

    def times(self, kind: EventKind, side: Side) -> list[float]:
        return self.events.get((kind, side), [])


def poses_of_clip(
    camera: Camera, estimator: PoseEstimator, progress: Callable[[float], None]
) -> Poses:
    """The poses of all frames; `progress` is told how far it is, 0..1 or NaN."""
    found = []
    with camera, estimator:
        frames = camera.info.frames or nan
        for frame, pose in estimator.poses(camera):
            found.append((replace(frame, image=DARK), pose))
            progress(len(found) / frames)
    return found


def watch(session: SetRunner, poses: Poses) -> Watched:
    """Plays the poses to the session."""
    seen, body = Watched(session.result()), BodyTracker()
    for frame, pose in poses:
        snapshot = session.step(frame, pose)
        seen.raw.append(_raw(snapshot, body))
        _keep(seen, snapshot)
    last = session.finish()
    if last is not None:
        _keep(seen, last)
    seen.result = session.result()
    return seen


def _keep(seen: Watched, snapshot: Snapshot) -> None:
    seen.ours += snapshot.smoothed
    seen.tones += [(snapshot.t, tone) for tone in snapshot.tones]
    for rep in snapshot.reps:
        seen.decided[rep.number] = snapshot.t
    seen.reps |= {rep.number: rep for rep in (*snapshot.reps, *snapshot.ended)}
    for event in snapshot.events:
        if event.side is not None:
            seen.events.setdefault((event.kind, event.side), []).append(event.t)


def _raw(snapshot: Snapshot, body: BodyTracker) -> Kinematics:
    """The same formulas on the landmarks as they came: nothing mended, smoothed or withheld."""
    pose, view, t = snapshot.found, snapshot.view, snapshot.frame.t
    if pose is None:
        return Kinematics(t, snapshot.frame.index)
    unknown = np.full_like(pose.xy, nan)
    figure = PoseSample(pose.xy, unknown, body.update(pose), view.view, yaw=view.yaw)
    return Kinematics(t, snapshot.frame.index, Measured(figure, frozenset(Side)))
