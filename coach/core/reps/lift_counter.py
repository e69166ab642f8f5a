"""Counts the reps of both legs and gives each its numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from math import copysign, inf, nan

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import REP_VALUES, At, seen_of
from coach.core.drills.targets import target_from
from coach.core.kinematics.metric import SAGITTAL_VIEWS
from coach.core.kinematics.smoothing import turned_at
from coach.core.reps.cadence import Cadence
from coach.core.reps.counted import Counted, known
from coach.core.reps.lift_tracker import Lift, LiftTracker
from coach.core.reps.taken import Reader, taken
from coach.core.types import Event, EventKind, Kinematics, Rep, Side, View
from coach.core.windows import TimeWindow

AROUND_S, BESIDE_S = 0.1, 0.1
"""A peak is judged only where half of the frames within the first time of it could be trusted,
and one within the second on either side."""

HOLE_S, NEAR_S = 0.1, 0.05
"""Nor where the leg was unknown for longer than the first time, within the second of the peak:
it may have been higher in there."""

HISTORY_S = 1.2
HIP_OUT = 0.5
"""A hip is so many hip widths out from the middle."""

COMPARED = 8
"""Reps a side that the legs are compared over."""


class RepCounter:
    """Two legs, each with its own tracker, guarded by each other.

    A leg's lift is no rep while the other's signal is as high (a squat), nor where the same leg
    seems to lift again at once without the other (a swap of labels).
    """

    def __init__(self, drill: Drill) -> None:
        self._drill, self._target = drill, drill.target
        self._trackers = {s: LiftTracker(drill.rep, drill.target.low) for s in Side}
        self._recent = TimeWindow[Kinematics](HISTORY_S)
        self._open: dict[Side, Rep] = {}
        self._last_peak: dict[Side, float] = {}
        self._periods: deque[float] = deque(maxlen=5)
        self._peaks: dict[Side, deque[float]] = {s: deque(maxlen=COMPARED) for s in Side}
        self._crossed: dict[Side, deque[float]] = {s: deque(maxlen=COMPARED) for s in Side}
        self._number = 0
        self._view = View.UNKNOWN
        self.cadence = Cadence()
        self.held: Mapping[Side, float] = {}

    def update(self, moment: Kinematics, view: View) -> Counted:
        """Takes one smoothed moment seen from `view`."""
        if (view in SAGITTAL_VIEWS) != (self._view in SAGITTAL_VIEWS):
            self._start_afresh()
        if view is not self._view:
            self._view = view
            self._aim()
        self._recent.append(moment.t, moment)
        reached, decided, ended, events = [], [], [], []
        for side, tracker in self._trackers.items():
            news = tracker.update(moment.t, moment.get(self._drill.rep.signal, side))
            if news.reached is not None and self._plausible(side, news.reached):
                reached += self._reach(side, news.reached)
            lift = news.decided
            if lift is not None and self._plausible(side, lift):
                if lift.peak >= self._floor:
                    decided += self._decide(side, lift)
                else:
                    events.append(Event(turned_at(lift.peak_t), EventKind.PARTIAL_LIFT, side))
            if news.ended is not None and side in self._open:
                ended.append(self._end(side, news.ended))
        events += [Event(rep.peak, EventKind.KNEE_PEAK, rep.side) for rep in ended]
        decided += ended if self._drill.rep.whole else []
        return Counted(tuple(decided), tuple(ended), tuple(events), reached=tuple(reached))

    def finish(self) -> Counted:
        """Ends the reps whose leg is still up, and starts afresh."""
        ended = () if self._drill.rep.whole else tuple(self._open.values())
        self._start_afresh()
        self._last_peak.clear()  # what comes after a pause is no period
        return Counted(ended=ended, events=tuple(_peak_event(rep) for rep in ended))

    def aim(self, drill: Drill) -> None:
        """Takes the same drill with another target."""
        self._drill = drill
        self._aim()

    def _aim(self) -> None:
        self._target = target_from(self._drill, self._view)
        for tracker in self._trackers.values():
            tracker.good_from = self._target.low

    def _start_afresh(self) -> None:
        for tracker in self._trackers.values():
            tracker.reset()
        self._open.clear()
        for crossed in self._crossed.values():
            crossed.clear()

    @property
    def _floor(self) -> float:
        rule = self._drill.rep
        return rule.floor if self._view in SAGITTAL_VIEWS else rule.floor_front

    def graded(self) -> frozenset[Side]:
        """Both legs where the far one is seen well enough, else the near one of a side view."""
        known = self._view in self._drill.views | {View.OBLIQUE}
        return frozenset(s for s in Side if known and seen_of(self._drill.graded, s, self._view))

    def _plausible(self, side: Side, lift: Lift) -> bool:
        other = self._recent.nearest(lift.peak_t).get(self._drill.rep.signal, side.other)
        if other > lift.peak - LiftTracker.RISE:
            return False
        before = self._last_peak.get(side, -np.inf)
        since = lift.peak_t - before
        if since < self._drill.rep.refractory_s:
            return False
        if not self._drill.rep.alternating or not self._periods:
            return True
        alternated = self._last_peak.get(side.other, -np.inf) > before
        return bool(alternated or since > 0.6 * float(np.median(self._periods)))

    def _reach(self, side: Side, lift: Lift) -> list[Rep]:
        """The rep under way, as far as it is known; none where it is judged by what comes after."""
        if self._drill.rep.whole:
            return []
        values = self._values(side, lift, self._last_peak.get(side, -inf))
        start, now = turned_at(lift.start), turned_at(lift.t)
        return [self._graded(Rep(lift.t, side, self._number + 1, start, now, nan, values))]

    def _decide(self, side: Side, lift: Lift) -> list[Rep]:
        """The rep of a lift at its peak; none yet where it is given as a whole."""
        self._number += 1
        before = self._last_peak.get(side, -inf)
        period = lift.peak_t - before
        if period < self._drill.rep.longest_s:
            self._periods.append(period)
        else:
            period = nan  # a pause is no period
        self._last_peak[side] = lift.peak_t
        self.cadence.add(side, lift.peak_t)
        values = dict(self._values(side, lift, before), period=period)
        values["knee_cross"] = self._cross(side, values["knee_cross"])
        self._peaks[side].append(values["thigh_angle_peak"])
        values["thigh_peak_difference"] = self._difference(side)
        start, peak = turned_at(lift.start), turned_at(lift.peak_t)
        rep = Rep(lift.t, side, self._number, start, peak, nan, values)
        rep = self._graded(rep)
        self._open[side] = rep
        return [] if self._drill.rep.whole else [rep]

    def _end(self, side: Side, lift: Lift) -> Rep:
        """The rep with its end; a knee held in the band may have risen further since."""
        rep, graded = self._open.pop(side), self._drill.graded
        values = dict(rep.values)
        if values[graded] == values[graded] and self._trusted(side, lift.peak_t):
            values |= taken(self._drill, side, self._over_lift(lift)) | {graded: lift.peak}
        peak, end = turned_at(lift.peak_t), turned_at(lift.end)
        rep = replace(rep, peak=peak, end=end, values=values)
        return self._graded(rep) if self._drill.rep.whole else rep

    def _graded(self, rep: Rep) -> Rep:
        peak = rep.values[self._drill.graded]
        known = rep.side in self.graded() and peak == peak
        return replace(rep, high=self._target.holds(peak) if known else None)

    def _values(self, side: Side, lift: Lift, before: float) -> Mapping[str, float]:
        top = self._recent.nearest(lift.peak_t)
        lean = top.get("lateral_trunk_lean") * (1 if side is Side.LEFT else -1)
        values = taken(self._drill, side, {At.PEAK: top.get, **self._over_lift(lift)})
        values[self._drill.graded] = lift.peak
        rising = lift.peak_t == lift.t
        if not self._trusted(side, lift.peak_t, rising=rising):
            values |= {name: nan for name in values if REP_VALUES[name].of == "own"}
        return {
            **values,
            "lateral_trunk_lean": lean,
            "lift_speed": lift.speed if self._view in SAGITTAL_VIEWS else nan,
            "arm_cross": self._arm_cross(since=before),
            "cadence": self.cadence.recent(),
        }

    def _over_lift(self, lift: Lift) -> dict[At, Reader]:
        """Reads what is not of one moment but of the lift so far."""
        until = lift.end if lift.end == lift.end else lift.t
        lifted, after = (self._recent.values(t, until) for t in (lift.start, lift.peak_t))
        return {
            At.MAX: lambda metric, of: max(known(lifted, metric, of), default=nan),
            At.MIN_AFTER: lambda metric, of: min(known(after, metric, of), default=nan),
        }

    def _trusted(self, side: Side, t: float, *, rising: bool = False) -> bool:
        """Enough was seen around the peak, and something close on both sides of it; before it while
        the leg is still rising."""
        around = [m for s, m in self._recent if abs(s - t) <= AROUND_S]
        trusted = [m.t for m in around if side in m.quality.legs]
        before = any(t - BESIDE_S <= s <= t for s in trusted)
        after = rising or any(t <= s <= t + BESIDE_S for s in trusted)
        half = len(trusted) >= 0.5 * len(around)
        return before and after and half and not self._hole(side, t)

    def _hole(self, side: Side, t: float) -> bool:
        """The leg was long unknown beside the moment t."""
        signal = self._drill.rep.signal
        seen = [s for s, m in self._recent if side in m.quality.legs and known([m], signal, side)]
        near = [(a, b) for a, b in pairwise(seen) if a - NEAR_S <= t <= b + NEAR_S]
        return any(b - a > HOLE_S for a, b in near)

    def _arm_cross(self, since: float) -> float:
        """The most of either arm in the leg's own cycle, so that what is seen wrong for a moment
        spoils a rep or two, no more."""
        cycle = [m for t, m in self._recent if t > since]
        return max((v for side in Side for v in known(cycle, "arm_cross", side)), default=nan)

    def _cross(self, side: Side, cross: float) -> float:
        """How far across, less what comes of an athlete who does not quite face the camera.

        Then one knee seems to go across from its hip and the other out from its own; as much as
        both do is the turn. Unknown until both knees were seen.
        """
        if cross == cross:
            self._crossed[side].append(cross)
        ways = [self._crossed[s] for s in (side, side.other)]
        if not all(ways):
            return nan
        mine, theirs = (float(np.median(way)) + HIP_OUT for way in ways)
        turn = min(abs(mine), abs(theirs)) if mine * theirs < 0 else 0.0
        return cross - copysign(turn, mine)

    def _difference(self, side: Side) -> float:
        mine, theirs = (
            [peak for peak in self._peaks[s] if peak == peak] for s in (side, side.other)
        )
        if min(len(mine), len(theirs)) < COMPARED:
            return nan
        usual, now = np.mean(mine) - np.mean(theirs), mine[-1] - np.mean(theirs)
        # A rep that is level with the other side shows no difference, whatever those before did.
        return float(min(usual, now, key=abs))


def _peak_event(rep: Rep) -> Event:
    return Event(rep.peak, EventKind.KNEE_PEAK, rep.side)
