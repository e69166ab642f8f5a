"""A camera at an http, https or rtsp address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import nan
from time import perf_counter
from typing import Self
from urllib.parse import urlsplit

from coach.cameras.capture import Capture, Device
from coach.cameras.feed import Feed
from coach.core.types import Frame
from coach.errors import CameraError
from coach.opencv import cv2
from coach.ports import CameraInfo


def without_password(url: str) -> str:
    """The address as it may be shown and recorded."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


class NetworkCamera:
    """The stream at `url`, its frames stamped as they arrive: what it says of time is not used.

    A camera that stops for `read_s` is opened again, and CameraError after `patience_s`.
    """

    def __init__(
        self,
        url: str,
        *,
        open_s: float = 3.0,
        read_s: float = 2.0,
        patience_s: float = 30.0,
        device: Callable[[str, int, list[int]], Device] = cv2.VideoCapture,
        clock: Callable[[], float] = perf_counter,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._url = url
        self._open_s, self._read_s = open_s, read_s
        self._device = device
        self._live = patience_s, clock, wait
        self._info = CameraInfo(without_password(url), (0, 0), nan, live=True)
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
        device = self._device(self._url, cv2.CAP_FFMPEG, self._limits())
        capture = Capture(device)
        first = capture.read(lambda: 0.0)
        length = device.get(cv2.CAP_PROP_FRAME_COUNT)
        if first is not None and length <= 0:
            height, width = first[1].shape[:2]
            self._info = CameraInfo(self._info.name, (width, height), nan, live=True)
            return capture
        capture.close()
        name = self._info.name
        if first is None:
            raise CameraError(f"cannot reach {name}: no picture came; check address and network")
        raise CameraError(f"{name} is a video file, not a camera: download it and give its path")

    def _limits(self) -> list[int]:
        """Given to the constructor: without them a silent camera blocks for 30 s."""
        open_ms, read_ms = round(1000 * self._open_s), round(1000 * self._read_s)
        return [
            *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, open_ms),
            *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, read_ms),
        ]
