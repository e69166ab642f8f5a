"""What pain means for the rest of the day (F3): for who trains alone, stricter than a therapist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Advice(IntEnum):
    """What to do today, the mildest first; each includes what stands before it."""

    GO_ON = 0
    EASIER = 1
    STOP_DRILL = 2
    STOP_IMPACT = 3

    @property
    def cue(self) -> str | None:
        """The key of the cue that says it; None where there is nothing to say."""
        return _CUES[self]


_CUES = {
    Advice.GO_ON: None,
    Advice.EASIER: "easier_today",
    Advice.STOP_DRILL: "stop_today",
    Advice.STOP_IMPACT: "no_impact_today",
}


@dataclass(frozen=True, slots=True)
class PainMark:
    """Pain that was told at `t` of a drill, by its name: 0 to 10, or None where it was marked. One
    not `answered` is a question that was put twice: nothing is known then."""

    t: float
    drill: str
    level: int | None = None
    answered: bool = True


@dataclass(frozen=True, slots=True)
class PainRule:
    """On a scale of 0 to 10: up to `fine` goes on, from `stop` on all impact ends for today, and
    so does a drill in which it rises by `rise`."""

    fine: int = 2
    stop: int = 4
    rise: int = 2


USUAL = PainRule()

MOST_PAIN = 5
"""What a therapist may allow (F3)."""


def allowing(limit: int) -> PainRule:
    """The rule of a therapist who lets the drills go on up to `limit`."""
    return PainRule(fine=min(USUAL.fine, limit), stop=limit + 1)


def advise(answers: Sequence[int], marked: bool = False, rule: PainRule | None = None) -> Advice:
    """What one drill's answers mean, the first of them from before the drill where it was asked;
    `marked` is whether the athlete marked pain during the drill."""
    rule = rule or USUAL
    worst = max(answers, default=0)
    if worst >= rule.stop:
        return Advice.STOP_IMPACT
    if marked or (answers and answers[-1] - min(answers) >= rule.rise):
        return Advice.STOP_DRILL
    return Advice.EASIER if worst > rule.fine else Advice.GO_ON
