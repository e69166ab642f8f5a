"""A plan's folder: plan.json, and an ordinary session folder for each set in it.

plan.json is written anew whenever a set begins or ends, so that it is always whole; a session that
broke off can go on after the last set that was finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from coach.core.compare.change import Comparison
from coach.core.compare.run_assessment import Assessment
from coach.core.drills.pain import PainMark
from coach.core.drills.plan import Plan, SetPlace, Step
from coach.core.drills.rules import Band
from coach.core.judging.result import SetResult
from coach.core.session.progress import Ending, FinishedSet, Progress
from coach.core.session.snapshot import Snapshot
from coach.errors import RecordError
from coach.records.athlete_sessions import is_of
from coach.records.atomic_files import read_json, write_json
from coach.records.comparison import comparison_json
from coach.records.session_file import SESSION_JSON, About, write_about
from coach.records.set_recorder import SUMMARY_JSON, SetRecorder, why_not
from coach.records.summary import result_of
from coach.wording.texts import Texts

PLAN_JSON = "plan.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class BrokenSession:
    """A plan's folder whose session is not finished: the sets that are, all that it holds of them,
    and what was told of pain."""

    path: Path
    done: tuple[FinishedSet, ...]
    sets: tuple[dict[str, Any], ...]
    marks: tuple[PainMark, ...] = ()


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
        texts: Texts,
        assessed: Callable[[SetResult], Assessment],
        after: BrokenSession | None = None,
        about: About | None = None,
    ) -> None:
        self.path, self._assessed, self._about = path, assessed, about
        self.set_path = path
        self._plan, self._source, self._texts = plan, source, texts
        self._sets = list(after.sets) if after else []
        self._marks = after.marks if after else ()
        self._finished = False
        self._number: int | None = None
        self._set: SetRecorder | None = None
        self._comparisons: Sequence[Comparison] = ()

    def __enter__(self) -> Self:
        try:
            with self._writing():
                self.path.mkdir(parents=True, exist_ok=True)
            self._save()
            if self._about is not None and not (self.path / SESSION_JSON).exists():
                with self._writing():
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
            self._sets[-1]["ending"] = progress.ending
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
        place = {"step": progress.at_step, "set": progress.at_set, "label": progress.step.label}
        self._sets.append({"folder": name, "drill": progress.drill.name, **place, "ending": None})
        self._save()

    def _close(self, error: BaseException | None) -> None:
        folder, self._set = self._set, None
        if folder is not None:
            folder.__exit__(type(error) if error else None, error, None)

    def _save(self) -> None:
        with self._writing():
            write_json(self.path / PLAN_JSON, self._told())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise RecordError(why_not(self.path, error)) from error

    def _told(self) -> dict[str, Any]:
        done = {(one["step"], one["set"]) for one in self._sets if _is_over(one)}
        turns = [(turn.step + 1, turn.set + 1) for turn in self._plan.turns]
        return {
            "schema": SCHEMA,
            "plan": self._plan.name,
            "title": self._plan.title,
            "source": self._source,
            "steps": _steps(self._plan),
            "sets": self._sets,
            "progress": {"sets_done": len(done), "sets": len(turns)},
            "finished": self._finished,
            "marks": [_mark(mark) for mark in self._marks],
            "comparison": comparison_json(self._comparisons),
        }


def find_broken_session(root: Path, plan: Plan, athlete: str | None = None) -> BrokenSession:
    """The newest session of this plan that is not finished, of the athlete with this id where one
    is named; RecordError where there is none."""
    for path in sorted(root.glob(f"*/{PLAN_JSON}"), reverse=True):
        told = read_json(path)
        if told.get("plan") != plan.name or told.get("finished") is not False:
            continue
        if athlete is not None and not is_of(path.parent, athlete):
            continue
        if told.get("steps") != _steps(plan):
            raise RecordError(f"the plan has changed since {path.parent}: start it afresh")
        done = _done(path.parent, told["sets"])
        return BrokenSession(path.parent, done, tuple(told["sets"]), _marks(told))
    raise RecordError(f"no unfinished session of the plan {plan.name!r}: leave out --resume")


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan as scripts read it; `belt_max_kmh` is None where the belt must stand."""
    return {
        "name": plan.name,
        "title": plan.title,
        "about": plan.about,
        "seconds": plan.seconds,
        "landings": round(sum(step.landings for step in plan.steps)),
        "steps": [
            one | {"belt_max_kmh": step.drill.belt_max_kmh}
            for one, step in zip(_steps(plan), plan.steps, strict=True)
        ],
    }


def _done(folder: Path, sets: Sequence[dict[str, Any]]) -> tuple[FinishedSet, ...]:
    """The sets that are over, with what they came to."""
    found = []
    for one in filter(_is_over, sets):
        result = result_of(read_json(folder / one["folder"] / SUMMARY_JSON))
        turn = SetPlace(one["step"] - 1, one["set"] - 1)
        found.append(FinishedSet(turn, result, Ending(one["ending"])))
    return tuple(found)


def _mark(mark: PainMark) -> dict[str, Any]:
    """The level is None where pain was marked by its key."""
    return {"t_s": round(mark.t, 3), "drill": mark.drill, "kind": "pain", "level": mark.level}


def _marks(told: dict[str, Any]) -> tuple[PainMark, ...]:
    return tuple(PainMark(one["t_s"], one["drill"], one["level"]) for one in told.get("marks", ()))


def _is_over(one: dict[str, Any]) -> bool:
    return one["ending"] in (Ending.DONE, Ending.SKIPPED)


def _steps(plan: Plan) -> list[dict[str, Any]]:
    return [_step(step) for step in plan.steps]


def _step(step: Step) -> dict[str, Any]:
    return {
        "drill": step.drill.name,
        "seconds": step.seconds,
        "reps_per_side": step.reps_per_side,
        "sets": step.sets,
        "rest_s": step.rest_s,
        "view": step.view,
        "feedback": list(step.feedback),
        "label": step.label,
        "compare_with": step.compare_with,
        "target": _band(step.drill.target),
        "locked": step.drill.locked,
        "limits": {limit.value: _band(limit.band) for limit in step.drill.limits},
    }


def _band(band: Band) -> dict[str, float | None]:
    """An open end is None."""
    low, high = (end if isfinite(end) else None for end in (band.low, band.high))
    return {"low": low, "high": high}
