"""Landings on one leg, from standing still before it to standing still after it.

READY -> PUSH -> FLIGHT -> SETTLE -> HOLD, by times and leg lengths, never by frames. A step
instead of a hop goes from READY on both feet straight to SETTLE. A landing ends when the free
foot touches, when the landed foot moves, or when the athlete pushes off again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from math import isnan, nan

import numpy as np

from coach.core.drills.rules import LandingRule
from coach.core.reps.one_leg import Feet, Place, foot, is_known, median_of
from coach.core.types import Kinematics, Side, View
from coach.core.windows import TimeWindow, is_still

BLIND_S = 0.5
"""Unseen for longer, a landing under way is void."""

DIP, RISE, FOOT_OFF = 0.015, 0.02, 0.04
"""Leg lengths: the hips sink before a push and rise in flight, or the foot comes off the ground."""

JUMP, FALL = 0.5, -0.3
"""Leg lengths a second: the hips go up at least so fast in a hop, and come down so fast; a foot
that falls no faster has landed."""

PUSH_S, FLIGHT_S = 1.5, 0.8
SPOT_S = 0.15
"""So long after it has landed a foot is where it should stay."""

RECENT_S, STILL_SHARE = 0.7, 0.85
"""So long what was is remembered; stillness is one once so much of its time has been seen."""

HIPS_AND_TRUNK = ("hips_x", None), ("hips_y", None), ("lateral_trunk_lean", None)
"""What must not move in standing still, with a standing knee's line."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A landing on the leg `side`: begun at `start`, landed at `t`, still from `settled` on.

    `held` is for how long, in seconds; `end` is when it was over, NaN while it is not. `foot_move`
    is how far the foot went, in leg lengths. `knee_lines` are those of the standing before it.
    """

    side: Side
    start: float
    t: float
    settled: float = nan
    held: float = 0.0
    foot_move: float = 0.0
    end: float = nan
    knee_lines: Mapping[Side, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """Standing still at `t`, on the leg `side` or on both (None): `hips_y` and `feet` in pixels,
    `knee_lines` as the metric `knee_line`."""

    t: float
    side: Side | None
    hips_y: float
    feet: Mapping[Side, Place]
    knee_lines: Mapping[Side, float]


class _LandingState(Enum):
    READY = auto()
    PUSH = auto()
    FLIGHT = auto()
    FALL = auto()
    LANDED = auto()


class LandingTracker:
    """Takes smoothed moments; gives a landing once it is held or has failed, then its end."""

    def __init__(self, rule: LandingRule, hold_s: float, view: View = View.FRONT) -> None:
        self._rule, self._hold_s, self._view = rule, hold_s, view
        self._feet = Feet(view)
        self._recent = TimeWindow[Kinematics](RECENT_S)
        self._before_landing = {
            _LandingState.READY: self._while_ready,
            _LandingState.PUSH: self._while_pushing,
            _LandingState.FLIGHT: self._in_flight,
            _LandingState.FALL: self._while_falling,
        }
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._state = _LandingState.READY
        self._ready: Ready | None = None
        self._since = nan
        self._highest = self._foot_off = 0.0
        self._landing: Landing | None = None
        self._spot: Place | None = None

    def reset(self) -> None:
        """Forgets the landing that may be under way."""
        self._recent.clear()
        self._feet = Feet(self._view)
        self._start_afresh()

    @property
    def busy(self) -> bool:
        """From the push until the landing is held or has failed: nobody speaks."""
        return self._state is not _LandingState.READY

    @property
    def held(self) -> Mapping[Side, float]:
        """The seconds of the hold under way, by its leg."""
        landing = self._landing
        return {landing.side: landing.held} if landing and not isnan(landing.settled) else {}

    def update(self, m: Kinematics) -> tuple[Landing | None, Landing | None]:
        """A landing just held or failed, and one just over; a failed one is both."""
        if self._recent and m.t - self._recent.last[0] > BLIND_S:
            self.reset()
        if not is_known(m):
            return None, None
        self._recent.append(m.t, m)
        self._feet.update(m)
        if self._state is _LandingState.LANDED:
            return self._while_landed(m)
        over = self._while_held(m)
        self._before_landing[self._state](m)
        return None, over

    def _while_ready(self, m: Kinematics) -> None:
        """Looks for stillness, and from there on for what begins a landing."""
        standing = self._feet.standing
        if (standing is not None) is self._rule.flight and self._still(self._rule.ready_s):
            self._ready = self._now_ready(m)
        if self._ready is None:
            return
        if m.t - self._ready.t > PUSH_S:
            self._ready = None
        elif not self._rule.flight:
            if standing is not None:
                self._land(m, standing)
        elif standing is not self._ready.side:
            self._ready = None
        elif m.get("hips_y") < self._ready.hips_y - DIP * m.get("leg_length"):
            self._go(_LandingState.PUSH, m.t)
        else:
            self._jump(m)

    def _while_pushing(self, m: Kinematics) -> None:
        self._jump(m)
        if self._state is _LandingState.PUSH and m.t - self._since > PUSH_S:
            self._start_afresh()

    def _jump(self, m: Kinematics) -> None:
        if m.get("hips_rise") >= JUMP:
            self._highest = self._foot_off = 0.0
            self._go(_LandingState.FLIGHT, m.t)

    def _in_flight(self, m: Kinematics) -> None:
        """Until the hips come down; rising no higher than in standing was no flight."""
        ready, leg = self._ready, m.get("leg_length")
        if ready is None or m.t - self._since > FLIGHT_S:
            self._start_afresh()
            return
        self._highest = max(self._highest, (m.get("hips_y") - ready.hips_y) / leg)
        sides = [ready.side] if ready.side else Side
        lowest = min(foot(m, side).y - ready.feet[side].y for side in sides) / leg
        self._foot_off = max(self._foot_off, lowest)
        if m.get("hips_rise") <= FALL:
            if self._highest >= RISE or self._foot_off >= FOOT_OFF:
                self._go(_LandingState.FALL, m.t)
            else:
                self._start_afresh()

    def _while_falling(self, m: Kinematics) -> None:
        lower = Side.RIGHT if m.get("ankle_over_other", Side.LEFT) > 0 else Side.LEFT
        if m.get("foot_rise", lower) > FALL:
            self._land(m, self._feet.standing or lower)
        elif m.t - self._since > FLIGHT_S:
            self._start_afresh()

    def _land(self, m: Kinematics, side: Side) -> None:
        ready = self._ready
        start, lines = (ready.t, ready.knee_lines) if ready else (m.t, {})
        self._landing = Landing(side, start, m.t, knee_lines=lines)
        self._spot = None
        self._go(_LandingState.LANDED, m.t)

    def _while_landed(self, m: Kinematics) -> tuple[Landing | None, Landing | None]:
        landing = self._landing = self._followed(m)
        if self._lost(m, landing):
            return self._failed(m)
        if landing.held >= self._hold_s:
            self._state, self._ready = _LandingState.READY, None
            return landing, None
        return None, None

    def _while_held(self, m: Kinematics) -> Landing | None:
        """A landing that was held goes on until something ends it."""
        if self._landing is None:
            return None
        landing = self._followed(m)
        if self._state is _LandingState.READY and not self._lost(m, landing):
            self._landing = landing
            return None
        self._landing = None
        return replace(landing, end=m.t)

    def _followed(self, m: Kinematics) -> Landing:
        """The landing as it is now: settled or not, for how long, how far the foot went."""
        landing = self._landing
        assert landing is not None
        if m.t - landing.t >= SPOT_S and self._spot is None:
            self._spot = foot(m, landing.side)
        if self._spot is not None:
            move = self._spot.away(foot(m, landing.side)) / m.get("leg_length")
            landing = replace(landing, foot_move=max(landing.foot_move, move))
        still_s = self._rule.still_s
        if isnan(landing.settled):
            if m.t - landing.t < still_s or not self._still(still_s):
                return landing
            landing = replace(landing, settled=max(m.t - still_s, landing.t))
        return replace(landing, held=m.t - landing.settled)

    def _lost(self, m: Kinematics, landing: Landing) -> bool:
        too_late = isnan(landing.settled) and m.t - landing.t > self._rule.patience_s
        touched = self._feet.standing is not landing.side
        return touched or too_late or landing.foot_move > self._rule.foot_slack

    def _failed(self, m: Kinematics) -> tuple[Landing | None, Landing | None]:
        landing = self._landing
        self._start_afresh()
        if landing is None or m.t - landing.t < self._rule.floor_s:
            return None, None
        landing = replace(landing, end=m.t)
        return landing, landing

    def _go(self, state: _LandingState, t: float) -> None:
        self._state, self._since = state, t

    def _now_ready(self, m: Kinematics) -> Ready:
        knee_lines = {side: median_of(self._recent.values(), "knee_line", side) for side in Side}
        feet = {side: foot(m, side) for side in Side}
        return Ready(m.t, self._feet.standing, m.get("hips_y"), feet, knee_lines)

    def _still(self, over_s: float) -> bool:
        """Neither hips nor trunk nor a standing knee's line have moved for so long."""
        (t, now), rule = self._recent.last, self._rule
        span = self._recent.values(t - over_s)
        if t - span[0].t < STILL_SHARE * over_s:
            return False
        sides = [self._feet.standing] if self._feet.standing else list(Side)
        keys = [*HIPS_AND_TRUNK, *(("knee_line", side) for side in sides)]
        hips = rule.still_hips * now.get("leg_length")
        limits = np.array([hips, hips, rule.still_lean, *[rule.still_line] * len(sides)])
        return is_still([[m.get(*key) for key in keys] for m in span], limits)
