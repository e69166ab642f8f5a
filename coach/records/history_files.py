"""An athlete's history for scripts and notebooks: as JSON, and as one long table."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from coach.core.judging.result import Metric
from coach.core.types import Side
from coach.records.history import Course, HistoryEntry

COLUMNS = (
    *("started", "folder", "plan", "drill", "view", "probe", "sets"),
    *("metric", "side", "mean", "sd", "n", "unit", "error"),
)


def history_json(entries: Iterable[HistoryEntry], courses: Iterable[Course]) -> dict[str, Any]:
    """Every entry, and how the chosen metric went; what is not known is NaN."""
    return {
        "sessions": [_entry(entry) for entry in entries],
        "trends": [_course(course) for course in courses],
    }


def history_csv(entries: Iterable[HistoryEntry]) -> str:
    """A row for each number of each entry; what is not known is empty."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in entries:
        of = (one.when.isoformat(), one.folder, one.plan, one.drill, one.view.value)
        for (name, side), metric in one.metrics.items():
            numbers = (metric.mean, metric.sd, metric.n, metric.unit, metric.error)
            row = (*of, int(one.probe), one.sets, name, _side(side), *numbers)
            table.writerow(["" if cell is None or cell != cell else cell for cell in row])
    return text.getvalue()


def _entry(one: HistoryEntry) -> dict[str, Any]:
    return {
        "started": one.when.isoformat(),
        "folder": one.folder,
        "plan": one.plan,
        "drill": one.drill,
        "title": one.title,
        "view": one.view.value,
        "probe": one.probe,
        "sets": one.sets,
        "reps": {side.value: {"all": n.all, "good": n.good} for side, n in one.counts.items()},
        "cadence_spm": one.cadence,
        "feedback_share": one.spoken,
        "graded": one.graded,
        "pain": one.pain,
        "pain_marks": one.pains,
        "effort": one.effort,
        "metrics": [
            {"metric": name, "side": _side(side), **_number(metric)}
            for (name, side), metric in one.metrics.items()
        ],
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "drill": course.drill,
        "view": course.view.value,
        "metric": course.metric,
        "side": _side(course.side),
        "unit": course.unit,
        "least_change": course.least,
        "left_out": course.too_few,
        "points": [
            {"started": point.when.isoformat(), "probe": point.probe, **_number(point.number)}
            for point in course.points
        ],
    }


def _number(metric: Metric) -> dict[str, Any]:
    """In the order of a table."""
    return {
        "mean": metric.mean,
        "sd": metric.sd,
        "n": metric.n,
        "unit": metric.unit,
        "error": metric.error,
    }


def _side(side: Side | None) -> str:
    return side.value if side else "both"
