"""How far a session is: the sets that are done, and what changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import nan

from coach.core.compare.change import Comparison, compared
from coach.core.compare.comparability import condition_differences, conditions_of
from coach.core.drills.drill import Drill
from coach.core.drills.pain import PainMark
from coach.core.drills.plan import Plan, SetPlace, Step
from coach.core.judging.result import SetResult


class Ending(StrEnum):
    """How a set ended: it was done, it was skipped, or the session broke off in it."""

    DONE = "done"
    SKIPPED = "skipped"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is, counted from 1: set `at_set` of step `at_step`, the `number`th set of
    all that were begun.

    In a rest it is the set that is over, after that the one to come; `in_set` says that it is under
    way or ends. `step` has the target that the athlete has today. `next_drill` is None where no set
    comes any more, `last` is what the last set that is over came to, and `ending` how it ended;
    `marks` are all that the athlete told of pain, `ahead_s` how long the sets and rests after the
    one under way are, NaN where that is not known.
    """

    plan: str
    at_step: int
    steps: int
    at_set: int
    sets: int
    number: int
    step: Step
    in_set: bool = True
    next_drill: Drill | None = None
    last: SetResult | None = None
    ending: Ending | None = None
    marks: tuple[PainMark, ...] = ()
    ahead_s: float = nan

    @property
    def alone(self) -> bool:
        """Is it one set, not one of a plan?"""
        return self.steps * self.sets == 1

    @property
    def drill(self) -> Drill:
        return self.step.drill


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A set that is over, and what it came to."""

    place: SetPlace
    result: SetResult
    ending: Ending = Ending.DONE


def comparisons(plan: Plan, done: Sequence[FinishedSet]) -> tuple[Comparison, ...]:
    """For each step that is compared with an earlier one, by the last set of both."""
    last = {
        plan.steps[one.place.step].label: one.result for one in done if one.ending is Ending.DONE
    }
    labelled = {step.label: step for step in plan.steps}
    return tuple(
        _within(labelled[step.compare_with], step, last[step.compare_with], last[step.label])
        for step in plan.steps
        if step.label and step.compare_with and {step.label, step.compare_with} <= last.keys()
    )


def _within(one: Step, other: Step, before: SetResult, after: SetResult) -> Comparison:
    """Of one session: what is not known is the same as long as nobody touches the camera."""
    taken = (conditions_of(before, one.drill), conditions_of(after, other.drill))
    differences = tuple(d for d in condition_differences(*taken) if d.known)
    names = one.label or "", other.label or ""
    return compared(names, before, after, other.drill, differences)
