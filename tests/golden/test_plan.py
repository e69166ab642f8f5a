"""The transcript of the story: a look at the run, the drills, a look again, and what changed.

After a change for the better: `pytest tests/golden --golden=update`, and read the diff.
"""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.wording.comparison import comparison_text
from tests.e2e.hurry import SMALL, no_bar

EXPECTED = Path(__file__).parents[1] / "data" / "knee_drive.txt"
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")

pytestmark = pytest.mark.slow


def transcript(home: Path) -> str:
    """All that `coach run --plan knee_drive --source synthetic --headless --fast` prints, but for
    where it was written."""
    (home / "config").mkdir()
    (home / "config" / "coach.toml").write_text(SMALL, encoding="utf-8")
    printed = StringIO()
    wish = RunRequest(plan="knee_drive", source="synthetic", headless=True, fast=True)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setenv("COACH_HOME", str(home))
        outcome = run(wish, no_bar)
    told = comparison_text(outcome.comparisons or (), outcome.texts)
    return printed.getvalue() + "\n".join(told) + "\n"


def test_the_story_reads_as_it_was_once_found_right(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found = transcript(tmp_path)
    if request.config.getoption("--golden") == "update":
        EXPECTED.write_text(found, encoding="utf-8")
    should = EXPECTED.read_text(encoding="utf-8")
    assert NUMBER.sub("#", found).splitlines() == NUMBER.sub("#", should).splitlines()
    numbers = [list(map(float, NUMBER.findall(text))) for text in (found, should)]
    # Other processors round differently.
    assert numbers[0] == pytest.approx(numbers[1], abs=1.01)
