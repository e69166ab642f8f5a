"""What might be said in one frame, and the one rule by which one of it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, auto

from coach.core.coaching.fault_history import FaultKey
from coach.core.types import Cue, CueKind


class Rank(IntEnum):
    """Where a cue comes from; the order is that in which one goes before another."""

    ALARM = auto()
    ABSENCE = auto()
    END = auto()
    TIMER = auto()
    REP = auto()
    CLOCK = auto()
    LAST_REPS = auto()
    BLIND = auto()
    REST = auto()
    ANSWER = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue that might be said, and what follows if it is.

    `fault` is the one that is corrected; with `eases` the target gets easier, with `asks` it is a
    question; what is no `talk`, as the count before a set, takes nothing from the minute's room.
    """

    cue: Cue
    rank: Rank
    fault: FaultKey | None = None
    eases: bool = False
    asks: bool = False
    talk: bool = True


def choose(candidates: Iterable[Candidate], *, hushed: bool = False) -> Candidate | None:
    """The one that is said: the first of the highest rank. While `hushed`, nothing technical is."""
    plain = (CueKind.SAFETY, CueKind.SET)
    heard = [each for each in candidates if not hushed or each.cue.kind in plain]
    return min(heard, key=lambda each: each.rank, default=None)
