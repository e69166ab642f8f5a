"""Moves a drill's target: the band of its goal, or the cadence where there is a beat to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, inf
from statistics import median

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import ABOVE_FLOOR, EASIER_DEG
from coach.core.drills.rep_values import FRONTAL
from coach.core.drills.rules import SAFETY, Band, FaultRule
from coach.core.types import View

OFF_BEAT, ON_BEAT = 0.06, 0.03
"""Shares of the beat at which tempo is a fault, and fine again (B0.3, C)."""

QUICKER, QUICKEST = 0.05, 0.10
"""How much quicker than the athlete's own cadence a beat is, and the most (D4, B)."""

QUICK_ENOUGH = 180.0
"""From this cadence on no beat is given (D4)."""


def target_from(drill: Drill, view: View) -> Band:
    """The target as it reads from there: from front and rear its low end lies as much lower as the
    border of its fault does."""
    if view not in FRONTAL:
        return drill.target
    mine = [rule.front_lower for rule in drill.faults if rule.value == drill.graded]
    return Band(drill.target.low - max(mine, default=0.0), drill.target.high)


def easier(drill: Drill) -> Drill | None:
    """The drill with its target a step easier; None where it is locked, has none to reach, or where
    that would come too near the floor, or beyond a limit."""
    target = None if drill.locked else drill.traits.eased(drill)
    if target is None or target.low < room(drill).low:
        return None
    return retargeted(drill, target)


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
    faults = tuple(
        shifted(rule, by) if rule.value == drill.graded else rule for rule in drill.faults
    )
    return replace(drill, target=target, faults=faults)


def with_metronome(drill: Drill, spm: float) -> Drill:
    """The drill to a metronome in steps/min: then tempo is what it is about."""
    limits = {
        "tempo_slow": (Band(low=spm * (1 - OFF_BEAT)), Band(low=spm * (1 - ON_BEAT))),
        "tempo_fast": (Band(high=spm * (1 + OFF_BEAT)), Band(high=spm * (1 + ON_BEAT))),
    }
    faults = tuple(
        replace(rule, enter=limits[rule.name][0], leave=limits[rule.name][1], priority=1)
        if rule.name in limits
        else rule
        for rule in drill.faults
    )
    return replace(drill, faults=faults)


def metronome_for(own: float, share: float = QUICKER) -> float:
    """A beat somewhat above the athlete's own cadence; NaN where that is unknown, or quick."""
    if not own < QUICK_ENOUGH:
        return float("nan")
    return own * (1 + min(share, QUICKEST))


def shifted(rule: FaultRule, by: float) -> FaultRule:
    """The rule with all its borders by so much higher; that of a limit stands."""
    if rule.priority == SAFETY:
        return rule
    enter, leave = (Band(band.low + by, band.high + by) for band in (rule.enter, rule.leave))
    return replace(rule, enter=enter, leave=leave)


SetPeaks = Sequence[float]
"""What the reps of one set were graded by, NaN where unknown."""


FEWEST = 3
"""The fewest known reps that make a set; the first one shows what the athlete can do."""


HARDER_FROM, HARDER_AFTER, EASIER_UNDER = 0.8, 2, 0.5
"""Shares of a set's reps in the band: from the first on, in so many sets on end, the target rises;
under the last it falls (B0.2, D)."""


STRETCH = 15.0
"""It rises so far above the drill's own at most: in a march to a level thigh (D)."""


def next_target(drill: Drill, sets: Sequence[SetPeaks]) -> Band:
    """The target for the next set after all `sets` so far: the drill's own until one is done, and
    always for what is not a lift, or locked."""
    known = [[peak for peak in peaks if peak == peak] for peaks in sets]
    known = [peaks for peaks in known if len(peaks) >= FEWEST]
    if drill.locked or not drill.traits.line or not known:
        return drill.target
    target = _own(drill, known[0])
    met = 0
    for peaks in known[1:]:
        share = sum(map(target.holds, peaks)) / len(peaks)
        met = met + 1 if share >= HARDER_FROM else 0
        if share < EASIER_UNDER:
            target = _from(drill, target.low - EASIER_DEG)
        elif met == HARDER_AFTER:
            target, met = _from(drill, target.low + EASIER_DEG), 0
    return target


def _own(drill: Drill, peaks: list[float]) -> Band:
    """From the middle of the best third of them; a step above the drill's own at most, as only one
    in six would reach more."""
    best = sorted(peaks, reverse=True)[: ceil(len(peaks) / 3)]
    return _from(drill, min(median(best), drill.target.low + EASIER_DEG))


def _from(drill: Drill, low: float) -> Band:
    """The band from `low` on, as far as that may go, to the drill's own end."""
    own, limits = drill.target, room(drill)
    novice = drill.rep.floor + ABOVE_FLOOR if drill.novice is None else drill.novice
    least = min(max(novice, limits.low), own.low)
    most = min(own.low + STRETCH, (own.low + own.high) / 2, max(limits.high, own.low))
    return Band(min(max(low, least), most), own.high)
