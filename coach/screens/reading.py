"""What a gauge of one leg reads now."""

from __future__ import annotations

from math import nan

from coach.core.drills.drill import TIMED, Drill
from coach.core.drills.kinds import Kind
from coach.core.session.snapshot import Snapshot
from coach.core.types import Side


def live(drill: Drill, snapshot: Snapshot, side: Side) -> float:
    """The drill's signal of this leg in degrees, or how long it has been held in seconds; NaN
    where there is no such number, as in a slow movement."""
    if drill.kind in TIMED:
        return snapshot.held.get(side, nan)
    if drill.kind is Kind.SLOW:
        return nan
    return snapshot.kinematics.get(drill.rep.signal, side)
