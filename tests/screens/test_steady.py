from dataclasses import replace
from itertools import pairwise
from math import isnan, nan

import pytest

from coach.core.session.snapshot import Snapshot
from coach.core.types import Phase, Reason, Side
from coach.screens.steady import Readings, Steady
from tests.screens.pictures import STATUS, snapshot

HIDDEN = Reason("part_hidden", Side.LEFT, "ankle")


def readings(moments: list[Snapshot]) -> list[Readings]:
    steady = Steady()
    return [steady.read(moment, STATUS) for moment in moments]


@pytest.mark.parametrize("start", [0.0, 4096.0])
@pytest.mark.parametrize("fps", [24, 60])
def test_numbers_change_at_most_twice_a_second(fps: int, start: float) -> None:
    moments = [snapshot(float(i), t=start + i / fps) for i in range(10 * fps)]
    shown = [reading.angle("hip_flexion", Side.LEFT) for reading in readings(moments)]
    changes = sum(a != b for a, b in pairwise(shown))
    assert 15 <= changes <= 20


def test_a_number_that_was_not_measured_is_nan() -> None:
    (reading,) = readings([replace(snapshot(), cadence=nan)])
    assert isnan(reading.cadence)
    assert isnan(reading.angle("no_such_metric", Side.LEFT))


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
    steady.read(snapshot(10.0, t=100.0), STATUS)
    assert steady.read(snapshot(50.0, t=0.0), STATUS).angle("hip_flexion", Side.LEFT) == 53.0
