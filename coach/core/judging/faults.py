"""Holds one rep against the drill's fault rules. Pure: the same rep gives the same answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf, nan

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import FRONTAL, seen_of
from coach.core.drills.rules import SAFETY, Band, FaultRule
from coach.core.types import Fault, Rep, Side, View


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one rep: a fault, well inside, or neither (the dead-band between)."""

    rule: FaultRule
    side: Side | None
    fault: Fault | None
    fine: bool


def judge_rep(rep: Rep, drill: Drill, view: View, graded: frozenset[Side]) -> tuple[Verdict, ...]:
    """A verdict for each rule that can be judged in this view, on this leg, with known values."""
    rules = (_seen_from(view, rule) for rule in drill.faults if view in rule.views)
    found = (_verdict(rep, rule, _told(rule, drill, view, graded)) for rule in rules)
    verdicts = tuple(verdict for verdict in found if verdict is not None)
    if not beyond(verdicts):
        return verdicts
    return tuple(replace(verdict, fine=False) for verdict in verdicts)


def beyond(verdicts: Iterable[Verdict]) -> bool:
    """Whether there is a fault of safety among them: then nothing about the rep is praised."""
    return any(verdict.fault and verdict.rule.priority == SAFETY for verdict in verdicts)


def allowed(rep: Rep, drill: Drill) -> bool:
    """Whether all that is known of the rep is within the drill's limits."""
    known = [(limit.band, rep.values.get(limit.value, nan)) for limit in drill.limits]
    return all(band.holds(value) for band, value in known if value == value)


FAILED = 0.6
"""Where there is no dead-band, a fault is such a share of the limit."""


def value_beyond(rule: FaultRule, drill: Drill, view: View, widths: float) -> float:
    """The value so many dead-bands outside `enter`, inside where negative; of a rule with two ends
    at the upper one. No lower than half-way to where it is no rep, or no stretch, at all."""
    seen = _seen_from(view, rule)
    enter, leave = seen.enter, seen.leave
    if enter.high < inf:
        return enter.high + widths * (enter.high - leave.high)
    if enter.low == leave.low:
        return float(enter.low * FAILED**widths)
    value = enter.low + widths * (enter.low - leave.low)
    return max(value, (enter.low + _least(rule, drill, view)) / 2)


def _least(rule: FaultRule, drill: Drill, view: View) -> float:
    """With less than this nothing is done at all that could be judged."""
    gates = [gate.band.low for gate in drill.gates if gate.metric == rule.value]
    if rule.value != drill.graded or not drill.traits.line:
        return max(gates, default=-inf)
    return drill.rep.floor_front if view in FRONTAL else drill.rep.floor


def _seen_from(view: View, rule: FaultRule) -> FaultRule:
    if not rule.front_lower or view not in FRONTAL:
        return rule
    enter, leave = (band.lowered(rule.front_lower) for band in (rule.enter, rule.leave))
    return replace(rule, enter=enter, leave=leave)


def _told(rule: FaultRule, drill: Drill, view: View, graded: frozenset[Side]) -> frozenset[Side]:
    """The graded legs of which this view tells the rule's value: in a lift not always both."""
    if not drill.traits.lifts:
        return graded
    return frozenset(side for side in graded if seen_of(rule.value, side, view))


def _verdict(rep: Rep, rule: FaultRule, legs: frozenset[Side]) -> Verdict | None:
    value = rep.values.get(rule.value, nan)
    side = {"own": rep.side, "stance": rep.side.other}.get(rule.of)
    if value != value or (side is not None and side not in legs):
        return None
    fault = None
    judged = all(limit.band.holds(rep.values.get(limit.value, nan)) for limit in rule.within)
    if judged and not rule.enter.holds(value):
        fault = Fault(rep.t, rule.name, side, value, _beyond(value, rule))
    return Verdict(rule, side, fault, rule.leave.holds(value))


def outside(rule: FaultRule, view: View, value: float) -> float:
    """How far the value is outside `enter`, in its own unit; negative inside."""
    return _outside(value, _seen_from(view, rule))


def _outside(value: float, rule: FaultRule) -> float:
    return max(rule.enter.low - value, value - rule.enter.high)


def _beyond(value: float, rule: FaultRule) -> float:
    """The same in widths of the dead-band between `enter` and `leave`."""
    widths = [
        abs(a - b) for a, b in zip(_ends(rule.enter), _ends(rule.leave), strict=True) if a != b
    ]
    finite = [width for width in widths if 0 < width < inf]
    return _outside(value, rule) / (finite[0] if finite else 1.0)


def _ends(band: Band) -> tuple[float, float]:
    return band.low, band.high
