"""The therapist's part of one drill: all its sets, and what was not measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coach.core.compare.run_assessment import Usual
from coach.core.types import CueKind, Rep, Side, View
from coach.pages.metric_table import Table, tables_of
from coach.pages.pictures import Pictures
from coach.pages.words import NamedSet, Picture, once
from coach.records.comparison import ComparisonEntry
from coach.records.reading import RecordedSet
from coach.wording.numbers import name_of
from coach.wording.set_words import (
    clock,
    counted_leg,
    notes_of,
    ranges,
    seen_facts,
    seen_from,
    title_of,
)
from coach.wording.texts import Texts

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SetLines:
    """What differs from set to set: its names, and a line for each set with the set's name."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DrillPart:
    """What the page tells of the sets of one drill, all in words; `facts` are true of each set,
    `each` is what is not, or None of one set; `together` says that the page has other sets too."""

    title: str
    seen: str
    sets: str
    facts: tuple[Fact, ...]
    each: SetLines | None
    tables: tuple[Table, ...]
    faults: tuple[Fact, ...]
    cues: tuple[Fact, ...]
    found: tuple[str, ...]
    missing: tuple[Fact, ...]
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    together: bool


def by_drill(sets: Iterable[RecordedSet]) -> list[list[RecordedSet]]:
    """The sets that one part tells of: the same drill seen from the same side."""
    found: dict[tuple[str, View], list[RecordedSet]] = {}
    for one in sets:
        found.setdefault((one.set_start.drill.name, one.result.view), []).append(one)
    return list(found.values())


def named(
    sets: Sequence[RecordedSet], comparison: Sequence[ComparisonEntry], texts: Texts
) -> list[NamedSet]:
    """The sets as "Before" and "After" where the plan compares them, else as "Set 1", "Set 2"."""
    if len(sets) == 1:
        return [("", sets[0])]
    labels = [one.label for one in sets]
    words = texts.pages
    for compared in comparison:
        if labels == [compared.before, compared.after]:
            return [(words["report_before"], sets[0]), (words["report_after"], sets[1])]
    return [(words["report_set_n"].format(n=n), one) for n, one in enumerate(sets, 1)]


def drill_part(
    sets: Sequence[NamedSet], drawn: Pictures, usual: Usual | None, texts: Texts, *, alone: bool
) -> DrillPart:
    """All of the sets in the reader's words and units."""
    first = sets[0][1]
    facts, each = _split_facts(sets, texts)
    words = texts.pages
    return DrillPart(
        title=title_of(first.set_start.drill, texts),
        seen=seen_from(first.result.view, texts),
        sets=words["report_many_sets"].format(n=len(sets)) if len(sets) > 1 else "",
        facts=facts,
        each=each,
        tables=tables_of(sets, usual, texts),
        faults=_together(sets, lambda one: _faults(one, drawn.reps.get(one.path, ()), texts)),
        cues=_together(sets, _cues),
        found=once(sets, lambda one: [found.text for found in one.findings or ()]),
        missing=_missing(sets, texts),
        notes=(
            *once(sets, lambda one: notes_of(one.result, one.ending, texts, closed=one.closed)),
            *once(sets, lambda one: drawn.lacking.get(one.path, ())),
        ),
        pictures=drawn.drawn,
        together=not alone,
    )


def _split_facts(
    sets: Sequence[NamedSet], texts: Texts
) -> tuple[tuple[Fact, ...], SetLines | None]:
    """What is true of each set, and what differs; how many reps there were is said of each."""
    rows = [(*_counts(one, texts), *seen_facts(one.result, texts)) for _, one in sets]
    if len(sets) == 1:
        return rows[0], None
    columns = list(zip(*rows, strict=True))
    own = [n < len(Side) or len(set(column)) > 1 for n, column in enumerate(columns)]
    shared = tuple(column[0] for column, its in zip(columns, own, strict=True) if not its)
    apart = [column for column, its in zip(columns, own, strict=True) if its]
    heads = tuple(column[0][0] for column in apart)
    lines = tuple(
        (name, tuple(column[n][1] for column in apart)) for n, (name, _) in enumerate(sets)
    )
    return shared, SetLines(heads, lines)


def _counts(one: RecordedSet, texts: Texts) -> Iterator[Fact]:
    for side in Side:
        yield texts.sides[side], counted_leg(one.result, one.set_start.drill, side, texts)


def _faults(one: RecordedSet, reps: Sequence[Rep], texts: Texts) -> Iterator[Fact]:
    """Each fault that became one, with the numbers of the reps that showed it."""
    noun = "second" if one.result.stretched else "rep"
    for fault in one.result.faults:
        sides = (fault.side, None) if fault.side else (*Side, None)
        mine = [rep.number for rep in reps if fault.name in rep.faults and rep.side in sides]
        times = texts.times(fault.reps, noun)
        if mine and noun == "rep":
            times += ": " + texts.pages["report_rep_numbers"].format(numbers=ranges(mine))
        yield texts.fault(fault.name, fault.side), times


def _cues(one: RecordedSet) -> Iterator[Fact]:
    """What was said and shown of the movement, with the times of each."""
    times: dict[str, list[str]] = {}
    for cue, text in zip(one.result.cues, one.cue_texts, strict=True):
        if cue.kind is not CueKind.SET:
            times.setdefault(text, []).append(clock(cue.t))
    for text, at in times.items():
        yield text, ", ".join(at)


def _together(
    sets: Sequence[NamedSet], facts: Callable[[RecordedSet], Iterable[Fact]]
) -> tuple[Fact, ...]:
    """Each name once, with what each set has of it."""
    found: dict[str, list[str]] = {}
    for called, one in sets:
        for name, fact in facts(one):
            found.setdefault(name, []).append(f"{called}: {fact}" if called else fact)
    return tuple((name, "; ".join(each)) for name, each in found.items())


def _missing(sets: Sequence[NamedSet], texts: Texts) -> tuple[Fact, ...]:
    """One entry for each reason, with all that it is the reason of."""
    found: dict[str, dict[str, list[str]]] = {}
    for called, one in sets:
        for metric, reason in one.result.not_measured.items():
            names = found.setdefault(texts.why(reason), {})
            names.setdefault(name_of(metric, texts), []).append(called)
    return tuple(
        (", ".join(_of(name, its, len(sets)) for name, its in names.items()), why)
        for why, names in found.items()
    )


def _of(name: str, sets: Sequence[str], all_sets: int) -> str:
    return name if len(sets) == all_sets else f"{name} ({', '.join(sets)})"
