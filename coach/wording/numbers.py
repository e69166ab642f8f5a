"""Numbers as a page writes them: in a reader's unit, with no more digits than their error lets."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10

from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.units import unit_of
from coach.core.judging.result import Metric
from coach.wording.texts import Texts


@dataclass(frozen=True, slots=True)
class Scale:
    """By what a number is multiplied for a reader, and the word for its unit then."""

    times: float
    unit: str


@dataclass(frozen=True, slots=True)
class ShownMetric:
    """A metric in words: `mean`, `error`, `sd` are empty where not known."""

    name: str
    mean: str
    error: str
    sd: str
    n: int
    unit: str


def scale_of(metric: str, unit: str, texts: Texts) -> Scale:
    """How a metric of this unit is shown; one of an unknown unit as it is."""
    value = REP_VALUES.get(metric)
    how = value.shown if value and value.unit == unit else unit_of(unit)
    return Scale(how.times, texts.pages[f"unit_{how.word}"] if how.word else unit)


def shown(metric: str, number: Metric, texts: Texts) -> ShownMetric:
    """The metric for a table, in the reader's unit."""
    scale = scale_of(metric, number.unit, texts)
    error = scale.times * number.error
    digits = digits_for(error)
    spread = scale.times * number.sd
    return ShownMetric(
        name_of(metric, texts),
        written(scale.times * number.mean, digits, texts),
        written(error, digits, texts),
        written(spread, max(digits, min(1, digits_for(spread))), texts),
        number.n,
        scale.unit,
    )


def digits_for(error: float) -> int:
    """Decimals down to the error's first digit, at most two."""
    if not isfinite(error) or error <= 0:
        return 0
    return min(2, max(0, -floor(log10(error * 1.05))))


def written(value: float, digits: int, texts: Texts, *, signed: bool = False) -> str:
    """The number in the reader's language; nothing where it is not known."""
    if not isfinite(value):
        return ""
    text = f"{round(value, digits) + 0.0:{'+' if signed else ''}.{digits}f}"
    return text.replace("-", "\u2212").replace(".", texts.pages["decimal"])


def joined(number: str, unit: str) -> str:
    """As in "61 ± 6°" or "250 ± 26 ms"."""
    return f"{number}{unit}" if unit.startswith("°") else f"{number} {unit}"


def name_of(metric: str, texts: Texts) -> str:
    """What a metric is called; what it means, where this language has no name for it."""
    meaning = REP_VALUES[metric].meaning if metric in REP_VALUES else metric.replace("_", " ")
    return texts.states.get(metric, meaning[:1].upper() + meaning[1:])
