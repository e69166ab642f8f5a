"""The whole program, as `python -m coach`, that also tells what its window was given to show.

Run as `python -m tests.e2e.watched LOG ...`: each change is one line of JSON in the file LOG.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TextIO

from coach.__main__ import main
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command
from coach.ports import Status
from coach.screens.window import Window

UNWATCHED = Window.show


def watch(log: TextIO) -> None:
    """From now on all windows tell."""
    last: dict[str, Any] = {}

    def show(window: Window, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        nonlocal last
        keys = UNWATCHED(window, snapshot, status)
        told = state(snapshot, status) | {"keys": [str(key) for key in keys]}
        if told != last:
            last = told
            log.write(json.dumps(told) + "\n")
            log.flush()
        return keys

    Window.show = show  # type: ignore[method-assign]


def state(snapshot: Snapshot | None, status: Status) -> dict[str, Any]:
    """What a person at the screen could tell of it."""
    session = snapshot.progress if snapshot else None
    return {
        "phase": snapshot.phase.value if snapshot else None,
        "second": int(snapshot.t) if snapshot else None,
        "set": session.number if session else None,
        "drill": session.drill.name if session else None,
        "voice": status.voice_on,
        "tones": status.tones_on,
    }


if __name__ == "__main__":
    with Path(sys.argv.pop(1)).open("w", encoding="utf-8") as file:
        watch(file)
        sys.exit(main())
