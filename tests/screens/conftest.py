import pygame
import pytest

from coach.screens.ink import Ink


@pytest.fixture(autouse=True)
def a_display_that_nobody_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


@pytest.fixture
def ink() -> Ink:
    pygame.freetype.init()
    return Ink()
