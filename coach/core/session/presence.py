"""Changes that are told only once they have lasted: what hides the athlete, who comes and goes."""

from __future__ import annotations

from math import inf, isnan, nan

from coach.core.coaching.belt_safety import HOLD_RAILS
from coach.core.session.snapshot import Snapshot
from coach.core.types import Event, EventKind, Phase, Reason

LASTING_S = 0.5
"""A leg hidden for a moment is no news."""

AWAY_S, BACK_S, CALM_S = 2.0, 1.0, 5.0
"""So long nobody is seen who has left, somebody is who is back, and there is no new alarm."""


class ReasonDebouncer:
    """Lets a reason through once it has lasted, so that the screen does not flicker. Where the
    reasons change all the time, that nothing can be judged has lasted: one of them is told."""

    def __init__(self) -> None:
        self._troubled_since: float = nan
        self._since: tuple[float, Reason] | None = None
        self.reason: Reason | None = None

    def update(self, t: float, reason: Reason | None) -> Reason | None:
        """The reason now (None: all is well); gives the lasting one."""
        if reason is None:
            self._since = self.reason = None
            return None
        if self._since is None:
            self._troubled_since = t
        if self._since is None or self._since[1] != reason:
            self._since = (t, reason)
        since = self._troubled_since if self.reason is None else self._since[0]
        if t - since >= LASTING_S:
            self.reason = reason
        return self.reason


class Presence:
    """Tells when the athlete leaves the picture, and when they are back."""

    def __init__(self) -> None:
        self._there = False
        self._changed_since: float = nan

    def update(self, t: float, there: bool) -> tuple[Event, ...]:
        """Whether the athlete is seen at t; gives the change once it has lasted."""
        if there == self._there:
            self._changed_since = nan
            return ()
        if self._changed_since != self._changed_since:
            self._changed_since = t
        if t - self._changed_since < LASTING_S:
            return ()
        self._there = there
        kind = EventKind.PERSON_FOUND if there else EventKind.PERSON_LOST
        return (Event(self._changed_since, kind),)


class Away:
    """Tells when the athlete has left the picture in the middle of work, or must hold the rails,
    and is back."""

    def __init__(self) -> None:
        self._gone_since = self._back_since = nan
        self._calm_from = -inf
        self._away = False

    def update(self, told: Snapshot) -> str | None:
        """Takes every snapshot of a set; gives the cue of a change, after which a set at work is
        to pause, and a paused one to go on."""
        t, there = told.t, told.pose is not None
        if there:
            self._gone_since = nan
            self._back_since = t if isnan(self._back_since) else self._back_since
        else:
            self._back_since = nan
            self._gone_since = t if isnan(self._gone_since) else self._gone_since
        if told.phase is Phase.WORK and not self._away and t - self._gone_since > AWAY_S:
            self._away = True
            return "away"
        if told.cue is not None and told.cue.key == HOLD_RAILS:
            self._calm_from = t + CALM_S
            stops = told.phase is Phase.WORK and not self._away
            self._away = self._away or stops
            return HOLD_RAILS if stops else None
        if self._away and t - self._back_since >= BACK_S and t >= self._calm_from:
            self._away = False
            return "go_on"
        return None
