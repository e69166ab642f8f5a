"""A disk that is full at some moment of a session: one line, and what was recorded still opens."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from errno import ENOSPC
from math import inf
from pathlib import Path

import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.errors import RecordError
from coach.poses.recorded import load_poses
from coach.records.plan_file import PLAN_JSON
from coach.records.set_recorder import SetRecorder, recover
from tests.e2e.hurry import no_bar, short_in


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders, with a drill of three seconds and a plan of two sets."""
    short_in(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return tmp_path


class Limited(io.FileIO):
    """A file on a disk with room for so many bytes that are ever written."""

    left = inf

    def write(self, some: bytes) -> int:
        fits = some if Limited.left >= len(some) else some[: int(Limited.left)]
        if some and not fits:
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        Limited.left -= len(fits)
        return super().write(fits)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Says how many bytes may still be written from now on."""
    really = Path.open

    def opened(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if mode == "wb":
            return Limited(path, mode)
        if mode == "w":
            return io.TextIOWrapper(io.BufferedWriter(Limited(path, "wb")), encoding="utf-8")
        return really(path, mode, *more, **named)

    def of(left: float) -> None:
        monkeypatch.setattr(Limited, "left", left)

    monkeypatch.setattr(Path, "open", opened)
    return of


def assert_opens(folder: Path) -> None:
    """Its tables hold whole rows, and its poses can be read."""
    for name in ("frames.csv", "reps.csv", "events.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        assert not text or text.endswith("\n")
        assert len({len(row) for row in csv.reader(io.StringIO(text))}) <= 1
    recover(folder)
    if (folder / "poses.npz").exists():
        assert len(load_poses(folder / "poses.npz").t)


def sessions(home: Path) -> list[Path]:
    return list((home / "data" / "sessions").glob("*"))


def request(**told: object) -> RunRequest:
    return RunRequest(**{"source": "synthetic", "headless": True, "fast": True, **told})


@pytest.mark.parametrize("bytes_free", [500, 9_000, 20_000, 30_000])
def test_a_set_alone_ends_with_one_line(
    home: Path, room: Callable[[float], None], bytes_free: int
) -> None:
    room(bytes_free)
    with pytest.raises(RecordError, match="the disk is full") as told:
        run(request(drill="short"), no_bar)
    assert "\n" not in str(told.value)
    room(inf)
    for folder in sessions(home):
        assert_opens(folder)
    assert ("keeps nothing" in str(told.value)) is (not sessions(home))


@pytest.mark.parametrize("bytes_free", [300, 2_000, 60_000])
def test_a_plan_ends_with_one_line_and_names_only_sets_that_are_there(
    home: Path, room: Callable[[float], None], bytes_free: int
) -> None:
    room(bytes_free)
    with pytest.raises(RecordError, match="the disk is full") as told:
        run(request(plan="two"), no_bar)
    assert "\n" not in str(told.value)
    room(inf)
    for folder in sessions(home):
        plan = json.loads((folder / PLAN_JSON).read_text(encoding="utf-8"))
        assert plan["sets"]
        for one in plan["sets"]:
            assert_opens(folder / one["folder"])
    assert len(sessions(home)) == (bytes_free > 10_000)


@pytest.mark.slow
@pytest.mark.parametrize("free", [100, 5_000])
def test_a_plan_goes_on_once_there_is_room(
    home: Path, room: Callable[[float], None], monkeypatch: pytest.MonkeyPatch, free: int
) -> None:
    begin = SetRecorder.__enter__

    def full_from_the_second(folder: SetRecorder) -> SetRecorder:
        room(free if folder.path.name.startswith("02") else inf)
        return begin(folder)

    with monkeypatch.context() as patch:
        patch.setattr(SetRecorder, "__enter__", full_from_the_second)
        with pytest.raises(RecordError, match="the disk is full"):
            run(request(plan="two"), no_bar)
    room(inf)
    [folder] = sessions(home)
    assert not (folder / "02_a_march").exists()
    broken = json.loads((folder / PLAN_JSON).read_text(encoding="utf-8"))
    assert [one["folder"] for one in broken["sets"]] == ["01_a_march"]
    outcome = run(request(plan="two", resume=True), no_bar)
    plan = json.loads((folder / PLAN_JSON).read_text(encoding="utf-8"))
    assert (outcome.folder, plan["finished"]) == (folder, True)
    assert plan["progress"] == {"sets_done": 2, "sets": 2}
    for one in plan["sets"]:
        assert_opens(folder / one["folder"])


def test_a_folder_that_cannot_be_made_is_told_in_one_line(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "sessions").write_text("a file where a folder should be", encoding="utf-8")
    for asked in ({"drill": "short"}, {"plan": "two"}):
        with pytest.raises(RecordError, match="choose another folder") as told:
            run(request(**asked), no_bar)
        assert "\n" not in str(told.value)
