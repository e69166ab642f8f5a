"""The drawings of one set, from its tables and poses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan
from os import sep

import numpy as np

from coach.core.drill import TIMED, Band, Drill, Kind
from coach.core.types import Points, Rep, Side
from coach.errors import RecordError
from coach.pages.charts import Labels, Marks, Pair, pair_chart, rep_chart
from coach.pages.cycle import curves
from coach.pages.movement import PHASES, Sticks, curve_pictures, stick_pictures, sticks_of
from coach.pages.numbers import Scale, name_of, scale_of, written
from coach.pages.svg import Alt
from coach.pages.words import Picture, name_in, sides_of
from coach.records.reading import RecordedSet, events_of, frames_of, reps_of
from coach.texts import Texts

MOST_PAIRS = 6


@dataclass(frozen=True, slots=True)
class Pictures:
    """The drawings of one set; `sticks` are its figures by (phase, side), `lacking` says in words
    what could not be drawn, `reps` are those of its table."""

    drawn: tuple[Picture, ...] = ()
    sticks: Sticks = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    reps: tuple[Rep, ...] = ()


def pictures_of(one: RecordedSet, texts: Texts) -> Pictures:
    """All that the set's files can show."""
    try:
        reps, events, frames = reps_of(one.path), events_of(one.path), frames_of(one.path)
    except RecordError as error:
        return Pictures(lacking=(_told(error, one),))
    drawn, lacking = [], []
    drawn += _reps(one, reps, frames, texts)
    found = curves(frames, events, one.begun.drill.kind, sides_of(one))
    drawn += curve_pictures(one, found, texts)
    if one.begun.drill.kind in PHASES and not found:
        lacking.append(texts.pages["report_no_cycles"])
    drawn += _pairs(one, texts)
    try:
        sticks = sticks_of(one, events)
    except RecordError as error:
        sticks = {}
        lacking.append(_told(error, one))
    drawn += stick_pictures(one, sticks, texts)
    return Pictures(tuple(drawn), sticks, tuple(lacking), reps)


def _told(error: RecordError, one: RecordedSet) -> str:
    """Without the folders of whoever recorded it: a page is passed on."""
    return str(error).replace(f"{one.path.parent}{sep}", "")


def _reps(
    one: RecordedSet, reps: Sequence[Rep], frames: Mapping[str, Points], texts: Texts
) -> list[Picture]:
    drill = one.begun.drill
    scale = scale_of(drill.graded, unit_of(one), texts)
    marks = {}
    for side in sides_of(one):
        mine = [rep for rep in reps if rep.side is side]
        values = np.array([_graded(rep, drill, frames) for rep in mine], float) * scale.times
        if np.isfinite(values).any():
            marks[side] = Marks(np.array([rep.number for rep in mine], float), values)
    if not marks:
        return []
    words, target = texts.pages, drill.target if drill.kind is not Kind.RUN else Band()
    band = Band(scale.times * target.low, scale.times * target.high)
    name = name_of(drill.graded, texts)
    y = f"{name}, {scale.unit}"
    labels = Labels(words["report_rep"], y, texts.sides, words["report_target"])
    told = [_told_reps(side, one, band, scale, texts) for side, one in marks.items()]
    alt = Alt(f"{name_in(one, texts)}: {words['report_each_rep']}", " ".join([f"{y}.", *told]))
    caption = words["report_rep_caption" if isfinite(band.low) else "report_rep_open_caption"]
    if max(len(each.y) for each in marks.values()) > 200:
        caption += f" {words['report_rep_binned']}"
    return [Picture(rep_chart(marks, band, labels, alt, drill.scale), caption)]


def unit_of(one: RecordedSet) -> str:
    """The unit of what the reps are graded by."""
    drill = one.begun.drill
    if drill.kind in TIMED:
        return "s"
    return "leg length" if drill.kind is Kind.SLOW else "deg"


def _graded(rep: Rep, drill: Drill, frames: Mapping[str, Points]) -> float:
    """What the rep was graded by; where its row does not tell, the most that its frames do."""
    told = rep.values.get(drill.graded, nan)
    column = frames.get(f"{drill.rep.signal}_{rep.side}_deg")
    if told == told or column is None or drill.kind is not Kind.LIFT:
        return told
    end = rep.end if rep.end == rep.end else rep.peak
    first, last = np.searchsorted(frames["t_s"], (rep.start, end))
    some = column[first : last + 1]
    return float(np.nanmax(some)) if np.isfinite(some).any() else nan


def _told_reps(side: Side, marks: Marks, band: Band, scale: Scale, texts: Texts) -> str:
    known = marks.y[np.isfinite(marks.y)]
    inside = sum(band.holds(value) for value in known)
    key = "report_alt_reps" if isfinite(band.low) or isfinite(band.high) else "report_alt_open"
    return texts.pages[key].format(
        side=texts.sides[side],
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
            values = {side: number.mean for side, number in both.items()}
            errors = {side: number.error for side, number in both.items()}
            pairs.append(Pair(_broken(name_of(name, texts)), values, errors))
    if not pairs or one.result.view.near:
        return []
    pairs = pairs[:MOST_PAIRS]
    words = texts.pages
    told = "; ".join(f"{' '.join(pair.name.split())}: {_told_pair(pair, texts)}" for pair in pairs)
    alt = Alt(f"{name_in(one, texts)}: {words['report_both']}", f"{told}.")
    labels = Labels(words["unit_deg"], "", texts.sides)
    return [Picture(pair_chart(pairs, labels, alt), words["report_both_caption"])]


def _told_pair(pair: Pair, texts: Texts) -> str:
    return ", ".join(
        f"{texts.sides[side].lower()} {written(pair.values[side], 0, texts)} ± "
        f"{written(pair.errors[side], 0, texts)}°"
        for side in Side
    )


def _broken(name: str) -> str:
    """Long names on two lines."""
    words = name.split()
    half = (len(words) + 1) // 2
    lines = (" ".join(words[:half]), " ".join(words[half:]))
    return "\n".join(lines) if len(name) > 20 else name
