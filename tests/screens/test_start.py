"""What can be chosen before a session, by keys, mouse and a presenter's remote."""

from __future__ import annotations

import pygame
import pytest
from pygame import Surface

from coach.cameras.webcam import FoundCamera
from coach.choosing import entries, leaves_open, taken
from coach.config import load_texts
from coach.edges import Wish
from coach.errors import CoachError
from coach.screens.choice import ATHLETE, CAMERA, FIRST, Menu, Press
from coach.screens.ink import Ink
from coach.screens.layout import lay_out
from coach.screens.start import answered, choose, paint_start, rows_of

TEXTS = load_texts()
CAMERAS = (FoundCamera(0, "webcam", (1280, 720), 30.0), FoundCamera(2, "other", (640, 480), 30.0))
MENU = Menu(entries(TEXTS), ("0  webcam", "2  other"))
LAYOUT = lay_out((1280, 720))


def key(code: int, letter: str = "") -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, unicode=letter)


def after(menu: Menu, *events: pygame.event.Event) -> Menu:
    for event in events:
        menu = answered(menu, event, LAYOUT)
    return menu


@pytest.mark.parametrize(
    ("down", "take"),
    [
        (pygame.K_DOWN, pygame.K_RETURN),
        (pygame.K_PAGEDOWN, pygame.K_b),
        (pygame.K_PAGEDOWN, pygame.K_F5),
    ],
)
def test_arrows_and_a_remote_choose_and_start(down: int, take: int) -> None:
    menu = after(MENU, key(down), key(down), key(take, "b"))
    assert menu.over
    assert menu.taken == MENU.entries[2]


def test_a_click_starts_what_is_clicked_and_the_wheel_moves() -> None:
    spot = rows_of(MENU, LAYOUT)[FIRST + 1].center
    click = pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=spot)
    assert after(MENU, click).taken == MENU.entries[1]
    assert after(MENU, pygame.event.Event(pygame.MOUSEWHEEL, y=-1)).at == FIRST + 1


def test_a_name_is_typed_where_it_stands_and_b_is_a_letter_there() -> None:
    name = MENU.pointed(ATHLETE)
    menu = after(name, key(pygame.K_b, "B"), key(pygame.K_o, "o"), key(pygame.K_x, "x"))
    menu = after(menu, key(pygame.K_BACKSPACE, "\b"), key(pygame.K_RETURN, "\r"))
    assert (menu.athlete, menu.at, menu.over) == ("Bo", FIRST, False)
    assert after(menu, key(pygame.K_z, "z")).athlete == "Bo"


def test_enter_on_the_camera_takes_the_next_one() -> None:
    menu = MENU.pointed(CAMERA).pressed(Press.TAKE)
    assert (menu.camera, menu.pressed(Press.TAKE).camera) == (1, 0)
    wish = taken(Wish(), menu.pointed(FIRST).pressed(Press.TAKE), CAMERAS)
    assert (wish.plan, wish.drill, wish.source) == (MENU.entries[0].name, None, "2")


def test_esc_and_the_windows_cross_leave() -> None:
    for event in (key(pygame.K_ESCAPE), pygame.event.Event(pygame.QUIT)):
        left = after(MENU, event)
        assert left.over
        with pytest.raises(CoachError, match="nothing was chosen"):
            taken(Wish(), left, CAMERAS)


@pytest.mark.parametrize(
    "wish",
    [
        *(Wish("high_knees"), Wish(plan="warm_up"), Wish(source="0")),
        *(Wish(headless=True), Wish(fast=True)),
    ],
)
def test_who_said_what_to_do_is_not_asked(wish: Wish) -> None:
    assert not leaves_open(wish)
    assert leaves_open(Wish(mute=True))


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (800, 600), (600, 900), (3440, 1440)])
@pytest.mark.parametrize("large", [False, True])
def test_rows_are_inside_and_do_not_overlap(ink: Ink, size: tuple[int, int], large: bool) -> None:
    layout = lay_out(size, large_text=large)
    for at in (0, FIRST, MENU.rows - 1):
        rows = rows_of(MENU.pointed(at), layout)
        assert at in rows
        assert all(pygame.Rect(0, 0, *size).contains(row) for row in rows.values())
        for n, row in rows.items():
            assert row.collidelist([other for m, other in rows.items() if m != n]) == -1
    paint_start(Surface(size), MENU, TEXTS, layout, ink)


def test_the_window_ends_with_the_choice() -> None:
    pygame.display.init()
    for code in (pygame.K_DOWN, pygame.K_RETURN):
        pygame.event.post(key(code))
    assert choose(MENU, TEXTS).taken == MENU.entries[1]
