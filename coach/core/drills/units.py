"""What a number is measured in, and how a reader is shown it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Unit:
    """A reader sees `times` the number, with so many `digits` where its error does not say how
    many; `word` is the key of the pages' words for it, as in "unit_percent". `behind` is what
    documents write behind a number that is not multiplied."""

    word: str
    times: float = 1.0
    digits: int = 0
    behind: str = ""


SECONDS = Unit("s")
"""Of what takes long enough to be shown in seconds."""

UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "deg": Unit("deg", behind="°"),
        "deg/s": Unit("deg_s", behind=" deg/s"),
        "s": Unit("ms", 1000, behind=" s"),
        "steps/min": Unit("steps_min", behind=" steps/min"),
        "signs": Unit("signs", digits=1, behind=" signs"),
        "%": Unit("percent", behind=" %"),
        "1": Unit("percent", 100),
        "leg length": Unit("of_leg", 100, behind=" leg lengths"),
        "hip width": Unit("of_hips", 100, behind=" hip widths"),
        "shoulder width": Unit("of_shoulders", 100, behind=" shoulder width"),
    }
)
"""Unit, as files name it -> how it is shown."""


def unit_of(name: str) -> Unit:
    """One that is not known is shown as it is, with two digits."""
    return UNITS.get(name, Unit("", digits=2))
