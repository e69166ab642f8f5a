"""What every screen must do, whatever it shows on."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from coach.core.types import Command, Count, Cue, CueKind, Phase, Reason, Side, View
from coach.ports import Screen
from coach.screens.text import TextScreen
from coach.screens.window import Window
from tests.screens.pictures import DRILL, STATUS, TEXTS, black, cue, snapshot

SCREENS: dict[str, Callable[[], Screen]] = {
    "window": lambda: Window(DRILL, TEXTS),
    "text": lambda: TextScreen(DRILL, TEXTS, io.StringIO()),
}


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    screen = SCREENS[request.param]()
    yield screen
    screen.close()


def test_it_can_be_shown_before_the_first_picture(screen: Screen) -> None:
    assert screen.show(None, STATUS) == ()


def test_it_gives_commands(screen: Screen) -> None:
    commands = screen.show(snapshot(), STATUS)
    assert isinstance(commands, tuple)
    assert all(isinstance(command, Command) for command in commands)


def test_the_same_snapshot_can_be_shown_again(screen: Screen) -> None:
    moment = snapshot()
    for _ in range(3):
        assert screen.show(moment, STATUS) == ()


def test_it_can_be_closed_twice(screen: Screen) -> None:
    screen.show(snapshot(), STATUS)
    screen.close()
    screen.close()


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("left_s", [nan, 0.0, 3.0, 1e6])
def test_it_shows_every_phase(screen: Screen, phase: Phase, left_s: float) -> None:
    screen.show(snapshot(phase=phase, left_s=left_s), STATUS)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("graded", [frozenset(), frozenset({Side.LEFT}), frozenset(Side)])
def test_it_shows_every_view(screen: Screen, view: View, graded: frozenset[Side]) -> None:
    screen.show(snapshot(view=view, graded=graded), STATUS)


@pytest.mark.parametrize("kind", CueKind)
def test_it_shows_every_cue(screen: Screen, kind: CueKind) -> None:
    screen.show(snapshot(cue=cue("knee_low", kind, Side.LEFT)), STATUS)


def test_it_shows_that_nothing_is_known(screen: Screen) -> None:
    moment = snapshot(nan, nan, cadence=nan, left_s=nan, reason=Reason("nobody"))
    moment = replace(moment, pose=None, counts={}, peaks={}, graded=frozenset())
    screen.show(moment, replace(STATUS, title="", notes=("no camera", "no sound", "no voice")))


@pytest.mark.parametrize("size", [(16, 16), (720, 1280), (1921, 1081), (5000, 40)])
def test_it_shows_pictures_of_any_size(screen: Screen, size: tuple[int, int]) -> None:
    screen.show(snapshot(image=black(size)), STATUS)


def test_it_shows_a_picture_that_is_a_view_of_a_larger_one(screen: Screen) -> None:
    moment = snapshot()
    image = np.flip(black((640, 480)), axis=1)[10:-10:2, ::3]
    screen.show(replace(moment, frame=replace(moment.frame, image=image)), STATUS)


def test_it_does_not_change_the_picture(screen: Screen) -> None:
    image = black()
    screen.show(snapshot(image=image, cue=Cue(1.0, "good", CueKind.PRAISE)), STATUS)
    assert not image.any()


def test_many_reps_find_room(screen: Screen) -> None:
    moment = replace(snapshot(), counts={side: Count(1234, 1199) for side in Side})
    screen.show(moment, STATUS)
