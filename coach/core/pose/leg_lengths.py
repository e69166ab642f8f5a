"""Are the legs as long as this athlete's? Where the estimator takes one leg for the other it often
guesses both half-way between the two: no leg of anybody has such a thigh, or such a shank."""

from __future__ import annotations

from statistics import median

import numpy as np

from coach.core.pose.body import Body, trunk_length
from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Pose, Side, View
from coach.core.windows import TimeWindow

SHORTEST, LONGEST, SURELY = 0.78, 1.06, 0.08
"""Shares of the athlete's own bone: shorter than the first or longer than the second it does not
look from the side; by the third beyond that it is surely wrong."""

INFECTED, FLUNG = 0.5, 1.4
"""Of a leg's misfit, what casts doubt on the other one: where one is guessed between the two, the
other seldom is right. One with a bone as long as the second is not between, but somewhere else."""

LONGEST_BONE = 1.05
"""Trunk lengths. The body is learnt from the legs as given: from those flung far off as well."""

POSED_S = 1.0
"""A leg that looked as odd for half of that time is in such a pose, or is another length."""

_BONES = ((BodyPart.HIP, BodyPart.KNEE), (BodyPart.KNEE, BodyPart.ANKLE))


class LegMisfits:
    """Tells how little the given left and right leg can be the athlete's."""

    def __init__(self) -> None:
        self._recent = TimeWindow[Points](POSED_S)

    def update(self, pose: Pose, body: Body, view: View) -> Points:
        """(2,) from 0 to 1, of the newest pose."""
        if not view.near:
            self.reset()
            return np.zeros(2)
        lengths = _lengths(pose, body)
        nearer = max(1.0, trunk_length(pose) / body.trunk)  # than when the body was learnt
        beyond = np.fmax(lengths / nearer - LONGEST, SHORTEST - lengths)
        misfits = np.clip(np.nan_to_num(beyond).max(axis=1) / SURELY, 0.0, 1.0)
        self._recent.append(pose.t, misfits)
        usual = [median(one) for one in zip(*self._recent.values(), strict=True)]
        odd = np.clip(misfits - usual, 0.0, 1.0)
        between = np.nan_to_num(lengths).max(axis=1) < FLUNG
        return np.asarray(np.fmax(odd, INFECTED * (odd * between)[::-1]))

    def reset(self) -> None:
        self._recent.clear()


def _lengths(pose: Pose, body: Body) -> Points:
    """(leg, bone): how long each bone looks, as a share of the athlete's own."""
    bones = np.array(
        [[pose.xy[row(b, side)] - pose.xy[row(a, side)] for a, b in _BONES] for side in Side]
    )
    own = np.fmin([body.thigh, body.shank], LONGEST_BONE * body.trunk)
    return np.asarray(np.hypot(bones[..., 0], bones[..., 1]) / own)
