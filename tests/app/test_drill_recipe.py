"""A drill is one file: the recipe of CONTRIBUTING, followed to the letter."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.config import check_file, load_drill
from coach.simulation.gaits import GAITS
from tests.e2e.hurry import no_bar

CONTRIBUTING = Path(__file__).parent.parent.parent / "CONTRIBUTING.md"


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that CONTRIBUTING shows, in the drills of a user's own folder."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    part = CONTRIBUTING.read_text(encoding="utf-8").split("## Add a drill")[1].split("\n## ")[0]
    shown = re.search(r"```toml\n(.*?)```", part, re.DOTALL)
    assert shown is not None
    path = tmp_path / "config" / "drills" / "easy_march.toml"
    path.parent.mkdir(parents=True)
    path.write_text(shown[1], encoding="utf-8")
    return path


def test_a_drill_is_one_file_that_is_shown_counted_and_graded_as_what_it_is(recipe: Path) -> None:
    assert check_file(recipe) == []
    drill = load_drill("easy_march")
    assert not drill.cadence.holds(GAITS["a_march"].cadence), "another cadence than its parent's"
    request = RunRequest("easy_march", "synthetic", headless=True, fast=True, mute=True)
    outcome = run(request, no_bar)
    assert outcome is not None
    assert outcome.result.drill == "easy_march"
    assert drill.cadence.holds(outcome.result.cadence)
    (folder,) = (recipe.parent.parent.parent / "data" / "sessions").iterdir()
    with (folder / "reps.csv").open(newline="", encoding="utf-8") as file:
        reps = list(csv.DictReader(file))
    assert len(reps) >= 10
    for rep in reps:
        peak = float(rep["thigh_angle_peak_deg"])
        assert rep["good"] in ("", str(int(drill.target.holds(peak)))), rep
    assert {rep["good"] for rep in reps} == {"0", "1"}, "both legs are graded"
