"""A picture device that one thread reads while another may close it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Protocol

from coach.core.types import Image

LONGEST_CLOSE_S = 3.0


class Pictures(Protocol):
    """Pictures one after the other: `grab` takes the next, `retrieve` gives it."""

    def grab(self) -> bool: ...
    def retrieve(self) -> tuple[bool, Image | None]: ...
    def release(self) -> None: ...


class Device(Pictures, Protocol):
    """What is used of a cv2.VideoCapture; one that could not be opened grabs nothing."""

    def get(self, key: int, /) -> float: ...
    def set(self, key: int, value: float, /) -> bool: ...


class Capture:
    """Reads a device, and closes it only between two reads: cv2 does not allow it within one."""

    def __init__(self, device: Pictures) -> None:
        self._device = device
        self._busy = Lock()
        self._closed = False

    def read(self, stamp: Callable[[], float]) -> tuple[float, Image] | None:
        """The next picture, `stamp()` taken when it arrived; None where none came."""
        with self._busy:
            if self._closed or not self._device.grab():
                return None
            t = stamp()
            given, image = self._device.retrieve()
        return (t, image) if given and image is not None and image.size else None

    def close(self) -> None:
        """Frees the device; one whose driver hangs in a read is left to that read."""
        self._closed = True
        if self._busy.acquire(timeout=LONGEST_CLOSE_S):
            self._device.release()
            self._busy.release()
