"""What a file of a stretch may say of its pose, and what is told of one that says it wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coach.config import check_file, load_drill
from coach.core.drills.drill import Dose
from coach.core.drills.rules import Band, Gate

HEAD = 'schema = 1\nextends = "figure_4"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "drills" / "mine.toml"
    path.parent.mkdir()
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_a_gate_is_a_band_of_a_metric_of_one_leg(tmp_path: Path) -> None:
    path = written(tmp_path, '[[gate]]\nmetric = "ankle_to_knee"\nof = "own"\nbelow = 0.3\n')
    assert load_drill(path).gates == (Gate("ankle_to_knee", "own", Band(high=0.3)),)


def test_a_dose_has_sets_and_rest(tmp_path: Path) -> None:
    path = written(tmp_path, "[dose]\nsets = 4\nrest_s = 15\n")
    assert load_drill(path).dose == Dose(4, 15)


@pytest.mark.parametrize(
    ("gate", "problem"),
    [
        ('metric = "ankle_to_knee"\nof = "own"', "needs 'above' or 'below'"),
        ('metric = "ankle_to_knee"\nof = "body"\nbelow = 1', "is a leg's, not of = 'body'"),
        ('metric = "trunk_lean"\nof = "own"\nbelow = 1', "is the body's, not of = 'own'"),
        ('metric = "ankle_to_kne"\nof = "own"\nbelow = 1', "did you mean 'ankle_to_knee'"),
    ],
)
def test_what_is_wrong_with_a_gate_is_told(tmp_path: Path, gate: str, problem: str) -> None:
    problems = check_file(written(tmp_path, f"[[gate]]\n{gate}\n"))
    assert any(problem in line for line in problems), problems


def test_a_stretch_is_not_judged_by_what_only_a_lift_has(tmp_path: Path) -> None:
    fault = '[faults.sit_back]\nvalue = "knee_flexion_at_peak"\n'
    (problem,) = check_file(written(tmp_path, fault))
    assert "not measured in a drill of kind 'hold'" in problem


def test_a_gate_may_be_of_any_metric_whatever_else_the_program_has_looked_at(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, '[[gate]]\nmetric = "knee_line"\nof = "own"\nbelow = 5\n')
    look = "import sys; from coach.config import check_file; from pathlib import Path"
    look += "; print(check_file(Path(sys.argv[1])))"
    # Only a fresh program has imported nothing else.
    told = subprocess.run(
        [sys.executable, "-c", look, str(path)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
