"""Landings on one leg, from standing still before it to standing still after it.

READY -> PUSH -> FLIGHT -> SETTLE -> HOLD, by times and leg lengths, never by frames. A step
instead of a hop goes from READY on both feet straight to SETTLE. A landing ends when the free
foot touches, when the landed foot moves, or when the athlete pushes off again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import nan

from coach.core.drills.rules import LandingRule
from coach.core.reps.one_leg import Feet, Place, foot, is_known, median_of, ptp_of
from coach.core.types import Kinematics, Side, View

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

RECENT_S = 0.7


@dataclass(frozen=True, slots=True)
class Landing:
    """A landing on the leg `side`: begun at `start`, landed at `t`, still from `smoothed` on.

    `held` is for how long, in seconds; `end` is when it was over, NaN while it is not. `moved` is
    how far the foot went, in leg lengths. `calibration` is each knee's line in standing before it.
    """

    side: Side
    start: float
    t: float
    smoothed: float = nan
    held: float = 0.0
    moved: float = 0.0
    end: float = nan
    calibration: Mapping[Side, float] | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """Standing still, on the leg `side` or on both (None); heights in pixels."""

    t: float
    side: Side | None
    hips_y: float
    feet: Mapping[Side, Place]
    calibration: Mapping[Side, float]


class _LandingState(Enum):
    READY = auto()
    PUSH = auto()
    FLIGHT = auto()
    FALL = auto()
    LANDED = auto()


class LandingTracker:
    """Takes settled moments; tells a landing once it is held or has failed, then its end."""

    def __init__(self, rule: LandingRule, hold_s: float, view: View = View.FRONT) -> None:
        self._rule, self._hold_s, self._view = rule, hold_s, view
        self._feet = Feet(view)
        self._recent: deque[Kinematics] = deque()
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
        smoothed = landing is not None and landing.smoothed == landing.smoothed
        return {landing.side: landing.held} if landing and smoothed else {}

    def update(self, m: Kinematics) -> tuple[Landing | None, Landing | None]:
        """A landing just held or failed, and one just over; a failed one is both."""
        if not is_known(m):
            if self._recent and m.t - self._recent[-1].t > BLIND_S:
                self.reset()
            return None, None
        if self._recent and m.t - self._recent[-1].t > BLIND_S:
            self.reset()
        self._recent.append(m)
        while self._recent[0].t < m.t - RECENT_S:
            self._recent.popleft()
        self._feet.update(m)
        if self._state is _LandingState.LANDED:
            return self._while_landed(m)
        over = self._while_held(m)
        self._before_landing(m)
        return None, over

    def _before_landing(self, m: Kinematics) -> None:
        if self._state is _LandingState.READY:
            self._while_ready(m)
        elif self._state is _LandingState.PUSH:
            self._while_pushing(m)
        elif self._state is _LandingState.FLIGHT:
            self._in_flight(m)
        elif self._state is _LandingState.FALL:
            self._while_falling(m)

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
        lowest = min(foot(m, side).y - ready.feet[side].y for side in self._feet_of(ready)) / leg
        self._foot_off = max(self._foot_off, lowest)
        if m.get("hips_rise") <= FALL:
            if self._highest >= RISE or self._foot_off >= FOOT_OFF:
                self._go(_LandingState.FALL, m.t)
            else:
                self._start_afresh()

    def _while_falling(self, m: Kinematics) -> None:
        lower = self._lower_foot(m)
        if m.get("foot_rise", lower) > FALL:
            self._land(m, self._feet.standing or lower)
        elif m.t - self._since > FLIGHT_S:
            self._start_afresh()

    def _land(self, m: Kinematics, side: Side) -> None:
        ready = self._ready
        start = m.t if ready is None else ready.t
        self._landing = Landing(side, start, m.t, calibration=ready.calibration if ready else None)
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
            way = self._spot.away(foot(m, landing.side)) / m.get("leg_length")
            landing = replace(landing, moved=max(landing.moved, way))
        still_s = self._rule.still_s
        if landing.smoothed != landing.smoothed:
            if m.t - landing.t < still_s or not self._still(still_s):
                return landing
            landing = replace(landing, smoothed=max(m.t - still_s, landing.t))
        return replace(landing, held=m.t - landing.smoothed)

    def _lost(self, m: Kinematics, landing: Landing) -> bool:
        smoothed = landing.smoothed == landing.smoothed
        too_late = not smoothed and m.t - landing.t > self._rule.patience_s
        touched = self._feet.standing is not landing.side
        return touched or too_late or landing.moved > self._rule.foot_slack

    def _failed(self, m: Kinematics) -> tuple[Landing | None, Landing | None]:
        landing = self._landing
        self._start_afresh()
        if landing is None or m.t - landing.t < self._rule.floor_s:
            return None, None
        landing = replace(landing, end=m.t)
        return landing, landing

    def _go(self, state: _LandingState, t: float) -> None:
        self._state, self._since = state, t

    def _feet_of(self, ready: Ready) -> tuple[Side, ...]:
        return tuple(Side) if ready.side is None else (ready.side,)

    def _lower_foot(self, m: Kinematics) -> Side:
        return Side.RIGHT if m.get("ankle_over_other", Side.LEFT) > 0 else Side.LEFT

    def _now_ready(self, m: Kinematics) -> Ready:
        recent = tuple(self._recent)
        calibration = {side: median_of(recent, "knee_line", side) for side in Side}
        feet = {side: foot(m, side) for side in Side}
        return Ready(m.t, self._feet.standing, m.get("hips_y"), feet, calibration)

    def _still(self, over_s: float) -> bool:
        """Neither hips nor trunk nor a standing knee's line have moved for so long."""
        now, rule = self._recent[-1], self._rule
        span = [m for m in self._recent if m.t >= now.t - over_s]
        if now.t - span[0].t < 0.85 * over_s:
            return False
        hips = rule.still_hips * now.get("leg_length")
        sides = [self._feet.standing] if self._feet.standing else list(Side)
        moves = [(ptp_of(span, axis), hips) for axis in ("hips_x", "hips_y")]
        moves += [(ptp_of(span, "lateral_trunk_lean"), rule.still_lean)]
        moves += [(ptp_of(span, "knee_line", side), rule.still_line) for side in sides]
        return not any(move > least for move, least in moves)
