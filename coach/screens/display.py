"""The display: whether there is one, and a canvas on it that fits."""

from __future__ import annotations

import os
import sys
import warnings
from math import ceil

import pygame
from pygame import Surface

from coach.errors import CoachError

_UNSEEN = frozenset({"dummy", "offscreen"})
_FINEST_ROWS = 1200  # with 2160 rows a picture takes five times as long as with 1080


def display_problem() -> str | None:
    """Why no window can be shown here, in one line; None where one can.

    A display that nobody sees counts as one only where SDL_VIDEODRIVER asks for it by name.
    """
    if _bare_linux():
        return "no display here"
    try:
        pygame.display.init()
        driver = pygame.display.get_driver()
    except pygame.error as error:
        return f"no display here ({error})"
    if driver in _UNSEEN and os.environ.get("SDL_VIDEODRIVER") != driver:
        pygame.display.quit()
        return "no display here"
    return None


def _bare_linux() -> bool:
    """Where there is neither X nor Wayland, SDL would write to the terminal before it gives up."""
    wanted = ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform == "linux" and not any(map(os.environ.get, wanted))


def open_canvas(size: tuple[int, int], *, full_screen: bool) -> Surface:
    """The whole screen, or a window of that size that can be resized, no larger than the screen.

    Raises CoachError where none can be opened.
    """
    try:
        wanted, flags = _whole_screen() if full_screen else (_fitting(size), pygame.RESIZABLE)
        with warnings.catch_warnings():
            # "No fast renderer": nobody at the screen can do anything about that.
            warnings.simplefilter("ignore")
            return pygame.display.set_mode(wanted, flags)
    except pygame.error as error:
        raise CoachError(f"no window can be opened here: {error}") from error


def _whole_screen() -> tuple[tuple[int, int], int]:
    """Size and flags; a very fine screen is painted in fewer pixels, and SDL enlarges them."""
    width, height = pygame.display.get_desktop_sizes()[0]
    parts = ceil(height / _FINEST_ROWS)
    flags = pygame.FULLSCREEN | (pygame.SCALED if parts > 1 else 0)
    return (width // parts, height // parts), flags


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    width, height = pygame.display.get_desktop_sizes()[0]
    return min(size[0], width), min(size[1], height)
