"""The page of a comparison: what changed and can be believed, how alike it was taken, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite

from coach.core.compare.change import REAL, Change, Comparison
from coach.errors import RecordError
from coach.pages.change_part import ChangePart, change_parts
from coach.pages.charts import AFTER, BEFORE, Pair
from coach.pages.cycle import Curve, curves
from coach.pages.movement import Sticks, pairs_picture, sticks_of, two_curves_picture
from coach.pages.page import page
from coach.pages.report import facts_of
from coach.pages.svg import Alt
from coach.pages.words import Picture, sides_of
from coach.records.comparison import comparison_entries
from coach.records.reading import RecordedSession, RecordedSet, events_of, frames_of
from coach.records.session_pairs import ComparedSessions, SetPair
from coach.wording.comparison import difference_text, without_verdict
from coach.wording.numbers import name_of, written
from coach.wording.set_words import with_side
from coach.wording.texts import Texts

TEMPLATE = "comparison.html"
NAMED = 3
"""So many changes stand in the first line; the others are in the table."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One of the two sessions, in words."""

    title: str
    athlete: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DrillComparison:
    """One drill from one view: `changes` has the table, `differs` what was not alike, `silent` the
    metrics without a verdict after each reason for that."""

    changes: ChangePart
    label: str
    differs: tuple[str, ...]
    silent: tuple[tuple[str, str], ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a set's tables and poses show of the movement."""

    curves: tuple[Curve, ...] = ()
    sticks: Sticks | None = None
    lacking: tuple[str, ...] = ()


def comparison_page(found: ComparedSessions, texts: Texts) -> str:
    """The whole page as HTML."""
    return page(
        TEMPLATE,
        texts,
        sat=[_session_facts(one, texts) for one in (found.before, found.after)],
        lead=_lead(found, texts),
        parts=[_part(pair, texts) for pair in found.pairs],
    )


def _session_facts(one: RecordedSession, texts: Texts) -> SessionFacts:
    words = texts.plans.get(one.about.name) or texts.about.get(one.about.name) or {}
    athlete = one.about.athlete.name if one.about.athlete else ""
    return SessionFacts(words.get("title", one.about.title), athlete, tuple(facts_of(one, texts)))


def _lead(found: ComparedSessions, texts: Texts) -> str:
    """What changed beyond what may be chance, in one sentence."""
    changes = [change for pair in found.pairs for change in pair.comparison.changes]
    real = sorted(
        (change for change in changes if change.verdict in REAL),
        key=lambda change: (REAL.index(change.verdict), -abs(change.by) / change.least),
    )
    if not real:
        compared = any(change.verdict not in (*REAL, "too_few") for change in changes)
        return texts.pages["report_lead_same" if compared else "compare_lead_few"]
    names = [f"{_name(change, texts)} ({texts.states[change.verdict]})" for change in real[:NAMED]]
    if len(real) > NAMED:
        names.append(texts.pages["report_more"].format(n=len(real) - NAMED))
    return texts.pages["report_lead_changed"].format(names="; ".join(names))


def _part(pair: SetPair, texts: Texts) -> DrillComparison:
    """Labels of the two sets are put in for those of a plan, which may be the same twice."""
    made = replace(pair.comparison, before="before", after="after")
    shapes = [_shape(one) for one in (pair.before, pair.after)]
    sets = [
        (replace(one, label=label, ending="done"), shape.sticks or {})
        for one, label, shape in (
            (pair.before, "before", shapes[0]),
            (pair.after, "after", shapes[1]),
        )
    ]
    [changes] = change_parts(comparison_entries([made]), sets, texts)
    drawn = [*_numbers(made, changes.title, texts), *_curves(shapes, changes.title, texts)]
    changes = replace(changes, pictures=(*changes.pictures, *drawn))
    without = [(why, "; ".join(names)) for why, names in without_verdict(made, texts)]
    return DrillComparison(
        changes,
        pair.after.label if pair.after.label == pair.before.label and pair.after.label else "",
        tuple(difference_text(each, texts) for each in made.differences),
        (*without, *_unseen(pair, texts)),
        tuple(dict.fromkeys(line for shape in shapes for line in shape.lacking)),
    )


def _shape(one: RecordedSet) -> _Shape:
    """Without the tables or poses there are only the numbers."""
    try:
        events, frames = events_of(one.path), frames_of(one.path)
        found = curves(frames, events, one.set_start.drill.traits.phases, sides_of(one))
        return _Shape(found, sticks_of(one, events))
    except RecordError as error:
        return _Shape(lacking=(str(error),))


def _unseen(pair: SetPair, texts: Texts) -> tuple[tuple[str, str], ...]:
    """What could be measured in neither set: each reason with its metrics."""
    after = pair.after.result.not_measured
    names: dict[str, list[str]] = {}
    for metric, reason in pair.before.result.not_measured.items():
        if metric in after:
            why = dict.fromkeys(texts.why(each) for each in (reason, after[metric]))
            names.setdefault("; ".join(why), []).append(name_of(metric, texts))
    return tuple((why[:1].upper() + why[1:], "; ".join(some)) for why, some in names.items())


def _numbers(made: Comparison, title: str, texts: Texts) -> Iterator[Picture]:
    """All angles with their errors, before and after."""
    rows = [
        Pair(
            _name(change, texts),
            (change.before.mean, change.after.mean),
            (change.before.error, change.after.error),
        )
        for change in made.changes
        if change.before.unit == "deg" and isfinite(change.before.error + change.after.error)
    ]
    if rows:
        words = texts.pages
        looks = [(words["report_before"], BEFORE), (words["report_after"], AFTER)]
        title, caption = f"{title}: {words['compare_angles']}", words["compare_angles_caption"]
        yield pairs_picture(rows, looks, title, " → ".join, caption, texts)


def _curves(shapes: list[_Shape], title: str, texts: Texts) -> Iterator[Picture]:
    """Each angle of each leg over the cycle, before and after."""
    words = texts.pages
    before, after = ({(c.metric, c.side): c for c in shape.curves} for shape in shapes)
    for (metric, side), early in before.items():
        late = after.get((metric, side))
        if late is None:
            continue
        name = with_side(words[f"report_{metric}"], side, texts)
        ends = [_extremes(curve, texts) for curve in (early, late)]
        alt = Alt(
            f"{title}: {name}",
            words["compare_alt_curves"].format(before=ends[0], after=ends[1], n=early.n, m=late.n),
        )
        caption = words["compare_curves_caption"].format(before=early.n, after=late.n)
        both = (words["report_before"], early), (words["report_after"], late)
        yield two_curves_picture(name, both, alt, caption, texts)


def _extremes(curve: Curve, texts: Texts) -> str:
    known = curve.mean[curve.mean == curve.mean]
    low, high = (written(float(end), 0, texts) for end in (known.min(), known.max()))
    return f"{low}° \N{EN DASH} {high}°"


def _name(change: Change, texts: Texts) -> str:
    return with_side(name_of(change.metric, texts), change.side, texts)
