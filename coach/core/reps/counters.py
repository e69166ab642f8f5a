"""What counts the reps of each kind of drill.

All of them take settled moments by `update`, end what is under way by `finish`, take a moved target
by `aim`, and tell the `graded` legs and the `cadence`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.reps.hold_counter import HoldCounter
from coach.core.reps.landing_counter import LandingCounter
from coach.core.reps.lift_counter import RepCounter
from coach.core.reps.slow_counter import SlowCounter
from coach.core.reps.strides import StrideCounter
from coach.core.types import Side

Counter = RepCounter | StrideCounter | HoldCounter | LandingCounter | SlowCounter
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


def held(counter: Counter) -> Mapping[Side, float]:
    """The seconds of the hold under way, by its leg; empty where none is."""
    return counter.held if isinstance(counter, (HoldCounter, LandingCounter)) else {}
