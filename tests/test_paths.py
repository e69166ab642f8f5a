"""What lies in the folder that the user is in is data, never code."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from coach.paths import PYTHON


@pytest.mark.parametrize("module", ["pyttsx3", "pip", "numpy", "coach"])
def test_a_child_process_runs_nothing_of_the_current_folder(tmp_path: Path, module: str) -> None:
    (tmp_path / f"{module}.py").write_text("open('ran', 'w')", encoding="utf-8")
    subprocess.run([*PYTHON, module, "--version"], cwd=tmp_path, capture_output=True, check=False)
    subprocess.run([*PYTHON, "coach.voices.speak"], cwd=tmp_path, capture_output=True, check=False)
    assert not (tmp_path / "ran").exists()
