"""Ends a session that was broken off: what only its end tells is found by playing it once more."""

from __future__ import annotations

import shutil
import time
from math import nan
from pathlib import Path

from coach.app.replay import Take, again_of, assessed, takes_in
from coach.app.request import Progressing, RunContext, RunRequest, load_context
from coach.core.session.progress import Ending
from coach.core.session.set_runner import SetRunner
from coach.errors import RecordError
from coach.records.atomic_files import read_json, reading, write_json
from coach.records.plan_file import PLAN_JSON
from coach.records.set_files import POSE_LOG
from coach.records.set_recorder import OURS, SetRecorder, load_recording
from coach.records.summary import SUMMARY_JSON

STILL_S = 2.0
"""A pose log grows twice a second; one that does not for so long is nobody's any more."""

CLOSING = "closing"
"""The folder in which a set is played, before its files take the others' places."""


def close_broken(path: Path, progressing: Progressing) -> int:
    """Closes every set of the folder that was broken off; gives how many there were.

    RecordError where it is still being recorded, or cannot be written to.
    """
    if not any(folder.exists() for folder in (path / POSE_LOG, *path.glob(f"*/{POSE_LOG}"))):
        return 0
    broken = [take for take in takes_in(path) if (take.path / POSE_LOG).exists()]
    context = load_context(RunRequest(headless=True, fast=True))
    for take in broken:
        _wait_for(take.path / POSE_LOG)
        try:
            _close(take, context, progressing)
        except OSError as error:
            raise RecordError(
                f"cannot write to {take.path}: {error.strerror or error}; copy it to where you can"
            ) from error
    if (path / PLAN_JSON).is_file():
        _cut(path)
    return len(broken)


def close_where_possible(path: Path, progressing: Progressing) -> str:
    """As `close_broken`; where it cannot be, why, in one line: it can be read all the same."""
    try:
        close_broken(path, progressing)
    except RecordError as error:
        return str(error)
    return ""


def _wait_for(log: Path) -> None:
    """Until nobody has written to it for a while."""
    written = log.stat().st_mtime
    time.sleep(min(STILL_S, max(0.0, written + STILL_S - time.time())))
    if log.stat().st_mtime != written:
        raise RecordError(f"{log.parent} is still being recorded: end that session first")


def _close(take: Take, context: RunContext, progressing: Progressing) -> None:
    """Nothing of the old is removed before all of the new is there."""
    recording, closing = load_recording(take.path), take.path / CLOSING
    shutil.rmtree(closing, ignore_errors=True)
    if len(recording.t):
        source = str(read_json(take.path / SUMMARY_JSON).get("source", ""))
        line, drill = SetRunner(take.set_start, take.place), take.set_start.drill.name
        folder = SetRecorder(
            closing, drill=drill, source=source, texts=context.texts, speed_kmh=take.speed_kmh
        )
        with folder, progressing() as progress:
            first, last = recording.t[0], recording.t[-1]
            for snapshot in again_of(take, line):
                folder.write(snapshot)
                progress(take.path.name, (snapshot.t - first) / (last - first or nan))
            result = line.result()
            folder.finish(result, assessed(take, result, context))
        for name in (*sorted(OURS - {SUMMARY_JSON}), SUMMARY_JSON):
            if (closing / name).exists():
                (closing / name).replace(take.path / name)
    (take.path / POSE_LOG).unlink()
    shutil.rmtree(closing, ignore_errors=True)


def _cut(path: Path) -> None:
    """Says of the sets that never ended that they were cut."""
    plan = read_json(path / PLAN_JSON)
    with reading(path / PLAN_JSON, "record the session again"):
        for one in plan["sets"]:
            one["ending"] = one.get("ending") or Ending.CUT.value
    write_json(path / PLAN_JSON, plan)
