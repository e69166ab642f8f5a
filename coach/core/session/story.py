"""From what was seen to what is done: what stands out in a run is told, and chooses the drills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import nan

from coach.core.coaching.candidates import Candidate, Rank
from coach.core.compare.run_assessment import (
    Finding,
    Usual,
    comparable,
    stands_out,
    weaker_side,
)
from coach.core.drills.drill import Drill, Feedback
from coach.core.drills.plan import Plan, Step, WantedView
from coach.core.judging.result import SetResult
from coach.core.types import Cue, CueKind, Side

MOST_TOLD, MOST_CHOSEN, EACH = 2, 4, 2
"""So much is told, so many drills answer it in all, and so many each."""

TOLD_S = 6.0
"""How long one of its sentences takes, with the pause after it."""

NOTHING, UNSEEN = "nothing_found", "too_few_to_tell"


@dataclass(frozen=True, slots=True)
class Story:
    """What a run is held against at the speed in km/h (NaN: not known), the drills that may answer,
    by their names, and the side that the athlete named as the weaker one."""

    usual: Usual
    drills: Mapping[str, Drill]
    speed_kmh: float = nan
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What is told of a run: at most two, none where it was not `seen` well enough to tell. `side`
    is the weaker leg, or the one that the athlete named."""

    told: tuple[Finding, ...] = ()
    seen: bool = True
    side: Side | None = None

    @property
    def words(self) -> tuple[Candidate, ...]:
        """What was seen and what it means of each, or that nothing stands out."""
        if not self.told:
            return (_word(NOTHING if self.seen else UNSEEN, None),)
        return tuple(
            _word(f"{part}_{one.answer.text}", one.side if part == "saw" else None)
            for one in self.told
            for part in ("saw", "so")
        )


def found(story: Story, results: Sequence[SetResult]) -> Findings:
    """What stands out in one run, as it was seen from each of its views."""
    told = stands_out(results, story.usual, story.speed_kmh)[:MOST_TOLD]
    seen = any(comparable(result, story.usual) for result in results)
    return Findings(told, seen, story.side or weaker_side(results, story.usual))


def plan_for(plan: Plan, findings: Findings, drills: Mapping[str, Drill]) -> Plan:
    """The plan with the drills that answer the findings where its steps are to be chosen; where
    nothing stands out these stay. What is done on one leg has the side that it is done for."""
    own = {step.drill.name: step for step in plan.steps if step.chosen}
    names = [name for name in _answers(findings.told) if name in own or name in drills]
    names = [name for name in names if not _drill(name, own, drills).traits.by_steps]
    steps = [own.get(name) or _step(drills[name]) for name in names[:MOST_CHOSEN]]
    chosen = sorted(steps or own.values(), key=lambda step: step.drill.impact)
    turned = [_sided(step, findings.side) for step in chosen]
    first = next((n for n, step in enumerate(plan.steps) if step.chosen), 0)
    kept = [
        [step for step in part if not step.chosen]
        for part in (plan.steps[:first], plan.steps[first:])
    ]
    return replace(plan, steps=tuple(chain(kept[0], turned, kept[1])))


def _answers(told: Sequence[Finding]) -> list[str]:
    """The drills of the first finding before those of the second, each once."""
    names = [name for one in told for name in one.answer.drills[:EACH]]
    rest = [name for one in told for name in one.answer.drills[EACH:]]
    return list(dict.fromkeys([*names, *rest]))


def _drill(name: str, own: Mapping[str, Step], drills: Mapping[str, Drill]) -> Drill:
    return own[name].drill if name in own else drills[name]


def _step(drill: Drill) -> Step:
    """A drill in its own dose; from the front, where both legs are seen."""
    view = WantedView.FRONT if WantedView.FRONT.views & drill.views else None
    return Step(
        drill,
        drill.seconds,
        drill.reps_per_side,
        drill.dose.sets,
        drill.dose.rest_s,
        view,
        (Feedback.FULL, Feedback.BANDWIDTH),
        teach=True,
        chosen=True,
    )


def _sided(step: Step, side: Side | None) -> Step:
    """With one set more for the weaker side, which begins and ends what is done on one leg."""
    if side is None or step.drill.traits.lifts or step.drill.traits.by_steps:
        return step
    return replace(step, side=side, sets=step.sets + 1)


def _word(key: str, side: Side | None) -> Candidate:
    return Candidate(Cue(nan, key, CueKind.SET, side), Rank.REST, lasts_s=TOLD_S)
