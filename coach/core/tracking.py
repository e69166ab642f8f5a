"""From raw poses to kinematics: one athlete, mended legs, known view, judged quality.

Two branches come out. The newest frame's kinematics are lightly smoothed, for the eye; the
settled ones lag by less than a tenth of a second, are smoothed from both sides, and everything
that is counted, judged or recorded comes from them.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from coach.core.athlete import AthleteLock
from coach.core.body import Body, BodyTracker
from coach.core.calibration import NOT_YET, Neutral, StandingFinder
from coach.core.cleanup import CleanupRule, LegCleaner, Mended
from coach.core.filters import OneEuro, SettleRule, settle
from coach.core.metrics import Figure, measure
from coach.core.quality import QualityRule, judge, seen_only
from coach.core.types import (
    Kinematics,
    Points,
    Pose,
    Quality,
    Reason,
    View,
    ViewEstimate,
)
from coach.core.view import ViewTracker

FORGET_S = 2.0
"""An athlete unseen for this long is a new one: nothing learnt about the body is kept."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """All that is known of the newest frame, and the kinematics that became final with it."""

    found: Pose | None
    pose: Pose | None
    view: ViewEstimate
    body: Body
    quality: Quality
    kinematics: Kinematics
    settled: tuple[Kinematics, ...]


@dataclass(frozen=True, slots=True)
class _Pending:
    t: float
    index: int
    quality: Quality


class Tracker:
    """Takes the raw pose of every frame in; see the module's text."""

    def __init__(
        self,
        view: View | None = None,
        slowest_fps: float = 0.0,
        legs: CleanupRule | None = None,
        standing: Neutral = NOT_YET,
    ) -> None:
        self._body, self._view = BodyTracker(), ViewTracker(fixed=view)
        self._lock, self._legs, self._smooth = AthleteLock(), LegCleaner(legs), OneEuro()
        self._pace = FramePace(slowest_fps)
        self._standing = StandingFinder(neutral=standing)
        self._rule, self._settle = QualityRule(), SettleRule()
        self._window: tuple[Mended, ...] = ()
        self._pending: deque[_Pending] = deque()
        self._told = ViewEstimate()

    @property
    def stood(self) -> bool:
        """Quiet standing was seen, and the angles are less what they read in it."""
        return self._standing.neutral.known

    @property
    def standing(self) -> Neutral:
        """What the angles read in quiet standing; for another tracker of the same view."""
        return self._standing.neutral

    def update(self, t: float, index: int, raw: Pose | None) -> Tracked:
        """The raw pose (None where nobody was found) of the frame taken at t."""
        mine = raw if self._is_mine(t, raw) else None
        quality = judge(mine, self._body.body, self._told.view, self._rule)
        if raw is not None and mine is None:
            quality = Quality(reason=Reason("two_people"))
        pose = self._mend(mine)
        slow = self._pace.too_slow(t, index)
        if slow is not None:
            quality = Quality(reason=slow)
        self._pending.append(_Pending(t, index, quality))
        settled = self._settle_until(t - self._settle.wait)
        now = self._now(t, index, pose, quality)
        return Tracked(raw, pose, self._told, self._body.body, quality, now, settled)

    def finish(self) -> tuple[Kinematics, ...]:
        """Settles what is left at the end."""
        return self._settle_until(float("inf"))

    def recalibrate(self) -> None:
        """Forgets the body and the view, as for a new athlete."""
        for part in (self._body, self._view, self._lock, self._legs, self._standing):
            part.reset()
        self._window, self._told = (), ViewEstimate()

    def _is_mine(self, t: float, raw: Pose | None) -> bool:
        if self._lock.gone_for(t) >= FORGET_S and self._window:
            self.recalibrate()
        return raw is not None and self._lock.same(raw, self._body.body)

    def _mend(self, raw: Pose | None) -> Pose | None:
        """Learns body and view from the athlete's pose; gives it with its legs mended."""
        if raw is None:
            return None
        self._told = self._view.update(raw)
        body = self._body.update(raw)
        if not body.leg > 0:
            return raw
        seen = seen_only(raw, self._told.view, self._rule)
        self._window = self._legs.update(seen, body.leg)
        return self._window[-1].pose

    def _now(self, t: float, index: int, pose: Pose | None, quality: Quality) -> Kinematics:
        height = self._body.body.height
        if pose is None or not height > 0:
            return Kinematics(t, index, quality=quality)
        smooth = self._smooth(t, pose.xy / height) * height
        figure = self._figure(smooth, np.full_like(smooth, nan))
        return Kinematics(t, index, measure(figure, quality.legs), quality)

    def _settle_until(self, latest: float) -> tuple[Kinematics, ...]:
        if not self._pending or self._pending[0].t > latest:
            return ()
        times = np.array([mended.pose.t for mended in self._window])
        points = np.array([mended.pose.xy for mended in self._window])
        settled = []
        while self._pending and self._pending[0].t <= latest:
            settled.append(self._settled(self._pending.popleft(), times, points))
        return tuple(settled)

    def _settled(self, pending: _Pending, times: Points, points: Points) -> Kinematics:
        mine = next((m for m in reversed(self._window) if m.pose.t == pending.t), None)
        if mine is None or not pending.quality.legs:
            return Kinematics(pending.t, pending.index, quality=pending.quality)
        xy, speed = settle(times, points, pending.t, self._settle)
        figure = self._figure(xy, speed)
        values = measure(figure, pending.quality.legs)
        moment = Kinematics(pending.t, pending.index, values, _trusted(pending.quality, mine))
        self._standing.update(moment, self._told.view)
        return moment

    def _figure(self, xy: Points, speed: Points) -> Figure:
        told = self._told
        return Figure(xy, speed, self._body.body, told.view, self._standing.neutral, told.yaw)


def _trusted(quality: Quality, mended: Mended) -> Quality:
    """Legs that had to be mended in this frame are carried through it, but not judged by it."""
    doubted = quality.legs - mended.trusted
    if not doubted:
        return quality
    side = None if len(doubted) > 1 else next(iter(doubted))
    return replace(quality, legs=quality.legs & mended.trusted, reason=Reason("swap_unsure", side))


class FramePace:
    """Measures the rate of the frames that arrive, and that of those that were taken."""

    def __init__(self, slowest_fps: float, over_s: float = 2.0) -> None:
        self._slowest, self._over_s = slowest_fps, over_s
        self._frames: deque[tuple[float, int]] = deque()

    def too_slow(self, t: float, index: int) -> Reason | None:
        """Who is too slow for the drill over the last seconds: the camera, or this computer."""
        self._frames.append((t, index))
        while self._frames[0][0] < t - self._over_s:
            self._frames.popleft()
        since, first = self._frames[0]
        # A tenth below is jitter; less than half a second says nothing.
        least = 0.9 * self._slowest * (t - since)
        if t - since <= 0.5 or len(self._frames) - 1 >= least:
            return None
        return Reason("camera_slow" if index - first < least else "computer_slow")
