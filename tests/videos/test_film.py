"""Both videos of a set, read back by their pictures."""

from __future__ import annotations

import subprocess
import sys
from errno import ENOSPC
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.core.session.snapshot import Snapshot
from coach.core.types import Image
from coach.records.kept_video import OVERLAY_AVI, VIDEO_AVI
from coach.videos import film
from coach.videos.film import RESERVE, Film
from tests.videos.films import at, moment, numbers_in, times_in

KILLED = """
import os, sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from tests.videos.films import moment
from coach.videos.film import Film

noise = np.random.default_rng(0).integers(0, 255, (240, 192, 3), np.uint8)
film = Film(Path(sys.argv[1]), 30, lambda snapshot: snapshot.frame.image)
for index in range(150):
    told = moment(index, index / 30)
    image = np.vstack((told.frame.image, noise))
    film.add(replace(told, frame=replace(told.frame, image=image)))
os._exit(9)
"""


def plain(snapshot: Snapshot) -> Image:
    return snapshot.frame.image


def test_both_videos_show_each_frame_at_its_time_and_the_table_says_which(tmp_path: Path) -> None:
    gaps = np.random.default_rng(0).exponential(1 / 25, 90)
    kept = Film(tmp_path, 30, plain)
    for snapshot in at((7.0 + np.cumsum(gaps)).tolist()):
        kept.add(snapshot)
    kept.close()
    rows = times_in(tmp_path)
    assert [row[0] for row in rows] == list(range(len(rows)))
    for name in (VIDEO_AVI, OVERLAY_AVI):
        assert numbers_in(tmp_path / name) == ([frame for _, frame, _ in rows], 30.0)
    assert len(rows) / 30 == pytest.approx(gaps[1:].sum(), abs=1.6 / 30)
    assert [t for *_, t in rows] == sorted(t for *_, t in rows)


def test_a_video_whose_end_was_never_written_plays(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)
    assert ended.returncode == 9
    rows = times_in(tmp_path)
    assert len(rows) > 130
    for name in (VIDEO_AVI, OVERLAY_AVI):
        numbers, fps = numbers_in(tmp_path / name)
        assert fps == 30.0
        assert len(numbers) > 100
        # The last picture may be cut through; all others are whole, and where they belong.
        assert numbers[:-1] == list(range(len(numbers) - 1))


def test_a_camera_that_comes_back_with_another_size_goes_on_in_the_same_video(
    tmp_path: Path,
) -> None:
    kept = Film(tmp_path, 30, lambda s: cv2.resize(s.frame.image, None, fx=2, fy=2))
    for snapshot in at(n / 30 for n in range(10)):
        kept.add(snapshot)
    kept.close()
    assert numbers_in(tmp_path / OVERLAY_AVI)[0] == list(range(10))


def test_a_disk_that_is_nearly_full_is_left_to_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = RESERVE

    monkeypatch.setattr(film.shutil, "disk_usage", lambda _: Usage)
    kept = Film(tmp_path, 30, plain)
    kept.add(moment(0, 0.0))
    Usage.free = RESERVE - 1
    with pytest.raises(OSError, match=f"Errno {ENOSPC}"):
        kept.add(moment(1, 1.0))
    kept.close()
    assert numbers_in(tmp_path / VIDEO_AVI)[0][0] == 0
