"""A live device as a camera: its frames stamped on arrival, and opened again when it went away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, repeat
from threading import Event
from time import perf_counter
from typing import Self

from coach.cameras.capture import Capture
from coach.core.types import Frame
from coach.errors import CameraError
from coach.ports import CameraInfo

PAUSES_S = (1.0, 2.0, 4.0, 8.0)


class LiveCamera:
    """The frames of what `connect` opens; `t` counts from the opening.

    `connect` gives the device and what it granted, or raises CameraError where nothing can be
    opened; until then `info` is what is known before. A device that stops is opened again after
    growing pauses; after `patience_s` without it CameraError says so.
    """

    def __init__(
        self,
        info: CameraInfo,
        connect: Callable[[], tuple[Capture, CameraInfo]],
        patience_s: float,
        clock: Callable[[], float] = perf_counter,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._info = info
        self._connect = connect
        self._patience_s = patience_s
        self._clock = clock
        self._closed = Event()
        self._wait = wait or self._closed.wait
        self._capture: Capture | None = None
        self._start = 0.0

    @property
    def info(self) -> CameraInfo:
        return self._info

    def now(self) -> float:
        return self._clock() - self._start if self._capture else 0.0

    def __enter__(self) -> Self:
        self._closed.clear()
        self._capture, self._info = self._connect()
        self._start = self._clock()
        return self

    def __exit__(self, *error: object) -> None:
        """Ends the frames, also from another thread, and frees the device."""
        self._closed.set()
        if self._capture:
            self._capture.close()

    def __iter__(self) -> Iterator[Frame]:
        index = 0
        while self._capture and not self._closed.is_set():
            picture = self._capture.read(self.now)
            if picture is None:
                self._reconnect(self._capture)
            else:
                yield Frame(picture[0], index, picture[1])
                index += 1

    def _reconnect(self, capture: Capture) -> None:
        lost = self.now()
        capture.close()
        for pause in chain(PAUSES_S, repeat(PAUSES_S[-1])):
            self._wait(pause)
            if self._closed.is_set() or self._connected():
                return
            if self.now() - lost > self._patience_s:
                raise CameraError(
                    f"no picture from {self._info.name} for {self._patience_s:g} s: "
                    "check its cable or network, then start again"
                )

    def _connected(self) -> bool:
        try:
            self._capture, self._info = self._connect()
        except CameraError:
            return False
        if self._closed.is_set():
            self._capture.close()
        return True
