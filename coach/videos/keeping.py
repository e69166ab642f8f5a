"""Keeps the sets of a session as videos, on a thread of its own.

The think thread only puts a snapshot into a slot. Where disk or encoder are too slow, frames are
left out, and the times say which; a video that cannot be kept ends with one note, the session goes
on.
"""

from __future__ import annotations

from errno import ENOSPC, ETIMEDOUT
from math import inf, nan
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Self

from coach.core.session.snapshot import Snapshot
from coach.ports import Camera
from coach.runtime.replay import Line, Tapped
from coach.runtime.slot import Slot
from coach.videos.timing import rate_of
from coach.wording.texts import Texts

if TYPE_CHECKING:
    from coach.videos.film import Film

_ROOM = 16
"""Frames that may wait for the encoder: about 50 MB at 1280x720."""

_BEHIND_S = 10.0
"""Who is later than this will never catch up: what is left out is shown by repeating a frame,
which takes as long to write as a new one."""

_WHY_NOT = {ENOSPC: "video_full", ETIMEDOUT: "video_slow"}
"""By the error's number, the key of the texts' states that tells it."""


class Videos:
    """`with Videos(...) as videos:` film a line, and tell for each set where it is recorded.

    `problem` is a key of the texts' states once no video can be kept any more. A `patient` one
    leaves no frame out: whoever comes with the next one waits.
    """

    def __init__(self, texts: Texts, *, patient: bool = False) -> None:
        self._texts = texts
        self._camera: Camera | None = None
        self._waiting: Slot[Snapshot] = Slot(_ROOM, lossless=patient)
        self._folders: dict[int, Path] = {}
        self._recorded, self._over = Condition(), False
        self._film: Film | None = None
        self._number, self._newest = 0, -inf
        self.problem: str | None = None
        self._thread = Thread(target=self._work, name="videos", daemon=True)

    @property
    def keeping(self) -> bool:
        """Is a video being written now?"""
        return self._film is not None

    def filming(self, line: Line, camera: Camera) -> Line:
        """The line, whose every snapshot is kept from now on; the camera says its rate."""
        self._camera = camera
        return Tapped(line, self._hear)

    def recorded(self, snapshot: Snapshot, folder: Path) -> None:
        """Tells that the snapshot's set is recorded in this folder, which is there."""
        progress = snapshot.progress
        if progress is None or not progress.in_set or progress.number in self._folders:
            return
        with self._recorded:
            self._folders[progress.number] = folder
            self._recorded.notify_all()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._waiting.close()
        with self._recorded:
            self._over = True
            self._recorded.notify_all()
        self._thread.join(2 * _BEHIND_S)

    def _hear(self, snapshot: Snapshot) -> None:
        if snapshot.progress is not None and snapshot.progress.in_set:
            self._newest = snapshot.frame.t
            self._waiting.put(snapshot)

    def _work(self) -> None:
        try:
            for snapshot in iter(self._waiting.take, None):
                self._keep(snapshot)
        except OSError as error:
            self.problem = _WHY_NOT.get(error.errno or 0, "no_video")
        finally:
            self._waiting.close()
            self._cut()

    def _keep(self, snapshot: Snapshot) -> None:
        number = snapshot.progress.number if snapshot.progress else 0
        if number > self._number:
            self._cut()
            self._film, self._number = self._start(number), number
        if self._film is None:
            return
        self._film.add(snapshot)
        if snapshot.result is not None:
            self._cut()
        elif self._newest - snapshot.frame.t > _BEHIND_S:
            raise OSError(ETIMEDOUT, "frames come faster than they can be written")

    def _start(self, number: int) -> Film | None:
        """None where the session broke off before the set's record was begun."""
        from coach.videos.film import Film
        from coach.videos.overlay import Overlay

        with self._recorded:
            self._recorded.wait_for(lambda: self._over or number in self._folders)
        folder = self._folders.get(number)
        fps = self._camera.info.fps if self._camera else nan
        return Film(folder, rate_of(fps), Overlay(self._texts).paint) if folder else None

    def _cut(self) -> None:
        film, self._film = self._film, None
        if film is not None:
            film.close()
