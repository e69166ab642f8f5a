"""The therapist's part of one drill: all its sets, and what was not measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from coach.core.compare.run_assessment import Usual
from coach.core.drills.kinds import Kind
from coach.core.types import Count, CueKind, Rep, Side, View
from coach.pages.metric_table import Table, tables_of
from coach.pages.pictures import Pictures
from coach.pages.words import Named, Picture, clock, once, ranges, seen_from, title_of
from coach.records.reading import RecordedSet
from coach.wording.numbers import name_of, written
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
    sets: Sequence[RecordedSet], comparison: Sequence[Mapping[str, Any]], texts: Texts
) -> list[Named]:
    """The sets as "Before" and "After" where the plan compares them, else as "Set 1", "Set 2"."""
    if len(sets) == 1:
        return [("", sets[0])]
    labels = [one.label for one in sets]
    words = texts.pages
    for told in comparison:
        if labels == [told["before"], told["after"]]:
            return [(words["report_before"], sets[0]), (words["report_after"], sets[1])]
    return [(words["report_set_n"].format(n=n), one) for n, one in enumerate(sets, 1)]


def drill_part(
    sets: Sequence[Named], drawn: Pictures, usual: Usual | None, texts: Texts, *, alone: bool
) -> DrillPart:
    """All of the sets in the reader's words and units."""
    first = sets[0][1]
    facts, each = _told_apart(sets, texts)
    words = texts.pages
    return DrillPart(
        title=title_of(first.set_start.drill, texts),
        seen=seen_from(first, texts),
        sets=words["report_many_sets"].format(n=len(sets)) if len(sets) > 1 else "",
        facts=facts,
        each=each,
        tables=tables_of(sets, usual, texts),
        faults=_together(sets, lambda one: _faults(one, drawn.reps.get(one.path, ()), texts)),
        cues=_together(sets, _cues),
        found=once(sets, lambda one: [f["text"] for f in one.summary.get("findings") or ()]),
        missing=_missing(sets, texts),
        notes=(
            *once(sets, lambda one: _notes(one, texts)),
            *once(sets, lambda one: drawn.lacking.get(one.path, ())),
        ),
        pictures=drawn.drawn,
        together=not alone,
    )


def _told_apart(sets: Sequence[Named], texts: Texts) -> tuple[tuple[Fact, ...], SetLines | None]:
    """What is true of each set, and what differs; how many reps there were is told of each."""
    rows = [(*_counts(one, texts), *_facts(one, texts)) for _, one in sets]
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
        yield texts.sides[side], _graded(one, side, texts)


def _graded(one: RecordedSet, side: Side, texts: Texts) -> str:
    """As in "13 reps, not graded in this view"."""
    count = one.result.counts.get(side, Count())
    told, drill = counted(count, one, texts), one.set_start.drill
    if count.good is None and count.all and drill.kind is not Kind.RUN:
        told += f", {texts.states['not_graded_view']}"
    return told


def counted(count: Count, one: RecordedSet, texts: Texts) -> str:
    """As in "13 reps, 8 on target"; of a run's strides just how many."""
    words = texts.pages
    if one.set_start.drill.kind is Kind.RUN:
        return words["report_strides"].format(n=count.all)
    told = [texts.times(count.all, "hold" if one.result.graded == "hold_time" else "rep")]
    if count.good is not None:
        told.append(words["report_on_target"].format(n=count.good))
    return ", ".join(told)


def _facts(one: RecordedSet, texts: Texts) -> tuple[Fact, ...]:
    """How long, and how well it was seen; what is not known is told as that."""
    words, result = texts.pages, one.result
    share = result.frames_with_pose / result.frames if result.frames else nan
    numbers = (
        ("report_duration", result.duration_s, "{}", 0),
        ("report_fps", result.fps, "{}", 1),
        ("report_with_pose", 100 * share, "{} %", 0),
        ("report_roll", result.seen.roll, "{}°", 1),
        ("report_distance", 100 * result.seen.share, "{} %", 0),
        ("report_noise", result.seen.noise, "± {}°", 1),
    )
    facts = []
    for key, number, form, digits in numbers:
        told = written(number, digits, texts)
        if key == "report_duration":
            told = clock(number)
        facts.append((words[key], form.format(told) if told else words["report_unknown"]))
    yes = words["report_yes" if result.calibrated_enough else "report_no"]
    return (*facts, (words["report_stood"], yes))


def _faults(one: RecordedSet, reps: Sequence[Rep], texts: Texts) -> Iterator[Fact]:
    """Each fault that became one, with the numbers of the reps that showed it."""
    noun = "second" if one.result.stretched else "rep"
    for fault in one.result.faults:
        sides = (fault.side, None) if fault.side else (*Side, None)
        mine = [rep.number for rep in reps if fault.name in rep.faults and rep.side in sides]
        told = texts.times(fault.reps, noun)
        if mine and noun == "rep":
            told += ": " + texts.pages["report_rep_numbers"].format(numbers=ranges(mine))
        yield texts.fault(fault.name, fault.side), told


def _cues(one: RecordedSet) -> Iterator[Fact]:
    """What was said and shown of the movement, with the times of each."""
    times: dict[str, list[str]] = {}
    for cue, told in zip(one.result.cues, one.summary["cues"], strict=True):
        if cue.kind is not CueKind.SET:
            times.setdefault(told["text"], []).append(clock(cue.t))
    for text, at in times.items():
        yield text, ", ".join(at)


def _together(
    sets: Sequence[Named], facts: Callable[[RecordedSet], Iterable[Fact]]
) -> tuple[Fact, ...]:
    """Each name once, with what each set has of it."""
    found: dict[str, list[str]] = {}
    for called, one in sets:
        for name, told in facts(one):
            found.setdefault(name, []).append(f"{called}: {told}" if called else told)
    return tuple((name, "; ".join(told)) for name, told in found.items())


def _missing(sets: Sequence[Named], texts: Texts) -> tuple[Fact, ...]:
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


def _notes(one: RecordedSet, texts: Texts) -> list[str]:
    words, notes, near = texts.pages, [], one.result.view.near
    if near and one.result.metrics:
        notes.append(words["report_far"].format(side=texts.sides[near.other]))
    if not one.closed:
        notes.append(words["report_not_closed"])
    elif one.ending != "done":
        notes.append(words[f"report_ending_{one.ending}"])
    if not one.result.calibrated_enough:
        notes.append(texts.assessment["not_stood"])
    pains = [clock(t) for t in one.result.pains if isfinite(t)]
    if pains:
        notes.append(words["report_pain_at"].format(times=", ".join(pains)))
    return notes
