"""Follows one fault of one side through the reps of a set: is it real, is it gone?"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import inf

from coach.core.drills.rules import FaultRule
from coach.core.judging.faults import Verdict
from coach.core.types import Side

GOOD_TO_LEAVE, OF_LAST = 4, 5
FAR_OFF = 1.0
"""Where only large faults are spoken of, they begin so many dead-bands beyond the limit."""

FaultKey = tuple[str, Side | None]


@dataclass(slots=True)
class FaultHistory:
    """How the last reps went, and what has been said about it."""

    rule: FaultRule
    bad: deque[bool] = field(default_factory=deque)
    fine: deque[bool] = field(default_factory=lambda: deque(maxlen=OF_LAST))
    active: bool = False
    ever: bool = False
    reps: int = 0
    said: int = 0
    last_said: float = -inf
    last_seen: float = -inf
    excess: float = 0.0

    def take(self, t: float, verdict: Verdict, least: float) -> None:
        """One more rep's verdict; a fault of less than `least` dead-bands is let pass."""
        self.last_seen = t
        self.excess = verdict.fault.excess if verdict.fault else 0.0
        faulty = verdict.fault is not None and self.excess >= least
        self.bad.append(faulty)
        while len(self.bad) > self.rule.m:
            self.bad.popleft()
        self.fine.append(verdict.fine)
        self.reps += verdict.fault is not None
        if not self.active and sum(self.bad) >= self.rule.n:
            self.active = self.ever = True
        elif self.active and sum(self.fine) >= GOOD_TO_LEAVE:
            self.active = False

    @property
    def lasts(self) -> bool:
        """Whether it is still to be told; where a limit is near, only if the last rep shows it."""
        return self.active and (self.bad[-1] or not self.rule.within)

    def corrected(self, t: float) -> None:
        """Its words were said."""
        self.said += 1
        self.last_said = t
