"""Finds and loads drill files: configs/drills/<name>.toml, or any .toml file with the same keys.

The file's name is the drill's. `extends = "high_knees"` takes over everything of that drill; what
the file then says itself goes before it, key by key, so that `[faults.knee_low]` may change one
number. The borders of a fault that it takes over follow the target and the cadence. A user's own
high_knees.toml may extend "high_knees": it means the shipped one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coach.config.drill_file import DrillFile
from coach.config.files import Table, merge, named_file, named_files, read_table
from coach.config.inherited_faults import followed
from coach.config.problems import validated
from coach.config.words import load_texts
from coach.core.drills.drill import Drill
from coach.errors import ConfigError
from coach.paths import configs_dir
from coach.spelling import did_you_mean, shortened
from coach.wording.texts import Texts

FOLDER = "drills"


def drill_names() -> tuple[str, ...]:
    """The shipped drills and the user's own, by name."""
    return tuple(sorted(named_files(FOLDER)))


def load_drill(name_or_path: str | Path, texts: Texts | None = None) -> Drill:
    """One drill; its cues must be in `texts` (the English ones if not given).

    ConfigError has all problems of the first file that has any, parents before children.
    """
    path = named_file(FOLDER, name_or_path)
    _, file = _read(path, (texts or load_texts()).cues, ())
    drill = file.drill(path.stem)
    # A user's own file is in the language of the user.
    shipped = path.parent == configs_dir() / FOLDER
    words: Mapping[str, Any] = texts.about.get(drill.name, {}) if texts and shipped else {}
    return replace(drill, **words)


def _read(path: Path, cues: Iterable[str], below: tuple[Path, ...]) -> tuple[Table, DrillFile]:
    """The table with all that it extends in it; `below` are the files that extend this one."""
    table = _renamed(read_table(path))
    parent = table.get("extends")
    if parent is not None:
        chain = (*below, path.resolve())
        inherited, above = _read(_parent(path, parent, chain), cues, chain)
        merged = merge(inherited, table)
        file = validated(DrillFile, merged, path, {"cues": cues})
        faults = followed(above, file, table.get("faults", {}))
        table = merge(merge(inherited, {"faults": faults}), table)
    return table, validated(DrillFile, table, path, {"cues": cues})


def _renamed(table: Table) -> Table:
    """A landing was called a stick: its table and its kind go by both words."""
    if "stick" in table and "landing" not in table:
        table = {"landing" if key == "stick" else key: table[key] for key in table}
    return table | {"kind": "landing"} if table.get("kind") == "stick" else table


def _parent(path: Path, name: object, chain: tuple[Path, ...]) -> Path:
    if not isinstance(name, str):
        raise ConfigError([f"{path}: extends: needs the name of a drill, got {shortened(name)}"])
    paths = named_files(FOLDER).get(name)
    if not paths:
        raise ConfigError(
            [f"{path}: extends: no drill named {name!r}{did_you_mean(name, drill_names())}"]
        )
    others = [other for other in paths if other.resolve() not in chain]
    if not others:
        circle = " -> ".join([*(one.stem for one in chain), name])
        raise ConfigError([f"{path}: extends: goes round in a circle: {circle}"])
    return others[0]
