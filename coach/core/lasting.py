"""Changes that are told only once they have lasted: what hides the athlete, who comes and goes."""

from __future__ import annotations

from math import nan

from coach.core.types import Event, EventKind, Reason

LASTING_S = 0.5
"""A leg hidden for a moment is no news."""


class Lasting:
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
