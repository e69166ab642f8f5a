"""The kinds of drills, and all that depends on the kind."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What is counted: knee lifts, the strides of running, stretches that are held, landings that
    are held on one leg, or slow movements on one leg."""

    LIFT = "lift"
    RUN = "run"
    HOLD = "hold"
    LANDING = "landing"
    SLOW = "slow"

    @classmethod
    def _missing_(cls, value: object) -> Kind | None:
        """The word for a landing in older files."""
        return cls.LANDING if value == "stick" else None


HOLD_TIME = "hold_time"
GRADED = {Kind.HOLD: HOLD_TIME, Kind.LANDING: HOLD_TIME, Kind.SLOW: "travel"}
"""The rep's value that the target is about; of the others it is the signal's peak."""
