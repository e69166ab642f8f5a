"""Mends what the estimator gets wrong about the legs before anything is measured.

The labels left and right change places for a few frames, mostly where one leg passes the other
or at the top of a lift, and a leg that is hidden jumps to nowhere. Each frame of a leg pair can
be explained in seven ways: as it is, changed places, and either with the left, the right or both
legs disbelieved. Legs do not jump, so the right chain of explanations is the one along which both
legs move most smoothly. The best chains are kept and carried on with each frame (multiple
hypothesis tracking); what is told of a frame may be corrected by the few frames after it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coach.core.skeleton import LEG, BodyPart, row
from coach.core.types import Points, Pose, Side

LEG_ROWS = {side: [row(part, side) for part in LEG if part is not BodyPart.HIP] for side in Side}
_HIPS = [row(BodyPart.HIP, side) for side in Side]
_TRACKED = [[row(part, side) for part in (BodyPart.KNEE, BodyPart.ANKLE)] for side in Side]

NONE = -1
EXPLANATIONS: tuple[tuple[int, int], ...] = (
    (0, 1),
    (1, 0),
    (0, NONE),
    (NONE, 1),
    (NONE, NONE),
    (NONE, 0),
    (1, NONE),
)
"""For the left and the right leg: which of the two given legs it is, or none of them."""

_SOURCE = np.array(EXPLANATIONS)
_SWAPPED = np.array([how in (1, 5, 6) for how in range(len(EXPLANATIONS))])
_BOTH = frozenset(Side)


@dataclass(frozen=True, slots=True)
class CleanupRule:
    """Lengths in leg lengths, times in seconds, costs in nats.

    `knee_noise` and `ankle_noise` are the landmarks' own scatter; `knee_push` and `ankle_push`
    are how strongly a leg's motion changes (white noise in its acceleration, lengths^2/s^3). It
    costs `doubt` to disbelieve one leg for one second, `swapped` for one second with changed
    places and `change` to begin or end that. `chains` explanations are kept; those that agree on
    the last `recall` frames are one.
    """

    knee_noise: float = 0.02
    ankle_noise: float = 0.04
    knee_push: float = 60.0
    ankle_push: float = 700.0
    doubt: float = 120.0
    swapped: float = 30.0
    change: float = 2.0
    chains: int = 16
    recall: int = 4
    memory_s: float = 0.3


RUNNING = CleanupRule(doubt=200.0)
"""Running legs cross so fast that good frames look odd: they are believed sooner."""


@dataclass(frozen=True, slots=True)
class RepairedPose:
    """A pose as explained: legs with changed places put right, disbelieved ones NaN.

    `trusted` holds the legs that stand as the estimator gave them.
    """

    pose: Pose
    trusted: frozenset[Side]


@dataclass(slots=True)
class _Chains:
    """k chains: what each costs, its explanations so far, and where it has the two legs.

    `place` and `speed` are (k, leg, joint, xy); `spread` is (k, leg, joint, 3): the variances of
    place, of place with speed, and of speed.
    """

    cost: Points
    path: list[tuple[int, ...]]
    place: Points
    speed: Points
    spread: Points


class LegSwapRepair:
    """Takes raw poses of one athlete in, gives the last `memory_s` of them mended."""

    def __init__(self, rule: CleanupRule | None = None) -> None:
        self._rule = rule or CleanupRule()
        self._push = np.array([self._rule.knee_push, self._rule.ankle_push])
        self._noise = np.array([self._rule.knee_noise, self._rule.ankle_noise]) ** 2
        self._recent: deque[Pose] = deque()
        self._chains: _Chains | None = None

    def update(self, pose: Pose, leg: float) -> tuple[RepairedPose, ...]:
        """The recent poses, newest last, as best explained now; `leg` is its length in pixels."""
        if self._recent and pose.t - self._recent[-1].t > self._rule.memory_s:
            self.reset()
        before = self._recent[-1].t if self._recent else pose.t
        self._recent.append(pose)
        found = (pose.xy[_TRACKED] - pose.xy[_HIPS].mean(axis=0)) / leg
        if self._chains is None:
            self._chains = self._begin(found)
        else:
            self._carry_on(self._chains, found, pose.t - before)
        while self._recent[0].t < pose.t - self._rule.memory_s:
            self._recent.popleft()
        best = self._chains.path[0][-len(self._recent) :]
        return tuple(mended(p, how) for p, how in zip(self._recent, best, strict=True))

    def reset(self) -> None:
        self._recent.clear()
        self._chains = None

    def _begin(self, found: Points) -> _Chains:
        spread = np.zeros((1, 2, 2, 3))
        spread[..., 0], spread[..., 2] = self._noise, 9.0
        place = np.nan_to_num(found)[None]
        return _Chains(np.zeros(1), [(0,)], place, np.zeros_like(place), spread)

    def _carry_on(self, chains: _Chains, found: Points, dt: float) -> None:
        _move(chains, dt, self._push)
        total = chains.cost[:, None] + self._costs(chains, found, min(dt, 0.05))
        kept = self._best(chains.path, total)
        whence, how = np.array([k // 7 for k in kept]), np.array([k % 7 for k in kept])
        chains.cost = total.ravel()[kept] - total.ravel()[kept[0]]
        most = int(self._rule.memory_s * 250) + 2
        chains.path = [(*chains.path[a], int(b))[-most:] for a, b in zip(whence, how, strict=True)]
        chains.place, chains.speed = chains.place[whence], chains.speed[whence]
        chains.spread = chains.spread[whence]
        _learn(chains, found, _SOURCE[how], self._noise)

    def _costs(self, chains: _Chains, found: Points, dt: float) -> Points:
        """(k, 7): what each explanation of this frame adds to each chain."""
        rule = self._rule
        variance = chains.spread[..., 0] + self._noise
        # A leg long out of sight could be anywhere; to find it again must not cost more than doubt.
        vague = np.log(np.clip(variance / self._noise, None, 25.0)) - np.log(9.0)
        fit = np.empty((len(chains.cost), 2, 3))
        for given in (0, 1):
            miss = ((found[given] - chains.place) ** 2).sum(axis=-1)
            fit[:, :, given] = np.nansum(0.5 * miss / variance + vague, axis=-1)
        fit[:, :, NONE] = rule.doubt * dt
        costs = fit[:, 0, _SOURCE[:, 0]] + fit[:, 1, _SOURCE[:, 1]]
        before = _SWAPPED[[path[-1] for path in chains.path]]
        changed = _SWAPPED[None] != before[:, None]
        return np.asarray(costs + rule.swapped * dt * _SWAPPED + rule.change * changed)

    def _best(self, paths: list[tuple[int, ...]], total: Points) -> list[int]:
        """Indices into total.ravel() of the cheapest chains that differ, cheapest first."""
        flat = total.ravel()
        some = min(4 * self._rule.chains, len(flat))
        order = np.argpartition(flat, some - 1)[:some]
        kept: dict[tuple[int, ...], int] = {}
        for index in order[np.argsort(flat[order], kind="stable")]:
            a, b = divmod(int(index), 7)
            kept.setdefault((*paths[a][-self._rule.recall + 1 :], b), int(index))
            if len(kept) == self._rule.chains:
                break
        return list(kept.values())


def _move(chains: _Chains, dt: float, push: Points) -> None:
    """Carries every chain's legs on by dt at their speed."""
    chains.place = chains.place + dt * chains.speed
    pp, pv, vv = (chains.spread[..., i] for i in range(3))
    place = pp + 2 * dt * pv + dt**2 * vv + push * dt**3 / 3
    both = pv + dt * vv + push * dt**2 / 2
    speed = vv + push * dt
    # A leg out of sight gets no faster than a leg; all of the matrix shrinks, or it were none.
    most = np.minimum(1.0, 100.0 / speed)
    chains.spread = np.stack([place, both * np.sqrt(most), speed * most], axis=-1)


def _learn(chains: _Chains, found: Points, source: NDArray[np.int_], noise: Points) -> None:
    """Corrects every chain by the legs that it believes: source is (k, leg)."""
    seen = found[source]
    believed = (source != NONE)[..., None] & np.isfinite(seen).all(axis=-1)
    pp, pv, vv = (chains.spread[..., i] for i in range(3))
    gain_place, gain_speed = pp / (pp + noise), pv / (pp + noise)
    miss = np.where(believed[..., None], seen - chains.place, 0.0)
    chains.place = chains.place + gain_place[..., None] * miss
    chains.speed = chains.speed + gain_speed[..., None] * miss
    learnt = np.stack([pp * (1 - gain_place), pv * (1 - gain_place), vv - gain_speed * pv], axis=-1)
    chains.spread = np.where(believed[..., None], learnt, chains.spread)


def mended(pose: Pose, how: int) -> RepairedPose:
    """The pose under one of the EXPLANATIONS."""
    if how == 0:
        return RepairedPose(pose, _BOTH)
    xy, confidence = pose.xy.copy(), pose.confidence.copy()
    given, trusted = list(Side), set()
    for side, source in zip(Side, EXPLANATIONS[how], strict=True):
        rows = LEG_ROWS[side]
        from_rows = LEG_ROWS[given[source]]
        xy[rows] = np.nan if source == NONE else pose.xy[from_rows]
        confidence[rows] = 0.0 if source == NONE else pose.confidence[from_rows]
        if source != NONE:
            trusted.add(side)
    return RepairedPose(replace(pose, xy=xy, confidence=confidence), frozenset(trusted))
