"""Adds up a set: counts, metrics with their error, and what could not be measured and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import hypot, inf, nan, sqrt
from types import MappingProxyType

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import (
    ANY,
    FRONTAL,
    REP_VALUES,
    RepValue,
    carried,
    carries,
    possible_bias,
    seen_of,
)
from coach.core.drills.rules import SAFETY, Band
from coach.core.judging.fatigue import Fatigue
from coach.core.judging.faults import outside
from coach.core.judging.result import FaultCount, Metric, SetResult
from coach.core.kinematics.seen import Seen
from coach.core.reps.cadence import Cadence, even_steps, step_time_asymmetry
from coach.core.types import (
    Count,
    Cue,
    Key,
    Points,
    Reason,
    Rep,
    Side,
    View,
)

SHOWN_PEAKS = 6
STEPS_FPS = 19.5
"""Down to 20 frames a second nine in ten single contact times were within 30 ms of the truth; at 15
they are 40 to 50 ms off, and then neither they nor what is made of them is told."""

SHARE_OF_FRAME = 0.25
"""By so much of the time between two frames all contacts alike may be late, or all toe-offs."""

DIM, OBLIQUE = "dim", "view_unknown"
"""In the first the athlete is judged all the same; the second is not why something was not
measured, which is told of each number by where it is seen from."""


@dataclass(slots=True)
class _Tally:
    """The running counts of one leg, and what its last reps were graded by, by their numbers."""

    reps: int = 0
    graded: int = 0
    high: int = 0
    good: int = 0
    partial: int = 0
    peaks: dict[int, float] = field(default_factory=dict)

    def put(self, before: Rep | None, rep: Rep, peak: float) -> None:
        """A rep, or what became of the one `before`."""
        self.reps += before is None
        for each, sign in ((before, -1), (rep, 1)):
            if each is not None and each.high is not None:
                self.graded += sign
                self.high += sign * each.high
                self.good += sign * bool(each.good)
        if before is None or rep.number in self.peaks:
            self.peaks[rep.number] = peak
        if len(self.peaks) > SHOWN_PEAKS:
            del self.peaks[next(iter(self.peaks))]

    def count(self, *, graded: bool) -> Count:
        """A leg that was graded once has its good reps counted, also when it is so no more."""
        if not (graded or self.graded):
            return Count(self.reps, partial=self.partial)
        unseen = self.reps - self.graded
        return Count(self.reps, self.good, self.partial, self.high, unseen)


@dataclass(slots=True)
class SetStats:
    """Everything of one set that the result is made of; grows with every frame. What is asked for
    in every frame is tallied as it comes, so that a frame late in a set costs no more.

    `calibrated` is whether quiet standing was seen before each of the reps. `paused_s` is in none
    of the times, and `spans` is how many pieces the pauses made of the set.
    """

    frames: int = 0
    frames_with_pose: int = 0
    first_t: float | None = None
    last_t: float = 0.0
    paused_s: float = 0.0
    spans: int = 1
    reps: dict[int, Rep] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)
    views: dict[View, int] = field(default_factory=dict)
    reasons: dict[Reason, int] = field(default_factory=dict)
    judged: int = 0
    calibrated: bool = True
    pains: list[float] = field(default_factory=list)
    tallies: dict[Side, _Tally] = field(default_factory=lambda: {side: _Tally() for side in Side})
    fatigue: Fatigue = field(default_factory=Fatigue)
    _paused: bool = False

    def frame(
        self, t: float, pose: bool, view: View, reason: Reason | None, *, judged: bool
    ) -> None:
        """One frame of work; `judged` where a leg that is graded from there could be."""
        self.frames += 1
        self.frames_with_pose += pose
        self.judged += judged
        if self.first_t is None:
            self.first_t = t
        elif self._paused:
            self.paused_s += t - self.last_t
            self.spans += 1
        self._paused = False
        self.last_t = t
        if pose and view is not View.UNKNOWN:
            self.views[view] = self.views.get(view, 0) + 1
        if reason is not None and reason.key != DIM:
            self.reasons[reason] = self.reasons.get(reason, 0) + 1

    def pause(self) -> None:
        """The time from the last frame of work to the next is none of the set's."""
        self._paused = True

    def put(self, rep: Rep, graded: str) -> None:
        """One more rep, or what became of one; `graded` names the value it is graded by."""
        peak = rep.values.get(graded, nan)
        self.tallies[rep.side].put(self.reps.get(rep.number), rep, peak)
        self.fatigue.take(rep, graded)
        self.reps[rep.number] = rep

    def counts(self, graded: frozenset[Side]) -> Mapping[Side, Count]:
        """The reps of both legs, of which these are `graded` now."""
        return MappingProxyType(
            {side: tally.count(graded=side in graded) for side, tally in self.tallies.items()}
        )

    def last_peaks(self) -> Mapping[Side, tuple[float, ...]]:
        """What the last reps of each side were graded by."""
        return MappingProxyType({s: tuple(t.peaks.values()) for s, t in self.tallies.items()})

    @property
    def seconds(self) -> float:
        """How long the set was at work."""
        return 0.0 if self.first_t is None else self.last_t - self.first_t - self.paused_s

    @property
    def fps(self) -> float:
        """Frames a second at work; n frames of a span have n - 1 gaps between them."""
        return (self.frames - self.spans) / self.seconds if self.seconds > 0 else nan

    @property
    def view(self) -> View:
        """The view of most frames."""
        return max(self.views, key=lambda view: self.views[view], default=View.UNKNOWN)

    @property
    def hindered(self) -> Reason | None:
        """Why most of the frames that could not be judged could not be."""
        return max(self.reasons, key=lambda reason: self.reasons[reason], default=None)

    @property
    def reason(self) -> Reason | None:
        """The same of what could not be measured."""
        told = [reason for reason in self.reasons if reason.key != OBLIQUE]
        return max(told, key=lambda reason: self.reasons[reason], default=None)


def set_result(
    stats: SetStats,
    drill: Drill,
    *,
    counts: Mapping[Side, Count],
    cadence: Cadence,
    faults: tuple[FaultCount, ...],
    seen: Seen,
    target: Band | None,
) -> SetResult:
    """What the set came to; `drill` is the one in force at its end, and `target` its target where
    that is no longer the one the set began with."""
    metrics = metrics_of(stats, drill, cadence)
    faults = tuple(_weighed(fault, stats, drill) for fault in faults)
    unmeasured = not_measured(stats.view, metrics, stats.reason, drill, stats.fps)
    return SetResult(
        drill=drill.name,
        view=stats.view,
        frames=stats.frames,
        frames_with_pose=stats.frames_with_pose,
        duration_s=stats.seconds,
        fps=stats.fps,
        counts=counts,
        cadence=cadence.overall(),
        metrics=MappingProxyType(metrics),
        faults=faults,
        cues=tuple(stats.cues),
        not_measured=MappingProxyType(unmeasured),
        calibrated=stats.calibrated,
        graded=drill.graded,
        pains=tuple(stats.pains),
        stretched=drill.traits.own_timer,
        target=target,
        seen=seen,
        cadence_of=drill.cadence_of,
        judged=stats.judged / stats.frames if stats.frames else nan,
        hindered=stats.hindered,
        needed_fps=drill.slowest_fps,
        doubted=_cues_of(drill, faults, sure=False) - _cues_of(drill, faults, sure=True),
    )


def _cues_of(drill: Drill, faults: tuple[FaultCount, ...], *, sure: bool) -> frozenset[str]:
    names = {fault.name for fault in faults if fault.sure is sure}
    return frozenset(cue for rule in drill.faults if rule.name in names for cue in rule.cues)


def _weighed(fault: FaultCount, stats: SetStats, drill: Drill) -> FaultCount:
    """The fault with whether it is one for sure: what must not be always is."""
    rule = next((rule for rule in drill.faults if rule.name == fault.name), None)
    if rule is None or rule.priority == SAFETY:
        return fault
    sides = (fault.side, None) if fault.side else (*Side, None)
    reps = [rep for rep in stats.reps.values() if fault.name in rep.faults and rep.side in sides]
    values = np.array([rep.values.get(rule.value, nan) for rep in reps])
    values = values[np.isfinite(values)]
    if not len(values):
        return fault
    bias = possible_bias(rule.value, drill.kind, stats.view, stats.calibrated)
    number = _metric(values, "", bias)
    return replace(fault, sure=outside(rule, stats.view, number.mean) >= number.error)


def metrics_of(book: SetStats, drill: Drill, cadence: Cadence) -> dict[Key, Metric]:
    """Mean, spread, n and error of every rep value that this view shows, per graded leg or body."""
    view, reps = book.view, book.reps
    found = _of_the_set(book, drill, cadence)
    for name, value in _reported(drill):
        if view not in value.views or value.of_set or _too_slow(value, book.fps):
            continue
        for side in _told(name, view, drill):
            known = np.array(_known(reps.values(), name, side))
            if len(known) >= drill.traits.fewest:
                bias = possible_bias(name, drill.kind, view, book.calibrated)
                off = hypot(bias, value.timed * SHARE_OF_FRAME / book.fps)
                found[name, side] = _metric(known, value.unit, off)
    return found


def _told(name: str, view: View, drill: Drill) -> Iterable[Side | None]:
    """Of whom the reps tell the value: the body, or the legs that this view shows well enough."""
    if REP_VALUES[name].of_body:
        return (None,)
    if not drill.traits.lifts:
        return [view.near] if view.near else list(Side)
    return [side for side in Side if seen_of(name, side, view)]


def _of_the_set(book: SetStats, drill: Drill, cadence: Cadence) -> dict[Key, Metric]:
    """What needs all of the set at once: its cadence, and how evenly the feet step."""
    each = cadence.each()
    series = {"cadence": (cadence.overall(), each)}
    if drill.traits.by_steps:
        series["step_time_asymmetry"] = _asymmetry(book)
    found: dict[Key, Metric] = {}
    for name, (mean, values) in series.items():
        if mean == mean and book.view in REP_VALUES[name].views:
            bias = possible_bias(name, drill.kind, book.view, book.calibrated)
            found[name, None] = replace(_metric(values, REP_VALUES[name].unit, bias), mean=mean)
    return found


def _asymmetry(book: SetStats) -> tuple[float, Points]:
    """Step-time asymmetry in percent, and by how much each step differs from its foot's mean.

    That counts twice: a contact told late makes one foot's step longer and the other's shorter, so
    that the difference of their means is off by twice as much as either.
    """
    steps = {side: _known(book.reps.values(), "step_time", side) for side in Side}
    mean = step_time_asymmetry(steps)
    if mean != mean:
        return nan, np.array([])
    even = [even_steps(times) for times in steps.values()]
    away = np.concatenate([times - times.mean() for times in even])
    return mean, 2 * sqrt(2) * 100 * away / np.concatenate(even).mean()


def _too_slow(value: RepValue, fps: float) -> bool:
    return value.timed > 0 and fps < STEPS_FPS


def _known(reps: Iterable[Rep], name: str, side: Side | None) -> list[float]:
    values = [rep.values.get(name, nan) for rep in reps if carries(rep.side, name, side)]
    return [value for value in values if value == value]


def not_measured(
    view: View,
    found: Mapping[Key, Metric],
    unseen: Reason | None,
    drill: Drill,
    fps: float = inf,
) -> dict[str, Reason]:
    """Why each rep value of the drill that has no metric was not measured.

    Pelvic drop never is: what a camera's pose model calls the hips does not follow it.
    """
    measured = {name for name, _ in found}
    why = {
        name: _why(view, value, unseen, drill.traits.by_steps)
        for name, value in _reported(drill)
        if name not in measured
    }
    slow = {
        name: Reason("low_fps")
        for name in why
        if view in REP_VALUES[name].views and _too_slow(REP_VALUES[name], fps)
    }
    never = {"pelvic_drop": Reason("no_pelvic_drop")} if drill.traits.by_steps else {}
    return {**why, **slow, **never}


def _reported(drill: Drill) -> list[tuple[str, RepValue]]:
    values = carried(drill.kind, drill.values)
    return [(name, value) for name, value in values.items() if value.reported]


def _why(view: View, value: RepValue, unseen: Reason | None, by_steps: bool) -> Reason:
    if view is View.UNKNOWN:
        return unseen or Reason("nobody")
    if view not in value.views:
        return _film_from(value)
    return unseen or (Reason("too_few") if by_steps else Reason("too_few_reps"))


def _film_from(value: RepValue) -> Reason:
    """Where the camera would have to stand."""
    if value.views >= ANY:
        return Reason("film_straight")
    if not value.views & FRONTAL:
        return Reason("film_side")
    return Reason("film_front_or_rear") if View.REAR in value.views else Reason("film_front")


def _metric(values: Points, unit: str, bias: float) -> Metric:
    mean, n = float(values.mean()), len(values)
    sd = float(values.std(ddof=1)) if n > 1 else nan
    return Metric(mean, sd, n, unit, possible_error(bias, sd, n) if n > 1 else bias)


def possible_error(bias: float, sd: float, n: int) -> float:
    """What the mean of n values may be off: the bias of them all, and 95 % of their chance."""
    return sqrt(bias**2 + (1.96 * sd) ** 2 / n)
