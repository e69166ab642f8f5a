"""A table as the text of a .csv, which a spreadsheet may open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from math import isfinite
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet calculates what begins so, whoever wrote it."""

Row = Mapping[str, Any]


def csv_text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The columns' names, and each row's cells by them; what is not known is empty."""
    file = StringIO(newline="")
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return file.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
