"""What one thread hands to another."""

from __future__ import annotations

from collections import deque
from threading import Condition
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Holds the newest `room` things; an older one is dropped, or with `lossless` the putter waits.

    A slot carries its own ending: `with slot:` closes it however the block ends, and its `error`
    is there for whoever takes. So there are no sentinels, and no error is raised into nobody.
    """

    def __init__(self, room: int = 1, *, lossless: bool = False) -> None:
        self._held: deque[T] = deque()
        self._room = room
        self._lossless = lossless
        self._changed = Condition()
        self._closed = False
        self.dropped = 0
        self.error: BaseException | None = None

    def put(self, thing: T) -> bool:
        """False once it is closed: there is nothing more to do."""
        with self._changed:
            if self._lossless:
                self._changed.wait_for(lambda: self._closed or len(self._held) < self._room)
            if self._closed:
                return False
            if len(self._held) == self._room:
                self._held.popleft()
                self.dropped += 1
            self._held.append(thing)
            self._changed.notify_all()
            return True

    def take(self) -> T | None:
        """The oldest thing held, as soon as there is one; None once it is closed and empty."""
        with self._changed:
            self._wait(None)
            thing = self._held.popleft() if self._held else None
            self._changed.notify_all()
            return thing

    def take_all(self, timeout: float) -> tuple[T, ...] | None:
        """All that came, at most `timeout` s later; once closed and empty, None or its error."""
        with self._changed:
            self._wait(timeout)
            if self._closed and not self._held:
                if self.error is not None:
                    raise self.error
                return None
            things = tuple(self._held)
            self._held.clear()
            self._changed.notify_all()
            return things

    def close(self, error: BaseException | None = None) -> None:
        """Ends it for good; only the first closing counts. What it holds can still be taken."""
        with self._changed:
            if not self._closed:
                self._closed, self.error = True, error
            self._changed.notify_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.close(error)
        return True

    def _wait(self, timeout: float | None) -> None:
        self._changed.wait_for(lambda: self._closed or self._held, timeout)
