"""When the coach may speak again: gaps between cues, and how many there may be in a minute."""

from __future__ import annotations

from collections import deque
from math import inf

from coach.core.drills.drill import Manner
from coach.core.types import Cue, CueKind

BRIEF_GAP_S = 2.0
MINUTE_S = 60.0
KEPT = 2
"""Room that is kept for halfway and the end, which are always said."""


class CueBudget:
    """Hears every cue that is said, the set's own too."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._free_from = -inf
        self._last = -inf
        self._said: deque[float] = deque()

    def said(self, cue: Cue, *, talk: bool = True) -> None:
        """A word about the set or a praise needs no time to work: a short gap is enough. What is
        no `talk` does not count."""
        brief = cue.kind in (CueKind.SET, CueKind.PRAISE)
        self._last = cue.t
        self._free_from = cue.t + (BRIEF_GAP_S if brief else self._manner.gap_s)
        if talk:
            self._said.append(cue.t)

    def since(self, t: float) -> float:
        """Seconds since anything was said."""
        return t - self._last

    def may_correct(self, t: float) -> bool:
        """After a gap that is as long as the last cue needs."""
        return t >= self._free_from and self.is_left(t)

    def may_praise(self, t: float) -> bool:
        """Praise always keeps the long gap."""
        return self.since(t) >= self._manner.gap_s and self.is_left(t)

    def is_left(self, t: float) -> bool:
        """Whether this minute has room for one more cue, and for those that the set still needs."""
        while self._said and self._said[0] <= t - MINUTE_S:
            self._said.popleft()
        return len(self._said) < self._manner.most_a_minute - KEPT
