"""What counts the reps of each kind of drill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.reps.cadence import Cadence
from coach.core.reps.counted import Counted
from coach.core.reps.hold_counter import HoldCounter
from coach.core.reps.landing_counter import LandingCounter
from coach.core.reps.lift_counter import RepCounter
from coach.core.reps.slow_counter import SlowCounter
from coach.core.reps.strides import StrideCounter
from coach.core.types import Kinematics, Side, View


class Counter(Protocol):
    """Counts the reps of one set."""

    cadence: Cadence

    @property
    def held(self) -> Mapping[Side, float]:
        """The seconds of the hold under way, by its leg; empty where none is."""

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one smoothed moment seen from `view`."""

    def finish(self) -> Counted:
        """Ends what is under way, and starts afresh."""

    def aim(self, drill: Drill) -> None:
        """Takes the same drill with another target."""

    def graded(self) -> frozenset[Side]:
        """The legs that are graded in this view."""


COUNTERS: Mapping[Kind, Callable[[Drill], Counter]] = MappingProxyType(
    {
        Kind.LIFT: RepCounter,
        Kind.RUN: StrideCounter,
        Kind.HOLD: HoldCounter,
        Kind.LANDING: LandingCounter,
        Kind.SLOW: SlowCounter,
    }
)


def counter_of(drill: Drill) -> Counter:
    """A counter that has seen nothing yet."""
    return COUNTERS[drill.kind](drill)
