"""One table of many sessions, for a notebook or a spreadsheet: a row for each set, metric, side."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from math import isfinite
from typing import Any

from coach.core.judging.result import Metric, SetResult
from coach.core.types import Side
from coach.records.reading import RecordedSession, RecordedSet

COLUMNS = (
    *("session", "started", "athlete", "kind", "drill", "view", "step", "set", "feedback", "label"),
    *("ending", "speed_kmh", "metric", "side", "mean", "sd", "n", "unit", "error"),
    *("reps_all", "reps_good", "cadence_spm"),
)

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet calculates what begins so, whoever wrote it."""

Row = dict[str, Any]


def table(sessions: Iterable[RecordedSession]) -> str:
    """The file's text; unknown is empty. A set of which nothing was measured has one row."""
    file = StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for session in sessions:
        for one in session.sets:
            told = _told(session, one)
            writer.writerows(
                {name: _cell(value) for name, value in (told | row).items()}
                for row in _measured(one.result)
            )
    return file.getvalue()


def _told(session: RecordedSession, one: RecordedSet) -> Row:
    about, result = session.about, one.result
    return {
        "session": session.path.name,
        "started": about.started,
        "athlete": about.athlete.name if about.athlete else None,
        "kind": about.kind,
        "drill": result.drill,
        "view": result.view.value,
        "step": one.step,
        "set": one.set,
        "feedback": one.set_start.start.feedback.value,
        "label": one.label,
        "ending": one.ending,
        "speed_kmh": about.speed_kmh,
        "cadence_spm": result.cadence,
    }


def _measured(result: SetResult) -> Iterator[Row]:
    for (name, side), metric in result.metrics.items():
        yield {"metric": name, "side": side.value if side else "both", **_numbers(metric)} | _reps(
            result, (side,) if side else tuple(Side)
        )
    if not result.metrics:
        yield {"side": "both", **_reps(result, tuple(Side))}


def _numbers(metric: Metric) -> Row:
    return {
        "mean": metric.mean,
        "sd": metric.sd,
        "n": metric.n,
        "unit": metric.unit,
        "error": metric.error,
    }


def _reps(result: SetResult, sides: tuple[Side, ...]) -> Row:
    """Good ones only where every leg is graded."""
    counts = [result.counts[side] for side in sides]
    good = [count.good for count in counts if count.good is not None]
    return {
        "reps_all": sum(count.all for count in counts),
        "reps_good": sum(good) if len(good) == len(counts) else None,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
