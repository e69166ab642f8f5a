"""Who may import whom, and the other rules of the house, read off the source."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "coach"
FILES = sorted(PACKAGE.rglob("*.py"))

CORE = (
    *({"fields"}, {"types"}, {"skeleton"}, {"quantize"}, {"windows"}),
    *({"drills"}, {"pose"}, {"kinematics"}, {"reps"}, {"judging"}),
    *({"coaching", "compare"}, {"session"}),
)
"""The order of the core: each may import only what stands before it, not what stands beside it."""

ROOMS: dict[str, set[str]] = {
    "core": set(),
    "errors": set(),
    "opencv": set(),
    "paths": set(),
    "spelling": set(),
    "wording": {"core", "spelling"},
    "ports": {"core", "wording"},
    "config": {"core", "errors", "paths", "spelling", "wording"},
    "cameras": {"core", "errors", "opencv", "ports"},
    "poses": {"core", "errors", "opencv", "paths", "ports"},
    "voices": {"core", "errors", "paths", "ports", "wording"},
    "screens": {"core", "errors", "ports", "wording"},
    "simulation": {"core", "errors", "opencv", "ports", "spelling"},
    "runtime": {"core", "errors", "ports"},
    "records": {"core", "errors", "poses", "spelling"},
    "videos": {"core", "opencv", "ports", "records", "runtime", "screens", "wording"},
    "exports": {"core", "errors", "poses", "records"},
    "pages": {"core", "errors", "poses", "records", "spelling", "wording"},
    "accuracy": {"core", "errors", "ports", "runtime", "simulation"},
}
"""The rooms, and whom each may import: only those before it."""

TOP = ["app", "cli", "__main__"]
"""They may import all that stands before them; `app` alone makes devices of what it finds there."""

LIBRARIES = {
    "av": {"cameras"},
    "cv2": {"opencv"},
    "flatbuffers": {"poses"},
    "jinja2": {"pages"},
    "matplotlib": {"pages"},
    "mediapipe": {"poses"},
    "platformdirs": {"paths"},
    "pydantic": {"config", "records"},
    "pygame": {"screens", "voices"},
    "pyttsx3": {"voices"},
    "rich": {"cli"},
    "typer": {"cli"},
}
"""A library, and the rooms at whose edge it is; numpy is for all."""
IN_ONE_FILE = {"av": "cameras/decoder.py", "cv2": "opencv.py", "pyttsx3": "voices/speak.py"}

PURE = {
    *("__future__", "bisect", "collections", "dataclasses", "enum", "functools", "heapq"),
    *("itertools", "math", "operator", "statistics", "types", "typing"),
}
"""What the core may take from the standard library: nothing that knows a clock or a device."""

HEAVY = {"av", "cv2", "jinja2", "matplotlib", "mediapipe", "pygame", "pyttsx3", "scipy"}
LOOSE = {"__init__", "__main__", "errors", "opencv", "paths", "ports", "spelling"}
LONGEST_FUNCTION = 45
OUTSIDE = re.compile(
    r"pypi[.]org|python[h]osted|registry[.]npmjs|(?<!\w)/(?:home|Users|root|work)/"
)
"""Hosts of package registries, and folders of somebody's machine."""


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def place_in_core(file: Path) -> str:
    return file.relative_to(PACKAGE / "core").parts[0].removesuffix(".py")


@cache
def read(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[str]:
    """The dotted names that are imported anywhere below, also those for types only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def libraries(file: Path) -> set[str]:
    """By their first name."""
    return {name.partition(".")[0] for name in imports(read(file))} - {"coach"}


def imports_at_the_top(tree: ast.Module) -> Iterator[str]:
    """Those that run when the module is imported; not the ones for types only."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(node)


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return [name for name in listed.stdout.split("\0") if name]


def test_the_core_imports_one_way() -> None:
    before: dict[str, set[str]] = {}
    for floor in CORE:
        before |= {place: set(before) for place in floor}
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in (PACKAGE / "core").glob("**/*.py")
        if (place := place_in_core(file)) != "__init__"
        for name in imports(read(file))
        if name.startswith("coach.") and not name.startswith(f"coach.core.{place}.")
        if name.removeprefix("coach.core.").partition(".")[0] not in before[place]
    ]
    assert not wrong


def test_each_place_of_the_core_is_in_its_order() -> None:
    found = {place_in_core(file) for file in (PACKAGE / "core").glob("**/*.py")} - {"__init__"}
    assert found <= set(chain(*CORE))


def test_the_core_is_pure() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in (PACKAGE / "core").glob("**/*.py")
        for name in libraries(file) - PURE - {"numpy"}
    ]
    assert not wrong


def test_rooms_import_only_those_before_them_and_only_whom_they_may() -> None:
    earlier: set[str] = set()
    for room, may in ROOMS.items():
        assert may <= earlier, f"{room} stands before one whom it may import"
        earlier.add(room)
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in FILES
        if (room := room_of(file)) in ROOMS
        for name in imports(read(file))
        if name.startswith("coach.") and (other := name.split(".")[1]) != room
        if other not in ROOMS[room]
    ]
    assert not wrong


def test_nothing_imports_the_top_but_what_is_above_it() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in FILES
        if (room := room_of(file)) in TOP
        for above in TOP[TOP.index(room) + 1 :]
        for name in imports(read(file))
        if name.startswith(f"coach.{above}.")
    ]
    assert not wrong


def test_every_room_has_its_place_and_few_modules_lie_loose() -> None:
    assert {room_of(file) for file in FILES} == {*ROOMS, *TOP, "__init__"}
    assert {file.stem for file in PACKAGE.glob("*.py")} <= LOOSE


def test_each_library_stays_at_its_edge() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in FILES
        for name in libraries(file) - sys.stdlib_module_names - {"numpy"}
        if room_of(file) not in LIBRARIES[name]
    ]
    assert not wrong


@pytest.mark.parametrize(("library", "place"), IN_ONE_FILE.items())
def test_some_libraries_are_imported_in_one_file_alone(library: str, place: str) -> None:
    assert [file for file in FILES if library in libraries(file)] == [PACKAGE / place]


def test_the_top_of_the_app_imports_no_heavy_library() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in FILES
        if room_of(file) in TOP
        for name in imports_at_the_top(read(file))
        if name.partition(".")[0] in HEAVY
    ]
    assert not wrong


def test_every_library_that_is_imported_is_a_dependency_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w-]", line)[0] for line in project["dependencies"]}
    known = packages_distributions()
    roots = {root for file in FILES for root in libraries(file)}
    used = {known[root][0].lower() for root in roots - sys.stdlib_module_names}
    assert used | {"pip"} == declared


def test_nothing_prints_past_the_command_line() -> None:
    printing = {
        file.relative_to(PACKAGE).as_posix()
        for file in FILES
        for node in ast.walk(read(file))
        if isinstance(node, ast.Name) and node.id == "print"
    }
    assert printing == set()


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


def test_who_starts_python_does_so_in_one_way() -> None:
    files = [file for file in PACKAGE.rglob("*.py") if "sys.executable" in file.read_text("utf-8")]
    assert files == [PACKAGE / "paths.py"]
