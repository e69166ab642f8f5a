"""What a synthetic athlete does, exactly: whoever is drawn, and what is counted of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Protocol

from coach.core.types import Side, View
from coach.simulation.limbs import TrueBody


@dataclass(frozen=True, slots=True)
class PerformedLift:
    """A knee lift with its top at `t`, and there the angle that its drill is about."""

    t: float
    side: Side
    angle: float


@dataclass(frozen=True, slots=True)
class PerformedContact:
    """One foot on the ground, from its `contact` to its `toe_off`."""

    side: Side
    contact: float
    toe_off: float


@dataclass(frozen=True, slots=True)
class LiftChange:
    """Lifts of `side` that begin in `start` <= t < `end` go to `lift` degrees instead."""

    side: Side
    lift: float
    start: float = 0.0
    end: float = inf


@dataclass(frozen=True, slots=True)
class Slip:
    """What goes wrong, by or to `amount`, on the leg `side` (None: both) in whatever begins in
    `start` <= t < `end`.

    Of all: `lean` degrees of the trunk towards the standing leg; `sway` leg lengths of the hips.
    Of a leg's cycle the angles at its top: `fold` of the knee, `foot` with toes up, `bend` where
    the drill bends the knee, `turn` of the leg inwards; `sit` is the standing knee's bend,
    `reach` how far a runner's shank leans back at contact, of both. `trunk` is its lean, `cross`
    how many shoulder widths a hand goes past the midline. On one leg: `knee_in` degrees; `wobble`
    degrees of the trunk after a landing; `touch` puts the free foot down so many seconds after it;
    `stiff` bends the knee by so much only; `fast` takes so many seconds for the way out; `bend` is
    of the free knee, with half of the hip's work.
    """

    name: str
    side: Side | None
    amount: float
    start: float = 0.0
    end: float = inf


def slipped(
    slips: Iterable[Slip], name: str, side: Side | None, begin: float, usual: float
) -> float:
    """By how much it goes wrong in this way; else what is usual."""
    for slip in slips:
        mine = slip.name == name and (side is None or slip.side in (None, side))
        if mine and slip.start <= begin < slip.end:
            return slip.amount
    return usual


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of `side` that is fully there from `start` to `end`."""

    side: Side
    start: float
    end: float


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

    def truth(self, t: float) -> TrueBody:
        """The body at time `t`, the same whatever frames are taken of it."""
