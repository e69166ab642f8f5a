"""Before and after, for plan.json and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter

from coach.core.compare.change import Change, ChangeVerdict, Comparison
from coach.core.compare.comparability import ConditionDifference, ConditionValue
from coach.core.drills.rules import Band
from coach.core.judging.result import Metric
from coach.core.types import Side, View
from coach.records.values import Number, known, plain, side_of, side_word

_rounded = partial(plain, of=partial(known, digits=3))


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """A metric of one of the two sets."""

    mean: Number
    n: int


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One metric before and after."""

    metric: str
    side: Annotated[Side | None, BeforeValidator(side_of)]
    unit: str
    before: MetricEntry
    after: MetricEntry
    change: Number
    smallest_that_counts: Number
    verdict: ChangeVerdict


@dataclass(frozen=True, slots=True)
class ComparisonEntry:
    """What is read of a comparison of plan.json."""

    before: str
    after: str
    drill: str
    view: View
    why_not: str | None
    changes: tuple[ChangeEntry, ...]


_ENTRIES = TypeAdapter(tuple[ComparisonEntry, ...])


def comparison_entries(comparisons: Iterable[Comparison]) -> tuple[ComparisonEntry, ...]:
    """The comparisons as they are read of plan.json, their numbers as they are written."""
    return _ENTRIES.validate_python(comparison_json(comparisons))


def comparison_json(comparisons: Iterable[Comparison]) -> list[dict[str, Any]]:
    """The comparisons as plan.json holds them; what is not known is None."""
    return [
        {
            "before": one.before,
            "after": one.after,
            "drill": one.drill.name,
            "view": one.view.value,
            "why_not": one.why,
            "differences": [_difference(each) for each in one.differences],
            "changes": [_change(change) for change in one.changes],
            "not_compared": [
                {"metric": left.metric, "side": side_word(left.side), "why": left.why}
                for left in one.left_out
            ],
        }
        for one in comparisons
    ]


def _difference(difference: ConditionDifference) -> dict[str, Any]:
    return {
        "what": difference.key,
        "before": _condition(difference.before),
        "after": _condition(difference.after),
        "metrics": difference.group.value,
        "effect": difference.effect.value,
    }


def _condition(value: ConditionValue) -> Any:
    return _rounded(value if isinstance(value, str | Band) else float(value))


def _change(change: Change) -> dict[str, Any]:
    return {
        "metric": change.metric,
        "side": side_word(change.side),
        "unit": change.before.unit,
        "before": _metric(change.before),
        "after": _metric(change.after),
        "change": known(change.by, 3),
        "smallest_that_counts": known(change.least, 3),
        "verdict": change.verdict.value,
    }


def _metric(metric: Metric) -> dict[str, Any]:
    return {"mean": known(metric.mean, 3), "sd": known(metric.sd, 3), "n": metric.n}
