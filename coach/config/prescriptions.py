"""Loads prescription files: a therapist's TOML, from wherever it was saved.

The file's name is the prescription's. Everything wrong with it is told before anything starts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan
from pathlib import Path

from coach.config.drills import drill_names, load_drill
from coach.config.files import Table, read_table, read_text
from coach.config.plan_file import problems_of
from coach.config.plans import load_plan, plan_names
from coach.config.prescription_file import PrescriptionFile, fitted, whole_problems, worded
from coach.config.problems import validated
from coach.config.words import load_texts
from coach.core.drills.drill import Drill
from coach.core.drills.pain import USUAL, allowing
from coach.core.drills.plan import Plan, Step, WantedView
from coach.core.drills.prescription import Prescription
from coach.core.types import View
from coach.errors import ConfigError
from coach.wording.texts import Texts

FOLDER = "prescriptions"


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A prescription with the plan that it comes to and the words for it; `speed_kmh` is NaN where
    it says none."""

    prescription: Prescription
    plan: Plan
    texts: Texts
    speed_kmh: float = nan


def load_prescription(path: Path, texts: Texts | None = None) -> Prescribed:
    """One prescription; ConfigError has all its problems."""
    return prescribed(read_table(path), path, read_text(path), texts)


def prescribed(table: Table, path: Path, text: str = "", texts: Texts | None = None) -> Prescribed:
    """What a prescription's table comes to; `path` is what its problems are told of."""
    texts = texts or load_texts()
    known = {"drills": drill_names(), "plans": plan_names()}
    file = validated(PrescriptionFile, table, path, known)
    plan = _plan_of(file, path.stem, texts)
    views = _views(plan)
    fittings = [fitted(file, drill, views[drill.name]) for drill in _drills_of(plan).values()]
    drills = {fitting.drill.name: fitting.drill for fitting in fittings}
    steps = tuple(replace(step, drill=drills[step.drill.name]) for step in plan.steps)
    plan = replace(plan, steps=steps)
    problems = [problem for fitting in fittings for problem in fitting.problems]
    problems += problems_of(plan)
    problems += sorted(whole_problems(file, drills, texts)) if not problems else []
    if problems:
        raise ConfigError([f"{path}: {problem}" for problem in problems])
    taught = _about_limits(plan, texts)
    words = worded(file, drills, texts)
    return Prescribed(_signed(file, path, text), taught, words, file.speed_kmh)


def _plan_of(file: PrescriptionFile, name: str, texts: Texts) -> Plan:
    """The steps as the plan or the file has them, its view where they say none."""
    if file.plan is not None:
        plan = load_plan(file.plan, texts)
    else:
        tables = file.steps or []
        drills = {table.drill: load_drill(table.drill, texts) for table in tables}
        steps = tuple(table.step(drills[table.drill]) for table in tables)
        plan = Plan(name, name.replace("_", " "), file.note or name, steps)
    steps = tuple(_from_view(step, file.view) for step in plan.steps)
    pain = USUAL if file.pain_limit is None else allowing(file.pain_limit)
    title = file.title or plan.title
    return replace(plan, name=name, title=title, steps=steps, pain=pain)


def _from_view(step: Step, view: WantedView | None) -> Step:
    if step.view or view is None or not view.views & step.drill.views:
        return step
    return replace(step, view=view)


def _drills_of(plan: Plan) -> dict[str, Drill]:
    return {step.drill.name: step.drill for step in plan.steps}


def _views(plan: Plan) -> dict[str, frozenset[View]]:
    """From where each drill is seen in all its steps: it has one target in all of them."""
    found: dict[str, frozenset[View]] = {}
    for step in plan.steps:
        found[step.drill.name] = found.get(step.drill.name, frozenset()) | step.views
    return found


def _about_limits(plan: Plan, texts: Texts) -> Plan:
    """What is taught of a drill ends with what it must not exceed."""
    steps = tuple(replace(step, drill=_explained(step.drill, texts)) for step in plan.steps)
    return replace(plan, steps=steps)


def _explained(drill: Drill, texts: Texts) -> Drill:
    highs = [limit.band.high for limit in drill.limits if limit.value == drill.graded]
    if not highs or drill.target.high != highs[0]:
        return drill
    words = texts.pages["prescribed_limit"].format(limit=f"{highs[0]:g}{drill.unit}")
    return replace(drill, about=f"{drill.about} {words}")


def _signed(file: PrescriptionFile, path: Path, text: str) -> Prescription:
    until = file.valid_until.isoformat() if file.valid_until else ""
    return Prescription(path.stem, file.athlete, file.by, file.note, until, file.pain_limit, text)
