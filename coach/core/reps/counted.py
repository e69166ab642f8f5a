"""What every counter needs: its answer to one moment, the legs it grades, what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.core.types import Cue, Event, Kinematics, Rep, Side, View

Moments = Sequence[Kinematics]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one smoothed moment brought: reps decided, reps ended, lifts too small to be reps.

    `reached` are reps still on their way up that have come to the target, numbered as they will be;
    `checks` are moments of a rep still under way, to be judged but not counted; `cues` are what its
    timer says. While `busy` the athlete must not be spoken to.
    """

    decided: tuple[Rep, ...] = ()
    ended: tuple[Rep, ...] = ()
    events: tuple[Event, ...] = ()
    reached: tuple[Rep, ...] = ()
    checks: tuple[Rep, ...] = ()
    cues: tuple[Cue, ...] = ()
    busy: bool = False


def graded_legs(view: View, views: frozenset[View]) -> frozenset[Side]:
    """The near leg of a side view, else both; none in a view that the drill does not have."""
    if view not in views:
        return frozenset()
    return frozenset({view.near}) if view.near else frozenset(Side)


def known(moments: Moments, metric: str, side: Side | None = None) -> list[float]:
    """A metric's values where it is known."""
    return [value for m in moments if (value := m.get(metric, side)) == value]
