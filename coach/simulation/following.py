"""A synthetic athlete who does what a session asks: the demonstration of a whole plan.

A loop is closed: the snapshots tell what is asked, `Follower` makes of it who is seen from when
on, and camera and estimator show that. What was shown once never changes: whatever is asked takes
effect a moment later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Self

import numpy as np

from coach.core.session.snapshot import Snapshot
from coach.core.types import CueKind, Frame, Image, Phase, Pose, View
from coach.ports import CameraInfo
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.drawing import Painter
from coach.simulation.faulty import Actor
from coach.simulation.one_leg import OneLegged
from coach.simulation.true_poses import TruePoses

REACTS_S, TURNS_S, MENDS_S = 0.4, 3.0, 1.0
"""How long the athlete takes to begin or end, to turn the laptop, and to mend what was told."""

GREY = 128
FIRST_CHOICE = View.LEFT, View.REAR, View.FRONT, View.RIGHT


class Follower:
    """Hears every snapshot of a session; `act` gives who does the drill of a set that begins, and
    who `mends` a fault once it is told."""

    def __init__(self, act: Callable[[Snapshot], Actor], *, mends: bool = True) -> None:
        self._act, self._mends = act, mends
        self._parts: list[tuple[float, Actor]] = [
            (-np.inf, SimulatedRunner("stand", view=View.LEFT))
        ]
        self._works = False

    def at(self, t: float) -> Actor:
        """Who is seen at time `t`."""
        return next(athlete for since, athlete in reversed(self._parts) if since <= t)

    def hear(self, snapshot: Snapshot) -> None:
        """Takes what a snapshot asks of the athlete."""
        works = snapshot.phase is Phase.WORK
        if works and not self._works:
            acts = replace(self._act(snapshot), start_s=snapshot.t + REACTS_S, view=self._now.view)
            self._change(snapshot.t + REACTS_S, acts)
        elif self._works and not works:
            self._change(snapshot.t + REACTS_S, replace(self._now, stop_s=snapshot.t + REACTS_S))
        self._works = works
        if snapshot.cue is None:
            return
        if snapshot.cue.kind is CueKind.CORRECTION and self._mends:
            self._mend(snapshot.t + MENDS_S)
        elif snapshot.cue.key.startswith("view_") and snapshot.progress:
            wanted = snapshot.progress.step.views
            view = next(view for view in FIRST_CHOICE if view in wanted)
            self._change(snapshot.t + TURNS_S, SimulatedRunner("stand", view=view))

    @property
    def _now(self) -> Actor:
        return self._parts[-1][1]

    def _mend(self, t: float) -> None:
        now = self._now
        if isinstance(now, OneLegged):
            slips = (replace(slip, end=min(slip.end, t)) for slip in now.slips)
            self._change(t, replace(now, slips=tuple(slips)))
        else:
            changes = (replace(change, end=min(change.end, t)) for change in now.changes)
            self._change(t, replace(now, changes=tuple(changes)))

    def _change(self, since: float, athlete: Actor) -> None:
        self._parts.append((since, athlete))


class FollowingCamera:
    """The follower as a camera that never ends; without `painted` its pictures are plain
    grey, which is ten times quicker."""

    def __init__(
        self,
        follower: Follower,
        size: tuple[int, int] = (1280, 720),
        fps: float = 30.0,
        *,
        painted: bool = True,
    ) -> None:
        self._follower, self._fps, self._painted = follower, fps, painted
        self._info = CameraInfo("synthetic athlete", size, fps, live=False)
        self._painter: tuple[Actor, Painter] | None = None
        self._now = 0.0

    @property
    def info(self) -> CameraInfo:
        return self._info

    def now(self) -> float:
        return self._now

    def __enter__(self) -> Self:
        self._now = 0.0
        return self

    def __exit__(self, *error: object) -> None:
        """There is nothing to free."""

    def __iter__(self) -> Iterator[Frame]:
        for index in count():
            self._now = index / self._fps
            yield Frame(self._now, index, self._picture(self._now))

    def _picture(self, t: float) -> Image:
        width, height = self._info.size
        if not self._painted:
            return np.broadcast_to(np.uint8(GREY), (height, width, 3))
        athlete = self._follower.at(t)
        if self._painter is None or self._painter[0] is not athlete:
            self._painter = athlete, Painter(athlete, self._info.size)
        return self._painter[1].paint(t)


class FollowingPoses:
    """The follower's own joints as a pose estimator; see TruePoses."""

    def __init__(self, follower: Follower, noise: float = 0.0) -> None:
        self._follower, self._noise = follower, noise
        self._true: tuple[Actor, TruePoses] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """There is nothing to free."""

    def poses(self, frames: Iterable[Frame]) -> Iterator[tuple[Frame, Pose | None]]:
        """One (frame, pose or None) for each frame, in order."""
        for frame in frames:
            athlete = self._follower.at(frame.t)
            if self._true is None or self._true[0] is not athlete:
                self._true = athlete, TruePoses(athlete, self._noise)
            height, width = frame.image.shape[:2]
            yield frame, self._true[1].pose(frame.t, (width, height))
