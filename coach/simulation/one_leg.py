"""A synthetic athlete who stands, lands and moves on one leg, with all numbers exactly known.

Lengths are leg lengths, angles degrees, times seconds. Each rep goes along curves of (seconds,
value) from its beginning; a slip changes one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from math import cos, exp, inf, pi, radians, sin, sqrt

import numpy as np

from coach.core.types import Side, View
from coach.errors import CameraError
from coach.simulation.curves import Curve, along
from coach.simulation.limbs import TrueBody
from coach.simulation.performing import Slip, slipped
from coach.simulation.stance import STANDING_KNEE, StancePose, truth_of

GRAVITY = 11.5
"""Leg lengths per second squared, for a leg of 0.85 m."""

HOP_HIGH, HOP_LONG = 0.07, 0.2
FLIGHT_S = 2 * sqrt(2 * HOP_HIGH / GRAVITY)
SOFT = 34.0
"""How much further the knee bends in a soft landing."""

OVER_FOOT = 0.08
"""How far the hips go over the standing foot."""

DEEP_KNEE, TILT = 62.0, 8.0
"""Of the step-down's bottom, and of the hike up and down."""

SWAY_HZ = 1.5
IN_A_ROW = {"hop_and_stick": 1, "step_and_hold": 1, "lateral_step_down": 4, "hip_hike": 4}
"""Reps on one leg before the legs change, of each drill that can be done."""


@dataclass(frozen=True, slots=True)
class TrueOneLegRep:
    """A landing or a slow movement: `t` is when the foot lands or the far end is reached."""

    t: float
    side: Side
    begin: float


@dataclass(frozen=True, slots=True)
class OneLegged:
    """Who is seen, doing what on one leg, from where; as Athlete where the names are the same.

    Begins on the leg `first` and changes; `hold_s` is how long a landing is held.
    """

    drill: str = "hop_and_stick"
    first: Side = Side.LEFT
    slips: tuple[Slip, ...] = ()
    hold_s: float = 3.0
    start_s: float = 2.0
    stop_s: float = inf
    view: View = View.FRONT
    yaw: float = 0.0
    distance: float = inf
    height: float = 0.8
    across: float = 0.5

    def __post_init__(self) -> None:
        if self.drill not in IN_A_ROW:
            known = ", ".join(IN_A_ROW)
            raise CameraError(f"nobody does {self.drill!r} on one leg, only: {known}")

    @property
    def lands(self) -> bool:
        return self.drill in ("hop_and_stick", "step_and_hold")

    @property
    def cycle_s(self) -> float:
        """From the beginning of one rep to that of the next."""
        return self._landing_s + self.hold_s + 1.0 if self.lands else SLOW_S

    @property
    def _landing_s(self) -> float:
        return TAKE_OFF_S + FLIGHT_S if self.drill == "hop_and_stick" else STEP_S

    def reps(self, until: float) -> tuple[TrueOneLegRep, ...]:
        """Every rep that is over before `until`, in order."""
        return tuple(rep for rep in self._reps(until) if rep.begin + self.cycle_s <= until)

    def _reps(self, until: float) -> Iterator[TrueOneLegRep]:
        for number in count():
            begin = self._begin(number)
            if begin >= min(self.stop_s, until):
                return
            side = self._side(number)
            yield TrueOneLegRep(begin + self._mark(side, begin), side, begin)

    def _mark(self, side: Side, begin: float) -> float:
        if self.lands:
            return self._landing_s
        return WAIT_S + self._slip("fast", side, begin, OUT_S) + TOP_S / 2

    def _begin(self, number: int) -> float:
        """When a rep begins: some time is for changing legs."""
        changes = 0 if self.lands else number // IN_A_ROW[self.drill]
        return self.start_s + number * self.cycle_s + changes * CHANGE_S

    def _side(self, number: int) -> Side:
        odd = (number // IN_A_ROW[self.drill]) % 2
        return self.first.other if odd else self.first

    def _slip(self, name: str, side: Side, begin: float, usual: float = 0.0) -> float:
        return slipped(self.slips, name, side, begin, usual)

    def truth(self, t: float) -> TrueBody:
        """The body at time `t`, the same whatever frames are taken of it."""
        now = truth_of(self._stance(t), self._step())
        changed = self._changed(t)
        if not changed:
            return now
        then = truth_of(self._resting(self._number(t) + 1), self._step())
        return replace(now, joints=now.joints + changed * (then.joints - now.joints))

    def _changed(self, t: float) -> float:
        """How far the athlete has got with changing legs, 0 to 1."""
        over = self._begin(self._number(t)) + self.cycle_s
        return 0.0 if self.lands else _at(((0.2, 0), (CHANGE_S - 0.6, 1)), t - over)

    def _number(self, t: float) -> int:
        """Of the rep that is under way, or the last one."""
        number = int((t - self.start_s) // self.cycle_s)
        while self._begin(number) > t and number >= 0:
            number -= 1
        return number

    def _step(self) -> float:
        """How high the standing foot is over the floor, on its step."""
        deep = cos(radians(STANDING_KNEE / 2)) - cos(radians(DEEP_KNEE / 2))
        return {"lateral_step_down": deep, "hip_hike": 0.08}.get(self.drill, 0.0)

    def _stance(self, t: float) -> StancePose:
        number = self._number(t)
        begin = self._begin(number)
        if number < 0 or begin >= self.stop_s:
            return self._resting(number)
        side = self._side(number)
        since = t - begin
        return self._landing(side, begin, since) if self.lands else self._slow(side, begin, since)

    def _resting(self, number: int) -> StancePose:
        if self.lands:
            return StancePose(self.first)
        return StancePose(self._side(max(number, 0)), shift=OVER_FOOT, tilt=self._tilt(0.0))

    def _landing(self, side: Side, begin: float, since: float) -> StancePose:
        landed = since - self._landing_s
        hop = self.drill == "hop_and_stick"
        touch = self._slip("touch", side, begin, self.hold_s + 0.2)
        up = _at(((0.3, 0), (0.7, 1)) if hop else ((0.8, 0), (STEP_S, 1)), since)
        up *= 1 - _at(((touch - 0.2, 0), (touch, 1)), landed)
        soft = self._slip("stiff", side, begin, SOFT if hop else 0.0)
        knee = _at(PUSH, since) if hop and landed < 0 else _at(_absorbed(soft), landed)
        sway = self._slip("sway", side, begin)
        swing = exp(-landed) * sin(2 * pi * SWAY_HZ * landed) if landed > 0 else 0.0
        wobble = self._slip("wobble", side, begin) * sin(2 * pi * SWAY_HZ * landed)
        wobble *= _at(WOBBLING, landed)
        flight = np.clip((since - TAKE_OFF_S) / FLIGHT_S, 0, 1) if hop else 0.0
        back = 1 - _at(((touch, 0), (touch + 0.4, 1)), landed)
        return StancePose(
            side,
            knee if hop or landed > 0 else STANDING_KNEE,
            up,
            rise=4 * HOP_HIGH * float(flight * (1 - flight)),
            ahead=HOP_LONG * float(flight) * back,
            shift=OVER_FOOT * up + sway * swing,
            knee_in=up * self._slip("knee_in", side, begin) * _at(CAVE, landed),
            lean=up * (self._slip("lean", side, begin) * _at(TILTED, landed) + wobble),
        )

    def _slow(self, side: Side, begin: float, since: float) -> StancePose:
        out = self._slip("fast", side, begin, OUT_S)
        turns = WAIT_S, WAIT_S + out, WAIT_S + out + TOP_S
        share = _at(((turns[0], 0), (turns[1], 1)), since)
        share -= _at(((turns[2], 0), (turns[2] + BACK_S, 1)), since)
        down = self.drill == "lateral_step_down"
        return StancePose(
            side,
            STANDING_KNEE + (DEEP_KNEE - STANDING_KNEE) * share * down,
            free_knee=share * self._slip("bend", side, begin),
            shift=OVER_FOOT,
            knee_in=share * self._slip("knee_in", side, begin),
            lean=share * self._slip("lean", side, begin),
            tilt=self._tilt(share * (0.5 if self._slip("bend", side, begin) else 1.0)),
        )

    def _tilt(self, share: float) -> float:
        return TILT * (2 * share - 1) if self.drill == "hip_hike" else 0.0


TAKE_OFF_S, STEP_S = 2.1, 1.2
PUSH: Curve = ((0, STANDING_KNEE), (1.7, STANDING_KNEE), (1.95, 36), (TAKE_OFF_S, 4), (2.3, 12))
CAVE: Curve = ((0, 0), (0.2, 1), (0.8, 0.7))
TILTED: Curve = ((0, 0), (0.25, 1))
WOBBLING: Curve = ((0, 0), (0.2, 1), (1.5, 0.9), (1.9, 0))
WAIT_S, OUT_S, TOP_S, BACK_S, SLOW_S, CHANGE_S = 0.5, 2.0, 0.3, 1.6, 5.2, 1.8


def _absorbed(soft: float) -> Curve:
    """The knee after contact."""
    return ((0, 12), (0.18, 12 + soft), (0.6, 12 + 0.3 * soft))


def _at(curve: Curve, since: float) -> float:
    """The curve's value, with its ends going on for ever."""
    return along(curve, min(max(since, curve[0][0]), curve[-1][0]))
