"""What differs between how two sets were taken: for JSON, and in words."""

from __future__ import annotations

from math import isfinite
from typing import Any

from coach.core.compare.comparability import Difference, Effect, Told
from coach.core.drills.drill import Band
from coach.texts import Texts

_NUMBERS = {
    "distance": (100, 0),
    "tilt": (1, 1),
    "frame_rate": (1, 0),
    "speed": (1, 1),
    "neutral": (1, 1),
    "beat": (1, 0),
    "mirrored": (1, 0),
}
"""Difference -> by what its values are multiplied for a reader, and the digits."""


def difference_json(difference: Difference) -> dict[str, Any]:
    """A difference for scripts; what is not known is None."""
    return {
        "what": difference.key,
        "before": _value(difference.before),
        "after": _value(difference.after),
        "metrics": difference.group.value,
        "effect": difference.effect.value,
    }


def difference_text(difference: Difference, texts: Texts) -> str:
    """As in "Share of the picture: 80 %, then 60 %; angles and lengths need a larger change"."""
    key, words = difference.key, texts.pages
    before, after = (_in_words(key, v, texts) for v in (difference.before, difference.after))
    line = words["compare_differs" if before != after else "compare_differs_not"]
    told = line.format(what=what_differs(key, texts), before=before, after=after)
    so = _so(difference, texts)
    return f"{told}; {so}" if so else told


def what_differs(key: str, texts: Texts) -> str:
    """What this difference is one of."""
    return texts.pages[f"compare_of_{key}"]


def _so(difference: Difference, texts: Texts) -> str:
    """What follows from it for the comparison."""
    if difference.effect is Effect.TOLD:
        return texts.pages.get(f"compare_so_{difference.key}", "")
    return texts.pages[f"compare_{difference.effect}_{difference.group}"]


def _in_words(key: str, value: Told, texts: Texts) -> str:
    if isinstance(value, Band):
        return _band(value)
    if isinstance(value, str):
        return texts.pages.get(f"compare_is_{value}") or texts.states.get(value, value)
    if not isfinite(value):
        return texts.pages["compare_unknown"]
    times, digits = _NUMBERS[key]
    number = f"{times * value + 0.0:.{digits}f}".replace(".", texts.pages["decimal"])
    return texts.pages.get(f"compare_unit_{key}", "{number}").format(number=number)


def _band(band: Band) -> str:
    ends = [f"{end:g}" if isfinite(end) else "" for end in (band.low, band.high)]
    return "\N{EN DASH}".join(ends)


def _value(value: Told) -> Any:
    if isinstance(value, Band):
        return {"low": _value(value.low), "high": _value(value.high)}
    if isinstance(value, str):
        return value
    return round(float(value), 3) if isfinite(value) else None
