"""The synthetic athlete's own joints as a pose estimator, spoilt as a real one's are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor, pi, sqrt
from typing import Self

import numpy as np

from coach.core.quantize import quantized
from coach.core.skeleton import JOINTS, LEG, row
from coach.core.types import Frame, Points, Pose, Side
from coach.simulation.performing import Performer
from coach.simulation.projection import pixels_per_leg, project

CONFIDENCE = 0.95
DROP_OUT_S = 0.1, 0.4
SWAP_S = 0.1, 0.2
WAVES, FASTEST_HZ = 12, 8.0
_LEGS = {side: [row(part, side) for part in LEG] for side in Side}


class TruePoses:
    """Exact poses of the athlete of a SyntheticCamera, or spoilt ones, the same for a `seed`.

    `noise` is the spread of each coordinate in leg lengths, slow as a landmark's is. In each
    second a drop-out (of one leg or of the whole pose, 0.1-0.4 s) begins with probability
    `drop_outs`, and an exchange of the legs (0.1-0.2 s) with probability `swaps`. All of it
    depends on a frame's time alone, not on which other frames there are. At last it is put on
    the grid.
    """

    def __init__(
        self,
        athlete: Performer,
        noise: float = 0.0,
        drop_outs: float = 0.0,
        swaps: float = 0.0,
        seed: int = 0,
    ) -> None:
        self._athlete = athlete
        self._noise = noise
        self._drop_outs, self._swaps = drop_outs, swaps
        self._seed = seed
        chance = np.random.default_rng(seed)
        waves = (WAVES, len(JOINTS), 2)
        self._turning = 2 * pi * chance.uniform(0.2, FASTEST_HZ, waves)
        self._from = chance.uniform(0, 2 * pi, waves)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """There is nothing to free."""

    def poses(self, frames: Iterable[Frame]) -> Iterator[tuple[Frame, Pose | None]]:
        """One (frame, pose or None) for each frame, in order."""
        for frame in frames:
            height, width = frame.image.shape[:2]
            yield frame, self.pose(frame.t, (width, height))

    def pose(self, t: float, size: tuple[int, int]) -> Pose | None:
        """The pose at time `t` in a picture of `size` (width, height)."""
        gone = _spell(t, self._drop_outs, DROP_OUT_S, (self._seed, 1))
        lost = None if gone is None else gone.choice((None, *Side))
        if gone is not None and lost is None:
            return None
        xy = project(self._athlete, self._athlete.truth(t).joints, size)
        xy += self._noise * pixels_per_leg(self._athlete, size) * self._drift(t)
        if _spell(t, self._swaps, SWAP_S, (self._seed, 2)) is not None:
            left, right = _LEGS.values()
            xy[left + right] = xy[right + left]
        if lost is not None:
            xy[_LEGS[Side(lost)]] = np.nan
        seen = np.isfinite(xy).all(axis=1)
        return quantized(Pose(t, xy, np.where(seen, CONFIDENCE, 0.0), size))

    def _drift(self, t: float) -> Points:
        """(16, 2) of spread 1: a sum of waves is random, yet a function of time."""
        drift: Points = sqrt(2 / WAVES) * np.sin(self._turning * t + self._from).sum(axis=0)
        return drift


def _spell(
    t: float, rate: float, lasts: tuple[float, float], seed: tuple[int, int]
) -> np.random.Generator | None:
    """The spell that covers `t`, as a source of chance that is its own; None where none does."""
    for second in (floor(t) - 1, floor(t)):
        chance = np.random.default_rng((*seed, abs(second)))
        begins = chance.random() < rate
        begin, length = second + chance.random(), chance.uniform(*lasts)
        if begins and begin <= t < begin + length:
            return chance
    return None
