"""What may end in a fall on the belt: drifting back, stumbling, leaving the picture (F4, B0.3).

It overrides every other cue. It cannot stop a belt, and it is no fall detector to rely on.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, dist, inf, nan
from typing import Annotated

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.fields import Seconds, Within
from coach.core.kinematics.tracker import Tracked
from coach.core.pose.body import midpoint
from coach.core.skeleton import BodyPart, row
from coach.core.types import Cue, CueKind, Side, View
from coach.core.windows import FULL_SHARE, StateTimer, TimeWindow, is_still

STEP_UP, HOLD_RAILS = "step_up", "hold_rails"

Lengths = Annotated[float, Within(gt=0, le=10)]


@dataclass(frozen=True, slots=True)
class BeltRule:
    """Lengths in leg lengths, times in seconds, angles in degrees.

    Drifting back is told from `back` on, from front or rear (by the body's size) from
    `back_by_size` on, and until less than `near` is left; from `far` on it is an alarm.
    A stumble is a drop of hips and shoulders by `drop` within `drop_s`, or by `fall` a second
    over half of that, or a trunk `lean` off the vertical, for `sure_s`. Who was at work on the
    belt and is not seen for `lost_s` is lost; after `give_up_s` nobody is there to be told.
    What lasts is said again every `gap_s`, and nothing technical for `quiet_s`.
    With `acknowledged` the athlete has read the rules of the belt and need not say so again.
    """

    back: Lengths = 0.25
    back_by_size: Lengths = 0.4
    near: Lengths = 0.15
    far: Lengths = 0.6
    drop: Lengths = 0.20
    drop_s: Seconds = 0.3
    fall: Lengths = 1.35
    lean: Annotated[float, Within(ge=10, le=90)] = 35.0
    sure_s: Seconds = 0.1
    lost_s: Seconds = 1.0
    give_up_s: Seconds = 20.0
    gap_s: Seconds = 4.0
    quiet_s: Seconds = 30.0
    acknowledged: bool = False


BEGUN_S, STOOD_S = 2.0, 1.5
"""Legs that move for so long in one place are at work, and that stand for so long are not."""

STEPPING, STANDING = 0.2, 0.1
"""How far the ankles' heights change places in leg lengths: more is stepping, less is standing."""

IN_PLACE, SAME_HEIGHT, SAME_SIZE = 0.5, 0.15, 0.1
"""Who walks somewhere moves the hips by more leg lengths across or up, or grows or shrinks by a
larger share."""

JUMP, JUMP_SLACK = 5.0, 0.05
"""Leg lengths a second, and some more: nobody falls so fast. The camera was moved, not the body."""

DRIFT_S, START_S = 3.0, 3.0
"""Where somebody is on the belt is the mean over some strides; where they began, likewise."""

CAMERA_AWAY = 3.3
"""Leg lengths from the camera to the athlete, about: A8 asks for 2 to 3.5 m from front and rear."""


def on_belt(drill: Drill) -> bool:
    """Is the drill done on a moving belt?"""
    return drill.traits.by_steps or (drill.forward and drill.belt_max_kmh is not None)


@dataclass(frozen=True, slots=True)
class _BeltMoment:
    """Pixels: the leg as known now, (x, y) of hips and shoulders, how much higher the left ankle is
    than the right, and the trunk, which is off the vertical by `lean` degrees."""

    t: float
    leg: float
    hips: tuple[float, float]
    shoulders: tuple[float, float]
    ankles: float
    size: float
    lean: float


class BeltWatch:
    """Watches one set on the belt; `update` takes every frame's Tracked, gives a cue at once."""

    def __init__(self, rule: BeltRule | None = None) -> None:
        self._rule = rule or BeltRule()
        self._recent = TimeWindow[_BeltMoment](max(BEGUN_S, DRIFT_S))
        self._begun = False
        self._quiet_until = -inf
        self._said: tuple[str, float] = ("", -inf)
        self.must_hold = False
        self._seen_t = -inf
        self._falling = StateTimer()
        self._place = _Place()
        self._drifting = False

    def quiet(self, t: float) -> bool:
        """May nothing technical be said at t?"""
        return t < self._quiet_until

    def update(self, tracked: Tracked) -> Cue | None:
        """One frame later."""
        t = tracked.kinematics.t
        if tracked.found is not None:
            self._seen_t = t
        moment = _moment(t, tracked)
        if moment is not None:
            if self._recent and _jumped(self._recent.last[1], moment):
                self._recent.clear()
                self._place = _Place()
            self._recent.append(t, moment)
            self._see(moment)
        if not self._begun:
            self._place, self._drifting = _Place(), False
            return None
        return self._say(t, self._alarm(t, moment, tracked))

    def _alarm(self, t: float, moment: _BeltMoment | None, tracked: Tracked) -> str | None:
        gone = t - self._seen_t
        if gone > self._rule.give_up_s:
            self._begun = False
            return None
        if gone > self._rule.lost_s or self._stumbles(t, moment):
            return HOLD_RAILS
        if moment is not None:
            return self._drift(tracked.view.view, tracked.body.facing)
        return STEP_UP if self._drifting else None

    def _see(self, now: _BeltMoment) -> None:
        """Is the athlete at work on the belt, or standing?"""
        watched_s = self._recent.span
        ankles = [m.ankles for m in self._recent.values(now.t - STOOD_S)]
        if watched_s >= FULL_SHARE * STOOD_S and is_still(ankles, STANDING * now.leg):
            self._begun = False
        elif watched_s >= FULL_SHARE * BEGUN_S and self._steps_in_place(now):
            self._begun = True

    def _steps_in_place(self, now: _BeltMoment) -> bool:
        leg, recent = now.leg, self._recent.values(now.t - BEGUN_S)
        seen = np.array([(m.hips[0], m.ankles, m.size) for m in recent])
        halves = np.array_split(seen, 2)
        stepping = all(np.ptp(half[:, 1]) > STEPPING * leg for half in halves)
        size_before, size = (half[:, 2].mean() for half in halves)
        stays = np.ptp(seen[:, 0]) < IN_PLACE * leg and abs(size / size_before - 1) < SAME_SIZE
        return bool(stepping and stays)

    def _stumbles(self, t: float, moment: _BeltMoment | None) -> bool:
        falling = moment is not None and self._out_of_posture(moment)
        return self._falling.update(t, falling) >= self._rule.sure_s and falling

    def _out_of_posture(self, now: _BeltMoment) -> bool:
        rule = self._rule
        half = rule.drop_s / 2
        dropped = self._dropped(now, rule.drop_s) > rule.drop
        return dropped or self._dropped(now, half) > rule.fall * half or abs(now.lean) > rule.lean

    def _dropped(self, now: _BeltMoment, within_s: float) -> float:
        """How far hips and shoulders have both come down; a landmark alone may jump."""
        before = self._recent.values(now.t - within_s)
        hips = max(m.hips[1] for m in before) - now.hips[1]
        return min(hips, max(m.shoulders[1] for m in before) - now.shoulders[1]) / now.leg

    def _drift(self, view: View, facing: float) -> str | None:
        back = self._place.drifted(self._recent, view, facing)
        begins = self._rule.back if view.near else self._rule.back_by_size
        self._drifting = back > (self._rule.near if self._drifting else begins)
        if not self._drifting:
            return None
        return HOLD_RAILS if back > self._rule.far else STEP_UP

    def _say(self, t: float, key: str | None) -> Cue | None:
        said, when = self._said
        # Only an alarm does not wait for what was said before.
        if key is None or (key in (said, STEP_UP) and t - when < self._rule.gap_s):
            return None
        self._said, self._quiet_until = (key, t), t + self._rule.quiet_s
        self.must_hold = key == HOLD_RAILS
        return Cue(t, key, CueKind.SAFETY)


class _Place:
    """Where on the belt the athlete was at first, seen from one view.

    From the side nobody on a belt grows, shrinks, rises or sinks: if they do, the camera was moved,
    and all begins afresh. From front and rear the size is all that tells.
    """

    def __init__(self) -> None:
        self._view: View | None = None
        self._from = nan
        self._at_first: list[tuple[float, float, float]] = []

    def drifted(self, recent: TimeWindow[_BeltMoment], view: View, facing: float) -> float:
        """Leg lengths towards the rear of the belt since the start; NaN while it is not known."""
        _, now = recent.last
        if view is not self._view:
            self._view, self._from, self._at_first = view, now.t, []
        if now.t - self._from < START_S or not self._at_first:
            self._at_first.append((*now.hips, now.size))
            return nan
        latest = [(*m.hips, m.size) for t, m in recent if t > now.t - DRIFT_S]
        x, y, size = np.mean(latest, axis=0).tolist()
        x0, y0, size0 = np.median(self._at_first, axis=0).tolist()
        if view.near is None:
            return float(_AWAY.get(view, nan) * (size0 / size - 1))
        if abs(size / size0 - 1) > SAME_SIZE or abs(y - y0) > SAME_HEIGHT * now.leg:
            self._view = None
            return nan
        return float(-facing * (x - x0) / now.leg)


_AWAY = {View.FRONT: CAMERA_AWAY, View.REAR: -CAMERA_AWAY}


def _jumped(before: _BeltMoment, now: _BeltMoment) -> bool:
    """Did hips and shoulders both move faster than anybody can?"""
    reach = (JUMP * (now.t - before.t) + JUMP_SLACK) * now.leg
    return min(dist(before.hips, now.hips), dist(before.shoulders, now.shoulders)) > reach


def _moment(t: float, tracked: Tracked) -> _BeltMoment | None:
    """What matters of the athlete, legs as they were found: repairing takes some away; None where
    too little is known, or somebody else was found."""
    pose, leg = tracked.found, tracked.body.leg
    if pose is None or tracked.pose is None or not leg > 0:
        return None
    hips, shoulders = midpoint(pose, BodyPart.HIP), midpoint(pose, BodyPart.SHOULDER)
    trunk = shoulders - hips
    left, right = (pose.xy[row(BodyPart.ANKLE, side), 1] for side in Side)
    if not np.isfinite([*trunk, left, right]).all():
        return None
    return _BeltMoment(
        t,
        leg,
        (float(hips[0]), float(hips[1])),
        (float(shoulders[0]), float(shoulders[1])),
        ankles=float(left - right),
        size=float(np.hypot(*trunk)),
        lean=degrees(float(np.arctan2(*trunk))),
    )
