"""Many videos at once: where each goes, what is done already, and what fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import pytest
import typer

from coach.app.analyze_many import AnalyzedVideo, analyze_many
from coach.app.request import Progress, RunRequest
from coach.cli.analyze import analyze_all
from coach.errors import PoseError
from coach.poses.model_file import find_model
from coach.runtime.processes import everywhere
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.drawing import Painter
from coach.simulation.true_poses import TruePoses
from tests.e2e.hurry import no_bar

SIZE = 160, 90
ATHLETE = SimulatedRunner("high_knees", start_s=0.2)
FILES = {"summary.json", "reps.csv", "frames.csv", "events.csv", "poses.npz", "video.json"}


def threads(workers: int, begin: Callable[..., None], given: tuple[Any, ...]) -> Executor:
    """As good as processes, where the poses are known without a model."""
    return ThreadPoolExecutor(workers, initializer=begin, initargs=given)


def film(path: Path, frames: int = 30) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 30.0, SIZE)
    painter = Painter(ATHLETE, SIZE)
    for index in range(frames):
        writer.write(painter.paint(index / 30))
    writer.release()
    return path


@pytest.fixture(autouse=True)
def known_poses(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("coach.app.analyze", "coach.app.analyze_many"):
        monkeypatch.setattr(f"{place}.model_file", lambda context, progressing: Path("some.task"))
    monkeypatch.setattr(
        "coach.app.analyze.pose_estimator", lambda model, workers: TruePoses(ATHLETE)
    )
    monkeypatch.setattr("coach.app.analyze_many.everywhere", partial(everywhere, pool=threads))


def analyzed(videos: list[Path], out: Path, drill: str = "high_knees") -> list[AnalyzedVideo]:
    return analyze_many(videos, RunRequest(drill), out, no_bar)


def times(out: Path) -> dict[str, int]:
    """When each video was last done."""
    return {mark.parent.name: mark.stat().st_mtime_ns for mark in out.glob("*/video.json")}


def test_each_video_gets_a_folder_and_a_second_run_leaves_them_as_they_are(tmp_path: Path) -> None:
    clips, out = [film(tmp_path / "a.mp4"), film(tmp_path / "b.mp4", 45)], tmp_path / "out"
    first = analyzed(clips, out)
    assert [(one.problem, one.before) for one in first] == [("", False)] * 2
    for name, frames in (("a", 30), ("b", 45)):
        assert {path.name for path in (out / name).iterdir()} >= FILES
        told = json.loads((out / name / "summary.json").read_text(encoding="utf-8"))
        assert told["frames"] == frames
    done = times(out)
    assert [one.before for one in analyzed(clips, out)] == [True, True]
    assert times(out) == done


def test_what_the_numbers_depend_on_is_done_again_where_it_changed(tmp_path: Path) -> None:
    clips, out = [film(tmp_path / "a.mp4"), film(tmp_path / "b.mp4")], tmp_path / "out"
    analyzed(clips, out)
    film(clips[0], 36)
    assert [one.before for one in analyzed(clips, out)] == [False, True]
    assert [one.before for one in analyzed(clips, out, "a_march")] == [False, False]
    assert [one.before for one in analyzed(clips, out, "a_march")] == [True, True]
    (out / "a" / "poses.part").touch()
    (out / "b" / "summary.json").unlink()
    assert [one.before for one in analyzed(clips, out, "a_march")] == [False, False]


def test_an_own_drill_that_was_changed_is_done_again(tmp_path: Path) -> None:
    clip, own = film(tmp_path / "a.mp4"), tmp_path / "own.toml"
    for low, before in ((60, False), (60, True), (70, False)):
        text = f'schema = 1\nextends = "high_knees"\n[target]\nlow = {low}\n'
        own.write_text(text, encoding="utf-8")
        assert [one.before for one in analyzed([clip], tmp_path / "out", str(own))] == [before]


def test_videos_of_one_name_get_folders_of_their_own_and_keep_them(tmp_path: Path) -> None:
    clips = [film(tmp_path / "x" / "run.mp4"), film(tmp_path / "y" / "Run.mp4")]
    first = analyzed(clips, tmp_path / "out")
    assert len({one.job.folder.name.casefold() for one in first}) == 2
    again = analyzed(clips[::-1], tmp_path / "out")
    assert {one.job.folder for one in again} == {one.job.folder for one in first}
    assert all(one.before for one in again)


def test_a_video_that_fails_stops_no_other_and_is_named_at_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = film(tmp_path / "good.mp4"), tmp_path / "bad.mp4"
    bad.write_bytes(b"no video")
    with pytest.raises(typer.Exit) as end:
        analyze_all([str(bad), "gone.mp4", str(good)], RunRequest("high_knees"), tmp_path / "out")
    said = capsys.readouterr()
    assert end.value.exit_code == 1
    assert [line[: len("coach: ")] for line in said.err.splitlines()] == ["coach: "] * 2
    assert str(bad) in said.err
    assert "gone.mp4" in said.err
    assert "good.mp4" in said.out
    assert said.out.endswith("1 analysed, 0 done before, 2 failed\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good"]


@pytest.mark.slow
def test_worker_processes_say_what_is_wrong_with_a_video(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.app.analyze_many.everywhere", everywhere)
    names = ("empty.mp4", "text.mp4")
    for name, content in zip(names, (b"", b"no video"), strict=True):
        (tmp_path / name).write_bytes(content)
    clips = [tmp_path / name for name in names]
    came = analyze_many(clips, RunRequest("high_knees"), tmp_path / "out", no_bar)
    assert [name in one.problem for one, name in zip(came, names, strict=True)] == [True, True]
    assert not (tmp_path / "out").exists()


@pytest.mark.model
@pytest.mark.slow
def test_worker_processes_analyze_with_the_pose_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        model = find_model()
    except PoseError as error:
        pytest.skip(str(error))
    monkeypatch.undo()
    clips = [film(tmp_path / "a.mp4", 12), film(tmp_path / "b.mp4", 12)]
    request = RunRequest("high_knees", model=str(model))
    came = analyze_many(clips, request, tmp_path / "out", no_bar)
    assert [one.problem for one in came] == ["", ""]
    assert [one.result.frames for one in came] == [12, 12]


@pytest.mark.slow
def test_what_ctrl_c_cut_short_does_not_count_as_done(tmp_path: Path) -> None:
    clips, out = [film(tmp_path / f"{n}.mp4", 300) for n in range(4)], tmp_path / "out"

    @contextmanager
    def pressed() -> Iterator[Progress]:
        def show(what: str, done: float) -> None:
            raise KeyboardInterrupt

        yield show

    with pytest.raises(KeyboardInterrupt):
        analyze_many(clips, RunRequest("high_knees"), out, pressed)
    assert not times(out)
    assert not [one for one in analyzed(clips[:1], out) if one.before]
