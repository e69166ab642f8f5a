"""A session's folder, written as it happens: a crash loses at most the last second.

While it is written, landmarks lie in poses.part and summary.json tells what is known so far. A
folder that still has a poses.part was not closed; `recover` closes it.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import ExitStack, suppress
from datetime import datetime
from itertools import chain, count
from math import inf, nan
from pathlib import Path
from types import TracebackType
from typing import Self

from coach.core.compare.run_assessment import Assessment
from coach.core.judging.result import SetResult
from coach.core.session.snapshot import Snapshot
from coach.errors import RecordError
from coach.poses.recording import Recording, load_poses, save_poses
from coach.records.atomic_files import recording_into, whole_file, write_json
from coach.records.kept_video import OVERLAY_AVI, VIDEO_AVI, VIDEO_TIMES_CSV
from coach.records.pose_log import read_pose_log
from coach.records.running_summary import RunningSummary
from coach.records.session_file import SESSION_JSON, SET_JSON, About, write_about, write_set
from coach.records.set_files import (
    COMMANDS_CSV,
    EVENTS_CSV,
    FRAMES_CSV,
    POSE_LOG,
    REPS_CSV,
    SetFiles,
)
from coach.records.summary import SUMMARY_JSON, SummaryWords, summary

POSES_NPZ = "poses.npz"
VIDEOS = frozenset({VIDEO_AVI, OVERLAY_AVI, VIDEO_TIMES_CSV})
OURS = frozenset(
    {
        *(SUMMARY_JSON, FRAMES_CSV, REPS_CSV, EVENTS_CSV, COMMANDS_CSV, POSES_NPZ, POSE_LOG),
        *(SESSION_JSON, SET_JSON, *VIDEOS),
    }
)

_FLUSH_S = 0.5


class SetRecorder:
    """`with SetRecorder(...) as folder:` write each snapshot, then finish with the result.

    Entering raises RecordError where the folder cannot be written; it must be new, empty, or an
    earlier session's, which is replaced at the first snapshot. Before that nothing is kept.
    `about` is told of the top of a session, not of a set in a plan's folder.
    """

    def __init__(
        self,
        path: Path,
        *,
        drill: str,
        source: str,
        texts: SummaryWords,
        speed_kmh: float = nan,
        about: About | None = None,
    ) -> None:
        self.path = self.set_path = path
        self._about = about
        self._source = source
        self._texts = texts
        self._running = RunningSummary(drill)
        self._assessment = Assessment(speed_kmh)
        self._result: SetResult | None = None
        self._made: list[Path] = []
        self._files: SetFiles | None = None
        self._flushed = -inf
        self._last_index = -1

    def __enter__(self) -> Self:
        try:
            with recording_into(self.path):
                self._claim()
        except RecordError:
            self._unmake()
            raise
        return self

    def write(self, snapshot: Snapshot) -> None:
        """Records what is new of the set; it is on the disk half a second of snapshots later."""
        if snapshot.progress is not None and not snapshot.progress.in_set:
            return
        with recording_into(self.path):
            files = self._begun(snapshot)
            new_frame = snapshot.frame.index > self._last_index
            self._last_index = snapshot.frame.index
            files.add(snapshot, new_frame=new_frame)
            self._running.add(snapshot, new_frame=new_frame)
            if snapshot.t - self._flushed >= _FLUSH_S:
                self._flushed = snapshot.t
                files.flush()
                # Somebody who just reads the file may lock it on Windows: the next one is soon.
                with suppress(PermissionError):
                    self._summarize(self._running.result(), synced=False)

    def finish(self, result: SetResult, assessment: Assessment | None = None) -> None:
        """Writes the summary of the whole, and what it says where it is assessed."""
        with recording_into(self.path):
            self._begun().finish()
            self._result = result
            self._assessment = assessment or self._assessment
            self._summarize(result)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._files is None:
            self._unmake()
            return
        try:
            with recording_into(self.path):
                self._end(self._files)
        except RecordError:
            if error is None:
                raise

    def _claim(self) -> None:
        self._made = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
        if self.path.is_file():
            raise RecordError(f"{self.path} is a file: give a folder to write into")
        self.path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.path):
            pass
        names = {p.name for p in self.path.iterdir() if not p.name.startswith(".")}
        if names and not names & OURS:
            raise RecordError(f"{self.path} holds other files: give a new or an empty folder")

    def _unmake(self) -> None:
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()

    def _begun(self, first: Snapshot | None = None) -> SetFiles:
        """The files as they begin, all of them or none: a half session cannot be opened."""
        if self._files is None:
            self._clear()
            with ExitStack() as undo:
                undo.callback(self._clear)
                if first is not None and first.set_start is not None:
                    write_set(self.path, first.set_start)
                self._summarize(self._running.result())
                files = SetFiles(self.path)
                undo.callback(files.close)
                if self._about is not None:
                    write_about(self.path, self._about)
                undo.pop_all()
            self._files = files
        return self._files

    def _clear(self) -> None:
        """The file that makes it a session goes first and comes last."""
        for name in (SESSION_JSON, *OURS - {SESSION_JSON}):
            (self.path / name).unlink(missing_ok=True)

    def _end(self, files: SetFiles) -> None:
        try:
            files.finish()
            if self._result is None:
                self._summarize(self._running.result())
        finally:
            files.close()
        recover(self.path)

    def _summarize(self, result: SetResult, *, synced: bool = True) -> None:
        table = summary(result, self._source, self._texts, self._assessment)
        write_json(self.path / SUMMARY_JSON, table, synced=synced)


def recover(path: Path) -> None:
    """Turns the pose log of a session's folder, where there is one, into poses.npz."""
    log = path / POSE_LOG
    if not log.exists():
        return
    recording = read_pose_log(log)
    if len(recording.t):
        with whole_file(path / POSES_NPZ) as file:
            save_poses(file, recording)
    log.unlink()


def load_recording(path: Path) -> Recording:
    """What a session's folder has of the poses, also where it was killed; nothing is changed.
    RecordError where it has none."""
    log = path / POSE_LOG
    if (path / POSES_NPZ).exists() or not log.exists():
        return load_poses(path / POSES_NPZ)
    try:
        return read_pose_log(log)
    except OSError as error:
        raise RecordError(f"cannot read {log}: {error.strerror or error}") from error


def new_session_dir(root: Path, drill: str, athlete: str | None, when: datetime) -> Path:
    """A folder under `root` that is not there yet, as 2026-11-22_1423_high_knees_jodi."""
    words = [f"{when:%Y-%m-%d_%H%M}", _plain(drill), _plain(athlete or "")]
    name = "_".join(word for word in words if word)
    names = chain([name], (f"{name}_{n}" for n in count(2)))
    return next(path for path in map(root.joinpath, names) if not path.exists())


def _plain(name: str) -> str:
    """A name as part of a file's name on any system, whatever characters it has."""
    return "_".join(re.findall(r"\w+", name))[:40]
