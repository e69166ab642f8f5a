"""Knee lifts told from one leg's thigh angle alone."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from math import cos, isnan, nan, pi

import pytest

from coach.core.drills.rules import RepRule
from coach.core.reps.lift_tracker import Lift, LiftTracker

Curve = Callable[[float], float]
BAND = 75.0


def follow(
    curve: Curve, seconds: float, fps: float = 30.0, rule: RepRule | None = None
) -> tuple[list[Lift], list[Lift]]:
    """The lifts decided and ended."""
    tracker = LiftTracker(rule or RepRule(), BAND)
    told = [tracker.update(n / fps, curve(n / fps)) for n in range(round(seconds * fps))]
    return [n.decided for n in told if n.decided], [n.ended for n in told if n.ended]


def waves(top: float, low: float = 4.0, period: float = 1.0) -> Curve:
    return lambda t: low + (top - low) * (0.5 - 0.5 * cos(2 * pi * t / period))


def along(*turns: tuple[float, float]) -> Curve:
    """Straight lines between (time, angle)."""

    def curve(t: float) -> float:
        for (a, low), (b, high) in itertools.pairwise(turns):
            if a <= t <= b:
                return low + (high - low) * (t - a) / (b - a)
        return turns[-1][1]

    return curve


@pytest.mark.parametrize("fps", [12, 15, 24, 30, 60, 120])
def test_each_lift_is_decided_and_ended_once(fps: float) -> None:
    decided, ended = follow(waves(84), 4.2, fps)
    assert [round(lift.peak_t, 1) for lift in decided] == [0.5, 1.5, 2.5, 3.5]
    assert [round(lift.peak_t, 1) for lift in ended] == [0.5, 1.5, 2.5, 3.5]
    for first, last in zip(decided, ended, strict=True):
        assert first.peak == pytest.approx(84, abs=1.0)
        assert isnan(first.end)
        assert last.start < last.peak_t < last.end < last.start + 1


def test_a_lift_tells_its_low_start_and_speed() -> None:
    lift = follow(along((0, 5), (1.0, 5), (1.4, 85), (1.8, 5), (2.5, 5)), 2.5, 60)[0][0]
    assert lift.low == pytest.approx(5, abs=0.01)
    assert lift.start == pytest.approx(1.0, abs=0.03)
    assert lift.speed == pytest.approx(200, rel=0.01)


def test_a_standing_leg_that_stays_bent_does_no_harm() -> None:
    assert len(follow(waves(84, low=28), 4.2)[0]) == 4


def test_a_thigh_that_swings_behind_the_body_does_no_harm() -> None:
    assert len(follow(waves(60, low=-25, period=0.7), 3.6)[0]) == 5


def test_small_movements_are_no_lifts() -> None:
    assert follow(waves(24), 4.0) == ([], [])


def test_a_lift_below_the_partial_height_is_nothing() -> None:
    assert follow(waves(28, low=0), 4.0)[0] == []


def test_a_knee_that_shakes_at_the_top_is_one_lift() -> None:
    curve = along((0, 5), (0.4, 84), (0.5, 78), (0.6, 85), (0.7, 77), (0.8, 84), (1.2, 5), (2, 5))
    decided, ended = follow(curve, 2.0, 60)
    assert (len(decided), len(ended)) == (1, 1)
    assert ended[0].peak == pytest.approx(85, abs=0.5)


@pytest.mark.parametrize(("dip", "lifts"), [(50, 1), (38, 2), (10, 2)])
def test_a_second_lift_needs_to_come_down_by_half(dip: float, lifts: int) -> None:
    curve = along((0, 5), (0.4, 84), (0.7, dip), (1.0, 84), (1.4, 5), (2, 5))
    assert len(follow(curve, 2.0)[0]) == lifts


def test_a_step_on_the_way_up_does_not_end_the_lift() -> None:
    curve = along((0, 5), (0.2, 45), (0.35, 46), (0.6, 84), (1.0, 5), (2, 5))
    decided, _ = follow(curve, 2.0)
    assert [round(lift.peak) for lift in decided] == [84]


def test_a_held_knee_in_the_band_is_decided_while_it_is_up() -> None:
    decided, ended = follow(along((0, 5), (0.5, 85), (1.5, 85), (2.0, 5), (3, 5)), 3.0)
    assert decided[0].t == pytest.approx(0.57, abs=0.04)
    assert ended[0].end == pytest.approx(1.75, abs=0.08)


def test_a_held_knee_below_the_band_is_decided_within_four_tenths() -> None:
    decided, _ = follow(along((0, 5), (0.5, 60), (1.5, 60), (2.0, 5), (3, 5)), 3.0)
    assert decided[0].t == pytest.approx(0.9, abs=0.05)


def test_a_held_knee_that_rises_on_is_told_with_its_highest_at_the_end() -> None:
    curve = along((0, 5), (0.5, 78), (0.8, 78), (1.0, 92), (1.4, 92), (1.8, 5), (3, 5))
    decided, ended = follow(curve, 3.0)
    assert (len(decided), len(ended)) == (1, 1)
    assert decided[0].peak == pytest.approx(78, abs=1)
    assert ended[0].peak == pytest.approx(92, abs=1)


def test_a_lift_slower_than_the_longest_is_void() -> None:
    slow = along((0, 5), (3.0, 80), (3.5, 5), (6, 5))
    assert follow(slow, 6.0)[0] == []
    assert len(follow(slow, 6.0, rule=RepRule(longest_s=5.0))[0]) == 1


def test_a_short_gap_is_bridged_and_a_long_one_starts_afresh() -> None:
    def holed(begin: float, end: float) -> Curve:
        wave = waves(84)
        return lambda t: nan if begin <= t < end else wave(t)

    assert len(follow(holed(0.2, 0.4), 1.2)[0]) == 1
    assert [round(lift.peak_t, 1) for lift in follow(holed(0.2, 0.9), 2.2)[0]] == [1.5]


def test_a_lost_leg_ends_no_lift() -> None:
    wave = waves(84)
    decided, ended = follow(lambda t: wave(t) if t < 0.65 else nan, 3.0)
    assert (len(decided), len(ended)) == (1, 0)


def test_the_peak_between_two_frames_is_found() -> None:
    late = waves(84)
    decided, _ = follow(lambda t: late(t - 0.017), 1.2)
    assert decided[0].peak == pytest.approx(84, abs=0.1)
    assert decided[0].peak_t == pytest.approx(0.517, abs=0.005)


def test_a_peak_of_two_frames_only_is_taken_as_it_is() -> None:
    tracker = LiftTracker(RepRule(), BAND)
    told = [tracker.update(t, angle) for t, angle in ((0.0, 0.0), (0.1, 80.0), (0.2, 40.0))]
    lifts = [news.decided for news in told if news.decided]
    assert lifts
    assert lifts[0].peak >= 80
