"""set.json: what a set began with, beside its poses, so that it can be replayed to the last cue."""

from __future__ import annotations

import json
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coach.core.session.set_start import SetStart
from coach.errors import RecordError
from coach.records.atomic_files import read_json, write_json

SET_JSON = "set.json"
SCHEMA = 1

_BEGUN = TypeAdapter(SetStart)


def write_set(folder: Path, set_start: SetStart) -> None:
    """Writes the file whole or not at all; OSError where it cannot."""
    write_json(folder / SET_JSON, set_start_table(set_start))


def set_start_table(set_start: SetStart) -> dict[str, Any]:
    """What the file says of it."""
    table: dict[str, Any] = _strict(_BEGUN.dump_python(set_start))
    return {"schema": SCHEMA, **table}


def read_set(folder: Path) -> SetStart:
    """What the set began with; RecordError where that is not known."""
    table = read_json(folder / SET_JSON)
    try:
        return _BEGUN.validate_python({key: table[key] for key in table if key != "schema"})
    except ValidationError as error:
        raise RecordError(f"{folder / SET_JSON} is damaged: record the set again") from error


def _strict(value: Any) -> Any:
    """As JSON knows it: NaN and infinity become words, and a set always has the same order."""
    if isinstance(value, dict):
        return {key: _strict(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_strict(one) for one in value]
    return value if not isinstance(value, float) or isfinite(value) else json.dumps(value)
