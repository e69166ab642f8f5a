"""A cheap look at the picture itself: too dark, standing still, or suddenly another scene.

Only some ten thousand of its pixels are looked at, evenly spread, whatever its size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.core.types import UNSEEN, FrameCheck, Image, Points


def look_of(code: int) -> FrameCheck:
    """The look of this code."""
    return FrameCheck(bool(code & 1), bool(code & 2), bool(code & 4), not code & 8)


@dataclass(frozen=True, slots=True)
class LookRule:
    """Brightness is 0 to 255. Dark: all but `few` of the pixels are below `dark`. Frozen: nothing
    fresh for `still_s`. Cut: from one picture to the next the brightness of its parts changes by
    more than `change` on average, and they are less `alike` (correlation) than a pan leaves them.
    """

    dark: float = 40.0
    few: float = 0.1
    still_s: float = 0.3
    change: float = 12.0
    alike: float = 0.6


ROWS, COLUMNS = 72, 96
PART = 6
"""Looked at are about ROWS x COLUMNS pixels; a part of the scene is PART x PART of them."""


class PictureWatch:
    """Takes every picture in, in order.

    A sensor's grain never comes twice, however still the athlete stands, so a picture that is
    equal to the last bit is no new one. Animations and converted videos repeat every second or
    fourth; hence the wait before that is called frozen.
    """

    def __init__(self, rule: LookRule | None = None) -> None:
        self._rule = rule or LookRule()
        self._before: Image | None = None
        self._parts: Points | None = None
        self._fresh_t = 0.0

    def look(self, t: float, image: Image) -> FrameCheck:
        """What the picture of time t tells; UNSEEN where the frame has none of its own."""
        if min(image.shape[:2]) < ROWS or not any(image.strides):
            return UNSEEN
        seen = _some(image)
        before, self._before = self._before, seen
        fresh = before is None or not np.array_equal(seen, before)
        if fresh:
            self._fresh_t = t
        bright = seen[..., 1]
        dark = bool((bright > self._rule.dark).mean() < self._rule.few)
        frozen = not dark and t - self._fresh_t > self._rule.still_s
        return FrameCheck(dark, frozen, fresh and self._is_cut(_parts(bright)), fresh)

    def _is_cut(self, parts: Points) -> bool:
        before, self._parts = self._parts, parts
        if before is None or before.shape != parts.shape:
            return before is not None
        if np.abs(parts - before).mean() < self._rule.change:
            return False
        a, b = parts - parts.mean(), before - before.mean()
        like = float((a * b).sum())
        return like < self._rule.alike * float(np.sqrt((a * a).sum() * (b * b).sum()))


def _some(image: Image) -> Image:
    down, across = max(1, image.shape[0] // ROWS), max(1, image.shape[1] // COLUMNS)
    return image[::down, ::across].copy()


def _parts(bright: Image) -> Points:
    """Mean brightness of each part of the picture; of its noise and small things little is left."""
    rows, columns = bright.shape[0] // PART, bright.shape[1] // PART
    whole = bright[: rows * PART, : columns * PART].astype(np.float64)
    parts: Points = whole.reshape(rows, PART, columns, PART).mean(axis=(1, 3))
    return parts
