"""The drawings of one set, from its tables and poses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from os import sep
from pathlib import Path

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band
from coach.core.types import Event, Points, Rep, Side
from coach.errors import RecordError
from coach.pages.charts import LOOKS, Labels, Marks, Pair, SetSpan, rep_chart
from coach.pages.cycle import Curve, curves, end_to_end
from coach.pages.movement import (
    Sticks,
    curve_pictures,
    ends_picture,
    pairs_picture,
    stick_pictures,
    sticks_of,
)
from coach.pages.svg import Alt
from coach.pages.words import NamedSet, Picture, name_in, sides_of, title_in
from coach.records.reading import RecordedSet, events_of, frames_of, reps_of
from coach.wording.numbers import Scale, name_of, scale_of, written
from coach.wording.texts import Texts

MOST_PAIRS = 6

APART = 4
"""Reps that would fit between two sets in a chart."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The drawings of one drill, and by the folders of its sets: their figures by (phase, side),
    in words what could not be drawn, and the reps of their tables."""

    drawn: tuple[Picture, ...]
    sticks: Mapping[Path, Sticks]
    lacking: Mapping[Path, Sequence[str]]
    reps: Mapping[Path, tuple[Rep, ...]]


@dataclass(frozen=True, slots=True)
class _SetTables:
    """The tables of one set, which is called `name`."""

    name: str
    one: RecordedSet
    reps: tuple[Rep, ...]
    events: tuple[Event, ...]
    frames: Mapping[str, Points]


def pictures_of(sets: Sequence[NamedSet], texts: Texts, *, alone: bool) -> Pictures:
    """All that a set's files can show where it is `alone` on the page; else, of all sets of a
    drill together, the reps, one curve and the figures."""
    lacking: dict[Path, list[str]] = {one.path: [] for _, one in sets}
    read = list(_read(sets, lacking))
    drawn = _reps(read, texts) + _curves(read, lacking, texts, alone=alone)
    if alone and read:
        drawn += _pairs(read[0].one, texts)
    sticks = _sticks(read, lacking)
    shown = [(one.name, one.one, sticks[one.one.path]) for one in read if one.one.path in sticks]
    drawn += stick_pictures(shown, texts)
    return Pictures(tuple(drawn), sticks, lacking, {one.one.path: one.reps for one in read})


def _read(sets: Sequence[NamedSet], lacking: Mapping[Path, list[str]]) -> Iterator[_SetTables]:
    for name, one in sets:
        try:
            yield _SetTables(name, one, reps_of(one.path), events_of(one.path), frames_of(one.path))
        except RecordError as error:
            lacking[one.path].append(_without_folders(error, one))


def _curves(
    read: Sequence[_SetTables], lacking: Mapping[Path, list[str]], texts: Texts, *, alone: bool
) -> list[Picture]:
    """Of several sets one angle: the first and the last set where one leg was measured, else both
    legs over all sets."""
    found = []
    for each in read:
        one = each.one
        mine = curves(each.frames, each.events, one.set_start.drill.traits.phases, sides_of(one))
        if not mine and one.set_start.drill.traits.phases:
            lacking[one.path].append(texts.pages["report_no_cycles"])
        found += [(each.name, one, mine)] if mine else []
    if not found:
        return []
    name, one, mine = found[0]
    title = _titled(read, texts)
    if alone:
        return curve_pictures(one, mine, title, texts)
    if len(sides_of(one)) > 1 and len(found) > 1:
        mine = _pooled(read)
    metric = _graded_angle(one.set_start.drill, mine)
    mine = tuple(curve for curve in mine if curve.metric == metric)
    last = [curve for curve in found[-1][2] if curve.metric == metric]
    if len(sides_of(one)) == 1 and len(found) > 1 and last:
        ends = (name, mine[0]), (found[-1][0], last[0])
        return [ends_picture(one, ends, title, texts)]
    return curve_pictures(one, mine, title, texts)


def _pooled(read: Sequence[_SetTables]) -> tuple[Curve, ...]:
    """Over the cycles of all sets."""
    one = read[0].one
    frames, events = end_to_end([(each.frames, each.events) for each in read])
    return curves(frames, events, one.set_start.drill.traits.phases, sides_of(one))


def _graded_angle(drill: Drill, found: Sequence[Curve]) -> str:
    """The angle that the drill is graded by; else that of the thigh."""
    known = [curve.metric for curve in found]
    return next((name for name in known if drill.graded.startswith(name)), known[0])


def _sticks(read: Sequence[_SetTables], lacking: Mapping[Path, list[str]]) -> Mapping[Path, Sticks]:
    """Of the first and the last set, and of those that a plan compares."""
    found = {}
    for each in read:
        if each in (read[0], read[-1]) or each.one.label:
            try:
                found[each.one.path] = sticks_of(each.one, each.events)
            except RecordError as error:
                lacking[each.one.path].append(_without_folders(error, each.one))
    return found


def _without_folders(error: RecordError, one: RecordedSet) -> str:
    """Without the folders of whoever recorded it: a page is passed on."""
    return str(error).replace(f"{one.path.parent}{sep}", "")


def _reps(read: Sequence[_SetTables], texts: Texts) -> list[Picture]:
    """Each rep of all sets, the sets beside each other."""
    if not read:
        return []
    drill = read[0].one.set_start.drill
    scale = scale_of(drill.graded, REP_VALUES[drill.graded].unit, texts)
    marks, spans = _marks(read, scale)
    if not marks:
        return []
    words, band = texts.pages, spans[0].band
    y = f"{name_of(drill.graded, texts)}, {scale.unit}"
    several = len(read) > 1
    x = words["report_set" if several else "report_rep"]
    labels = Labels(x, y, texts.sides, words["report_target"])
    lines = _sets_text(marks, spans, scale, texts)
    alt = Alt(f"{_titled(read, texts)}: {words['report_each_rep']}", " ".join([f"{y}.", *lines]))
    caption = words["report_rep_caption" if isfinite(band.low) else "report_rep_open_caption"]
    if max(len(each.y) for each in marks.values()) > 200:
        caption += f" {words['report_rep_binned']}"
    drawing = rep_chart(marks, band, labels, alt, drill.scale, spans if several else ())
    return [Picture(drawing, caption)]


def _titled(read: Sequence[_SetTables], texts: Texts) -> str:
    first = read[0].one
    return name_in(first, texts) if len(read) == 1 else title_in(first, texts)


def _target(drill: Drill, scale: Scale) -> Band:
    target = Band() if drill.traits.by_steps else drill.target
    return Band(scale.times * target.low, scale.times * target.high)


def _sets_text(
    marks: Mapping[Side, Marks], spans: Sequence[SetSpan], scale: Scale, texts: Texts
) -> list[str]:
    """A sentence for each set and side that has reps."""
    lines = []
    for span in spans:
        for side, one in marks.items():
            values = one.y[(one.x >= span.start) & (one.x <= span.end) & np.isfinite(one.y)]
            if len(values):
                called = ", ".join(filter(None, (span.name, texts.sides[side])))
                lines.append(_reps_text(called, values, span.band, scale, texts))
    return lines


def _marks(read: Sequence[_SetTables], scale: Scale) -> tuple[Mapping[Side, Marks], list[SetSpan]]:
    """The reps of each side over all sets, and from where to where the sets go."""
    found: dict[Side, list[Points]] = {side: [] for side in sides_of(read[0].one)}
    spans, start = [], 0.0
    for each in read:
        last = float(max((rep.number for rep in each.reps), default=0))
        spans.append(SetSpan(each.name, start, start + last, _target(each.one.drill, scale)))
        for side, some in found.items():
            mine = [rep for rep in each.reps if rep.side is side]
            numbers = [start + rep.number for rep in mine]
            values = [_graded(rep, each.one.set_start.drill, each.frames) for rep in mine]
            some.append(np.array([numbers, values], float).reshape(2, -1))
        start += last + APART
    whole = {side: np.concatenate(some, axis=1) for side, some in found.items()}
    marks = {side: Marks(x, y * scale.times) for side, (x, y) in whole.items()}
    return {side: one for side, one in marks.items() if np.isfinite(one.y).any()}, spans


def _graded(rep: Rep, drill: Drill, frames: Mapping[str, Points]) -> float:
    """What the rep was graded by; where its row does not tell, the most that its frames do."""
    value = rep.values.get(drill.graded, nan)
    column = frames.get(f"{drill.rep.signal}_{rep.side}_deg")
    if value == value or column is None or not drill.traits.line:
        return value
    end = rep.end if rep.end == rep.end else rep.peak
    first, last = np.searchsorted(frames["t_s"], (rep.start, end))
    some = column[first : last + 1]
    return float(np.nanmax(some)) if np.isfinite(some).any() else nan


def _reps_text(called: str, known: Points, band: Band, scale: Scale, texts: Texts) -> str:
    inside = sum(band.holds(value) for value in known)
    key = "report_alt_reps" if isfinite(band.low) or isfinite(band.high) else "report_alt_open"
    return texts.pages[key].format(
        side=called,
        n=len(known),
        low=written(known.min(), 0, texts),
        high=written(known.max(), 0, texts),
        unit=scale.unit,
        inside=inside,
    )


def _pairs(one: RecordedSet, texts: Texts) -> list[Picture]:
    """Angles of both legs, the graded one first; none from a side, where one leg is measured."""
    metrics, pairs = one.result.metrics, []
    names = [name for name, side in metrics if side is Side.LEFT and (name, Side.RIGHT) in metrics]
    for name in sorted(names, key=lambda name: name != one.result.graded):
        both = {side: metrics[name, side] for side in Side}
        if {number.unit for number in both.values()} == {"deg"}:
            left, right = both[Side.LEFT], both[Side.RIGHT]
            means, errors = (left.mean, right.mean), (left.error, right.error)
            pairs.append(Pair(name_of(name, texts), means, errors))
    if not pairs or one.result.view.near:
        return []
    words, sides = texts.pages, [texts.sides[side] for side in Side]
    return [
        pairs_picture(
            pairs[:MOST_PAIRS],
            [(texts.sides[side], LOOKS[side]) for side in Side],
            f"{name_in(one, texts)}: {words['report_both']}",
            lambda numbers: ", ".join(
                f"{s.lower()} {n}" for s, n in zip(sides, numbers, strict=True)
            ),
            words["report_both_caption"],
            texts,
        )
    ]
