"""Reads what was recorded: a session with its sets, as the pages and exports need it.

Nothing is changed by reading. A set's `result` lacks what only its run knew (the kinds of cues are
kept, the running counts are not); `rows_of` and `frames_of` read its tables.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Any

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.pain import PainMark
from coach.core.drills.targets import retargeted
from coach.core.judging.result import SetResult
from coach.core.session.progress import Ending
from coach.core.session.set_start import SetStart
from coach.core.types import Command, Event, EventKind, Points, Rep, Side
from coach.errors import RecordError
from coach.records.atomic_files import reading
from coach.records.comparison import ComparisonEntry
from coach.records.plan_file import PLAN_JSON, SetEntry, read_plan
from coach.records.session_file import SESSION_JSON, About, read_about, read_set
from coach.records.set_files import COMMANDS_CSV, EVENTS_CSV, FRAMES_CSV, POSE_LOG, REPS_CSV
from coach.records.summary import SUMMARY_JSON, RecordedFinding, read_summary
from coach.records.tables import FRAMES, rep_of

A_ROW = "a row of it cannot be read"


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """One set: what it began with and came to. `step` and `set` count from 1, `ending` is "done",
    "skipped" or "cut", `label` that of the plan's step. `closed` is False where the program was
    killed in it: then `result` has no metrics yet. `cue_texts` are the words of the result's cues,
    `findings` what stood out in a run."""

    path: Path
    set_start: SetStart
    result: SetResult
    step: int = 1
    set: int = 1
    label: str | None = None
    ending: str = Ending.DONE
    closed: bool = True
    cue_texts: tuple[str, ...] = ()
    findings: tuple[RecordedFinding, ...] | None = None
    speed_kmh: float = nan

    @property
    def drill(self) -> Drill:
        """The drill in force at the end of the set: its target may have been lowered."""
        drill, target = self.set_start.drill, self.result.target
        return retargeted(drill, target) if target else drill


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """A session: a run or an analysed video has one set, a plan has several, in order, and
    `marks` of pain and a `comparison` as plan.json has them."""

    path: Path
    about: About
    sets: tuple[RecordedSet, ...]
    marks: tuple[PainMark, ...] = ()
    comparison: tuple[ComparisonEntry, ...] = ()


def is_session(path: Path) -> bool:
    """Whether the folder is the top of a recorded session."""
    return (path / SESSION_JSON).is_file()


def sessions_in(path: Path) -> list[Path]:
    """The folder itself where it is a session's top, or the sessions one below it."""
    if is_session(path) or not path.is_dir():
        return [path]
    return sorted(below for below in path.iterdir() if is_session(below)) or [path]


def set_in(path: Path) -> Path:
    """The folder of a single set: this one, or that of the session's only set; RecordError where
    there is none, or more than one."""
    if (path / FRAMES_CSV).is_file():
        return path
    sets = sorted(frames.parent for frames in path.glob(f"*/{FRAMES_CSV}"))
    if not sets:
        raise RecordError(f"{path} is no set: {FRAMES_CSV} is not in it; give a set's folder")
    if len(sets) > 1:
        raise RecordError(f"{path} holds {len(sets)} sets: give one of them, such as {sets[0]}")
    return sets[0]


def read_session(path: Path) -> RecordedSession:
    """All of a session but its tables; RecordError where the folder is none, or is damaged."""
    about = read_about(path)
    if not (path / PLAN_JSON).is_file():
        return RecordedSession(path, about, (_read_set(path),))
    plan = read_plan(path)
    recorded = [one for one in plan.sets if (path / one.folder / SUMMARY_JSON).is_file()]
    sets = tuple(_read_set(path / one.folder, one) for one in recorded)
    return RecordedSession(path, about, sets, plan.marks, plan.comparison)


def read_folder(path: Path) -> RecordedSession:
    """A session, or one set of a plan as if it were one."""
    top = path.resolve().parent
    if is_session(path) or not is_session(top) or not (path / SUMMARY_JSON).is_file():
        return read_session(path)
    sets = read_plan(top).sets if (top / PLAN_JSON).is_file() else ()
    entry = next((one for one in sets if one.folder == path.resolve().name), None)
    return RecordedSession(path, read_about(top), (_read_set(path, entry),))


def _read_set(path: Path, entry: SetEntry | None = None) -> RecordedSet:
    """One set, a plan's by its entry there."""
    closed = not (path / POSE_LOG).exists()
    entry = entry or SetEntry(path.name, ending=Ending.DONE if closed else Ending.CUT)
    read = read_summary(path)
    return RecordedSet(
        path,
        read_set(path),
        read.result,
        entry.step,
        entry.set,
        entry.label,
        entry.ending or Ending.CUT,
        closed,
        read.cue_texts,
        read.findings,
        read.speed_kmh,
    )


def reps_of(path: Path) -> tuple[Rep, ...]:
    """The rows of reps.csv, in order; its numbers as they are written."""
    with reading(path / REPS_CSV, A_ROW):
        return tuple(rep_of(row) for row in _rows(path / REPS_CSV))


def events_of(path: Path) -> tuple[Event, ...]:
    """The rows of events.csv, in order."""
    with reading(path / EVENTS_CSV, A_ROW):
        return tuple(_event(row) for row in _rows(path / EVENTS_CSV))


def _event(row: Mapping[str, str]) -> Event:
    side = Side(row["side"]) if row["side"] else None
    return Event(float(row["t_s"]), EventKind(row["kind"]), side)


def commands_of(path: Path) -> Mapping[int, tuple[Command, ...]]:
    """What was asked of the set, by the index of the frame before which it was."""
    found: dict[int, tuple[Command, ...]] = {}
    with reading(path / COMMANDS_CSV, A_ROW):
        for row in _rows(path / COMMANDS_CSV):
            index = int(row["before_frame"])
            found[index] = (*found.get(index, ()), Command(row["command"]))
    return found


def frames_of(path: Path) -> Mapping[str, Points]:
    """The columns of frames.csv by their names, NaN where empty; `quality` is left out."""
    with reading(path / FRAMES_CSV, A_ROW), _opened(path / FRAMES_CSV) as file:
        head, *rows = csv.reader(file)
        if tuple(head) != FRAMES:
            raise ValueError(head)
        number = [[float(cell) if cell else nan for cell in (*row[:2], *row[3:])] for row in rows]
        columns = np.array(number, np.float64).reshape(-1, len(head) - 1).T
    return dict(zip((*head[:2], *head[3:]), columns, strict=True))


def _rows(path: Path) -> list[dict[str, str]]:
    with _opened(path) as file:
        return list(csv.DictReader(file))


def _opened(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise RecordError(f"cannot read {path}: {error.strerror or error}") from error
