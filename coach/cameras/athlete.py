"""A synthetic athlete: a body in space whose angles are exactly known at every time.

Units and axes are those of `limbs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, product
from math import ceil, cos, floor, inf, radians, sin

import numpy as np

from coach.cameras import stride
from coach.cameras.curves import along, bump
from coach.cameras.gaits import GAITS, Gait
from coach.cameras.limbs import (
    FOREARM,
    HIP_HALF,
    HIPS_AHEAD,
    OUTWARD,
    SHANK,
    SHOULDER_HALF,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Truth,
    below,
    ease,
    foot_points,
)
from coach.cameras.performing import Change, Held, Landing, Lift
from coach.cameras.stretches import STRETCHES, Stretch, posed
from coach.core.skeleton import JOINTS, Part, row
from coach.core.types import Points, Side, View
from coach.errors import CameraError

EASE_S = 0.6
"""How long the arms, and the legs of a run, take from standing into the movement and back."""

KNOWN = (*GAITS, *STRETCHES)
MOVE_S, REST_S = 1.5, 7.0
"""How long it takes into a stretch and out of it, and the stand between two."""

INCLINE_S = 1.2
"""How long it takes to lean against the wall, and back."""


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
    `lift_right` are the angle that the drill is about, at the top; `bend` is the knee's where the
    drill has it do something of its own. A stretch is held for `hold_s`, then the other side; it
    is the drill's own unless another `stretch` is given. The camera stands off the exact view by
    `yaw` degrees (towards the front in a side view), `distance` leg lengths away (infinite: no
    perspective); the standing body fills `height` of the picture about `across` of its width.
    """

    drill: str = "high_knees"
    cadence: float | None = None
    lift_left: float | None = None
    lift_right: float | None = None
    changes: tuple[Change, ...] = ()
    bend: float | None = None
    stretch: Stretch | None = None
    hold_s: float = 33.0
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
        if self.drill not in KNOWN:
            known = ", ".join(KNOWN)
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
        if self.drill in STRETCHES:
            side, share = self._stretched(t)
            return posed(self.stretch or STRETCHES[self.drill], side, share)
        legs = {side: self._leg(side, t) for side in Side}
        joints = np.empty((len(JOINTS), 3))
        for side, leg in legs.items():
            for part, point in _leg_points(leg).items():
                joints[row(part, side)] = *point, OUTWARD[side] * HIP_HALF
        standing = -min(joints[row(Part.HEEL, Side.LEFT) :, 1])
        joints[:, 1] += standing + self._hop(t, standing)
        self._place_arms(joints, legs, t)
        return Truth(
            joints,
            {side: leg.thigh for side, leg in legs.items()},
            {side: leg.knee for side, leg in legs.items()},
            {side: leg.foot for side, leg in legs.items()},
            self._lean(t),
        )

    def lifts(self, until: float) -> tuple[Lift, ...]:
        """Every lift whose top is before `until`, in order."""
        tops = sorted((top, side) for side in Side for top in self._tops(side, until))
        return tuple(Lift(t, side, self._signal(self.truth(t), side)) for t, side in tops)

    def holds(self, until: float) -> tuple[Held, ...]:
        """Every stretch that is fully there before `until`, in order."""
        found: list[Held] = []
        while (begin := self._stretch_begin(len(found))) + MOVE_S < min(self.stop_s, until):
            side = list(Side)[len(found) % 2]
            found.append(Held(side, begin + MOVE_S, begin + MOVE_S + self.hold_s))
        return tuple(found)

    def _stretch_begin(self, number: int) -> float:
        return self.start_s + number * (self.hold_s + 2 * MOVE_S + REST_S)

    def _stretched(self, t: float) -> tuple[Side, float]:
        """Whose stretch it is, and how much of it there is."""
        number = max(0, floor((t - self.start_s) / (self._stretch_begin(1) - self.start_s)))
        begin = self._stretch_begin(number)
        going = ease((t - begin) / MOVE_S) * ease(2 + (begin + self.hold_s - t) / MOVE_S)
        return list(Side)[number % 2], going if begin + MOVE_S < self.stop_s else 0.0

    def _signal(self, truth: Truth, side: Side) -> float:
        """The angle that the drill is about."""
        if self.gait.signal == "knee_flexion":
            return truth.knee_flexion[side]
        folded = self.gait.signal == "hip_flexion"
        return truth.thigh_angle[side] + (truth.trunk_lean if folded else 0.0)

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
        standing = _Leg(self.stance_knee / 2 - HIPS_AHEAD - self._incline(t), self.stance_knee, 0.0)
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
        thigh, fold = self._top(lift, t)
        knee = standing.knee + (fold - standing.knee) * along(gait.knee, phase)
        bend = gait.bend if self.bend is None else self.bend
        return _Leg(
            standing.thigh + (thigh - standing.thigh) * share,
            knee + (bend - knee) * along(gait.bending, phase),
            along(gait.foot, phase),
            share,
        )

    def _top(self, lift: float, t: float) -> tuple[float, float]:
        """The thigh's angle at the top of a lift, and the knee's flexion."""
        gait = self.gait
        if gait.signal == "knee_flexion":
            return gait.thigh_top, lift
        thigh = lift - self._lean(t) if gait.signal == "hip_flexion" else lift
        return thigh, gait.fold + 0.45 * lift

    def _incline(self, t: float) -> float:
        """How far the whole body leans on the wall: from before the first lift till after the
        last."""
        ends = self.stop_s + self.cycle_s
        going = ease(1.2 - (self.start_s - t) / INCLINE_S) * ease(1.2 + (ends - t) / INCLINE_S)
        return self.gait.incline * going

    def _lean(self, t: float) -> float:
        return self.trunk_lean + self._incline(t)

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
        return ease((t - self.start_s) / EASE_S) * ease((ends - t) / EASE_S)

    def _hop(self, t: float, standing: float) -> float:
        """How high the lower foot is over the ground; on it the hips are `standing` high."""
        gait = self.gait
        cycles = (t - self.start_s) / self.cycle_s
        if gait.strides:
            return self._effort(t) * max(0.0, stride.hips(cycles % 1.0) - standing)
        return self._effort(t) * gait.hop * bump(2 * cycles % 1.0, gait.hop_at, gait.hop_for)

    def _place_arms(self, joints: Points, legs: Mapping[Side, _Leg], t: float) -> None:
        """The arms swing against the legs, or rest on the wall; nothing exact is promised."""
        lean, effort = radians(self._lean(t)), self._effort(t)
        hips = joints[[row(Part.HIP, side) for side in Side]].mean(axis=0)
        for side, sign in OUTWARD.items():
            swing = -6 + 42 * legs[side.other].share - 30 * legs[side].share
            upper, fore = radians(effort * swing + 2), radians(14 + 72 * effort)
            if self.gait.incline:
                upper, fore, effort = radians(2.4 * self._incline(t) + 2), radians(4), 0.0
            fore += upper
            shoulder = hips + np.array((TRUNK * sin(lean), TRUNK * cos(lean), sign * SHOULDER_HALF))
            elbow = shoulder + np.array((*below(UPPER_ARM, upper), sign * 0.06))
            wrist = elbow + np.array((*below(FOREARM, fore), -sign * 0.06 * effort))
            joints[row(Part.SHOULDER, side)] = shoulder
            joints[row(Part.ELBOW, side)] = elbow
            joints[row(Part.WRIST, side)] = wrist


def _leg_points(leg: _Leg) -> dict[Part, tuple[float, float]]:
    """Forward and up of one leg's joints, from its hip."""
    knee = below(THIGH, radians(leg.thigh))
    shin = below(SHANK, radians(leg.thigh - leg.knee))
    ankle = knee[0] + shin[0], knee[1] + shin[1]
    return {
        Part.HIP: (0.0, 0.0),
        Part.KNEE: knee,
        Part.ANKLE: ankle,
        **foot_points(ankle, leg.foot),
    }


def _mixed(a: _Leg, b: _Leg, share: float) -> _Leg:
    def mix(x: float, y: float) -> float:
        return x + (y - x) * share

    return _Leg(
        mix(a.thigh, b.thigh), mix(a.knee, b.knee), mix(a.foot, b.foot), mix(a.share, b.share)
    )
