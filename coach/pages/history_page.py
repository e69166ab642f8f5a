"""An athlete's trend as a drawing of its own, and as a page with the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil, isfinite

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from coach.core.judging.history import Course, HistoryEntry, Point
from coach.pages.page import page
from coach.pages.svg import FAINT, PAPER, Alt, Drawing, svg
from coach.spelling import one_line
from coach.wording.history import BAND as WITHIN
from coach.wording.history import (
    FED,
    PROBE,
    course_title,
    key_of,
    number_of,
    reach,
    span,
    table_of,
    trend_lines,
)
from coach.wording.numbers import scale_of
from coach.wording.texts import Texts

WIDE, HIGH = 680, 320
"""CSS pixels of one trend."""

TICKS = 6
COLOUR, SHADE, GRID = "#0b5a8f", "#e9edf2", "#c3cad3"


def history_svg(name: str, courses: Sequence[Course], texts: Texts) -> str:
    """A file of its own, the trends one below the other."""
    title = texts.pages["history_title"].format(name=one_line(name))
    alt = Alt(title, " ".join(_alt(course, texts).description for course in courses))

    def paint(figure: Figure) -> None:
        rows = figure.subplots(len(courses), squeeze=False)
        for (axes,), course in zip(rows, courses, strict=True):
            _paint(axes, course, texts, heading=course_title(course, texts))
        figure.tight_layout(pad=1.2, h_pad=2.0)

    drawing = svg((WIDE, HIGH * len(courses)), alt, paint)
    return drawing.text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def history_html(
    name: str, entries: Sequence[HistoryEntry], courses: Sequence[Course], texts: Texts
) -> str:
    """The trends with what they come to, and the table."""
    heads, *rows = table_of(entries, texts)
    return page(
        "history.html",
        texts,
        title=texts.pages["history_title"].format(name=one_line(name)),
        lead=span(name, entries, texts),
        trends=[
            (
                course_title(one, texts),
                _drawing(one, texts),
                [*trend_lines(one, texts), *_ends(one, texts)],
            )
            for one in courses
        ],
        heads=heads,
        rows=rows,
    )


def _drawing(course: Course, texts: Texts) -> Drawing:
    def paint(figure: Figure) -> None:
        _paint(figure.subplots(), course, texts)
        figure.tight_layout(pad=0.6)

    return svg((WIDE, HIGH), _alt(course, texts), paint)


def _alt(course: Course, texts: Texts) -> Alt:
    """Every point in words."""
    points = []
    for point in course.points:
        number = number_of(course.metric, point.number, texts)
        probe = f" ({texts.pages['history_probe']})" if point.probe else ""
        points.append(f"{point.when:%Y-%m-%d}: {number}{probe}")
    words = f"{'; '.join(points)}. {'. '.join(trend_lines(course, texts))}."
    return Alt(course_title(course, texts), f"{course_title(course, texts)}. {words}")


def _ends(course: Course, texts: Texts) -> list[str]:
    known = any(isfinite(point.number.error) for point in course.points)
    return [texts.pages["history_key_ends"]] if known else []


def _paint(axes: Axes, course: Course, texts: Texts, heading: str = "") -> None:
    scale = scale_of(course.metric, course.unit, texts)
    times, words = scale.times, dict(key_of(course, texts))
    low, high = reach(course)
    if isfinite(course.least):
        base = course.base.number.mean
        ends = times * (base - course.least), times * (base + course.least)
        axes.axhspan(*ends, color=SHADE, linewidth=0, label=words[WITHIN])
    for probe, mark in ((True, PROBE), (False, FED)):
        points = [point for point in course.points if point.probe is probe]
        if points:
            _marks(axes, points, times, probe, words[mark])
    if heading:
        axes.set_title(heading, loc="left", fontsize=9, fontweight="bold", pad=32)
    errors = [point.number.error for point in course.points if isfinite(point.number.error)]
    room = max(errors, default=0.0)
    axes.set_ylim(times * (low - room), times * (high + room))
    axes.set_ylabel(scale.unit, rotation=0, ha="right", va="center")
    axes.grid(axis="y", color=GRID, linewidth=0.5)
    axes.tick_params(length=0)
    _dates(axes, course)
    places = {"loc": "lower left", "bbox_to_anchor": (0.0, 1.0), "borderaxespad": 0.2}
    axes.legend(ncols=2, handletextpad=0.4, columnspacing=1.2, **places)


def _marks(axes: Axes, points: Sequence[Point], times: float, probe: bool, label: str) -> None:
    """Probes are full marks on a line, what was done with feedback is hollow and has none."""
    axes.errorbar(
        [_on_axis(point) for point in points],
        [times * point.number.mean for point in points],
        [times * point.number.error for point in points],
        fmt="o-" if probe else "D",
        color=COLOUR,
        ecolor=COLOUR if probe else FAINT,
        markerfacecolor=COLOUR if probe else PAPER,
        markersize=6 if probe else 5,
        linewidth=1.2,
        elinewidth=0.8,
        capsize=3,
        label=label,
    )


def _dates(axes: Axes, course: Course) -> None:
    """The days of some of the points, spread evenly over them."""
    days = {f"{point.when:%Y-%m-%d}": _on_axis(point) for point in course.points}
    every = ceil(len(days) / TICKS)
    axes.set_xticks(list(days.values())[::every], list(days)[::every])
    axes.margins(x=0.08)


def _on_axis(point: Point) -> float:
    """In days, by the clock of where it was."""
    return float(date2num(datetime.fromisoformat(point.when.isoformat()).replace(tzinfo=None)))
