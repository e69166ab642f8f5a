"""A whole session with --keep-video, live and fast, of one set and of a plan."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.config import load_texts
from coach.records.kept_video import OVERLAY_AVI, VIDEO_AVI
from coach.records.set_recorder import VIDEOS, SetRecorder
from coach.videos import film
from tests.e2e.hurry import Hurry, no_bar, short_in
from tests.screens.pictures import snapshot
from tests.videos.films import numbers_in, times_in

STATES = load_texts().states


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders, with a drill of three seconds and a plan of two sets."""
    short_in(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return tmp_path


def request(**told: object) -> RunRequest:
    known = {"source": "synthetic", "headless": True, "mute": True, "keep_video": True}
    return RunRequest(**{**known, **told})


def frames_of(folder: Path) -> dict[int, float]:
    """The session's frames with their times."""
    with (folder / "frames.csv").open(newline="", encoding="utf-8") as file:
        return {int(row["frame"]): float(row["t_s"]) for row in csv.DictReader(file)}


def assert_kept(folder: Path) -> None:
    """Both videos show what the table says, and the table the session's own frames and times."""
    rows, known = times_in(folder), frames_of(folder)
    for name in (VIDEO_AVI, OVERLAY_AVI):
        assert len(numbers_in(folder / name)[0]) == len(rows)
    assert len(rows) > 60
    assert all(known.get(frame, t) == t for _, frame, t in rows)
    assert len(rows) / 30 == pytest.approx(rows[-1][2] - rows[0][2], abs=1.6 / 30)


def test_without_it_no_picture_is_kept(home: Path) -> None:
    outcome = run(request(drill="short", fast=True, keep_video=False), no_bar)
    assert not VIDEOS & {path.name for path in outcome.folder.iterdir()}


def test_a_set_alone_has_every_frame_and_the_screen_says_that_it_is_kept(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = run(request(drill="short", fast=True), no_bar)
    assert_kept(outcome.folder)
    assert {frame for _, frame, _ in times_in(outcome.folder)} >= set(frames_of(outcome.folder))
    assert capsys.readouterr().out.count(STATES["recording"]) == 1
    assert outcome.notes == ()


def test_a_live_session_plays_as_long_as_it_was(home: Path) -> None:
    assert_kept(run(request(drill="short"), no_bar, Hurry()).folder)


@pytest.mark.slow
def test_each_set_of_a_plan_has_its_own(home: Path) -> None:
    outcome = run(request(plan="two", fast=True), no_bar)
    assert not VIDEOS & {path.name for path in outcome.folder.iterdir()}
    sets = [path for path in outcome.folder.iterdir() if path.is_dir()]
    assert len(sets) == 2
    for folder in sets:
        assert_kept(folder)


def test_a_disk_with_little_room_keeps_the_session_and_one_note(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film, "RESERVE", 1 << 80)
    outcome = run(request(drill="short", fast=True), no_bar)
    assert outcome.notes == (STATES["video_full"],)
    assert json.loads((outcome.folder / "summary.json").read_text("utf-8"))["frames"] > 60


def test_a_new_session_in_the_same_folder_takes_the_old_video_away(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    for name in VIDEOS:
        (tmp_path / "old" / name).write_text("old", encoding="utf-8")
    folder = SetRecorder(tmp_path / "old", drill="run", source="x", texts=load_texts())
    with folder:
        folder.write(snapshot())
    assert not VIDEOS & {path.name for path in folder.path.iterdir()}
