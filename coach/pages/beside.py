"""Charts of before and after in one picture: what was before is open and broken, after is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coach.pages.charts import GROUND, WIDE
from coach.pages.cycle import Curve
from coach.pages.svg import PAPER, Alt, Drawing, svg

BEFORE, AFTER = "#6b7480", "#0b5a8f"


@dataclass(frozen=True, slots=True)
class Both:
    """A number before and after, each with its error, in the unit of the chart."""

    name: str
    means: tuple[float, float]
    errors: tuple[float, float]


def both_chart(rows: Sequence[Both], unit: str, names: tuple[str, str], alt: Alt) -> Drawing:
    """Each number as two marks with their errors, the first row on top."""

    def paint(figure: Figure) -> None:
        axes = figure.subplots()
        high = 70 + 38 * len(rows)
        figure.subplots_adjust(left=0.44, right=0.96, top=1 - 26 / high, bottom=38 / high)
        places = np.arange(len(rows))[::-1]
        looks = (("o", BEFORE, PAPER, 0.15), ("s", AFTER, AFTER, -0.15))
        for each, (mark, colour, face, up) in enumerate(looks):
            axes.errorbar(
                [row.means[each] for row in rows],
                places + up,
                xerr=[row.errors[each] for row in rows],
                fmt=mark,
                color=colour,
                markerfacecolor=face,
                markersize=5,
                elinewidth=1.4,
                label=names[each],
            )
        axes.set_yticks(places, [row.name for row in rows])
        axes.set_ylim(-0.6, len(rows) - 0.4)
        axes.set_xlabel(unit)
        axes.tick_params(length=0)
        axes.grid(axis="x", color=GROUND, linewidth=0.5)
        _legend(axes)

    return svg((WIDE, 70 + 38 * len(rows)), alt, paint)


def curves_chart(
    curves: tuple[Curve, Curve], title: str, x: str, names: tuple[str, str], alt: Alt
) -> Drawing:
    """One angle over the cycle before and after, one standard deviation as a shade."""
    percent = np.linspace(0, 100, 101)

    def paint(figure: Figure) -> None:
        axes = figure.subplots()
        figure.subplots_adjust(left=0.14, right=0.97, top=0.8, bottom=0.2)
        looks = ((BEFORE, (0, (4, 2))), (AFTER, "-"))
        for curve, name, (colour, style) in zip(curves, names, looks, strict=True):
            low, high = curve.mean - curve.sd, curve.mean + curve.sd
            axes.fill_between(percent, low, high, color=colour, alpha=0.16, linewidth=0)
            axes.plot(percent, curve.mean, color=colour, linestyle=style, linewidth=1.8, label=name)
            if isfinite(curve.toe_off):
                axes.axvline(100 * curve.toe_off, color=colour, linestyle=":", linewidth=1)
        axes.set_xlim(0, 100)
        axes.set_xticks([0, 25, 50, 75, 100])
        axes.set_xlabel(x)
        axes.set_title(title, loc="left", fontsize=9, fontweight="bold", pad=19)
        axes.grid(axis="y", color=GROUND, linewidth=0.5)
        axes.tick_params(length=0)
        _legend(axes)

    return svg((WIDE, 236), alt, paint)


def _legend(axes: Axes) -> None:
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 0.98), borderaxespad=0.0, ncols=2)
