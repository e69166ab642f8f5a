"""What a session came to so far, from its snapshots alone: for the record of one that is killed."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

from coach.core.judging.result import SetResult
from coach.core.session.snapshot import Snapshot
from coach.core.types import Count, Cue, Phase, Side, View


class RunningSummary:
    """Keeps count of a session; metrics and faults are only known at its end."""

    def __init__(self, drill: str) -> None:
        self._drill = drill
        self._view = View.UNKNOWN
        self._frames = 0
        self._frames_with_pose = 0
        self._first = self._last = nan
        self._counts: Mapping[Side, Count] = {}
        self._cadence = nan
        self._cues: list[Cue] = []

    def add(self, snapshot: Snapshot, *, new_frame: bool) -> None:
        if new_frame and snapshot.phase is Phase.WORK:
            self._first = self._first if self._frames else snapshot.frame.t
            self._last = snapshot.frame.t
            self._frames += 1
            self._frames_with_pose += snapshot.pose is not None
        self._view = snapshot.view.view
        self._counts = snapshot.counts
        self._cadence = snapshot.cadence
        if snapshot.cue is not None:
            self._cues.append(snapshot.cue)

    def result(self) -> SetResult:
        span = self._last - self._first
        return SetResult(
            drill=self._drill,
            view=self._view,
            frames=self._frames,
            frames_with_pose=self._frames_with_pose,
            duration_s=span,
            fps=(self._frames - 1) / span if span > 0.0 else nan,
            counts=self._counts,
            cadence=self._cadence,
            metrics={},
            faults=(),
            cues=tuple(self._cues),
            not_measured={},
        )
