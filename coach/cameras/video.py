"""A video file, each frame at the file's own time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from math import inf, isfinite, nan
from pathlib import Path
from typing import Self

from coach.cameras.capture import Capture, Device
from coach.core.types import Frame, Image
from coach.errors import CameraError
from coach.opencv import cv2
from coach.ports import CameraInfo

UNKNOWN_FPS = 30.0
MOST_FPS = 1000.0
MOST_FRAMES = 10_000_000

Picture = tuple[float, Image]


class Video:
    """The frames of a file, turned upright; a file that breaks off in the middle just ends.

    Where its time stamps do not rise, frames are taken as evenly spaced, and `info.note` says so.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._info = CameraInfo(self._path.name, (0, 0), nan, live=False)
        self._capture: Capture | None = None
        self._pictures: Iterator[Picture] = iter(())
        self._stamped = True
        self._now = 0.0

    @property
    def info(self) -> CameraInfo:
        return self._info

    def now(self) -> float:
        return self._now

    def __enter__(self) -> Self:
        _refuse_no_file(self._path)
        device = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG)
        device.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)
        self._capture = Capture(device)
        read = partial(self._capture.read, lambda: device.get(cv2.CAP_PROP_POS_MSEC) / 1000)
        first = [picture for picture in (read(), read()) if picture is not None]
        if len(first) < 2:
            self._capture.close()
            raise CameraError(_why_not(self._path, len(first)))
        self._stamped = 0 <= first[0][0] < first[1][0] < inf
        self._info = self._described(device, first[0][1])
        self._pictures = chain(first, iter(read, None))
        self._now = 0.0
        return self

    def __exit__(self, *error: object) -> None:
        if self._capture:
            self._capture.close()

    def __iter__(self) -> Iterator[Frame]:
        step = 1 / (self._info.fps if isfinite(self._info.fps) else UNKNOWN_FPS)
        last = -step
        for index, (stamp, image) in enumerate(self._pictures):
            last = stamp if self._stamped and last < stamp < inf else last + step
            self._now = last
            yield Frame(last, index, image)

    def _described(self, device: Device, image: Image) -> CameraInfo:
        rate = device.get(cv2.CAP_PROP_FPS)
        fps = rate if 0 < rate < MOST_FPS else nan
        count = device.get(cv2.CAP_PROP_FRAME_COUNT)
        frames = int(count) if 2 <= count < MOST_FRAMES else None
        spaced = fps if isfinite(fps) else UNKNOWN_FPS
        note = "" if self._stamped else f"no usable time stamps: taken as {spaced:.4g} per second"
        size = image.shape[1], image.shape[0]
        return CameraInfo(self._path.name, size, fps, live=False, frames=frames, note=note)


def _refuse_no_file(path: Path) -> None:
    try:
        length = path.stat().st_size
    except OSError as error:
        raise CameraError(f"cannot read {path}: {error.strerror or error}") from error
    if path.is_dir():
        raise CameraError(f"{path} is a folder, not a video: give a file in it")
    if not path.is_file():
        raise CameraError(f"{path} is a device, not a video: give a camera by its number")
    if not length:
        raise CameraError(f"{path} is empty: no video in it")


def _why_not(path: Path, pictures: int) -> str:
    if pictures:
        return f"{path} holds a single picture, not a video"
    return f"{path} is not a video that can be read: damaged, cut short, or another kind of file"
