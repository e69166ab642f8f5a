"""What differs between how two sets were taken: for JSON, and in words."""

from __future__ import annotations

from math import isfinite
from typing import Any

from coach.core.compare.comparability import ConditionDifference, ConditionValue
from coach.core.drills.rules import Band


def difference_json(difference: ConditionDifference) -> dict[str, Any]:
    """A difference for scripts; what is not known is None."""
    return {
        "what": difference.key,
        "before": _value(difference.before),
        "after": _value(difference.after),
        "metrics": difference.group.value,
        "effect": difference.effect.value,
    }


def _value(value: ConditionValue) -> Any:
    if isinstance(value, Band):
        return {"low": _value(value.low), "high": _value(value.high)}
    if isinstance(value, str):
        return value
    return round(float(value), 3) if isfinite(value) else None
