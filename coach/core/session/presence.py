"""Changes that count only once they have lasted: what hides the athlete, who comes and goes."""

from __future__ import annotations

from math import inf

from coach.core.coaching.belt_safety import HOLD_RAILS
from coach.core.session.snapshot import Snapshot
from coach.core.types import Event, EventKind, Phase, Reason
from coach.core.windows import StateTimer

LASTING_S = 0.5
"""A leg hidden for a moment is no news."""

AWAY_S, BACK_S, CALM_S = 2.0, 1.0, 5.0
"""So long nobody is seen who has left, somebody is who is back, and there is no new alarm."""


class ReasonDebouncer:
    """Lets a reason through once it has lasted, so that the screen does not flicker. Where the
    reasons change all the time, that nothing can be judged has lasted: one of them is let through.
    """

    def __init__(self) -> None:
        self._trouble, self._latest = StateTimer(), StateTimer()
        self.reason: Reason | None = None

    def update(self, t: float, reason: Reason | None) -> Reason | None:
        """The reason now (None: all is well); gives the lasting one."""
        troubled_s = self._trouble.update(t, reason is not None)
        lasted_s = self._latest.update(t, reason)
        if reason is None or (troubled_s if self.reason is None else lasted_s) >= LASTING_S:
            self.reason = reason
        return self.reason


class Presence:
    """Tells when the athlete leaves the picture, and when they are back."""

    def __init__(self) -> None:
        self._there, self._now = False, StateTimer()

    def update(self, t: float, there: bool) -> tuple[Event, ...]:
        """Whether the athlete is seen at t; gives the change once it has lasted."""
        if self._now.update(t, there) < LASTING_S or there == self._there:
            return ()
        self._there = there
        kind = EventKind.PERSON_FOUND if there else EventKind.PERSON_LOST
        return (Event(self._now.since, kind),)


class Away:
    """Tells when the athlete has left the picture in the middle of work, or must hold the rails,
    and is back."""

    def __init__(self) -> None:
        self._seen = StateTimer()
        self._calm_from = -inf
        self._away = False

    def update(self, snapshot: Snapshot) -> str | None:
        """Takes every snapshot of a set; gives the cue of a change, after which a set at work is
        to pause, and a paused one to go on."""
        t, there = snapshot.t, snapshot.pose is not None
        lasted_s = self._seen.update(t, there)
        stops = snapshot.phase is Phase.WORK and not self._away
        if stops and not there and lasted_s > AWAY_S:
            self._away = True
            return "away"
        if snapshot.cue is not None and snapshot.cue.key == HOLD_RAILS:
            self._calm_from = t + CALM_S
            self._away = self._away or stops
            return HOLD_RAILS if stops else None
        if self._away and there and lasted_s >= BACK_S and t >= self._calm_from:
            self._away = False
            return "go_on"
        return None
