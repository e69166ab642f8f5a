"""The athlete's own measures in the picture: leg length, thigh length, which way they face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, copysign, floor, nan

import numpy as np

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Pose, Side
from coach.core.windows import TimeWindow


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
    """(2,) pixels: the point half-way between the left and right joint."""
    return np.asarray((pose.xy[row(part, Side.LEFT)] + pose.xy[row(part, Side.RIGHT)]) / 2)


def trunk_length(pose: Pose) -> float:
    """From mid-hip to mid-shoulder, in pixels; NaN where one of the four joints is missing."""
    return float(np.hypot(*(midpoint(pose, BodyPart.SHOULDER) - midpoint(pose, BodyPart.HIP))))


def _length(pose: Pose, a: BodyPart, b: BodyPart, side: Side) -> float:
    return float(np.hypot(*(pose.xy[row(a, side)] - pose.xy[row(b, side)])))


def _measured(pose: Pose) -> Points:
    """(8,) pixels: thigh, shank, trunk, shoulders, hips, feet (toe less heel), left flank, right;
    as in Body, of this pose alone. NaN where a joint is missing."""
    thighs = [_length(pose, BodyPart.HIP, BodyPart.KNEE, side) for side in Side]
    shanks = [_length(pose, BodyPart.KNEE, BodyPart.ANKLE, side) for side in Side]
    feet = [pose.xy[row(BodyPart.TOE, s)][0] - pose.xy[row(BodyPart.HEEL, s)][0] for s in Side]
    across = [pose.xy[row(p, Side.LEFT)] - pose.xy[row(p, Side.RIGHT)] for p in _ACROSS]
    flanks = [_length(pose, BodyPart.HIP, BodyPart.SHOULDER, side) for side in Side]
    return np.array(
        [
            np.fmax(thighs[0], thighs[1]),
            np.fmax(shanks[0], shanks[1]),
            trunk_length(pose),
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
"""Columns of what is measured: the trunk; thigh, shank and flanks."""

LENGTH_QUANTILE = 0.8
"""Of the measured lengths, the one that is taken for the bone's own."""


class BodyTracker:
    """Learns the body from the last seconds of poses.

    A bone seen from the side of its swing looks short, never long, so lengths are high
    quantiles; they adapt slowly, so that one bad frame is not followed. They are kept as shares of
    the trunk, which looks as long in any lift: by it who walks nearer is followed sooner.
    """

    def __init__(
        self, memory_s: float = 3.0, every_s: float = 0.1, trunk_memory_s: float = 1.2
    ) -> None:
        self._every_s, self._trunk_s = every_s, trunk_memory_s
        self._samples = TimeWindow[Points](memory_s)
        self.body = Body()

    def update(self, pose: Pose) -> Body:
        """Takes one pose in; gives the body as known now."""
        if not self._samples or pose.t - self._samples.last[0] >= self._every_s:
            self._learn(pose.t, _measured(pose))
        return self.body

    def reset(self) -> None:
        self._samples.clear()
        self.body = Body()

    def _learn(self, t: float, sample: Points) -> None:
        last = [s[TRUNK] for then, s in self._samples if then > t - self._trunk_s]
        trunk = _quantile([*last, sample[TRUNK]], 0.5)
        sample[LENGTHS] /= sample[TRUNK]
        self._samples.append(t, sample)
        self.body = self._estimate(float(trunk))

    def _estimate(self, trunk: float) -> Body:
        columns = list(zip(*(sample.tolist() for sample in self._samples.values()), strict=True))
        thigh, shank, left, right = (
            trunk * _quantile(columns[k], LENGTH_QUANTILE) for k in LENGTHS
        )
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
