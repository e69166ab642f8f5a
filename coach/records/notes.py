"""notes.json: what was said about a session afterwards, and how it felt."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coach.errors import RecordError
from coach.records.atomic_files import read_json, write_json
from coach.records.session_file import SESSION_JSON
from coach.records.session_recorder import PLAN_JSON
from coach.records.set_recorder import SUMMARY_JSON, why_not

NOTES_JSON = "notes.json"
SCHEMA = 1

TEXT, PAIN, EFFORT = "note", "pain", "effort"


@dataclass(frozen=True, slots=True)
class Note:
    """What was told of a session: a `text` of any length and characters, or a `level` of pain or
    effort from 0 to 10. `when` is the local time with its offset; `by` whom, empty where nobody
    said."""

    when: str
    kind: str = TEXT
    text: str = ""
    level: int | None = None
    by: str = ""


def notes_of(path: Path) -> tuple[Note, ...]:
    """All notes of a session, in the order in which they were told; RecordError where the folder
    is no session, or the notes are damaged."""
    _check(path)
    if not (path / NOTES_JSON).is_file():
        return ()
    try:
        return tuple(_note(one) for one in read_json(path / NOTES_JSON)["notes"])
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{path / NOTES_JSON} is damaged: move it away") from error


def add_notes(path: Path, *notes: Note) -> None:
    """Adds to the session's notes; RecordError where that cannot be, and then none is lost."""
    told = [_writable(asdict(note)) for note in (*notes_of(path), *notes)]
    try:
        write_json(path / NOTES_JSON, {"schema": SCHEMA, "notes": told})
    except OSError as error:
        raise RecordError(why_not(path, error)) from error


def _check(path: Path) -> None:
    if not any((path / name).is_file() for name in (SESSION_JSON, PLAN_JSON, SUMMARY_JSON)):
        raise RecordError(f"{path} is no session: give a folder that the coach wrote")


def _note(told: dict[str, Any]) -> Note:
    level = told["level"]
    kind, text, by = str(told["kind"]), str(told["text"]), str(told["by"])
    return Note(str(told["when"]), kind, text, None if level is None else int(level), by)


def _writable(told: dict[str, Any]) -> dict[str, Any]:
    """What a terminal gave that is no character becomes a question mark."""
    return {
        key: value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
        for key, value in told.items()
    }
