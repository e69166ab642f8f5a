"""Where everything stands: rectangles in window pixels, from the window's size alone.

At work the picture goes to the edges, with a column of numbers for each leg over its sides and the
cue over its lower edge. Else:

+------------------------- header --------------------------+
|  left  |                                         |  right |
|  panel |               picture                   |  panel |
+--------+----------------------------------------+--------+
|                            cue                             |
|                           strip                            |
+-----------------------------------------------------------+
"""

from __future__ import annotations

from dataclasses import dataclass

from pygame import Rect

from coach.core.types import Side

_LARGE = 1.2


@dataclass(frozen=True, slots=True)
class Layout:
    """The window's areas; `unit` is a hundredth of its height (less where it is narrow). `columns`
    and `low` are those of work, over the picture's sides and its lower edge."""

    size: tuple[int, int]
    unit: float
    header: Rect
    panels: dict[Side, Rect]
    middle: Rect
    cue: Rect
    strip: Rect
    columns: dict[Side, Rect]
    low: Rect

    def u(self, units: float) -> int:
        """That many units in whole pixels, at least 1."""
        return max(1, round(units * self.unit))


def lay_out(size: tuple[int, int], *, large_text: bool = False) -> Layout:
    """The areas of a window of (width, height); `large_text` takes room from the picture."""
    width, height = size
    unit = min(height, 0.75 * width) / 100 * (_LARGE if large_text else 1)
    edge, panel, gap = round(2 * unit), round(29 * unit), round(1.5 * unit)
    top, foot = round(11.5 * unit), round(22.4 * unit)
    tall = max(1, height - top - foot)
    column = Rect(edge, edge, round(46 * unit), max(1, height - edge - round(21 * unit)))
    inner = Rect(edge + panel + gap, top, max(1, width - 2 * (edge + panel + gap)), tall)
    return Layout(
        size,
        unit,
        header=Rect(edge, 0, width - 2 * edge, top),
        panels={
            Side.LEFT: Rect(edge, top, panel, tall),
            Side.RIGHT: Rect(width - edge - panel, top, panel, tall),
        },
        middle=inner,
        cue=Rect(edge, top + tall, width - 2 * edge, int(17.6 * unit)),
        strip=Rect(edge, height - int(4.7 * unit), width - 2 * edge, int(4.1 * unit)),
        columns={Side.LEFT: column, Side.RIGHT: column.move(width - column.width - 2 * edge, 0)},
        low=Rect(edge, 0, width - 2 * edge, height - edge),
    )


def inside(area: Rect, size: tuple[int, int]) -> Rect:
    """The largest rectangle of the shape of `size` in the middle of `area`."""
    scale = min(area.width / size[0], area.height / size[1])
    place = Rect(0, 0, max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    place.center = area.center
    return place
