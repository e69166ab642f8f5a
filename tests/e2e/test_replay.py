"""What was recorded is played again: the very same, or with other targets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest

from coach.app.live import run
from coach.app.replay import Played, replay
from coach.app.request import Pace, RunRequest
from coach.app.session_record import FinishedSession
from coach.cameras.paced import Paced
from coach.core.pose.frame_checks import look_of
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame, Phase, Side
from coach.errors import CoachError
from coach.ports import Camera, CameraInfo, Status
from coach.records.reading import commands_of, reps_of
from coach.records.set_recorder import load_recording
from tests.e2e.hurry import no_bar

pytestmark = pytest.mark.slow

TABLES = "reps.csv", "events.csv", "frames.csv", "commands.csv"
FASTER = 6.0


def recorded(
    drill: str | None = "high_knees", pace: Pace | None = None, **request: Any
) -> FinishedSession:
    asked = RunRequest(drill, "synthetic", headless=True, mute=True, fast=pace is None, **request)
    return run(asked, no_bar, pace) if pace else run(asked, no_bar)


def again(folder: Path, out: Path, drill: str | None = None) -> Played:
    (played,) = replay(folder, RunRequest(drill, headless=True, fast=True), out)
    return played


def assert_the_same(before: Path, after: Path) -> None:
    for name in TABLES:
        assert (after / name).read_bytes() == (before / name).read_bytes(), name
    summaries = [(path / "summary.json").read_text(encoding="utf-8") for path in (before, after)]
    lines = [[line for line in one.splitlines() if '"source"' not in line] for one in summaries]
    assert lines[0] == lines[1]


@pytest.mark.parametrize(
    "drill", ["high_knees", "run", "b_skip", "hop_and_stick", "lateral_step_down"]
)
def test_a_replay_gives_the_reps_and_cues_to_the_last_one(
    drill: str, home: Path, tmp_path: Path
) -> None:
    outcome = recorded(drill)
    played = again(outcome.folder, tmp_path / "again")
    assert played.same
    assert_the_same(outcome.folder, tmp_path / "again")
    sides = [rep.side for rep in reps_of(outcome.folder)]
    assert sides
    assert [sides.count(side) for side in Side] == [outcome.result.counts[s].all for s in Side]


class Presses:
    """A screen at which keys are pressed at these seconds of work or pause."""

    def __init__(self, keys: dict[float, Command]) -> None:
        self._keys = dict(keys)

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        if snapshot is None or snapshot.phase not in (Phase.WORK, Phase.PAUSED):
            return ()
        due = [t for t in self._keys if t <= snapshot.t]
        return tuple(self._keys.pop(t) for t in due)

    def close(self) -> None: ...


@pytest.mark.parametrize(
    "keys",
    [
        {8.0: Command.PAUSE, 11.0: Command.PAUSE, 15.0: Command.RECALIBRATE},
        {9.0: Command.PAIN},
        {9.0: Command.PAUSE, 10.0: Command.END},
        {10.0: Command.SKIP},
    ],
)
def test_what_was_asked_at_the_keys_is_asked_again(
    keys: dict[float, Command], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "coach.app.live.open_screen", lambda context, *, live: (Presses(keys), None)
    )
    outcome = recorded()
    monkeypatch.undo()
    monkeypatch.setenv("COACH_HOME", str(home))
    asked = [one for some in commands_of(outcome.folder).values() for one in some]
    assert asked == [str(key) for key in keys.values() if key is not Command.END]
    assert again(outcome.folder, tmp_path / "again").same
    assert_the_same(outcome.folder, tmp_path / "again")


class Spoilt:
    """Another camera's pictures, dark for some seconds and frozen for some."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    @property
    def info(self) -> CameraInfo:
        return self._camera.info

    def now(self) -> float:
        return self._camera.now()

    def __enter__(self) -> Self:
        self._camera.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._camera.__exit__(*error)

    def __iter__(self) -> Iterator[Frame]:
        for frame in self._camera:
            if 8 < frame.t < 11:
                frame = replace(frame, image=np.full_like(frame.image, 20))
            elif 14 < frame.t < 15:
                frame = replace(frame, image=np.full_like(frame.image, 120))
            yield frame


def faster(camera: Camera) -> Paced:
    """Comes so fast that frames are lost."""
    return Paced(
        Spoilt(camera),
        clock=lambda: FASTER * time.perf_counter(),
        wait=lambda seconds: time.sleep(seconds / FASTER),
    )


def test_lost_frames_and_bad_pictures_of_a_live_set_are_part_of_its_recording(
    home: Path, tmp_path: Path
) -> None:
    outcome = recorded(pace=faster)
    assert again(outcome.folder, tmp_path / "again").same
    assert_the_same(outcome.folder, tmp_path / "again")
    looks = {look_of(code) for code in load_recording(outcome.folder).look.tolist()}
    assert any(look.dark for look in looks)
    assert any(look.frozen for look in looks)


def test_other_targets_are_scored_on_the_same_movement(home: Path, tmp_path: Path) -> None:
    outcome = recorded("high_knees")
    higher = again(outcome.folder, tmp_path / "again", "a_march")
    assert higher.same is None
    assert higher.result.drill == "a_march"
    peaks = [[rep.peak for rep in reps_of(path)] for path in (outcome.folder, tmp_path / "again")]
    assert peaks[1]
    assert set(peaks[1]) <= set(peaks[0])


PLAN = """schema = 1
title = "Short"
about = "A short plan."
[[steps]]
drill = "run"
seconds = 8
rest_s = 0
[[steps]]
drill = "high_knees"
seconds = 4
"""


def test_a_plans_sets_are_played_again_each_with_the_belts_speed(
    home: Path, tmp_path: Path
) -> None:
    plan, out = tmp_path / "short.toml", tmp_path / "again"
    plan.write_text(PLAN, encoding="utf-8")
    outcome = recorded(None, plan=str(plan), speed_kmh=9.0, yes=True)
    played = list(replay(outcome.folder, RunRequest(headless=True, fast=True), out))
    assert [one.same for one in played] == [True, True]
    for one in played:
        assert_the_same(one.take.path, out / one.take.path.name)
    assert '"speed_kmh": 9.0' in (out / "01_run" / "summary.json").read_text(encoding="utf-8")


def test_a_folder_that_is_no_session_is_told_in_one_line(home: Path, tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="no session"):
        list(replay(tmp_path, RunRequest(headless=True, fast=True)))
