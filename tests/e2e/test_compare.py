"""Two recorded sessions are compared on the command line, and on a page that needs nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli.main import app

pytestmark = pytest.mark.slow

DRILL = """schema = 1
extends = "high_knees"
title = "Quick <b>knees</b>"
seconds = 8
"""


def coach(*words: str) -> str:
    told = CliRunner().invoke(app, list(words))
    assert told.exit_code == 0, told.output + str(told.exception)
    return told.output


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A set with the left knee too low, and one with it where it belongs."""
    home = tmp_path_factory.mktemp("home")
    drill = home / "quick.toml"
    drill.write_text(DRILL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_HOME", str(home))
        run = ("run", "--source", "synthetic", "--headless", "--fast", "--mute")
        run += ("--athlete", "Jödi <i>", "--drill")
        coach(*run, str(drill), "--athlete-fault", "knee_low:left")
        coach(*run, str(drill), "--athlete-fault", "lean_back")
    before, after = sorted((home / "data" / "sessions").iterdir())
    return before, after


def test_what_changed_is_told(two: tuple[Path, Path]) -> None:
    lines = coach("compare", *map(str, two)).splitlines()
    assert any("Knee drive" in line and ": better; " in line for line in lines)


def test_of_an_athlete_the_first_and_the_last_session_are_taken(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_HOME", str(two[0].parents[2]))
    assert coach("compare", "--athlete", "jödi <I>") == coach("compare", *map(str, two))


def test_scripts_get_json(two: tuple[Path, Path]) -> None:
    [one] = json.loads(coach("compare", *map(str, two), "--json"))["sets"]
    thigh = next(c for c in one["changes"] if c["metric"] == "thigh_angle_peak")
    assert thigh["verdict"] == "better"
    assert thigh["change"] > thigh["smallest_that_counts"] > 5


def test_the_page_has_all_in_itself_and_escapes_what_it_is_told(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "page.html"
    assert f"Written to {out}" in coach("compare", *map(str, two), "--out", str(out))
    html = out.read_text(encoding="utf-8")
    assert "<b>knees" not in html
    assert "<i>" not in html
    assert "Jödi &lt;i&gt;" in html
    assert "Quick &lt;b&gt;knees" in html
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", html)
    assert "<script" not in html
    assert html.count("<svg") >= 4
    assert html.count("<svg") == html.count("<desc") == html.count('role="img"')
    lead = re.search(r'<main>\s*<p class="lead">([^<]*)', html)
    assert lead
    assert "Knee drive (highest thigh angle), left (better)" in lead[1]


def test_without_its_tables_a_set_still_has_its_numbers(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    from shutil import copytree

    poor = tmp_path / "poor"
    copytree(two[1], poor)
    (poor / "frames.csv").unlink()
    out = tmp_path / "page.html"
    coach("compare", str(two[0]), str(poor), "--out", str(out))
    html = out.read_text(encoding="utf-8")
    assert "frames.csv" in html
    assert "Knee drive" in html


@pytest.mark.parametrize("words", [[], ["one"], ["one", "two", "--athlete", "Jodi"]])
def test_two_folders_or_an_athlete_are_wanted(words: list[str]) -> None:
    assert CliRunner().invoke(app, ["compare", *words]).exit_code == 2


def test_a_page_is_written_only_to_a_name_of_a_page(two: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "page.txt"
    done = CliRunner().invoke(app, ["compare", *map(str, two), "--out", str(out)])
    assert done.exit_code == 2
    assert not out.exists()
