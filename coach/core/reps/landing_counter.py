"""Counts landings on one leg: each is a Rep of the landing leg, with its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import nan

from coach.core.drills.drill import Drill
from coach.core.reps.cadence import Cadence
from coach.core.reps.counted import Counted, graded_legs
from coach.core.reps.landing_tracker import Landing, LandingTracker
from coach.core.reps.one_leg import stance_readers, stance_values, steadied
from coach.core.reps.taken import taken
from coach.core.types import Kinematics, Rep, Side, View
from coach.core.windows import TimeWindow

HISTORY_S = 12.0
PUTTING_DOWN_S = 0.3
"""Before the free foot touches the weight goes over to it: that is no longer the landing."""

BRIEF_S = 0.1


class LandingCounter:
    """A landing is decided once it is held for the drill's target or has failed."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._tracker = LandingTracker(drill.landing, drill.target.low)
        self._recent = TimeWindow[Kinematics](HISTORY_S)
        self._open: Rep | None = None
        self._view = View.UNKNOWN
        self._number = 0
        self.cadence = Cadence()

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one smoothed moment seen from `view`."""
        if view is not self._view:
            self._start_afresh(view)
        self._recent.append(moment.t, moment)
        decided, over = self._tracker.update(moment)
        reps = (self._decide(moment.t, decided),) if decided else ()
        ended = (self._end(over),) if over and self._open else ()
        return Counted(reps, ended, busy=self._tracker.busy)

    @property
    def held(self) -> Mapping[Side, float]:
        """The seconds that the landing under way has been held."""
        return self._tracker.held

    def _start_afresh(self, view: View) -> None:
        self._view, self._open = view, None
        self._recent.clear()
        self._tracker = LandingTracker(self._drill.landing, self._drill.target.low, view)

    def finish(self) -> Counted:
        """Ends the landing that is still held, and starts afresh."""
        rep = self._open
        self._start_afresh(self._view)
        return Counted(ended=(rep,) if rep else ())

    def aim(self, drill: Drill) -> None:
        """Takes the drill with another target; what is under way goes on."""
        self._drill = drill

    def graded(self) -> frozenset[Side]:
        """The legs that are graded in this view: the near one of a side view, else both."""
        return graded_legs(self._view, self._drill.views)

    def _decide(self, now: float, landing: Landing) -> Rep:
        self._number += 1
        values = self._values(now, landing)
        on_time = values["settle_time"] <= self._drill.landing.settle_s
        held_well = on_time and self._drill.target.holds(landing.held)
        high = held_well if landing.side in self.graded() else None
        times = landing.start, landing.t, landing.end
        self._open = Rep(now, landing.side, self._number, *times, values, high)
        return self._open

    def _end(self, landing: Landing) -> Rep:
        """The rep with its end, and with all of its hold."""
        rep = self._open
        assert rep is not None
        self._open = None
        values = {**rep.values, "hold_time": landing.held, "foot_move": landing.foot_move}
        return replace(rep, end=landing.end, values=values)

    def _values(self, now: float, landing: Landing) -> Mapping[str, float]:
        side = landing.side
        until = now if landing.end != landing.end else landing.end - PUTTING_DOWN_S
        span = self._recent.values(landing.t, max(until, landing.t))
        bend = steadied(span, "knee_flexion", side, over_s=0.0)
        return {
            **taken(self._drill, side, stance_readers(span)),
            "hold_time": landing.held,
            "settle_time": landing.settled - landing.t,
            "foot_move": landing.foot_move,
            **stance_values(span, side, landing.knee_lines.get(side, nan), BRIEF_S),
            "knee_flexion_increase": float(bend.max() - bend[0]),
        }
