"""The numbers of one drill: a row for each metric, a column for each set and side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from coach.core.compare.run_assessment import Usual, usual_band
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band
from coach.core.judging.result import Metric
from coach.core.types import Side
from coach.pages.words import NamedSet, once
from coach.records.reading import RecordedSet
from coach.wording.numbers import ShownMetric, name_of, scale_of, shown, written
from coach.wording.texts import Texts

MOST_COLUMNS = 6
"""More do not fit on paper: the sets after them come in a table of their own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number over `span` columns; None where it was not measured."""

    number: ShownMetric | None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One metric; `unit` may say too that it is the body's, `meant` is its target, or the usual."""

    name: str
    unit: str
    cells: tuple[Cell, ...]
    meant: str


@dataclass(frozen=True, slots=True)
class Table:
    """`sets` are the names above the columns, each over `sides` of them; empty of a set alone."""

    sets: tuple[str, ...]
    sides: tuple[str, ...]
    rows: tuple[Row, ...]


def tables_of(sets: Sequence[NamedSet], usual: Usual | None, texts: Texts) -> tuple[Table, ...]:
    """All metrics of the sets, as many sets in a table as fit beside each other."""
    known = [(name, one) for name, one in sets if one.result.metrics]
    if not known:
        return ()
    if len(sets) == 1:
        return (_alone(known[0][1], usual, texts),)
    sides = _sides(one for _, one in known)
    legs = tuple(side for side in sides if side) or sides
    fit = max(1, MOST_COLUMNS // len(legs))
    starts = range(0, len(known), fit)
    return tuple(_beside(known[n : n + fit], legs, usual, texts) for n in starts)


def _alone(one: RecordedSet, usual: Usual | None, texts: Texts) -> Table:
    """The body has a column of its own beside the legs."""
    sides = _sides([one])
    rows = []
    for name in _names([one]):
        cells = tuple(_cell(name, side, one, texts) for side in sides)
        rows.append(_row(name, [("", one)], cells, usual, texts))
    return Table((), _called(sides, texts), tuple(rows))


def _beside(
    sets: Sequence[NamedSet], legs: tuple[Side | None, ...], usual: Usual | None, texts: Texts
) -> Table:
    """A number of the body stands across the columns of its set."""
    rows: list[Row] = []
    only = [one for _, one in sets]
    for name in _names(only):
        for sides in (legs, (None,)):
            cells = [_cell(name, side, one, texts) for one in only for side in sides]
            if any(cell.number for cell in cells):
                spans = tuple(Cell(cell.number, len(legs) // len(sides)) for cell in cells)
                body = texts.pages["report_body"].lower() if sides != legs else ""
                rows.append(_row(name, sets, spans, usual, texts, body))
    return Table(tuple(name for name, _ in sets), _called(legs, texts), tuple(rows))


def _sides(sets: Iterable[RecordedSet]) -> tuple[Side | None, ...]:
    """Those that any number is of, left before right before the body."""
    known = {side for one in sets for _, side in one.result.metrics}
    return tuple(side for side in (*Side, None) if side in known)


def _called(sides: Sequence[Side | None], texts: Texts) -> tuple[str, ...]:
    return tuple(texts.sides[side] if side else texts.pages["report_body"] for side in sides)


def _names(sets: Sequence[RecordedSet]) -> list[str]:
    """The value that the reps were graded by first, the others as they come."""
    names = dict.fromkeys(name for one in sets for name, _ in one.result.metrics)
    return sorted(names, key=lambda name: name != sets[0].result.graded)


def _cell(name: str, side: Side | None, one: RecordedSet, texts: Texts) -> Cell:
    number = one.result.metrics.get((name, side))
    return Cell(shown(name, number, texts) if number else None)


def _row(
    name: str,
    sets: Sequence[NamedSet],
    cells: tuple[Cell, ...],
    usual: Usual | None,
    texts: Texts,
    body: str = "",
) -> Row:
    unit = next(cell.number.unit for cell in cells if cell.number)
    meant = once(sets, lambda one: filter(None, [_meant(name, one, usual, texts)]))
    unit = ", ".join(filter(None, (unit, body)))
    return Row(name_of(name, texts), unit, cells, "; ".join(meant))


def _meant(name: str, one: RecordedSet, usual: Usual | None, texts: Texts) -> str:
    """The target band of a drill, what is usual of a run at its speed; else nothing."""
    number = _any(name, one)
    if number is None:
        return ""
    drill = one.drill
    if not drill.traits.by_steps:
        if name == drill.graded:
            return _band(
                "report_target_is", drill.target, name, REP_VALUES[drill.graded].unit, texts
            )
        cadence = Band(drill.cadence.low or -inf, drill.cadence.high)
        if name != "cadence":
            return ""
        return _band("report_target_is", cadence, name, number.unit, texts)
    band = usual_band(usual, name, one.speed_kmh) if usual else None
    return _band("report_usual_is", band, name, number.unit, texts) if band else ""


def _any(name: str, one: RecordedSet) -> Metric | None:
    metrics = one.result.metrics.items()
    return next((number for (known, _), number in metrics if known == name), None)


def _band(key: str, band: Band, name: str, unit: str, texts: Texts) -> str:
    """As in "target 75 to 120"; nothing where both ends are open."""
    times = scale_of(name, unit, texts).times
    low, high = (written(times * end, 0, texts) for end in (band.low, band.high))
    if not low and not high:
        return ""
    form = "between" if low and high else "at_least" if low else "at_most"
    span = texts.assessment[form].format(low=low, high=high)
    return texts.pages[key].format(range=span)
