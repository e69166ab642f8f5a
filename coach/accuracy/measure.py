"""Measures the app's accuracy on clips whose truth is known: what a session made of a clip beside
what there was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from pathlib import Path

import numpy as np

from coach.accuracy.figures import Angle, Clip, Events, MetricError, Spread, Value
from coach.accuracy.true_reps import TrueRep, true_reps
from coach.accuracy.truth import LIFT, PERHAPS, Truth, find_counted, find_rendered
from coach.accuracy.watch import Watched, poses_of_clip, watch
from coach.core.drills.rep_values import REP_VALUES, carries
from coach.core.judging.result import SetResult
from coach.core.reps.cadence import step_time_asymmetry
from coach.core.session.set_runner import SetRunner
from coach.core.types import (
    EventKind,
    Kinematics,
    Points,
    Rep,
    Side,
    View,
)
from coach.errors import CoachError
from coach.ports import Camera, PoseEstimator

EDGE_S = 0.3
"""An event so near to the clip's ends may be missed; half as near, it may be found too."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Of one leg: (found, true) pairs, those missed and those extra."""

    pairs: list[tuple[float, float]]
    missed: list[float]
    extra: list[float]


def match(found: Iterable[float], true: Iterable[float], within: float) -> Matched:
    """Pairs each true time with the nearest free found one."""
    free, pairs, missed = sorted(found), [], []
    for t in sorted(true):
        nearest = min(free, key=lambda f: abs(f - t), default=None)
        if nearest is None or abs(nearest - t) > within:
            missed.append(t)
            continue
        pairs.append((nearest, t))
        free.remove(nearest)
    return Matched(pairs, missed, free)


def match_leg(
    found: Sequence[float],
    true: Sequence[float],
    perhaps: Sequence[float],
    end: float,
    within: float,
) -> Matched:
    """As `match`, but those of `perhaps` may be found, need not be, nor what is cut by the ends of
    the clip, 0 and `end`."""
    paired = match(found, true, within)
    extra = match(paired.extra, perhaps, within).extra
    return Matched(
        paired.pairs,
        [t for t in paired.missed if EDGE_S < t < end - EDGE_S],
        [t for t in extra if EDGE_S / 2 < t < end - EDGE_S / 2],
    )


SAME_FRAME_S = 0.009
PEAK_S, STEP_S = 0.12, 0.10
"""A peak, or a step, is the true one if it is within so long of it."""

BESIDE_S = 0.04
"""... or where it was counted by eye, so long beside what the count may be off."""

TONE_S = 0.45
"""A tone is of a peak no further away: marches sound long before theirs."""

FEWEST = 3
"""Reps that a clip's mean error takes."""

FRONTAL = frozenset({View.FRONT, View.REAR})
ANGLES = {
    "thigh_angle": "hip_vert",
    "hip_flexion": "hip_trunk",
    "knee_flexion": "knee",
    "trunk_lean": "trunk_lean",
}
"""Metric of a frame -> the truth's column."""

TRUE_KINDS = {EventKind.CONTACT: "foot_strike", EventKind.TOE_OFF: "toe_off"}

Pairs = list[tuple[Rep, TrueRep]]


def compare(truth: Truth, whole: Watched, later: Watched) -> Clip:
    """`whole` is a session of the whole clip; `later` one without the quiet standing before it.

    Where no angle is known, only the events and the cadence are compared.
    """
    if not truth.columns:
        events, cadence = tuple(_events(truth, whole)), whole.result.cadence - truth.cadence
        name = truth.video.name
        return Clip(name, truth.drill, truth.view_name, events=events, cadence=cadence)
    true = true_reps(truth)
    pairs = _pair(truth, whole, true)
    values = [*_values(truth, whole, pairs)]
    if whole.result.calibrated:
        without = _values(truth, later, _pair(truth, later, true))
        values += [value for value in without if not value.calibrated]
    values += _of_the_set(truth, whole.result, true)
    lifts = [(rep, lift) for rep, lift in pairs if not truth.is_run]
    return Clip(
        truth.video.name,
        truth.drill,
        truth.view_name,
        tuple(_angles(truth, whole)),
        tuple(_events(truth, whole)),
        tuple(values),
        tuple(_raw_peaks(truth, whole, pairs)),
        tuple(_shown(truth, whole.result, true)),
        whole.result.cadence - truth.cadence,
        tuple(1000 * (whole.decided[rep.number] - lift.t) for rep, lift in lifts),
        tuple(_sounded(whole, true)) if not truth.is_run else (),
    )


def _sounded(seen: Watched, true: Sequence[TrueRep]) -> Iterator[float]:
    """Milliseconds from the nearest true peak of its leg to each rep's tone."""
    for t, tone in seen.tones:
        late = [t - lift.t for lift in true if tone == f"good_{lift.side}"]
        if late and abs(nearest := min(late, key=abs)) <= TONE_S:
            yield 1000 * nearest


def _angles(truth: Truth, seen: Watched) -> Iterator[Angle]:
    for metric, column in ANGLES.items():
        sides: Sequence[Side | None] = (None,) if metric == "trunk_lean" else tuple(Side)
        for side in sides:
            true = truth.columns[column] if side is None else truth.series(column, side)
            if truth.view in FRONTAL:
                # From there an angle has no sign.
                true = np.abs(true)
            frames = truth.at_it(*(Side if side is None else (side,)))
            ours, raw = (
                spread((_at_times(truth.t, kinematics, metric, side) - true)[frames])
                for kinematics in (seen.ours, seen.raw)
            )
            if ours.share or raw.share:
                yield Angle(metric, truth.leg_name(side), ours, raw)


def _at_times(
    times: Points, kinematics: Sequence[Kinematics], metric: str, side: Side | None
) -> Points:
    """The metric in the frames of these times, NaN where there is none."""
    if not kinematics:
        return np.full(len(times), nan)
    t = np.array([moment.t for moment in kinematics])
    values = np.array([moment.get(metric, side) for moment in kinematics])
    nearest = np.abs(t[None, :] - times[:, None]).argmin(axis=1)
    return np.where(np.abs(t[nearest] - times) <= SAME_FRAME_S, values[nearest], nan)


def spread(errors: Points) -> Spread:
    """Of one angle's errors over a clip, (n,) in degrees, NaN where it was not measured."""
    known = errors[np.isfinite(errors)]
    if not len(known):
        return Spread(nan, nan, nan, 0.0)
    return Spread(
        float(np.abs(known - np.median(known)).mean()),
        float(known.mean()),
        float(np.percentile(np.abs(known), 95)),
        len(known) / len(errors),
    )


def _events(truth: Truth, seen: Watched) -> Iterator[Events]:
    for kind in _kinds(truth):
        found = {side: _match(truth, seen, kind, side) for side in Side}
        for side in Side:
            yield _of_leg(kind, truth.leg_name(side), found[side], found[side.other])


def _kinds(truth: Truth) -> list[EventKind]:
    """What is known of this clip, and seen from there."""
    if not truth.is_run:
        return [EventKind.KNEE_PEAK]
    if truth.columns and truth.view not in FRONTAL:
        return [EventKind.CONTACT, EventKind.TOE_OFF]
    return [EventKind.CONTACT]


def _match(truth: Truth, seen: Watched, kind: EventKind, side: Side) -> Matched:
    found, end = seen.times(kind, side), seen.raw[-1].t
    unsure = truth.unsure + BESIDE_S if truth.unsure else 0.0
    if kind is not EventKind.KNEE_PEAK:
        there = truth.times(TRUE_KINDS[kind], side)
        return match_leg(found, there, (), end, max(STEP_S, unsure))
    there = truth.times("knee_lift", side, LIFT)
    perhaps = [t for t in truth.times("knee_lift", side, PERHAPS) if t not in there]
    return match_leg(found, there, perhaps, end, max(PEAK_S, unsure))


def _of_leg(kind: EventKind, leg: str, mine: Matched, others: Matched) -> Events:
    return Events(
        kind.value,
        leg,
        len(mine.pairs) + len(mine.missed),
        len(mine.pairs),
        len(mine.extra),
        len(match(mine.extra, others.missed, PEAK_S).pairs),
        tuple(1000 * (found - true) for found, true in mine.pairs),
    )


def _pair(truth: Truth, seen: Watched, true: list[TrueRep]) -> Pairs:
    """Each rep with the true one that it is."""
    paired: Pairs = []
    for side in Side:
        reps = [rep for rep in seen.reps.values() if rep.side is side]
        mine = {rep.start if truth.is_run else rep.peak: rep for rep in reps}
        theirs = {rep.t: rep for rep in true if rep.side is side}
        paired += [(mine[f], theirs[t]) for f, t in match(mine, theirs, PEAK_S).pairs]
    return paired


def _values(truth: Truth, seen: Watched, pairs: Pairs) -> Iterator[Value]:
    pairs = [(rep, true) for rep, true in pairs if true.there]
    for name, rep_value in REP_VALUES.items():
        if truth.view not in rep_value.views:
            continue
        calibrated = seen.result.calibrated or not (rep_value.standing and truth.view.near)
        sides: Sequence[Side | None] = (None,) if rep_value.of_body else tuple(Side)
        for side in sides:
            errors = [
                rep.values.get(name, nan) - true.values.get(name, nan)
                for rep, true in pairs
                if carries(true.side, name, side)
            ]
            yield from _value(name, truth.leg_name(side), errors, calibrated)


def _raw_peaks(truth: Truth, seen: Watched, pairs: Pairs) -> Iterator[Value]:
    for side in Side:
        tops = [true for _, true in pairs if true.side is side and true.there]
        errors = [_raw_peak(seen, true) for true in tops]
        yield from _value("thigh_angle_peak", truth.leg_name(side), errors)


def _raw_peak(seen: Watched, true: TrueRep) -> float:
    """The highest that the raw landmarks show near a true peak, less that."""
    near = [m.get("thigh_angle", true.side) for m in seen.raw if abs(m.t - true.top) <= PEAK_S]
    known = [angle for angle in near if angle == angle]
    return max(known, default=nan) - true.values["thigh_angle_peak"]


def _value(
    name: str, leg: str, errors: Sequence[float], calibrated: bool = True
) -> Iterator[Value]:
    known = [error for error in errors if error == error]
    if len(known) >= FEWEST:
        mean, sd = float(np.mean(known)), float(np.std(known, ddof=1))
        yield Value(name, leg, mean, sd, len(known), calibrated)


def _of_the_set(truth: Truth, result: SetResult, true: list[TrueRep]) -> Iterator[Value]:
    """What only the whole set shows: one error for the clip."""
    for name, there in _true_of_the_set(truth, true).items():
        metric = result.metrics.get((name, None))
        if metric is not None and there == there:
            yield Value(name, "body", metric.mean - there, nan, metric.n)


def _true_of_the_set(truth: Truth, true: list[TrueRep]) -> dict[str, float]:
    steps = {
        side: [rep.values["step_time"] for rep in true if rep.side is side and truth.is_run]
        for side in Side
    }
    known = {side: [step for step in times if step == step] for side, times in steps.items()}
    return {"cadence": truth.cadence, "step_time_asymmetry": step_time_asymmetry(known)}


def _shown(truth: Truth, result: SetResult, true: list[TrueRep]) -> Iterator[MetricError]:
    of_the_set = _true_of_the_set(truth, true)
    for (name, side), metric in result.metrics.items():
        some = [rep for rep in true if rep.there and carries(rep.side, name, side)]
        known = [v for rep in some if (v := rep.values.get(name, of_the_set.get(name, nan))) == v]
        if known:
            off = metric.mean - float(np.mean(known))
            yield MetricError(name, side or "both", off, metric.sd, metric.n, result.calibrated)


UNSTOOD_S = 0.5
"""The clip without quiet standing begins so long before its first lift or step."""


@dataclass(frozen=True, slots=True)
class ClipParts:
    """`camera` gives the frames of a clip, `session` is one of a drill by its name, and `progress`
    is told which clip it is at, and how far the whole is."""

    camera: Callable[[Path], Camera]
    estimator: Callable[[], PoseEstimator]
    session: Callable[[str], SetRunner]
    progress: Callable[[str, float], None]


def find_truths(folder: Path) -> list[Truth]:
    """Every clip of the folder whose truth is known; CoachError where there is none."""
    if not folder.is_dir():
        raise CoachError(f"{folder} is no folder; give one that holds clips with their truth")
    truths = find_rendered(folder) + find_counted(folder)
    if not truths:
        raise CoachError(
            f"no clip with its truth in {folder}: a NAME.mp4 needs NAME.csv and NAME.events.json"
        )
    return truths


def measure_clips(truths: Sequence[Truth], parts: ClipParts) -> Iterator[Clip]:
    """One after the other."""
    for number, truth in enumerate(truths):

        def progress(share: float, done: int = number, name: str = truth.video.name) -> None:
            parts.progress(name, (done + (share if isfinite(share) else 0.0)) / len(truths))

        poses = poses_of_clip(parts.camera(truth.video), parts.estimator(), progress)
        later = [(frame, pose) for frame, pose in poses if frame.t >= truth.first - UNSTOOD_S]
        whole = watch(parts.session(truth.drill), poses)
        yield compare(truth, whole, watch(parts.session(truth.drill), later))
