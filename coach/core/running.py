"""Strides of running: what each leg did from one contact to its next, as a Rep with its numbers.

From the side a stride is a foot's way from contact to contact, with toe-off, swing and all angles.
From front or rear only what lies across the view is measured, and contacts are known to 0.05 s.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from math import nan

import numpy as np

from coach.core.cadence import Cadence
from coach.core.counting import Counted
from coach.core.drill import Drill, ShuffleRule
from coach.core.metrics import SAGITTAL_VIEWS, SQUARE_VIEWS
from coach.core.steps import SideSteps, SquareSteps, Stance
from coach.core.types import Event, EventKind, Kinematics, Rep, Side, View

HISTORY_S = 3.0
SHORTEST_S, LONGEST_S = 0.4, 1.3
MID_STANCE_S = 0.1
"""From front and rear, where toe-offs are not seen: mid-stance is so long after the contact."""

TRUSTED_SHARE = 0.6


class StrideCounter:
    """Follows both feet; gives a Rep for each stride and the events of each step."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._side_steps = {side: SideSteps(side) for side in Side}
        self._square_steps = {side: SquareSteps(side) for side in Side}
        self._recent: deque[Kinematics] = deque()
        self._stances: dict[Side, deque[Stance]] = {side: deque(maxlen=3) for side in Side}
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
        """Tells the contacts whose stance was not over when the frames ended."""
        if self._view not in SAGITTAL_VIEWS:
            return Counted()
        open_ones = [self._side_steps[side].finish() for side in Side]
        now = self._recent[-1].t if self._recent else 0.0
        return self._counted(now, [stance for stance in open_ones if stance])

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
        for stance in stances:
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
        stride = [m for m in self._recent if stance.contact <= m.t <= end]
        trusted = [side in m.quality.legs for m in stride]
        if not stride or sum(trusted) < TRUSTED_SHARE * len(trusted):
            return None
        measure = _side_values if self._view in SAGITTAL_VIEWS else _square_values
        values = measure(stride, stance, end)
        values["flight_time"] = self._flight(side, stance)
        values["step_time"] = self._step_time(side, stance)
        values["cadence"] = self.cadence.recent()
        values["shuffle_index"] = shuffle_index(values, self._drill.shuffle)
        peak = _highest(stride, "thigh_angle", side, from_t=_after(stance.toe_off, stance.contact))
        self._number += 1
        rep = Rep(now, side, self._number, stance.contact, peak[0], end, values)
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
        return step if step < LONGEST_S / 2 else nan


def shuffle_index(values: dict[str, float], rule: ShuffleRule | None) -> float:
    """How many of five signs of a low, long-grounded stride are there; NaN if not all are known."""
    if rule is None:
        return nan
    signs = [
        (values["duty_factor"], rule.duty, 1),
        (values["thigh_angle_peak"], rule.thigh, -1),
        (values["knee_flexion_peak"], rule.knee, -1),
        (values["heel_recovery"], rule.heel, -1),
        (values["vertical_oscillation"], rule.bounce, -1),
    ]
    if any(value != value for value, _, _ in signs):
        return nan
    return float(sum(sign * (value - limit) > 0 for value, limit, sign in signs))


def _side_values(stride: list[Kinematics], stance: Stance, end: float) -> dict[str, float]:
    side, contact, toe_off = stance.side, stance.contact, stance.toe_off
    whole = end - contact
    peak_t, peak = _highest(stride, "thigh_angle", side, from_t=_after(toe_off, contact))
    down = _between(stride, contact, toe_off)
    drive = [m for m in stride if m.t >= _after(toe_off, contact) - 0.1 * whole]
    return {
        "thigh_angle_peak": peak,
        "knee_flexion_peak": _highest(stride, "knee_flexion", side)[1],
        "knee_drive_speed": _highest(drive, "thigh_rate", side)[1],
        "time_to_knee_peak": peak_t - toe_off,
        "contact_time": toe_off - contact,
        "duty_factor": (toe_off - contact) / whole,
        "knee_flexion_at_contact": _at(stride, contact, "knee_flexion", side),
        "knee_flexion_in_stance": _highest(down, "knee_flexion", side)[1],
        "shank_angle_at_contact": _at(stride, contact, "shank_angle", side),
        "reach_at_contact": _at(stride, contact, "foot_ahead", side),
        "heel_recovery": _highest(stride, "ankle_over_other", side)[1],
        "trunk_lean": _mean(stride, "trunk_lean"),
        "vertical_oscillation": _range(stride, "hip_level"),
    }


def _square_values(stride: list[Kinematics], stance: Stance, end: float) -> dict[str, float]:
    side, mid = stance.side, stance.contact + MID_STANCE_S
    arms = [_highest(stride, "arm_cross", s)[1] for s in Side]
    unknown = ("duty_factor", "knee_flexion_peak", "heel_recovery")
    return {
        **dict.fromkeys(unknown, nan),
        "thigh_angle_peak": _highest(stride, "thigh_angle", side)[1],
        "pelvis_sway": _range(stride, "pelvis_across"),
        "step_width": _at(stride, mid, "ankle_out", side),
        "knee_window": _at(stride, mid, "knee_out", side),
        "arm_cross": float(np.fmax(arms[0], arms[1])),
        "vertical_oscillation": _range(stride, "hip_level"),
    }


def _after(toe_off: float, contact: float) -> float:
    return toe_off if toe_off == toe_off else contact


def _between(stride: list[Kinematics], start: float, end: float) -> list[Kinematics]:
    return [m for m in stride if start <= m.t <= end]


def _highest(
    stride: list[Kinematics], metric: str, side: Side | None, from_t: float = -np.inf
) -> tuple[float, float]:
    """When the metric was highest in the stride, and how high; NaN where it is not known."""
    found = [(m.t, m.get(metric, side)) for m in stride if m.t >= from_t]
    known = [(t, value) for t, value in found if value == value]
    return max(known, key=lambda pair: pair[1], default=(nan, nan))


def _at(stride: list[Kinematics], t: float, metric: str, side: Side | None) -> float:
    return min(stride, key=lambda m: abs(m.t - t)).get(metric, side)


def _mean(stride: list[Kinematics], metric: str) -> float:
    return _of_known(stride, metric, np.mean)


def _range(stride: list[Kinematics], metric: str) -> float:
    return _of_known(stride, metric, np.ptp)


def _of_known(
    stride: list[Kinematics], metric: str, share: Callable[[list[float]], np.floating]
) -> float:
    known = [m.get(metric) for m in stride if m.get(metric) == m.get(metric)]
    return float(share(known)) if len(known) >= TRUSTED_SHARE * len(stride) else nan
