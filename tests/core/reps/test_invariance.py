"""What must not matter: changes no count and moves no peak by more than about three degrees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.types import Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import (
    Performance,
    at_any_speed,
    evenly,
    few,
    pairs,
    peak_errors,
    perform,
    whole,
)
from tests.core.spoiling import during, swapped

SECONDS = 3.2
ATHLETE = whole(SimulatedRunner("high_knees", start_s=0.4), SECONDS)
NEAR = 3.0


def unmoved(
    performance: Performance, athlete: SimulatedRunner = ATHLETE, clock: float = 0.0
) -> None:
    found = pairs(performance, athlete, SECONDS, clock)
    errors = peak_errors(found)
    assert len(errors) == len(found)
    assert max(map(abs, errors)) < NEAR
    assert not performance.faults()


@few
@given(st.floats(22, 75), st.floats(0, 1))
def test_the_frame_rate_and_when_in_a_frame_it_begins(fps: float, late: float) -> None:
    times = (np.arange(round(SECONDS * fps)) + late) / fps
    unmoved(perform(ATHLETE, times=times.tolist()))


@few
@given(st.sampled_from([-3600.0, -1.0, 0.0, 4096.0, 1e6, 1.7e9]) | st.floats(-1e4, 1e5))
def test_when_the_clock_starts(clock: float) -> None:
    unmoved(perform(ATHLETE, SECONDS, clock=clock), clock=clock)


def test_a_clock_that_starts_at_4096_gives_the_very_same_cues_later() -> None:
    low = replace(ATHLETE, lift_left=58)
    here, there = (perform(low, SECONDS, clock=clock) for clock in (0.0, 4096.0))
    assert here.cues
    assert [(cue.key, cue.side) for cue in here.cues] == [(c.key, c.side) for c in there.cues]
    later = [b.t - a.t for a, b in zip(here.cues, there.cues, strict=True)]
    assert later == pytest.approx([4096.0] * len(later))


@few
@given(st.floats(0.25, 0.98), st.floats(0.35, 0.65), st.sampled_from([np.inf, 4.0, 8.0]))
def test_how_far_away_and_where_the_athlete_is(
    height: float, across: float, distance: float
) -> None:
    unmoved(perform(replace(ATHLETE, height=height, across=across, distance=distance), SECONDS))


@few
@given(st.sampled_from([(640, 360), (1920, 1080), (640, 480), (720, 1280), (320, 240)]))
def test_the_size_and_shape_of_the_picture(size: tuple[int, int]) -> None:
    unmoved(perform(ATHLETE, SECONDS, size=size))


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.REAR])
def test_where_the_camera_stands(view: View) -> None:
    unmoved(perform(replace(ATHLETE, view=view), SECONDS))


@few
@given(st.floats(-20, 20))
def test_a_camera_that_is_not_quite_square(yaw: float) -> None:
    unmoved(perform(replace(ATHLETE, yaw=yaw), SECONDS))


def test_facing_the_other_way_exchanges_near_and_far_and_nothing_else() -> None:
    low = replace(ATHLETE, lift_left=60, lift_right=60)
    left, right = (perform(replace(low, view=view), SECONDS) for view in (View.LEFT, View.RIGHT))
    low_on_both = {("knee_low", side) for side in Side}
    assert left.faults() == right.faults() == low_on_both
    for a, b in zip(left.reps, right.reps, strict=True):
        assert a.side is b.side
        assert a.peak == pytest.approx(b.peak, abs=1e-6)
        assert a.values["thigh_angle_peak"] == pytest.approx(b.values["thigh_angle_peak"])


@few
@given(st.integers(0, 1000), st.sampled_from([24.0, 30.0, 60.0]))
def test_noise_of_a_hundredth_of_a_leg(seed: int, fps: float) -> None:
    performance = perform(ATHLETE, SECONDS, fps, noise=0.01, seed=seed)
    errors = peak_errors(pairs(performance, ATHLETE, SECONDS))
    # A hundredth of a leg at both ends of a thigh of half a leg is 1.6 degrees of scatter.
    assert max(map(abs, errors)) < NEAR + 2
    assert np.sqrt(np.mean(np.square(errors))) < NEAR
    assert not performance.faults()


@few
@given(st.integers(0, 1000), st.floats(0, 0.45))
def test_frames_that_come_unevenly(seed: int, jitter: float) -> None:
    chance = np.random.default_rng(seed)
    frames = np.arange(SECONDS * 30)
    late = np.clip(jitter * chance.standard_normal(len(frames)), -0.45, 0.45)
    unmoved(perform(ATHLETE, times=((frames + late) / 30 + 0.02).tolist()))


def test_a_camera_that_changes_its_frame_rate_in_the_dark() -> None:
    times = [*evenly(1.2), *(1.2 + t for t in evenly(1.0, 60)), *(2.2 + t for t in evenly(1.0))]
    unmoved(perform(ATHLETE, times=times))


@few
@given(st.integers(0, 1000))
def test_one_frame_in_ten_that_is_dropped(seed: int) -> None:
    chance = np.random.default_rng(seed)
    times = [t for t in evenly(SECONDS) if chance.random() > 0.1]
    performance = perform(ATHLETE, times=times)
    errors = peak_errors(pairs(performance, ATHLETE, SECONDS))
    assert max(map(abs, errors)) < NEAR
    assert not performance.faults()


TOPS = [lift.t for lift in ATHLETE.lifts(SECONDS)]


@few
@given(
    st.lists(st.sampled_from(TOPS[1:]), min_size=1, max_size=3, unique=True),
    st.floats(-0.06, 0.06),
    st.floats(0.06, 0.2),
    st.sampled_from([24.0, 30.0, 60.0]),
)
def test_legs_that_change_places_at_the_top_of_a_lift(
    tops: list[float], off: float, length: float, fps: float
) -> None:
    spells = [(top + off - length / 2, top + off + length / 2) for top in tops]
    performance = perform(ATHLETE, SECONDS, fps, change=during(spells, swapped))
    unmoved(performance)


@few
@given(st.integers(0, 1000))
def test_legs_that_change_places_at_any_time_in_mid_drill(seed: int) -> None:
    chance = np.random.default_rng(seed)
    begins = 0.9 + np.cumsum(chance.uniform(0.3, 0.9, 2))
    spells = [(begin, begin + chance.uniform(0.06, 0.17)) for begin in begins]
    performance = perform(ATHLETE, SECONDS, change=during(spells, swapped))
    errors = peak_errors(pairs(performance, ATHLETE, SECONDS))
    assert max(map(abs, errors)) < NEAR
    assert not performance.faults()


@few
@given(st.integers(0, 1000), st.sampled_from([30.0, 60.0]))
def test_drop_outs_hide_lifts_but_add_none_and_move_none(seed: int, fps: float) -> None:
    performance = perform(ATHLETE, SECONDS, fps, drop_outs=0.4, seed=seed)
    lifts = {(side, round(t, 3)) for side, t in ((x.side, x.t) for x in ATHLETE.lifts(SECONDS))}
    for rep in performance.reps:
        near = min((t for side, t in lifts if side is rep.side), key=lambda t: abs(t - rep.peak))
        assert abs(near - rep.peak) < 0.2
        lifts.remove((rep.side, near))
        peak = rep.values["thigh_angle_peak"]
        assert not abs(peak - ATHLETE.gait.lift) > NEAR
    assert not performance.faults()


OBLIQUE = whole(SimulatedRunner("high_knees", start_s=0.4, view=View.OBLIQUE), SECONDS)


@few
@given(st.floats(-8, 8), st.sampled_from([24.0, 30.0, 60.0]))
def test_an_oblique_camera_counts_every_lift_whatever_its_turn(yaw: float, fps: float) -> None:
    athlete = replace(OBLIQUE, yaw=yaw)
    performance = perform(athlete, SECONDS, fps)
    errors = peak_errors(pairs(performance, athlete, SECONDS))
    # The turn itself is only known to some degrees.
    assert max(map(abs, errors)) < 2 * NEAR
    assert not performance.faults()


@few
@given(
    st.sampled_from([0.0, 1e6]), st.floats(0.4, 0.95), st.sampled_from([(640, 360), (720, 1280)])
)
def test_clock_distance_and_size_from_an_oblique_camera(
    clock: float, height: float, size: tuple[int, int]
) -> None:
    here = perform(OBLIQUE, SECONDS)
    there = perform(replace(OBLIQUE, height=height), SECONDS, clock=clock, size=size)
    assert [r.side for r in here.reps] == [r.side for r in there.reps]
    peaks = [[r.values["thigh_angle_peak"] for r in p.reps] for p in (here, there)]
    assert peaks[0] == pytest.approx(peaks[1], abs=0.5)


RUN_S = 5.0
RUNNER = SimulatedRunner("run", start_s=-3.0)


def strides(athlete: SimulatedRunner = RUNNER, **kind: Any) -> Performance:
    return perform(athlete, RUN_S, drill=at_any_speed("run"), **kind)


PLAIN = strides()


def same_run(performance: Performance, missed: int = 0) -> None:
    """The contacts' feet, the cadence, and every metric within what it says it may be off."""
    mine, plain = performance.result, PLAIN.result
    assert plain.cadence == pytest.approx(2 * 60 / RUNNER.cycle_s, abs=1)
    assert mine.cadence == pytest.approx(plain.cadence, abs=3)
    for side in Side:
        counts = [result.counts[side].all for result in (mine, plain)]
        assert abs(counts[0] - counts[1]) <= missed
    for key, metric in plain.metrics.items():
        assert abs(mine.metrics[key].mean - metric.mean) <= metric.error + mine.metrics[key].error
    assert {tally.name for tally in mine.faults} == {tally.name for tally in plain.faults}


@few
@given(st.sampled_from([24.0, 25.0, 50.0, 60.0, 75.0]))
def test_a_run_at_another_frame_rate(fps: float) -> None:
    same_run(strides(fps=fps), missed=1)


@few
@given(st.sampled_from([-3600.0, 4096.0, 1e6]), st.floats(0.4, 0.95))
def test_a_run_by_another_clock_and_from_another_distance(clock: float, height: float) -> None:
    same_run(strides(replace(RUNNER, height=height), clock=clock))


@few
@given(st.sampled_from([(640, 360), (720, 1280), (320, 240)]))
def test_a_run_in_a_picture_of_another_size(size: tuple[int, int]) -> None:
    same_run(strides(size=size))


def test_a_run_the_other_way_is_the_same_of_the_other_leg() -> None:
    there = strides(replace(RUNNER, view=View.RIGHT)).result
    for (name, side), metric in PLAIN.result.metrics.items():
        same = there.metrics[name, side and side.other]
        assert same.mean == pytest.approx(metric.mean, abs=metric.error)


@few
@given(st.integers(0, 1000))
def test_a_run_with_noise_of_half_a_hundredth_of_a_leg(seed: int) -> None:
    same_run(strides(noise=0.005, seed=seed), missed=1)


@few
@given(st.integers(0, 1000))
def test_a_run_of_which_one_frame_in_twenty_is_dropped(seed: int) -> None:
    chance = np.random.default_rng(seed)
    times = [t for t in evenly(RUN_S) if chance.random() > 0.05]
    same_run(strides(times=times), missed=2)


@few
@given(st.integers(0, 1000))
def test_a_run_in_which_the_legs_change_places(seed: int) -> None:
    chance = np.random.default_rng(seed)
    begins = 1.0 + np.cumsum(chance.uniform(0.8, 1.5, 2))
    spells = [(begin, begin + chance.uniform(0.06, 0.13)) for begin in begins]
    same_run(strides(change=during(spells, swapped)), missed=2)
