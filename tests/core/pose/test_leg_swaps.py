"""What an estimator gets wrong about the legs is put right, or not believed."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from coach.core.pose.body import BodyTracker
from coach.core.pose.leg_swaps import CleanupRule, LegSwapRepair, RepairedPose
from coach.core.types import Kinematics, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import (
    Change,
    Performance,
    evenly,
    pairs,
    peak_errors,
    perform,
    seen,
    whole,
)
from tests.core.spoiling import between, during, flung, rows, swapped, without

LEFT, RIGHT = Side.LEFT, Side.RIGHT
SECONDS = 2.6
ATHLETE = whole(SimulatedRunner("high_knees", start_s=0.4), SECONDS)
TOPS = {side: [lift.t for lift in ATHLETE.lifts(SECONDS) if lift.side is side] for side in Side}


def smoothed(performance: Performance) -> list[Kinematics]:
    return [moment for s in performance.snapshots for moment in s.smoothed if moment.t > 0.3]


def worst(performance: Performance) -> float:
    """The largest error of any angle of a leg that was believed, in degrees."""
    errors = [0.0]
    for moment in smoothed(performance):
        truth = ATHLETE.truth(moment.t)
        for side in moment.quality.legs:
            for name, true in (
                ("thigh_angle", truth.thigh_angle),
                ("knee_flexion", truth.knee_flexion),
            ):
                error = moment.get(name, side) - true[side]
                errors.append(0.0 if isnan(error) else abs(error))
    return max(errors)


UNSPOILT = worst(perform(ATHLETE, SECONDS))
"""Of which most is that moments are read a little after their own time."""


@pytest.mark.slow
@pytest.mark.parametrize("fps", [30, 60])
@pytest.mark.parametrize("frames", [2, 4, 6])
@pytest.mark.parametrize("side", Side)
def test_legs_that_change_places_at_the_top_are_put_right(
    side: Side, frames: int, fps: float
) -> None:
    begin = TOPS[side][1] - frames / fps / 2
    change = during([(begin, begin + frames / fps - 0.001)], swapped)
    performance = perform(ATHLETE, SECONDS, fps, change=change)
    assert max(map(abs, peak_errors(pairs(performance, ATHLETE, SECONDS)))) < 3
    assert worst(performance) < UNSPOILT + 5


def test_what_is_put_right_is_put_right_on_the_screen_too() -> None:
    top = TOPS[LEFT][1]
    performance = perform(ATHLETE, SECONDS, change=during([(top - 0.05, top + 0.05)], swapped))
    for snapshot in performance.snapshots:
        if top - 0.05 <= snapshot.t < top + 0.05:
            angle = snapshot.kinematics.get("thigh_angle", LEFT)
            assert isnan(angle) or angle > 60


def test_legs_that_pass_each_other_with_their_names_changed_do_no_harm() -> None:
    middle = [(a + b) / 2 for a, b in zip(TOPS[LEFT][1:], TOPS[RIGHT][1:], strict=False)]
    spells = [(t - 0.05, t + 0.05) for t in middle]
    performance = perform(ATHLETE, SECONDS, change=during(spells, swapped))
    assert max(map(abs, peak_errors(pairs(performance, ATHLETE, SECONDS)))) < 3


MARCH_S = 9.0
MARCH = whole(SimulatedRunner("a_march", cadence=64, lift_left=88, lift_right=88), MARCH_S)


def jittered(seconds: float, fps: float) -> list[float]:
    """As a camera takes them that is never quite in time."""
    late = np.random.default_rng(5).uniform(0, 0.5 / fps, round(seconds * fps))
    return [float(t + by) for t, by in zip(evenly(seconds, fps), late, strict=True)]


def guessed_at_the_top(side: Side, length: float) -> Change:
    """As long about each top of one leg the model takes left for right, or guesses between."""
    guess = np.random.default_rng(3)
    tops = [lift.t for lift in MARCH.lifts(MARCH_S) if lift.side is side]

    def change(t: float, pose: Pose) -> Pose:
        away = min(abs(t - top) for top in tops)
        if away > length / 2:
            return pose
        share = guess.uniform(0.4, 0.6) if away < length / 4 else 0.95
        return between(pose, float(share))

    return change


@pytest.mark.parametrize("fps", [15, 20, 24, 25, 30, 60])
@pytest.mark.parametrize("length", [0.2, 0.3])
@pytest.mark.parametrize("side", Side)
def test_a_slow_lift_whose_whole_top_is_guessed_counts_once_and_its_top_is_unknown(
    side: Side, length: float, fps: float
) -> None:
    change = guessed_at_the_top(side, length)
    performance = perform(MARCH, times=jittered(MARCH_S, fps), change=change, noise=0.01)
    found = pairs(performance, MARCH, MARCH_S, close_s=0.2)
    assert all(abs(error) < 8 for error in peak_errors(found))


@pytest.mark.parametrize("fps", [15, 20, 24, 25, 30, 60])
@pytest.mark.parametrize("side", Side)
def test_a_slow_lift_with_changed_names_over_the_whole_top_is_put_right(
    side: Side, fps: float
) -> None:
    spells = [(lift.t - 0.15, lift.t + 0.15) for lift in MARCH.lifts(MARCH_S) if lift.side is side]
    change = during(spells, swapped)
    performance = perform(MARCH, times=jittered(MARCH_S, fps), change=change, noise=0.01)
    found = pairs(performance, MARCH, MARCH_S, close_s=0.2)
    assert all(abs(error) < 8 for error in peak_errors(found))


@pytest.mark.parametrize("length", [0.03, 0.07, 0.1])
def test_a_leg_that_jumps_to_nowhere_for_a_tenth_of_a_second_is_doubted(length: float) -> None:
    spell = TOPS[LEFT][1] - 0.2, TOPS[LEFT][1] - 0.2 + length
    performance = perform(ATHLETE, SECONDS, change=during([spell], lambda p: flung(p, LEFT)))
    told = {moment.t: moment for moment in smoothed(performance)}
    for t in evenly(SECONDS):
        if spell[0] <= t < spell[1]:
            assert told[t].quality.legs == {RIGHT}
            assert told[t].quality.reason is not None
            assert (told[t].quality.reason.key, told[t].quality.reason.side) == (
                "swap_unsure",
                LEFT,
            )
    pairs(performance, ATHLETE, SECONDS)
    assert worst(performance) < UNSPOILT + 5


def test_two_legs_that_jump_are_both_doubted() -> None:
    spell = TOPS[LEFT][1] - 0.2, TOPS[LEFT][1] - 0.12

    def wild(pose: Pose) -> Pose:
        return flung(flung(pose, LEFT), RIGHT, (-250.0, 200.0))

    performance = perform(ATHLETE, SECONDS, change=during([spell], wild))
    doubted = [m for m in smoothed(performance) if spell[0] <= m.t < spell[1]]
    assert doubted
    for moment in doubted:
        assert moment.quality.legs == frozenset()
        assert moment.quality.reason is not None
        assert moment.quality.reason.side is None
    pairs(performance, ATHLETE, SECONDS)


@pytest.mark.parametrize("gone", [0.3, 1.0, 1.8])
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("how", ["nowhere", "unknown"])
def test_a_leg_that_was_long_lost_is_found_again_within_two_tenths(
    how: str, side: Side, gone: float
) -> None:
    """A leg that was doubted once must not stay lost."""
    begin = 1.0
    lose = (lambda p: flung(p, side)) if how == "nowhere" else (lambda p: without(p, side))
    athlete, seconds = replace(ATHLETE, stop_s=9.0), begin + gone + 1.2
    performance = perform(athlete, seconds, change=during([(begin, begin + gone)], lose))
    back = begin + gone
    for moment in smoothed(performance):
        if moment.t >= back + 0.2:
            assert side in moment.quality.legs
            true = athlete.truth(moment.t).thigh_angle[side]
            assert moment.get("thigh_angle", side) == pytest.approx(true, abs=12)
    until = seconds - 0.2
    late = [lift for lift in athlete.lifts(until) if lift.side is side and lift.t > back + 0.3]
    peaks = [rep.peak for rep in performance.reps if rep.side is side]
    for lift in late:
        assert min(abs(peak - lift.t) for peak in peaks) < 0.05


def cleaned(poses: list[Pose], rule: CleanupRule | None = None) -> tuple[RepairedPose, ...]:
    cleaner, body = LegSwapRepair(rule), BodyTracker()
    for pose in poses:
        window = cleaner.update(pose, body.update(pose), View.LEFT)
    return window


def poses(times: list[float]) -> list[Pose]:
    return [pose for _, pose in seen(ATHLETE, times) if pose is not None]


def test_good_poses_go_through_untouched() -> None:
    given = poses(list(evenly(1.5)))
    window = cleaned(given)
    assert [repaired.pose for repaired in window] == given[-len(window) :]
    assert {repaired.trusted for repaired in window} == {frozenset(Side)}
    assert window[-1].pose.t - window[0].pose.t == pytest.approx(0.3, abs=0.034)


def test_a_gap_starts_the_memory_afresh() -> None:
    given = poses([*evenly(1.0), 1.5])
    assert [repaired.pose for repaired in cleaned(given)] == [given[-1]]


def test_a_mended_pose_keeps_hips_and_all_that_is_no_leg() -> None:
    given = poses(list(evenly(1.3)))
    given[-1] = swapped(given[-1])
    last = cleaned(given)[-1].pose
    legs = rows(LEFT) + rows(RIGHT)
    others = [joint for joint in range(16) if joint not in legs]
    assert np.array_equal(last.xy[others], given[-1].xy[others])
    assert np.array_equal(last.xy[legs], swapped(given[-1]).xy[legs])


def test_a_doubted_leg_is_unknown_and_without_confidence() -> None:
    given = poses(list(evenly(1.2)))
    given[-1] = flung(given[-1], RIGHT)
    last = cleaned(given)[-1]
    assert last.trusted == {LEFT}
    assert np.isnan(last.pose.xy[rows(RIGHT)]).all()
    assert (last.pose.confidence[rows(RIGHT)] == 0).all()
    assert np.isfinite(last.pose.xy[rows(LEFT)]).all()


@pytest.mark.parametrize("fps", [8, 12, 15, 120, 240])
def test_any_frame_rate_will_do(fps: float) -> None:
    athlete = replace(ATHLETE, cadence=100)
    given = [pose for _, pose in seen(athlete, evenly(2.0, fps)) if pose is not None]
    trusted = [repaired.trusted for repaired in cleaned(given)]
    assert trusted == [frozenset(Side)] * len(trusted)


def test_legs_that_are_never_seen_cost_nothing() -> None:
    given = [without(pose, *Side) for pose in poses(list(evenly(2.0)))]
    assert np.isnan(cleaned(given)[-1].pose.xy[rows(LEFT)]).all()


@pytest.mark.parametrize("fps", [25, 30, 60])
@pytest.mark.parametrize("side", Side)
def test_a_top_that_nobody_saw_has_no_angle_but_is_a_rep(side: Side, fps: float) -> None:
    """Else the thigh on its way down would be told for the top."""
    spells = [(top - 0.1, top + 0.03) for top in TOPS[side]]
    change = during(spells, lambda pose: without(pose, side))
    performance = perform(ATHLETE, SECONDS, fps, change=change)
    for lift, rep in pairs(performance, ATHLETE, SECONDS):
        peak = rep.values["thigh_angle_peak"]
        assert isnan(peak) if lift.side is side else abs(peak - lift.angle) < 3
