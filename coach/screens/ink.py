"""Colours, letters and symbols, each made once and kept.

The colours are told apart by people who see red and green alike (Okabe-Ito hues, lightened for a
dark ground); wherever one carries meaning, a shape says the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pygame
import pygame.freetype
import pygame.surfarray
from pygame import Surface

from coach.screens.marks import SHAPES, Symbol

Colour = tuple[int, int, int]

GROUND: Colour = (10, 13, 18)
PANEL: Colour = (22, 27, 35)
TRACK: Colour = (46, 55, 68)
WHITE: Colour = (242, 245, 248)
DIM: Colour = (158, 169, 182)
FAINT: Colour = (96, 107, 121)
GOOD: Colour = (64, 206, 164)
OUT: Colour = (245, 170, 40)
ALARM: Colour = (255, 112, 56)
NOTICE: Colour = (110, 190, 240)

_STRONGER: dict[Colour, Colour] = {
    GROUND: (0, 0, 0),
    PANEL: (0, 0, 0),
    TRACK: (70, 74, 80),
    WHITE: (255, 255, 255),
    DIM: (230, 234, 238),
    FAINT: (170, 176, 184),
    GOOD: (90, 255, 205),
    OUT: (255, 200, 40),
    ALARM: (255, 140, 90),
    NOTICE: (150, 220, 255),
}
"""What each colour becomes with high contrast: on black, 8 to 1 or more."""

_FINER = 4  # symbols are drawn this much larger and shrunk, so that their edges are smooth
_LONGEST = 400  # letters: no line has room for more
_SIZE, _BASELINE = 0.84, 0.8  # of the line height; capitals stand in its middle

Lines = tuple[str, ...]


class Ink:
    """Makes text, symbols and plates; asked again for the same one, gives the same Surface.

    Needs `pygame.freetype.init()`, and holds until `pygame.freetype.quit()`. With `high_contrast`
    all colours are stronger, and plates are black with an edge.
    """

    width: Callable[[str, int], int]
    word: Callable[[str, int, Colour], Surface]
    mark: Callable[[Symbol, int, Colour], Surface]
    plate: Callable[[tuple[int, int], Colour, int, int], Surface]
    sheet: Callable[[str, tuple[int, int]], Surface]
    fit: Callable[[str, int, tuple[int, ...]], tuple[int, Lines]]
    cut: Callable[[str, int, int], str]

    def __init__(self, *, high_contrast: bool = False) -> None:
        self.high_contrast = high_contrast
        # pygame.freetype spaces the bundled font evenly; pygame.font tears "kn" and "Th" apart.
        self._font = pygame.freetype.Font(None)
        self._font.origin = True
        self.width = lru_cache(1024)(self._width)
        self.word = lru_cache(512)(self._word)
        self.mark = lru_cache(128)(self._mark)
        self.plate = lru_cache(32)(self._plate)
        self.sheet = lru_cache(4)(_sheet)
        self.shade = lru_cache(4)(_shade)
        self.fit = lru_cache(256)(self._fit)
        self.cut = lru_cache(64)(self._cut)

    def tone(self, colour: Colour) -> Colour:
        """The colour as it is drawn."""
        return _STRONGER.get(colour, colour) if self.high_contrast else colour

    def _mark(self, mark: Symbol, size: int, colour: Colour) -> Surface:
        return _mark(mark, size, self.tone(colour))

    def _plate(self, size: tuple[int, int], colour: Colour, alpha: int, radius: int) -> Surface:
        plate = _plate(size, self.tone(colour), alpha, radius)
        if self.high_contrast and colour == PANEL:
            pygame.draw.rect(plate, self.tone(DIM), plate.get_rect(), 2, border_radius=radius)
        return plate

    def _width(self, text: str, height: int) -> int:
        """How wide `text` is in letters whose line is `height` pixels high."""
        return int(self._font.get_rect(text, size=_SIZE * height).right) + 1

    def _word(self, text: str, height: int, colour: Colour) -> Surface:
        """`text` in letters whose line is `height` pixels high."""
        line = Surface((self.width(text, height), height), pygame.SRCALPHA)
        self._font.render_to(
            line, (0, round(_BASELINE * height)), text, self.tone(colour), size=_SIZE * height
        )
        return line

    def _cut(self, text: str, height: int, width: int) -> str:
        """`text`, or as much of it as goes into `width` pixels with an ellipsis at its end; empty
        where not even that does. Half a letter, as a damaged file may hold, is a question mark."""
        whole = text.encode("utf-8", "replace").decode("utf-8")
        begun = whole[:_LONGEST]
        if begun == whole and self.width(whole, height) <= width:
            return whole
        ways = range(len(begun) + 1)
        n = bisect_right(ways, width, key=lambda n: self._width(f"{begun[:n]}…", height)) - 1
        return f"{begun[:n]}…" if n >= 0 else ""

    def _fit(self, text: str, width: int, tallest: tuple[int, ...]) -> tuple[int, Lines]:
        """The line height and the lines that show `text` largest within `width` pixels.

        `tallest` are the greatest line heights allowed on one line and, if given, on two.
        """
        ways = [lines for lines in _splits(text) if len(lines) <= len(tallest)]
        ways.sort(key=lambda lines: max(self.width(line, 100) for line in lines))
        heights = [self._shrunk(lines, width, tallest[len(lines) - 1]) for lines in ways]
        best = heights.index(max(heights))  # the most even of the largest
        return heights[best], ways[best]

    def _shrunk(self, lines: Lines, width: int, height: int) -> int:
        while height > 6 and max(self.width(line, height) for line in lines) > width:
            height -= 1
        return height


def _splits(text: str) -> list[Lines]:
    words = text.split()
    halves = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return [(text,), *halves]


def _mark(mark: Symbol, size: int, colour: Colour) -> Surface:
    """The symbol in a square of `size` pixels."""
    large = size * _FINER
    # The ground has the symbol's own colour, so that shrinking darkens no edge.
    canvas = Surface((large, large), pygame.SRCALPHA)
    canvas.fill((*colour, 0))
    for solid, polygon in SHAPES[mark]:
        points = [(x * large, y * large) for x, y in polygon]
        pygame.draw.polygon(canvas, (*colour, 255 if solid else 0), points)
    return pygame.transform.smoothscale(canvas, (size, size))


def _sheet(use: str, size: tuple[int, int]) -> Surface:
    """A Surface to draw on again and again: a new one of a camera's size costs 4 ms a frame."""
    return Surface(size)


def _shade(size: tuple[int, int], from_left: bool) -> Surface:
    """Dark at one side and clear at the other, so that what stands there is read on any picture."""
    width, height = size
    shade = Surface(size, pygame.SRCALPHA)
    shade.fill((*GROUND, 0))
    alpha = np.linspace(215, 0, width)[:: 1 if from_left else -1].astype(np.uint8)
    pygame.surfarray.pixels_alpha(shade)[:] = np.repeat(alpha[:, None], height, axis=1)
    return shade


def _plate(size: tuple[int, int], colour: Colour, alpha: int, radius: int) -> Surface:
    """A see-through rectangle with round corners; `alpha` 255 is solid."""
    plate = Surface(size, pygame.SRCALPHA)
    pygame.draw.rect(plate, (*colour, alpha), plate.get_rect(), border_radius=radius)
    return plate


def blend(a: Colour, b: Colour, share: float) -> Colour:
    """Between two colours: `share` of the first, the rest of the second."""
    red, green, blue = (round(x * share + y * (1 - share)) for x, y in zip(a, b, strict=True))
    return red, green, blue


def put(canvas: Surface, picture: Surface, **anchor: tuple[float, float]) -> pygame.Rect:
    """Blits `picture` with one of its anchors (`center=`, `topleft=`, ...) there."""
    return canvas.blit(picture, picture.get_rect(**anchor))


def put_words(
    canvas: Surface,
    ink: Ink,
    words: str,
    area: pygame.Rect,
    tallest: tuple[int, ...],
    colour: Colour,
) -> None:
    """As large as the area and the `tallest` line heights allow, alone or of two, at its left."""
    most = tuple(max(1, min(tall, area.height // (n + 1))) for n, tall in enumerate(tallest))
    size, lines = ink.fit(words, max(1, area.width), most)
    corner = area.left, area.centery - size * len(lines) // 2
    put_lines(canvas, ink, (size, lines), colour, topleft=corner)


def put_lines(
    canvas: Surface, ink: Ink, fit: tuple[int, Lines], colour: Colour, **anchor: tuple[float, float]
) -> None:
    """Lines as `Ink.fit` gives them below each other, the first with one of its anchors there."""
    (size, lines), ((name, (x, y)),) = fit, anchor.items()
    for i, line in enumerate(lines):
        put(canvas, ink.word(line, size, colour), **{name: (x, y + i * size)})
