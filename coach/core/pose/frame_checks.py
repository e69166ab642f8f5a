"""A cheap check of the picture itself: too dark, standing still, or suddenly another scene.

Only some ten thousand of its pixels are looked at, evenly spread, whatever its size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.core.types import UNSEEN, FrameCheck, Image, Points


def look_of(code: int) -> FrameCheck:
    """The check of this `code`."""
    return FrameCheck(bool(code & 1), bool(code & 2), bool(code & 4), not code & 8)


@dataclass(frozen=True, slots=True)
class FrameCheckRule:
    """Brightness is 0 to 255. Dark: all but `few` of the pixels are below `dark`. Frozen: nothing
    fresh for `frozen_s`. Cut: from one picture to the next the brightness of its parts changes by
    more than `change` on average, and their `correlation` is less than a pan leaves.
    """

    dark: float = 40.0
    few: float = 0.1
    frozen_s: float = 0.3
    change: float = 12.0
    correlation: float = 0.6


ROWS, COLUMNS = 72, 96
PART = 6
"""Looked at are about ROWS x COLUMNS pixels; a part of the scene is PART x PART of them."""


class PictureWatch:
    """Takes every picture in, in order.

    A sensor's grain never comes twice, however still the athlete stands, so a picture that is
    equal to the last bit is no new one. Animations and converted videos repeat every second or
    fourth; hence the wait before that is called frozen.
    """

    def __init__(self, rule: FrameCheckRule | None = None) -> None:
        self._rule = rule or FrameCheckRule()
        self._before: Image | None = None
        self._parts: Points | None = None
        self._fresh_t = 0.0

    def look(self, t: float, image: Image) -> FrameCheck:
        """Checks the picture (height, width, 3) of time t; UNSEEN where a frame has none."""
        if min(image.shape[:2]) < ROWS or not any(image.strides):
            return UNSEEN
        pixels = _thinned(image)
        before, self._before = self._before, pixels
        fresh = before is None or not np.array_equal(pixels, before)
        if fresh:
            self._fresh_t = t
        bright = pixels[..., 1]
        dark = bool((bright > self._rule.dark).mean() < self._rule.few)
        frozen = not dark and t - self._fresh_t > self._rule.frozen_s
        return FrameCheck(dark, frozen, fresh and self._is_cut(_parts(bright)), fresh)

    def _is_cut(self, parts: Points) -> bool:
        before, self._parts = self._parts, parts
        if before is None or before.shape != parts.shape:
            return before is not None
        if np.abs(parts - before).mean() < self._rule.change:
            return False
        a, b = parts - parts.mean(), before - before.mean()
        product = float((a * b).sum())
        return product < self._rule.correlation * float(np.sqrt((a * a).sum() * (b * b).sum()))


def _thinned(image: Image) -> Image:
    """About (ROWS, COLUMNS, 3): evenly spread pixels, in an array of their own."""
    down, across = max(1, image.shape[0] // ROWS), max(1, image.shape[1] // COLUMNS)
    return image[::down, ::across].copy()


def _parts(bright: Image) -> Points:
    """(rows, columns): mean brightness of each part of the picture (height, width), in which little
    is left of its noise and of small things."""
    rows, columns = bright.shape[0] // PART, bright.shape[1] // PART
    whole = bright[: rows * PART, : columns * PART].astype(np.float64)
    parts: Points = whole.reshape(rows, PART, columns, PART).mean(axis=(1, 3))
    return parts
