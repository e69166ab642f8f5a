"""Stretches that are held: the pose is known by its gates, and a timer runs while it is still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from types import MappingProxyType

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import HOLD_TIME
from coach.core.drills.rep_values import At
from coach.core.kinematics.measured import METRICS
from coach.core.reps.cadence import Cadence
from coach.core.reps.counted import Counted, known
from coach.core.reps.taken import taken
from coach.core.types import Cue, CueKind, Event, EventKind, Key, Kinematics, Rep, Side, View
from coach.core.windows import TimeWindow

STILL_S = 1.0
STILL: Mapping[str, float] = {
    "knee_flexion": 4.0,
    "hip_flexion": 4.0,
    "trunk_lean": 4.0,
    "lateral_trunk_lean": 4.0,
    "knee_lift_ratio": 0.05,
}
"""Metric -> the standard deviation over `STILL_S` up to which the pose is still, where the view
shows it."""

SWAY = 1.5
"""A stretch under way may move by so much more before it pauses."""

BLINK_S = 0.3
"""A pose that is lost for less than this was held through."""

PAUSED_S, OVER_S, RESTED_S = 0.8, 6.0, 1.0
"""A pose is lost for so long: a cue says that the timer is paused; the stretch is over; one that
was held to its end is."""

LAST_S = 10.0


@dataclass(slots=True)
class _Hold:
    """One stretch under way: held for `held` s, last seen to be held at `seen`; the values of
    every second of it, and the cues that were said."""

    side: Side
    start: float
    seen: float
    held: float = 0.0
    values: list[Mapping[str, float]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    paused: bool = False
    done: bool = False

    def over(self, t: float) -> bool:
        return t - self.seen > (RESTED_S if self.done else OVER_S)


class HoldCounter:
    """Counts the stretches of both legs: each runs for the target's long end, or as far as it got.

    A stretch whose pose is lost goes on where it was if the pose is back within `OVER_S`.
    """

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._goal = drill.target.high
        self._recent = TimeWindow[Kinematics](STILL_S)
        self._hold: _Hold | None = None
        self._view = View.UNKNOWN
        self._reps = dict.fromkeys(Side, 0)
        self.cadence = Cadence()

    @property
    def held(self) -> Mapping[Side, float]:
        """The seconds that the stretch under way has been held."""
        return MappingProxyType({self._hold.side: self._hold.held} if self._hold else {})

    def graded(self) -> frozenset[Side]:
        """The legs that can be stretched in this view."""
        if self._view not in self._drill.views:
            return frozenset()
        near = self._view.near if self._drill.hold.near else None
        return frozenset({near}) if near else frozenset(Side)

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one smoothed moment seen from `view`."""
        if view is not self._view:
            self._recent.clear()
        self._view = view
        self._recent.append(moment.t, moment)
        side, hold = self._stretched(moment), self._hold
        if hold and (hold.over(moment.t) or side not in (None, hold.side)):
            return self._over(hold)
        if side is None:
            return self._pause(hold, moment.t) if hold else Counted()
        if hold is None:
            self._hold = _Hold(side, moment.t, moment.t)
            return Counted(cues=(Cue(moment.t, "hold_it", CueKind.SET),))
        return self._run(hold, moment)

    def finish(self) -> Counted:
        """Ends the stretch that is under way."""
        return self._over(self._hold) if self._hold else Counted()

    def go_on(self, t: float) -> None:
        """A pause is over at t: the stretch that it stopped goes on from here."""
        if self._hold:
            self._hold.seen = t

    def aim(self, drill: Drill) -> None:
        """Takes the same drill with another target."""
        self._drill, self._goal = drill, drill.target.high

    def _stretched(self, moment: Kinematics) -> Side | None:
        """Whose stretch the pose is; None where it is none, or moves."""
        sides = [side for side in Side if side in self.graded() and self._in_pose(moment, side)]
        return sides[0] if len(sides) == 1 and self._still(moment) else None

    def _in_pose(self, moment: Kinematics, side: Side) -> bool:
        """Every part of the pose that this view shows is in its band."""
        gates = [gate for gate in self._drill.gates if self._view in METRICS[gate.metric].views]
        return bool(gates) and all(
            gate.band.holds(moment.get(gate.metric, whose(gate.of, side))) for gate in gates
        )

    def _still(self, moment: Kinematics) -> bool:
        # The far leg of a side view is half guessed: it scatters where the athlete is still.
        near = (None, self._view.near) if self._view.near else (None, *Side)
        keys = (key for key in moment.values if key[0] in STILL and key[1] in near)
        sway = SWAY if self._hold else 1.0
        return self._recent.full and all(self._sway(key) <= sway * STILL[key[0]] for key in keys)

    def _sway(self, key: Key) -> float:
        """Its standard deviation of late; 0 where it is not known."""
        return float(np.std(known(self._recent.values(), *key) or [0.0]))

    def _run(self, hold: _Hold, moment: Kinematics) -> Counted:
        """The timer goes on."""
        since = moment.t - hold.seen
        hold.held += since if since <= BLINK_S else 0.0
        hold.seen, hold.paused = moment.t, False
        if hold.done:
            return Counted()
        if hold.held >= self._goal:
            return self._done(hold, moment.t)
        due = {"halfway": self._goal / 2, "ten_more": self._goal - LAST_S}
        new = [key for key, at in due.items() if hold.held >= at and key not in hold.said]
        hold.said.update(new)
        cues = tuple(Cue(moment.t, key, CueKind.SET) for key in new)
        return Counted(checks=self._check(hold, moment), cues=cues)

    def _done(self, hold: _Hold, t: float) -> Counted:
        hold.done, hold.held = True, self._goal
        rep = self._rep(hold)
        waits = any(self._reps[side] < self._reps[hold.side] for side in self.graded())
        return Counted(
            (rep,), cues=(Cue(t, "change_sides" if waits else "hold_done", CueKind.SET),)
        )

    def _check(self, hold: _Hold, moment: Kinematics) -> tuple[Rep, ...]:
        """Once in a second of the stretch, so that a fault is said before it is over."""
        if hold.held < len(hold.values) + 1:
            return ()
        values = taken(self._drill, hold.side, dict.fromkeys(At, moment.get))
        hold.values.append(values)
        return (Rep(moment.t, hold.side, 0, hold.start, moment.t, nan, values),)

    def _pause(self, hold: _Hold, t: float) -> Counted:
        if hold.paused or hold.done or t - hold.seen < PAUSED_S:
            return Counted()
        hold.paused = True
        return Counted(cues=(Cue(t, "timer_paused", CueKind.SET),))

    def _over(self, hold: _Hold) -> Counted:
        self._hold = None
        if hold.done:
            return Counted()
        if hold.held < self._drill.hold.floor_s:
            return Counted(events=(Event(hold.seen, EventKind.PARTIAL_LIFT, hold.side),))
        return Counted((self._rep(hold),))

    def _rep(self, hold: _Hold) -> Rep:
        """The stretch with the means of what it read."""
        self._reps[hold.side] += 1
        number = sum(self._reps.values())
        values = {name: _mean(name, hold.values) for name in hold.values[0]} if hold.values else {}
        values[HOLD_TIME] = hold.held
        high = self._drill.target.holds(hold.held)
        return Rep(hold.seen, hold.side, number, hold.start, hold.seen, hold.seen, values, high)


def whose(of: str, side: Side) -> Side | None:
    """The leg that a gate or a value is about, where `side` is stretched."""
    return {"own": side, "stance": side.other}.get(of)


def _mean(name: str, values: list[Mapping[str, float]]) -> float:
    return float(np.mean([each[name] for each in values if each[name] == each[name]] or [nan]))
