"""What a synthetic athlete does, exactly: whoever is drawn, and what is counted of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Protocol

from coach.cameras.limbs import Truth
from coach.core.types import Side, View


@dataclass(frozen=True, slots=True)
class Lift:
    """A knee lift with its top at `t`, and there the angle that its drill is about."""

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

    def truth(self, t: float) -> Truth:
        """The body at time `t`, the same whatever frames are taken of it."""
