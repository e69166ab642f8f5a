"""What was recorded is played at the pace at which it happened."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame, Phase, Quality, ViewEstimate
from coach.core.types import Kinematics as Moment
from coach.runtime.playback import Again, again

IMAGE = np.zeros((2, 2, 3), np.uint8)


def frame(index: int) -> Frame:
    return Frame(index / 10, index, IMAGE)


def told(of: Frame) -> Snapshot:
    moment = Moment(of.t, of.index)
    return Snapshot(of.t, of, None, ViewEstimate(), Quality(), moment, None)


class Notes:
    """A line that writes down what it is given."""

    def __init__(self, ends_at: int = 100) -> None:
        self.given: list[object] = []
        self._ends_at = ends_at

    @property
    def done(self) -> bool:
        return self._ends_at in self.given

    def step(self, frame: Frame, pose: object) -> Snapshot:
        self.given.append(frame.index)
        return told(frame)

    def finish(self) -> Snapshot | None:
        self.given.append("finish")
        return None

    def command(self, command: Command) -> None:
        self.given.append(command)


class Clock:
    """Goes on only while somebody waits."""

    def __init__(self) -> None:
        self.t = 100.0
        self.waited = 0.0

    def __call__(self) -> float:
        return self.t

    def wait(self, seconds: float) -> None:
        self.t += seconds
        self.waited += seconds


def frames(n: int) -> list[tuple[Frame, None]]:
    return [(frame(index), None) for index in range(n)]


def test_commands_come_before_the_frame_that_they_came_before() -> None:
    line = Notes()
    list(again(frames(3), line, {1: [Command.PAUSE], 2: [Command.PAUSE, Command.PAIN]}))
    assert line.given == [0, "pause", 1, "pause", "pain", 2, "finish"]


def test_a_command_after_the_last_frame_is_given_too() -> None:
    line = Notes()
    list(again(frames(1), line, {1: [Command.PAUSE]}))
    assert line.given == [0, "pause", "finish"]


def test_a_line_that_is_done_wants_no_more() -> None:
    line = Notes(ends_at=1)
    list(again(frames(9), line, {5: [Command.PAUSE]}))
    assert line.given == [0, 1]


def snapshots(n: int) -> Iterator[Snapshot]:
    return (told(frame(index)) for index in range(n))


def test_it_takes_as_long_as_it_took() -> None:
    clock, heard = Clock(), []
    ticks = Again(snapshots(31), lambda now, t: heard.append(now.t), clock=clock, wait=clock.wait)
    fresh = [now.t for tick in ticks for now in tick.fresh]
    assert fresh == heard == [index / 10 for index in range(31)]
    assert 2.9 < clock.waited < 3.2


def test_headless_it_waits_for_nothing() -> None:
    clock = Clock()
    ticks = Again(snapshots(31), lambda *_: None, fast=True, clock=clock, wait=clock.wait)
    assert sum(len(tick.fresh) for tick in ticks) == 31
    assert clock.waited == 0.0


def test_a_pause_stands_still_and_shows_that_it_does() -> None:
    clock = Clock()
    ticks = Again(snapshots(11), lambda *_: None, clock=clock, wait=clock.wait)
    phases, fresh = [], 0
    for number, tick in enumerate(ticks):
        fresh += len(tick.fresh)
        if number in (5, 205):
            ticks.send(Command.PAUSE)
        if tick.snapshot and number == 200:
            assert fresh < 5
            phases.append(tick.snapshot.phase)
    assert phases == [Phase.PAUSED]
    assert fresh == 11


def test_it_ends_when_it_is_asked_to() -> None:
    clock = Clock()
    ticks = Again(snapshots(100), lambda *_: None, clock=clock, wait=clock.wait)
    for tick in ticks:
        if tick.snapshot and tick.snapshot.t >= 1:
            ticks.send(Command.SKIP)
    assert ticks.asked is Command.SKIP
    assert clock.waited < 1.3
