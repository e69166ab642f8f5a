"""Says by itself to hold the rails when the coach goes blind: it needs no camera and no pose."""

from __future__ import annotations

from math import inf

from coach.core.coaching.belt_safety import HOLD_RAILS, on_belt
from coach.core.session.snapshot import Snapshot
from coach.core.types import Cue, CueKind, Phase


class Watchdog:
    """For the sets on a moving belt. `look` is called often, with the newest snapshot and the time
    on any one clock; the alarm is told once, and again only after a new snapshot came."""

    def __init__(self, silent_s: float = 1.0) -> None:
        self._silent_s = silent_s
        self._newest: Snapshot | None = None
        self._since = inf
        self._alarmed = False

    def look(self, now: float, newest: Snapshot | None) -> Cue | None:
        """An alarm where no snapshot came for too long while the last one was at work."""
        if newest is not self._newest:
            self._newest, self._since, self._alarmed = newest, now, False
        if self._alarmed or not _runs(newest) or now - self._since <= self._silent_s:
            return None
        self._alarmed = True
        return Cue(now, HOLD_RAILS, CueKind.SAFETY)


def _runs(snapshot: Snapshot | None) -> bool:
    """Is somebody at work on the belt?"""
    if snapshot is None:
        return False
    return snapshot.phase is Phase.WORK and on_belt(snapshot.drill)
