"""How far the app is off on one rendered clip, and raw landmarks beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from coach.accuracy.pairing import Found, compare, pairs
from coach.accuracy.true_reps import TrueRep, true_reps
from coach.accuracy.truth import LIFT, PERHAPS, Truth
from coach.core.body import BodyTracker
from coach.core.metrics import Figure, measure
from coach.core.types import EventKind, Kinematics, Points, Rep, Result, Side, Snapshot, View
from coach.core.values import REP_VALUES

SAME_FRAME_S = 0.009
PEAK_S, STEP_S = 0.12, 0.10
"""A peak, or a step, is the true one if it is within so long of it."""

FEWEST = 3
"""Reps that a clip's mean error takes."""

SQUARE = frozenset({View.FRONT, View.REAR})
ANGLES = {
    "thigh_angle": "hip_vert",
    "hip_flexion": "hip_trunk",
    "knee_flexion": "knee",
    "trunk_lean": "trunk_lean",
}
"""Metric of a frame -> the truth's column."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Errors over a clip's frames, in degrees: `scatter` is the mean distance from the clip's own
    median error, `bias` the mean, `p95` of the absolute error; `share` of the frames is known."""

    scatter: float
    bias: float
    p95: float
    share: float


@dataclass(frozen=True, slots=True)
class Angle:
    """One angle frame by frame. `leg` is "near", "far", "both" or "body"."""

    metric: str
    leg: str
    ours: Spread
    raw: Spread


@dataclass(frozen=True, slots=True)
class Events:
    """`kind` is "knee_peak", "contact" or "toe_off"."""

    kind: str
    leg: str
    found: Found


@dataclass(frozen=True, slots=True)
class Value:
    """A number of the reps: mean and sd of its error over the clip's `n` paired reps. `raw_mean`
    and `raw_sd` are those of the raw landmarks, known for the thigh's peak only."""

    name: str
    leg: str
    mean: float
    sd: float
    n: int
    raw_mean: float = nan
    raw_sd: float = nan


@dataclass(frozen=True, slots=True)
class Shown:
    """A metric of the summary: by how much its mean was off, and by how much it said it may be."""

    name: str
    leg: str
    off: float
    said: float


@dataclass(frozen=True, slots=True)
class Clip:
    """All of one clip; `cadence` is by how many steps/min it was off, `decided_ms` how long after
    its true peak each rep was decided."""

    name: str
    drill: str
    view: str
    angles: tuple[Angle, ...]
    events: tuple[Events, ...]
    values: tuple[Value, ...]
    shown: tuple[Shown, ...]
    cadence: float
    decided_ms: tuple[float, ...]


@dataclass(slots=True)
class Watched:
    """What came out of a clip: settled and raw kinematics, reps, the moment that decided each."""

    ours: list[Kinematics] = field(default_factory=list)
    raw: list[Kinematics] = field(default_factory=list)
    reps: dict[int, Rep] = field(default_factory=dict)
    decided: dict[int, float] = field(default_factory=dict)
    found: dict[EventKind, dict[Side, list[float]]] = field(default_factory=dict)


def watch(snapshots: Iterable[Snapshot]) -> Watched:
    """Follows a session through."""
    seen, body = Watched(), BodyTracker()
    seen.found = {kind: {side: [] for side in Side} for kind in EventKind}
    for snapshot in snapshots:
        seen.ours += snapshot.settled
        if not (seen.raw and seen.raw[-1].t == snapshot.frame.t):
            seen.raw.append(_raw(snapshot, body))
        for rep in snapshot.reps:
            seen.decided[rep.number] = snapshot.t
        seen.reps |= {rep.number: rep for rep in (*snapshot.reps, *snapshot.ended)}
        for event in snapshot.events:
            if event.side is not None:
                seen.found[event.kind][event.side].append(event.t)
    return seen


def _raw(snapshot: Snapshot, body: BodyTracker) -> Kinematics:
    """The same formulas on the landmarks as they came: nothing mended, smoothed or withheld."""
    pose, told, t = snapshot.found, snapshot.view, snapshot.frame.t
    if pose is None:
        return Kinematics(t, snapshot.frame.index)
    still = np.full_like(pose.xy, nan)
    figure = Figure(pose.xy, still, body.update(pose), told.view, yaw=told.yaw)
    return Kinematics(t, snapshot.frame.index, measure(figure, frozenset(Side)))


def compare_clip(truth: Truth, seen: Watched, result: Result) -> Clip:
    """Sets what was seen beside what there was."""
    true = true_reps(truth)
    matched = _matched(truth, seen, true)
    return Clip(
        truth.video.name,
        truth.drill,
        truth.view_name,
        tuple(_angles(truth, seen)),
        tuple(_events(truth, seen)),
        tuple(_values(truth, seen, matched)),
        tuple(_shown(truth, result, true)),
        result.cadence - truth.cadence,
        tuple(1000 * (seen.decided[rep.number] - lift.t) for rep, lift in matched if _lifts(truth)),
    )


def _lifts(truth: Truth) -> bool:
    return truth.drill != "run"


def _angles(truth: Truth, seen: Watched) -> Iterable[Angle]:
    for metric, column in ANGLES.items():
        sides: Sequence[Side | None] = (None,) if metric == "trunk_lean" else tuple(Side)
        for side in sides:
            true = truth.columns[column] if side is None else truth.series(column, side)
            if truth.view in SQUARE:
                # From there an angle has no sign.
                true = np.abs(true)
            at_it = truth.at_it(*(Side if side is None else (side,)))
            errors = [
                (_on(truth.t, kinematics, metric, side) - true)[at_it]
                for kinematics in (seen.ours, seen.raw)
            ]
            if any(np.isfinite(error).any() for error in errors):
                leg = "body" if side is None else truth.leg_name(side)
                yield Angle(metric, leg, *(spread(error) for error in errors))


def _on(
    times: Points, kinematics: Sequence[Kinematics], metric: str, side: Side | None
) -> Points:
    """The metric in the frames of these times, NaN where there is none."""
    t = np.array([moment.t for moment in kinematics])
    values = np.array([moment.get(metric, side) for moment in kinematics])
    if not len(t):
        return np.full(len(times), nan)
    right = np.clip(np.searchsorted(t, times), 1, max(1, len(t) - 1))
    nearest = np.where(np.abs(t[right - 1] - times) <= np.abs(t[right] - times), right - 1, right)
    return np.where(np.abs(t[nearest] - times) <= SAME_FRAME_S, values[nearest], nan)


def spread(errors: Points) -> Spread:
    """Of one angle over a clip, NaN where it was not measured."""
    known = errors[np.isfinite(errors)]
    if not len(known):
        return Spread(nan, nan, nan, 0.0)
    return Spread(
        float(np.abs(known - np.median(known)).mean()),
        float(known.mean()),
        float(np.percentile(np.abs(known), 95)),
        len(known) / len(errors),
    )


def _events(truth: Truth, seen: Watched) -> Iterable[Events]:
    end = float(truth.t[-1])
    none: dict[Side, Sequence[float]] = {side: () for side in Side}
    if _lifts(truth):
        found = {s: [r.peak for r in seen.reps.values() if r.side is s] for s in Side}
        sure = {s: truth.times("knee_lift", s, LIFT).tolist() for s in Side}
        perhaps = {s: truth.times("knee_lift", s, PERHAPS, LIFT).tolist() for s in Side}
        told = [("knee_peak", compare(found, sure, perhaps, end, PEAK_S))]
    else:
        told = [
            (kind.value, compare(seen.found[kind], _sided(truth, true), none, end, STEP_S))
            for kind, true in (
                (EventKind.CONTACT, "foot_strike"),
                (EventKind.TOE_OFF, "toe_off"),
            )
        ]
    for kind, of_side in told:
        for side, events in of_side.items():
            if events.there or events.extra:
                yield Events(kind, truth.leg_name(side), events)


def _sided(truth: Truth, kind: str) -> dict[Side, Sequence[float]]:
    return {side: truth.times(kind, side).tolist() for side in Side}


def _matched(truth: Truth, seen: Watched, true: list[TrueRep]) -> list[tuple[Rep, TrueRep]]:
    """Each rep with the true one that it is."""
    matched = []
    for side in Side:
        mine = {_moment(truth, rep): rep for rep in seen.reps.values() if rep.side is side}
        theirs = {rep.t: rep for rep in true if rep.side is side}
        paired, _, _ = pairs(mine, theirs, PEAK_S)
        matched += [(mine[f], theirs[t]) for f, t in paired]
    return matched


def _moment(truth: Truth, rep: Rep) -> float:
    return rep.peak if _lifts(truth) else rep.start


def _values(
    truth: Truth, seen: Watched, matched: list[tuple[Rep, TrueRep]]
) -> Iterable[Value]:
    for name, about in REP_VALUES.items():
        for leg, sides in _legs(truth, name, about.of_body):
            some = [(rep, true) for rep, true in matched if true.side in sides and true.there]
            errors = [r.values.get(name, nan) - t.values.get(name, nan) for r, t in some]
            known = [error for error in errors if error == error]
            if len(known) < FEWEST or truth.view not in about.views:
                continue
            raw = [_raw_peak(seen, t) for _, t in some] if name == "thigh_angle_peak" else []
            yield Value(name, leg, *_mean_sd(known), len(known), *_mean_sd(raw))


def _legs(truth: Truth, name: str, of_body: bool) -> list[tuple[str, frozenset[Side]]]:
    """The legs that a number is told of, each with the sides of the reps that carry it."""
    if of_body:
        return [("body", frozenset(Side))]
    legs: dict[str, set[Side]] = {}
    for side in Side:
        about = side.other if name.startswith("stance_") else side
        legs.setdefault(truth.leg_name(about), set()).add(side)
    return [(leg, frozenset(sides)) for leg, sides in legs.items()]


def _raw_peak(seen: Watched, true: TrueRep) -> float:
    """The highest that the raw landmarks show of a true peak, less that."""
    top = true.values["thigh_angle_peak"]
    near = [m.get("thigh_angle", true.side) for m in seen.raw if abs(m.t - true.t) <= PEAK_S]
    known = [angle for angle in near if angle == angle]
    return max(known, default=nan) - top


def _mean_sd(errors: Sequence[float]) -> tuple[float, float]:
    known = [error for error in errors if error == error]
    if len(known) < FEWEST:
        return nan, nan
    return float(np.mean(known)), float(np.std(known, ddof=1))


def _shown(truth: Truth, result: Result, true: list[TrueRep]) -> Iterable[Shown]:
    for (name, side), metric in result.metrics.items():
        sides = _sides_of(name, side)
        values = [rep.values.get(name, nan) for rep in true if rep.side in sides and rep.there]
        known = [value for value in values if value == value]
        if known:
            leg = "body" if side is None else truth.leg_name(side)
            yield Shown(name, leg, metric.mean - float(np.mean(known)), metric.error)


def _sides_of(name: str, side: Side | None) -> frozenset[Side]:
    """The sides of the reps that carry a metric of this side."""
    if side is None:
        return frozenset(Side)
    return frozenset({side.other if name.startswith("stance_") else side})
