"""Before a session: does the camera see what the drill needs? One thing to change at a time (A8).

How high the camera stands cannot be told from a picture whose tilt is unknown: it is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, inf

import numpy as np

from coach.core.kinematics.tracker import Tracked
from coach.core.pose.body import midpoint
from coach.core.pose.frame_rate import FramePace
from coach.core.session.snapshot import Check
from coach.core.skeleton import LEG, BodyPart, row
from coach.core.types import Cue, CueKind, Frame, Pose, Side, View
from coach.core.windows import StateTimer, TimeWindow, is_still


@dataclass(frozen=True, slots=True)
class SetupRule:
    """Standing height in shares of the picture's, brightness of 255, angles in degrees, seconds.

    The camera is level where who stands quietly is upright within `tilt`; seen from the side they
    lean forward by about `lean`. A verdict changes when the new one has lasted `settle_s`; what
    fails is said after `say_after_s` and again every `again_s`, another thing after `gap_s`.
    """

    shortest: float = 0.6
    tallest: float = 0.85
    head: float = 0.18
    dark: float = 45.0
    tilt: float = 5.0
    lean: float = 3.0
    still: float = 2.0
    confidence: float = 0.5
    rate_after_s: float = 1.0
    settle_s: float = 0.4
    say_after_s: float = 1.0
    again_s: float = 8.0
    gap_s: float = 3.0
    passed_s: float = 1.5


WATCHED_S = 0.8
"""Whether somebody stands still is known after so long."""

NEEDED = frozenset({"light", "person", "body", "distance", "view"})
"""Without these being known nothing begins; the others only must not fail."""


class SetupCheck:
    """Looks until all is well. `views` are those the drill can be done in."""

    def __init__(
        self, views: frozenset[View], slowest_fps: float, rule: SetupRule | None = None
    ) -> None:
        self._views, self._rule = views, rule or SetupRule()
        self._pace = FramePace(slowest_fps)
        self._axes = TimeWindow[float](1.0)
        self._verdicts: dict[str, _Verdict] = {}
        self._began: float | None = None
        self._well = StateTimer()
        self._said: tuple[str, float] = ("", -inf)
        self.passed = False
        self.cue: Cue | None = None

    def update(self, frame: Frame, tracked: Tracked) -> tuple[Check, ...]:
        """All checks after one frame, in the order of what to change first.

        `cue`, new with this frame, says the first that fails; `passed` stays true once all were
        well for a while.
        """
        self._began = frame.t if self._began is None else self._began
        looked = (
            self._light(frame),
            self._person(tracked),
            self._body(tracked),
            self._distance(tracked),
            self._view(tracked),
            self._level(frame.t, tracked),
            self._rate(frame),
        )
        checks = tuple(self._steady(frame.t, check) for check in looked)
        self.cue = self._conclude(frame.t, checks)
        return checks

    def _conclude(self, t: float, checks: tuple[Check, ...]) -> Cue | None:
        well = all(check.ok or (check.ok is None and check.name not in NEEDED) for check in checks)
        lasted_s = self._well.update(t, well)
        if self.passed:
            return None
        if well and lasted_s >= self._rule.passed_s:
            self.passed = True
            return Cue(t, "setup_passed", CueKind.SET, good_for=3.0)
        return self._advice(t, next((check for check in checks if check.ok is False), None))

    def _advice(self, t: float, failing: Check | None) -> Cue | None:
        if failing is None:
            return None
        since, (said, when) = self._verdicts[failing.name].since, self._said
        gap = self._rule.again_s if failing.key == said else self._rule.gap_s
        if t - since < self._rule.say_after_s or t - when < gap:
            return None
        self._said = (failing.key, t)
        return Cue(t, failing.key, CueKind.SET, good_for=2.0)

    def _steady(self, t: float, check: Check) -> Check:
        verdict = self._verdicts.setdefault(check.name, _Verdict(t, check))
        return verdict.update(t, check, self._rule.settle_s)

    def _light(self, frame: Frame) -> Check:
        blue, green, red = frame.image[::8, ::8].reshape(-1, 3).mean(axis=0)
        bright = 0.114 * blue + 0.587 * green + 0.299 * red
        return Check("light", bool(bright >= self._rule.dark), "more_light")

    def _person(self, tracked: Tracked) -> Check:
        if tracked.found is None:
            return Check("person", False, "cannot_see")
        return Check("person", tracked.pose is not None, "one_person")

    def _body(self, tracked: Tracked) -> Check:
        pose, height = _mine(tracked), tracked.body.height
        if pose is None or not height > 0:
            return Check("body", None, "step_back")
        head = pose.xy[row(BodyPart.SHOULDER, Side.LEFT)] + (0, self._rule.head * height)
        if not all(_inside(point, pose.size) for point in (*pose.xy, head)):
            return Check("body", False, "step_back")
        near = tracked.view.view.near
        legs = [row(part, side) for part in LEG for side in ([near] if near else Side)]
        seen = bool((pose.confidence[legs] >= self._rule.confidence).all())
        return Check("body", seen, "show_legs")

    def _distance(self, tracked: Tracked) -> Check:
        pose, height = _mine(tracked), tracked.body.height
        if pose is None or not height > 0:
            return Check("distance", None, "step_back")
        share = height / pose.size[1]
        key = "step_back" if share > self._rule.tallest else "come_closer"
        return Check("distance", self._rule.shortest <= share <= self._rule.tallest, key)

    def _view(self, tracked: Tracked) -> Check:
        seen, key = tracked.view.view, _turn(self._views, tracked.view.view)
        known = _mine(tracked) is not None and seen is not View.UNKNOWN
        return Check("view", seen in self._views if known else None, key)

    def _level(self, t: float, tracked: Tracked) -> Check:
        pose = _mine(tracked)
        if pose is not None:
            across, up = midpoint(pose, BodyPart.SHOULDER) - midpoint(pose, BodyPart.ANKLE)
            self._axes.append(t, degrees(atan2(across, up)))
        axes, watched = self._axes.values(), pose is not None and self._axes.span >= WATCHED_S
        if not (watched and is_still(axes, self._rule.still)):
            return Check("level", None, "level_camera")
        facing = tracked.body.facing if tracked.view.view.near else 0.0
        off = abs(float(np.nanmedian(axes)) - facing * self._rule.lean)
        return Check("level", off <= self._rule.tilt, "level_camera")

    def _rate(self, frame: Frame) -> Check:
        slow = self._pace.too_slow(frame.t, frame.index)
        if self._began is None or frame.t - self._began < self._rule.rate_after_s:
            return Check("rate", None, "camera_slow")
        return Check("rate", slow is None, slow.key if slow else "camera_slow")


class _Verdict:
    """What one check has come to; another verdict must last before it takes its place."""

    def __init__(self, t: float, check: Check) -> None:
        self.since, self._check, self._latest = t, check, StateTimer()

    def update(self, t: float, check: Check, settle_s: float) -> Check:
        if self._latest.update(t, check) >= settle_s and check != self._check:
            self.since, self._check = t, check
        return self._check


def _mine(tracked: Tracked) -> Pose | None:
    """The athlete's pose as it was found; None where somebody else or nobody was."""
    return tracked.found if tracked.pose is not None else None


def _inside(point: np.ndarray, size: tuple[int, int]) -> bool:
    (x, y), (width, height) = point, size
    return bool(0 <= x <= width and 0 <= -y <= height)


def _turn(wanted: frozenset[View], seen: View) -> str:
    """What to say to somebody who is seen from where the drill is not."""
    if wanted & {View.LEFT, View.RIGHT}:
        return "other_side" if seen.near else "turn_side"
    return "turn_front" if View.FRONT in wanted else "turn_back"
