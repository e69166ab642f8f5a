"""The therapist's part of one set: every number with its error, and what was not measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan

from coach.core.assessment import Usual, usual_band
from coach.core.drill import Band, Kind
from coach.core.types import Count, CueKind, Reason, Rep, Side
from coach.pages.numbers import Shown, name_of, scale_of, shown, written
from coach.pages.pictures import Pictures, unit_of
from coach.pages.words import Picture, clock, ranges, seen_from, title_of
from coach.records.assessed import stood
from coach.records.reading import RecordedSet
from coach.texts import Texts

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One metric of a set in the columns that the set has; `meant` is its target, or the usual."""

    name: str
    unit: str
    cells: tuple[Shown | None, ...]
    meant: str


@dataclass(frozen=True, slots=True)
class SetPart:
    """What the page tells of one set, all in words; `sides` are the columns of its `rows`."""

    title: str
    seen: str
    facts: tuple[Fact, ...]
    counts: tuple[Fact, ...]
    sides: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fact, ...]
    cues: tuple[Fact, ...]
    found: tuple[str, ...]
    missing: tuple[Fact, ...]
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]


def set_part(one: RecordedSet, drawn: Pictures, usual: Usual | None, texts: Texts) -> SetPart:
    """All of the set in the reader's words and units."""
    return SetPart(
        title=title_of(one.begun.drill, texts),
        seen=seen_from(one, texts),
        facts=_facts(one, texts),
        counts=tuple((texts.sides[side], _graded(one, side, texts)) for side in Side),
        sides=tuple(_columns(one, texts)),
        rows=_rows(one, usual, texts),
        faults=_faults(one, drawn.reps, texts),
        cues=_cues(one),
        found=tuple(found["text"] for found in one.summary.get("findings") or ()),
        missing=_missing(one, texts),
        notes=(*_notes(one, texts), *drawn.lacking),
        pictures=drawn.drawn,
    )


def _graded(one: RecordedSet, side: Side, texts: Texts) -> str:
    """As in "13 reps, not graded in this view"."""
    count = one.result.counts.get(side, Count())
    told, drill = counted(count, one, texts), one.begun.drill
    if count.good is None and count.all and drill.kind is not Kind.RUN:
        told += f", {texts.states['not_graded_view']}"
    return told


def counted(count: Count, one: RecordedSet, texts: Texts) -> str:
    """As in "13 reps, 8 on target"; of a run's strides just how many."""
    words = texts.pages
    if one.begun.drill.kind is Kind.RUN:
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
    yes = words["report_yes" if stood(result) else "report_no"]
    return (*facts, (words["report_stood"], yes))


def _rows(one: RecordedSet, usual: Usual | None, texts: Texts) -> tuple[Row, ...]:
    """The value that the reps were graded by first, the others as they come."""
    metrics = one.result.metrics
    names = dict.fromkeys(name for name, _ in metrics)
    ordered = sorted(names, key=lambda name: name != one.result.graded)
    return tuple(_row(name, one, usual, texts) for name in ordered)


def _columns(one: RecordedSet, texts: Texts) -> Iterator[str]:
    for side in _sides(one):
        yield texts.sides[side] if side else texts.pages["report_body"]


def _sides(one: RecordedSet) -> tuple[Side | None, ...]:
    """Those that any number is of, left before right before the body."""
    known = {side for _, side in one.result.metrics}
    return tuple(side for side in (*Side, None) if side in known)


def _row(name: str, one: RecordedSet, usual: Usual | None, texts: Texts) -> Row:
    numbers = [one.result.metrics.get((name, side)) for side in _sides(one)]
    cells = tuple(shown(name, number, texts) if number else None for number in numbers)
    unit = next(cell.unit for cell in cells if cell)
    return Row(name_of(name, texts), unit, cells, _meant(name, one, usual, texts))


def _meant(name: str, one: RecordedSet, usual: Usual | None, texts: Texts) -> str:
    """The target band of a drill, what is usual of a run at its speed; else nothing."""
    drill, unit = one.begun.drill, _unit(name, one)
    if drill.kind is not Kind.RUN:
        if name == drill.graded:
            return _band("report_target_is", drill.target, name, unit_of(one), texts)
        cadence = Band(drill.cadence.low or -inf, drill.cadence.high)
        return _band("report_target_is", cadence, name, unit, texts) if name == "cadence" else ""
    speed = one.summary.get("speed_kmh")
    band = usual_band(usual, name, nan if speed is None else speed) if usual else None
    return _band("report_usual_is", band, name, unit, texts) if band else ""


def _unit(name: str, one: RecordedSet) -> str:
    return next(number.unit for (known, _), number in one.result.metrics.items() if known == name)


def _band(key: str, band: Band, name: str, unit: str, texts: Texts) -> str:
    """As in "target 75 to 120"; nothing where both ends are open."""
    times = scale_of(name, unit, texts).times
    low, high = (written(times * end, 0, texts) for end in (band.low, band.high))
    if not low and not high:
        return ""
    form = "between" if low and high else "at_least" if low else "at_most"
    told = texts.assessment[form].format(low=low, high=high)
    return texts.pages[key].format(range=told)


def _faults(one: RecordedSet, reps: Sequence[Rep], texts: Texts) -> tuple[Fact, ...]:
    """Each fault that became one, with the numbers of the reps that showed it."""
    noun = "second" if one.result.stretched else "rep"
    facts = []
    for fault in one.result.faults:
        sides = (fault.side, None) if fault.side else (*Side, None)
        mine = [rep.number for rep in reps if fault.name in rep.faults and rep.side in sides]
        told = texts.times(fault.reps, noun)
        if mine and noun == "rep":
            told += ": " + texts.pages["report_rep_numbers"].format(numbers=ranges(mine))
        facts.append((texts.fault(fault.name, fault.side), told))
    return tuple(facts)


def _cues(one: RecordedSet) -> tuple[Fact, ...]:
    """What was said and shown of the movement, with the times of each."""
    times: dict[str, list[str]] = {}
    for cue in one.summary.get("cues", ()):
        if cue["kind"] == CueKind.SET:
            continue
        times.setdefault(cue["text"], []).append(clock(cue["t_s"]))
    return tuple((text, ", ".join(at)) for text, at in times.items())


def _missing(one: RecordedSet, texts: Texts) -> tuple[Fact, ...]:
    """One entry for each reason, with all that it is the reason of."""
    names: dict[Reason, list[str]] = {}
    for metric, reason in one.result.not_measured.items():
        names.setdefault(reason, []).append(name_of(metric, texts))
    return tuple((", ".join(some), texts.why(reason)) for reason, some in names.items())


def _notes(one: RecordedSet, texts: Texts) -> list[str]:
    words, notes, near = texts.pages, [], one.result.view.near
    if near and one.result.metrics:
        notes.append(words["report_far"].format(side=texts.sides[near.other]))
    if not one.closed:
        notes.append(words["report_not_closed"])
    elif one.ending != "done":
        notes.append(words[f"report_ending_{one.ending}"])
    if not stood(one.result):
        notes.append(texts.assessment["not_stood"])
    pains = [clock(t) for t in one.result.pains if isfinite(t)]
    if pains:
        notes.append(words["report_pain_at"].format(times=", ".join(pains)))
    return notes
