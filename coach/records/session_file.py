"""session.json: whose session it is, when, from what, at the top of every session's folder; and
set.json beside a set's poses: what it began with, so that it can be replayed to the last cue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite, nan
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, TypeAdapter

from coach.core.session.set_start import SetStart
from coach.records.atomic_files import read_json, reading, write_json
from coach.records.values import Number, plain

SESSION_JSON, SET_JSON = "session.json", "set.json"
SCHEMA = 1

RUN, PLAN, ANALYZE = "run", "plan", "analyze"


@dataclass(frozen=True, slots=True)
class Who:
    """An athlete: the `id` never changes, the `name` may, and holds any characters."""

    id: str
    name: str


def _time(word: str) -> str:
    datetime.fromisoformat(word)
    return word


@dataclass(frozen=True, slots=True)
class About:
    """Of what `kind` a session is, of the drill or plan of this `name`; `started` is the local time
    with its offset, as in 2026-11-22T14:23:05+01:00. `prescription` is what was prescribed, empty
    for nothing; `app` is the version that recorded it, `model` the pose model's name, empty where
    there was none, or that is not known."""

    kind: str
    name: str
    title: str
    source: str
    started: Annotated[str, AfterValidator(_time)]
    app: str
    athlete: Who | None = None
    speed_kmh: Number = nan
    prescription: Annotated[Mapping[str, Any], BeforeValidator(lambda value: value or {})] = field(
        default_factory=lambda: MappingProxyType({})
    )
    model: str = ""


_ABOUT, _SET_START = TypeAdapter(About), TypeAdapter(SetStart)


def write_about(folder: Path, about: About) -> None:
    """Writes session.json whole or not at all; OSError where it cannot."""
    prescription = plain(about.prescription) or None
    table = {"schema": SCHEMA, **plain(about), "prescription": prescription}
    write_json(folder / SESSION_JSON, table)


def read_about(folder: Path) -> About:
    """What session.json tells; RecordError where there is none, or it is damaged."""
    table = read_json(folder / SESSION_JSON)
    with reading(folder / SESSION_JSON, "it does not say whose it is"):
        return _ABOUT.validate_python(table)


def about_of(folder: Path) -> About | None:
    """Of the session that this folder is, or is a set of; None where that is not known."""
    tops = (top for top in (folder, folder.parent) if (top / SESSION_JSON).is_file())
    return next((read_about(top) for top in tops), None)


def write_set(folder: Path, set_start: SetStart) -> None:
    """Writes set.json whole or not at all; OSError where it cannot."""
    write_json(folder / SET_JSON, set_start_table(set_start))


def set_start_table(set_start: SetStart) -> dict[str, Any]:
    """What the file says of it: NaN and infinity are words there."""
    return {"schema": SCHEMA, **plain(set_start, lambda n: n if isfinite(n) else json.dumps(n))}


def read_set(folder: Path) -> SetStart:
    """What the set began with; RecordError where that is not known."""
    table = read_json(folder / SET_JSON)
    drill = table.get("drill")
    if isinstance(drill, dict) and "stick" in drill:  # a landing's word in older files
        drill["landing"] = drill.pop("stick")
    with reading(folder / SET_JSON, "record the set again"):
        return _SET_START.validate_python(table)
