"""What the synthetic athlete does in a plan: has a fault until it is told, and runs better after
the drills than before."""

from __future__ import annotations

from coach.cameras.athlete import Athlete, Change
from coach.cameras.following import Follower
from coach.cameras.gaits import GAITS
from coach.core.drill import Drill, Kind
from coach.core.types import Side, Snapshot

DEMO_BELOW = 13.0
"""The left knee is so many degrees below the target, until the coach has said so."""

LIFT_BEFORE, LIFT_AFTER = 31.0, 43.0
CADENCE_BEFORE, CADENCE_AFTER = 150.0, 166.0
"""Of the run, before and after the drills: highest thigh angle, and steps a minute; with these the
time on the ground gets shorter too."""


def follower() -> Follower:
    """The athlete of the story."""
    return Follower(_act)


def gait_of(drill: Drill) -> str:
    """The synthetic athlete's own name for a drill, or that of the drill most like it."""
    own, usual = drill.name.removesuffix("_forward"), "run" if drill.kind is Kind.RUN else "a_run"
    return own if own in GAITS else usual


def _act(told: Snapshot) -> Athlete:
    assert told.sitting is not None
    progress, drill = told.sitting, told.sitting.drill
    if drill.kind is Kind.RUN:
        improved = progress.step.compare_with is not None
        lift = LIFT_AFTER if improved else LIFT_BEFORE
        cadence = CADENCE_AFTER if improved else CADENCE_BEFORE
        return Athlete("run", cadence, lift_left=lift, lift_right=lift)
    low = Change(Side.LEFT, drill.target.low - DEMO_BELOW)
    return Athlete(gait_of(drill), changes=(low,) if progress.at_set == 1 else ())
