"""The athlete's own measures in the picture: leg length, thigh length, which way they face."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, copysign, floor, nan

import numpy as np

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Pose, Side


@dataclass(frozen=True, slots=True)
class Body:
    """Measures in pixels. `facing` is +1 where the toes point to the picture's right, -1 left.

    `leg` is thigh plus shank, `trunk` mid-hip to mid-shoulder, `shoulders` and `hips` the widths
    as seen: left minus right joint, positive where the athlete's left is on the picture's right.
    The flanks are the lengths from hip to shoulder of one side. NaN until seen.
    """

    thigh: float = nan
    shank: float = nan
    trunk: float = nan
    shoulders: float = nan
    hips: float = nan
    facing: float = nan
    left_flank: float = nan
    right_flank: float = nan

    def flank(self, side: Side) -> float:
        return self.left_flank if side is Side.LEFT else self.right_flank

    @property
    def leg(self) -> float:
        return self.thigh + self.shank

    @property
    def height(self) -> float:
        """Body height estimated from the leg (0.49 of height) and the trunk (0.29)."""
        return (self.leg + self.trunk) / 0.78


def midpoint(pose: Pose, part: BodyPart) -> Points:
    """The point half-way between the left and right joint."""
    return np.asarray((pose.xy[row(part, Side.LEFT)] + pose.xy[row(part, Side.RIGHT)]) / 2)


def _length(pose: Pose, a: BodyPart, b: BodyPart, side: Side) -> float:
    return float(np.hypot(*(pose.xy[row(a, side)] - pose.xy[row(b, side)])))


def _sample(pose: Pose) -> Points:
    thighs = [_length(pose, BodyPart.HIP, BodyPart.KNEE, side) for side in Side]
    shanks = [_length(pose, BodyPart.KNEE, BodyPart.ANKLE, side) for side in Side]
    feet = [pose.xy[row(BodyPart.TOE, s)][0] - pose.xy[row(BodyPart.HEEL, s)][0] for s in Side]
    across = [pose.xy[row(p, Side.LEFT)] - pose.xy[row(p, Side.RIGHT)] for p in _ACROSS]
    trunk = float(np.hypot(*(midpoint(pose, BodyPart.SHOULDER) - midpoint(pose, BodyPart.HIP))))
    flanks = [_length(pose, BodyPart.HIP, BodyPart.SHOULDER, side) for side in Side]
    return np.array(
        [
            np.fmax(thighs[0], thighs[1]),
            np.fmax(shanks[0], shanks[1]),
            trunk,
            across[0][0],
            across[1][0],
            np.nanmean(feet) if np.isfinite(feet).any() else nan,
            *flanks,
        ]
    )


_ACROSS = (BodyPart.SHOULDER, BodyPart.HIP)


def hips_held(xy: Points, body: Body) -> Points:
    """Points (..., 16, 2) as if the flanks kept their length better; for a view from the side.

    The estimator's hip climbs towards the shoulder with a lifted thigh, as skin and clothes do.
    Either end of a flank may be what is wrong, so the hip is put back by half of what is missing.
    """
    held = xy.copy()
    for side in Side:
        hip, shoulder = row(BodyPart.HIP, side), row(BodyPart.SHOULDER, side)
        flank = xy[..., hip, :] - xy[..., shoulder, :]
        wrong = body.flank(side) / np.hypot(flank[..., 0], flank[..., 1]) - 1
        held[..., hip, :] += np.nan_to_num(wrong[..., None] / 2 * flank)
    return held


TRUNK, LENGTHS = 2, [0, 1, 6, 7]
"""Places in a sample: of the trunk, and of thigh, shank and flanks."""

LONG = 0.8
"""The quantile of what was seen that is told as a length."""


class BodyTracker:
    """Learns the body from the last seconds of poses.

    A bone seen from the side of its swing looks short, never long, so lengths are high
    quantiles; they adapt slowly, so that one bad frame is not followed. They are kept as shares of
    the trunk, which looks as long in any lift: by it who walks nearer is followed sooner.
    """

    def __init__(
        self, memory_s: float = 3.0, every_s: float = 0.1, trunk_memory_s: float = 1.2
    ) -> None:
        self._memory_s, self._every_s, self._trunk_s = memory_s, every_s, trunk_memory_s
        self._samples: deque[tuple[float, Points]] = deque()
        self.body = Body()

    def update(self, pose: Pose) -> Body:
        """Takes one pose in; gives the body as known now."""
        if not self._samples or pose.t - self._samples[-1][0] >= self._every_s:
            self._take(pose.t, _sample(pose))
        return self.body

    def reset(self) -> None:
        self._samples.clear()
        self.body = Body()

    def _take(self, t: float, sample: Points) -> None:
        last = [s[TRUNK] for then, s in self._samples if then > t - self._trunk_s]
        trunk = _quantile([*last, sample[TRUNK]], 0.5)
        sample[LENGTHS] /= sample[TRUNK]
        self._samples.append((t, sample))
        while self._samples[0][0] < t - self._memory_s:
            self._samples.popleft()
        self.body = self._estimate(float(trunk))

    def _estimate(self, trunk: float) -> Body:
        columns = list(zip(*(sample.tolist() for _, sample in self._samples), strict=True))
        thigh, shank, left, right = (trunk * _quantile(columns[k], LONG) for k in LENGTHS)
        shoulders, hips, feet = (_quantile(column, 0.5) for column in columns[3:6])
        facing = copysign(1.0, feet) if abs(feet) > 0 else nan
        return Body(thigh, shank, trunk, shoulders, hips, facing, left, right)


def _quantile(column: Iterable[float], share: float) -> float:
    """Between the two nearest of the known values, NaN without any; numpy's takes a millisecond."""
    known = sorted(value for value in column if value == value)
    if not known:
        return nan
    place = share * (len(known) - 1)
    below, above = known[floor(place)], known[ceil(place)]
    return below + (place % 1) * (above - below)
