"""The replay driver in the shape of the live one: as fast as it goes, every frame shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from coach.core.types import Command
from coach.ports import Camera, PoseEstimator
from coach.runtime.live import Tick
from coach.runtime.replay import Line, replay


class Fast:
    """`with Fast(...) as beats: for beat in beats: ...`; all on one thread, so that it gives the
    same every time."""

    def __init__(self, camera: Camera, estimator: PoseEstimator, line: Line) -> None:
        self._camera, self._estimator, self._line = camera, estimator, line
        self._ended = False

    def send(self, command: Command) -> None:
        """Takes effect with the next frame."""
        if command is Command.END:
            self._ended = True
        else:
            self._line.command(command)

    def __enter__(self) -> Self:
        # What cannot be opened is told before anything is recorded.
        with self._camera:
            return self

    def __exit__(self, *error: object) -> None:
        """The frames are closed with the loop over them."""

    def __iter__(self) -> Iterator[Tick]:
        for snapshot in replay(self._camera, self._estimator, self._line):
            yield Tick(snapshot, (snapshot,))
            if self._ended:
                last = self._line.finish()
                if last is not None:
                    yield Tick(last, (last,))
                return
