"""The report of a session: one page, in words for the runner, in numbers for the therapist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coach.core.compare.run_assessment import Usual
from coach.core.drills.pain import PainMark
from coach.pages.change_part import change_parts
from coach.pages.drill_part import Fact, by_drill, drill_part, named
from coach.pages.page import page
from coach.pages.pictures import pictures_of
from coach.pages.reader import Reader
from coach.pages.runner import KnownDrill, runner_part
from coach.records.notes import PAIN, TEXT, Note
from coach.records.reading import RecordedSession
from coach.wording.numbers import written
from coach.wording.set_words import clock
from coach.wording.texts import Texts

TEMPLATE = "report.html"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note of a person: when, by whom, what; `by` is empty where nobody said."""

    when: str
    by: str
    what: str


def report_page(
    recorded: RecordedSession,
    reader: Reader,
    texts: Texts,
    *,
    usual: Usual | None,
    drill: KnownDrill,
    notes: Sequence[Note] = (),
) -> str:
    """The whole page as HTML; `drill` gives a drill by its name, in the reader's words."""
    drills = [named(sets, recorded.comparison, texts) for sets in by_drill(recorded.sets)]
    alone = len(recorded.sets) == 1
    drawn = [pictures_of(sets, texts, alone=alone) for sets in drills]
    sticks = {path: figures for one in drawn for path, figures in one.sticks.items()}
    pairs = [(one, sticks.get(one.path, {})) for one in recorded.sets]
    changes = change_parts(recorded.comparison, pairs, texts)
    parts = [
        drill_part(sets, pictures, usual, texts, alone=alone)
        for sets, pictures in zip(drills, drawn, strict=True)
    ]
    return page(
        TEMPLATE,
        texts,
        title=_title(recorded, texts),
        athlete=recorded.about.athlete.name if recorded.about.athlete else "",
        facts=tuple(facts_of(recorded, texts)),
        broken=not all(one.closed for one in recorded.sets),
        runner=runner_part(recorded, changes, drill, texts) if reader != "therapist" else None,
        drills=parts if reader != "runner" else (),
        changes=changes,
        marks=tuple(_marks(recorded.marks, texts)),
        notes=tuple(_note_line(note, texts) for note in notes),
        prescribed=tuple(_prescribed(recorded.about.prescription, texts)),
        file=str(recorded.about.prescription.get("text", "")),
    )


def _title(recorded: RecordedSession, texts: Texts) -> str:
    about = recorded.about
    words = texts.plans.get(about.name) or texts.about.get(about.name) or {}
    return words.get("title", about.title)


def facts_of(recorded: RecordedSession, texts: Texts) -> Iterator[Fact]:
    """When and from what a session was recorded."""
    words, about = texts.pages, recorded.about
    yield words["report_when"], _when(about.started)
    yield words["report_source"], _source(about.source)
    if about.speed_kmh == about.speed_kmh:
        yield words["report_speed"], f"{written(about.speed_kmh, 1, texts)} km/h"
    yield words["report_sets"], str(len(recorded.sets))
    yield words["report_version"], about.app


def _when(started: str) -> str:
    """To the minute; as it is written where it is no time."""
    try:
        return f"{datetime.fromisoformat(started):%Y-%m-%d %H:%M}"
    except ValueError:
        return started


def _source(source: str) -> str:
    """A camera's number, the name of a video; no folder, and no password of an address."""
    last = source.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return last.rpartition("@")[2].partition("?")[0]


def _marks(marks: Sequence[PainMark], texts: Texts) -> Iterator[Fact]:
    """What was told of pain between the sets, from 0 to 10."""
    for mark in marks:
        drill = texts.drills.get(mark.drill, mark.drill.replace("_", " "))
        yield f"{clock(mark.t)}, {drill}", f"{texts.pages['report_pain']}: {_level(mark, texts)}"


def _level(mark: PainMark, texts: Texts) -> str:
    if not mark.answered:
        return texts.pages["report_pain_unanswered"]
    return texts.pages["report_pain_key"] if mark.level is None else f"{mark.level} / 10"


def _note_line(note: Note, texts: Texts) -> NoteLine:
    words = texts.pages
    if note.kind == TEXT:
        return NoteLine(_when(note.when), note.by, note.text)
    kind = words["report_pain" if note.kind == PAIN else "report_effort"]
    level = words["report_unknown"] if note.level is None else f"{note.level} / 10"
    return NoteLine(_when(note.when), note.by, f"{kind}: {level}")


def _prescribed(signed: Mapping[str, Any], texts: Texts) -> Iterator[Fact]:
    """What the prescription says of itself; what it asks for is in the sets."""
    for key in ("by", "note", "valid_until", "pain_limit"):
        value = signed.get(key)
        if value is not None and value != "":
            yield texts.pages[f"report_prescribed_{key}"], str(value)
