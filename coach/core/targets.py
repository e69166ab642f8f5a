"""Moves a drill's target: the band of its goal, or the cadence where there is a beat to follow."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from coach.core.drill import Band, Drill, FaultRule
from coach.core.faults import SAFETY

EASIER = 5.0
"""Degrees: as much as the mean of some reps can tell (biomechanics A7, C)."""

ABOVE_FLOOR = 10.0
"""The target stays so far above what is a rep at all (B0.2, D)."""

OFF_BEAT, ON_BEAT = 0.06, 0.03
"""Shares of the beat at which tempo is a fault, and fine again (B0.3, C)."""

QUICKER, QUICKEST = 0.05, 0.10
"""How much quicker than the athlete's own cadence a beat is, and the most (D4, B)."""

QUICK_ENOUGH = 180.0
"""From this cadence on no beat is given (D4)."""


def easier(drill: Drill) -> Drill | None:
    """The drill with its target a step lower; None where it is locked, or where that would come too
    near the floor."""
    low = drill.target.low - EASIER
    if drill.locked or low < max(drill.rep.floor + ABOVE_FLOOR, room(drill).low):
        return None
    return retargeted(drill, Band(low, drill.target.high))


def room(drill: Drill) -> Band:
    """How far the low end of the target may be moved by the drill's limits: to where somebody who
    just reaches it is not beyond, although the camera may be off."""
    mine = [limit for limit in drill.limits if limit.value == drill.graded]
    return Band(
        max((limit.band.low for limit in mine), default=-inf),
        min((limit.band.high - limit.reach for limit in mine), default=inf),
    )


def retargeted(drill: Drill, target: Band) -> Drill:
    """The drill with another target; the faults of its goal keep their distance from it."""
    by = target.low - drill.target.low
    faults = tuple(moved(rule, by) if rule.value == drill.graded else rule for rule in drill.faults)
    return replace(drill, target=target, faults=faults)


def with_beat(drill: Drill, beat: float) -> Drill:
    """The drill to a beat in steps/min: then tempo is what it is about."""
    limits = {
        "tempo_slow": (Band(low=beat * (1 - OFF_BEAT)), Band(low=beat * (1 - ON_BEAT))),
        "tempo_fast": (Band(high=beat * (1 + OFF_BEAT)), Band(high=beat * (1 + ON_BEAT))),
    }
    faults = tuple(
        replace(rule, enter=limits[rule.name][0], leave=limits[rule.name][1], priority=1)
        if rule.name in limits
        else rule
        for rule in drill.faults
    )
    return replace(drill, faults=faults)


def beat_for(own: float, share: float = QUICKER) -> float:
    """A beat somewhat above the athlete's own cadence; NaN where that is unknown, or quick."""
    if not own < QUICK_ENOUGH:
        return float("nan")
    return own * (1 + min(share, QUICKEST))


def moved(rule: FaultRule, by: float) -> FaultRule:
    """The rule with all its borders by so much higher; that of a limit stands."""
    if rule.priority == SAFETY:
        return rule
    enter, leave = (Band(band.low + by, band.high + by) for band in (rule.enter, rule.leave))
    return replace(rule, enter=enter, leave=leave)
