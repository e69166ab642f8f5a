"""Which videos are meant by files, folders and patterns."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coach.cameras.videos import is_one, videos_of
from coach.errors import CameraError


def test_only_a_single_file_is_one_video(tmp_path: Path) -> None:
    odd = tmp_path / "a[1].mp4"
    odd.touch()
    assert is_one(["a.mp4"])
    assert is_one([str(odd)]), "a name that looks like a pattern"
    for many in (["a.mp4", "b.mp4"], [str(tmp_path)], ["*.mp4"]):
        assert not is_one(many)


def test_folders_and_patterns_mean_the_videos_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.MOV", "a.mp4", "notes.txt", "deep/c.mp4"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)

    def meant(*sources: str) -> list[str]:
        return [os.path.relpath(path).replace(os.sep, "/") for path in videos_of(sources)]

    assert meant(".") == meant(str(tmp_path)) == ["a.mp4", "b.MOV"]
    assert meant("*.mp4", "a.mp4") == ["a.mp4"]
    assert meant(str(tmp_path / "**" / "*.mp4")) == ["a.mp4", "deep/c.mp4"]
    for nothing in ("empty", "*.avi"):
        with pytest.raises(CameraError, match="give a"):
            videos_of([nothing])
