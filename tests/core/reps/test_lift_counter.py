"""Every lift, once, on its own leg, soon, with its true height."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi

import numpy as np
import pytest

from coach.core.types import EventKind, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import (
    at_any_speed,
    evenly,
    pairs,
    peak_errors,
    perform,
    play,
    seen,
    shipped,
    whole,
)
from tests.core.spoiling import without
from tests.core.sticks import from_the_side

LEFT, RIGHT = Side.LEFT, Side.RIGHT
HIGH_KNEES = SimulatedRunner("high_knees", start_s=0.8)
MARCH = SimulatedRunner("a_march", start_s=0.8)
SECONDS = 6.0

SPEEDS = [
    ("high_knees", 60, 30),
    *(("high_knees", cadence, fps) for cadence in (120, 180, 220) for fps in (24, 30, 60)),
    *(("a_run", cadence, 30) for cadence in (60, 150, 220)),
    ("a_skip", 60, 30),
    *(("a_skip", cadence, fps) for cadence in (110, 140) for fps in (24, 60)),
    *(("a_march", cadence, fps) for cadence in (60, 100) for fps in (12, 15, 30, 60)),
]


@pytest.mark.parametrize(("drill", "cadence", "fps"), SPEEDS)
def test_every_lift_of_both_legs_is_counted_with_its_height(
    drill: str, cadence: float, fps: float
) -> None:
    seconds = 0.7 + 60 * 6 / cadence
    athlete = whole(SimulatedRunner(drill, cadence=cadence, start_s=0.4), seconds)
    found = pairs(perform(athlete, seconds, fps, drill=shipped(drill)), athlete, seconds)
    assert len(found) >= 4
    errors = peak_errors(found)
    assert len(errors) >= 0.6 * len(found)
    assert max(map(abs, errors)) < (3.8 if fps < 30 else 3.0)


@pytest.mark.parametrize("cadence", [60, 120, 150])
def test_at_fifteen_frames_a_second_lifts_up_to_150_a_minute_are_still_counted(
    cadence: float,
) -> None:
    athlete = whole(replace(HIGH_KNEES, cadence=cadence), SECONDS)
    found = pairs(perform(athlete, SECONDS, 15), athlete, SECONDS)
    assert max(map(abs, peak_errors(found))) < 3


def test_both_legs_have_their_own_shortest_time_between_reps() -> None:
    """One refractory time for both legs halves the count of a fast drill."""
    athlete = whole(replace(HIGH_KNEES, cadence=200), SECONDS)
    performance = perform(athlete, SECONDS, drill=shipped("high_knees"))
    pairs(performance, athlete, SECONDS)
    peaks = [rep.peak for rep in performance.reps]
    assert np.diff(peaks).min() < 0.32


def test_a_leg_does_not_lift_again_within_its_shortest_time() -> None:
    drill = shipped("high_knees")
    strict = replace(drill, rep=replace(drill.rep, refractory_s=0.8, alternating=False))
    performance = perform(HIGH_KNEES, 4.0, drill=strict)
    peaks = {side: [r.peak for r in performance.reps if r.side is side] for side in Side}
    assert all(np.diff(times).min() >= 0.8 for times in peaks.values())
    assert len(peaks[LEFT]) == 3


def lifting(t: float, tops: dict[Side, list[float]]) -> Pose:
    """Thighs that are up for three tenths of a second about each of their tops."""

    def angle(side: Side) -> float:
        near = min((abs(t - top) for top in tops[side]), default=1.0)
        return 84 * max(0.0, cos(pi * min(near, 0.15) / 0.3))

    return from_the_side(t, thigh={side: angle(side) for side in Side}, knee=10)


def test_a_leg_that_seems_to_lift_twice_at_once_without_the_other_is_counted_once() -> None:
    tops = {LEFT: [1.0, 1.8, 2.6, 2.95, 3.4], RIGHT: [1.4, 2.2, 3.0]}
    tops[RIGHT].remove(3.0)
    performance = play([(t, lifting(t, tops)) for t in evenly(4.0)])
    assert [round(r.peak, 1) for r in performance.reps if r.side is LEFT] == [1.0, 1.8, 2.6, 3.4]
    freely = at_any_speed("high_knees")
    freely = replace(freely, rep=replace(freely.rep, alternating=False))
    performance = play([(t, lifting(t, tops)) for t in evenly(4.0)], freely)
    assert len([rep for rep in performance.reps if rep.side is LEFT]) == 5


def test_nothing_depends_on_a_number_of_frames() -> None:
    """Windows of so many frames make an event early at one frame rate and late at another."""
    moments = []
    for fps in (24, 30, 60):
        found = pairs(perform(HIGH_KNEES, 4.0, fps), HIGH_KNEES, 3.9)
        moments.append([rep.peak - lift.t for lift, rep in found])
    assert np.abs(moments).max() < 0.025
    assert np.ptp(np.mean(moments, axis=1)) < 0.005


@pytest.mark.parametrize(("fps", "start"), [(30, 0.5), (30, 0.513), (60, 0.5)])
@pytest.mark.parametrize(
    ("drill", "cadence"),
    [
        *(("high_knees", cadence) for cadence in (60, 120, 180, 220)),
        *(("a_march", cadence) for cadence in (50, 90)),
        ("a_skip", 110),
        ("a_run", 180),
    ],
)
def test_a_rep_is_decided_within_150_ms_of_its_peak(
    drill: str, cadence: float, start: float, fps: float
) -> None:
    seconds = start + 2.6 * 60 / cadence
    performance = perform(SimulatedRunner(drill, cadence=cadence, start_s=start), seconds, fps)
    waits = [t - rep.peak for t, rep in performance.decided]
    assert len(waits) >= 2
    assert max(waits) <= 0.150
    assert [t for t, _ in performance.decided] == [rep.t for _, rep in performance.decided]


@pytest.mark.parametrize("fps", [30, 60])
def test_a_low_knee_that_is_not_held_is_decided_as_soon(fps: float) -> None:
    low = replace(HIGH_KNEES, lift_left=60, lift_right=60)
    waits = [t - rep.peak for t, rep in perform(low, 3.0, fps).decided]
    assert len(waits) >= 4
    assert max(waits) <= 0.150


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_knee_held_at_the_top_counts_once_and_while_it_is_up(fps: float) -> None:
    slow = replace(MARCH, cadence=30, stop_s=4.0)
    performance = perform(slow, 7.0, fps, drill=shipped("a_march"))
    lifts, half = slow.lifts(7.0), 0.045 * slow.cycle_s
    assert [rep.side for rep in performance.reps] == [lift.side for lift in lifts]
    for lift, rep, (told, _) in zip(lifts, performance.reps, performance.decided, strict=True):
        assert lift.t - half < told < lift.t + half
        assert rep.end > lift.t + half


def test_partial_lifts_are_counted_apart() -> None:
    athlete = whole(replace(HIGH_KNEES, lift_left=38), SECONDS)
    performance = perform(athlete, SECONDS)
    each = {s: sum(lift.side is s for lift in athlete.lifts(SECONDS)) for s in Side}
    assert performance.counted() == {LEFT: 0, RIGHT: each[RIGHT]}
    assert performance.partial() == {LEFT: each[LEFT], RIGHT: 0}
    told = [event for event in performance.events if event.kind is EventKind.PARTIAL_LIFT]
    assert [event.side for event in told] == [LEFT] * each[LEFT]


def test_lifts_below_the_partial_height_are_nothing() -> None:
    athlete = replace(HIGH_KNEES, lift_left=26, lift_right=26)
    assert perform(athlete, 4.0).told_nothing()


def test_from_the_front_a_rep_needs_less_height() -> None:
    athlete = whole(replace(HIGH_KNEES, lift_left=41, lift_right=41), SECONDS)
    front = perform(replace(athlete, view=View.FRONT), SECONDS)
    pairs(front, athlete, SECONDS)
    side = perform(athlete, SECONDS)
    assert side.counted() == {LEFT: 0, RIGHT: 0}


def test_good_reps_are_those_in_the_band_and_sound_by_side() -> None:
    athlete = whole(replace(HIGH_KNEES, lift_right=60, view=View.FRONT), SECONDS)
    performance = perform(athlete, SECONDS)
    count = performance.result.counts
    assert (count[LEFT].good, count[RIGHT].good) == (count[LEFT].all, 0)
    assert performance.tones == ("good_left",) * count[LEFT].all


def test_both_legs_of_a_side_view_are_graded() -> None:
    for view in (View.LEFT, View.RIGHT):
        performance = perform(replace(HIGH_KNEES, view=view), 4.0)
        assert performance.snapshots[-1].graded == set(Side)
        assert {rep.good for rep in performance.reps} == {True}
        assert set(performance.tones) == {"good_left", "good_right"}


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_from_the_side_a_low_knee_is_told_of_either_leg_and_no_bend_of_the_far_one(
    view: View,
) -> None:
    performance = perform(replace(HIGH_KNEES, view=view, lift_left=60), SECONDS)
    assert ("knee_low", LEFT) in performance.faults()
    assert ("knee_low", RIGHT) not in performance.faults()
    metrics = performance.result.metrics
    assert view.near is not None
    assert ("thigh_angle_peak", view.near.other) in metrics
    assert ("knee_flexion_at_peak", view.near.other) not in metrics
    assert ("lift_speed", view.near.other) not in metrics


def test_a_rep_has_its_start_its_end_and_its_numbers() -> None:
    performance = perform(replace(HIGH_KNEES, cadence=120, stance_knee=10, trunk_lean=5), SECONDS)
    rep = performance.reps[6]
    assert 0.1 < rep.peak - rep.start < 0.4
    assert 0.05 < rep.end - rep.peak < 0.4
    assert rep.values["period"] == pytest.approx(1.0, abs=0.01)
    assert rep.values["cadence"] == pytest.approx(120, abs=1)
    assert rep.values["trunk_lean_at_peak"] == pytest.approx(5, abs=0.5)
    assert rep.values["stance_knee_flexion"] == pytest.approx(10, abs=0.5)
    assert rep.values["stance_thigh_angle"] == pytest.approx(5 - 3, abs=0.5)
    assert rep.values["knee_flexion_at_peak"] == pytest.approx(60 + 0.45 * 84, abs=3)
    assert rep.values["knee_lift_ratio_peak"] == pytest.approx(0.9, abs=0.03)
    assert 300 < rep.values["lift_speed"] < 450


def test_the_legs_are_compared_over_eight_reps_a_side() -> None:
    athlete = replace(HIGH_KNEES, cadence=200, lift_left=70, lift_right=82, view=View.FRONT)
    performance = perform(athlete, 7.0)
    difference = {
        side: [r.values["thigh_peak_difference"] for r in performance.reps if r.side is side]
        for side in Side
    }
    assert all(value != value for value in difference[LEFT][:7])
    assert difference[LEFT][-1] == pytest.approx(-12, abs=1.5)
    assert difference[RIGHT][-1] == pytest.approx(12, abs=1.5)


def test_the_lifts_of_an_oblique_view_are_counted() -> None:
    athlete = whole(replace(HIGH_KNEES, view=View.OBLIQUE), SECONDS)
    errors = peak_errors(pairs(perform(athlete, SECONDS), athlete, SECONDS))
    assert max(map(abs, errors)) < 3


def test_a_turn_from_front_to_side_costs_at_most_the_lifts_of_the_turn() -> None:
    front = replace(HIGH_KNEES, view=View.FRONT, cadence=120)
    side = replace(front, view=View.LEFT)
    turning = [
        *seen(front, [t for t in evenly(10) if t < 5]),
        *seen(side, [t for t in evenly(10) if t >= 5]),
    ]
    performance = play(turning)
    lifts = front.lifts(9.8)
    assert len(lifts) - 2 <= len(performance.reps) <= len(lifts)
    assert performance.snapshots[-1].graded == set(Side)


def test_a_leg_that_is_never_seen_is_never_counted() -> None:
    performance = perform(HIGH_KNEES, 4.0, change=lambda _, pose: without(pose, RIGHT))
    lifts = [lift for lift in HIGH_KNEES.lifts(3.9) if lift.side is LEFT]
    assert performance.counted() == {LEFT: len(lifts), RIGHT: 0}
    assert {rep.good for rep in performance.reps} == {True}
