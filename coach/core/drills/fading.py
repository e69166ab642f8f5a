"""Feedback is thinned out from session to session, so that the athlete learns to do without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Annotated

from coach.core.drills.drill import Feedback, Manner
from coach.core.drills.plan import Plan
from coach.core.fields import Count, Seconds, Within


@dataclass(frozen=True, slots=True)
class FadeStep:
    """What holds from session `since` on, counted from 1: the share of the sets that are spoken of
    rep by rep, the gap between two cues in running, and whether good reps sound."""

    since: Count
    share: Annotated[float, Within(ge=0, le=1)]
    run_gap_s: Seconds
    tones: bool


WITHOUT_END = FadeStep(1, 1.0, 0.0, tones=True)
"""Nothing is thinned out: for an athlete whose sessions are not known."""


def fade_of(steps: Sequence[FadeStep], session: int) -> FadeStep:
    """The step that holds in this session."""
    held = [step for step in steps if step.since <= session]
    return max(held, key=lambda step: step.since, default=WITHOUT_END)


def faded(feedback: Feedback, step: FadeStep, number: int) -> Feedback:
    """The feedback of a session's set, the first being 0: its own, or else a summary after it. The
    sets that keep theirs are spread evenly, the first among them; a probe stays one."""
    keeps = ceil((number + 1) * step.share) > ceil(number * step.share)
    return feedback if keeps or not feedback.by_rep else Feedback.SUMMARY


def in_session(plan: Plan, step: FadeStep) -> Plan:
    """The plan with the feedback that its sets have in a session of this step."""
    number, steps = 0, []
    for each in plan.steps:
        sets = range(each.sets)
        feedback = tuple(faded(each.feedback_of(n), step, number + n) for n in sets)
        steps.append(replace(each, feedback=feedback))
        number += each.sets
    return replace(plan, steps=tuple(steps))


def calmer(manner: Manner, step: FadeStep) -> Manner:
    """Cues in running no nearer to each other than this session's step has it."""
    return replace(manner, run_gap_s=max(manner.run_gap_s, step.run_gap_s))
