"""The replay driver: every frame, in order, as fast as it goes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from typing import Protocol

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame, Pose
from coach.ports import Camera, PoseEstimator

Poses = Generator[tuple[Frame, Pose | None], None, None]


class Line(Protocol):
    """The part of a Session that a driver needs; it is only ever called from one thread.

    `finish` gives what was still being looked ahead for, or None; a `done` line wants no more.
    """

    @property
    def done(self) -> bool: ...
    def step(self, frame: Frame, pose: Pose | None) -> Snapshot: ...
    def finish(self) -> Snapshot | None: ...
    def command(self, command: Command) -> None: ...


class Tapped:
    """A line whose every snapshot is also told to `tap`, which closes a loop: see
    cameras/following.py."""

    def __init__(self, line: Line, tap: Callable[[Snapshot], None]) -> None:
        self._line, self._tap = line, tap

    @property
    def done(self) -> bool:
        return self._line.done

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """The line's own, told before it is given."""
        snapshot = self._line.step(frame, pose)
        self._tap(snapshot)
        return snapshot

    def finish(self) -> Snapshot | None:
        return self._line.finish()

    def command(self, command: Command) -> None:
        self._line.command(command)


def replay(camera: Camera, estimator: PoseEstimator, line: Line) -> Generator[Snapshot, None, None]:
    """One snapshot per frame until the camera ends or the line is done, and what then is left."""
    with camera, estimator, closing(poses_of(estimator, camera)) as poses:
        for frame, pose in poses:
            yield line.step(frame, pose)
            if line.done:
                break
        last = line.finish()
        if last is not None:
            yield last


def poses_of(estimator: PoseEstimator, frames: Iterable[Frame]) -> Poses:
    """The estimator's poses, such that they can be closed: that ends the threads behind them."""
    yield from estimator.poses(frames)
