"""The start screen: who runs, which camera, and a list of plans and drills."""

from __future__ import annotations

from math import isfinite

import pygame
import pygame.freetype
from pygame import Rect, Surface

from coach.screens.choice import ATHLETE, CAMERA, FIRST, ChoiceEntry, Menu, Press
from coach.screens.display import open_canvas
from coach.screens.ink import DIM, GOOD, GROUND, NOTICE, PANEL, TRACK, WHITE, Ink, put, put_words
from coach.screens.layout import Layout, lay_out
from coach.screens.marks import Symbol
from coach.wording.texts import Texts

_PRESSES: dict[int, Press] = {
    pygame.K_UP: Press.UP,
    pygame.K_PAGEUP: Press.UP,
    pygame.K_DOWN: Press.DOWN,
    pygame.K_PAGEDOWN: Press.DOWN,
    pygame.K_RETURN: Press.TAKE,
    pygame.K_KP_ENTER: Press.TAKE,
    pygame.K_F5: Press.TAKE,
    pygame.K_BACKSPACE: Press.ERASE,
    pygame.K_ESCAPE: Press.LEAVE,
    pygame.K_LEFT: Press.BEFORE,
    pygame.K_RIGHT: Press.AFTER,
    pygame.K_TAB: Press.COMPLETE,
}
"""The arrows, or a presenter remote's Page Up, Page Down and F5; its "b" is below."""

HEAD, ROW = 12.0, 9.0
"""Heights in units: of the heading, and of a row."""


def answered(menu: Menu, event: pygame.event.Event, layout: Layout) -> Menu:
    """The choice after a key, a letter, a mouse's move, click or wheel."""
    if event.type == pygame.QUIT:
        return menu.pressed(Press.LEAVE)
    if event.type == pygame.MOUSEWHEEL:
        return menu.pressed(Press.DOWN if event.y < 0 else Press.UP)
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
        row = _row_at(menu, layout, event.pos)
        return menu if row is None else _clicked(menu, row)
    if event.type != pygame.KEYDOWN:
        return menu
    if event.key == pygame.K_b and menu.at != ATHLETE:
        return menu.pressed(Press.TAKE)
    press = _PRESSES.get(event.key)
    return menu.pressed(press) if press else menu.typed(event.unicode or "\0")


def _clicked(menu: Menu, row: int) -> Menu:
    """A first click on the name goes there, each further one to the next that is known."""
    if row != ATHLETE:
        return menu.pointed(row).pressed(Press.TAKE)
    return menu.pressed(Press.AFTER) if menu.at == ATHLETE else menu.pointed(ATHLETE)


def rows_of(menu: Menu, layout: Layout) -> dict[int, Rect]:
    """Where each row stands that is to be seen; the one pointed at always is."""
    u, (width, height) = layout.u, layout.size
    left, wide = u(4), width - u(8)
    fixed = {n: Rect(left, u(HEAD) + n * u(ROW), wide, u(ROW - 1)) for n in (ATHLETE, CAMERA)}
    top, foot = u(HEAD) + FIRST * u(ROW) + u(2), height - u(21)
    room = max(1, (foot - top) // u(ROW))
    begin = min(max(FIRST, menu.at - room // 2), max(FIRST, menu.rows - room))
    shown = range(begin, min(menu.rows, begin + room))
    return fixed | {n: Rect(left, top + (n - begin) * u(ROW), wide, u(ROW - 1)) for n in shown}


def _row_at(menu: Menu, layout: Layout, spot: tuple[int, int]) -> int | None:
    return next((n for n, row in rows_of(menu, layout).items() if row.collidepoint(spot)), None)


def paint_start(canvas: Surface, menu: Menu, texts: Texts, layout: Layout, ink: Ink) -> None:
    """The whole screen; what is pointed at is framed, and has an arrow before it."""
    u, states = layout.u, texts.states
    canvas.fill(ink.tone(GROUND))
    put(canvas, ink.word(states["start_title"], u(8), WHITE), topleft=(u(4), u(2)))
    for n, row in rows_of(menu, layout).items():
        _paint_row(canvas, menu, texts, layout, ink, n, row)
    entry = menu.entries[menu.at - FIRST] if menu.at >= FIRST else None
    about = Rect(u(4), layout.size[1] - u(20), layout.size[0] - u(8), u(12))
    if entry is not None:
        put_words(canvas, ink, entry.about, about, (u(6), u(5.4)), WHITE)
    keys = Rect(u(4), layout.size[1] - u(7), layout.size[0] - u(8), u(6))
    asked = "start_name_keys" if menu.at == ATHLETE and menu.known else "start_keys"
    put_words(canvas, ink, states[asked], keys, (u(4.4), u(3)), DIM)


def _paint_row(
    canvas: Surface, menu: Menu, texts: Texts, layout: Layout, ink: Ink, n: int, row: Rect
) -> None:
    u, here = layout.u, n == menu.at
    canvas.blit(ink.plate(row.size, TRACK if here else PANEL, 255, u(1.2)), row)
    if here:
        pygame.draw.rect(canvas, ink.tone(NOTICE), row, u(0.5), border_radius=u(1.2))
        mark = ink.mark(Symbol.RIGHTWARD, u(4), NOTICE)
        put(canvas, mark, midleft=(row.left + u(1.6), row.centery))
    words, small = _words(menu, texts, n)
    right = ink.word(small, u(4.4), GOOD if n >= FIRST else DIM)
    aside = put(canvas, right, midright=(row.right - u(2), row.centery))
    room = Rect(row.left + u(7), row.top, aside.left - row.left - u(9), row.height)
    if n == ATHLETE and (here or menu.athlete):
        _paint_name(canvas, menu, ink, room, u(6))
    else:
        put_words(canvas, ink, words, room, (u(6),), DIM if n == ATHLETE else WHITE)


def _paint_name(canvas: Surface, menu: Menu, ink: Ink, room: Rect, tall: int) -> None:
    """What is typed, as far as there is room for it, and dimmed what it may go on with."""
    caret = "_" if menu.at == ATHLETE else ""
    name = ink.cut(menu.athlete, tall, room.width - ink.width("_", tall))
    typed = put(canvas, ink.word(name + caret, tall, WHITE), midleft=room.midleft)
    rest = ink.cut(menu.meant[len(menu.athlete) :], tall, room.right - typed.right)
    if caret and rest:
        put(canvas, ink.word(rest, tall, DIM), midleft=typed.midright)


def _words(menu: Menu, texts: Texts, n: int) -> tuple[str, str]:
    """What stands in a row, and small at its right."""
    states = texts.states
    if n == ATHLETE:
        return states["start_nobody"], states["start_athlete"]
    if n == CAMERA:
        return menu.cameras[menu.camera], states["start_camera"]
    return menu.entries[n - FIRST].title, _kind(menu.entries[n - FIRST], texts)


def _kind(entry: ChoiceEntry, texts: Texts) -> str:
    if not entry.plan:
        return texts.states["start_drill"]
    minutes = f"{entry.minutes:.0f} {texts.states['start_minutes']}, "
    return f"{minutes if isfinite(entry.minutes) else ''}{texts.states['start_plan']}"


def choose(
    menu: Menu,
    texts: Texts,
    *,
    full_screen: bool = True,
    large_text: bool = False,
    high_contrast: bool = False,
) -> Menu:
    """Shows the choice in a window of its own until it is over."""
    pygame.display.init()
    pygame.freetype.init()
    ink = Ink(high_contrast=high_contrast)
    pygame.display.set_icon(ink.mark(Symbol.ARROW, 64, GOOD))
    pygame.display.set_caption(texts.states["start_title"])
    canvas = open_canvas((1280, 720), full_screen=full_screen)
    while not menu.over:
        layout = lay_out(canvas.get_size(), large_text=large_text)
        paint_start(canvas, menu, texts, layout, ink)
        pygame.display.flip()
        menu = answered(menu, pygame.event.wait(), layout)
    pygame.display.quit()
    return menu
