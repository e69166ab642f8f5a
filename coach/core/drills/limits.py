"""What an athlete must not go beyond: no target lies there, no word leads there, and who goes there
is told.

A limit becomes a part of the drill itself: its band, its faults' borders, and a fault of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import inf, isfinite

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import REP_VALUES, possible_bias
from coach.core.drills.rules import SAFETY, Band, FaultRule, Limit
from coach.core.drills.targets import retargeted, shifted
from coach.core.types import View

CADENCE = "cadence"


def limited(drill: Drill, limits: Mapping[str, Band], views: frozenset[View]) -> Drill | None:
    """The drill, seen from one of the `views`, with limits by rep value; it has those that can be
    told. None where they leave no target."""
    kept = tuple(
        Limit(value, band, _reach(value, drill.kind, views))
        for value, band in limits.items()
        if drill.kind in REP_VALUES[value].kinds and REP_VALUES[value].views & views
    )
    by_value = {limit.value: limit for limit in kept}
    target = _inside(drill.target, by_value.get(drill.graded))
    cadence = _inside(drill.cadence, by_value.get(CADENCE))
    if target is None or cadence is None or target.low <= drill.floor:
        return None
    bounded = map(partial(_bounded, limits=kept), retargeted(drill, target).faults)
    own = (rule for limit in kept for rule in _beyond(limit, drill))
    faults = (*(rule for rule in bounded if rule is not None), *own)
    return replace(drill, target=target, cadence=cadence, faults=faults, limits=kept)


def _reach(value: str, kind: Kind, views: frozenset[View]) -> float:
    shown = views & REP_VALUES[value].views
    return max(possible_bias(value, kind, view, calibrated=False) for view in shown)


def _inside(band: Band, limit: Limit | None) -> Band | None:
    """The band within the limit, and wide enough to be told from what is beyond."""
    if limit is None or band == Band():
        return band
    low, high = band.low, band.high
    if high > limit.band.high:
        high = limit.band.high
        low = min(low, high - limit.reach)
    if low < limit.band.low:
        low = limit.band.low
        high = max(high, low + limit.reach)
    return Band(low, high) if limit.band.low <= low < high <= limit.band.high else None


def _bounded(rule: FaultRule, limits: tuple[Limit, ...]) -> FaultRule | None:
    """The rule such that what is said of it never leads to a limit; None where that cannot be:
    the other leg may itself be beyond."""
    if any(REP_VALUES[rule.value].leads.get(limit.value) == 0 for limit in limits):
        return None
    near = []
    for limit in limits:
        if limit.value == rule.value:
            rule = _shifted_inside(rule, limit)
        band = _far_from(limit, rule)
        if band != Band():
            near.append(replace(limit, band=band))
    return replace(rule, within=(*rule.within, *near))


def _far_from(limit: Limit, rule: FaultRule) -> Band:
    """Where the limited value is surely not at an end that the rule leads to; a value goes with
    itself."""
    leads = REP_VALUES[rule.value].leads
    sign = 1 if rule.value == limit.value else leads.get(limit.value, 0)
    asks_more, asks_less = isfinite(rule.enter.low), isfinite(rule.enter.high)
    up = (sign > 0 and asks_more) or (sign < 0 and asks_less)
    down = (sign > 0 and asks_less) or (sign < 0 and asks_more)
    return Band(
        limit.band.low + limit.reach if down else -inf,
        limit.band.high - limit.reach if up else inf,
    )


def _shifted_inside(rule: FaultRule, limit: Limit) -> FaultRule:
    """So that there is somewhere to be fine, where the rule has one end."""
    low, high = rule.leave.low, rule.leave.high
    if isfinite(low) and high == inf:
        return shifted(rule, min(0.0, limit.band.high - limit.reach - low))
    if isfinite(high) and low == -inf:
        return shifted(rule, max(0.0, limit.band.low + limit.reach - high))
    return rule


HIGHEST, LEAST = "_limit", "_least"


def is_limit(fault: str) -> bool:
    """Whether the fault is to go beyond a limit."""
    return fault.endswith((HIGHEST, LEAST))


def _beyond(limit: Limit, drill: Drill) -> Iterator[FaultRule]:
    """The faults of going beyond either end."""
    value, back = REP_VALUES[limit.value], limit.reach / 4
    n, m = drill.traits.patience
    rule = FaultRule(
        name=f"{limit.value}{HIGHEST}",
        value=limit.value,
        enter=Band(high=limit.band.high),
        leave=Band(high=limit.band.high - back),
        of=value.of,
        views=drill.views & value.views,
        priority=SAFETY,
        cues=value.too_high,
        n=n,
        m=m,
    )
    low = limit.band.low
    if isfinite(limit.band.high):
        yield rule
    if isfinite(low):
        yield replace(
            rule,
            name=f"{limit.value}{LEAST}",
            enter=Band(low=low),
            leave=Band(low=low + back),
            cues=value.too_low,
        )
