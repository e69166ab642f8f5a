import pygame
import pytest

from coach.screens.ink import Ink


@pytest.fixture(autouse=True)
def a_display_that_nobody_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(1920, 1080)])


@pytest.fixture
def ink() -> Ink:
    pygame.freetype.init()
    return Ink()
