"""The clock of a set, alone."""

from __future__ import annotations

from math import inf, isnan

import pytest

from coach.core.session.absence import PausedBy
from coach.core.session.set_clock import ClockUpdate, SetClock, SetConfig
from coach.core.types import Phase

LIVE = SetConfig(seconds=20, count_in=True)


def run(
    clock: SetClock, until: float, start: float = 0.0, seen: bool = True
) -> list[tuple[float, ClockUpdate]]:
    """The ticks that brought something, at 20 frames a second."""
    times = [number / 20 for number in range(round(start * 20), round(until * 20))]
    ticks = [(t, clock.update(t, seen)) for t in times]
    return [(t, tick) for t, tick in ticks if tick != ClockUpdate()]


def keys(ticks: list[tuple[float, ClockUpdate]]) -> list[tuple[float, str]]:
    return [(t, tick.cue.key) for t, tick in ticks if tick.cue]


def test_a_recorded_video_is_at_work_from_its_first_frame() -> None:
    assert SetClock(SetConfig()).phase is Phase.WORK


def test_nothing_begins_before_the_athlete_is_seen() -> None:
    clock = SetClock(LIVE)
    assert run(clock, 60, seen=False) == []
    assert clock.phase is Phase.WAITING


def test_three_two_one_go_after_a_second_in_sight() -> None:
    clock = SetClock(LIVE)
    ticks = run(clock, 6)
    assert keys(ticks) == [(1.0, "three"), (2.0, "two"), (3.0, "one"), (4.0, "go")]
    assert [tick.tones for _, tick in ticks] == [("count",), ("count",), ("count",), ("go",)]
    assert clock.phase is Phase.WORK


def test_a_longer_count_has_more_tones_and_the_same_words() -> None:
    ticks = run(SetClock(SetConfig(count_in=True, count_in_s=5)), 7)
    assert [key for _, key in keys(ticks)] == ["three", "two", "one", "go"]
    assert [tick.tones for _, tick in ticks] == [("count",)] * 5 + [("go",)]


def test_a_glimpse_of_the_athlete_is_not_enough() -> None:
    clock = SetClock(LIVE)
    run(clock, 0.9)
    run(clock, 1.0, 0.9, seen=False)
    assert keys(run(clock, 2.5, 1.0)) == [(2.0, "three")]


def test_an_athlete_who_is_lost_in_the_count_in_is_waited_for_again() -> None:
    clock = SetClock(LIVE)
    run(clock, 2.5)
    assert run(clock, 3.0, 2.5, seen=False) == []
    assert clock.phase is Phase.WAITING
    assert keys(run(clock, 8.0, 3.0))[0] == (4.0, "three")


def test_a_blink_at_the_start_of_the_count_in_is_forgiven() -> None:
    clock = SetClock(LIVE)
    run(clock, 1.1)
    clock.update(1.2, False)
    assert clock.phase is Phase.COUNT_IN


def test_the_set_ends_once_after_its_seconds() -> None:
    clock = SetClock(SetConfig(seconds=3))
    ticks = run(clock, 10)
    assert keys(ticks) == [(3.0, "set_done")]
    assert ticks[0][1].tones == ("end",)
    assert clock.phase is Phase.DONE
    assert clock.end(11.0) == ClockUpdate()


def test_halfway_is_said_in_a_long_set_only() -> None:
    assert keys(run(SetClock(LIVE), 30))[4:] == [(14.0, "halfway"), (24.0, "set_done")]
    short = SetConfig(seconds=10, count_in=True)
    assert keys(run(SetClock(short), 30))[4:] == [(14.0, "set_done")]


def test_a_pause_stops_the_time_and_says_nothing() -> None:
    clock = SetClock(SetConfig(seconds=3))
    run(clock, 2)
    clock.pause(PausedBy.USER)
    assert run(clock, 50, 2) == []
    assert clock.left_s(50) == pytest.approx(3 - 1.95)
    clock.go_on()
    assert keys(run(clock, 60, 50)) == [(51.05, "set_done")]


def test_a_paused_count_in_begins_again() -> None:
    clock = SetClock(LIVE)
    run(clock, 2.5)
    clock.pause(PausedBy.USER)
    run(clock, 5.0, 2.5)
    clock.go_on()
    assert clock.phase is Phase.WAITING
    assert keys(run(clock, 12.0, 5.0))[0] == (6.0, "three")


def test_a_set_that_is_over_cannot_be_paused() -> None:
    clock = SetClock(LIVE)
    clock.end(1.0)
    clock.pause(PausedBy.USER)
    assert clock.phase is Phase.DONE


def test_what_is_left_is_told_of_the_phases_that_end() -> None:
    clock = SetClock(LIVE)
    assert isnan(clock.left_s(0))
    run(clock, 2)
    assert clock.left_s(2.5) == pytest.approx(1.5)
    run(clock, 10, 2)
    assert clock.left_s(9.95) == pytest.approx(20 - 5.95, abs=0.06)
    assert isnan(SetClock(SetConfig(seconds=inf)).left_s(3))


def test_halfway_waits_until_other_words_are_over() -> None:
    clock = SetClock(SetConfig(20.0, count_in=True, count_in_s=0, ready_s=0))
    said = []
    for frame in range(14 * 20):
        t = frame / 20
        tick = clock.update(t, True, talk=9 < t < 11.5)
        said += [(round(t, 1), tick.cue.key)] if tick.cue else []
    assert said == [(0.0, "go"), (11.5, "halfway")]


def test_halfway_is_not_said_once_the_last_reps_were() -> None:
    clock = SetClock(SetConfig(20.0, 10, count_in=True, count_in_s=0, ready_s=0))
    said = []
    for frame in range(14 * 20):
        t = frame / 20
        last = clock.last_reps(t, 7) if t > 8 else None
        tick = clock.update(t, True, talk=last is not None)
        said += [one.key for one in (tick.cue, last and last.cue) if one]
    assert said == ["go", "last_three"]
