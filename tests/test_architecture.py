"""Who may import whom, and the other rules of docs/ARCHITECTURE.md, read off the source."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "coach"
FILES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "core": {"numpy", "coach.core"},
    "errors": set(),
    "ports": {"coach.core.types", "coach.wording.texts"},
    "texts": {"coach.core.compare.run_assessment", "coach.core.drills.drill", "coach.core.types"},
    "paths": {"platformdirs"},
    "config": {
        *("pydantic", "coach.config", "coach.errors", "coach.paths", "coach.wording.texts"),
        *(
            "coach.core.compare.run_assessment",
            "coach.core.drills.drill",
            "coach.core.drills.fading",
            "coach.core.kinematics.metrics",
        ),
        *(
            "coach.core.drills.limits",
            "coach.core.drills.pain",
            "coach.core.drills.plan",
            "coach.core.drills.prescription",
        ),
        *(
            "coach.core.coaching.belt_safety",
            "coach.core.drills.targets",
            "coach.core.types",
            "coach.core.drills.rep_values",
        ),
    },
    "cameras": {
        *("numpy", "cv2", "coach.cameras", "coach.errors", "coach.ports"),
        *("coach.core.quantize", "coach.core.skeleton", "coach.core.types"),
    },
    "poses": {
        *("numpy", "mediapipe", "flatbuffers", "coach.poses", "coach.errors", "coach.ports"),
        *(
            "coach.core.quantize",
            "coach.core.pose.frame_checks",
            "coach.core.skeleton",
            "coach.core.types",
        ),
        *("coach.paths", "coach.opencv"),
    },
    "voices": {
        *("numpy", "pygame", "pyttsx3", "coach.voices", "coach.errors", "coach.ports"),
        *("coach.core.types", "coach.paths", "coach.wording.texts"),
    },
    "screens": {
        *("numpy", "pygame", "coach.screens", "coach.errors", "coach.ports", "coach.wording.texts"),
        *(
            "coach.core.drills.drill",
            "coach.core.session.rep_judge.result",
            "coach.core.drills.plan",
            "coach.core.skeleton",
            "coach.core.types",
        ),
    },
    "runtime": {
        *("numpy", "coach.runtime", "coach.errors", "coach.ports"),
        *("coach.core.coaching.belt_safety", "coach.core.session.set_engine", "coach.core.types"),
    },
    "accuracy": {
        *("numpy", "coach.accuracy", "coach.cameras", "coach.core", "coach.errors", "coach.ports"),
    },
    "records": {
        *(
            "numpy",
            "pydantic",
            "coach.records",
            "coach.errors",
            "coach.ports",
            "coach.wording.texts",
        ),
        "coach.config.problems",
        *(
            "coach.core.compare.run_assessment",
            "coach.core.compare.change",
            "coach.core.drills.drill",
            "coach.core.drills.plan",
        ),
        *(
            "coach.core.session.set_start",
            "coach.core.session.rep_judge.result",
            "coach.core.drills.pain",
            "coach.core.session.set_engine",
        ),
        "coach.core.compare.comparability",
        *("coach.core.skeleton", "coach.core.types"),
        # poses.npz is read and written in one place, landmarks are known in one
        *("coach.poses.codes", "coach.poses.landmarks", "coach.poses.recording"),
    },
    "exports": {
        *("numpy", "coach.exports", "coach.errors", "coach.poses.landmarks"),
        *("coach.poses.recording", "coach.records.reading"),
        *(
            "coach.core.pose.body",
            "coach.core.session.rep_judge.result",
            "coach.core.skeleton",
            "coach.core.types",
        ),
    },
    "videos": {
        *("numpy", "coach.videos", "coach.opencv", "coach.ports", "coach.wording.texts"),
        *("coach.core.drills.drill", "coach.core.skeleton", "coach.core.types"),
        *("coach.records.kept_video", "coach.runtime.replay", "coach.runtime.slot"),
        "coach.screens.reading",
    },
    "pages": {
        *("numpy", "jinja2", "matplotlib"),
        *("coach.pages", "coach.records", "coach.errors", "coach.wording.texts", "coach.core"),
        # the landmarks that stick figures are made of
        *("coach.poses.recording", "coach.poses.landmarks"),
    },
    "notices": {
        *(
            "coach.core.drills.drill",
            "coach.core.drills.prescription",
            "coach.core.coaching.belt_safety",
            "coach.wording.texts",
        ),
    },
    "show": {
        *("coach.core.types", "coach.ports", "coach.runtime.live", "coach.wording.texts"),
        *("coach.runtime.watchdog", "coach.videos.keeping"),
    },
    "story": {
        *("coach.cameras", "coach.config.problems", "coach.errors"),
        *("coach.core.drills.drill", "coach.core.session.rep_judge.faults", "coach.core.types"),
    },
    "choosing": {"coach"},
    "interview": {"coach", "typer"},
    "prescribing": {"coach"},
    "doctor": {"coach"},
    "edges": {"coach"},
    "app": {"coach"},
    "recording": {"coach"},
    "outputs": {"coach"},
    "replaying": {"coach"},
    "closing": {"coach"},
    "many": {"coach"},
    "measuring": {"coach"},
    "terminal": {"coach.app.devices", "typer", "rich"},
    "cli": {"coach", "typer"},
    "commands": {"coach", "typer", "rich"},
    "__main__": {"coach"},
    "__init__": set(),
}
"""Part of the package -> what it may import beside the standard library, with all below it."""

PURE = {
    *("__future__", "bisect", "collections", "dataclasses", "enum", "functools", "heapq"),
    *("itertools", "math", "operator", "statistics", "types", "typing"),
}
"""What the core may take from the standard library: nothing that knows a clock or a device."""

LIGHT = {"coach.__version__", "coach.commands", "coach.cli.terminal"}
HEAVY = {"cv2", "jinja2", "matplotlib", "mediapipe", "pygame", "pyttsx3", "scipy"}
IN_ONE_FILE = {"cv2": "cameras/opencv.py", "pyttsx3": "voices/speak.py"}

LONGEST_FILE, LONGEST_FUNCTION = 300, 45
OUTSIDE = re.compile(
    r"pypi[.]org|python[h]osted|registry[.]npmjs|(?<!\w)/(?:home|Users|root|work)/"
)
"""Hosts of package registries, and folders of somebody's machine."""


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """The dotted names that are imported anywhere below."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_at_the_top(tree: ast.Module) -> Iterator[str]:
    """Those that run when the module is imported; not the ones for types only."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(node)


def is_below(name: str, places: set[str]) -> bool:
    return any(f"{name}.".startswith(f"{place}.") for place in places)


def read(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return [name for name in listed.stdout.split("\0") if name]


def test_every_part_of_the_package_has_its_place_in_the_table() -> None:
    assert {part_of(file) for file in FILES} == set(MAY_IMPORT)


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_each_part_imports_only_what_it_may(part: str) -> None:
    standard = PURE if part == "core" else sys.stdlib_module_names
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in FILES
        if part_of(file) == part
        for name in imports(read(file))
        if name.partition(".")[0] not in standard and not is_below(name, MAY_IMPORT[part])
    ]
    assert not wrong


@pytest.mark.parametrize(("library", "place"), IN_ONE_FILE.items())
def test_some_libraries_are_imported_in_one_file_alone(library: str, place: str) -> None:
    found = [file for file in FILES if is_below(library, set(_roots(file)))]
    assert found == [PACKAGE / place]


@pytest.mark.parametrize(
    "part", ["cli", "app", "choosing", "edges", "outputs", "show", "story", "doctor", "__main__"]
)
def test_the_top_of_the_app_imports_no_heavy_library(part: str) -> None:
    names = set(imports_at_the_top(read(PACKAGE / f"{part}.py")))
    assert not {name for name in names if is_below(name, HEAVY)}
    if part in ("cli", "__main__"):
        ours = {name for name in names if is_below(name, {"coach"})}
        assert {name for name in ours if not is_below(name, LIGHT)} == set()


def test_every_library_that_is_imported_is_a_dependency_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w-]", line)[0] for line in project["dependencies"]}
    known = packages_distributions()
    roots = {root for file in FILES for root in _roots(file)}
    used = {known[root][0].lower() for root in roots - sys.stdlib_module_names - {"coach"}}
    assert used | {"pip"} == declared


def test_nothing_prints_past_the_command_line() -> None:
    printing = {
        file.relative_to(PACKAGE).as_posix()
        for file in FILES
        for node in ast.walk(read(file))
        if isinstance(node, ast.Name) and node.id == "print"
    }
    assert printing == set()


def test_every_file_is_short() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert not {str(file.relative_to(ROOT)): n for file, n in lengths.items() if n > LONGEST_FILE}


def test_every_function_is_short() -> None:
    lengths = {
        f"{file.relative_to(ROOT)}:{node.lineno}": (node.end_lineno or 0) - node.lineno + 1
        for file in FILES
        for node in ast.walk(read(file))
        if isinstance(node, ast.FunctionDef)
    }
    assert not {place: n for place, n in lengths.items() if n > LONGEST_FUNCTION}


def test_nothing_tracked_names_a_registry_or_somebodys_machine() -> None:
    wrong = [
        f"{name}: {found.group()}"
        for name in tracked()
        if (found := OUTSIDE.search((ROOT / name).read_bytes().decode("utf-8", "ignore")))
    ]
    assert not wrong


def test_no_lock_file_model_or_video_is_tracked() -> None:
    unwanted = (".lock", ".task", ".tflite", ".mp4", ".mov", ".avi")
    assert not [name for name in tracked() if name.endswith(unwanted)]


def _roots(file: Path) -> Iterator[str]:
    """The libraries that a file imports, by their first name."""
    return (name.partition(".")[0] for name in imports(read(file)))
