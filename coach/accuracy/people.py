"""Athletes of all sorts, each with up to two faults, as chance has it: the same for a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import seen_of
from coach.core.drills.rules import FaultRule
from coach.core.judging.faults import value_beyond
from coach.core.types import Side, View
from coach.simulation.athlete import KNOWN, SimulatedRunner
from coach.simulation.faulty import Actor, faults_of, with_fault
from coach.simulation.one_leg import IN_A_ROW, OneLegged

BEYOND, INSIDE = (1.3, 2.2), (2.0, 3.0)
"""A fault is so many dead-bands beyond its limit, and what is none so many inside."""

SAME: tuple[frozenset[str], ...] = (
    frozenset({"knee_low", "knee_asym"}),
    frozenset({"kick_out", "heel_low", "reach_early"}),
    frozenset({"tempo_slow", "tempo_fast"}),
    frozenset({"lean_back", "fold_fwd", "body_line"}),
)
"""Faults that bring each other along, or shut each other out: nobody is given two of them."""

ALSO: Mapping[str, frozenset[str]] = {
    "sway": frozenset({"settle_late", "stick_fail"}),
    "settle_late": frozenset({"stick_fail"}),
    "valgus": frozenset({"sway"}),
}
"""Faults that another one may bring along."""

ONE_SIZE = frozenset({"shuffle", "settle_late", "hips_back", "hip_in", "stick_fail", "knee_asym"})
"""Nobody comes near to these: they are there or not."""

ONE_AT_MOST = frozenset({Kind.HOLD, Kind.LANDING, Kind.SLOW})
SPEEDS = 24.0, 24.0, 24.0, 25.0, 30.0, 30.0, 30.0, 30.0, 30.0, 60.0
LIKELY: Mapping[Kind, float] = {Kind.LIFT: 1.0, Kind.RUN: 2.0, Kind.HOLD: 0.5, Kind.LANDING: 0.4}


@dataclass(frozen=True, slots=True)
class KnownFault:
    """A fault that an athlete has all the time; `side` is None where it is the whole body's."""

    rule: FaultRule
    side: Side | None

    def is_named_by(self, name: str, side: Side | None) -> bool:
        return (self.rule.name, self.side) == (name, side)

    def brings(self, name: str) -> bool:
        """Whether this other fault may be seen because of it."""
        mine = self.rule.name
        same = any({mine, name} <= group for group in SAME)
        return mine != name and (same or name in ALSO.get(mine, ()))


class Response(StrEnum):
    """When somebody does as they are told: after the first correction, the second, or never."""

    AT_ONCE = "at once"
    LATE = "late"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Person:
    """Who does a drill, with which faults, and how well they are seen; see TruePoses. `mended` is
    how they do it once they respond."""

    drill: Drill
    athlete: Actor
    faults: tuple[KnownFault, ...]
    fps: float
    noise: float
    drop_outs: float
    swaps: float
    seed: int
    response: Response = Response.NEVER
    mended: Actor | None = None


def people(number: int, drills: Sequence[Drill], seed: int = 0) -> Iterator[Person]:
    """So many of them; of the drills those that the synthetic athlete can do."""
    known = [drill for drill in drills if actor_of(drill) is not None]
    weights = np.array([LIKELY.get(drill.kind, 0.3) for drill in known])
    for each in range(number):
        chance = np.random.default_rng((seed, each))
        yield _person(known[chance.choice(len(known), p=weights / weights.sum())], chance, each)


def actor_of(drill: Drill) -> Actor | None:
    """Somebody who does this very drill, well; None where nobody can."""
    if drill.name in IN_A_ROW:
        return OneLegged(drill.name, drill.start_side)
    return SimulatedRunner(drill.name) if drill.name in KNOWN else None


def _person(drill: Drill, chance: np.random.Generator, seed: int) -> Person:
    athlete = actor_of(drill)
    assert athlete is not None
    # Whoever stretches begins with the left leg, which may have to be the near one.
    views = drill.views - {View.RIGHT} if drill.hold.near else drill.views
    view = View(chance.choice(sorted(views)))
    athlete = replace(
        athlete,
        view=view,
        yaw=chance.uniform(-8, 8),
        distance=inf if chance.random() < 0.3 else chance.uniform(3.5, 8),
        height=chance.uniform(0.5, 0.85),
        across=chance.uniform(0.4, 0.6),
    )
    rules = [rule for rule in drill.faults if _is_seen(rule, view, athlete)]
    rules = [rules[number] for number in chance.permutation(len(rules))]
    most = 1 if drill.kind in ONE_AT_MOST else 2
    faults: list[KnownFault] = []
    for rule in rules[: chance.integers(0, most + 1)]:
        if not any(fault.brings(rule.name) for fault in faults):
            faults.append(KnownFault(rule, _side(rule, view, drill, chance)))
    if not faults and rules and chance.random() < 0.7:
        athlete = _nearly(athlete, rules[0], drill, chance)
    mended = athlete
    for fault in faults:
        if isinstance(athlete, OneLegged) and fault.side:
            athlete = replace(athlete, first=fault.side)
        value = value_beyond(fault.rule, drill, view, chance.uniform(*BEYOND))
        athlete = with_fault(athlete, fault.rule.name, fault.side, value)
    return Person(
        drill,
        athlete,
        tuple(faults),
        fps=float(chance.choice(SPEEDS)),
        noise=chance.uniform(0.001, 0.006),
        drop_outs=chance.uniform(0, 0.12),
        swaps=chance.uniform(0, 0.08),
        seed=seed,
        response=Response(chance.choice(list(Response))),
        mended=mended,
    )


def _is_seen(rule: FaultRule, view: View, athlete: Actor) -> bool:
    """Whether this athlete can have the fault, so that this view shows it."""
    unseen = rule.name == "settle_late" and view.near is not None  # its trunk wobbles sideways
    return view in rule.views and rule.name in faults_of(athlete) and not unseen


def _side(rule: FaultRule, view: View, drill: Drill, chance: np.random.Generator) -> Side | None:
    """One that this view tells it of; of a stretch the first one."""
    if rule.of == "body":
        return None
    if drill.traits.own_timer:
        return Side.LEFT
    lifts = drill.traits.lifts
    legs = [s for s in Side if view.near in (s, None) or (lifts and seen_of(rule.value, s, view))]
    return Side(chance.choice(legs))


def _nearly(athlete: Actor, rule: FaultRule, drill: Drill, chance: np.random.Generator) -> Actor:
    """One who comes near to the fault and does not have it."""
    if rule.name in ONE_SIZE:
        return athlete
    value = value_beyond(rule, drill, athlete.view, -chance.uniform(*INSIDE))
    return with_fault(athlete, rule.name, None, value)
