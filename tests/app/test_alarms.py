"""One screen and one voice, and what reaches them when the pose thread does not."""

from __future__ import annotations

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from coach.app.presenter import Presenter
from coach.config import load_drill, load_texts
from coach.core.drills.plan import Step
from coach.core.session.progress import Progress
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Cue, CueKind, Phase
from coach.ports import Status
from coach.runtime.live import Tick
from coach.runtime.watchdog import Watchdog
from coach.screens.text import TextScreen
from tests.screens.pictures import DRILL, snapshot


class Shown:
    """A screen that keeps what it is given, and gives keys."""

    def __init__(self, keys: Iterable[tuple[Command, ...]] = ()) -> None:
        self.keys = list(keys)
        self.shown: list[tuple[Snapshot | None, Status]] = []

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        self.shown.append((snapshot, status))
        return self.keys.pop(0) if self.keys else ()

    def close(self) -> None: ...


class Heard:
    """A voice that keeps what it is told."""

    problem = None

    def __init__(self) -> None:
        self.said: list[Cue] = []

    def say(self, cue: Cue, now: float) -> None:
        assert not cue.stale(now)
        self.said.append(cue)

    def tone(self, name: str) -> None: ...
    def toggle_voice(self) -> bool:
        return True

    def toggle_tones(self) -> bool:
        return True

    def close(self) -> None: ...


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def at_work(drill: str) -> Snapshot:
    step = Step(load_drill(drill), 20.0)
    session = Progress("Plan", at_step=1, steps=1, at_set=1, sets=1, number=1, step=step)
    return replace(snapshot(phase=Phase.WORK), drill=step.drill, progress=session)


def a_show(screen: Shown | TextScreen, voice: Heard, clock: Clock) -> Presenter:
    return Presenter(screen, voice, Status("x"), load_texts(), 1.0, clock)


def test_when_the_pose_thread_stands_still_the_alarm_is_said_once_and_stays_on_the_screen() -> None:
    screen, voice, clock = Shown(), Heard(), Clock()
    show = a_show(screen, voice, clock)
    show.watch(Watchdog())
    last = at_work("run")
    for clock.now in (0.0, 0.5, 1.0, 1.5, 2.0):
        show.show(Tick(last))
    assert [(cue.t, cue.key) for cue in voice.said] == [(1.5, "hold_rails")]
    assert [s.shown.key if s and s.shown else None for s, _ in screen.shown] == [
        *(None, None, None),
        *("hold_rails", "hold_rails"),
    ]
    assert screen.shown[-1][0] is screen.shown[-2][0], "the same picture is not painted again"
    show.show(Tick(at_work("run")))
    assert screen.shown[-1][0].shown is None


def test_in_a_set_that_is_not_on_the_belt_the_watchdog_is_silent() -> None:
    screen, voice, clock = Shown(), Heard(), Clock()
    show, last = a_show(screen, voice, clock), at_work("high_knees")
    show.watch(Watchdog())
    for clock.now in (0.0, 5.0, 9.0):
        show.show(Tick(last))
    assert not voice.said


@pytest.mark.parametrize(("key", "read"), [(Command.ACCEPT, True), (Command.END, False)])
def test_a_notice_stays_until_a_key_answers_it(key: Command, read: bool) -> None:
    screen = Shown([(), (Command.VOICE,), (key,)])
    assert a_show(screen, Heard(), Clock()).read(("Mind the belt",)) is read
    assert [status.notice for _, status in screen.shown] == [("Mind the belt",)] * 3


@pytest.mark.parametrize(
    ("keys", "read"), [(None, True), (io.StringIO("\n"), True), (io.StringIO(""), False)]
)
def test_in_a_terminal_a_notice_is_written_once_and_waits_for_enter(
    keys: io.StringIO | None, read: bool
) -> None:
    out = io.StringIO()
    screen = TextScreen(DRILL, load_texts(), out, keys)
    assert a_show(screen, Heard(), Clock()).read(("Mind the belt",)) is read
    assert out.getvalue().count("Mind the belt") == 1
    assert ("Enter" in out.getvalue()) is (keys is not None)


def test_the_voice_may_be_told_from_two_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watchdog speaks on main while the think thread does."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    from coach.paths import sounds_dir
    from coach.voices.clips import Clips

    voice = Clips(load_texts(), sounds_dir())
    assert voice.wait_ready(10)

    def speak(cue: Cue) -> None:
        for t in range(200):
            voice.say(replace(cue, t=t), t)

    cues = [Cue(0.0, "hold_rails", CueKind.SAFETY), Cue(0.0, "go", CueKind.SET)]
    with ThreadPoolExecutor() as threads:
        assert list(threads.map(speak, cues)) == [None, None]
    voice.close()
