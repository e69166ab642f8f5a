"""Before and after: for plan.json, and in lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from coach.core.compare.change import Change, Comparison
from coach.core.judging.result import Metric
from coach.core.types import Side
from coach.records.differences import difference_json


def comparison_json(comparisons: Iterable[Comparison]) -> list[dict[str, Any]]:
    """The comparisons as plan.json holds them."""
    return [
        {
            "before": one.before,
            "after": one.after,
            "drill": one.drill.name,
            "view": one.view.value,
            "why_not": one.why,
            "differences": [difference_json(each) for each in one.differences],
            "changes": [_change(change) for change in one.changes],
            "not_compared": [
                {"metric": left.metric, "side": _side(left.side), "why": left.why}
                for left in one.left_out
            ],
        }
        for one in comparisons
    ]


def _change(change: Change) -> dict[str, Any]:
    return {
        "metric": change.metric,
        "side": _side(change.side),
        "unit": change.before.unit,
        "before": _metric(change.before),
        "after": _metric(change.after),
        "change": _known(change.by),
        "smallest_that_counts": _known(change.least),
        "verdict": change.verdict.value,
    }


def _side(side: Side | None) -> str:
    return side.value if side else "both"


def _metric(metric: Metric) -> dict[str, Any]:
    return {"mean": _known(metric.mean), "sd": _known(metric.sd), "n": metric.n}


def _known(value: float) -> float | None:
    return round(value, 3) if isfinite(value) else None
