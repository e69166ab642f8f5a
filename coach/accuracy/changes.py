"""Whether "changed" is true, and "not distinguishable" hides nothing: on pairs of known change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.accuracy.pairs import SessionPair, reference, result_of
from coach.core.compare.change import REAL, Change, ChangeVerdict, Comparison, compared
from coach.core.compare.comparability import condition_differences, conditions_of, holds
from coach.core.drills.rep_values import Group

OF_UNLIKE = {
    "distance": Group.PLACE,
    "tilt": Group.UPRIGHT,
    "frame_rate": Group.TIMING,
}
"""What must not be compared; where anything else is unlike, nothing at all."""

SOME = 0.1
"""So much of the smallest change that counts is a change at all; less is none."""


@dataclass(frozen=True, slots=True)
class ScoredChange:
    """A change that was said or not, and what truly changed."""

    change: Change
    true: float

    @property
    def said(self) -> bool:
        return self.change.verdict in REAL

    @property
    def right(self) -> bool:
        """The change has the direction of a true one."""
        some = abs(self.true) > SOME * self.change.least
        return self.said and some and self.true * self.change.by > 0

    @property
    def hidden(self) -> bool:
        """Said to be none, though it is twice as large as counts."""
        large = abs(self.true) >= 2 * self.change.least
        return self.change.verdict is ChangeVerdict.SAME and large


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """What came of one pair; `refused` is whether what is unlike was not compared."""

    pair: SessionPair
    comparison: Comparison
    changes: tuple[ScoredChange, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class ChangeScore:
    """Of one metric or of all: changes that were said and those that were right, the `same` that
    were not distinguishable, and how many of them hide twice what counts; true ones that were
    twice as large, and those found."""

    metric: str
    said: int
    right: int
    same: int
    hidden: int
    large: int
    found: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else float("nan")


def compared_pair(pair: SessionPair) -> ComparedPair:
    """Both sessions through the line, and compared."""
    results = result_of(pair.before), result_of(pair.after)
    both = zip(results, (pair.before, pair.after), strict=True)
    before, after = (
        conditions_of(result, one.drill, speed_kmh=one.speed_kmh) for result, one in both
    )
    differences = condition_differences(before, after)
    made = compared(("before", "after"), *results, pair.after.drill, differences, apart=True)
    if pair.unlike:
        return ComparedPair(pair, made, (), _refused(pair, made))
    true = _truth(pair)
    changes = tuple(
        ScoredChange(change, true((change.metric, change.side)))
        for change in made.changes
        if change.verdict is not ChangeVerdict.TOO_FEW
    )
    return ComparedPair(pair, made, changes, refused=True)


def _refused(pair: SessionPair, made: Comparison) -> bool:
    group = OF_UNLIKE.get(pair.unlike, Group.ALL)
    return not any(holds(group, (change.metric, change.side)) for change in made.changes)


def _truth(pair: SessionPair) -> Callable[..., float]:
    """How much a metric truly changed, by the app's own formulas on exact poses."""
    if pair.before.form == pair.after.form:
        return lambda key: 0.0
    before, after = (result_of(reference(one)) for one in (pair.before, pair.after))
    return lambda key: after.metrics[key].mean - before.metrics[key].mean


def scores(found: Sequence[ComparedPair]) -> tuple[ChangeScore, ...]:
    """Of each metric by name, then of all."""
    judged = [one for each in found for one in each.changes]
    names = sorted({one.change.metric for one in judged})
    parts = [_score(name, [j for j in judged if j.change.metric == name]) for name in names]
    return (*parts, _score("all", judged))


def _score(name: str, judged: Sequence[ScoredChange]) -> ChangeScore:
    large = [one for one in judged if abs(one.true) >= 2 * one.change.least]
    return ChangeScore(
        name,
        said=sum(one.said for one in judged),
        right=sum(one.right for one in judged),
        same=sum(not one.said for one in judged),
        hidden=sum(one.hidden for one in judged),
        large=len(large),
        found=sum(one.right for one in large),
    )


def refusals(found: Sequence[ComparedPair]) -> tuple[int, int]:
    """Unlike pairs, and how many of them were refused."""
    unlike = [each for each in found if each.pair.unlike]
    return len(unlike), sum(each.refused for each in unlike)


def table(scores: Sequence[ChangeScore]) -> list[tuple[str, ...]]:
    """The scores for reading: heads, and a row each."""
    heads = ("metric", "said", "right", "precision", "same", "hidden", "large")
    return [heads, *map(_row, scores)]


def _row(score: ChangeScore) -> tuple[str, ...]:
    share = f"{score.precision:.2f}" if score.said else "-"
    counts = map(str, (score.same, score.hidden, score.large))
    return (score.metric, str(score.said), str(score.right), share, *counts)
