"""Both videos of one set, with the times of their frames."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from errno import EIO, ENOSPC
from math import inf
from pathlib import Path

from coach.core.session.snapshot import Snapshot
from coach.core.types import Image
from coach.opencv import cv2
from coach.records.kept_video import OVERLAY_AVI, VIDEO_AVI, VideoTimes
from coach.videos.timing import ConstantRate

RESERVE = 100_000_000
"""So many bytes of the disk are left for the session itself: no video is worth its record."""

_FLUSH_S = 0.5
# Every system plays motion JPEG as it comes, and an AVI that was never ended up to its last frame.
_CODEC = cv2.VideoWriter.fourcc(*"MJPG")
# The first writes a third as much; the second is in every build.
_WRITERS = cv2.CAP_FFMPEG, cv2.CAP_OPENCV_MJPEG


class Film:
    """Add each snapshot of the set, then close. OSError where it cannot be written; what is in the
    files until then stays.

    `paint` gives a snapshot's picture with what is drawn on it.
    """

    def __init__(self, folder: Path, rate: int, paint: Callable[[Snapshot], Image]) -> None:
        _leave_room(folder)
        self._folder, self._rate, self._paint = folder, rate, paint
        self._evenly = ConstantRate(rate)
        self._writers: list[cv2.VideoWriter] = []
        self._size = 0, 0
        self._flushed = -inf
        self._times = VideoTimes(folder)

    def add(self, snapshot: Snapshot) -> None:
        """Writes the frames up to this one."""
        if not self._writers:
            height, width = snapshot.frame.image.shape[:2]
            self._size = width, height
            self._writers = [self._start(name) for name in (VIDEO_AVI, OVERLAY_AVI)]
        self._show(*self._evenly.add(snapshot))
        if snapshot.frame.t - self._flushed >= _FLUSH_S:
            self._flushed = snapshot.frame.t
            _leave_room(self._folder)
            self._times.flush()

    def close(self) -> None:
        """Writes what waits, and ends the files."""
        last = self._evenly.last()
        if last is not None and self._writers:
            self._show(last, 1)
        for writer in self._writers:
            writer.release()
        with suppress(OSError):
            self._times.flush()
        self._times.close()

    def _start(self, name: str) -> cv2.VideoWriter:
        path = str(self._folder / name)
        for backend in _WRITERS:
            writer = cv2.VideoWriter(path, backend, _CODEC, float(self._rate), self._size)
            if writer.isOpened():
                return writer
        raise OSError(EIO, f"cannot write {path}")

    def _show(self, snapshot: Snapshot, times: int) -> None:
        if not times:
            return
        pictures = [self._fitted(p) for p in (snapshot.frame.image, self._paint(snapshot))]
        for _ in range(times):
            for writer, picture in zip(self._writers, pictures, strict=True):
                writer.write(picture)
            self._times.add(snapshot.frame)

    def _fitted(self, picture: Image) -> Image:
        """A camera that came back may give another size; a video has one."""
        height, width = picture.shape[:2]
        return picture if (width, height) == self._size else cv2.resize(picture, self._size)


def _leave_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < RESERVE:
        raise OSError(ENOSPC, "little is free on the disk")
