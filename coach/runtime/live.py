"""The live driver: always the newest frame.

    capture: camera  --newest frame-->  think: pose, line, sound  --all snapshots-->  main: screen

Two threads and main. The think thread alone touches the line, and sounds are made there, so they
never wait for a drawing. Main gets every snapshot for the record, but draws only the newest.
"""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from math import nan
from threading import Thread
from typing import Self

import numpy as np

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame, Pose
from coach.ports import Camera, PoseEstimator
from coach.runtime.replay import Line, poses_of
from coach.runtime.slot import Slot

_ROOM = 1800
"""Snapshots that may wait for the main thread: half a minute; then frames are dropped instead."""

_PATIENCE_S = 2.0
"""How long a thread may take to end: a driver that hangs in a read cannot be stopped from here."""

_FPS_OVER_S = 2.0


@dataclass(frozen=True, slots=True)
class Tick:
    """What the main thread gets, at least once a tick.

    `snapshot` is the newest, None before the first. `fresh` holds each snapshot since the last
    beat once, in order, with a black picture. `frame_age_s` is from capture to finished snapshot,
    `fps` of snapshots; NaN when unknown. `stalled` while the camera gives no picture.
    """

    snapshot: Snapshot | None = None
    fresh: tuple[Snapshot, ...] = ()
    frame_age_s: float = nan
    fps: float = nan
    stalled: bool = False


def _silent(snapshot: Snapshot, now: float) -> None:
    """Makes no sound."""


class Live:
    """Runs a line on a live camera: `with Live(...) as live: for beat in live: ...`.

    `on_snapshot(snapshot, now)` is called on the think thread as soon as a snapshot is there,
    `now` on the camera's clock; it must not block. Whatever ends a thread is raised by the loop,
    after the last snapshots. Leaving the block ends all threads.
    """

    def __init__(
        self,
        camera: Camera,
        estimator: PoseEstimator,
        line: Line,
        *,
        on_snapshot: Callable[[Snapshot, float], None] = _silent,
        tick_s: float = 1 / 30,
        rest_s: float = 0.025,
        stall_s: float = 2.0,
    ) -> None:
        self._camera = camera
        self._estimator = estimator
        self._line = line
        self._on_snapshot = on_snapshot
        self._tick_s = tick_s
        self._rest_s = rest_s
        self._stall_s = stall_s
        self._frames: Slot[Frame] = Slot()
        self._snapshots: Slot[Snapshot] = Slot(_ROOM, lossless=True)
        self._commands: deque[Command] = deque()
        self._newest: Snapshot | None = None
        self._age_s = nan
        self._seen = nan
        self._times: deque[float] = deque()
        self._capturer = Thread(target=self._capture, name="capture", daemon=True)
        self._thinker = Thread(target=self._think, name="think", daemon=True)
        self._edges = ExitStack()

    def send(self, command: Command) -> None:
        """END takes effect at once, even when no frame comes; the rest before the next frame."""
        if command is Command.END:
            self._frames.close()
        else:
            self._commands.append(command)

    @property
    def dropped(self) -> int:
        """Frames that were replaced by a newer one before anybody looked at them."""
        return self._frames.dropped

    def __enter__(self) -> Self:
        with ExitStack() as edges:
            edges.enter_context(self._camera)
            edges.enter_context(self._estimator)
            # Importing leaves so many objects that one full collection takes longer than a frame.
            gc.collect()
            gc.freeze()
            edges.callback(gc.unfreeze)
            self._edges = edges.pop_all()
        self._seen = time.perf_counter()
        self._capturer.start()
        self._thinker.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._frames.close()
        self._snapshots.close()
        self._thinker.join(_PATIENCE_S)
        self._edges.close()
        self._capturer.join(_PATIENCE_S)

    def __iter__(self) -> Iterator[Tick]:
        while (fresh := self._snapshots.take_all(self._tick_s)) is not None:
            begun = time.perf_counter()
            yield self._beat(fresh, begun)
            # A screen faster than this only takes time from the pose model.
            time.sleep(max(0.0, begun + self._rest_s - time.perf_counter()))

    def _capture(self) -> None:
        with self._frames:
            for frame in self._camera:
                if not self._frames.put(frame):
                    break
                self._seen = time.perf_counter()

    def _think(self) -> None:
        poses_of_newest = poses_of(self._estimator, iter(self._frames.take, None))
        # The frames close first: what ends the poses may wait for a thread that waits for a frame.
        with self._snapshots, closing(poses_of_newest) as poses, closing(self._frames):
            for frame, pose in poses:
                self._step(frame, pose)
                if self._line.done:
                    break
            self._finish()

    def _step(self, frame: Frame, pose: Pose | None) -> None:
        self._obey()
        snapshot = self._line.step(frame, pose)
        now = self._camera.now()
        self._age_s = now - frame.t
        self._publish(snapshot, now)

    def _obey(self) -> None:
        while self._commands:
            self._line.command(self._commands.popleft())

    def _finish(self) -> None:
        """The last reps are kept also when the camera broke; only then its error is passed on."""
        self._obey()
        last = self._line.finish()
        if last is not None:
            self._publish(last, self._camera.now())
        if self._frames.error is not None:
            raise self._frames.error

    def _publish(self, snapshot: Snapshot, now: float) -> None:
        self._on_snapshot(snapshot, now)
        self._newest = snapshot
        self._snapshots.put(replace(snapshot, frame=_blackened(snapshot.frame)))

    def _beat(self, fresh: tuple[Snapshot, ...], now: float) -> Tick:
        for t in (snapshot.frame.t for snapshot in fresh):
            if not self._times or t > self._times[-1]:
                self._times.append(t)
        stalled = now - self._seen > self._stall_s
        fps = nan if stalled else _rate(self._times)
        return Tick(self._newest, fresh, self._age_s, fps, stalled)


def _blackened(frame: Frame) -> Frame:
    """The same frame with a black picture that takes no memory, for what waits for the record."""
    return replace(frame, image=np.broadcast_to(np.uint8(0), frame.image.shape))


def _rate(times: deque[float]) -> float:
    """Frames per second of late: n times have n - 1 gaps between them."""
    while times and times[0] < times[-1] - _FPS_OVER_S:
        times.popleft()
    span = times[-1] - times[0] if times else 0.0
    return (len(times) - 1) / span if span > 0.0 else nan
