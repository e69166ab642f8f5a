"""What a gauge of one leg reads now."""

from __future__ import annotations

from math import nan

from coach.core.drill import Drill, Kind
from coach.core.types import Side, Snapshot


def live(drill: Drill, snapshot: Snapshot, side: Side) -> float:
    """The drill's signal of this leg in degrees, or how long it has been stretched in seconds."""
    if drill.kind is Kind.HOLD:
        return snapshot.held.get(side, nan)
    return snapshot.kinematics.get(drill.rep.signal, side)
