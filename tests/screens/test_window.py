import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest

from coach.core.types import Command, Phase
from coach.errors import CoachError
from coach.screens.display import display_problem
from coach.screens.ink import DIM, WHITE
from coach.screens.window import Window
from tests.screens.pictures import DRILL, SIZE, STATUS, TEXTS, black, snapshot


@pytest.fixture
def window() -> Iterator[Window]:
    window = Window(DRILL, TEXTS)
    yield window
    window.close()


def press(key: int, letter: str = "") -> None:
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, unicode=letter))


def pixels() -> bytes:
    return pygame.display.get_surface().get_buffer().raw


@pytest.mark.parametrize(
    ("key", "command"),
    [
        (pygame.K_SPACE, Command.PAUSE),
        (pygame.K_q, Command.END),
        (pygame.K_ESCAPE, Command.END),
        (pygame.K_v, Command.VOICE),
        (pygame.K_t, Command.TONES),
        (pygame.K_c, Command.RECALIBRATE),
        (pygame.K_x, Command.PAIN),
        (pygame.K_RETURN, Command.ACCEPT),
        (pygame.K_0, Command.RATE_0),
        (pygame.K_9, Command.RATE_9),
        (pygame.K_PLUS, Command.RATE_10),
        (pygame.K_KP_0, Command.RATE_0),
        (pygame.K_KP_1, Command.RATE_1),
        (pygame.K_KP_9, Command.RATE_9),
    ],
)
def test_a_key_is_a_command(window: Window, key: int, command: Command) -> None:
    press(key)
    assert window.show(snapshot(), STATUS) == (command,)
    assert window.show(snapshot(), STATUS) == ()


def test_keys_pressed_at_once_are_all_answered_in_order(window: Window) -> None:
    for key in (pygame.K_v, pygame.K_t, pygame.K_z, pygame.K_q):
        press(key)
    assert window.show(None, STATUS) == (Command.VOICE, Command.TONES, Command.END)


def test_closing_the_window_ends_the_session(window: Window) -> None:
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert window.show(snapshot(), STATUS) == (Command.END,)


def test_keys_are_answered_while_the_picture_stands_still(window: Window) -> None:
    moment = snapshot()
    window.show(moment, STATUS)
    press(pygame.K_SPACE)
    assert window.show(moment, STATUS) == (Command.PAUSE,)


def test_m_mirrors_the_picture_but_no_text(window: Window) -> None:
    image = black()
    image[:, :640] = 90
    moment = replace(snapshot(image=image), pose=None)
    window.show(moment, STATUS)
    before = pygame.display.get_surface().copy()
    press(pygame.K_m)
    assert window.show(moment, STATUS) == ()
    after = pygame.display.get_surface()
    middle = pygame.Rect(480, 130, 320, 430)
    assert after.subsurface(middle).copy().get_buffer().raw == (
        pygame.transform.flip(before.subsurface(middle), True, False).get_buffer().raw
    )
    letters = [pygame.surfarray.array3d(canvas) == WHITE for canvas in (before, after)]
    assert np.array_equal(*(white.all(axis=2) for white in letters))


@pytest.mark.parametrize(("key", "letter"), [(pygame.K_F1, ""), (pygame.K_SLASH, "?")])
def test_help_comes_and_goes(window: Window, key: int, letter: str) -> None:
    moment = snapshot()
    window.show(moment, STATUS)
    without = pixels()
    press(key, letter)
    assert window.show(moment, STATUS) == ()
    assert pixels() != without
    press(key, letter)
    window.show(moment, STATUS)
    assert pixels() == without


def test_full_screen_comes_and_goes(window: Window) -> None:
    window.show(snapshot(), STATUS)
    press(pygame.K_F11)
    window.show(snapshot(), STATUS)
    assert pygame.display.is_fullscreen()
    press(pygame.K_F11)
    window.show(snapshot(), STATUS)
    assert not pygame.display.is_fullscreen()
    assert pygame.display.get_surface().get_size() == SIZE


def test_a_very_fine_screen_is_painted_in_fewer_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(3840, 2160)])
    window = Window(DRILL, TEXTS, full_screen=True)
    window.show(snapshot(), STATUS)
    assert pygame.display.get_surface().get_size() == (1920, 1080)
    window.close()


def test_a_window_is_no_larger_than_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(800, 600)])
    window = Window(DRILL, TEXTS)
    assert pygame.display.get_surface().get_size() == (800, 600)
    window.close()


def test_what_is_painted_already_is_not_painted_again(window: Window) -> None:
    moment = snapshot()
    window.show(moment, STATUS)
    pygame.display.get_surface().fill((1, 2, 3))
    window.show(moment, STATUS)
    assert pygame.display.get_surface().get_at((0, 0))[:3] == (1, 2, 3)
    window.show(moment, replace(STATUS, recording=True))
    assert pygame.display.get_surface().get_at((0, 0))[:3] != (1, 2, 3)


def test_a_window_that_was_covered_is_painted_again(window: Window) -> None:
    moment = snapshot()
    window.show(moment, STATUS)
    pygame.display.get_surface().fill((1, 2, 3))
    pygame.event.post(pygame.event.Event(pygame.WINDOWEXPOSED))
    window.show(moment, STATUS)
    assert pygame.display.get_surface().get_at((0, 0))[:3] != (1, 2, 3)


def test_key_hints_stand_for_ten_seconds_and_in_a_pause(window: Window) -> None:
    def hinted(t: float, phase: Phase = Phase.COUNT_IN) -> bool:
        window.show(snapshot(t=t, phase=phase), STATUS)
        strip = pygame.display.get_surface().subsurface((20, 600, 1240, 60))
        return bool((pygame.surfarray.array3d(strip) == DIM).all(axis=2).any())

    assert hinted(100.0)
    assert hinted(109.9)
    assert not hinted(110.1)
    assert hinted(130.0, Phase.PAUSED)


@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (320, 200), (600, 900)])
@pytest.mark.parametrize("large", [False, True])
def test_every_phase_is_shown_in_any_window(size: tuple[int, int], large: bool) -> None:
    window = Window(DRILL, TEXTS, size=size, large_text=large)
    for phase in Phase:
        window.show(snapshot(phase=phase), STATUS)
    window.close()


def test_a_window_works_again_after_another_was_closed() -> None:
    for _ in range(2):
        window = Window(DRILL, TEXTS)
        window.show(snapshot(), STATUS)
        window.close()
        pygame.quit()


def test_a_display_that_nobody_sees_is_no_problem_if_it_was_asked_for() -> None:
    assert display_problem() is None


WITHOUT_DISPLAY = """
from coach.errors import CoachError
from coach.screens.display import display_problem
from coach.screens.ink import DIM, WHITE
from coach.screens.window import Window
from tests.screens.pictures import DRILL, TEXTS
print(display_problem())
try:
    Window(DRILL, TEXTS)
except CoachError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_it_says_so_in_one_line() -> None:
    seen = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XDG_RUNTIME_DIR")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DISPLAY],
        env={key: value for key, value in os.environ.items() if key not in seen}
        | {"PYGAME_HIDE_SUPPORT_PROMPT": "1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    problem, error = done.stdout.splitlines()
    assert problem == "no display here"
    assert error.startswith("no display here: ")


def test_a_driver_that_is_not_there_is_a_coach_error(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.display.quit()
    monkeypatch.setenv("SDL_VIDEODRIVER", "no_such_driver")
    assert display_problem() is not None
    with pytest.raises(CoachError, match="no display"):
        Window(DRILL, TEXTS)
