"""What sessions came to, one after the other: an entry for each, and the course of one number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from coach.core.judging.result import Metric
from coach.core.types import Count, Key, Side, View


class When(Protocol):
    """A date with its time of day, as it was recorded; the core itself knows no clock."""

    def isoformat(self) -> str: ...
    def __format__(self, form: str, /) -> str: ...
    def __lt__(self, other: Any, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """The sets of one drill in one session from one view: with feedback, or a `probe` without.

    `plan` is the title of the plan that they were part of. `spoken` is the share of the sets, 0 to
    1, that were spoken of rep by rep; `pain` is the worst that was told, 0 to 10, `pains` how
    often it was marked, and `effort` how hard the whole session was, 0 to 10. Metrics are the
    means over all their values.
    """

    when: When
    folder: str
    plan: str | None
    drill: str
    title: str
    view: View
    probe: bool
    sets: int
    counts: Mapping[Side, Count]
    cadence: float
    spoken: float
    graded: str
    metrics: Mapping[Key, Metric]
    pain: int | None = None
    pains: int = 0
    effort: int | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The legs that are graded in this view."""
        return (self.view.near,) if self.view.near else tuple(Side)


@dataclass(frozen=True, slots=True)
class Point:
    """One entry's number."""

    when: When
    number: Metric
    probe: bool


@dataclass(frozen=True, slots=True)
class Course:
    """How a metric of one drill went from one view, in order; `side` is None for the body.

    `least` is the smallest change between two sessions that can mean anything (A7), NaN where it
    is not known; `too_few` counts the entries that are left out for their few values.
    """

    drill: str
    title: str
    view: View
    metric: str
    side: Side | None
    points: tuple[Point, ...]
    least: float
    too_few: int = 0

    @property
    def unit(self) -> str:
        return self.points[0].number.unit

    @property
    def probes(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.probe)

    @property
    def base(self) -> Point:
        """What change is counted from: the first probe, or the first point where there is none."""
        return next(iter(self.probes), self.points[0])
