"""Strides of running: what each leg did from one contact to its next, as a Rep with its numbers.

From the side a stride is a foot's way from contact to contact, with toe-off, swing and all angles.
From front or rear only what lies across the view is measured, and contacts are known to 0.05 s.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from math import nan

from coach.core.cadence import Cadence, step_time_asymmetry
from coach.core.counting import Counted
from coach.core.drills.drill import Drill
from coach.core.kinematics.metrics import SAGITTAL_VIEWS, SQUARE_VIEWS
from coach.core.kinematics.smoothing import BRIDGE_S
from coach.core.steps import SideSteps, SquareSteps, Stance
from coach.core.stride import LEAD_S, Stride, shuffle_index, side_values, square_values
from coach.core.types import Event, EventKind, Kinematics, Rep, Side, View

HISTORY_S = 3.0
SHORTEST_S, LONGEST_S = 0.4, 1.3
LAST_STEPS = 20
"""Steps of one foot that the live asymmetry is made of."""


class StrideCounter:
    """Follows both feet; gives a Rep for each stride and the events of each step."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._side_steps = {side: SideSteps(side) for side in Side}
        self._square_steps = {side: SquareSteps(side) for side in Side}
        self._recent: deque[Kinematics] = deque()
        self._stances: dict[Side, deque[Stance]] = {side: deque(maxlen=3) for side in Side}
        self._steps: dict[Side, deque[float]] = {side: deque(maxlen=LAST_STEPS) for side in Side}
        self._view = View.UNKNOWN
        self._number = 0
        self.cadence = Cadence()

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one settled moment seen from `view`."""
        if view is not self._view:
            self._start_afresh(view)
        self._recent.append(moment)
        while self._recent[0].t < moment.t - HISTORY_S:
            self._recent.popleft()
        stances: list[Stance] = []
        for side in Side:
            if view in SAGITTAL_VIEWS:
                stance = self._side_steps[side].update(moment)
                stances += [stance] if stance else []
            elif view in SQUARE_VIEWS:
                stances += self._square_steps[side].update(moment)
        return self._counted(moment.t, stances)

    def finish(self) -> Counted:
        """Tells the contacts of which not all was seen when the frames ended; starts afresh."""
        counted = self._counted(self._recent[-1].t if self._recent else 0.0, self._cut_short())
        self._start_afresh(self._view)
        return counted

    def _cut_short(self) -> list[Stance]:
        if self._view in SQUARE_VIEWS:
            return [s for side in Side for s in self._square_steps[side].finish()]
        open_ones = [self._side_steps[side].finish() for side in Side]
        return [stance for stance in open_ones if stance]

    def graded(self) -> frozenset[Side]:
        """The legs that are graded in this view: the near one of a side view, else both."""
        if self._view not in self._drill.views:
            return frozenset()
        return frozenset({self._view.near}) if self._view.near else frozenset(Side)

    def aim(self, drill: Drill) -> None:
        """Takes the same drill with another target."""
        self._drill = drill

    def _start_afresh(self, view: View) -> None:
        self._view = view
        for side in Side:
            self._side_steps[side].reset()
            self._square_steps[side].reset()
            self._stances[side].clear()

    def _counted(self, now: float, stances: list[Stance]) -> Counted:
        events: list[Event] = []
        reps: list[Rep] = []
        for stance in (_on_the_clock(stance) for stance in stances):
            self.cadence.add(stance.side, stance.contact)
            events.append(Event(stance.contact, EventKind.CONTACT, stance.side))
            if stance.toe_off == stance.toe_off:
                events.append(Event(stance.toe_off, EventKind.TOE_OFF, stance.side))
            rep = self._stride(now, stance)
            self._stances[stance.side].append(stance)
            if rep is not None:
                reps.append(rep)
                events.append(Event(rep.peak, EventKind.KNEE_PEAK, rep.side))
        return Counted(tuple(reps), tuple(reps), tuple(events))

    def _stride(self, now: float, next_stance: Stance) -> Rep | None:
        side = next_stance.side
        if not self._stances[side]:
            return None
        stance, end = self._stances[side][-1], next_stance.contact
        if not SHORTEST_S <= end - stance.contact <= LONGEST_S:
            return None
        first, last = stance.contact - BRIDGE_S, end + BRIDGE_S
        moments = [moment for moment in self._recent if first <= moment.t <= last]
        stride = Stride(moments, stance, end)
        if not stride.trusted:
            return None
        values = side_values(stride) if self._view in SAGITTAL_VIEWS else square_values(stride)
        values["flight_time"] = self._flight(side, stance)
        values["step_time"] = self._step_time(side, stance)
        values["step_time_asymmetry"] = step_time_asymmetry(self._steps)
        values["cadence"] = self.cadence.recent()
        values["shuffle_index"] = shuffle_index(values, self._drill.shuffle)
        peak_t, _ = stride.highest("thigh_angle", side, stride.lifted)
        self._number += 1
        rep = Rep(now, side, self._number, stance.contact, peak_t, end, values)
        known = values["thigh_angle_peak"] == values["thigh_angle_peak"]
        good = self._drill.target.holds(values["thigh_angle_peak"])
        return replace(rep, good=good if known and side in self.graded() else None)

    def _flight(self, side: Side, stance: Stance) -> float:
        """From this foot's toe-off to the other's next contact; negative where both are down."""
        after = [s.contact for s in self._stances[side.other] if s.contact > stance.contact]
        return min(after) - stance.toe_off if after else nan

    def _step_time(self, side: Side, stance: Stance) -> float:
        """From the other foot's contact to this one's."""
        before = [s.contact for s in self._stances[side.other] if s.contact < stance.contact]
        step = stance.contact - max(before) if before else nan
        if not step < LONGEST_S / 2:
            return nan
        self._steps[side].append(step)
        return step


def _on_the_clock(stance: Stance) -> Stance:
    """Settled values are read a little ahead of their time, which puts what happens early."""
    return replace(stance, contact=stance.contact + LEAD_S, toe_off=stance.toe_off + LEAD_S)
