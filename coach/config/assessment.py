"""Loads what is usual in running: the shipped configs/assessment.toml, the user's own on it."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from coach.config.drill_tables import ClosedBand
from coach.config.drills import drill_names
from coach.config.files import merge, read_table
from coach.config.problems import validated
from coach.config.schema import Strict, Versioned, listed, one_of
from coach.config.words import load_texts
from coach.core.compare.run_assessment import Answer, LegDifference, Usual, UsualRule
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band
from coach.paths import configs_dir, user_config_dir
from coach.wording.texts import Texts

FILE = "assessment.toml"
METRICS = [name for name, value in REP_VALUES.items() if Kind.RUN in value.kinds]

Pair = Annotated[list[float], Field(min_length=2, max_length=2)]
Speed = Annotated[float, Field(ge=1, le=25)]


class AnswerTable(Strict):
    """low = {...} or high = {...}: how it is told, and what to practise."""

    text: Annotated[str, listed("findings")]
    answers: Annotated[list[Annotated[str, listed("drills")]], Field(min_length=1, max_length=3)]

    @property
    def answer(self) -> Answer:
        return Answer(self.text, tuple(self.answers))


class DifferenceTable(AnswerTable):
    """difference = {...}: of one leg from the other."""

    limit: Annotated[float, Field(ge=0)]

    @property
    def difference(self) -> LegDifference:
        return LegDifference(self.limit, self.answer)


class Ends(Strict):
    """usual = {...}: one band for any speed; an end that is left out is open."""

    low: float | None = None
    high: float | None = None

    @property
    def band(self) -> Band:
        low, high = self.low, self.high
        return Band(-inf if low is None else low, inf if high is None else high)


class UsualTable(Strict):
    """[metrics.<name>]; see UsualRule."""

    theme: str
    priority: Annotated[int, Field(ge=1, le=9)]
    dead_band: Annotated[float, Field(ge=0)]
    usual: Ends | None = None
    usual_by_speed: Annotated[list[Pair], Field(min_length=2)] | None = None
    low: AnswerTable | None = None
    high: AnswerTable | None = None
    difference: DifferenceTable | None = None
    slowest_kmh: Annotated[float, Field(ge=0, le=25)] = 0.0
    along_with: Annotated[str, one_of(METRICS)] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (self.usual is None) == (self.usual_by_speed is None):
            raise ValueError("needs either 'usual' or 'usual_by_speed'")
        for band in self.bands:
            if band.low >= band.high:
                raise ValueError(f"low ({band.low:g}) must be less than high ({band.high:g})")
        for end, open_end in (("low", -inf), ("high", inf)):
            if getattr(self, end) and getattr(self.bands[0], end) == open_end:
                raise ValueError(f"an answer for '{end}' needs usual.{end}")
        return self

    @property
    def bands(self) -> tuple[Band, ...]:
        if self.usual is not None:
            return (self.usual.band,)
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


class AssessmentFile(Versioned):
    """The whole file; see Usual."""

    speeds: Annotated[list[Speed], Field(min_length=2)]
    unknown_speed: ClosedBand
    metrics: dict[Annotated[str, one_of(METRICS)], UsualTable]

    @field_validator("speeds")
    @classmethod
    def _rise(cls, speeds: list[float]) -> list[float]:
        if any(speed >= later for speed, later in pairwise(speeds)):
            raise ValueError("must rise")
        return speeds

    @field_validator("metrics")
    @classmethod
    def _have_a_band_for_each_speed(
        cls, metrics: dict[str, UsualTable], others: ValidationInfo
    ) -> dict[str, UsualTable]:
        speeds = len(others.data.get("speeds", ()))
        other = [n for n, m in metrics.items() if m.usual is None and len(m.bands) != speeds]
        if other and speeds:
            raise ValueError(f"usual_by_speed needs {speeds} bands: {', '.join(other)}")
        return metrics

    def table(self) -> Usual:
        return Usual(
            speeds=tuple(self.speeds),
            unknown=self.unknown_speed.band,
            rules=tuple(table.rule(name) for name, table in self.metrics.items()),
        )


def load_usual(texts: Texts | None = None, path: Path | None = None) -> Usual:
    """The shipped ranges with those of `path`, or of the user's own file if any, on them."""
    shipped, own = configs_dir() / FILE, path or user_config_dir() / FILE
    known = {"drills": drill_names(), "findings": (texts or load_texts()).findings}
    table = read_table(shipped)
    file = validated(AssessmentFile, table, shipped, known)
    if path or own.exists():
        file = validated(AssessmentFile, merge(table, read_table(own)), own, known)
    return file.table()
