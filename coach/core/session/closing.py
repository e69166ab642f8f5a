"""What a session came to, once it is over: how much was done, what went best, what changed, and the
one thing to practise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import nan

from coach.core.drills.drill import Drill
from coach.core.drills.plan import Plan
from coach.core.judging.result import SetResult
from coach.core.session.progress import Ending, FinishedSet, comparisons
from coach.core.session.results import on_target, told_of, what_changed
from coach.core.types import Cue, CueKind

ENOUGH = 4
"""Of fewer reps a drill is not called the best one."""


def best_key(drill: Drill) -> str:
    """The cue that names the drill which went best."""
    return f"best_{drill.name}"


@dataclass(frozen=True, slots=True)
class BestDrill:
    """The drill of which the largest share of `reps` was on target: so many, `high`."""

    drill: Drill
    high: int
    reps: int


@dataclass(frozen=True, slots=True)
class Closing:
    """`seconds` from the first frame to the last, `sets` done of those `planned`. Of a set alone
    `told` is what it came to; of a plan there are the `best` drill and what `changed`, where that
    can be said. `practise` is the correction to take along, None where nothing stood out for sure.
    Of the `unjudged` sets less than half could be judged, and nothing else is told of them."""

    seconds: float
    sets: int
    planned: int
    told: tuple[Cue, ...] = ()
    best: BestDrill | None = None
    changed: Cue | None = None
    practise: Cue | None = None
    unjudged: tuple[tuple[Drill, SetResult], ...] = ()

    @property
    def alone(self) -> bool:
        """Is it of one set, not of a plan?"""
        return self.planned == 1

    @property
    def said(self) -> Cue | None:
        """The one sentence that is spoken; a set alone was told before."""
        if self.changed is None and self.best is not None and not self.alone:
            return Cue(nan, best_key(self.best.drill), CueKind.SET)
        return self.changed


def closing(
    plan: Plan, done: Sequence[FinishedSet], last: FinishedSet | None, seconds: float
) -> Closing:
    """What the sets that are `done` came to; `last` may be one that was broken off."""
    sets = [*done, *([last] if last and last not in done else [])]
    every = [(plan.steps[one.place.step].drill, one.result) for one in sets]
    performed = [pair for pair in every if pair[1].unjudged is None]
    whole = Closing(
        seconds,
        sum(one.ending is Ending.DONE for one in sets),
        len(plan.places),
        best=_best(performed),
        changed=what_changed(comparisons(plan, done)),
        practise=to_practise(performed),
        unjudged=tuple(pair for pair in every if pair[1].unjudged is not None),
    )
    if whole.alone and performed:
        whole = replace(whole, told=tuple(told_of(*performed[-1], None)))
    return whole


def to_practise(performed: Sequence[tuple[Drill, SetResult]]) -> Cue | None:
    """The cue of the most important fault of all these sets, of those that came most often; None
    where there was none."""
    found = {cue: rank for drill, result in performed for rank, cue in _faults(drill, result)}
    return min(found, key=lambda cue: found[cue], default=None)


def _faults(drill: Drill, result: SetResult) -> Iterator[tuple[tuple[int, int], Cue]]:
    rules = {rule.name: rule for rule in drill.faults if rule.cues}
    for tally in result.faults if result.drill == drill.name else ():
        if tally.sure and tally.name in rules:
            words, *_ = rules[tally.name].cues
            cue = Cue(0.0, words, CueKind.CORRECTION, tally.side)
            yield (rules[tally.name].priority, -tally.reps), cue


def _best(performed: Sequence[tuple[Drill, SetResult]]) -> BestDrill | None:
    drills = {drill.name: drill for drill, _ in performed}
    sums = [
        _summed(drill, [result for each, result in performed if each.name == name])
        for name, drill in drills.items()
        if not (drill.traits.by_steps or drill.traits.own_timer)
    ]
    enough = [each for each in sums if each.reps >= ENOUGH and each.high]
    return max(enough, key=lambda each: (each.high / each.reps, each.reps), default=None)


def _summed(drill: Drill, results: Sequence[SetResult]) -> BestDrill:
    counts = [on_target(result) for result in results]
    return BestDrill(drill, sum(high for high, _ in counts), sum(reps for _, reps in counts))
