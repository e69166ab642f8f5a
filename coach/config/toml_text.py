"""Writes a table as TOML, such as `tomllib` reads back to the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from coach.config.files import Table

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(table: Table) -> str:
    """Single values first, then the tables, then the lists of tables; at most two levels deep, what
    lies below stands in one line."""
    lines = [
        f"{_key(key)} = {_value(value)}" for key, value in table.items() if not _is_part(value)
    ]
    for key, value in table.items():
        lines += _part(key, value) if _is_part(value) else []
    return "\n".join(lines) + "\n"


def _is_part(value: Any) -> bool:
    tables = isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    return isinstance(value, dict) or tables


def _part(key: str, value: Any) -> Iterator[str]:
    for head, one in (
        [(f"[{_key(key)}]", value)]
        if isinstance(value, dict)
        else [(f"[[{_key(key)}]]", one) for one in value]
    ):
        yield from ("", head)
        yield from (f"{_key(inner)} = {_value(each)}" for inner, each in one.items())


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else _single(value)


def _single(value: Any) -> str:
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    """JSON's way to write a text is TOML's too, but for one letter."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
