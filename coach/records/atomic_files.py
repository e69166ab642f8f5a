"""Files that are written whole or not at all; JSON is read with one line for what is wrong."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from errno import ENOSPC
from pathlib import Path
from typing import Any, BinaryIO

from coach.errors import RecordError

OF_FOLDERS = getattr(os, "O_DIRECTORY", None)
"""None where a system cannot open a folder to sync it, as Windows."""

DAMAGE = (AttributeError, LookupError, TypeError, ValueError, OverflowError, RecursionError)
"""What taking values out of a file may raise into which anything may have been written."""


@contextmanager
def whole_file(path: Path, *, synced: bool = True) -> Iterator[BinaryIO]:
    """A file to write that takes its place once it is whole, and `synced` also is on the disk;
    where that fails, the earlier one is still there, and nothing beside it."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            if synced:
                os.fsync(file.fileno())
        part.replace(path)
        if synced:
            _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keeps every other process that asks for the same file waiting, ten seconds at most.

    RecordError where that does not do. SQLite's own lock goes on every system.
    """
    try:
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.Error as error:
        raise RecordError(f"cannot write to {path.parent}: {error}; try again") from error


def write_text(path: Path, text: str, *, synced: bool = True) -> None:
    """Puts the text in its place, its ends of lines as they are; OSError where it cannot."""
    with whole_file(path, synced=synced) as file:
        # Half a surrogate pair, which a name in JSON may hold, cannot be written.
        file.write(text.encode("utf-8", "replace"))


def write_json(path: Path, value: Any, *, synced: bool = True) -> None:
    """Puts the value in its place as JSON; OSError where it cannot."""
    text = json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False)
    write_text(path, f"{text}\n", synced=synced)


def read_json(path: Path) -> dict[str, Any]:
    """The table in the file; RecordError where there is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        why = f"{path.name} is not in it; give a folder that the coach wrote"
        raise RecordError(f"{path.parent} is no session: {why}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise RecordError(f"{path} cannot be read: it is damaged, or not a session's") from error
    if not isinstance(value, dict):
        raise RecordError(f"{path} cannot be read: it is damaged, or not a session's")
    return value


@contextmanager
def reading(path: Path, advice: str) -> Iterator[None]:
    """RecordError in one line where what the file holds is not what it should be."""
    try:
        yield
    except DAMAGE as error:
        raise RecordError(f"{path} is damaged: {advice}") from error


@contextmanager
def writing(path: Path, advice: str = "") -> Iterator[None]:
    """RecordError in one line where the file cannot be written."""
    try:
        yield
    except OSError as error:
        why = f"cannot write {path}: {error.strerror or error}"
        raise RecordError(f"{why}; {advice}" if advice else why) from error


@contextmanager
def recording_into(folder: Path) -> Iterator[None]:
    """RecordError in one line where the session's folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise RecordError(_why_not(folder, error)) from error


def _why_not(path: Path, error: OSError) -> str:
    if error.errno == ENOSPC:
        begun = any(path.glob("*"))
        kept = f"{path} keeps what was recorded until now" if begun else f"{path} keeps nothing"
        return f"the disk is full: {kept}; free some space"
    return f"cannot write to {path}: {error.strerror or error}; choose another folder"


def _sync_folder(folder: Path) -> None:
    """Also the file's new name is to outlast a loss of power, where the disk can promise that."""
    if OF_FOLDERS is not None:
        with suppress(OSError):
            opened = os.open(folder, OF_FOLDERS)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
