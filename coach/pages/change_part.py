"""Before and after within one plan: what changed, and whether that counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

from coach.core.judging.result import Metric
from coach.core.types import EventKind, Side, View
from coach.pages.charts import stick_chart
from coach.pages.movement import Sticks, moment
from coach.pages.svg import Alt
from coach.pages.words import Picture
from coach.records.comparison import ChangeEntry, ComparisonEntry
from coach.records.reading import RecordedSet
from coach.wording.numbers import digits_for, name_of, scale_of, written
from coach.wording.set_words import title_of, with_side
from coach.wording.texts import Texts

FIRST = ("better", "worse", "changed", "same", "too_few")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One metric before and after in words, each with its error; `needed` is the smallest change
    that would count, `verdict` a key of the texts' states."""

    name: str
    unit: str
    before: str
    after: str
    by: str
    needed: str
    verdict: str
    verdict_text: str
    n: str


@dataclass(frozen=True, slots=True)
class ChangePart:
    """One comparison: `why_not` is why nothing could be compared, empty where it could."""

    title: str
    rows: tuple[ChangeLine, ...]
    why_not: str
    pictures: tuple[Picture, ...]


def change_parts(
    comparison: Sequence[ComparisonEntry],
    sets: Sequence[tuple[RecordedSet, Sticks]],
    texts: Texts,
) -> tuple[ChangePart, ...]:
    """Each comparison of the plan, with the figures of the sets that it compares."""
    last = {one.label: (one, sticks) for one, sticks in sets if one.label and one.ending == "done"}
    return tuple(_part(compared, last, texts) for compared in comparison)


def _part(
    compared: ComparisonEntry, last: Mapping[str, tuple[RecordedSet, Sticks]], texts: Texts
) -> ChangePart:
    both = [last.get(label) for label in (compared.before, compared.after)]
    known = [one for one in both if one]
    seen = texts.states.get(f"from_{compared.view}", "")
    drill = title_of(known[0][0].set_start.drill, texts) if known else compared.drill
    title = ", ".join(filter(None, (drill, seen)))
    rows = [_line(change, known, texts) for change in compared.changes]
    rows.sort(key=lambda row: FIRST.index(row.verdict))
    why = texts.states.get(compared.why_not, compared.why_not) if compared.why_not else ""
    pictures = _figures(title, compared.view, known, texts) if len(known) == 2 else []
    return ChangePart(title, tuple(rows), why, tuple(pictures))


def _line(
    change: ChangeEntry, sets: Sequence[tuple[RecordedSet, Sticks]], texts: Texts
) -> ChangeLine:
    metric, side, verdict = change.metric, change.side, change.verdict
    scale = scale_of(metric, change.unit, texts)
    whole = [one.result.metrics.get((metric, side)) for one, _ in sets]
    errors = [number.error if number else nan for number in whole] or [nan, nan]
    needed = scale.times * change.smallest_that_counts
    digits = digits_for(needed)
    before, after = (
        _with_error(scale.times * number.mean, scale.times * error, digits, texts)
        for number, error in zip((change.before, change.after), _two(errors), strict=True)
    )
    by = written(scale.times * change.change, digits, texts, signed=True)
    return ChangeLine(
        with_side(name_of(metric, texts), side, texts),
        scale.unit,
        before,
        after,
        by,
        written(needed, digits, texts),
        verdict,
        texts.states.get(verdict, texts.pages["report_too_few"]),
        f"{change.before.n} / {change.after.n}",
    )


def _two(errors: Sequence[float]) -> Sequence[float]:
    return errors if len(errors) == 2 else (nan, nan)


def _with_error(mean: float, error: float, digits: int, texts: Texts) -> str:
    number, off = written(mean, digits, texts), written(error, digits, texts)
    return f"{number} ± {off}" if off else number


def _figures(
    title: str, view: View, both: Sequence[tuple[RecordedSet, Sticks]], texts: Texts
) -> list[Picture]:
    """The same moment before and after, side by side."""
    words, (before, after) = texts.pages, (sticks for _, sticks in both)
    phases = [key for key in before if key in after and _shown(key, view)]
    drawn = []
    for key in phases:
        phase, side = key
        name = moment(phase, side, texts)
        pair = [(words["report_before"], before[key]), (words["report_after"], after[key])]
        n = min(stick.n for _, stick in pair)
        description = words["report_alt_before_after"].format(which=name, n=n)
        numbers = _numbers_text(key, both, texts)
        alt = Alt(f"{title}: {name}", f"{description} {numbers}".strip())
        caption = f"{name}. {words['report_figures_caption'].format(n=n)}"
        drawn.append(Picture(stick_chart(pair, alt), caption))
    return drawn


def _shown(key: tuple[EventKind, Side], view: View) -> bool:
    """From front or rear a lifted knee comes at the camera: there the landing says more."""
    return view.near is not None or key[0] is EventKind.CONTACT


_AT = {
    EventKind.KNEE_PEAK: ("thigh_angle_peak", "knee_flexion_at_peak"),
    EventKind.CONTACT: ("knee_flexion_at_contact", "shank_angle_at_contact"),
}


def _numbers_text(
    key: tuple[EventKind, Side], both: Iterable[tuple[RecordedSet, Sticks]], texts: Texts
) -> str:
    """The angles of the figures, for those who do not see them."""
    phase, side = key
    results, lines = [one.result.metrics for one, _ in both], []
    for name in _AT.get(phase, ()):
        numbers: list[Metric] = [known[name, side] for known in results if (name, side) in known]
        if len(numbers) == 2:
            before, after = (texts.number(n.mean, n.error, n.unit) for n in numbers)
            lines.append(f"{name_of(name, texts)}: {before} \u2192 {after}.")
    return " ".join(lines)
