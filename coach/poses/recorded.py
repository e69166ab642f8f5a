"""Recorded poses as the two ends of the line, which replay a session without its video."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import nan
from pathlib import Path
from typing import Self

import numpy as np

from coach.core.pose.frame_checks import look_of
from coach.core.types import Frame, Pose
from coach.ports import CameraInfo
from coach.poses.landmarks import pose_from_landmarks
from coach.poses.recording import Landmarks, Recording, load_poses


class RecordedPoses:
    """A PoseEstimator that gives each frame the pose recorded under its index, None where there
    is none."""

    def __init__(self, source: Path | Recording) -> None:
        self._source = source
        self._landmarks: dict[int, Landmarks] = {}
        self._size = (0, 0)

    def __enter__(self) -> Self:
        recording = _loaded(self._source)
        seen = ~np.isnan(recording.landmarks[:, 0, 0])
        rows = zip(recording.index[seen].tolist(), recording.landmarks[seen], strict=True)
        self._landmarks = dict(rows)
        self._size = recording.size
        return self

    def __exit__(self, *error: object) -> None:
        self._landmarks = {}

    def poses(self, frames: Iterable[Frame]) -> Iterator[tuple[Frame, Pose | None]]:
        for frame in frames:
            raw = self._landmarks.get(frame.index)
            yield frame, None if raw is None else pose_from_landmarks(frame.t, raw, self._size)


class RecordedFrames:
    """A Camera of the recorded frames' times and indices; every picture is black."""

    def __init__(self, source: Path | Recording) -> None:
        self._source = source
        self._name = source.name if isinstance(source, Path) else "recording"
        self._info = CameraInfo(self._name, (0, 0), nan, live=False)
        self._recording: Recording | None = None
        self._now = 0.0

    @property
    def info(self) -> CameraInfo:
        return self._info

    def now(self) -> float:
        """The time of the frame given last."""
        return self._now

    def __enter__(self) -> Self:
        recording = _loaded(self._source)
        t = recording.t
        fps = float(1 / np.median(np.diff(t))) if len(t) > 1 else nan
        self._info = CameraInfo(self._name, recording.size, fps, live=False, frames=len(t))
        self._recording = recording
        return self

    def __exit__(self, *error: object) -> None:
        self._recording = None

    def __iter__(self) -> Iterator[Frame]:
        recording = self._recording
        if recording is None:
            return
        width, height = recording.size
        # One black pixel seen everywhere: no memory, and nobody can draw on it by mistake.
        black = np.broadcast_to(np.uint8(0), (height, width, 3))
        rows = recording.t.tolist(), recording.index.tolist(), recording.look.tolist()
        for t, index, look in zip(*rows, strict=True):
            self._now = t
            yield Frame(t, index, black, look_of(look))


def moments(recording: Recording) -> Iterator[tuple[Frame, Pose | None]]:
    """Every frame with its pose, in order."""
    with RecordedFrames(recording) as frames, RecordedPoses(recording) as poses:
        yield from poses.poses(frames)


def _loaded(source: Path | Recording) -> Recording:
    return source if isinstance(source, Recording) else load_poses(source)
