"""What a start costs: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("cv2", "jinja2", "matplotlib", "mediapipe", "pygame", "pyttsx3", "scipy")
QUICK = (*HEAVY, "numpy", "platformdirs")


def loaded(code: str) -> set[str]:
    """The modules of a fresh Python after `code`, whatever that printed."""
    last = f"{code}\nimport json, sys\nprint()\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", last], capture_output=True, check=True, encoding="utf-8"
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def as_typed(*words: str) -> str:
    return (
        "import sys\n"
        "from coach.__main__ import main\n"
        f"sys.argv = ['coach', *{words!r}]\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code"
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"]])
def test_help_loads_nothing_but_the_command_line(words: list[str]) -> None:
    modules = loaded(as_typed(*words))
    assert "coach.cli.main" in modules
    assert not modules.intersection(QUICK)


def test_the_list_of_drills_needs_no_camera_screen_or_sound() -> None:
    assert not loaded(as_typed("drills")).intersection(HEAVY)


def test_the_app_loads_each_edge_only_when_it_is_used() -> None:
    assert not loaded("import coach.app.live").intersection(HEAVY)
