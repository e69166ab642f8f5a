"""A synthetic athlete: a body in space whose angles are exactly known at every time.

Lengths are leg lengths (thigh + shank = 1), angles degrees with clinical signs. The body's axes
are forward, up and to the athlete's right, from the ground below the hips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, product
from math import ceil, cos, floor, inf, pi, radians, sin
from typing import Protocol

import numpy as np

from coach.cameras import stride
from coach.cameras.curves import along, bump
from coach.cameras.gaits import GAITS, Gait
from coach.core.skeleton import JOINTS, Part, row
from coach.core.types import Points, Side, View
from coach.errors import CameraError

THIGH = SHANK = 0.5
TRUNK, UPPER_ARM, FOREARM = 0.6, 0.34, 0.32
HIP_HALF, SHOULDER_HALF = 0.105, 0.2
HEEL_BACK, TOE_AHEAD, ANKLE_HIGH = 0.07, 0.21, 0.085
EASE_S = 0.6
"""How long the arms, and the legs of a run, take from standing into the movement and back."""

_SIGN = {Side.LEFT: -1.0, Side.RIGHT: 1.0}


@dataclass(frozen=True, slots=True)
class Lift:
    """A knee lift with its top at `t`, and the thigh's angle there."""

    t: float
    side: Side
    angle: float


@dataclass(frozen=True, slots=True)
class Landing:
    """One foot on the ground, from its `contact` to its `toe_off`."""

    side: Side
    contact: float
    toe_off: float


@dataclass(frozen=True, slots=True)
class Change:
    """Lifts of `side` that begin in `start` <= t < `end` go to `lift` degrees instead."""

    side: Side
    lift: float
    start: float = 0.0
    end: float = inf


@dataclass(frozen=True, slots=True)
class Truth:
    """The body at one time: `joints` is (16, 3) forward, up, right in the order of `JOINTS`."""

    joints: Points
    thigh_angle: Mapping[Side, float]
    knee_flexion: Mapping[Side, float]
    foot_angle: Mapping[Side, float]
    trunk_lean: float

    def between(self, part: Part) -> Points:
        """The middle of the two joints of a part, (3,)."""
        middle: Points = self.joints[[row(part, side) for side in Side]].mean(axis=0)
        return middle


class Performer(Protocol):
    """Whoever can be drawn: their body at every time, and from where they are seen; see Athlete."""

    @property
    def view(self) -> View: ...
    @property
    def yaw(self) -> float: ...
    @property
    def distance(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def across(self) -> float: ...

    def truth(self, t: float) -> Truth:
        """The body at time `t`, the same whatever frames are taken of it."""


@dataclass(frozen=True, slots=True)
class _Leg:
    """One leg's angles, and how much of its lift there is, 0 to 1."""

    thigh: float
    knee: float
    foot: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Athlete:
    """Who is seen, doing what, from where; None is the drill's own value.

    Stands until `start_s`, then lifts left first; after `stop_s` no lift begins. `lift_left` and
    `lift_right` are the thigh's angle at the top. The camera stands off the exact view by `yaw`
    degrees (towards the front in a side view), `distance` leg lengths away (infinite: no
    perspective); the standing body fills `height` of the picture about `across` of its width.
    """

    drill: str = "high_knees"
    cadence: float | None = None
    lift_left: float | None = None
    lift_right: float | None = None
    changes: tuple[Change, ...] = ()
    trunk_lean: float = 3.0
    stance_knee: float = 8.0
    start_s: float = 2.0
    stop_s: float = inf
    view: View = View.LEFT
    yaw: float = 0.0
    distance: float = inf
    height: float = 0.8
    across: float = 0.5

    def __post_init__(self) -> None:
        if self.drill not in GAITS:
            known = ", ".join(GAITS)
            raise CameraError(f"the synthetic athlete cannot do {self.drill!r}, only: {known}")

    @property
    def gait(self) -> Gait:
        return GAITS[self.drill]

    @property
    def cycle_s(self) -> float:
        """From one lift of a leg to its next."""
        return 120.0 / (self.gait.cadence if self.cadence is None else self.cadence)

    def truth(self, t: float) -> Truth:
        """The body at time `t`, the same whatever frames are taken of it."""
        legs = {side: self._leg(side, t) for side in Side}
        joints = np.empty((len(JOINTS), 3))
        for side, leg in legs.items():
            for part, point in _leg_points(leg).items():
                joints[row(part, side)] = *point, _SIGN[side] * HIP_HALF
        standing = -min(joints[row(Part.HEEL, Side.LEFT) :, 1])
        joints[:, 1] += standing + self._hop(t, standing)
        self._place_arms(joints, legs, self._effort(t))
        return Truth(
            joints,
            {side: leg.thigh for side, leg in legs.items()},
            {side: leg.knee for side, leg in legs.items()},
            {side: leg.foot for side, leg in legs.items()},
            self.trunk_lean,
        )

    def lifts(self, until: float) -> tuple[Lift, ...]:
        """Every lift whose top is before `until`, in order."""
        tops = sorted((top, side) for side in Side for top in self._tops(side, until))
        return tuple(Lift(t, side, self.truth(t).thigh_angle[side]) for t, side in tops)

    def landings(self, until: float) -> tuple[Landing, ...]:
        """Every time that a foot of a run is on the ground, once the run is under way and before
        `until` or the stop, in order; they are exact."""
        found = []
        for side, number in product(Side, range(ceil(until / self.cycle_s) + 1)):
            begin = self._begin(side, number)
            contact, off = begin + stride.CONTACT * self.cycle_s, begin + self.cycle_s
            if begin >= self.start_s + EASE_S and off <= min(self.stop_s, until):
                found.append(Landing(side, contact, off))
        return tuple(sorted(found, key=lambda landing: landing.contact))

    def _tops(self, side: Side, until: float) -> Iterator[float]:
        turns = [phase for phase, share in self.gait.thigh if share == 1]
        for number in count():
            begin = self._begin(side, number)
            if not turns or begin >= min(self.stop_s, until):
                return
            top = begin + self.cycle_s * (turns[0] + turns[-1]) / 2
            if top < until:
                yield top

    def _begin(self, side: Side, number: int) -> float:
        return self.start_s + self.cycle_s * (number + (0.5 if side is Side.RIGHT else 0.0))

    def _leg(self, side: Side, t: float) -> _Leg:
        standing = _Leg(self.stance_knee / 2, self.stance_knee, 0.0)
        gait = self.gait
        cycles = (t - self._begin(side, 0)) / self.cycle_s
        number = floor(cycles)
        begin = self._begin(side, number)
        lift, phase = self._lift(side, begin), cycles - number
        share = along(gait.thigh, phase)
        if gait.strides:
            moving = _Leg(*stride.angles(phase, lift), share)
            return _mixed(standing, moving, self._effort(t))
        if number < 0 or begin >= self.stop_s:
            return standing
        fold = gait.fold + 0.45 * lift - standing.knee
        return _Leg(
            standing.thigh + (lift - standing.thigh) * share,
            standing.knee + fold * along(gait.knee, phase),
            along(gait.foot, phase),
            share,
        )

    def _lift(self, side: Side, begin: float) -> float:
        own = self.lift_left if side is Side.LEFT else self.lift_right
        lift = self.gait.lift if own is None else own
        for change in self.changes:
            if change.side is side and change.start <= begin < change.end:
                lift = change.lift
        return lift

    def _effort(self, t: float) -> float:
        """0 standing, 1 at work."""
        ends = self.stop_s + self.cycle_s
        return _ease((t - self.start_s) / EASE_S) * _ease((ends - t) / EASE_S)

    def _hop(self, t: float, standing: float) -> float:
        """How high the lower foot is over the ground; on it the hips are `standing` high."""
        gait = self.gait
        cycles = (t - self.start_s) / self.cycle_s
        if gait.strides:
            return self._effort(t) * max(0.0, stride.hips(cycles % 1.0) - standing)
        return self._effort(t) * gait.hop * bump(2 * cycles % 1.0, gait.hop_at, gait.hop_for)

    def _place_arms(self, joints: Points, legs: Mapping[Side, _Leg], effort: float) -> None:
        """The arms swing against the legs; nothing exact is promised of them."""
        lean = radians(self.trunk_lean)
        hips = joints[[row(Part.HIP, side) for side in Side]].mean(axis=0)
        for side, sign in _SIGN.items():
            swing = -6 + 42 * legs[side.other].share - 30 * legs[side].share
            upper = radians(effort * swing + 2)
            fore = upper + radians(14 + 72 * effort)
            shoulder = hips + np.array((TRUNK * sin(lean), TRUNK * cos(lean), sign * SHOULDER_HALF))
            elbow = shoulder + np.array((*_below(UPPER_ARM, upper), sign * 0.06))
            wrist = elbow + np.array((*_below(FOREARM, fore), -sign * 0.06 * effort))
            joints[row(Part.SHOULDER, side)] = shoulder
            joints[row(Part.ELBOW, side)] = elbow
            joints[row(Part.WRIST, side)] = wrist


def _leg_points(leg: _Leg) -> dict[Part, tuple[float, float]]:
    """Forward and up of one leg's joints, from its hip."""
    thigh, shank, foot = radians(leg.thigh), radians(leg.thigh - leg.knee), radians(leg.foot)
    knee = _below(THIGH, thigh)
    shin = _below(SHANK, shank)
    ankle = knee[0] + shin[0], knee[1] + shin[1]
    sole = ankle[0] + ANKLE_HIGH * sin(foot), ankle[1] - ANKLE_HIGH * cos(foot)
    heel = sole[0] - HEEL_BACK * cos(foot), sole[1] - HEEL_BACK * sin(foot)
    toe = sole[0] + TOE_AHEAD * cos(foot), sole[1] + TOE_AHEAD * sin(foot)
    return {
        Part.HIP: (0.0, 0.0),
        Part.KNEE: knee,
        Part.ANKLE: ankle,
        Part.HEEL: heel,
        Part.TOE: toe,
    }


def _below(length: float, angle: float) -> tuple[float, float]:
    """Forward and up of the end of a segment that hangs at `angle` radians, forward positive."""
    return length * sin(angle), -length * cos(angle)


def _mixed(a: _Leg, b: _Leg, share: float) -> _Leg:
    def mix(x: float, y: float) -> float:
        return x + (y - x) * share

    return _Leg(
        mix(a.thigh, b.thigh), mix(a.knee, b.knee), mix(a.foot, b.foot), mix(a.share, b.share)
    )


def _ease(x: float) -> float:
    """0 below 0, 1 above 1, half a cosine between."""
    return 0.5 * (1 - cos(pi * min(max(x, 0.0), 1.0)))
