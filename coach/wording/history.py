"""An athlete's history in words: the rows of its table, and a trend drawn with plain letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite, isnan

from coach.core.judging.history import Course, HistoryEntry, Point
from coach.core.judging.result import Metric
from coach.core.types import Side
from coach.spelling import one_line
from coach.wording.numbers import name_of, scale_of, shown, written
from coach.wording.texts import Texts

PROBE, FED, BAND = "#", "o", "."
HIGH, WIDE = 9, 60
"""Lines and letters of a drawn trend."""

_HEADS = ("date", "drill", "view", "good", "left", "right", "cadence", "spoken", "marks")


def span(name: str, entries: Sequence[HistoryEntry], texts: Texts) -> str:
    """Whose history this is, of how many sessions, from when to when."""
    n = len({one.folder for one in entries})
    key = "history_none" if not n else "history_span" if n > 1 else "history_span_one"
    first, last = (f"{one.when:%Y-%m-%d}" for one in (entries[0], entries[-1])) if n else ("", "")
    return texts.pages[key].format(name=f'"{one_line(name)}"', n=n, first=first, last=last)


def table_of(entries: Sequence[HistoryEntry], texts: Texts) -> list[tuple[str, ...]]:
    """The heads, then a row for each entry."""
    heads = tuple(texts.pages[f"history_{head}"] for head in _HEADS)
    return [heads, *(_row(one, texts) for one in entries)]


def number_of(metric: str, number: Metric, texts: Texts) -> str:
    """A number with its error and unit, as in "84° ± 8"."""
    words = shown(metric, number, texts)
    error = f" ± {words.error}" if words.error else ""
    if words.unit == "°":
        return f"{words.mean}°{error}"
    return f"{words.mean}{error} {words.unit}"


def course_title(course: Course, texts: Texts) -> str:
    """What goes up and down, and where it was measured."""
    key = "history_course" if course.side else "history_course_body"
    return texts.pages[key].format(
        metric=name_of(course.metric, texts),
        side=texts.sides[course.side].lower() if course.side else "",
        drill=one_line(texts.title(course.drill, course.title)),
        seen=texts.states.get(f"from_{course.view}", course.view.value),
    )


def trend_lines(course: Course, texts: Texts) -> list[str]:
    """What the trend comes to, and what it must be read with."""
    words, points = texts.pages, course.probes or course.points
    lines = []
    if not course.probes:
        lines.append(words["history_no_probe"])
    if len(points) > 1:
        lines.append(_change(course, points, texts))
    elif course.probes and len(course.points) > 1:
        lines.append(words["history_one_probe"])
    else:
        lines.append(words["history_few"])
    if course.too_few:
        lines.append(words["history_too_few"].format(n=course.too_few))
    return lines


def key_of(course: Course, texts: Texts) -> list[tuple[str, str]]:
    """What each letter of the drawn trend stands for."""
    words, kinds = texts.pages, {point.probe for point in course.points}
    marks = [(PROBE, "history_key_probe")] if True in kinds else []
    marks += [(FED, "history_key_fed")] if False in kinds else []
    key = [(mark, words[name]) for mark, name in marks]
    if isfinite(course.least):
        key.append((BAND, words["history_key_band"].format(least=least_of(course, texts))))
    return key


def least_of(course: Course, texts: Texts) -> str:
    """The smallest change that counts, as in "5°"."""
    return _with_unit(course.least, course, texts)


def drawn(course: Course, texts: Texts) -> Iterator[str]:
    """The trend in lines of letters that every terminal has, session by session."""
    points = course.points[-WIDE:]
    scale = scale_of(course.metric, course.unit, texts)
    low, high = reach(course)
    step = max(1, min(6, WIDE // len(points)))
    rows = [round((high - point.number.mean) / (high - low) * (HIGH - 1)) for point in points]
    wide = step * len(points)
    inside = [high - n * (high - low) / (HIGH - 1) for n in range(HIGH)]
    for n, value in enumerate(inside):
        is_in = abs(value - course.base.number.mean) < course.least
        line = [BAND if is_in and k % 2 else " " for k in range(wide + 1)]
        for k, (point, row) in enumerate(zip(points, rows, strict=True)):
            if row == n:
                line[k * step + step // 2] = PROBE if point.probe else FED
        label = written(scale.times * value, _digits(course, scale.times), texts)
        yield plainly(f"{label if n % 2 == 0 else '':>8} |{''.join(line)}".rstrip())
    first, last = (f"{point.when:%Y-%m-%d}" for point in (points[0], points[-1]))
    yield f"{'':8} +{'-' * (wide + 1)}"
    yield f"{'':10}{first if first == last else f'{first} ... {last}'}"


def plainly(text: str) -> str:
    """With the minus sign that every terminal has."""
    return text.replace("\u2212", "-")


def reach(course: Course) -> tuple[float, float]:
    """From where to where a drawing of the trend goes, in the metric's own unit."""
    means = [point.number.mean for point in course.points]
    base, least = course.base.number.mean, 0.0 if isnan(course.least) else course.least
    low, high = min(*means, base - least), max(*means, base + least)
    room = 0.15 * (high - low) or 0.1 * abs(high) or 1.0
    return low - room, high + room


def _row(one: HistoryEntry, texts: Texts) -> tuple[str, ...]:
    words, good = texts.pages, [one.counts[side].good for side in one.sides]
    reps = sum(one.counts[side].all for side in one.sides)
    known = [n for n in good if n is not None]
    title = one_line(texts.title(one.drill, one.title))
    if one.plan:
        title = words["history_of_plan"].format(drill=title, plan=one_line(one.plan))
    return (
        f"{one.when:%Y-%m-%d %H:%M}",
        title,
        words[f"history_from_{one.view}"],
        f"{sum(known)}/{reps}" if known else f"-/{reps}",
        *(_main(one, side, texts) for side in Side),
        f"{one.cadence:.0f}" if isfinite(one.cadence) else "-",
        f"{100 * one.spoken:.0f} %",
        ", ".join(_marks(one, texts)),
    )


def _main(one: HistoryEntry, side: Side, texts: Texts) -> str:
    """The number that the drill is graded by, of a leg that is graded from there."""
    metric = one.metrics.get((one.graded, side))
    if metric is None or side not in one.sides:
        return "-"
    return plainly(number_of(one.graded, metric, texts))


def _marks(one: HistoryEntry, texts: Texts) -> Iterator[str]:
    words = texts.pages
    if one.probe:
        yield words["history_probe"]
    if one.pain:
        yield words["history_pain"].format(level=one.pain)
    elif one.pains:
        yield words["history_pain_marked"]
    if one.effort is not None:
        yield words["history_effort"].format(level=one.effort)


def _change(course: Course, points: Sequence[Point], texts: Texts) -> str:
    first, last = points[0], points[-1]
    by = last.number.mean - first.number.mean
    key = "history_change" if isfinite(course.least) else "history_change_open"
    return texts.pages[key].format(
        first=f"{first.when:%Y-%m-%d}",
        last=f"{last.when:%Y-%m-%d}",
        by=_with_unit(by, course, texts, signed=True),
        least=least_of(course, texts),
    )


def _with_unit(value: float, course: Course, texts: Texts, *, signed: bool = False) -> str:
    scale = scale_of(course.metric, course.unit, texts)
    digits = _digits(course, scale.times)
    number = written(scale.times * value, digits, texts, signed=signed)
    return f"{number}{scale.unit if scale.unit == '°' else f' {scale.unit}'}"


def _digits(course: Course, times: float) -> int:
    """One where the whole drawing spans a few units, else none."""
    low, high = reach(course)
    return int(times * (high - low) < HIGH)
