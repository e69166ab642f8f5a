"""A metric is added as CONTRIBUTING tells: one function, one record, and all readers have it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[2]
NAME = "shin_turn_at_peak"
FUNCTION = '''

@of_leg("deg", SIDE_VIEWS)
def shin_turn(sample: PoseSample, side: Side) -> float:
    """Twice the shank's angle: 0 vertical, + ankle ahead of the knee, -360 to 360."""
    return 2 * shank_angle(sample, side)
'''
RECORD = """        "shin_turn_at_peak": RepValue(
            *("deg", "twice what the shin is turned", 9, SIDE),
            read=("shin_turn", At.PEAK),
            trend=Trend(2),
        ),
"""
DRILL = """schema = 1
extends = "high_knees"
seconds = 8
[faults.shin_turned]
value = "shin_turn_at_peak"
enter = { above = -300 }
leave = { below = -310 }
of = "own"
views = ["left", "right"]
priority = 2
cues = ["toes_up"]
n = 1
m = 1
"""
PRESCRIPTION = """schema = 1
athlete = "Jodi"
by = "A. Example"
[limits]
shin_turn_at_peak = { high = 200 }
[[steps]]
drill = "high_knees"
seconds = 15
"""
Coach = Callable[..., str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with the function and the record in it, and a drill that asks for the number."""
    home = tmp_path_factory.mktemp("home")
    for part in ("coach", "configs", "sounds"):
        shutil.copytree(HERE / part, home / part, ignore=shutil.ignore_patterns("__pycache__"))
    metrics = home / "coach/core/kinematics/metrics.py"
    metrics.write_text(metrics.read_text(encoding="utf-8") + FUNCTION, encoding="utf-8")
    values = home / "coach/core/drills/rep_values.py"
    before, end, after = values.read_text(encoding="utf-8").partition("    }\n)\n")
    values.write_text(before + RECORD + end + after, encoding="utf-8")
    (home / "mine.toml").write_text(DRILL, encoding="utf-8")
    (home / "limit.toml").write_text(PRESCRIPTION, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def coach(home: Path) -> Coach:
    def run(*words: str) -> str:
        told = subprocess.run(
            [sys.executable, "-m", "coach", *words],
            cwd=home,
            env={**os.environ, "COACH_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    return run


def test_a_new_number_of_a_rep_is_in_all_that_reads_one(home: Path, coach: Coach) -> None:
    for fault in ("knee_low:left", "lean_back"):
        run = ("run", "--source", "synthetic", "--headless", "--fast", "--mute", "--drill")
        coach(*run, "mine.toml", "--athlete-fault", fault)
    one, other = sorted((home / "data" / "sessions").iterdir())
    (summary,) = one.rglob("summary.json")
    told = json.loads(summary.read_text(encoding="utf-8"))
    assert told["metrics"][NAME]["left"]["unit"] == "deg"
    assert "shin_turned" in {fault["name"] for fault in told["faults"]}
    assert "twice what the shin is turned" in coach("compare", str(one), str(other)).lower()
    page = next(one.rglob("report.html"), None)
    if page is None:
        coach("report", str(one))
        page = next(one.rglob("*.html"))
    assert "Twice what the shin is turned" in page.read_text(encoding="utf-8")


def test_a_new_number_may_be_limited_and_lacks_no_more_than_a_name(coach: Coach) -> None:
    coach("check", "limit.toml")
    assert f"no name for {NAME}" in coach("check", "configs/cues/en.toml")
