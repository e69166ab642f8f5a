"""Keys pressed at a real window during a set, on a display that nobody sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pygame
import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Phase
from coach.ports import Status
from coach.screens.window import Window
from tests.e2e.hurry import PATIENCE_S, Hurry, no_bar

pytestmark = [pytest.mark.slow, pytest.mark.alone]

FPS = 30


class Seen:
    """Everything that the window was given to show."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[tuple[Snapshot | None, Status]] = []
        self._taken = Event()
        show = Window.show

        def watched(
            window: Window, snapshot: Snapshot | None, status: Status
        ) -> tuple[Command, ...]:
            self.shown.append((snapshot, status))
            commands = show(window, snapshot, status)
            if commands:
                self._taken.set()
            return commands

        monkeypatch.setattr(Window, "show", watched)

    def press(self, key: int) -> Callable[[], None]:
        """Presses the key and waits until the window has taken it."""

        def pressed() -> None:
            self._taken.clear()
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, unicode=""))
            self._taken.wait(PATIENCE_S)

        return pressed

    def after(self, phase: Phase) -> Status:
        """The last status of the phase."""
        return [status for told, status in self.shown if told and told.phase is phase][-1]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    return Seen(monkeypatch)


def test_space_pauses_and_goes_on_and_q_ends(home: Path, seen: Seen) -> None:
    keys = {
        6.0: seen.press(pygame.K_SPACE),
        9.0: seen.press(pygame.K_SPACE),
        12.0: seen.press(pygame.K_q),
    }
    outcome = run(RunRequest("high_knees", "synthetic", mute=True), no_bar, Hurry(keys))
    phases = [snapshot.phase for snapshot, _ in seen.shown if snapshot]
    assert list(dict.fromkeys(phases)) == [
        *(Phase.WAITING, Phase.COUNT_IN, Phase.WORK, Phase.PAUSED, Phase.DONE)
    ]
    assert phases[phases.index(Phase.DONE) - 1] is Phase.WORK, "the last page follows at once"
    # Work is from 4 to 6 and from 9 to 12 s; a key may take a frame or two.
    assert outcome.result.frames == pytest.approx(5 * FPS, abs=6)
    assert (outcome.folder / "summary.json").exists()


def test_v_and_t_switch_the_voice_and_the_tones(home: Path, seen: Seen) -> None:
    keys = {
        1.5: seen.press(pygame.K_v),
        4.5: seen.press(pygame.K_t),
        6.0: seen.press(pygame.K_v),
        7.0: seen.press(pygame.K_ESCAPE),
    }
    run(RunRequest("high_knees", "synthetic"), no_bar, Hurry(keys))
    counted, worked = seen.after(Phase.COUNT_IN), seen.after(Phase.WORK)
    assert seen.shown[0][1].voice_on
    assert (counted.voice_on, counted.tones_on) == (False, True)
    assert (worked.voice_on, worked.tones_on) == (True, False)


def test_closing_the_window_ends_the_set(home: Path, seen: Seen) -> None:
    def close() -> None:
        pygame.event.post(pygame.event.Event(pygame.QUIT))

    outcome = run(RunRequest("high_knees", "synthetic", mute=True), no_bar, Hurry({5.0: close}))
    assert outcome.result.frames < 5 * FPS
