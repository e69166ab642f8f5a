"""Whatever somebody writes into one session's files: it is one line, and no other session's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from coach.app.replay import takes_in
from coach.config import load_plan
from coach.errors import RecordError
from coach.exports.table import table
from coach.records.athlete_sessions import sessions_by_athlete, sessions_of
from coach.records.history import history_of
from coach.records.index import indexed
from coach.records.notes import Note, add_notes, notes_of
from coach.records.plan_file import find_broken_session
from coach.records.reading import read_session
from coach.records.session_pairs import compare_athlete
from tests.records.recorded_sessions import FED, JODI, a_plan, result

WRONG = ("x", {})
FILES = {
    "session.json": ("started", "athlete", "speed_kmh", "prescription", "kind"),
    "plan.json": ("plan", "finished", "sets", "marks", "steps", "comparison"),
    "notes.json": ("notes",),
    "01_high_knees/set.json": ("drill", "start", "view"),
    "01_high_knees/summary.json": ("reps", "metrics", "cues", "fps", "seen", "marks", "findings"),
}


def wrongly(whole: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """The file with a part missing or of another kind."""
    yield from ("", "[]", "[" * 100_000)
    for key in keys:
        yield json.dumps({name: value for name, value in whole.items() if name != key})
        yield from (json.dumps({**whole, key: wrong}) for wrong in WRONG)
        inner = whole.get(key)
        if isinstance(inner, dict) and inner:
            first = next(iter(inner))
            yield json.dumps({**whole, key: {**inner, first: "x"}})
        elif isinstance(inner, list) and inner:
            yield json.dumps({**whole, key: ["x", *inner[1:]]})


def readers(root: Path, file: Path) -> list[Callable[[], object]]:
    """All that reads one session among others: each gives what it is to give, or one line."""
    bad = root / "bad"
    return [
        lambda: table([read_session(bad)]),
        lambda: takes_in(bad),
        lambda: notes_of(bad),
        lambda: compare_athlete([root / "good", bad]),
        lambda: find_broken_session(root, load_plan("warm_up")),
        lambda: sessions_by_athlete(root)[JODI.id] >= 2 or pytest.fail("hidden"),
        lambda: len(sessions_of(root, JODI.id)) >= 2 or pytest.fail("hidden"),
        lambda: history(root, file),
    ]


def history(root: Path, file: Path) -> None:
    with indexed(root, file) as index:
        folders = {one.folder for one in history_of(index.db, JODI.id)}
    assert {"good", "later"} <= folders


@pytest.mark.parametrize("name", FILES)
def test_one_damaged_session_is_one_line_and_blocks_no_other(tmp_path: Path, name: str) -> None:
    root = tmp_path / "sessions"
    for day, folder in enumerate(("good", "bad", "later"), 1):
        a_plan(root, folder, [(FED, result(60.0 + 5 * day)), (FED, result())], day)
        add_notes(root / folder, Note("2026-11-01T09:00:00+01:00", "pain", level=3))
    file = root / "bad" / name
    whole = json.loads(file.read_text(encoding="utf-8"))
    for text in wrongly(whole, FILES[name]):
        file.write_text(text, encoding="utf-8")
        for read in readers(root, tmp_path / "history.sqlite"):
            with suppress(RecordError):
                read()
        compare_athlete([root / "good", root / "bad", root / "later"])
