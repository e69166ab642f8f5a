"""Gives a synthetic athlete a fault of the drills' catalogue, as large as is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import acos, asin, degrees, radians, sin

from coach.core.types import Side
from coach.errors import CameraError
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.limbs import HIP_HALF, THIGH
from coach.simulation.one_leg import TILT, OneLegged
from coach.simulation.performing import LiftChange, Slip
from coach.simulation.stretches import STRETCHES, Stretch, posed

Actor = SimulatedRunner | OneLegged

SHUFFLING = 26.0, 68.0
"""The most of thigh and knee in a shuffle; the heel then stays low as well."""

WOBBLES = 7.0
"""Degrees of the trunk, too few for a fault of their own, by which a landing settles late."""

SWING = 1.35
"""From one side to the other the hips go so many times as far as a landing's first swing."""

MOST_BY_KNEE = 0.38
"""Of a free foot's way: with more it would be a lifted knee, and no hike."""

SHORT_OF_LANDING_S = 0.4
"""From the landing to the touch of the free foot is so much longer than what counts as held."""


def with_fault(athlete: Actor, fault: str, side: Side | None, amount: float) -> Actor:
    """The athlete with a fault on one side (None: both, or the whole body's).

    `amount` is what the rep's value that tells of the fault then reads, in its unit; where a fault
    has one size only (shuffle, settle_late, hips_back, hip_in) it means nothing. CameraError where
    this athlete cannot have it.
    """
    table = _known(athlete)
    if fault not in table:
        raise CameraError(f"the synthetic athlete cannot have {fault!r} in {athlete.drill}")
    return table[fault](athlete, side, amount)


def faults_of(athlete: Actor) -> frozenset[str]:
    """The faults that this athlete can be given."""
    return frozenset(_known(athlete))


def _known(athlete: Actor) -> Mapping[str, Callable[..., Actor]]:
    if isinstance(athlete, OneLegged):
        return _ON_ONE_LEG
    return _HELD if athlete.drill in STRETCHES else _MOVING | _OF_RUNS.get(athlete.drill, {})


def _slip(name: str, of: Callable[[float], float] = float) -> Callable[..., Actor]:
    def give(athlete: Actor, side: Side | None, amount: float) -> Actor:
        return replace(athlete, slips=(*athlete.slips, Slip(name, side, of(amount))))

    return give


def _lifting(athlete: SimulatedRunner, side: Side | None, amount: float) -> SimulatedRunner:
    sides = tuple(Side) if side is None else (side,)
    changes = tuple(LiftChange(each, amount) for each in sides)
    return replace(athlete, changes=(*athlete.changes, *changes))


def _lift(athlete: SimulatedRunner, side: Side | None) -> float:
    """How high the athlete lifts this leg, with the faults there are already."""
    own = athlete.lift_right if side is Side.RIGHT else athlete.lift_left
    lifts = [change.lift for change in athlete.changes if change.side is (side or Side.LEFT)]
    return [athlete.gait.lift if own is None else own, *lifts][-1]


def _asymmetric(athlete: SimulatedRunner, side: Side | None, amount: float) -> SimulatedRunner:
    return _lifting(athlete, side, _lift(athlete, side) + amount)


def _kicking(athlete: SimulatedRunner, side: Side | None, amount: float) -> Actor:
    return _slip("fold")(athlete, side, _lift(athlete, side) - amount)


def _crossing(athlete: SimulatedRunner, side: Side | None, amount: float) -> Actor:
    way = (0.5 + amount) * 2 * HIP_HALF / (THIGH * sin(radians(_lift(athlete, side))))
    return _slip("turn")(athlete, side, degrees(asin(way)))


def _paced(athlete: SimulatedRunner, side: Side | None, amount: float) -> SimulatedRunner:
    return replace(athlete, cadence=amount)


def _shuffling(athlete: SimulatedRunner, side: Side | None, amount: float) -> Actor:
    lift, knee = SHUFFLING
    return _slip("fold")(_lifting(athlete, None, lift), None, knee)


def _reaching(athlete: SimulatedRunner, side: Side | None, amount: float) -> Actor:
    """Both feet: on a belt they go equally fast, so one alone cannot be on it for longer."""
    return _slip("reach")(athlete, None, amount)


def _bent_body(athlete: SimulatedRunner, side: Side | None, amount: float) -> Actor:
    return _slip("trunk")(athlete, None, athlete.trunk_lean + 180 - amount)


def _trunk(athlete: SimulatedRunner, side: Side | None, amount: float) -> Actor:
    return _slip("trunk")(athlete, None, amount)


_MOVING: dict[str, Callable[..., Actor]] = {
    **dict.fromkeys(("knee_low", "heel_kick_low", "swing_low", "thigh_angle_peak_limit"), _lifting),
    **dict.fromkeys(("lean_back", "fold_fwd"), _trunk),
    **dict.fromkeys(("tempo_slow", "tempo_fast"), _paced),
    **dict.fromkeys(("heel_low", "reach_early"), _slip("fold")),
    **dict.fromkeys(("reach_short", "knee_bend"), _slip("bend")),
    "knee_asym": _asymmetric,
    "stance_sit": _slip("sit"),
    "knee_cross": _crossing,
    "side_lean": _slip("lean"),
    "kick_out": _kicking,
    "toe_drop": _slip("foot"),
    "arm_cross": _slip("cross"),
}

_OF_RUNS: Mapping[str, dict[str, Callable[..., Actor]]] = {
    "wall_drill": {"body_line": _bent_body},
    "run": {
        "shuffle": _shuffling,
        "overstride": _reaching,
        "sway": _slip("sway", lambda amount: 2 * HIP_HALF * amount),
    },
}
"""What only these drills can show."""


def _knee_of_hike(share: float) -> float:
    """How far the free knee bends that does this share of the foot's way, as far as it can."""
    share, by_hip = min(share, MOST_BY_KNEE), 2 * HIP_HALF * sin(radians(TILT))
    return 2 * degrees(acos(1 - share * by_hip / (0.5 - share)))


_ON_ONE_LEG: Mapping[str, Callable[..., Actor]] = {
    "valgus": _slip("knee_in"),
    "side_lean": _slip("lean"),
    "sway": _slip("sway", lambda amount: 2 * HIP_HALF * amount / SWING),
    "stick_fail": _slip("touch", lambda amount: amount + SHORT_OF_LANDING_S),
    "settle_late": _slip("wobble", lambda _: WOBBLES),
    "stiff_land": _slip("stiff"),
    "too_fast": _slip("fast"),
    "knee_bend": _slip("bend", _knee_of_hike),
}


def _held(change: Callable[[Stretch, float], Stretch]) -> Callable[..., Actor]:
    def give(athlete: SimulatedRunner, side: Side | None, amount: float) -> SimulatedRunner:
        usual = athlete.stretch or STRETCHES[athlete.drill]
        return replace(athlete, stretch=change(usual, amount))

    return give


def _sitting(stretch: Stretch, amount: float) -> Stretch:
    """The hip's flexion of the other leg is that of its thigh and the trunk."""
    thigh = posed(stretch, Side.LEFT, 1.0).thigh_angle[Side.RIGHT]
    return replace(stretch, lean=amount - thigh)


def _hips_back(stretch: Stretch, amount: float) -> Stretch:
    return replace(stretch, own=replace(stretch.own, ankle=(-0.48, -0.36, 0.0)))


def _hip_in(stretch: Stretch, amount: float) -> Stretch:
    own = replace(stretch.own, ankle=(-0.08, -0.965, -0.14))
    return replace(stretch, own=own, other=replace(stretch.other, ankle=(0.05, -0.985, -0.13)))


_HELD: Mapping[str, Callable[..., Actor]] = {
    **dict.fromkeys(("lean_back", "fold_fwd"), _held(lambda s, lean: replace(s, lean=lean))),
    **dict.fromkeys(("lean_small", "lean_far"), _held(lambda s, to: replace(s, side_lean=to))),
    "sit_back": _held(_sitting),
    "twist": _held(lambda s, tilt: replace(s, tilt=tilt)),
    "hips_back": _held(_hips_back),
    "hip_in": _held(_hip_in),
}
