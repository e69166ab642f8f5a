"""Writes a table as TOML, such as `tomllib` reads back to the same."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from coach.config.files import Table

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(table: Table) -> str:
    """Single values first, then the tables, then the lists of tables; at most two levels deep, what
    lies below stands in one line."""
    lines = _lines({key: value for key, value in table.items() if not _parts(value)})
    for key, value in table.items():
        head = "[{}]" if isinstance(value, dict) else "[[{}]]"
        for part in _parts(value):
            lines += ["", head.format(_key(key)), *_lines(part)]
    return "\n".join(lines) + "\n"


def _parts(value: Any) -> list[Table]:
    """The tables that have lines of their own."""
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) and value and isinstance(value[0], dict) else []


def _lines(table: Table) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items()]


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(_lines(value)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    # JSON's way to write a text, a number, true or false is TOML's too, but for one letter.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
