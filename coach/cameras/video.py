"""A video file, each frame at the file's own time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from math import inf, isfinite, nan
from pathlib import Path
from typing import Self

from coach.cameras.capture import Capture
from coach.cameras.decoder import NOT_READ, Decoder
from coach.core.types import Frame, Image
from coach.errors import CameraError
from coach.ports import CameraInfo

UNKNOWN_FPS = 30.0
MOST_FPS = 1000.0
MOST_FRAMES = 10_000_000
LONGEST_GAP_S = 10.0
"""A longer one lies in the file, not before the camera: it is given as SHORT_GAP_S, in which
everything that was under way has ended."""
SHORT_GAP_S = 2.0
WHOLE = 0.9
"""A file that ends before that share of what its header says was cut short."""

Picture = tuple[float, Image]


class Video:
    """The frames of a file as a player shows them; one that breaks off in the middle just ends.

    `info.note` says what is not as it should be: no rising time stamps, where frames are taken as
    evenly spaced; leaps in them; pictures that could not be decoded; an end before the header's.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._info = CameraInfo(self._path.name, (0, 0), nan, live=False)
        self._decoder: Decoder | None = None
        self._capture: Capture | None = None
        self._pictures: Iterator[Picture] = iter(())
        self._stamped = True
        self._leapt = 0.0
        self._ended = False
        self._now = 0.0

    @property
    def info(self) -> CameraInfo:
        return replace(self._info, note="; ".join(self._notes()))

    def now(self) -> float:
        return self._now

    def __enter__(self) -> Self:
        _refuse_no_file(self._path)
        self._decoder = decoder = Decoder(self._path)
        self._capture = Capture(decoder)
        read = partial(self._capture.read, lambda: decoder.t)
        first = [picture for picture in (read(), read()) if picture is not None]
        if len(first) < 2:
            self._capture.close()
            raise CameraError(_why_not(self._path, len(first)))
        self._stamped = 0 <= first[0][0] < first[1][0] < inf
        self._info = _described(self._path, decoder, first[0][1])
        self._pictures = chain(first, iter(read, None))
        self._now, self._leapt, self._ended = 0.0, 0.0, False
        return self

    def __exit__(self, *error: object) -> None:
        if self._capture:
            self._capture.close()

    def __iter__(self) -> Iterator[Frame]:
        self._now = -self._step
        for index, (stamp, image) in enumerate(self._pictures):
            self._now = self._next(stamp)
            yield Frame(self._now, index, image)
        self._ended = True

    @property
    def _step(self) -> float:
        return 1 / (self._info.fps if isfinite(self._info.fps) else UNKNOWN_FPS)

    def _next(self, stamp: float) -> float:
        """The time of the picture with this stamp, from the one before."""
        t = stamp - self._leapt
        if not self._stamped or not self._now < t < inf:
            return self._now + self._step
        if t - self._now > LONGEST_GAP_S:
            self._leapt += t - self._now - SHORT_GAP_S
            return self._now + SHORT_GAP_S
        return t

    def _notes(self) -> Iterator[str]:
        if not self._decoder:
            return
        if not self._stamped:
            yield f"no usable time stamps: taken as {1 / self._step:.4g} per second"
        if self._leapt:
            yield f"its time stamps leap by {self._leapt:.0f} s; that is left out"
        if self._decoder.mirrored:
            yield "shown as in a mirror, as the file asks: left may be right"
        if self._decoder.lost:
            yield f"{self._decoder.lost} of its pictures could not be decoded"
        said = self._decoder.seconds
        if self._ended and self._now + self._leapt < WHOLE * said - self._step:
            yield f"cut short: it ends after {self._now:.1f} s of {said:.1f} s"


def _described(path: Path, decoder: Decoder, image: Image) -> CameraInfo:
    rate = float(decoder.stream.guessed_rate or 0)
    fps = rate if 0 < rate < MOST_FPS else nan
    count = decoder.stream.frames or decoder.seconds * fps
    frames = int(count) if 2 <= count < MOST_FRAMES else None
    size = image.shape[1], image.shape[0]
    return CameraInfo(path.name, size, fps, live=False, frames=frames)


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
    return f"{path} {NOT_READ}"
