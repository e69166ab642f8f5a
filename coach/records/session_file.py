"""session.json: whose session it is, when, from what; at the top of every session's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coach.errors import RecordError
from coach.records.atomic_files import read_json, write_json

SESSION_JSON = "session.json"
SCHEMA = 1

RUN, PLAN, ANALYZE = "run", "plan", "analyze"


@dataclass(frozen=True, slots=True)
class Who:
    """An athlete: the `id` never changes, the `name` may, and holds any characters."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class About:
    """Of what `kind` a session is, of the drill or plan of this `name`; `started` is the local time
    with its offset, as in 2026-11-22T14:23:05+01:00. `prescription` is what was prescribed, empty
    for nothing; `app` is the version that recorded it."""

    kind: str
    name: str
    title: str
    source: str
    started: str
    app: str
    athlete: Who | None = None
    speed_kmh: float = nan
    prescription: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def write_about(folder: Path, about: About) -> None:
    """Writes session.json whole or not at all; OSError where it cannot."""
    who = about.athlete
    table = {
        "schema": SCHEMA,
        "kind": about.kind,
        "name": about.name,
        "title": about.title,
        "source": about.source,
        "started": about.started,
        "app": about.app,
        "athlete": {"id": who.id, "name": who.name} if who else None,
        "speed_kmh": about.speed_kmh if about.speed_kmh == about.speed_kmh else None,
        "prescription": dict(about.prescription) or None,
    }
    write_json(folder / SESSION_JSON, table)


def read_about(folder: Path) -> About:
    """What session.json tells; RecordError where there is none, or it is damaged."""
    told = read_json(folder / SESSION_JSON)
    try:
        who, speed = told.get("athlete"), told.get("speed_kmh")
        return About(
            kind=told["kind"],
            name=told["name"],
            title=told["title"],
            source=told["source"],
            started=told["started"],
            app=told["app"],
            athlete=Who(str(who["id"]), str(who["name"])) if who else None,
            speed_kmh=nan if speed is None else float(speed),
            prescription=dict(told.get("prescription") or {}),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(
            f"{folder / SESSION_JSON} is damaged: it does not say whose it is"
        ) from error


def about_of(folder: Path) -> About | None:
    """Of the session that this folder is, or is a set of; None where that is not known."""
    tops = (top for top in (folder, folder.parent) if (top / SESSION_JSON).is_file())
    return next((read_about(top) for top in tops), None)
