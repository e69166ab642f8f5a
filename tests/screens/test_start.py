"""What can be chosen before a session, by keys, mouse and a presenter's remote."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest
from pygame import Surface

from coach.app.request import RunRequest
from coach.app.start_menu import completed_request, entries, leaves_open, taken
from coach.cameras.webcam import FoundCamera
from coach.config import load_texts
from coach.errors import CoachError
from coach.paths import data_dir
from coach.records.athletes import add_athlete
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
    run_request = taken(RunRequest(), menu.pointed(FIRST).pressed(Press.TAKE), CAMERAS)
    assert (run_request.plan, run_request.drill, run_request.source) == (
        MENU.entries[0].name,
        None,
        "2",
    )


def test_esc_and_the_windows_cross_leave() -> None:
    for event in (key(pygame.K_ESCAPE), pygame.event.Event(pygame.QUIT)):
        left = after(MENU, event)
        assert left.over
        with pytest.raises(CoachError, match="nothing was chosen"):
            taken(RunRequest(), left, CAMERAS)


@pytest.mark.parametrize(
    "run_request",
    [
        *(RunRequest("high_knees"), RunRequest(plan="warm_up"), RunRequest(source="0")),
        *(RunRequest(headless=True), RunRequest(fast=True)),
    ],
)
def test_who_said_what_to_do_is_not_asked(run_request: RunRequest) -> None:
    assert not leaves_open(run_request)
    assert leaves_open(RunRequest(mute=True))


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


NAMED = replace(MENU, known=("Ann", "Jodi", "J\u00fcrgen")).pointed(ATHLETE)


def test_left_and_right_step_through_who_is_known_and_nobody() -> None:
    seen = [after(NAMED, *[key(pygame.K_RIGHT)] * n).athlete for n in range(5)]
    assert seen == ["", "Ann", "Jodi", "J\u00fcrgen", ""]
    assert after(NAMED, key(pygame.K_LEFT)).athlete == "J\u00fcrgen"
    assert after(NAMED.pointed(FIRST), key(pygame.K_RIGHT)).athlete == ""
    assert after(MENU.pointed(ATHLETE), key(pygame.K_LEFT)).athlete == ""


def test_tab_completes_what_is_typed_and_enter_leaves_it_as_it_is() -> None:
    typed = after(NAMED, key(pygame.K_j, "j"), key(pygame.K_o, "o"))
    assert after(typed, key(pygame.K_TAB, "\t")).athlete == "Jodi"
    assert after(typed, key(pygame.K_RETURN, "\r")).athlete == "jo"
    assert after(typed, key(pygame.K_x, "x"), key(pygame.K_TAB, "\t")).athlete == "jox"
    assert after(NAMED, key(pygame.K_TAB, "\t")).athlete == "", "nothing is typed"


def test_clicks_on_the_name_go_there_and_then_through_who_is_known() -> None:
    menu = replace(NAMED, at=FIRST)
    click = pygame.event.Event(
        pygame.MOUSEBUTTONDOWN, button=1, pos=rows_of(menu, LAYOUT)[ATHLETE].center
    )
    assert [after(menu, *[click] * n).athlete for n in (1, 2, 3)] == ["", "Ann", "Jodi"]


LONG = "Wolfeschlegelsteinhausenbergerdorff " * 40
ODD = [
    "\u65e5\u672c\u8a9e",
    "\U0001f3c3",
    "\u0645\u0631\u062d\u0628\u0627",
    "e\u0301" * 9,
    "\ud800",
]


@pytest.mark.parametrize("name", [LONG, *ODD])
@pytest.mark.parametrize("at", [ATHLETE, FIRST])
def test_a_name_of_any_letters_and_length_stays_in_its_row(ink: Ink, name: str, at: int) -> None:
    bare, canvas = Surface(LAYOUT.size), Surface(LAYOUT.size)
    paint_start(bare, MENU.pointed(at), TEXTS, LAYOUT, ink)
    paint_start(canvas, replace(MENU, athlete=name, at=at), TEXTS, LAYOUT, ink)
    changed = pygame.mask.from_threshold(canvas, (0, 0, 0), (1, 1, 1), bare)
    changed.invert()
    row = rows_of(MENU, LAYOUT)[ATHLETE]
    # The small word at the right of the row is as it was.
    assert all(row.contains(box) for box in changed.get_bounding_rects())
    assert all(box.right < row.right - LAYOUT.u(8) for box in changed.get_bounding_rects())
    paint_start(canvas, replace(NAMED, athlete=name[:1], known=(name,)), TEXTS, LAYOUT, ink)


def test_a_long_name_is_cut_on_the_screen_only() -> None:
    menu = after(MENU.pointed(ATHLETE), *[key(pygame.K_x, letter) for letter in LONG])
    menu = menu.pressed(Press.TAKE).pressed(Press.TAKE)
    assert taken(RunRequest(), menu, CAMERAS).athlete == LONG.strip()


def test_the_start_screen_knows_who_ran_before(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    offered: list[Menu] = []

    def leave(menu: Menu, *_: object, **__: object) -> Menu:
        offered.append(menu)
        return menu.pressed(Press.TAKE)

    monkeypatch.setattr("coach.screens.display.display_problem", lambda: "")
    monkeypatch.setattr("coach.screens.start.choose", leave)
    monkeypatch.setattr("coach.cameras.webcam.list_cameras", lambda: CAMERAS)
    for name in ("Jodi", LONG.strip()):
        add_athlete(data_dir(), name, "2026-11-01")
    completed_request(RunRequest())
    (data_dir() / "athletes.json").write_text("{", encoding="utf-8")
    completed_request(RunRequest())
    assert [menu.known for menu in offered] == [("Jodi", LONG.strip()), ()]
