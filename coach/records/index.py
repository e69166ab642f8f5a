"""history.sqlite: what all sessions came to, over their folders, which it is made from at any time.

Only a folder whose files have changed since is read again. One that is damaged, or of another
version, is made anew; where none can be kept, it lies in memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from math import isfinite
from pathlib import Path

from coach.core.types import Side
from coach.errors import RecordError
from coach.records.athlete_sessions import folders_in
from coach.records.notes import notes_of
from coach.records.plan_file import PLAN_JSON
from coach.records.reading import RecordedSession, RecordedSet, read_session
from coach.records.session_file import SESSION_JSON, read_about
from coach.records.summary import SUMMARY_JSON
from coach.records.values import known, plain, side_word

HISTORY = "history.sqlite"
SCHEMA = 2
WAIT_S = 1.0
"""So long another program may hold the file."""

MEMORY = ":memory:"

_TABLES = """
CREATE TABLE folders (folder TEXT PRIMARY KEY, stamp TEXT NOT NULL, readable INTEGER NOT NULL);
CREATE TABLE sessions (
  folder TEXT PRIMARY KEY REFERENCES folders ON DELETE CASCADE,
  athlete TEXT, kind TEXT, name TEXT, title TEXT, source TEXT, started TEXT, speed_kmh REAL,
  pain INTEGER, effort INTEGER);
CREATE INDEX sessions_of ON sessions (athlete);
CREATE TABLE sets (
  folder TEXT REFERENCES sessions ON DELETE CASCADE, number INTEGER, path TEXT,
  drill TEXT, title TEXT, view TEXT, feedback TEXT, ending TEXT, graded TEXT,
  left_all INTEGER, left_good INTEGER, right_all INTEGER, right_good INTEGER,
  cadence_spm REAL, pains INTEGER, pain_level INTEGER,
  PRIMARY KEY (folder, number));
CREATE TABLE metrics (
  folder TEXT, number INTEGER, metric TEXT, side TEXT, mean REAL, sd REAL, n INTEGER, unit TEXT,
  error REAL,
  PRIMARY KEY (folder, number, metric, side),
  FOREIGN KEY (folder, number) REFERENCES sets ON DELETE CASCADE);
"""

_UNTAKEN = (
    RecordError,
    OSError,
    ValueError,
    OverflowError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)
"""A file may also hold a value that a table cannot."""


@dataclass(frozen=True, slots=True)
class Index:
    """The database, up to date; `unreadable` counts the folders that could not be read."""

    db: sqlite3.Connection
    unreadable: int


@contextmanager
def indexed(root: Path, file: Path) -> Iterator[Index]:
    """The index over the sessions under `root`, kept in `file` where that can be."""
    with closing(_opened(root, file)) as db:
        (bad,) = db.execute("SELECT count(*) FROM folders WHERE NOT readable").fetchone()
        yield Index(db, bad)


def worked(db: sqlite3.Connection, athlete: str) -> int:
    """How many sessions of the athlete with this id got as far as a rep."""
    (sessions,) = db.execute(
        "SELECT count(DISTINCT folder) FROM sessions JOIN sets USING (folder)"
        " WHERE athlete = ? AND left_all + right_all > 0",
        (athlete,),
    ).fetchone()
    return int(sessions)


def refresh(root: Path, db: sqlite3.Connection) -> None:
    """Brings it up to date: what is new or has changed is read, what is gone is left out."""
    known, there = dict(db.execute("SELECT folder, stamp FROM folders")), dict(_stamps(root))
    old = [name for name, stamp in known.items() if there.get(name) != stamp]
    with db:
        db.executemany("DELETE FROM folders WHERE folder = ?", [(name,) for name in old])
        for name, stamp in there.items():
            if known.get(name) != stamp:
                _take(db, root / name, stamp)


def _opened(root: Path, file: Path) -> sqlite3.Connection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _fresh(root, file)
        except sqlite3.Error as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            file.unlink(missing_ok=True)
            return _fresh(root, file)
    except (OSError, sqlite3.Error):
        return _fresh(root, MEMORY)


def _fresh(root: Path, file: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(file, timeout=WAIT_S)
    try:
        # What is deleted is to be gone from the file as well.
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA foreign_keys = ON")
        if not _is_ours(db):
            db.execute("VACUUM")
            db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
        refresh(root, db)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _is_ours(db: sqlite3.Connection) -> bool:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (well,) = db.execute("PRAGMA quick_check(1)").fetchone()
    return (version, well) == (SCHEMA, "ok")


def _take(db: sqlite3.Connection, folder: Path, stamp: str) -> None:
    """All of one folder, or that it cannot be read."""
    put = "INSERT INTO folders VALUES (?, ?, ?)"
    db.execute("SAVEPOINT taken")
    try:
        db.execute(put, (folder.name, stamp, True))
        _put(db, folder)
    except _UNTAKEN:
        db.execute("ROLLBACK TO taken")
        db.execute(put, (folder.name, stamp, False))
    db.execute("RELEASE taken")


def _put(db: sqlite3.Connection, path: Path) -> None:
    # One that broke off before its first set has none.
    begun = any((path / name).exists() for name in (PLAN_JSON, SUMMARY_JSON))
    session = read_session(path) if begun else RecordedSession(path, read_about(path), ())
    about, folder = session.about, path.name
    who = about.athlete.id if about.athlete else None
    what = (about.kind, about.name, about.title, about.source, about.started)
    felt = _felt(path)
    row = (folder, who, *what, known(about.speed_kmh), felt.get("pain"), felt.get("effort"))
    db.execute(f"INSERT INTO sessions VALUES ({_marks(row)})", row)
    for number, one in enumerate(session.sets, 1):
        values = (folder, number, one.path.name, *_set_row(one, _worst(session, one)))
        db.execute(f"INSERT INTO sets VALUES ({_marks(values)})", values)
        rows = [
            (folder, number, name, side_word(side), *plain(metric).values())
            for (name, side), metric in one.result.metrics.items()
            if isfinite(metric.mean)
        ]
        db.executemany("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _felt(folder: Path) -> dict[str, int]:
    """The highest level of each kind in the session's notes; damaged ones tell nothing."""
    felt: dict[str, int] = {}
    with suppress(RecordError):
        for note in notes_of(folder):
            if note.level is not None:
                felt[note.kind] = max(note.level, felt.get(note.kind, 0))
    return felt


def _set_row(one: RecordedSet, worst: int | None) -> tuple[object, ...]:
    result, drill = one.result, one.set_start.drill
    counts = [n for side in Side for n in (result.counts[side].all, result.counts[side].good)]
    return (
        *(drill.name, drill.title, result.view, one.set_start.start.feedback, one.ending),
        *(result.graded, *counts, known(result.cadence), len(result.pains), worst),
    )


def _worst(session: RecordedSession, one: RecordedSet) -> int | None:
    """The most pain, 0 to 9, that was told of this drill in the session."""
    drill = one.set_start.drill.name
    levels = [mark.level for mark in session.marks if mark.drill == drill]
    return max((level for level in levels if level is not None), default=None)


def _marks(row: Sequence[object]) -> str:
    return ", ".join("?" * len(row))


def _stamps(root: Path) -> Iterator[tuple[str, str]]:
    """Each session's folder, and what changes when one of its JSON files does."""
    for folder in folders_in(root):
        try:
            files = list(_json_files(folder))
        except OSError:
            yield folder.name, ""
            continue
        if any(name == SESSION_JSON for name, *_ in files):
            yield folder.name, blake2b(repr(sorted(files)).encode(), digest_size=16).hexdigest()


def _json_files(folder: Path, before: str = "") -> Iterator[tuple[str, int, int]]:
    """Name, time and size of those in the folder and in the folders of its sets."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".json") and entry.is_file(follow_symlinks=False):
                stat = entry.stat()
                yield before + entry.name, stat.st_mtime_ns, stat.st_size
            elif not before and entry.is_dir(follow_symlinks=False):
                yield from _json_files(Path(entry.path), f"{entry.name}/")
