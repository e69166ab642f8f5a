from dataclasses import replace
from itertools import pairwise
from math import isnan, nan

import pytest

from coach.core.drills.kinds import Kind
from coach.core.session.snapshot import Snapshot
from coach.core.types import Phase, Reason, Rep, Side
from coach.screens.steady import Readings, Steady
from tests.screens.pictures import STATUS, snapshot

HIDDEN = Reason("part_hidden", Side.LEFT, "ankle")


def readings(moments: list[Snapshot]) -> list[Readings]:
    steady = Steady()
    return [steady.read(moment, STATUS) for moment in moments]


@pytest.mark.parametrize("start", [0.0, 4096.0])
@pytest.mark.parametrize("fps", [24, 60])
def test_numbers_change_at_most_twice_a_second(fps: int, start: float) -> None:
    moments = [snapshot(cadence=float(i), t=start + i / fps) for i in range(10 * fps)]
    shown = [reading.cadence for reading in readings(moments)]
    changes = sum(a != b for a, b in pairwise(shown))
    assert 15 <= changes <= 20


def test_a_number_that_was_not_measured_is_nan() -> None:
    (reading,) = readings([replace(snapshot(), cadence=nan)])
    assert isnan(reading.cadence)
    assert not reading.joints


def lifting(i: int, reps: tuple[Rep, ...] = ()) -> Snapshot:
    """A thigh of 60 + i degrees at i thirtieths of a second."""
    moment = snapshot(60.0 + i, t=i / 30)
    return replace(moment, smoothed=(moment.kinematics,), reps=reps)


def test_hip_and_knee_are_those_at_the_top_of_the_lift_and_not_of_a_chance_moment() -> None:
    rep = Rep(1.0, Side.LEFT, 1, 0.2, 20 / 30, 0.9, {})
    moments = [lifting(i, (rep,) if i == 25 else ()) for i in range(60)]
    shown = {tuple(reading.joints.items()) for reading in readings(moments)}
    assert shown == {(), ((Side.LEFT, (83.0, 91.0)),)}


def test_where_nothing_is_lifted_hip_and_knee_are_those_of_now_smoothed() -> None:
    stretch = replace(snapshot().drill, kind=Kind.HOLD)
    moments = [replace(lifting(i), drill=stretch) for i in range(60)]
    assert readings(moments)[-1].joints[Side.LEFT] == (108.0, 116.0)


def test_a_reason_at_the_very_start_is_shown_at_once() -> None:
    assert readings([snapshot(reason=HIDDEN)])[0].reason == HIDDEN


def test_a_short_drop_out_is_not_worth_a_banner() -> None:
    moments = [snapshot(t=i / 30, reason=HIDDEN if 60 <= i < 70 else None) for i in range(120)]
    assert not any(reading.reason for reading in readings(moments))


def test_a_reason_stays_until_it_is_over_for_a_while() -> None:
    gone = {20, 21, 22, 50, 51, 52}
    moments = [snapshot(t=i / 30, reason=None if i in gone else HIDDEN) for i in range(90)]
    assert all(reading.reason == HIDDEN for reading in readings(moments))


def test_a_flickering_reason_never_flickers_on_the_screen() -> None:
    moments = [snapshot(t=i / 30, reason=HIDDEN if i % 2 else None) for i in range(300)]
    shown = [reading.reason for reading in readings(moments)]
    assert sum(a != b for a, b in pairwise(shown)) <= 1


def test_the_thigh_is_the_longest_of_the_last_second() -> None:
    far, near = snapshot(t=0.0), snapshot(t=0.5)
    assert far.pose is not None
    small = replace(far, pose=replace(far.pose, xy=far.pose.xy / 2))
    steady = Steady()
    long = steady.read(replace(near, t=0.0), STATUS).thigh
    assert steady.read(replace(small, t=0.5), STATUS).thigh == long
    assert steady.read(replace(small, t=1.2), STATUS).thigh == pytest.approx(long / 2)


def test_nobody_has_no_thigh() -> None:
    (reading,) = readings([replace(snapshot(), pose=None, phase=Phase.WAITING)])
    assert isnan(reading.thigh)


def test_a_clock_that_starts_again_is_followed() -> None:
    steady = Steady()
    steady.read(snapshot(cadence=150.0, t=100.0), STATUS)
    assert steady.read(snapshot(cadence=160.0, t=0.0), STATUS).cadence == 160.0
