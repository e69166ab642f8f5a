"""The synthetic athlete as a camera, where there is no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import numpy as np

from coach.core.types import Frame
from coach.ports import CameraInfo
from coach.simulation.drawing import Painter
from coach.simulation.performing import Performer

JITTER = -0.45, 0.45
"""Of the time between two frames: with more they could overtake each other."""


class SyntheticCamera:
    """`seconds` of the athlete, as fast as they are taken.

    `drop_frames` is the share of frames that are lost, `jitter_s` the spread of their times;
    both are the same for the same `seed`.
    """

    def __init__(
        self,
        athlete: Performer,
        seconds: float,
        fps: float = 30.0,
        size: tuple[int, int] = (1280, 720),
        seed: int = 0,
        drop_frames: float = 0.0,
        jitter_s: float = 0.0,
    ) -> None:
        chance = np.random.default_rng(seed)
        numbers = np.arange(round(seconds * fps))
        late = np.clip(fps * jitter_s * chance.standard_normal(len(numbers)), *JITTER)
        times = np.maximum(numbers + late, 0) / fps
        kept = chance.random(len(numbers)) >= drop_frames
        self._frames = tuple(zip(numbers[kept], times[kept], strict=True))
        self._athlete = athlete
        self._info = CameraInfo(
            "synthetic athlete", size, fps, live=False, frames=len(self._frames)
        )
        self._now = 0.0

    @property
    def info(self) -> CameraInfo:
        return self._info

    def now(self) -> float:
        return self._now

    def __enter__(self) -> Self:
        self._now = 0.0
        return self

    def __exit__(self, *error: object) -> None:
        """There is nothing to free."""

    def __iter__(self) -> Iterator[Frame]:
        painter = Painter(self._athlete, self._info.size)
        for index, t in self._frames:
            self._now = float(t)
            yield Frame(self._now, int(index), painter.paint(self._now))
