"""A synthetic athlete: a body in space whose angles are exactly known at every time.

Units and axes are those of `limbs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, product
from math import ceil, floor, inf, nan, pi, sin

import numpy as np

from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Side, View
from coach.errors import CameraError
from coach.simulation import stride
from coach.simulation.curves import along, bump
from coach.simulation.gaits import GAITS, Gait
from coach.simulation.legs import Leg, leg_points, mixed
from coach.simulation.limbs import HIPS_AHEAD, OUTWARD, TrueBody, ease
from coach.simulation.performing import (
    Held,
    LiftChange,
    PerformedContact,
    PerformedLift,
    Slip,
    slipped,
)
from coach.simulation.stretches import STRETCHES, Stretch, posed
from coach.simulation.upper import Upper, place_upper

EASE_S = 0.6
"""How long the arms, and the legs of a run, take from standing into the movement and back."""

KNOWN = (*GAITS, *STRETCHES)
MOVE_S, REST_S = 1.5, 7.0
"""How long it takes into a stretch and out of it, and the stand between two."""

INCLINE_S = 1.2
"""How long it takes to lean against the wall, and back."""


@dataclass(frozen=True, slots=True)
class SimulatedRunner:
    """Who is seen, doing what, from where; None is the drill's own value.

    Stands until `start_s`, then lifts left first; after `stop_s` no lift begins. `lift_left` and
    `lift_right` are the angle that the drill is about, at the top; `bend` is the knee's where the
    drill has it do something of its own; what goes wrong are `slips`. A stretch is held for
    `hold_s`, then the other side; it is the drill's own unless another `stretch` is given. The
    camera stands off the exact view by `yaw` degrees (towards the front in a side view),
    `distance` leg lengths away (infinite: no perspective); the standing body fills `height` of the
    picture about `across` of its width.
    """

    drill: str = "high_knees"
    cadence: float | None = None
    lift_left: float | None = None
    lift_right: float | None = None
    changes: tuple[LiftChange, ...] = ()
    slips: tuple[Slip, ...] = ()
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

    def truth(self, t: float) -> TrueBody:
        """The body at time `t`, the same whatever frames are taken of it."""
        if self.drill in STRETCHES:
            side, share = self._stretched(t)
            return posed(self.stretch or STRETCHES[self.drill], side, share)
        legs = {side: self._leg(side, t) for side in Side}
        joints = np.zeros((len(JOINTS), 3))
        for side, leg in legs.items():
            for part, point in leg_points(leg).items():
                joints[row(part, side)] = point * np.array((1, 1, OUTWARD[side]))
        standing = -min(joints[row(BodyPart.HEEL, Side.LEFT) :, 1])
        joints[:, 1] += standing + self._hop(t, standing)
        place_upper(joints, self._upper(legs, t))
        joints[:, 2] += self._sway(t)
        return TrueBody(
            joints,
            {side: leg.thigh for side, leg in legs.items()},
            {side: leg.knee for side, leg in legs.items()},
            {side: leg.foot for side, leg in legs.items()},
            self._lean(t),
        )

    def lifts(self, until: float) -> tuple[PerformedLift, ...]:
        """Every lift whose top is before `until`, in order."""
        tops = sorted((top, side) for side in Side for top in self._tops(side, until))
        return tuple(PerformedLift(t, side, self._signal(self.truth(t), side)) for t, side in tops)

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

    def _signal(self, truth: TrueBody, side: Side) -> float:
        """The angle that the drill is about."""
        if self.gait.signal == "knee_flexion":
            return truth.knee_flexion[side]
        folded = self.gait.signal == "hip_flexion"
        return truth.thigh_angle[side] + (truth.trunk_lean if folded else 0.0)

    def landings(self, until: float) -> tuple[PerformedContact, ...]:
        """Every time that a foot of a run is on the ground, once the run is under way and before
        `until` or the stop, in order; they are exact."""
        found = []
        for side, number in product(Side, range(ceil(until / self.cycle_s) + 1)):
            begin = self._begin(side, number)
            contact, off = begin + stride.CONTACT * self.cycle_s, begin + self.cycle_s
            if begin >= self.start_s + EASE_S and off <= min(self.stop_s, until):
                found.append(PerformedContact(side, contact, off))
        return tuple(sorted(found, key=lambda landing: landing.contact))

    def _tops(self, side: Side, until: float) -> Iterator[float]:
        for number in count():
            begin = self._begin(side, number)
            if not self.gait.top or begin >= min(self.stop_s, until):
                return
            top = begin + self.cycle_s * self.gait.top
            if top < until:
                yield top

    def _begin(self, side: Side, number: int) -> float:
        return self.start_s + self.cycle_s * (number + (0.5 if side is Side.RIGHT else 0.0))

    def _leg(self, side: Side, t: float) -> Leg:
        gait, standing = self.gait, self._standing(side, t)
        cycles = (t - self._begin(side, 0)) / self.cycle_s
        number = floor(cycles)
        begin = self._begin(side, number)
        lift, phase = self._lift(side, begin), cycles - number
        share = along(gait.thigh, phase)
        if gait.strides:
            fold = self._slip("fold", side, begin, stride.fold(lift))
            moving = Leg(*stride.angles(phase, lift, fold, self._shank(t)), share)
            return mixed(standing, moving, self._effort(t))
        if number < 0 or begin >= self.stop_s:
            return standing
        thigh, fold = self._top(lift, t)
        knee = standing.knee
        knee += (self._slip("fold", side, begin, fold) - knee) * along(gait.knee, phase)
        usual = gait.bend if self.bend is None else self.bend
        bend = self._slip("bend", side, begin, usual)
        foot, top = along(gait.foot, phase), along(gait.foot, gait.top)
        return Leg(
            standing.thigh + (thigh - standing.thigh) * share,
            knee + (bend - knee) * along(gait.bending, phase),
            foot + share * (self._slip("foot", side, begin, top) - top),
            share,
            share * self._slip("turn", side, begin, 0.0),
        )

    def _standing(self, side: Side, t: float) -> Leg:
        knee = self._slip("sit", side, t, self.stance_knee) - self.stance_knee
        knee = self.stance_knee + self._effort(t) * knee
        return Leg(knee / 2 - HIPS_AHEAD - self._incline(t), knee)

    def _slip(self, name: str, side: Side | None, begin: float, usual: float) -> float:
        return slipped(self.slips, name, side, begin, usual)

    def _shank(self, t: float) -> float:
        """How far a running leg's shank leans back at contact; NaN: as usual."""
        return self._slip("reach", None, t, nan)

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
        lean = self._slip("trunk", None, t, self.trunk_lean) - self.trunk_lean
        return self.trunk_lean + self._effort(t) * lean + self._incline(t)

    def _sway(self, t: float) -> float:
        """How far the body is to the athlete's right: once there and back in the leg's cycle."""
        way = self._effort(t) * self._slip("sway", None, t, 0.0) / 2
        return way * sin(2 * pi * (t - self.start_s) / self.cycle_s)

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
            return self._effort(t) * max(0.0, stride.hips(cycles % 1.0, self._shank(t)) - standing)
        return self._effort(t) * gait.hop * bump(2 * cycles % 1.0, gait.hop_at, gait.hop_for)

    def _upper(self, legs: Mapping[Side, Leg], t: float) -> Upper:
        """The arms swing against the legs, or rest on the wall; the trunk may lean over the
        standing leg."""
        effort, wall = self._effort(t), self.gait.incline
        ups = {side: leg.share for side, leg in legs.items()}
        swings = {side: effort * (-6 + 42 * ups[side.other] - 30 * ups[side]) + 2 for side in Side}
        if wall:
            swings = dict.fromkeys(Side, 2.4 * self._incline(t) + 2)
        leans = {side: self._slip("lean", side, t, 0.0) * ups[side.other] for side in Side}
        return Upper(
            self._lean(t),
            swings,
            4 if wall else 14 + 72 * effort,
            0.0 if wall else effort,
            {side: effort * ups[side.other] * self._crosses(t) for side in Side},
            sum(OUTWARD[side] * leans[side] for side in Side),
            self._slip("cross", None, t, 0.0),
        )

    def _crosses(self, t: float) -> float:
        return float(self._slip("cross", None, t, inf) < inf)
