"""Files that are written whole or not at all; JSON is read with one line for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coach.errors import RecordError


def write_json(path: Path, value: Any) -> None:
    """Puts the file in its place once it is whole; OSError with the earlier one still there."""
    text = json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False)
    write_text(path, f"{text}\n")


def write_text(path: Path, text: str) -> None:
    """The same for any text, its ends of lines as they are."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_json(path: Path) -> dict[str, Any]:
    """The table in the file; RecordError where there is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        why = f"{path.name} is not in it; give a folder that the coach wrote"
        raise RecordError(f"{path.parent} is no session: {why}") from error
    except (OSError, ValueError) as error:
        raise RecordError(f"{path} cannot be read: it is damaged, or not a session's") from error
    if not isinstance(value, dict):
        raise RecordError(f"{path} cannot be read: it is damaged, or not a session's")
    return value
