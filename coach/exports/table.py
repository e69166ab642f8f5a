"""One table of many sessions, for a notebook or a spreadsheet: a row for each set, metric, side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from coach.core.judging.result import SetResult
from coach.core.types import Side
from coach.exports.csv_text import Row, csv_text
from coach.records.reading import RecordedSession, RecordedSet
from coach.records.values import side_word

COLUMNS = (
    *("session", "started", "athlete", "kind", "drill", "view", "step", "set", "feedback", "label"),
    *("ending", "speed_kmh", "metric", "side", "mean", "sd", "n", "unit", "error"),
    *("reps_all", "reps_good", "cadence_spm"),
)


def table(sessions: Iterable[RecordedSession]) -> str:
    """The file's text; unknown is empty. A set of which nothing was measured has one row."""
    sets = ((session, one) for session in sessions for one in session.sets)
    rows = (_set(*both) | row for both in sets for row in _measured(both[1].result))
    return csv_text(COLUMNS, rows)


def _set(session: RecordedSession, one: RecordedSet) -> dict[str, Any]:
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


def _measured(result: SetResult) -> Iterator[dict[str, Any]]:
    for (name, side), metric in result.metrics.items():
        reps = _reps(result, (side,) if side else tuple(Side))
        yield {"metric": name, "side": side_word(side), **asdict(metric), **reps}
    if not result.metrics:
        yield {"side": "both", **_reps(result, tuple(Side))}


def _reps(result: SetResult, sides: tuple[Side, ...]) -> Row:
    """Good ones only where every leg is graded."""
    counts = [result.counts[side] for side in sides]
    good = [count.good for count in counts if count.good is not None]
    return {
        "reps_all": sum(count.all for count in counts),
        "reps_good": sum(good) if len(good) == len(counts) else None,
    }
