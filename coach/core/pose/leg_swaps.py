"""Repairs what the estimator gets wrong about the legs before anything is measured.

The labels left and right change places for a few frames, mostly where one leg passes the other
or at the top of a lift, and a leg that is hidden jumps to nowhere. Each frame of a leg pair can
be explained in seven ways: as it is, changed places, and either with the left, the right or both
legs disbelieved. A hypothesis is one explanation for each frame so far. Legs do not jump, so the
right one is that along which both legs move most smoothly: a Kalman filter of each leg says what a
frame costs. The cheapest are kept and carried on with each frame (multiple hypothesis tracking,
Reid 1979), so how a frame is explained may be corrected by the few frames after it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coach.core.pose.body import Body
from coach.core.pose.leg_lengths import LegMisfits
from coach.core.skeleton import LEG, BodyPart, row
from coach.core.types import Points, Pose, Side, View
from coach.core.windows import TimeWindow

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
FASTEST_FPS = 250
"""No camera is faster: so many frames are remembered for each second."""


@dataclass(frozen=True, slots=True)
class CleanupRule:
    """Lengths in leg lengths, times in seconds, costs in nats.

    `knee_noise` and `ankle_noise` are the landmarks' own scatter; `knee_push` and `ankle_push`
    are how strongly a leg's motion changes (white noise in its acceleration, lengths^2/s^3). It
    costs `doubt` to disbelieve one leg for one second, `swapped` for one second with changed
    places, `misfit` to believe one for a second whose bones are as long as no leg's, and `change`
    to begin or end with changed places. `hypotheses` are kept; those that agree on the last
    `distinct_frames` are one. A leg that with more than `unsure` of all likelihood is the other
    one is not believed. A frame may be corrected for `memory_s`.
    """

    knee_noise: float = 0.02
    ankle_noise: float = 0.04
    knee_push: float = 60.0
    ankle_push: float = 700.0
    doubt: float = 120.0
    swapped: float = 30.0
    misfit: float = 240.0
    unsure: float = 0.1
    change: float = 2.0
    hypotheses: int = 16
    distinct_frames: int = 4
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
class _Hypotheses:
    """k of them, cheapest first, each with its own filter of the two legs' knees and ankles.

    `cost` is (k,) in nats over the cheapest, `explained` an index into EXPLANATIONS for each of the
    last frames. `place` and `speed` are (k, leg, joint, xy) in leg lengths from mid-hip and per
    second; `variance` is (k, leg, joint, 3): of place, of place with speed, and of speed.
    """

    cost: Points
    explained: list[tuple[int, ...]]
    place: Points
    speed: Points
    variance: Points


class LegSwapRepair:
    """Takes raw poses of one athlete in, gives the last `memory_s` of them repaired."""

    def __init__(self, rule: CleanupRule | None = None) -> None:
        self._rule = rule or CleanupRule()
        self._push = np.array([self._rule.knee_push, self._rule.ankle_push])
        self._noise = np.array([self._rule.knee_noise, self._rule.ankle_noise]) ** 2
        self._recent, self._misfits = TimeWindow[Pose](self._rule.memory_s), LegMisfits()
        self._hypotheses: _Hypotheses | None = None

    def update(self, pose: Pose, body: Body, view: View) -> tuple[RepairedPose, ...]:
        """The recent poses, newest last, as best explained now."""
        before = self._recent.last[0] if self._recent else pose.t
        if pose.t - before > self._rule.memory_s:
            self.reset()
        self._recent.append(pose.t, pose)
        found = (pose.xy[_TRACKED] - pose.xy[_HIPS].mean(axis=0)) / body.leg
        misfits = self._misfits.update(pose, body, view)
        if self._hypotheses is None:
            self._hypotheses = self._begin(found)
        else:
            self._carry_on(self._hypotheses, found, misfits, pose.t - before)
        poses = self._recent.values()
        sources = self._sources(self._hypotheses, len(poses))
        return tuple(repaired(p, how) for p, how in zip(poses, sources, strict=True))

    def _sources(self, hypotheses: _Hypotheses, frames: int) -> list[tuple[int, int]]:
        """Which given leg each leg is in the last frames: of the cheapest hypothesis, NONE where
        others that are nearly as cheap take it for the other one."""
        told = _SOURCE[[explained[-frames:] for explained in hypotheses.explained]]
        other = (told != told[0]) & (told != NONE)
        share = np.exp(-hypotheses.cost)
        doubtful = np.einsum("k,kfl->fl", share, other) > self._rule.unsure * share.sum()
        return [(int(a), int(b)) for a, b in np.where(doubtful, NONE, told[0])]

    def reset(self) -> None:
        self._recent.clear()
        self._misfits.reset()
        self._hypotheses = None

    def _begin(self, found: Points) -> _Hypotheses:
        """One: all is as found, (leg, joint, xy) in leg lengths from mid-hip."""
        variance = np.zeros((1, 2, 2, 3))
        variance[..., 0], variance[..., 2] = self._noise, 9.0
        place = np.nan_to_num(found)[None]
        return _Hypotheses(np.zeros(1), [(0,)], place, np.zeros_like(place), variance)

    def _carry_on(self, hypotheses: _Hypotheses, found: Points, misfits: Points, dt: float) -> None:
        """Extends each by each explanation of this frame, and keeps the cheapest."""
        _predict(hypotheses, dt, self._push)
        total = hypotheses.cost[:, None] + self._costs(hypotheses, found, misfits, min(dt, 0.05))
        kept = self._cheapest(hypotheses.explained, total)
        parent, how = np.divmod(kept, len(EXPLANATIONS))
        hypotheses.cost = total.ravel()[kept] - total.ravel()[kept[0]]
        longest = int(self._rule.memory_s * FASTEST_FPS) + 2
        hypotheses.explained = [
            (*hypotheses.explained[a], int(b))[-longest:] for a, b in zip(parent, how, strict=True)
        ]
        hypotheses.place, hypotheses.speed = hypotheses.place[parent], hypotheses.speed[parent]
        hypotheses.variance = hypotheses.variance[parent]
        _correct(hypotheses, found, _SOURCE[how], self._noise)

    def _costs(self, hypotheses: _Hypotheses, found: Points, misfits: Points, dt: float) -> Points:
        """(k, 7) nats: what each explanation of this frame adds to each hypothesis."""
        rule = self._rule
        variance = hypotheses.variance[..., 0] + self._noise
        # A leg long out of sight could be anywhere; to find it again must not cost more than doubt.
        vague = np.log(np.clip(variance / self._noise, None, 25.0)) - np.log(9.0)
        fit = np.empty((len(hypotheses.cost), 2, 3))
        for given in (0, 1):
            miss = ((found[given] - hypotheses.place) ** 2).sum(axis=-1)
            fit[:, :, given] = np.nansum(0.5 * miss / variance + vague, axis=-1)
            fit[:, :, given] += rule.misfit * dt * misfits[given]
        fit[:, :, NONE] = rule.doubt * dt
        costs = fit[:, 0, _SOURCE[:, 0]] + fit[:, 1, _SOURCE[:, 1]]
        before = _SWAPPED[[explained[-1] for explained in hypotheses.explained]]
        changed = _SWAPPED[None] != before[:, None]
        return np.asarray(costs + rule.swapped * dt * _SWAPPED + rule.change * changed)

    def _cheapest(self, explained: list[tuple[int, ...]], total: Points) -> list[int]:
        """Indices into total.ravel() of the cheapest that differ, cheapest first."""
        flat = total.ravel()
        some = min(4 * self._rule.hypotheses, len(flat))
        order = np.argpartition(flat, some - 1)[:some]
        kept: dict[tuple[int, ...], int] = {}
        for index in order[np.argsort(flat[order], kind="stable")]:
            parent, how = divmod(int(index), len(EXPLANATIONS))
            latest = (*explained[parent][-self._rule.distinct_frames + 1 :], how)
            kept.setdefault(latest, int(index))
            if len(kept) == self._rule.hypotheses:
                break
        return list(kept.values())


def _predict(hypotheses: _Hypotheses, dt: float, push: Points) -> None:
    """Moves every hypothesis' legs on by dt seconds at their speed; `push` is (joint,)."""
    hypotheses.place = hypotheses.place + dt * hypotheses.speed
    pp, pv, vv = (hypotheses.variance[..., i] for i in range(3))
    place = pp + 2 * dt * pv + dt**2 * vv + push * dt**3 / 3
    both = pv + dt * vv + push * dt**2 / 2
    speed = vv + push * dt
    # A leg out of sight gets no faster than a leg; all of the matrix shrinks, or it were none.
    shrink = np.minimum(1.0, 100.0 / speed)
    hypotheses.variance = np.stack([place, both * np.sqrt(shrink), speed * shrink], axis=-1)


def _correct(
    hypotheses: _Hypotheses, found: Points, source: NDArray[np.int_], noise: Points
) -> None:
    """Corrects every hypothesis by the legs that it believes: source is (k, leg), see
    EXPLANATIONS, `noise` (joint,)."""
    seen = found[source]
    believed = (source != NONE)[..., None] & np.isfinite(seen).all(axis=-1)
    pp, pv, vv = (hypotheses.variance[..., i] for i in range(3))
    gain_place, gain_speed = pp / (pp + noise), pv / (pp + noise)
    miss = np.where(believed[..., None], seen - hypotheses.place, 0.0)
    hypotheses.place = hypotheses.place + gain_place[..., None] * miss
    hypotheses.speed = hypotheses.speed + gain_speed[..., None] * miss
    less = np.stack([pp * (1 - gain_place), pv * (1 - gain_place), vv - gain_speed * pv], axis=-1)
    hypotheses.variance = np.where(believed[..., None], less, hypotheses.variance)


def repaired(pose: Pose, sources: tuple[int, int]) -> RepairedPose:
    """The pose where the left and the right leg are the given ones of these numbers."""
    if sources == (0, 1):
        return RepairedPose(pose, _BOTH)
    xy, confidence = pose.xy.copy(), pose.confidence.copy()
    given, trusted = list(Side), set()
    for side, source in zip(Side, sources, strict=True):
        rows = LEG_ROWS[side]
        from_rows = LEG_ROWS[given[source]]
        xy[rows] = np.nan if source == NONE else pose.xy[from_rows]
        confidence[rows] = 0.0 if source == NONE else pose.confidence[from_rows]
        if source != NONE:
            trusted.add(side)
    return RepairedPose(replace(pose, xy=xy, confidence=confidence), frozenset(trusted))
