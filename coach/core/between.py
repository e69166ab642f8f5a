"""Sees the athlete between two sets, so that what quiet standing tells there is not lost."""

from __future__ import annotations

from dataclasses import replace

from coach.core.breaks import Break
from coach.core.kinematics.standing import NOT_YET, Neutral
from coach.core.kinematics.tracker import Tracked, Tracker
from coach.core.types import (
    Cue,
    CueKind,
    Event,
    EventKind,
    Frame,
    Phase,
    Pose,
    Snapshot,
    View,
)


class Between:
    """Begins with what `standing` told in the `stood_in` view; `view` is the camera's, if known."""

    def __init__(
        self,
        view: View | None = None,
        standing: Neutral = NOT_YET,
        stood_in: View = View.UNKNOWN,
    ) -> None:
        self._view, self._stood_in = view, stood_in
        self._tracker = Tracker(view, standing=standing)

    def standing(self, view: View) -> Neutral:
        """What is known for a set that is seen from there."""
        return self._tracker.standing if view is self._stood_in else NOT_YET

    def update(self, frame: Frame, pose: Pose | None) -> Tracked:
        """One frame with its raw pose. What standing told is of one side: seen from the other, it
        must be learnt again."""
        tracked = self._tracker.update(frame.t, frame.index, pose)
        view = tracked.view.view
        if view.near and view is not self._stood_in:
            if self._stood_in is not View.UNKNOWN:
                self._tracker = Tracker(self._view)
            self._stood_in = view
        return tracked


def told_between(frame: Frame, tracked: Tracked, lasting: Break) -> Snapshot:
    """What is known of a frame in the break."""
    return Snapshot(
        t=frame.t,
        frame=frame,
        pose=tracked.pose,
        view=tracked.view,
        quality=tracked.quality,
        kinematics=tracked.kinematics,
        found=tracked.found,
        phase=Phase.WAITING if lasting.over else lasting.phase,
        left_s=lasting.left_s,
        shown=lasting.asks,
        checks=lasting.checks,
    )


def saying(told: Snapshot, cue: Cue | str) -> Snapshot:
    """The snapshot with the cue, or the words of this key, laid over its own."""
    cue = Cue(told.t, cue, CueKind.SET) if isinstance(cue, str) else cue
    event = Event(cue.t, EventKind.CUE)
    return replace(told, cue=cue, shown=cue, events=(*told.events, event))


class Shown:
    """Keeps what was said on the screen for `show_s`, whoever said it."""

    def __init__(self, show_s: float) -> None:
        self._show_s = show_s
        self._last: Cue | None = None

    def on(self, told: Snapshot) -> Snapshot:
        """The snapshot with the newest cue, while that lasts."""
        self._last = told.cue or self._last
        lasts = self._last is not None and told.t - self._last.t <= self._show_s
        return replace(told, shown=self._last) if lasts else told
