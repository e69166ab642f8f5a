"""Changes that count only once they have lasted: what hides the athlete, who comes and goes."""

from __future__ import annotations

from coach.core.types import Event, EventKind, Reason
from coach.core.windows import StateTimer

LASTING_S = 0.5
"""A leg hidden for a moment is no news."""


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
