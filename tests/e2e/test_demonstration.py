"""What somebody without a camera gets: a whole set of the athlete with the low left knee."""

from __future__ import annotations

import csv
import json
from contextlib import redirect_stdout
from io import StringIO
from math import isfinite
from types import NoneType
from typing import Any

import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.app.session_record import FinishedSession
from coach.config import load_drill
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.types import Side
from coach.poses.recorded import RecordedFrames, RecordedPoses
from coach.runtime.replay import replay
from tests.e2e.hurry import SMALL, Hurry, no_bar

FILES = {
    *("summary.json", "session.json", "set.json", "poses.npz"),
    *("frames.csv", "reps.csv", "events.csv", "commands.csv"),
}
NUMBER = (int, float)


class Shown:
    """The set as it was shown, and as it was recorded."""

    def __init__(self, outcome: FinishedSession, printed: str) -> None:
        self.outcome, self.printed = outcome, printed.splitlines()
        self.folder = outcome.folder
        self.summary: dict[str, Any] = json.loads(
            (self.folder / "summary.json").read_text(encoding="utf-8")
        )

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def when(self, words: str) -> float:
        [t] = [cue["t_s"] for cue in self.summary["cues"] if cue["text"] == words]
        return float(t)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    home, printed = tmp_path_factory.mktemp("home"), StringIO()
    (home / "config").mkdir()
    (home / "config" / "coach.toml").write_text(SMALL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setenv("COACH_HOME", str(home))
        outcome = run(
            RunRequest("high_knees", "synthetic", athlete="Zoe", headless=True, mute=True),
            no_bar,
            Hurry(),
        )
    return Shown(outcome, printed.getvalue())


def test_the_set_reads_like_a_coach(demo: Shown) -> None:
    assert [(cue["text"], cue["side"]) for cue in demo.summary["cues"]] == [
        ("Three", None),
        ("Two", None),
        ("One", None),
        ("Go", None),
        ("Left: knee up to the line", "left"),
        ("That's the height", None),
        ("Halfway", None),
        ("That's time", None),
    ]


def test_the_correction_comes_after_the_third_low_rep_of_that_leg(demo: Shown) -> None:
    said = demo.when("Left: knee up to the line")
    low = [
        rep
        for rep in demo.rows("reps.csv")
        if "knee_low" in rep["faults"] and float(rep["t_peak_s"]) < said
    ]
    assert len(low) >= 3
    assert {rep["side"] for rep in low} == {"left"}


def test_the_praise_comes_with_the_second_rep_that_is_right_again(demo: Shown) -> None:
    said, praised = demo.when("Left: knee up to the line"), demo.when("That's the height")
    between = [
        rep["good"]
        for rep in demo.rows("reps.csv")
        if rep["side"] == "left" and said < float(rep["t_peak_s"]) < praised
    ]
    assert between[-2:] == ["1", "1"]
    assert "1" not in between[:-2]


def test_the_athletes_true_reps_are_counted(demo: Shown) -> None:
    reps = demo.summary["reps"]
    assert reps == {
        "left": {"all": 28, "good": 19, "partial": 0, "high": 19, "unseen": 0},
        "right": {"all": 27, "good": 27, "partial": 0, "high": 27, "unseen": 0},
    }
    assert demo.summary["cadence_spm"] == pytest.approx(170, abs=1)
    low = [fault for fault in demo.summary["faults"] if fault["name"] == "knee_low"]
    assert low == [{"name": "knee_low", "side": "left", "reps": 9, "sure": False}]


def test_the_set_is_printed_as_it_goes(demo: Shown) -> None:
    said = [line.partition(" s  ")[2] for line in demo.printed]
    for words in ("Step into view: whole body", "Left: knee up to the line", "That's time"):
        assert words in said


def test_the_session_is_kept_under_the_drills_and_the_athletes_name(demo: Shown) -> None:
    assert demo.folder.name.endswith("_high_knees_Zoe")
    assert {path.name for path in demo.folder.iterdir()} == FILES


def test_the_summary_is_what_scripts_rely_on(demo: Shown) -> None:
    summary = demo.summary
    kinds = {
        "schema": int,
        **{"source": str, "drill": str, "view": str},
        **{"fps": NUMBER, "frames": int, "frames_with_pose": int, "duration_s": NUMBER},
        **{
            "reps": dict,
            "cadence_spm": NUMBER,
            "cadence_of": str,
            "metrics": dict,
            "faults": list,
            "cues": list,
        },
        **{
            "not_measured": list,
            "judged_share": NUMBER,
            "hindered": NoneType,
            "needed_fps": NUMBER,
            "doubted": list,
            "stood": bool,
            "graded": str,
            "stretched": bool,
            "cue_kinds": list,
            "reasons": dict,
            "seen": dict,
            "marks": list,
            "speed_kmh": NoneType,
            "findings": NoneType,
        },
    }
    assert list(summary) == list(kinds)
    assert {n: summary[n] for n, kind in kinds.items() if not isinstance(summary[n], kind)} == {}
    known = summary["source"], summary["drill"], summary["view"], summary["schema"]
    assert known == ("synthetic athlete", "high_knees", "left", 1)
    for sides in summary["metrics"].values():
        assert sides.keys() <= {"left", "right", "both"}
        for metric in sides.values():
            assert list(metric) == ["mean", "sd", "n", "unit", "error"]
            assert all(isfinite(metric[name]) for name in ("mean", "sd", "n", "error"))
    assert all(list(fault) == ["name", "side", "reps", "sure"] for fault in summary["faults"])
    assert all(list(cue) == ["t_s", "key", "side", "text"] for cue in summary["cues"])
    assert all(list(gap) == ["metric", "why"] for gap in summary["not_measured"])


def test_the_tables_and_the_summary_agree(demo: Shown) -> None:
    for side in Side:
        mine = [rep for rep in demo.rows("reps.csv") if rep["side"] == side]
        counted = demo.summary["reps"][side]
        assert len(mine) == counted["all"]
        good = [rep["good"] for rep in mine]
        assert sum(map(int, good)) == counted["good"] if counted["good"] else set(good) == {""}
    cues = [event for event in demo.rows("events.csv") if event["kind"] == "cue"]
    assert [float(event["t_s"]) for event in cues] == pytest.approx(
        [cue["t_s"] for cue in demo.summary["cues"]], abs=1e-3
    )


def test_what_was_recorded_replays_to_the_same_set(demo: Shown) -> None:
    drill = load_drill("high_knees")
    session = SetRunner(SetStart(drill, SetConfig(drill.seconds, count_in=True, stop_early=True)))
    poses = demo.folder / "poses.npz"
    snapshots = list(replay(RecordedFrames(poses), RecordedPoses(poses), session))
    result = session.result()
    assert result.counts == demo.outcome.result.counts
    assert result.cues == demo.outcome.result.cues
    replayed = {rep.number: rep for told in snapshots for rep in (*told.reps, *told.ended)}
    assert {str(number): f"{rep.peak:.4f}" for number, rep in replayed.items()} == {
        rep["number"]: rep["t_peak_s"] for rep in demo.rows("reps.csv")
    }
