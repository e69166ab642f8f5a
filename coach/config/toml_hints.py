"""What to write instead where a file is no TOML: what people type who never heard of it."""

from __future__ import annotations

import re
from collections.abc import Callable

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_LONGEST = 70
_CURLY = frozenset("\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")

_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,])")


def explained(error: str, text: str) -> str:
    """The parser's words, what to write instead, and below them the line with a mark where it
    stopped; only its words where it names no line."""
    at = _AT.search(error)
    lines = text.splitlines()
    if at is None or not 0 < int(at[1]) <= len(lines):
        return error
    line, column = lines[int(at[1]) - 1].replace("\t", " "), int(at[2]) - 1
    begin = max(0, column - _LONGEST // 2)
    shown = "".join(letter if letter.isprintable() else "?" for letter in line[begin:])[:_LONGEST]
    return f"{error}{_instead(line)}\n    {shown}\n    {' ' * (column - begin)}^"


def _instead(line: str) -> str:
    code = line.split("#")[0]
    return next((f"; {hint}" for hint in (find(code) for find in _HINTS) if hint), "")


def _date(line: str) -> str:
    found = _DATE.search(line)
    if found is None:
        return ""
    day, month, year = found.groups()
    return f"write {year}-{int(month):02}-{int(day):02}, not {found[0]}"


def _comma(line: str) -> str:
    found = _COMMA.search(line.partition("=")[2])
    return f"write {found[1]}.{found[2]}, not {found[0]}" if found else ""


def _space(line: str) -> str:
    odd = any(letter.isspace() and letter not in " \t" for letter in line)
    return "there is a space that is not a plain one, as a word processor makes it" if odd else ""


def _quotes(line: str) -> str:
    return 'use straight quotes, as in "this"' if set(line) & _CURLY else ""


def _semicolons(line: str) -> str:
    return "no semicolons: a line is a key, =, and its value" if ";" in line else ""


def _unclosed(line: str) -> str:
    return 'a closing " is missing' if line.count('"') % 2 else ""


_HINTS: tuple[Callable[[str], str], ...] = (
    *(_date, _quotes, _space, _semicolons, _unclosed, _comma),
)
