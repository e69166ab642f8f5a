"""The transcript of the demonstration: a look at the run, the drills, a look again, what changed.

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

MEASURED = re.compile(
    r"^ *(?P<s>\d+\.\d) s  "
    r"|(?P<spm>\d+) steps/min$"
    r"|(?P<before>\d+) to (?P<after>\d+) (?P<unit>degrees/s|degrees|ms|steps/min)"
    r" \((?P<by>[+-]\d+)\)"
)
WITHIN = {"s": 0.11, "steps/min": 1, "degrees": 1, "degrees/s": 3, "ms": 3}
"""By so much what is measured may differ: other processors round differently. Nothing else may."""


def read(line: str) -> tuple[str, list[tuple[float, str]]]:
    """The line's words and counts, and what was measured in it, each with its unit."""
    numbers: list[tuple[float, str]] = []
    for found in MEASURED.finditer(line):
        unit = found["unit"] or ("s" if found["s"] else "steps/min")
        told = [found[name] for name in ("s", "spm", "before", "after", "by") if found[name]]
        numbers += [(float(number), unit) for number in told]
    return MEASURED.sub(lambda found: f"# {found['unit'] or ''}", line), numbers


def alike(found: str, should: str) -> bool:
    (words, numbers), (right, values) = read(found), read(should)
    return words == right and all(
        abs(number - value) <= WITHIN[unit]
        for (number, unit), (value, _) in zip(numbers, values, strict=True)
    )


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


@pytest.mark.slow
def test_the_demonstration_reads_as_it_was_once_found_right(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found = transcript(tmp_path)
    if request.config.getoption("--golden") == "update":
        EXPECTED.write_text(found, encoding="utf-8")
    lines = found.splitlines(), EXPECTED.read_text(encoding="utf-8").splitlines()
    assert len(lines[0]) == len(lines[1])
    assert [pair for pair in zip(*lines, strict=True) if not alike(*pair)] == []


SET = "  86.2 s  Left 8/13, Right 13: good reps, 80 steps/min"
CHANGE = "  Step time, left: 400 to 361 ms (-39): changed; 15 or more is a real change"


@pytest.mark.parametrize(
    ("found", "should"),
    [
        (SET, "  86.3 s  Left 8/13, Right 13: good reps, 79 steps/min"),
        (CHANGE, "  Step time, left: 402 to 362 ms (-40): changed; 15 or more is a real change"),
    ],
)
def test_what_is_measured_may_differ_within_its_own_unit(found: str, should: str) -> None:
    assert alike(found, should)


@pytest.mark.parametrize(
    ("found", "should"),
    [
        (SET, SET.replace("8/13", "9/13")),
        (SET, SET.replace("Right 13", "Right 14")),
        (SET, SET.replace("86.2", "86.6")),
        (SET, SET.replace("80", "82")),
        (CHANGE, CHANGE.replace("15 or", "16 or")),
        (CHANGE, CHANGE.replace("361 ms", "366 ms")),
        (CHANGE, CHANGE.replace("361 ms", "361 degrees")),
        ("  Good reps: 9 of 10", "  Good reps: 8 of 11"),
        ("  90.0 s  Rest: 30 s", "  90.0 s  Rest: 31 s"),
    ],
)
def test_a_count_or_a_word_may_not(found: str, should: str) -> None:
    assert not alike(found, should)
