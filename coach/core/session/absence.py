"""A pause knows who asked for it: the athlete who walked off comes back, and the set goes on."""

from __future__ import annotations

from enum import StrEnum
from math import inf

from coach.core.windows import StateTimer

AWAY_S, BACK_S, CALM_S = 2.0, 1.0, 5.0
"""So long nobody is seen who has left, somebody is who is back, and there is no new alarm."""


class PausedBy(StrEnum):
    """Who asked for a pause: the user at a key or with a hand, or the athlete who left the picture
    or must hold the rails, and need do no more than come back."""

    USER = "user"
    ABSENCE = "absence"


class Absence:
    """Tells when the athlete has left the picture in the middle of work, or must hold the rails,
    and is back."""

    def __init__(self) -> None:
        self._seen = StateTimer()
        self._calm_from = -inf
        self.left = self.back = False

    def update(self, t: float, there: bool, *, must_hold: bool) -> None:
        """One frame later: is the athlete seen, and must they hold the rails? `left` is who has not
        been seen for so long that they are gone, `back` who has, for a while and without alarm."""
        lasted_s = self._seen.update(t, there)
        if must_hold:
            self._calm_from = t + CALM_S
        self.left = not there and lasted_s > AWAY_S
        self.back = there and lasted_s >= BACK_S and t >= self._calm_from
