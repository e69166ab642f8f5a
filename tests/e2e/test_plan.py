"""A whole plan as fast as it goes: what is printed, what lies on the disk, and how it goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.app.session_record import FinishedSession
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Phase
from coach.errors import CoachError
from coach.ports import Status
from coach.records.plan_file import PLAN_JSON
from tests.e2e.hurry import no_bar

pytestmark = pytest.mark.slow

PLAN = """schema = 1
title = "Short"
about = "A short plan."
[[steps]]
drill = "run"
seconds = 12
view = "side"
feedback = "none"
label = "before"
rest_s = 3
[[steps]]
drill = "a_march"
seconds = 12
sets = 2
rest_s = 3
[[steps]]
drill = "run"
seconds = 12
view = "side"
feedback = "none"
label = "after"
compare_with = "before"
rest_s = 0
"""
FILES = {
    *("summary.json", "set.json", "poses.npz"),
    *("frames.csv", "reps.csv", "events.csv", "commands.csv"),
}


@pytest.fixture
def planned(home: Path) -> Path:
    folder = home / "config" / "plans"
    folder.mkdir()
    (folder / "short.toml").write_text(PLAN, encoding="utf-8")
    return home


def done(**request: object) -> FinishedSession:
    kind = {"plan": "short", "source": "synthetic", "headless": True, "fast": True, **request}
    return run(RunRequest(**kind), no_bar)


def told(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / PLAN_JSON).read_text(encoding="utf-8"))
    return read


def test_every_set_of_a_plan_is_an_ordinary_session_in_its_folder(planned: Path) -> None:
    outcome = done(athlete="Zoe")
    assert outcome.folder.name.endswith("_short_Zoe")
    names = ["01_run", "02_a_march", "03_a_march", "04_run"]
    assert sorted(path.name for path in outcome.folder.iterdir()) == [
        *names,
        PLAN_JSON,
        "session.json",
    ]
    for name in names:
        assert {path.name for path in (outcome.folder / name).iterdir()} == FILES
    plan = told(outcome.folder)
    assert (plan["finished"], plan["progress"]) == (True, {"sets_done": 4, "sets": 4})
    assert [one["ending"] for one in plan["sets"]] == ["done"] * 4


def test_the_athlete_of_the_story_runs_better_afterwards(planned: Path) -> None:
    outcome = done()
    [comparison] = outcome.comparisons or ()
    verdicts = {change.metric: change.verdict for change in comparison.changes}
    assert verdicts["thigh_angle_peak"] == "better"
    assert verdicts["knee_drive_speed"] == "better"
    assert verdicts["trunk_lean"] == "same"
    assert told(outcome.folder)["comparison"][0]["before"] == "before"


def test_what_happens_is_printed_in_order(planned: Path, capsys: Any) -> None:
    done()
    lines = [line.partition(" s  ")[2] for line in capsys.readouterr().out.splitlines()]
    wanted = ["-- 1/3 Running assessment --", "-- 2/3 A-march, 1/2 --", "Left: knee up to the line"]
    wanted += ["-- 2/3 A-march, 2/2 --", "-- 3/3 Running assessment --"]
    assert [line for line in lines if line in wanted] == wanted


def test_a_plan_that_broke_off_goes_on_after_its_last_set(
    planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = done().folder
    plan = told(whole)
    plan["finished"] = False
    plan["sets"] = plan["sets"][:3]
    plan["sets"][2]["ending"] = None
    (whole / PLAN_JSON).write_text(json.dumps(plan), encoding="utf-8")
    outcome = done(resume=True)
    assert outcome.folder == whole
    again = told(whole)
    assert [one["folder"] for one in again["sets"]] == [
        *("01_run", "02_a_march", "03_a_march", "04_a_march", "05_run")
    ]
    assert again["finished"]
    assert again["comparison"][0]["changes"]


def test_without_anything_unfinished_there_is_nothing_to_go_on_with(planned: Path) -> None:
    with pytest.raises(CoachError, match="no unfinished session of the plan 'short'"):
        done(resume=True)


def test_fast_gives_the_same_every_time(planned: Path, capsys: Any) -> None:
    printed = []
    for _ in range(2):
        done()
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


class Hurts:
    """A screen at which pain is marked in the march."""

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        marching = snapshot and snapshot.progress and snapshot.progress.drill.name == "a_march"
        works = snapshot is not None and snapshot.phase is Phase.WORK and snapshot.left_s < 6
        return (Command.PAIN,) if marching and works else ()

    def close(self) -> None: ...


def test_pain_is_kept_in_the_plan_and_in_the_set(
    planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.app.live.open_screen", lambda context, *, live: (Hurts(), None))
    folder = done().folder
    plan = told(folder)
    assert [(one["drill"], one["level"]) for one in plan["marks"]] == [("a_march", None)]
    assert [one["folder"] for one in plan["sets"]] == ["01_run", "02_a_march", "03_run"]
    assert plan["finished"]
    summary = json.loads((folder / "02_a_march" / "summary.json").read_text(encoding="utf-8"))
    assert [mark["kind"] for mark in summary["marks"]] == ["pain"]


def test_a_set_alone_may_be_fast_too(home: Path) -> None:
    outcome = run(RunRequest("a_march", "synthetic", headless=True, fast=True), no_bar)
    assert outcome.comparisons is None
    assert {path.name for path in outcome.folder.iterdir()} == FILES | {"session.json"}
