"""notes.json: what was said about a session afterwards, and how it felt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from coach.errors import RecordError
from coach.records.atomic_files import read_json, reading, recording_into, write_json
from coach.records.plan_file import PLAN_JSON
from coach.records.session_file import SESSION_JSON
from coach.records.summary import SUMMARY_JSON
from coach.records.values import plain

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


_NOTES = TypeAdapter(tuple[Note, ...])


def notes_of(path: Path) -> tuple[Note, ...]:
    """All notes of a session, in the order in which they were told; RecordError where the folder
    is no session, or the notes are damaged."""
    if not any((path / name).is_file() for name in (SESSION_JSON, PLAN_JSON, SUMMARY_JSON)):
        raise RecordError(f"{path} is no session: give a folder that the coach wrote")
    if not (path / NOTES_JSON).is_file():
        return ()
    table = read_json(path / NOTES_JSON)
    with reading(path / NOTES_JSON, "move it away"):
        return _NOTES.validate_python(table["notes"])


def add_notes(path: Path, *notes: Note) -> None:
    """Adds to the session's notes; RecordError where that cannot be, and then none is lost."""
    table = {"schema": SCHEMA, "notes": plain((*notes_of(path), *notes))}
    with recording_into(path):
        write_json(path / NOTES_JSON, table)
