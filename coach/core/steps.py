"""Foot contacts and toe-offs of one leg in running.

From the side a foot on the ground goes backward at the ground's speed: it is set down when it has
nearly reached that speed, and lifted when it has clearly lost it. That needs no ground line and no
calibration, works on a belt and beside a camera that follows, and for any foot strike. From front
or rear the foot's way along the view cannot be seen; there the moment that the ankle is highest
over the other is known, and a contact follows it after a nearly constant share of the stride.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan

import numpy as np

from coach.core.types import Kinematics, Side

Sample = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class StepRule:
    """Shares of the stance's speed at `down` and `up`; lengths in leg lengths, times in seconds.

    A backward phase is a stance if it is at least `shortest` long and covers `reach`; the contact
    is at most `latest` after the foot was furthest ahead. From front and rear `swing_share` of a
    stride, at most `longest_wait`, lies between the ankle's highest point and the contact.
    """

    down: float = 0.42
    up: float = 0.58
    shortest: float = 0.1
    longest: float = 1.5
    reach: float = 0.12
    turn: float = 0.1
    latest: float = 0.1
    rise: float = 0.07
    longest_wait: float = 0.26
    longest_stride: float = 1.2
    swing_share: float = 0.33


@dataclass(frozen=True, slots=True)
class Stance:
    """One foot on the ground from `contact` to `toe_off` (NaN from front and rear)."""

    side: Side
    contact: float
    toe_off: float


LOST_S = 0.15
"""A foot unseen for longer starts afresh."""

FLAT = 0.02
"""Leg lengths: a foot this near to its furthest has turned, however long it then lingers."""


class SideSteps:
    """Stances of one leg from the side, each told when the foot clearly swings forward again.

    The foot's way ahead of the hips is followed from turn to turn; a turn is one only after
    `turn` leg lengths the other way, so that a glitch where the legs cross is none.
    """

    def __init__(self, side: Side, rule: StepRule | None = None) -> None:
        self._side, self._rule = side, rule or StepRule()
        self._way: list[Sample] = []
        self._backward = self._swung = False

    def update(self, moment: Kinematics) -> Stance | None:
        """Takes one settled moment; gives the stance that has just ended."""
        ahead = moment.get("foot_ahead", self._side)
        speed = moment.get("foot_speed", self._side)
        if ahead != ahead or speed != speed:
            return None
        if self._way and moment.t - self._way[-1][0] > LOST_S:
            self.reset()
        self._way.append((moment.t, ahead, speed))
        sign = -1 if self._backward else 1
        furthest = max(sign * way[1] for way in self._way)
        if furthest - sign * ahead < self._rule.turn:
            return None
        turn = next(k for k, way in enumerate(self._way) if sign * way[1] > furthest - FLAT)
        done, self._way = self._way[: turn + 2], self._way[turn:]
        self._backward = not self._backward
        if self._backward:
            # A foot that only starts to go backward stood there: it was not set down.
            self._swung = np.ptp([ahead for _, ahead, _ in done[: turn + 1]]) >= self._rule.turn
            return None
        return self._stance(done) if self._swung else None

    def finish(self) -> Stance | None:
        """The stance that the frames' end cut short, its toe-off NaN."""
        stance = self._stance(self._way) if self._backward and self._swung else None
        return replace(stance, toe_off=nan) if stance else None

    def reset(self) -> None:
        """Forgets the step under way."""
        self._way, self._backward, self._swung = [], False, False

    def _stance(self, back: list[Sample]) -> Stance | None:
        t, ahead, speed = np.array(back).T
        rule = self._rule
        if not rule.shortest <= t[-1] - t[0] <= rule.longest or np.ptp(ahead) < rule.reach:
            return None
        middle = (t >= t[0] + 0.3 * (t[-1] - t[0])) & (t <= t[0] + 0.7 * (t[-1] - t[0]))
        if not middle.any():
            return None
        ground = float(np.median(speed[middle]))
        contact = min(_first_below(t, speed, rule.down * ground), t[0] + rule.latest)
        toe_off = -_first_below(-t[::-1], speed[::-1], rule.up * ground)
        return Stance(self._side, contact, toe_off) if toe_off > contact else None


def _first_below(t: np.ndarray, speed: np.ndarray, level: float) -> float:
    """When the speed first sinks to the level, between samples; NaN if it never does."""
    below = np.flatnonzero(speed <= level)
    if not len(below):
        return nan
    k = int(below[0])
    if k == 0:
        return float(t[0])
    share = (speed[k - 1] - level) / (speed[k - 1] - speed[k])
    return float(t[k - 1] + share * (t[k] - t[k - 1]))


class SquareSteps:
    """Contacts of one leg from front or rear, to about 0.05 s; toe-offs are not seen."""

    def __init__(self, side: Side, rule: StepRule | None = None) -> None:
        self._side, self._rule = side, rule or StepRule()
        self._way: list[tuple[float, float]] = []
        self._rising = True
        self._top: float | None = None
        self._told = False

    def update(self, moment: Kinematics) -> tuple[Stance, ...]:
        """Takes one settled moment; gives the contacts that follow the ankle's highest points.

        The first of a run is told only with the second: until then the stride is not known.
        """
        height = moment.get("ankle_over_other", self._side)
        if height != height:
            return ()
        self._way.append((moment.t, height))
        sign = 1 if self._rising else -1
        furthest = max(sign * h for _, h in self._way)
        if furthest - sign * height < self._rule.rise:
            return ()
        near = [t for t, h in self._way if sign * h > furthest - FLAT]
        self._way = [self._way[-1]]
        self._rising = not self._rising
        return () if self._rising else self._contacts((near[0] + near[-1]) / 2)

    def reset(self) -> None:
        """Forgets the step under way."""
        self._way, self._rising, self._top, self._told = [], True, None, False

    def _contacts(self, top: float) -> tuple[Stance, ...]:
        before, self._top = self._top, top
        if before is None or top - before > self._rule.longest_stride:
            self._told = False
            return ()
        wait = min(self._rule.swing_share * (top - before), self._rule.longest_wait)
        tops = (top,) if self._told else (before, top)
        self._told = True
        return tuple(Stance(self._side, t + wait, nan) for t in tops)
