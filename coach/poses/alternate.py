"""Several pose finders on alternate frames, their results in the frames' own order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle
from queue import SimpleQueue
from threading import Semaphore, Thread
from types import TracebackType

from coach.core.types import Frame, Pose

Find = Callable[[Frame], Pose | None]

_Line = SimpleQueue[tuple[Frame, Future[Pose | None]] | BaseException | None]

_PATIENCE_S = 1.0


def alternate(
    frames: Iterable[Frame], finders: Sequence[Find]
) -> Iterator[tuple[Frame, Pose | None]]:
    """Each frame with its pose, as soon as it is found; frame n goes to finder n modulo their
    number, so that a replay repeats itself.

    A frame is taken only when its finder is free, so a live source gives its newest. An
    exception of the frames or of a finder is raised here, after the results before it. Closing
    this iterator ends its threads; one that is blocked inside `frames` cannot be woken from
    here, so a live loop closes its slot first.
    """
    feed = _Feed(frames, finders)
    try:
        while (found := feed.line.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            frame, pose = found[0], found[1].result()
            feed.free.release()
            yield frame, pose
    finally:
        feed.stop()


class _Feed:
    """A thread that hands the frames round; `line` holds the results to come, in order."""

    def __init__(self, frames: Iterable[Frame], finders: Sequence[Find]) -> None:
        self.line: _Line = SimpleQueue()
        self.free = Semaphore(len(finders))
        self._frames = iter(frames)
        self._finders = finders
        self._stopped = False
        self._thread = Thread(target=self._run, name="pose-feed", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self.free.release()
        self._thread.join(_PATIENCE_S)

    def _run(self) -> None:
        with _Ending(self.line), ThreadPoolExecutor(len(self._finders), "pose") as threads:
            for frame, find in zip(self._wanted(), cycle(self._finders), strict=False):
                self.line.put((frame, threads.submit(find, frame)))

    def _wanted(self) -> Iterator[Frame]:
        """The frames, each taken as late as can be."""
        while True:
            self.free.acquire()
            frame = None if self._stopped else next(self._frames, None)
            if frame is None or self._stopped:
                return
            yield frame


class _Ending:
    """Puts how its block ended, the exception or None, into the line as the last thing."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._line.put(error)
        return True
