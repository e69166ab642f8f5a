"""A plan's folder as it is written: plan.json, and an ordinary folder for each set in it.

plan.json is written anew whenever a set begins or ends, so that it is always whole; a session that
broke off can go on after the last set that was finished.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from coach.core.compare.change import Comparison
from coach.core.compare.run_assessment import Assessment
from coach.core.drills.plan import Plan
from coach.core.judging.result import SetResult
from coach.core.session.progress import Ending, Progress
from coach.core.session.snapshot import Snapshot
from coach.errors import RecordError
from coach.records.atomic_files import recording_into, write_json
from coach.records.plan_file import PLAN_JSON, BrokenSession, SetEntry, plan_table
from coach.records.session_file import SESSION_JSON, About, write_about
from coach.records.set_recorder import SetRecorder
from coach.records.summary import SummaryWords


class SessionRecorder:
    """`with SessionRecorder(...) as folder:` write each snapshot, then finish with the comparisons.

    `assessed` gives what stands out in a set; `after` is a session that this one goes on with, in
    its own folder. `set_path` is the folder of the newest set, as it is of a set alone.
    """

    def __init__(
        self,
        path: Path,
        plan: Plan,
        *,
        source: str,
        texts: SummaryWords,
        assessed: Callable[[SetResult], Assessment],
        after: BrokenSession | None = None,
        about: About | None = None,
    ) -> None:
        self.path, self._assessed, self._about = path, assessed, about
        self.set_path = path
        self._plan, self._source, self._texts = plan, source, texts
        self._sets: list[SetEntry] = list(after.sets) if after else []
        self._marks = after.marks if after else ()
        self._finished = False
        self._number: int | None = None
        self._set: SetRecorder | None = None
        self._comparisons: Sequence[Comparison] = ()

    def __enter__(self) -> Self:
        try:
            with recording_into(self.path):
                self.path.mkdir(parents=True, exist_ok=True)
            self._save()
            if self._about is not None and not (self.path / SESSION_JSON).exists():
                with recording_into(self.path):
                    write_about(self.path, self._about)
        except RecordError:
            self._unmake()
            raise
        return self

    def write(self, snapshot: Snapshot) -> None:
        """Records what is new in the set that is under way; between two sets only marks are."""
        progress = snapshot.progress
        if progress is None:
            return
        ended = not progress.in_set or snapshot.result is not None
        finished = ended and progress.next_drill is None and progress.ending is not Ending.CUT
        if (progress.marks, finished) != (self._marks, self._finished):
            self._marks, self._finished = progress.marks, finished
            self._save()
        if not progress.in_set:
            return
        if progress.number != self._number:
            self._begin(progress, snapshot)
        elif self._set is not None:
            self._set.write(snapshot)
        if snapshot.result is not None and self._set is not None:
            self._set.finish(snapshot.result, self._assessed(snapshot.result))
            self._close(None)
            self._sets[-1] = replace(self._sets[-1], ending=progress.ending)
            self._save()

    def finish(self, comparisons: Sequence[Comparison]) -> None:
        """Writes down what changed."""
        self._comparisons = comparisons
        self._save()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(error)
        self._unmake()

    def _unmake(self) -> None:
        """Where there is no set, nothing is left."""
        if not self._sets:
            with suppress(OSError):
                for name in (SESSION_JSON, PLAN_JSON):
                    (self.path / name).unlink(missing_ok=True)
                self.path.rmdir()

    def _begin(self, progress: Progress, first: Snapshot) -> None:
        self._close(None)
        self._number = progress.number
        name = f"{len(self._sets) + 1:02}_{progress.drill.name}"
        folder = SetRecorder(
            self.path / name, drill=progress.drill.name, source=self._source, texts=self._texts
        )
        self._set, self.set_path = folder.__enter__(), folder.path
        # The plan names a set once its first frame is written.
        folder.write(first)
        place = progress.at_step, progress.at_set, progress.step.label
        self._sets.append(SetEntry(name, progress.drill.name, *place))
        self._save()

    def _close(self, error: BaseException | None) -> None:
        folder, self._set = self._set, None
        if folder is not None:
            folder.__exit__(type(error) if error else None, error, None)

    def _save(self) -> None:
        with recording_into(self.path):
            table = plan_table(
                self._plan,
                self._source,
                self._sets,
                self._marks,
                self._comparisons,
                finished=self._finished,
            )
            write_json(self.path / PLAN_JSON, table)
