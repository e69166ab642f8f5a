"""Whole sessions faster than real time, and the same every time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from coach.app.request import Progress
from coach.cameras.paced import Paced
from coach.ports import Camera

PATIENCE_S = 10.0
SMALL = "schema = 1\n[camera]\nsize = [320, 180]\n"
"""Settings for pictures that are quickly drawn."""

TWO_SETS = """schema = 1
title = "Two"
about = "Two short sets."
[[steps]]
drill = "a_march"
seconds = 12
sets = 2
rest_s = 3
"""


def short_in(home: Path) -> None:
    """Gives the user's folders a drill "short" of three seconds and a plan "two" of two sets."""
    for name, text in (
        ("drills/short.toml", 'schema = 1\nextends = "high_knees"\nseconds = 3\n'),
        ("plans/two.toml", TWO_SETS),
        ("coach.toml", f"{SMALL}[manner]\nready_s = 0.2\ncount_in_s = 0\n"),
    ):
        (home / "config" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "config" / name).write_text(text, encoding="utf-8")


class Hurry:
    """Paces a camera by a clock that stands still while a frame is thought about, so that none is
    dropped however slow the machine is; `at` is what somebody does at these times."""

    def __init__(self, at: Mapping[float, Callable[[], object]] | None = None) -> None:
        self._now = 0.0
        self._thought = threading.Semaphore(0)
        self._at = sorted((at or {}).items(), key=lambda item: item[0], reverse=True)

    def __call__(self, camera: Camera) -> Paced:
        return Paced(camera, clock=self._clock, wait=self._wait)

    def _clock(self) -> float:
        """Read by the think thread after every frame."""
        if threading.current_thread().name == "think":
            self._thought.release()
        return self._now

    def _wait(self, early: float) -> None:
        self._thought.acquire(timeout=PATIENCE_S)
        self._now += early
        while self._at and self._at[-1][0] <= self._now:
            self._at.pop()[1]()


@contextmanager
def no_bar() -> Iterator[Progress]:
    yield lambda what, done: None
