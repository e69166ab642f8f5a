"""A live device as frames: stamped on arrival, and opened again when it went away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, repeat
from threading import Event
from time import perf_counter

from coach.cameras.capture import Capture
from coach.core.types import Frame
from coach.errors import CameraError

PAUSES_S = (1.0, 2.0, 4.0, 8.0)


class Feed:
    """The frames of what `connect` opens, until `close`; `t` counts from the opening.

    `connect` raises CameraError where nothing can be opened. A device that stops is opened
    again after growing pauses; after `patience_s` without it CameraError says so.
    """

    def __init__(
        self,
        connect: Callable[[], Capture],
        name: str,
        patience_s: float,
        clock: Callable[[], float] = perf_counter,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._connect = connect
        self._name = name
        self._patience_s = patience_s
        self._clock = clock
        self._closed = Event()
        self._wait = wait or self._closed.wait
        self._capture = connect()
        self._start = clock()

    def now(self) -> float:
        """Seconds since the opening."""
        return self._clock() - self._start

    def close(self) -> None:
        """Ends the frames, also from another thread, and frees the device."""
        self._closed.set()
        self._capture.close()

    def __iter__(self) -> Iterator[Frame]:
        index = 0
        while not self._closed.is_set():
            picture = self._capture.read(self.now)
            if picture is None:
                self._reconnect()
            else:
                yield Frame(picture[0], index, picture[1])
                index += 1

    def _reconnect(self) -> None:
        lost = self.now()
        self._capture.close()
        for pause in chain(PAUSES_S, repeat(PAUSES_S[-1])):
            self._wait(pause)
            if self._closed.is_set() or self._connected():
                return
            if self.now() - lost > self._patience_s:
                raise CameraError(
                    f"no picture from {self._name} for {self._patience_s:g} s: "
                    "check its cable or network, then start again"
                )

    def _connected(self) -> bool:
        try:
            self._capture = self._connect()
        except CameraError:
            return False
        if self._closed.is_set():
            self._capture.close()
        return True
