"""A camera at this computer, through the backend that suits the system."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from time import perf_counter
from typing import Self

from coach.cameras.capture import Capture, Device
from coach.cameras.feed import Feed
from coach.core.types import Frame
from coach.errors import CameraError
from coach.opencv import cv2
from coach.ports import CameraInfo

MJPG = cv2.VideoWriter.fourcc(*"MJPG")


def backends(platform: str) -> tuple[int, ...]:
    """The cv2 backends to try on a `sys.platform`, in order; never all, some crash or hang."""
    if platform == "win32":
        return cv2.CAP_DSHOW, cv2.CAP_MSMF
    return (cv2.CAP_AVFOUNDATION,) if platform == "darwin" else (cv2.CAP_V4L2,)


class Webcam:
    """The camera with this index; `size` and `fps` are asked for, `info.note` tells what came.

    An unplugged camera gives no frames until it is back, and CameraError after `patience_s`.
    """

    def __init__(
        self,
        index: int,
        size: tuple[int, int] = (1280, 720),
        fps: float = 30.0,
        *,
        patience_s: float = 30.0,
        device: Callable[[int, int], Device] = cv2.VideoCapture,
        clock: Callable[[], float] = perf_counter,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._index = index
        self._asked = size, fps
        self._device = device
        self._live = patience_s, clock, wait
        self._info = CameraInfo(f"camera {index}", size, nan, live=True)
        self._feed: Feed | None = None

    @property
    def info(self) -> CameraInfo:
        return self._info

    def now(self) -> float:
        return self._feed.now() if self._feed else 0.0

    def __enter__(self) -> Self:
        self._feed = Feed(self._connect, self._info.name, *self._live)
        return self

    def __exit__(self, *error: object) -> None:
        if self._feed:
            self._feed.close()

    def __iter__(self) -> Iterator[Frame]:
        return iter(self._feed or ())

    def _connect(self) -> Capture:
        for backend in backends(sys.platform):
            device = self._device(self._index, backend)
            self._ask(device)
            capture = Capture(device)
            first = capture.read(lambda: 0.0)
            if first is not None:
                height, width = first[1].shape[:2]
                self._info = self._granted(device, (width, height))
                return capture
            capture.close()
        raise CameraError(
            f"no picture from {self._info.name}: plug it in, close other programs that use it, "
            "or allow the camera for this program"
        )

    def _ask(self, device: Device) -> None:
        """The pixel format comes first and last: it decides which rates there are, and some
        drivers forget it when the size changes."""
        (width, height), fps = self._asked
        device.set(cv2.CAP_PROP_FOURCC, MJPG)
        device.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        device.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        device.set(cv2.CAP_PROP_FPS, fps)
        device.set(cv2.CAP_PROP_FOURCC, MJPG)

    def _granted(self, device: Device, size: tuple[int, int]) -> CameraInfo:
        rate = device.get(cv2.CAP_PROP_FPS)
        fps = rate if 0 < rate < 1000 else nan
        asked, got = _words(*self._asked), _words(size, fps)
        note = f"asked {asked}, got {got}{_format(device.get(cv2.CAP_PROP_FOURCC))}"
        return CameraInfo(self._info.name, size, fps, live=True, note=note)


def _words(size: tuple[int, int], fps: float) -> str:
    rate = "an unknown rate" if isnan(fps) else f"{fps:.3g}"
    return f"{size[0]}x{size[1]} at {rate}"


def _format(code: float) -> str:
    """The four letters of a pixel format in brackets, nothing where a driver gives none."""
    letters = int(code).to_bytes(8, "little", signed=True)[:4].decode("ascii", "replace")
    return f" ({letters})" if letters.isalnum() else ""


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """A camera that gave a picture: its index for `Webcam`, its name, and what it granted."""

    index: int
    name: str
    size: tuple[int, int]
    fps: float


def list_cameras(
    indices: Iterable[int] | None = None,
    *,
    device: Callable[[int, int], Device] = cv2.VideoCapture,
) -> tuple[FoundCamera, ...]:
    """The cameras that give a picture, of `indices` or of what this system may have.

    Each is opened for a moment.
    """
    found = []
    for index in _candidates(sys.platform) if indices is None else indices:
        try:
            with Webcam(index, device=device) as camera:
                info = camera.info
        except CameraError:
            if sys.platform == "win32":
                break
            continue
        found.append(FoundCamera(index, _name(index), info.size, info.fps))
    return tuple(found)


def _candidates(platform: str) -> tuple[int, ...]:
    """Indices worth opening: macOS is not searched, a wrong index can crash there."""
    if platform == "darwin":
        return (0,)
    if platform == "win32":
        return tuple(range(5))
    numbers = (path.name.removeprefix("video") for path in Path("/dev").glob("video*"))
    return tuple(sorted(int(number) for number in numbers if number.isdecimal()))


def _name(index: int) -> str:
    try:
        label = Path(f"/sys/class/video4linux/video{index}/name").read_text(encoding="utf-8")
    except OSError:
        return f"camera {index}"
    return label.strip() or f"camera {index}"
