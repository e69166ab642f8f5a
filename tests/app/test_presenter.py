"""What screen and voice are told."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import pytest

from coach.app.presenter import Presenter
from coach.config import load_texts
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command
from coach.ports import Status
from coach.runtime.live import Tick
from coach.voices.silent import Silent
from coach.wording.report_card import Report
from tests.screens.pictures import snapshot

TEXTS = load_texts()


class Board:
    """A screen that keeps what it was told last, and has keys pressed one time after another."""

    def __init__(self) -> None:
        self.status = Status("")
        self.pressed: list[tuple[Command, ...]] = []

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        self.status = status
        return self.pressed.pop(0) if self.pressed else (Command.END,)

    def close(self) -> None:
        """There is nothing to take away."""


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def show(board: Board) -> Presenter:
    return Presenter(board, Silent(), Status("High knees"), TEXTS, 1.0)


def tick(moment: Snapshot) -> Tick:
    return replace(Tick(), snapshot=moment, frame_age_s=nan, fps=nan)


def test_while_nobody_has_stood_still_that_stands_on_the_screen(
    board: Board, show: Presenter
) -> None:
    show.show(tick(replace(snapshot(), calibrated=False)))
    assert board.status.notes == (TEXTS.states["not_stood"],)
    show.show(tick(snapshot()))
    assert board.status.notes == ()


def test_a_report_stands_on_the_screen_while_the_end_is_shown(
    board: Board, show: Presenter
) -> None:
    report = Report("Nothing stands out at this pace")
    show.show(tick(snapshot()))
    assert board.status.report is None
    show.report(report)
    show.linger(lambda: False)
    assert board.status.report is report


def test_the_screen_says_while_a_video_is_kept_and_why_none_is(
    board: Board, show: Presenter
) -> None:
    class Kept:
        keeping, problem = True, None

    show.film(Kept)
    show.show(tick(snapshot()))
    assert (board.status.recording, board.status.notes) == (True, ())
    Kept.keeping, Kept.problem = False, "video_full"
    show.show(tick(snapshot()))
    assert not board.status.recording
    assert board.status.notes == show.notes == (TEXTS.states["video_full"],)


def test_at_the_end_a_digit_tells_how_hard_it_was_and_the_last_one_counts(board: Board) -> None:
    rated = Presenter(board, Silent(), Status("High knees"), TEXTS, 1.0, rated=True)
    board.pressed = [(Command.RATE_4,), (), (Command.RATE_7,), (Command.END,)]
    assert rated.linger(lambda: False) == 7
    assert board.status.asks == f"{TEXTS.states['effort_noted']}: 7"


def test_who_does_not_answer_has_told_nothing(board: Board) -> None:
    rated = Presenter(board, Silent(), Status("High knees"), TEXTS, 1.0, rated=True)
    board.pressed = [(), (Command.END,)]
    assert rated.linger(lambda: False) is None
    assert board.status.asks == TEXTS.states["effort"]


def test_where_there_are_no_keys_nothing_is_asked(board: Board, show: Presenter) -> None:
    board.pressed = [(Command.RATE_4, Command.END)]
    assert show.linger(lambda: False) is None
    assert board.status.asks == ""
