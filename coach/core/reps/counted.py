"""What a counter answers to one moment."""

from __future__ import annotations

from dataclasses import dataclass

from coach.core.types import Cue, Event, Rep


@dataclass(frozen=True, slots=True)
class Counted:
    """What one settled moment brought: reps decided, reps ended, lifts too small to be reps.

    `checks` are moments of a rep still under way, to be judged but not counted; `cues` are what
    its timer says. While `busy` the athlete must not be spoken to.
    """

    decided: tuple[Rep, ...] = ()
    ended: tuple[Rep, ...] = ()
    events: tuple[Event, ...] = ()
    checks: tuple[Rep, ...] = ()
    cues: tuple[Cue, ...] = ()
    busy: bool = False
