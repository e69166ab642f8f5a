"""One table of many sessions."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from math import nan
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.app.live import run
from coach.app.request import RunRequest
from coach.cli.main import app
from coach.core.judging.history import HistoryEntry
from coach.core.judging.result import Metric
from coach.core.types import View
from coach.exports.history import history_csv
from coach.exports.table import COLUMNS, table
from coach.records.reading import RecordedSession, read_session
from coach.records.session_file import SESSION_JSON, Who
from tests.e2e.hurry import SMALL, no_bar

PLAN = """schema = 1
title = "Short"
about = "Two drills."
[[steps]]
drill = "a_march"
seconds = 6
sets = 2
rest_s = 5
feedback = ["full", "none"]
label = "before"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a user with one set, and one plan of two sets, on record."""
    home = tmp_path_factory.mktemp("home")
    (home / "config" / "plans").mkdir(parents=True)
    (home / "config" / "coach.toml").write_text(SMALL, encoding="utf-8")
    (home / "config" / "plans" / "short.toml").write_text(PLAN, encoding="utf-8")
    drill = home / "config" / "drills" / "brief.toml"
    drill.parent.mkdir()
    drill.write_text('schema = 1\nextends = "high_knees"\nseconds = 6\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_HOME", str(home))
        request = RunRequest(source="synthetic", headless=True, fast=True)
        run(replace(request, drill="brief", speed_kmh=8.0), no_bar)
        run(replace(request, plan="short"), no_bar)
    return home


@pytest.fixture
def coach(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    monkeypatch.setenv("COACH_HOME", str(home))
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


def sessions(home: Path) -> list[RecordedSession]:
    tops = (home / "data" / "sessions").iterdir()
    return sorted(map(read_session, tops), key=lambda session: session.about.kind)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.slow
def test_each_metric_of_each_set_has_its_row(home: Path) -> None:
    plan, single = sessions(home)
    made = rows(table([plan, single]))
    assert tuple(made[0]) == COLUMNS
    told = json.loads((single.path / "summary.json").read_text(encoding="utf-8"))
    of_one = [row for row in made if row["session"] == single.path.name]
    assert len(of_one) == sum(len(sides) for sides in told["metrics"].values())
    for row in of_one:
        metric = told["metrics"][row["metric"]][row["side"]]
        for name in ("mean", "sd", "n", "error"):
            assert row[name] == ("" if metric[name] is None else str(metric[name]))
        assert (row["kind"], row["drill"], row["speed_kmh"]) == ("run", "brief", "8.0")
        if row["side"] != "both":
            assert row["reps_all"] == str(told["reps"][row["side"]]["all"])
    places = {(row["step"], row["set"], row["feedback"]) for row in made if row["kind"] == "plan"}
    assert places == {("1", "1", "full"), ("1", "2", "none")}


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_no_name_becomes_a_formula(home: Path, name: str) -> None:
    _, single = sessions(home)
    sets = tuple(replace(one, label=name) for one in single.sets)
    named = replace(single, about=replace(single.about, athlete=Who("a", name)), sets=sets)
    row = rows(table([named]))[0]
    assert (row["athlete"], row["label"]) == (f"'{name}", f"'{name}")


def test_a_set_in_which_nothing_was_measured_has_a_row(home: Path) -> None:
    _, single = sessions(home)
    [one] = single.sets
    empty = replace(single, sets=(replace(one, result=replace(one.result, metrics={})),))
    [row] = rows(table([empty]))
    assert (row["metric"], row["mean"], row["drill"]) == ("", "", "brief")


def test_export_takes_all_that_is_recorded_and_leaves_out_what_is_broken(
    home: Path, coach: Callable[..., object], tmp_path: Path
) -> None:
    done = coach("export", "--out", tmp_path / "all.csv")
    assert done.exit_code == 0, done.output
    assert "3 sets of 2 sessions" in done.output
    whole = sorted((home / "data" / "sessions").iterdir())
    for number, content in enumerate(("", "{}", "[]", '{"kind": 3}')):
        broken = tmp_path / "some" / f"broken{number}"
        shutil.copytree(whole[0], broken)
        (broken / SESSION_JSON).write_text(content, encoding="utf-8")
    shutil.copytree(whole[1], tmp_path / "some" / "whole")
    done = coach("export", tmp_path / "some", tmp_path / "gone", "--out", tmp_path / "some.csv")
    assert done.exit_code == 0, done.output
    assert done.stderr.count("coach: left out: ") == 5
    assert "2 sets of 1 session\n" in done.output
    assert {row["session"] for row in rows((tmp_path / "some.csv").read_text())} == {"whole"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--out", "a.xlsx"), 2, "ends in"),
        (("--out", "a.trc", "--height", "1.8"), 2, "give its folder"),
        (("one", "two", "--out", "a.mot"), 2, "give its folder"),
        (("one", "--out", "a.trc"), 2, "--height 1.72"),
        (("one", "--out", "a.trc", "--height", "172"), 2, "0.5 to 2.5"),
        (("one", "--out", "a.trc", "--height", "nan"), 2, "0.5 to 2.5"),
    ],
)
def test_what_cannot_be_exported_is_wrong_usage(
    coach: Callable[..., object], tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = coach("export", *words)
    assert (done.exit_code, said in done.output) == (code, True), done.output


def test_a_set_is_found_in_its_session_and_a_plan_s_must_be_named(
    home: Path, coach: Callable[..., object], tmp_path: Path
) -> None:
    plan, single = sessions(home)
    out = tmp_path / "a.trc"
    assert coach("export", single.path, "--out", out, "--height", 1.8).exit_code == 0
    assert out.read_text().startswith("PathFileType\t4\t(X/Y/Z)\ta.trc\n")
    assert coach("export", plan.sets[1].path, "--out", tmp_path / "b.mot").exit_code == 0
    many = coach("export", plan.path, "--out", tmp_path / "c.mot")
    assert "holds 2 sets: give one of them" in str(many.exception)
    nowhere = coach("export", single.path, "--out", tmp_path / "no" / "a.mot")
    assert "cannot write" in str(nowhere.exception)
    nothing = coach("export", tmp_path, "--out", tmp_path / "d.mot")
    assert "is no set" in str(nothing.exception)


def test_a_history_holds_no_formula_either() -> None:
    entry = HistoryEntry(
        datetime(2026, 11, 1, tzinfo=UTC),
        folder='=HYPERLINK("http:evil")',
        plan="@SUM(A1)",
        drill="high_knees",
        title="High knees",
        view=View.LEFT,
        probe=False,
        sets=1,
        counts={},
        cadence=nan,
        spoken=1.0,
        graded="thigh_angle_peak",
        metrics={("+1", None): Metric(-2.5, nan, 8, "-1", 1.0)},
    )
    [row] = rows(history_csv([entry]))
    texts = [row[name] for name in ("folder", "plan", "metric", "unit")]
    assert texts == ['\'=HYPERLINK("http:evil")', "'@SUM(A1)", "'+1", "'-1"]
    assert (row["mean"], row["sd"]) == ("-2.5", "")
