"""What an athlete did, session by session, and how one number went: like drawn with like only."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import fsum, nan, sqrt

from coach.core.drills.drill import Feedback
from coach.core.drills.rep_values import REP_VALUES, Trend, trend_of
from coach.core.judging.history import Course, HistoryEntry, Point
from coach.core.judging.result import Metric
from coach.core.types import Count, Key, Side, View
from coach.records.values import number, side_of

PLAN = "plan"
ANY = Trend(nan, 0, 1)
"""For a metric whose smallest change that can mean anything is not known."""


def history_of(db: sqlite3.Connection, athlete: str) -> tuple[HistoryEntry, ...]:
    """All of the athlete with this id that holds a rep or a number, the earliest first."""
    rows = db.execute(
        "SELECT sessions.folder, sets.number, started, kind, sessions.title, drill, sets.title,"
        " view, feedback, graded, left_all, left_good, right_all, right_good, cadence_spm, pains,"
        " pain_level, pain, effort FROM sessions JOIN sets USING (folder) WHERE athlete = ?"
        " ORDER BY folder, number",
        (athlete,),
    )
    numbers = _metrics(db, athlete)
    sets = [_Set(*(*row, numbers.get(row[:2], {}))) for row in rows]
    alike = sorted(filter(_has_content, sets), key=_like)
    entries = [_entry(list(some)) for _, some in groupby(alike, _like)]
    return tuple(sorted(entries, key=lambda entry: (entry.when, entry.folder, not entry.probe)))


def most_done(entries: Sequence[HistoryEntry]) -> str:
    """The drill of the most sessions; the latest one of several."""
    folders = Counter(drill for _, drill in {(one.folder, one.drill) for one in entries})
    latest = {one.drill: one.when for one in entries}
    return max(folders, key=lambda drill: (folders[drill], latest[drill]))


def main_metric(entries: Sequence[HistoryEntry], drill: str) -> str:
    """What the drill was graded by the last time, or where that has no mean, what it has."""
    mine = [one for one in entries if one.drill == drill]
    measured = {name for one in mine for name, _ in one.metrics}
    compared = (name for name, value in REP_VALUES.items() if value.trend)
    wanted = (mine[-1].graded, "cadence", *compared)
    return next((name for name in wanted if name in measured), mine[-1].graded)


def courses(entries: Sequence[HistoryEntry], drill: str, metric: str) -> tuple[Course, ...]:
    """One for each view and side that the metric was measured from."""
    mine = [one for one in entries if one.drill == drill]
    trend = trend_of(metric) or ANY
    found = []
    for view in View:
        for side in (*Side, None):
            if side is not None and view.near not in (None, side):
                continue
            seen = [(e, e.metrics[metric, side]) for e in mine if _has(e, view, metric, side)]
            enough = [(e, m) for e, m in seen if m.n >= trend.fewest * (1 if side else 2)]
            points = tuple(Point(e.when, m, e.probe) for e, m in enough)
            if points:
                like = (drill, mine[-1].title, view, metric, side)
                found.append(Course(*like, points, trend.least, len(seen) - len(enough)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Set:
    """A row of the index, with its metrics."""

    folder: str
    number: int
    started: str
    kind: str
    of: str
    drill: str
    title: str
    view: str
    feedback: str
    graded: str
    left_all: int
    left_good: int | None
    right_all: int
    right_good: int | None
    cadence: float | None
    pains: int
    pain: int | None
    pain_noted: int | None
    effort: int | None
    metrics: Mapping[Key, Metric]

    @property
    def probe(self) -> bool:
        return self.feedback == Feedback.NONE

    @property
    def reps(self) -> int:
        return self.left_all + self.right_all


def _has_content(one: _Set) -> bool:
    return bool(one.reps or one.metrics)


def _like(one: _Set) -> tuple[str, str, str, bool]:
    return one.folder, one.drill, one.view, one.probe


def _has(entry: HistoryEntry, view: View, metric: str, side: Side | None) -> bool:
    return entry.view is view and (metric, side) in entry.metrics


def _metrics(
    db: sqlite3.Connection, athlete: str
) -> Mapping[tuple[str, int], Mapping[Key, Metric]]:
    found: dict[tuple[str, int], dict[Key, Metric]] = {}
    rows = db.execute(
        "SELECT folder, number, metric, side, mean, sd, n, unit, error"
        " FROM metrics JOIN sessions USING (folder) WHERE athlete = ?",
        (athlete,),
    )
    for folder, nth, name, side, mean, sd, n, unit, error in rows:
        metric = Metric(mean, number(sd), n, unit, number(error))
        found.setdefault((folder, nth), {})[name, side_of(side)] = metric
    return found


def _entry(sets: Sequence[_Set]) -> HistoryEntry:
    last = sets[-1]
    cadences = [(one.cadence, one.reps) for one in sets if one.cadence is not None]
    pains = (last.pain_noted, *(one.pain for one in sets))
    by_rep = [Feedback(one.feedback).by_rep for one in sets]
    return HistoryEntry(
        when=_when(last.started),
        folder=last.folder,
        plan=last.of if last.kind == PLAN else None,
        drill=last.drill,
        title=last.title,
        view=View(last.view),
        probe=last.probe,
        sets=len(sets),
        counts={
            Side.LEFT: _count([(one.left_all, one.left_good) for one in sets]),
            Side.RIGHT: _count([(one.right_all, one.right_good) for one in sets]),
        },
        cadence=_mean(cadences),
        spoken=sum(by_rep) / len(sets),
        graded=last.graded,
        metrics=dict(_together(one.metrics for one in sets)),
        pain=max((level for level in pains if level is not None), default=None),
        pains=sum(one.pains for one in sets),
        effort=last.effort,
    )


def _count(counts: Sequence[tuple[int, int | None]]) -> Count:
    good = [good for _, good in counts if good is not None]
    return Count(sum(each for each, _ in counts), sum(good) if good else None)


def _together(sets: Iterable[Mapping[Key, Metric]]) -> Iterator[tuple[Key, Metric]]:
    by_key: dict[Key, list[Metric]] = {}
    for metrics in sets:
        for key, metric in metrics.items():
            by_key.setdefault(key, []).append(metric)
    for key, some in by_key.items():
        yield key, some[0] if len(some) == 1 else _pooled(some)


def _pooled(some: Sequence[Metric]) -> Metric:
    """The mean, spread and error over all values of several sets, of those that are known: a
    single value has no spread of its own, and several only that between them."""
    mean = _mean([(one.mean, one.n) for one in some])
    alone = all(one.n == 1 for one in some)
    within = 0.0 if alone else _mean([(one.sd**2, one.n) for one in some])
    between = _mean([((one.mean - mean) ** 2, one.n) for one in some])
    error = _mean([(one.error, one.n) for one in some])
    n = sum(one.n for one in some)
    return Metric(mean, sqrt(within + between), n, some[-1].unit, error)


def _mean(weighed: Sequence[tuple[float, int]]) -> float:
    """The weighted mean of the values that are known; NaN where none is."""
    known = [(value, weight) for value, weight in weighed if value == value]
    weights = fsum(weight for _, weight in known)
    return fsum(value * weight for value, weight in known) / weights if weights else nan


def _when(started: str) -> datetime:
    when = datetime.fromisoformat(started)
    return when if when.tzinfo else when.astimezone()
