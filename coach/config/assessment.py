"""Loads what is usual in running: the shipped configs/assessment.toml, the user's own on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Annotated, Literal

from coach.config.drills import drill_names
from coach.config.problems import layered
from coach.config.schema import closed, one_of, rising
from coach.config.words import load_texts
from coach.core.compare.run_assessment import Answer, LegDifference, Usual, UsualRule
from coach.core.drills.rep_values import REP_VALUES, RUNS
from coach.core.drills.rules import Band
from coach.core.fields import Checked, Known, Within
from coach.wording.texts import Texts

FILE = "assessment.toml"
METRICS = [name for name, value in REP_VALUES.items() if value.kinds >= RUNS]

Speed = Annotated[float, Within(ge=1, le=25)]
FindingName = Annotated[str, Known("findings")]
DrillNames = Annotated[
    tuple[Annotated[str, Known("drills")], ...], Within(min_length=1, max_length=3)
]


def _rising(speeds: tuple[float, ...]) -> tuple[float, ...]:
    if any(speed >= later for speed, later in pairwise(speeds)):
        raise ValueError("must rise")
    return speeds


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """low = {...} or high = {...}: how it is told, and what to practise."""

    text: FindingName
    answers: DrillNames

    @property
    def answer(self) -> Answer:
        return Answer(self.text, self.answers)


@dataclass(frozen=True, slots=True)
class DifferenceTable:
    """difference = {...}: of one leg from the other."""

    limit: Annotated[float, Within(ge=0)]
    text: FindingName
    answers: DrillNames

    @property
    def difference(self) -> LegDifference:
        return LegDifference(self.limit, Answer(self.text, self.answers))


@dataclass(frozen=True, slots=True)
class UsualTable:
    """[metrics.<name>]; see UsualRule. `usual` is one band for any speed."""

    theme: str
    priority: Annotated[int, Within(ge=1, le=9)]
    dead_band: Annotated[float, Within(ge=0)]
    usual: Band | None = None
    usual_by_speed: Annotated[tuple[tuple[float, float], ...], Within(min_length=2)] | None = None
    low: AnswerTable | None = None
    high: AnswerTable | None = None
    difference: DifferenceTable | None = None
    slowest_kmh: Annotated[float, Within(ge=0, le=25)] = 0.0
    along_with: Annotated[str, one_of(METRICS)] | None = None

    def __post_init__(self) -> None:
        if (self.usual is None) == (self.usual_by_speed is None):
            raise ValueError("needs either 'usual' or 'usual_by_speed'")
        for band in self.bands:
            rising(band)
        if self.low and self.bands[0].low == -inf:
            raise ValueError("an answer for 'low' needs usual.low")
        if self.high and self.bands[0].high == inf:
            raise ValueError("an answer for 'high' needs usual.high")

    @property
    def bands(self) -> tuple[Band, ...]:
        if self.usual is not None:
            return (self.usual,)
        return tuple(Band(low, high) for low, high in self.usual_by_speed or ())

    def rule(self, metric: str) -> UsualRule:
        return UsualRule(
            metric=metric,
            theme=self.theme,
            priority=self.priority,
            dead_band=self.dead_band,
            bands=self.bands,
            low=self.low.answer if self.low else None,
            high=self.high.answer if self.high else None,
            difference=self.difference.difference if self.difference else None,
            slowest_kmh=self.slowest_kmh,
            along_with=self.along_with,
        )


@dataclass(frozen=True, slots=True)
class AssessmentFile:
    """The whole file; see Usual."""

    schema: Literal[1]
    speeds: Annotated[tuple[Speed, ...], Within(min_length=2), Checked(_rising)]
    unknown_speed: Annotated[Band, Checked(closed)]
    metrics: dict[Annotated[str, one_of(METRICS)], UsualTable]

    def __post_init__(self) -> None:
        n = len(self.speeds)
        others = [
            name
            for name, table in self.metrics.items()
            if table.usual is None and len(table.bands) != n
        ]
        if others:
            raise ValueError(f"metrics: usual_by_speed needs {n} bands: {', '.join(others)}")

    def table(self) -> Usual:
        rules = tuple(table.rule(name) for name, table in self.metrics.items())
        return Usual(self.speeds, self.unknown_speed, rules)


def load_usual(texts: Texts | None = None, path: Path | None = None) -> Usual:
    """The shipped ranges with those of `path`, or of the user's own file if any, on them."""
    known = {"drills": drill_names(), "findings": (texts or load_texts()).findings}
    return layered(AssessmentFile, FILE, path, known).table()
