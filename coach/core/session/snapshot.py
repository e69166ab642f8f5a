"""All that is known after one frame: what screen, voice and record read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import nan
from types import MappingProxyType

from coach.core.drills.drill import Drill
from coach.core.judging.result import SetResult
from coach.core.kinematics.tracker import Tracked
from coach.core.session.closing import Closing
from coach.core.session.demonstration import Demonstration
from coach.core.session.progress import Progress
from coach.core.session.set_start import SetStart
from coach.core.types import (
    Command,
    Count,
    Cue,
    Event,
    EventKind,
    Frame,
    Kinematics,
    Phase,
    Pose,
    Quality,
    Reason,
    Rep,
    Side,
    ViewEstimate,
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is known after one frame; the screen, the voice and the record read only this.

    `found` is the pose as the estimator gave it, `pose` the mended one; they, `kinematics` and
    `quality` belong to `frame`. `drill` is the one in force, with its target of the moment.
    `smoothed` are the kinematics that became final with this frame (a
    few frames older), `reps` those decided with it, `ended` earlier ones whose lift came to its
    end. `events`, `cue` and `tones` are new; `shown` is the cue that stands on the screen. `left_s`
    is what is left of the phase in seconds, or at work of a stretch, `held` how long the one under
    way has been held, `metronome_spm` steps a minute, NaN for none. With `quiet` nothing is shown;
    without `calibrated` reps are less sure. `gesture` is the command that a held-up hand is about
    to give, and how much of the hold is over, 0 to 1; `checks` is what the set-up looks at, while
    it does; `again` what is played again of the set that is over, `shows` how a drill looks.
    `set_start` is what the set began with, `commands` what was asked of it since the snapshot
    before; `result` is on its last one, and `closing` on that of the session.
    """

    t: float
    frame: Frame
    pose: Pose | None
    view: ViewEstimate
    quality: Quality
    kinematics: Kinematics
    drill: Drill
    found: Pose | None = None
    smoothed: tuple[Kinematics, ...] = ()
    phase: Phase = Phase.WORK
    left_s: float = nan
    held: Mapping[Side, float] = field(default_factory=lambda: MappingProxyType({}))
    reps: tuple[Rep, ...] = ()
    ended: tuple[Rep, ...] = ()
    events: tuple[Event, ...] = ()
    counts: Mapping[Side, Count] = field(default_factory=lambda: MappingProxyType({}))
    peaks: Mapping[Side, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))
    graded: frozenset[Side] = frozenset()
    cadence: float = nan
    cue: Cue | None = None
    shown: Cue | None = None
    tones: tuple[str, ...] = ()
    metronome_spm: float = nan
    quiet: bool = False
    calibrated: bool = True
    gesture: tuple[str, float] | None = None
    checks: tuple[Check, ...] = ()
    again: Replayed | None = None
    shows: Demonstration | None = None
    progress: Progress | None = None
    result: SetResult | None = None
    closing: Closing | None = None
    set_start: SetStart | None = None
    commands: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """A moment of the set that is over: its `pose`, and over it, as a `ghost` in the same pixels,
    the best rep so far of that leg at the same point of the movement; `value` and `best` are what
    the two are graded by. Without a ghost nothing was lifted, or not yet."""

    pose: Pose
    ghost: Pose | None = None
    side: Side | None = None
    value: float = nan
    best: float = nan


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `ok` is None while it cannot be told; `key` is the cue that says what
    to do where it is not."""

    name: str
    ok: bool | None
    key: str


def frame_snapshot(
    frame: Frame, tracked: Tracked, drill: Drill, phase: Phase, reason: Reason | None
) -> Snapshot:
    """The snapshot as far as the frame itself tells; `reason` is why nothing can be judged, once
    that has lasted. A set, or the rest between two, adds what it came to: `shown` is what stands
    on the screen where nothing newer is said."""
    return Snapshot(
        t=frame.t,
        frame=frame,
        pose=tracked.pose,
        view=tracked.view,
        quality=replace(tracked.quality, reason=reason),
        kinematics=tracked.kinematics,
        drill=drill,
        found=tracked.found,
        smoothed=tracked.smoothed,
        phase=phase,
    )


BRIEFEST_S = 1.0
"""What is not worth saying so long after its time is not worth reading then either."""


class StandingCue:
    """Keeps what was said on the screen for `show_s`, whoever said it; each number of a count as
    long as it is worth saying."""

    def __init__(self, show_s: float) -> None:
        self._show_s = show_s
        self._last: Cue | None = None

    def forget(self) -> None:
        """What stood there belongs to what was broken off."""
        self._last = None

    def finished(self, snapshot: Snapshot, progress: Progress | None) -> Snapshot:
        """The snapshot with the cue that stands there now, the newest while that lasts, and with
        where the session is: here, and only here, it is complete."""
        cue = snapshot.cue
        self._last = cue or self._last
        lasts = self._last is not None and snapshot.t - self._last.t <= self._shown_s(self._last)
        cues = (Event(cue.t, EventKind.CUE, cue.side),) if cue else ()
        return replace(
            snapshot,
            events=(*snapshot.events, *cues),
            shown=self._last if lasts else snapshot.shown,
            progress=progress,
        )

    def _shown_s(self, cue: Cue) -> float:
        return self._show_s if cue.good_for >= BRIEFEST_S else cue.good_for
