"""What must be read before anything else: large, over everything, until Enter is pressed."""

from __future__ import annotations

from pygame import Rect, Surface

from coach.screens.ink import GROUND, NOTICE, PANEL, WHITE, put
from coach.screens.marks import Symbol
from coach.screens.scene import Scene


def paint_notice(canvas: Surface, scene: Scene) -> None:
    """The status's notice, a mark before each line, and the key that takes it away."""
    lines = scene.status.notice
    if not lines:
        return
    u, whole = scene.layout.u, canvas.get_size()
    canvas.blit(scene.ink.plate(whole, GROUND, 235, 0), (0, 0))
    card = Rect(0, 0, whole[0] - u(12), whole[1] - u(12))
    card.center = canvas.get_rect().center
    canvas.blit(scene.ink.plate(card.size, PANEL, 255, u(2)), card)
    room = min(u(15), (card.height - u(16)) // len(lines))
    tallest = (min(u(5.6), round(0.8 * room)), min(u(5), round(0.42 * room)))
    fitted = [scene.ink.fit(line, card.width - u(13), tallest) for line in lines]
    tall = min(size for size, _ in fitted)
    for i, (_, words) in enumerate(fitted):
        middle = (card.left + u(3), card.top + u(3) + round((i + 0.5) * room))
        _paint_line(canvas, scene, words, tall, middle)
    accept = scene.ink.word(scene.texts.states["accept"], u(5), NOTICE)
    put(canvas, accept, midbottom=(card.centerx, card.bottom - u(3)))


def _paint_line(
    canvas: Surface, scene: Scene, words: tuple[str, ...], tall: int, midleft: tuple[int, int]
) -> None:
    u, (left, middle) = scene.layout.u, midleft
    put(canvas, scene.ink.mark(Symbol.NOTE, u(4), NOTICE), midleft=midleft)
    top = middle - tall * len(words) // 2
    for i, part in enumerate(words):
        put(canvas, scene.ink.word(part, tall, WHITE), topleft=(left + u(7), top + i * tall))
