"""Strides of running: what each leg did from one contact to its next, as a Rep with its numbers.

From the side a stride is a foot's way from contact to contact, with toe-off, swing and all angles.
From front or rear only what lies across the view is measured, and contacts are known to 0.05 s.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from operator import itemgetter

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import REP_VALUES, At
from coach.core.drills.rules import ShuffleRule
from coach.core.kinematics.metric import FRONTAL_VIEWS, SAGITTAL_VIEWS
from coach.core.kinematics.smoothing import BRIDGE_S, turned_at
from coach.core.reps.cadence import Cadence, step_time_asymmetry
from coach.core.reps.counted import Counted, graded_legs, known
from coach.core.reps.gait_events import FrontalSteps, SideSteps, Stance
from coach.core.reps.taken import Reader, taken
from coach.core.types import Event, EventKind, Kinematics, Rep, Side, View
from coach.core.windows import TimeWindow

HISTORY_S = 3.0
SHORTEST_S, LONGEST_S = 0.4, 1.3
LAST_STEPS = 20
"""Steps of one foot that the live asymmetry is made of."""


class StrideCounter:
    """Follows both feet; gives a Rep for each stride and the events of each step.

    A run has no target: none of its strides is on it, nor off it.
    """

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._side_steps = {side: SideSteps(side) for side in Side}
        self._frontal_steps = {side: FrontalSteps(side) for side in Side}
        self._recent = TimeWindow[Kinematics](HISTORY_S)
        self._stances: dict[Side, deque[Stance]] = {side: deque(maxlen=3) for side in Side}
        self._steps: dict[Side, deque[float]] = {side: deque(maxlen=LAST_STEPS) for side in Side}
        self._view = View.UNKNOWN
        self._number = 0
        self.cadence = Cadence()
        self.held: Mapping[Side, float] = {}

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one smoothed moment seen from `view`."""
        if view is not self._view:
            self._start_afresh(view)
        self._recent.append(moment.t, moment)
        stances: list[Stance] = []
        for side in Side:
            if view in SAGITTAL_VIEWS:
                stance = self._side_steps[side].update(moment)
                stances += [stance] if stance else []
            elif view in FRONTAL_VIEWS:
                stances += self._frontal_steps[side].update(moment)
        return self._counted(moment.t, stances)

    def finish(self) -> Counted:
        """Tells the contacts of which not all was seen when the frames ended; starts afresh."""
        now = self._recent.last[0] if self._recent else 0.0
        counted = self._counted(now, self._cut_short())
        self._start_afresh(self._view)
        return counted

    def _cut_short(self) -> list[Stance]:
        if self._view in FRONTAL_VIEWS:
            return [s for side in Side for s in self._frontal_steps[side].finish()]
        open_ones = [self._side_steps[side].finish() for side in Side]
        return [stance for stance in open_ones if stance]

    def graded(self) -> frozenset[Side]:
        """The legs that are judged in this view: the near one of a side view, else both."""
        return graded_legs(self._view, self._drill.views)

    def aim(self, drill: Drill) -> None:
        """Takes the same drill with another target."""
        self._drill = drill

    def _start_afresh(self, view: View) -> None:
        self._view = view
        for side in Side:
            self._side_steps[side].reset()
            self._frontal_steps[side].reset()
            self._stances[side].clear()

    def _counted(self, now: float, stances: list[Stance]) -> Counted:
        events: list[Event] = []
        reps: list[Rep] = []
        for smoothed in stances:
            contact, toe_off = turned_at(smoothed.contact), turned_at(smoothed.toe_off)
            stance = Stance(smoothed.side, contact, toe_off)
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
        moments = self._recent.values(stance.contact - BRIDGE_S, end + BRIDGE_S)
        stride = Stride(moments, stance, end)
        if not stride.trusted:
            return None
        values = stride_values(stride, self._drill, self._view)
        values["flight_time"] = self._flight(side, stance)
        values["step_time"] = self._step_time(side, stance)
        values["step_time_asymmetry"] = step_time_asymmetry(self._steps)
        values["cadence"] = self.cadence.recent()
        values["shuffle_index"] = shuffle_index(values, self._drill.shuffle)
        peak_t, _ = stride.highest("thigh_angle", side, stride.lifted)
        self._number += 1
        return Rep(now, side, self._number, stance.contact, peak_t, end, values)

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


MID_STANCE_S = 0.1
"""From front and rear, where toe-offs are not seen: mid-stance is so long after the contact."""

TRUSTED_SHARE = 0.6
"""A stride is one, and a value of it known, where so much of its frames could be trusted."""

MIDDLE_OF_STANCE = 0.15, 0.7
"""Shares of the stance in which the knee is most bent; outside it swings."""

MAX_QUANTILE = 0.8
"""This is taken for the maximum: where the legs cross, one frame in five may be odd."""


@dataclass(frozen=True, slots=True)
class Stride:
    """From the contact of `stance` to `end`, the next of the same foot; `moments` are a little more
    than those between."""

    moments: Sequence[Kinematics]
    stance: Stance
    end: float

    @property
    def inside(self) -> list[Kinematics]:
        return self.between(self.stance.contact, self.end)

    @property
    def lifted(self) -> float:
        """When the swing begins; the contact where toe-offs are not seen."""
        toe_off = self.stance.toe_off
        return toe_off if toe_off == toe_off else self.stance.contact

    @property
    def trusted(self) -> bool:
        """The leg was seen in most of the stride."""
        seen = [self.stance.side in moment.quality.legs for moment in self.inside]
        return bool(seen) and sum(seen) >= TRUSTED_SHARE * len(seen)

    def between(self, start: float, end: float) -> list[Kinematics]:
        return [moment for moment in self.moments if start <= moment.t <= end]

    def highest(
        self, metric: str, side: Side | None, start: float | None = None
    ) -> tuple[float, float]:
        """When the metric was highest from `start` on, and how high; NaN where it is not known."""
        start = self.stance.contact if start is None else start
        found = [(m.t, m.get(metric, side)) for m in self.between(start, self.end)]
        seen = [(t, value) for t, value in found if value == value]
        t, value = max(seen, key=itemgetter(1), default=(nan, nan))
        return turned_at(t), value

    def at(self, t: float, metric: str, side: Side | None) -> float:
        """The metric at any time, between the frames."""
        found = [(m.t, value) for m in self.moments if (value := m.get(metric, side)) == value]
        times, values = np.array(found).reshape(-1, 2).T
        near = np.abs(times - t) <= BRIDGE_S
        if not ((times[near] <= t).any() and (times[near] >= t).any()):
            return nan
        return float(np.interp(t, times, values))

    def max_in_stance(self, metric: str, side: Side | None) -> float:
        """In the middle of the stance, of frames in which the leg is no guess; NaN without any."""
        contact, leg = self.stance.contact, self.stance.side
        start, end = (contact + share * (self.lifted - contact) for share in MIDDLE_OF_STANCE)
        seen = [m for m in self.between(start, end) if leg in m.quality.legs]
        return float(np.quantile(known(seen, metric, side) or [nan], MAX_QUANTILE))

    def mean(self, metric: str, side: Side | None) -> float:
        return float(np.mean(self._trusted(metric, side)))

    def range(self, metric: str, side: Side | None) -> float:
        """Maximum less minimum."""
        return float(np.ptp(self._trusted(metric, side)))

    def _trusted(self, metric: str, side: Side | None) -> list[float]:
        """The known values of a metric; one NaN where they are too few."""
        inside = self.inside
        values = known(inside, metric, side)
        return values if len(values) >= TRUSTED_SHARE * len(inside) else [nan]


def stride_values(stride: Stride, drill: Drill, view: View) -> dict[str, float]:
    """What a stride shows from there."""
    contact, beside = stride.stance.contact, view in SAGITTAL_VIEWS
    readers: dict[At, Reader] = {
        At.MAX: lambda metric, of: stride.highest(metric, of)[1],
        At.MEAN: stride.mean,
        At.RANGE: stride.range,
        At.CONTACT: lambda metric, of: stride.at(contact, metric, of),
        At.MAX_IN_STANCE: stride.max_in_stance,
        At.MID_STANCE: lambda metric, of: stride.at(contact + MID_STANCE_S, metric, of),
    }
    seen = SAGITTAL_VIEWS if beside else FRONTAL_VIEWS
    found = taken(drill, stride.stance.side, readers)
    shown = {name: value for name, value in found.items() if REP_VALUES[name].views & seen}
    return shown | (_side_values(stride) if beside else _frontal_values(stride))


def _side_values(stride: Stride) -> dict[str, float]:
    """What needs a toe-off, or the swing alone."""
    side, contact, toe_off = stride.stance.side, stride.stance.contact, stride.stance.toe_off
    whole = stride.end - contact
    peak_t, peak = stride.highest("thigh_angle", side, stride.lifted)
    return {
        "thigh_angle_peak": peak,
        "knee_drive_speed": stride.highest("thigh_rate", side, stride.lifted - 0.1 * whole)[1],
        "time_to_knee_peak": peak_t - toe_off,
        "contact_time": toe_off - contact,
        "duty_factor": (toe_off - contact) / whole,
    }


def _frontal_values(stride: Stride) -> dict[str, float]:
    """What is of both hands."""
    arms = [stride.highest("arm_cross", side)[1] for side in Side]
    return {"arm_cross": float(np.fmax(arms[0], arms[1]))}


def shuffle_index(values: dict[str, float], rule: ShuffleRule | None) -> float:
    """How many of five signs of a low, long-grounded stride are there; NaN if not all are known."""
    if rule is None:
        return nan
    signs = [
        ("duty_factor", rule.duty, 1),
        ("thigh_angle_peak", rule.thigh, -1),
        ("knee_flexion_peak", rule.knee, -1),
        ("heel_recovery", rule.heel, -1),
        ("vertical_oscillation", rule.bounce, -1),
    ]
    beyond = [sign * (values.get(name, nan) - limit) for name, limit, sign in signs]
    return float(sum(by > 0 for by in beyond)) if not any(by != by for by in beyond) else nan
