"""Curves over the gait cycle: all cycles of one leg laid over each other.

A cycle of running goes from one contact to the next of the same foot, one of a drill from one
highest knee to the next. What was not seen stays unknown: no gap is bridged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.core.types import Event, EventKind, Points, Side

STEPS = 101
"""From 0 to 100 percent of the cycle."""

FEWEST = 5
"""Of fewer cycles neither mean nor spread is drawn."""

GAP_S = 0.15
"""Two frames farther apart than this do not tell what lies between them."""

SHORTEST_S, LONGEST_S, ODD = 0.25, 3.0, 1.5
"""Seconds; a cycle that is so many times as long as most has a pause in it."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean and sd of a metric at 0..100 % of `n` cycles, (101,), NaN where fewer than five were
    seen; `toe_off` is the mean share of the cycle at which the foot leaves the ground, or NaN."""

    metric: str
    side: Side
    mean: Points
    sd: Points
    n: int
    toe_off: float = float("nan")


def cycles_of(events: Iterable[Event], start: EventKind, side: Side) -> Points:
    """Start and end of each whole cycle of the leg, (n, 2) in seconds."""
    starts = np.array(
        sorted(event.t for event in events if event.kind is start and event.side is side)
    )
    spans = np.column_stack((starts[:-1], starts[1:])) if len(starts) > 1 else np.empty((0, 2))
    long = np.diff(spans, axis=1).ravel()
    fit = (long >= SHORTEST_S) & (long <= LONGEST_S)
    if fit.any():
        fit &= long <= ODD * np.median(long[fit])
    return spans[fit]


def curve(t: Points, values: Points, cycles: Points, metric: str, side: Side) -> Curve | None:
    """The curve of `values` at the times `t`, both (n,); None where too few cycles were seen."""
    each = laid_over(t, values, cycles)
    known = np.isfinite(each)
    counts = known.sum(axis=0)
    enough = counts >= FEWEST
    if not enough.any():
        return None
    filled = np.where(known, each, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(enough, filled.sum(axis=0) / counts, np.nan)
        off = np.where(known, (each - mean) ** 2, 0.0).sum(axis=0)
        sd = np.where(enough, np.sqrt(off / (counts - 1)), np.nan)
    return Curve(metric, side, mean, sd, int(known.any(axis=1).sum()))


def laid_over(t: Points, values: Points, cycles: Points) -> Points:
    """Each cycle at 0..100 %, (n, 101); NaN where the frames beside it are unknown or far apart."""
    at = cycles[:, :1] + np.diff(cycles, axis=1) * np.linspace(0, 1, STEPS)
    if len(t) < 2:
        return np.full(at.shape, np.nan)
    after = np.clip(np.searchsorted(t, at), 1, len(t) - 1)
    before = after - 1
    span = t[after] - t[before]
    share = (at - t[before]) / span
    found = values[before] + share * (values[after] - values[before])
    far = (span > GAP_S) | (share < 0) | (share > 1)
    found[far] = np.nan
    return found


def toe_off_share(events: Iterable[Event], cycles: Points, side: Side) -> float:
    """The mean share (0..1) of the cycles, (n, 2) in seconds, after which the foot leaves the
    ground; NaN where fewer than five show it."""
    offs = np.array(
        sorted(e.t for e in events if e.kind is EventKind.TOE_OFF and e.side is side), float
    )
    if not len(offs) or not len(cycles):
        return float("nan")
    nearest = offs[np.minimum(np.searchsorted(offs, cycles[:, 0]), len(offs) - 1)]
    inside = (nearest > cycles[:, 0]) & (nearest < cycles[:, 1])
    shares = (nearest - cycles[:, 0])[inside] / np.diff(cycles, axis=1).ravel()[inside]
    return float(shares.mean()) if len(shares) >= FEWEST else float("nan")


def curves(
    frames: Mapping[str, Points],
    events: Iterable[Event],
    phases: Sequence[EventKind],
    sides: Iterable[Side],
) -> tuple[Curve, ...]:
    """Of thigh and knee in degrees, for each leg that has cycles enough; they begin at the first
    phase. `frames` are columns by name, each (n,), NaN where not measured."""
    events, found = tuple(events), []
    for metric in ("thigh_angle", "knee_flexion"):
        for side in sides if phases else ():
            cycles = cycles_of(events, phases[0], side)
            one = curve(frames["t_s"], frames[f"{metric}_{side}_deg"], cycles, metric, side)
            if one is not None:
                off = toe_off_share(events, cycles, side)
                found.append(Curve(one.metric, side, one.mean, one.sd, one.n, off))
    return tuple(found)


def end_to_end(
    sets: Sequence[tuple[Mapping[str, Points], Iterable[Event]]],
) -> tuple[Mapping[str, Points], tuple[Event, ...]]:
    """The tables of several sets as of one, too far apart for a cycle across two; their columns,
    (n,) each, are put end to end."""
    events, late, start = [], [], 0.0
    for frames, some in sets:
        late.append(frames["t_s"] + start)
        events += [replace(event, t=event.t + start) for event in some]
        start = float(np.nanmax(late[-1], initial=start)) + 2 * LONGEST_S
    whole = {name: np.concatenate([frames[name] for frames, _ in sets]) for name in sets[0][0]}
    return {**whole, "t_s": np.concatenate(late)}, tuple(events)
