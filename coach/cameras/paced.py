"""A file, or the synthetic athlete, given at the pace at which it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import inf, isinf
from threading import Event
from time import perf_counter
from typing import Self

from coach.core.types import Frame
from coach.ports import Camera, CameraInfo


class Paced:
    """Another camera's frames, each when it is due; a late one is given at once.

    The clock starts with the first frame that is taken, so that a slow start loses none. With `fps`
    so many frames are given a second, whatever their own times.
    """

    def __init__(
        self,
        camera: Camera,
        *,
        fps: float | None = None,
        clock: Callable[[], float] = perf_counter,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._camera = camera
        self._fps = fps
        self._clock = clock
        self._left = Event()
        self._wait = wait or self._left.wait
        self._start = inf
        self._last = 0.0

    @property
    def info(self) -> CameraInfo:
        return replace(self._camera.info, live=True)

    def now(self) -> float:
        """The time on the frames' own clock, never before the last frame's."""
        return max(self._last, self._clock() - self._start)

    def __enter__(self) -> Self:
        self._left.clear()
        self._start, self._last = inf, 0.0
        self._camera.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._left.set()
        self._camera.__exit__(*error)

    def __iter__(self) -> Iterator[Frame]:
        for n, frame in enumerate(self._camera):
            if self._fps is not None:
                frame = replace(frame, t=n / self._fps)
            if isinf(self._start):
                self._start = self._clock() - frame.t
            early = frame.t - self.now()
            if early > 0:
                self._wait(early)
            if self._left.is_set():
                return
            self._last = frame.t
            yield frame
