"""What hands held up ask of a sitting, and when they may not."""

from __future__ import annotations

from dataclasses import replace

from coach.core.drills.drill import Drill, Kind
from coach.core.gestures import Gesture, GestureReader
from coach.core.types import Phase, Snapshot


class Hands:
    """Reads every snapshot: one hand up is "pause", and both end a set, but not a rest, in which
    people stretch. Arms that are part of a stretch ask for nothing."""

    def __init__(self) -> None:
        self._reader = GestureReader()

    def read(
        self, told: Snapshot, drill: Drill, *, in_set: bool
    ) -> tuple[Gesture | None, Snapshot]:
        """The gesture, once it has been held, and the snapshot with the one that is coming."""
        if drill.kind is Kind.HOLD and told.phase is Phase.WORK:
            self._reader = GestureReader()
            return None, told
        ends = in_set and told.phase in (Phase.WORK, Phase.PAUSED)
        gesture = self._reader.update(told.t, told.pose, told.view.view)
        coming = self._reader.coming
        if coming and (ends or coming is not Gesture.END):
            told = replace(told, gesture=(coming.value, self._reader.progress))
        return (None if gesture is Gesture.END and not ends else gesture), told
