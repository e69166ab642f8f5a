"""From raw poses to kinematics: one athlete, repaired legs, known view, judged quality.

Two branches come out. The newest frame's kinematics are lightly filtered, for the eye; the
smoothed ones lag by less than a tenth of a second, are smoothed from both sides, and everything
that is counted, judged or recorded comes from them.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from math import inf, nan

import numpy as np

from coach.core.kinematics.figure import PoseSample
from coach.core.kinematics.measured import Measured
from coach.core.kinematics.seen import Seen
from coach.core.kinematics.smoothing import OneEuro, SmoothingRule, fixed_lag_quadratic
from coach.core.kinematics.standing import UNCALIBRATED, Calibration, StandingFinder
from coach.core.pose.athlete_lock import AthleteLock, Jitter
from coach.core.pose.body import Body, BodyTracker, hips_held
from coach.core.pose.camera_level import LevelFinder, levelled
from coach.core.pose.camera_view import ViewTracker
from coach.core.pose.frame_rate import FramePace
from coach.core.pose.leg_swaps import CleanupRule, LegSwapRepair, RepairedPose
from coach.core.pose.visibility import QualityRule, judge, seen_only
from coach.core.skeleton import BodyPart, row
from coach.core.types import (
    UNSEEN,
    FrameCheck,
    Kinematics,
    Points,
    Pose,
    Quality,
    Reason,
    Side,
    View,
    ViewEstimate,
)

FORGET_S = 2.0
"""An athlete unseen for this long is a new one: nothing learnt about the body is kept."""

STILL, STILL_OVER_S = 0.05, 0.2
"""Leg lengths by which no joint moves in that time while somebody stands still."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """All that is known of the newest frame, and the kinematics that became final with it."""

    found: Pose | None
    pose: Pose | None
    view: ViewEstimate
    body: Body
    quality: Quality
    kinematics: Kinematics
    smoothed: tuple[Kinematics, ...] = ()


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
        standing: Calibration = UNCALIBRATED,
    ) -> None:
        self._body, self._view = BodyTracker(), ViewTracker(fixed=view)
        self._lock, self._legs, self._smooth = AthleteLock(), LegSwapRepair(legs), OneEuro()
        self._pace = FramePace(slowest_fps)
        self._standing, self._level = StandingFinder(calibration=standing), LevelFinder()
        self._jitter = Jitter()
        self._rule, self._smoothing = QualityRule(), SmoothingRule()
        self._window: tuple[RepairedPose, ...] = ()
        self._stood_on: Points | None = None
        self._size: tuple[int, int] | None = None
        self._pending: deque[_Pending] = deque()
        self._estimate = ViewEstimate()
        self._newest = Tracked(None, None, self._estimate, Body(), Quality(), Kinematics(nan, 0))

    @property
    def calibrated(self) -> bool:
        """Quiet standing was seen, and the angles are less what they read in it."""
        return self._standing.calibration.known

    @property
    def standing(self) -> Calibration:
        """What the angles read in quiet standing; for another tracker of the same view."""
        return self._standing.calibration

    @property
    def seen(self) -> Seen:
        """How the athlete is seen now, and was in quiet standing."""
        body, calibration, size = self._body.body, self._standing.calibration, self._size
        ground, hips = _heights(self._stood_on)
        return Seen(
            facing=body.facing,
            share=body.height / size[1] if size else nan,
            leg=body.leg,
            thigh=body.thigh,
            shank=body.shank,
            ground=ground,
            hip_height=hips - ground,
            roll=self._level.roll if self._level.known else nan,
            left_thigh=calibration.left_thigh,
            right_thigh=calibration.right_thigh,
            noise=calibration.noise,
        )

    def update(self, t: float, index: int, raw: Pose | None, look: FrameCheck = UNSEEN) -> Tracked:
        """The raw pose (None where nobody was found) of the frame taken at t, whose picture looks
        so. In another scene all begins anew; what was pending of the one before is smoothed."""
        before = self._smooth_until(inf) if look.cut else ()
        if look.cut:
            self.recalibrate()
        if not look.fresh and self._stands():
            look = replace(look, fresh=True, frozen=False)
            self._pace.reset()
        slow = self._pace.too_slow(t, index, fresh=look.fresh)
        if look.fresh:
            self._newest = self._tracked(t, index, raw)
        quality = _seen_through(self._newest.quality, look, slow)
        self._pending.append(_Pending(t, index, quality))
        smoothed = (*before, *self._smooth_until(t - self._smoothing.wait))
        values = self._newest.kinematics.values if quality.ok else {}
        return replace(
            self._newest,
            found=raw,
            pose=None if look.frozen else self._newest.pose,
            quality=quality,
            kinematics=Kinematics(t, index, values, quality),
            smoothed=smoothed,
        )

    def _stands(self) -> bool:
        """Whether the athlete moved so little of late that a drawn picture of them, which has no
        grain, may well repeat. One that stops in mid-movement is no picture of what goes on."""
        late = [m.pose for m in self._window if m.pose.t >= self._window[-1].pose.t - STILL_OVER_S]
        if len(late) < 2 or not late[-1].t > late[0].t:
            return len(self._window) == 1
        way = late[-1].xy - late[0].xy
        return bool(np.nanmax(np.abs(way), initial=0.0) <= STILL * self._body.body.leg)

    def _tracked(self, t: float, index: int, raw: Pose | None) -> Tracked:
        """Of a new picture. A repeated one would look like legs that stop, and then jump."""
        mine = raw if self._is_mine(t, raw) else None
        made_up = mine is not None and self._jitter.update(mine)
        quality = self._judged(raw, mine, made_up)
        pose = self._repaired(None if made_up else mine)
        now = self._now(t, index, pose, quality)
        return Tracked(raw, pose, self._estimate, self._body.body, quality, now)

    def finish(self) -> tuple[Kinematics, ...]:
        """Smooths what is left at the end."""
        return self._smooth_until(inf)

    def recalibrate(self) -> None:
        """Forgets the body and the view, as for a new athlete."""
        parts = self._body, self._view, self._lock, self._legs, self._standing, self._level
        for part in (*parts, self._jitter):
            part.reset()
        self._window, self._estimate, self._smooth = (), ViewEstimate(), OneEuro()
        self._stood_on = None

    def _is_mine(self, t: float, raw: Pose | None) -> bool:
        if self._lock.gone_for(t) >= FORGET_S and self._window:
            self.recalibrate()
        return raw is not None and self._lock.same(raw, self._body.body)

    def _judged(self, raw: Pose | None, mine: Pose | None, made_up: bool) -> Quality:
        """Of the pose, which is somebody else's where it is not `mine`; of one that is made up
        the view is unknown too."""
        if made_up:
            self._view.reset()
            self._estimate = ViewEstimate()
            return Quality(reason=Reason("unsteady"))
        if raw is not None and mine is None:
            return Quality(reason=Reason("two_people"))
        quality = judge(mine, self._body.body, self._estimate.view, self._rule)
        if quality.ok and self._level.tilted:
            return Quality(reason=Reason("camera_tilted"))
        return quality

    def _repaired(self, raw: Pose | None) -> Pose | None:
        """Learns body and view from the athlete's pose; gives it with its legs repaired."""
        if raw is None:
            return None
        self._size = raw.size
        self._estimate = self._view.update(raw)
        body = self._body.update(raw)
        if not body.leg > 0:
            return raw
        seen = seen_only(raw, self._estimate.view, self._rule)
        if self._level.update(seen, body, self._estimate.view):
            self._standing.reset()
        self._window = self._legs.update(seen, body, self._estimate.view)
        return self._window[-1].pose

    def _now(self, t: float, index: int, pose: Pose | None, quality: Quality) -> Kinematics:
        height = self._body.body.height
        if pose is None or not height > 0:
            return Kinematics(t, index, quality=quality)
        smooth = self._smooth(t, self._straight(pose.xy) / height) * height
        sample = self._sample(smooth, np.full_like(smooth, nan))
        return Kinematics(t, index, Measured(sample, quality.legs), quality)

    def _smooth_until(self, latest: float) -> tuple[Kinematics, ...]:
        if not self._pending or self._pending[0].t > latest:
            return ()
        times = np.array([repaired.pose.t for repaired in self._window])
        points = self._straight(np.array([repaired.pose.xy for repaired in self._window]))
        smoothed = []
        while self._pending and self._pending[0].t <= latest:
            smoothed.append(self._smoothed(self._pending.popleft(), times, points))
        return tuple(smoothed)

    def _smoothed(self, pending: _Pending, times: Points, points: Points) -> Kinematics:
        mine = next((m for m in reversed(self._window) if m.pose.t == pending.t), None)
        if mine is None or not pending.quality.legs:
            return Kinematics(pending.t, pending.index, quality=pending.quality)
        xy, speed = fixed_lag_quadratic(times, points, pending.t, self._smoothing)
        sample = self._sample(xy, speed)
        values = Measured(sample, pending.quality.legs)
        moment = Kinematics(pending.t, pending.index, values, _trusted(pending.quality, mine))
        before = self._standing.calibration
        if self._standing.update(moment, self._estimate.view) is not before:
            self._stood_on = xy
        return moment

    def _straight(self, xy: Points) -> Points:
        """What is measured: the hips where they belong, upright as from a level camera."""
        held = hips_held(xy, self._body.body) if self._estimate.view.near else xy
        return levelled(held, self._level.roll)

    def _sample(self, xy: Points, speed: Points) -> PoseSample:
        estimate = self._estimate
        return PoseSample(
            xy, speed, self._body.body, estimate.view, self._standing.calibration, estimate.yaw
        )


def _heights(standing: Points | None) -> tuple[float, float]:
    """Of the ground, where the lowest heel or toe is, and of mid-hip; NaN before any standing."""
    if standing is None:
        return nan, nan
    soles = [
        standing[row(part, side), 1] for part in (BodyPart.HEEL, BodyPart.TOE) for side in Side
    ]
    hips = [standing[row(BodyPart.HIP, side), 1] for side in Side]
    return float(np.nanmin(soles)), float(np.mean(hips))


def _trusted(quality: Quality, repaired: RepairedPose) -> Quality:
    """Legs that had to be repaired in this frame are carried through it, but not judged by it."""
    doubted = quality.legs - repaired.trusted
    if not doubted:
        return quality
    side = None if len(doubted) > 1 else next(iter(doubted))
    return replace(
        quality, legs=quality.legs & repaired.trusted, reason=Reason("swap_unsure", side)
    )


def _seen_through(quality: Quality, look: FrameCheck, slow: Reason | None) -> Quality:
    """The quality of a pose as far as the camera can be relied on. In the dark only that changes
    what is said of a pose that cannot be judged: an athlete who is seen well may be."""
    if look.dark and not quality.ok:
        return Quality(reason=Reason("dark"))
    if look.frozen:
        return Quality(reason=Reason("frozen"))
    return quality if slow is None else Quality(reason=slow)
