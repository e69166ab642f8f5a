"""Finds and loads plan files: configs/plans/<name>.toml, or any .toml file with the same keys.

The file's name is the plan's. A plan is looked at as a whole before it starts: its drills are
loaded too, and their problems are the plan's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coach.config.drills import drill_names, load_drill
from coach.config.files import named_file, named_files, read_table
from coach.config.plan_file import PlanFile, problems_of
from coach.config.problems import validated
from coach.core.drills.plan import Plan
from coach.errors import ConfigError
from coach.paths import configs_dir
from coach.wording.texts import Texts

FOLDER = "plans"


def plan_names() -> tuple[str, ...]:
    """The shipped plans and the user's own, by name."""
    return tuple(sorted(named_files(FOLDER)))


def load_plan(name_or_path: str | Path, texts: Texts | None = None) -> Plan:
    """One plan with its drills; ConfigError has all its problems."""
    path = named_file(FOLDER, name_or_path)
    file = validated(PlanFile, read_table(path), path, {"drills": drill_names()})
    wanted = sorted({step.drill for step in file.steps})
    plan = file.plan(path.stem, {name: load_drill(name, texts) for name in wanted})
    problems = [f"{path}: {problem}" for problem in problems_of(plan)]
    if problems:
        raise ConfigError(problems)
    shipped = path.parent == configs_dir() / FOLDER
    words: Mapping[str, Any] = texts.plans.get(plan.name, {}) if texts and shipped else {}
    return replace(plan, **words)
