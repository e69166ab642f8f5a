"""The charts of a page. Left and right differ in colour and in shape, and in grey too; so do before
and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, nan
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D, Transform

from coach.core.drills.rules import Band
from coach.core.skeleton import BONES, BodyPart, row
from coach.core.types import Points, Side
from coach.pages.cycle import Curve
from coach.pages.sticks import Stick
from coach.pages.svg import FAINT, PAPER, Alt, Drawing, svg

GROUND_X = np.array([[-0.6], [0.6]])
BODY, GROUND, TARGET = "#5a6675", "#c3cad3", "#dcebe0"

MOST_MARKS = 400
"""More reps than this are drawn as means of as many as it takes."""

MOST_NAMES = 5
"""Of more sets than this only the numbers fit below a chart."""

APART = 1.9
"""Leg lengths between two figures."""

HEADROOM = 0.54
"""The hips' height in the drawing, as a share of it."""

WIDE, HIGH = 344, 236
"""CSS pixels: as wide as the page on a phone."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one of two is drawn: a mark's shape, whether it is full, and matplotlib's line style."""

    colour: str
    mark: str
    full: bool
    line: Any

    @property
    def face(self) -> str:
        return self.colour if self.full else PAPER


LOOKS = {
    Side.LEFT: Look("#0b5a8f", "o", True, "-"),
    Side.RIGHT: Look("#c8641b", "^", False, (0, (5, 2))),
}
BEFORE, AFTER = Look("#6b7480", "o", False, (0, (4, 2))), Look("#0b5a8f", "s", True, "-")


@dataclass(frozen=True, slots=True)
class Labels:
    """Words in a chart: along the axes, for the sides, and for the target band."""

    x: str
    y: str
    sides: Mapping[Side, str]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Reps of one side: `x` their numbers, `y` their values in the unit of the chart."""

    x: Points
    y: Points


@dataclass(frozen=True, slots=True)
class SetSpan:
    """One of several sets in a chart, from `start` to `end` of its x, with its own target."""

    name: str
    start: float
    end: float
    band: Band


def rep_chart(
    reps: Mapping[Side, Marks],
    band: Band,
    labels: Labels,
    alt: Alt,
    scale: float = nan,
    sets: Sequence[SetSpan] = (),
) -> Drawing:
    """Each rep as a mark against its target band; `scale` is where the axis ends, if known. Several
    `sets` stand beside each other, named below, each with its own band."""
    breaks = [span.start for span in sets]

    def paint(figure: Figure) -> None:
        axes = _axes(figure, labels)
        values = [marks.y for marks in reps.values()]
        limits = _limits(axes, [band, *(span.band for span in sets)], values, scale)
        for each in sets or (None,):
            _shade(axes, each.band if each else band, limits, each)
        for side, marks in reps.items():
            x, y, low, high = binned(marks, breaks)
            look, name = LOOKS[side], labels.sides[side]
            (line,) = axes.plot(x, y, look.mark, color=look.colour, label=name)
            if len(x) < len(marks.y):
                # One line with gaps: as many lines would be as much again as the marks.
                ends = np.column_stack((low, high, np.full(len(x), nan))).ravel()
                axes.plot(np.repeat(x, 3), ends, color=look.colour, linewidth=1, alpha=0.4)
            line.set(markersize=4.5, markeredgewidth=1.2, markerfacecolor=look.face)
        _along(axes, sets)
        _legend(axes, labels, band)

    return svg((WIDE, HIGH), alt, paint)


def curve_chart(curves: Sequence[tuple[str, Look, Curve]], labels: Labels, alt: Alt) -> Drawing:
    """The mean of each one's cycles as a line, one standard deviation as a shade."""
    percent = np.linspace(0, 100, 101)

    def paint(figure: Figure) -> None:
        axes = _axes(figure, labels)
        for name, look, one in curves:
            low, high = one.mean - one.sd, one.mean + one.sd
            axes.fill_between(percent, low, high, color=look.colour, alpha=0.18, linewidth=0)
            line = {"color": look.colour, "linestyle": look.line, "linewidth": 1.8}
            axes.plot(percent, one.mean, label=name, **line)
            if isfinite(one.toe_off):
                axes.axvline(100 * one.toe_off, color=look.colour, linestyle=":", linewidth=1)
        axes.set_xlim(0, 100)
        axes.set_xticks([0, 25, 50, 75, 100])
        _legend(axes, labels, Band())

    return svg((WIDE, HIGH), alt, paint)


@dataclass(frozen=True, slots=True)
class Pair:
    """One number twice, of both legs or before and after, with its errors, in the chart's unit."""

    name: str
    means: tuple[float, float]
    errors: tuple[float, float]


def pair_chart(
    pairs: Sequence[Pair], looks: Sequence[tuple[str, Look]], labels: Labels, alt: Alt
) -> Drawing:
    """The two beside each other, each as a mark with its error; the first pair on top."""
    high = 70 + 38 * len(pairs)

    def paint(figure: Figure) -> None:
        axes = figure.subplots()
        figure.subplots_adjust(left=0.44, right=0.96, top=1 - 26 / high, bottom=38 / high)
        places = np.arange(len(pairs))[::-1]
        for each, (name, look) in enumerate(looks):
            axes.errorbar(
                [pair.means[each] for pair in pairs],
                places + (0.14, -0.14)[each],
                xerr=[pair.errors[each] for pair in pairs],
                fmt=look.mark,
                color=look.colour,
                markerfacecolor=look.face,
                markersize=5,
                elinewidth=1.4,
                label=name,
            )
        axes.set_yticks(places, [_two_lines(pair.name) for pair in pairs])
        axes.set_ylim(-0.6, len(pairs) - 0.4)
        axes.set_xlabel(labels.x)
        axes.tick_params(length=0)
        axes.grid(axis="x", color=GROUND, linewidth=0.5)
        _legend(axes, labels, Band())

    return svg((WIDE, high), alt, paint)


def _two_lines(name: str) -> str:
    """A long name, broken in its middle."""
    words = name.split()
    half = (len(words) + 1) // 2
    return "\n".join((" ".join(words[:half]), " ".join(words[half:]))) if len(name) > 20 else name


def stick_chart(sticks: Sequence[tuple[str, Stick]], alt: Alt) -> Drawing:
    """Figures side by side on one ground and in one scale, each with its words below."""
    ground = min(float(np.nanmin(stick.joints[:, 1])) for _, stick in sticks) - 0.06
    size = min(WIDE, 172 * len(sticks)), 252
    wide = APART * len(sticks)
    high = wide * size[1] / size[0]

    def paint(figure: Figure) -> None:
        # Straight on the figure: axes that nobody sees take most of the time.
        scaled = Affine2D().translate(APART / 2, HEADROOM * high).scale(1 / wide, 1 / high)
        place = scaled + figure.transFigure
        for n, (words, stick) in enumerate(sticks):
            at = np.array((APART * n, 0.0))
            _bone(figure, at + GROUND_X * (1, 0) + (0, ground), GROUND, 2, place)
            _stick(figure, stick.joints + at, place)
            figure.text(at[0], ground - 0.1, words, ha="center", va="top", transform=place)

    return svg(size, alt, paint)


def binned(marks: Marks, breaks: Sequence[float] = ()) -> tuple[Points, Points, Points, Points]:
    """(n,) each: the marks' x and y with the lowest and highest y; or where there are too many, the
    means of some after each other, none across a break."""
    known = np.isfinite(marks.y)
    x, y = marks.x[known], marks.y[known]
    many = -(-len(y) // (MOST_MARKS // 2))
    if many <= 1:
        return x, y, y, y
    edges = np.union1d(np.arange(0, len(y), many), np.searchsorted(x, breaks).astype(int))
    edges = edges[edges < len(y)]
    counts = np.diff(np.append(edges, len(y)))
    x, mean = (np.add.reduceat(values, edges) / counts for values in (x, y))
    return x, mean, np.minimum.reduceat(y, edges), np.maximum.reduceat(y, edges)


def _axes(figure: Figure, labels: Labels) -> Axes:
    axes = figure.subplots()
    figure.subplots_adjust(left=0.14, right=0.97, top=0.8, bottom=0.2)
    axes.set_xlabel(labels.x)
    # A height of its own spares a search for what lies in the title's way.
    axes.set_title(labels.y, loc="left", fontsize=9, fontweight="bold", y=1.13)
    axes.grid(axis="y", color=GROUND, linewidth=0.5)
    axes.tick_params(length=0)
    axes.locator_params(axis="y", nbins=5, integer=True)
    return axes


def _along(axes: Axes, sets: Sequence[SetSpan]) -> None:
    """Numbers of reps; of several sets their names, each set apart from the next."""
    if not sets:
        axes.locator_params(axis="x", nbins=6, integer=True)
        return
    for before, after in pairwise(sets):
        axes.axvline((before.end + after.start) / 2, color=FAINT, linewidth=0.8)
    few = len(sets) <= MOST_NAMES
    names = [span.name if few else str(n) for n, span in enumerate(sets, 1)]
    axes.set_xticks([(span.start + span.end) / 2 for span in sets], names)
    if few:
        axes.set_xlabel("")


def _limits(
    axes: Axes, bands: Sequence[Band], values: Sequence[Points], scale: float
) -> tuple[float, float]:
    """Where the axis begins and ends: with all values, and the ends of the bands."""
    known = np.concatenate([np.asarray(v)[np.isfinite(v)] for v in values] or [np.array([])])
    lows, highs = [], []
    for band in bands:
        ends = [end for end in (band.low, band.high) if isfinite(end) and end <= max(scale, end)]
        lows += ends
        highs += ends[:1]
    low, high = min([*known, *lows], default=0.0), max([*known, *highs], default=1.0)
    room = 0.12 * max(high - low, 1e-6)
    axes.set_ylim(low - room, high + room)
    return low - room, high + room


def _shade(axes: Axes, band: Band, limits: tuple[float, float], span: SetSpan | None) -> None:
    """The target as a shade with an edge; an open end goes to that of the axis."""
    if not isfinite(band.low) and not isfinite(band.high):
        return
    low, high = max(band.low, limits[0]), min(band.high, limits[1])
    x = (span.start - 1, span.end + 1) if span else (0.0, 1.0)
    place = axes.transData if span else axes.get_yaxis_transform()
    axes.fill_between(x, low, high, color=TARGET, linewidth=0, transform=place)
    for end in (low, high):
        if end in (band.low, band.high):
            axes.plot(x, (end, end), color="#5d8a6a", linewidth=1, transform=place, zorder=1.5)


def _legend(axes: Axes, labels: Labels, band: Band) -> None:
    handles, names = axes.get_legend_handles_labels()
    if labels.target and (isfinite(band.low) or isfinite(band.high)):
        handles.append(axes.axhspan(nan, nan, facecolor=TARGET, edgecolor="#5d8a6a"))
        names.append(labels.target)
    places = {"loc": "lower left", "bbox_to_anchor": (0.0, 0.98), "borderaxespad": 0.0}
    axes.legend(handles, names, ncols=3, handletextpad=0.4, columnspacing=1.2, **places)


def _stick(figure: Figure, joints: Points, place: Transform) -> None:
    """The left side's limbs in its colour, the right's in its own, as in the charts."""
    sides = {side: {row(part, side) for part in BodyPart} for side in Side}
    for bone in BONES:
        side = next((side for side in Side if {*bone} <= sides[side]), None)
        _bone(figure, joints[[*bone]], LOOKS[side].colour if side else BODY, 3.4, place)
    hips, neck = (
        joints[[row(part, side) for side in Side]].mean(axis=0)
        for part in (BodyPart.HIP, BodyPart.SHOULDER)
    )
    up = (neck - hips) / max(float(np.hypot(*(neck - hips))), 1e-6)
    head = neck + 0.24 * up
    if np.isfinite(head).all():
        dot = Line2D(*head[:, None], marker="o", markersize=15, color=BODY, transform=place)
        figure.add_artist(dot)


def _bone(figure: Figure, ends: Points, colour: str, width: float, place: Transform) -> None:
    if np.isfinite(ends).all():
        line = Line2D(*ends.T, color=colour, linewidth=width, transform=place)
        line.set_solid_capstyle("round")
        figure.add_artist(line)
