"""plan.json: a plan's sets as they were done, at the top of its session's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter

from coach.core.compare.change import Comparison
from coach.core.drills.pain import PainMark
from coach.core.drills.plan import Plan, SetPlace, Step
from coach.core.session.progress import Ending, FinishedSet
from coach.errors import RecordError
from coach.records.athlete_sessions import is_of
from coach.records.atomic_files import read_json, reading
from coach.records.comparison import ComparisonEntry, comparison_json
from coach.records.summary import read_summary
from coach.records.values import plain

PLAN_JSON = "plan.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SetEntry:
    """A set in the folder of this name, the `set`th of the `step`th step, both from 1; `ending` is
    None while it is under way, and where the program was killed in it."""

    folder: str
    drill: str = ""
    step: int = 1
    set: int = 1
    label: str | None = None
    ending: Ending | None = None

    @property
    def is_over(self) -> bool:
        return self.ending in (Ending.DONE, Ending.SKIPPED)


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What replaying needs of a step: how many sets it has."""

    sets: int


Mark = Annotated[PainMark, BeforeValidator(lambda mark: {**mark, "t": mark["t_s"]})]


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """What is read of plan.json; `marks` are what was told of pain."""

    sets: tuple[SetEntry, ...]
    plan: str = ""
    title: str = ""
    steps: tuple[StepEntry, ...] = ()
    finished: bool = True
    marks: tuple[Mark, ...] = ()
    comparison: tuple[ComparisonEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenSession:
    """A plan's folder whose session is not finished: the sets that are, all that it holds of them,
    and what was told of pain. `left_out` says of each damaged session that it is."""

    path: Path
    done: tuple[FinishedSet, ...]
    sets: tuple[SetEntry, ...]
    marks: tuple[PainMark, ...] = ()
    left_out: tuple[str, ...] = ()


_PLAN = TypeAdapter(PlanRecord)


def read_plan(folder: Path) -> PlanRecord:
    """What the folder's plan.json tells; RecordError where there is none, or it is damaged."""
    return _plan_of(folder, read_json(folder / PLAN_JSON))


def plan_table(
    plan: Plan,
    source: str,
    sets: Sequence[SetEntry],
    marks: Sequence[PainMark],
    comparisons: Sequence[Comparison],
    *,
    finished: bool,
) -> dict[str, Any]:
    """The contents of plan.json; the level of pain is None where it was marked by its key."""
    done = {(one.step, one.set) for one in sets if one.is_over}
    return {
        "schema": SCHEMA,
        "plan": plan.name,
        "title": plan.title,
        "source": source,
        "steps": _steps(plan),
        "sets": plain(sets),
        "progress": {"sets_done": len(done), "sets": len(plan.places)},
        "finished": finished,
        "marks": [
            {
                "t_s": round(mark.t, 3),
                "drill": mark.drill,
                "kind": "pain",
                "level": mark.level,
                "answered": mark.answered,
            }
            for mark in marks
        ],
        "comparison": comparison_json(comparisons),
    }


def find_broken_session(root: Path, plan: Plan, athlete: str | None = None) -> BrokenSession:
    """The newest session of this plan that is not finished, of the athlete with this id where one
    is named; RecordError where there is none. One that is damaged is left out."""
    left_out: list[str] = []
    for path in sorted((file.parent for file in root.glob(f"*/{PLAN_JSON}")), reverse=True):
        try:
            table = read_json(path / PLAN_JSON)
            recorded = _plan_of(path, table)
            if recorded.plan != plan.name or recorded.finished:
                continue
            if athlete is not None and not is_of(path, athlete):
                continue
            done = tuple(_finished(path, one) for one in recorded.sets if one.is_over)
        except RecordError as error:
            left_out.append(str(error))
            continue
        if table.get("steps") != _steps(plan):
            raise RecordError(f"the plan has changed since {path}: start it afresh")
        return BrokenSession(path, done, recorded.sets, recorded.marks, tuple(left_out))
    none = f"no unfinished session of the plan {plan.name!r}: leave out --resume"
    raise RecordError("; ".join([none, *left_out]))


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan as scripts read it; `belt_max_kmh` is None where the belt must stand."""
    return {
        "name": plan.name,
        "title": plan.title,
        "about": plan.about,
        "seconds": plan.seconds,
        "landings": round(sum(step.landings for step in plan.steps)),
        "steps": [_step(step) | {"belt_max_kmh": step.drill.belt_max_kmh} for step in plan.steps],
    }


def _plan_of(folder: Path, table: dict[str, Any]) -> PlanRecord:
    with reading(folder / PLAN_JSON, "record the session again"):
        return _PLAN.validate_python(table)


def _finished(folder: Path, one: SetEntry) -> FinishedSet:
    """A set that is over, with what it came to."""
    result = read_summary(folder / one.folder).result
    return FinishedSet(SetPlace(one.step - 1, one.set - 1), result, one.ending or Ending.DONE)


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
        "target": plain(step.drill.target),
        "locked": step.drill.locked,
        "limits": {limit.value: plain(limit.band) for limit in step.drill.limits},
    }
