"""Recorded poses: a session's poses.npz, and the two ends that replay it without its video.

The file holds `schema` (1), `t` (n,) in s, `index` (n,), `landmarks` (n, 33, 5) as x, y, z,
visibility, presence with NaN rows where nobody was, and `size` (width, height).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.core.types import Frame, Pose
from coach.errors import RecordError
from coach.ports import CameraInfo
from coach.poses.landmarks import LANDMARKS, pose_from_landmarks
from coach.poses.zips import is_whole_zip

SCHEMA = 1

Landmarks = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recording:
    """What poses.npz holds: `t` (n,) s and `index` (n,), both rising; `landmarks` (n, 33, 5)."""

    t: NDArray[np.float64]
    index: NDArray[np.int64]
    landmarks: Landmarks
    size: tuple[int, int]


def save_poses(
    path: Path,
    times: Sequence[float],
    indices: Sequence[int],
    raws: Sequence[Landmarks | None],
    size: tuple[int, int],
) -> None:
    """Writes the file whole or not at all; `raws` are `Pose.raw`, None where nobody was."""
    nobody = np.full((LANDMARKS, 5), np.nan, np.float32)
    rows = [nobody if raw is None else raw for raw in raws]
    landmarks = np.array(rows, np.float32).reshape(-1, LANDMARKS, 5)
    recording = Recording(np.array(times, np.float64), np.array(indices, np.int64), landmarks, size)
    try:
        _write(path, recording)
    except OSError as error:
        raise RecordError(
            f"cannot write {path}: {error.strerror or error}; choose another folder"
        ) from error


def _write(path: Path, recording: Recording) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            np.savez_compressed(
                file,
                schema=np.array(SCHEMA),
                t=recording.t,
                index=recording.index,
                landmarks=recording.landmarks,
                size=np.array(recording.size),
            )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def load_poses(path: Path) -> Recording:
    """Reads the file; raises RecordError where it is missing, damaged or of another kind."""
    try:
        if is_whole_zip(path):
            with np.load(path, allow_pickle=False) as file:
                return _recording(file)
    except OSError as error:
        raise RecordError(
            f"cannot read {path}: {error.strerror or error}; give a session's poses.npz"
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{path} is no recording of poses; record it again") from error
    raise RecordError(f"{path} is cut short or damaged; record it again")


def _recording(file: np.lib.npyio.NpzFile) -> Recording:
    if int(file["schema"]) != SCHEMA:
        raise ValueError("another schema")
    t, index = file["t"].astype(np.float64), file["index"].astype(np.int64)
    landmarks = file["landmarks"].astype(np.float32)
    width, height = (int(length) for length in file["size"])
    shapes = (t.shape, index.shape, landmarks.shape)
    if shapes != ((len(t),), (len(t),), (len(t), LANDMARKS, 5)):
        raise ValueError("another shape")
    if not (np.all(np.diff(t) > 0) and np.all(np.diff(index) > 0) and min(width, height) > 0):
        raise ValueError("time runs backwards")
    return Recording(t, index, landmarks, (width, height))


class RecordedPoses:
    """A PoseEstimator that gives each frame the pose recorded under its index, None where there
    is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._landmarks: dict[int, Landmarks] = {}
        self._size = (0, 0)

    def __enter__(self) -> Self:
        recording = load_poses(self._path)
        seen = ~np.isnan(recording.landmarks[:, 0, 0])
        rows = zip(recording.index[seen].tolist(), recording.landmarks[seen], strict=True)
        self._landmarks = dict(rows)
        self._size = recording.size
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._landmarks = {}

    def poses(self, frames: Iterable[Frame]) -> Iterator[tuple[Frame, Pose | None]]:
        for frame in frames:
            raw = self._landmarks.get(frame.index)
            yield frame, None if raw is None else pose_from_landmarks(frame.t, raw, self._size)


class RecordedFrames:
    """A Camera of the recorded frames' times and indices; every picture is black."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._info = CameraInfo(path.name, (0, 0), nan, live=False)
        self._recording: Recording | None = None
        self._now = 0.0

    @property
    def info(self) -> CameraInfo:
        return self._info

    def now(self) -> float:
        """The time of the frame given last."""
        return self._now

    def __enter__(self) -> Self:
        recording = load_poses(self._path)
        t = recording.t
        fps = float(1 / np.median(np.diff(t))) if len(t) > 1 else nan
        self._info = CameraInfo(self._path.name, recording.size, fps, live=False, frames=len(t))
        self._recording = recording
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._recording = None

    def __iter__(self) -> Iterator[Frame]:
        recording = self._recording
        if recording is None:
            return
        width, height = recording.size
        # One black pixel seen everywhere: no memory, and nobody can draw on it by mistake.
        black = np.broadcast_to(np.uint8(0), (height, width, 3))
        for t, index in zip(recording.t.tolist(), recording.index.tolist(), strict=True):
            self._now = t
            yield Frame(t, index, black)
