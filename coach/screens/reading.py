"""What a screen takes from a snapshot."""

from __future__ import annotations

from math import nan

from coach.core.drills.drill import Drill, Feedback
from coach.core.drills.kinds import Gauge
from coach.core.session.progress import Progress
from coach.core.session.snapshot import Snapshot
from coach.core.types import Side


def live(drill: Drill, snapshot: Snapshot, side: Side) -> float:
    """The drill's signal of this leg in degrees, or how long it has been held in seconds; NaN
    where there is no such number, as in a slow movement."""
    gauge = drill.traits.gauge
    if gauge is Gauge.BAR:
        return snapshot.kinematics.get(drill.rep.signal, side)
    return snapshot.held.get(side, nan) if gauge is Gauge.RING else nan


def shows_result(progress: Progress | None) -> bool:
    """A set alone has its summary, and a probe is not spoken of."""
    if progress is None or progress.alone:
        return False
    return progress.step.feedback_of(progress.at_set - 1) is not Feedback.NONE
