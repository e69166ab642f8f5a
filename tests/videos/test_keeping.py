"""What the thread that writes videos does to the session: nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coach.core.judging.result import SetResult
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame, Pose, View
from coach.records.kept_video import VIDEO_AVI
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.synthetic import SyntheticCamera
from coach.videos import film
from coach.videos.keeping import Videos
from tests.screens.pictures import TEXTS, black
from tests.videos.films import at, moment, numbers_in, times_in

CAMERA = SyntheticCamera(SimulatedRunner("high_knees"), 1.0, fps=30.0, size=(32, 18))
OVER = SetResult("high_knees", View.LEFT, 1, 1, 1.0, 30.0, {}, 170.0, {}, (), (), {})


class Told:
    """A line that gives what it was made with, whatever it sees."""

    done = False

    def __init__(self, snapshots: Iterable[Snapshot]) -> None:
        self._next = iter(snapshots)

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        return next(self._next)

    def finish(self) -> None:
        return None

    def command(self, command: Command) -> None:
        """Nobody is asked for anything."""


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


def run(videos: Videos, snapshots: list[Snapshot]) -> None:
    """All of them, as fast as they are taken."""
    line = videos.filming(Told(snapshots), CAMERA)
    for _ in snapshots:
        line.step(Frame(0.0, 0, black((4, 4))), None)


def test_each_set_has_its_video_in_its_own_folder_and_what_lies_between_has_none(
    tmp_path: Path,
) -> None:
    sets = []
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        begin = 10.0 * number
        frames = [moment(100 * number + n, begin + n / 30, set_number=number) for n in range(20)]
        rest = [moment(9, begin + 5 + n, set_number=number, in_set=False) for n in range(3)]
        sets += [*frames[:-1], replace(frames[-1], result=OVER), *rest]
    with Videos(TEXTS, patient=True) as videos:
        for snapshot in (sets[0], sets[-1], sets[-4]):
            number = snapshot.progress.number if snapshot.progress else 0
            videos.recorded(snapshot, tmp_path / str(number))
        run(videos, sets)
    for number in (1, 2):
        numbers, _ = numbers_in(tmp_path / str(number) / VIDEO_AVI)
        assert numbers == [100 * number + n for n in range(20)]
    assert not videos.problem


def test_a_session_goes_on_while_nothing_can_be_written_and_the_times_stay_true(
    tmp_path: Path,
) -> None:
    snapshots = at(n / 30 for n in range(90))
    with Videos(TEXTS) as videos:
        run(videos, snapshots)  # comes back, though nobody said yet where to write
        videos.recorded(snapshots[0], tmp_path)
    rows, (numbers, _) = times_in(tmp_path), numbers_in(tmp_path / VIDEO_AVI)
    assert [frame for _, frame, _ in rows] == numbers
    assert all(t == pytest.approx(frame / 30, abs=1e-4) for _, frame, t in rows)
    assert numbers[-1] == 89
    assert 10 < len(set(numbers)) < 30


def test_who_waits_leaves_no_frame_out(tmp_path: Path) -> None:
    snapshots = at(n / 30 for n in range(90))
    with Videos(TEXTS, patient=True) as videos:
        videos.recorded(snapshots[0], tmp_path)
        run(videos, snapshots)
    assert numbers_in(tmp_path / VIDEO_AVI)[0] == list(range(90))


def test_who_can_never_catch_up_says_so_and_stops(tmp_path: Path) -> None:
    snapshots = at(float(n) for n in range(40))
    with Videos(TEXTS) as videos:
        run(videos, snapshots)
        videos.recorded(snapshots[0], tmp_path)
    assert videos.problem == "video_slow"


def test_a_session_that_breaks_off_before_its_record_has_begun_leaves_no_video(
    tmp_path: Path,
) -> None:
    with Videos(TEXTS) as videos:
        run(videos, at([0.0, 0.1]))
    assert not videos.problem
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("why", ["video_full", "no_video"])
def test_what_cannot_be_written_ends_the_video_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "video_full":
        monkeypatch.setattr(film, "RESERVE", 1 << 80)
    snapshots = at(n / 30 for n in range(90))
    with Videos(TEXTS, patient=True) as videos:
        folder = tmp_path if why == "video_full" else tmp_path / "gone"
        videos.recorded(snapshots[0], folder)
        run(videos, snapshots)
    assert videos.problem == why
    assert not videos.keeping


def test_where_pictures_cannot_be_written_no_video_is_kept(tmp_path: Path) -> None:
    (tmp_path / VIDEO_AVI).mkdir()
    with Videos(TEXTS, patient=True) as videos:
        snapshots = at([0.0, 0.1])
        videos.recorded(snapshots[0], tmp_path)
        run(videos, snapshots)
    assert videos.problem == "no_video"
