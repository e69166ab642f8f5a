"""From what the user typed to the video files that are meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from coach.errors import CameraError

SUFFIXES = (
    ".3gp",
    ".avi",
    ".m4v",
    ".mkv",
    ".mov",
    ".mp4",
    ".mpeg",
    ".mpg",
    ".mts",
    ".webm",
    ".wmv",
)
"""Of the files in a folder that are taken for videos."""


def is_one(sources: Sequence[str]) -> bool:
    """Whether a single video is meant, which goes into the very folder that is named."""
    return len(sources) == 1 and not Path(sources[0]).is_dir() and not _is_pattern(sources[0])


def videos_of(sources: Iterable[str]) -> list[Path]:
    """The videos that files, folders and patterns mean, each once; CameraError where a folder or
    a pattern means none."""
    found = [path for source in sources for path in _meant(source)]
    return list({path.resolve(): path for path in found}.values())


def _meant(source: str) -> list[Path]:
    path = Path(source)
    if path.is_dir():
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
        if not inside:
            raise CameraError(f"no video in {path}: give a folder with videos in it")
        return inside
    if not _is_pattern(source):
        return [path]
    like = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
    matching = sorted(p for p in like if p.is_file())
    if not matching:
        raise CameraError(f"no file is like {source}: give a video, or a folder with videos in it")
    return matching


def _is_pattern(source: str) -> bool:
    """A file may have a name that looks like one."""
    return any(sign in source for sign in "*?[") and not Path(source).exists()
