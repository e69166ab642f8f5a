"""An athlete's history for scripts and notebooks: as JSON, and as one long table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from coach.core.judging.history import Course, HistoryEntry
from coach.exports.csv_text import Row, csv_text
from coach.records.values import side_word

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
    return csv_text(COLUMNS, (row for entry in entries for row in _rows(entry)))


def _rows(one: HistoryEntry) -> Iterator[Row]:
    session = {
        "started": one.when.isoformat(),
        "folder": one.folder,
        "plan": one.plan,
        "drill": one.drill,
        "view": one.view.value,
        "probe": int(one.probe),
        "sets": one.sets,
    }
    return (session | metric for metric in _metrics(one))


def _metrics(one: HistoryEntry) -> list[dict[str, Any]]:
    """In the order of a table."""
    return [
        {"metric": name, "side": side_word(side), **asdict(metric)}
        for (name, side), metric in one.metrics.items()
    ]


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
        "metrics": _metrics(one),
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "drill": course.drill,
        "view": course.view.value,
        "metric": course.metric,
        "side": side_word(course.side),
        "unit": course.unit,
        "least_change": course.least,
        "left_out": course.too_few,
        "points": [
            {"started": point.when.isoformat(), "probe": point.probe, **asdict(point.number)}
            for point in course.points
        ],
    }
