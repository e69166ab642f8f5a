"""The files of a set that grow with every snapshot: frames.csv, reps.csv, events.csv, poses."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from math import isnan
from pathlib import Path

from coach.core.session.snapshot import Snapshot
from coach.core.types import Rep, Side
from coach.records.appender import Appender, GrowingTable
from coach.records.pose_log import PoseLog
from coach.records.tables import (
    COMMANDS,
    EVENTS,
    FRAMES,
    REPS,
    command_row,
    event_row,
    frame_row,
    rep_row,
)

FRAMES_CSV, REPS_CSV, EVENTS_CSV = "frames.csv", "reps.csv", "events.csv"
COMMANDS_CSV = "commands.csv"
POSE_LOG = "poses.part"


class SetFiles:
    """Starts the tables and the pose log in a folder; raises OSError where it cannot write."""

    def __init__(self, folder: Path) -> None:
        with ExitStack() as opened:

            def start(name: str, columns: Sequence[str]) -> GrowingTable:
                table = GrowingTable(folder / name, columns)
                opened.callback(table.file.close)
                return table

            poses = Appender(folder / POSE_LOG)
            opened.callback(poses.close)
            self._poses = PoseLog(poses)
            self._frames = start(FRAMES_CSV, FRAMES)
            self._reps = start(REPS_CSV, REPS)
            self._events = start(EVENTS_CSV, EVENTS)
            self._commands = start(COMMANDS_CSV, COMMANDS)
            self._opened = opened.pop_all()
        self._unfinished: dict[Side, Rep] = {}

    def add(self, snapshot: Snapshot, *, new_frame: bool) -> None:
        """Keeps the snapshot for the next flush."""
        if new_frame:
            look = snapshot.frame.look
            self._poses.add(snapshot.frame, snapshot.found, look.code if look else 0)
        for kinematics in snapshot.smoothed:
            self._frames.add(frame_row(kinematics))
        for event in snapshot.events:
            self._events.add(event_row(event))
        for rep in (*snapshot.reps, *snapshot.ended):
            self._add_rep(rep)
        # What comes after the last frame is written before a frame that never came.
        before = snapshot.frame.index + (not new_frame)
        for command in snapshot.commands:
            self._commands.add(command_row(before, snapshot.t, command))

    def flush(self) -> None:
        """Writes what waits; OSError when the disk is full, with all rows so far whole."""
        for table in (self._reps, self._events, self._commands, self._frames):
            table.file.flush()
        self._poses.flush()

    def finish(self) -> None:
        """Writes all there is, also the reps whose end was not seen."""
        for rep in self._unfinished.values():
            self._reps.add(rep_row(rep))
        self._unfinished.clear()
        self.flush()

    def close(self) -> None:
        self._opened.close()

    def _add_rep(self, rep: Rep) -> None:
        """A rep is written when its end is known, or when the leg's next one is decided."""
        before = self._unfinished.pop(rep.side, None)
        if before is not None and before.number != rep.number:
            self._reps.add(rep_row(before))
        if isnan(rep.end):
            self._unfinished[rep.side] = rep
        else:
            self._reps.add(rep_row(rep))
