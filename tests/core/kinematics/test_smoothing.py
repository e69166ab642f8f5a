from __future__ import annotations

from math import cos, isnan, nan, pi

import numpy as np
import pytest

from coach.core.kinematics.smoothing import OneEuro, SmoothingRule, fixed_lag_quadratic

RULE = SmoothingRule()
EXACT = SmoothingRule(lead=0.0)


def lift(t: float, cadence: float = 180) -> float:
    """A thigh that goes up and down between 4 and 84 degrees, `cadence` / 2 times a minute."""
    return 44 - 40 * cos(2 * pi * t * cadence / 120)


def smoothed(times: list[float], values: list[float]) -> list[float]:
    """In body heights, as the filter wants it: a thigh's end moves 0.24 heights per radian."""
    filtered, scale = OneEuro(), 0.24 * pi / 180
    return [
        float(filtered(t, np.array([v * scale]))[0]) / scale
        for t, v in zip(times, values, strict=True)
    ]


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_the_top_of_a_fast_lift_survives_the_light_smoothing(fps: float) -> None:
    times = [n / fps for n in range(90)]
    raw = [lift(t) for t in times]
    assert max(smoothed(times, raw)[20:]) > max(raw[20:]) - 3
    lag = np.array(smoothed(times, raw))[20:] - np.array(raw)[20:]
    assert abs(lag.mean()) < 2


def test_a_trembling_at_rest_gets_smaller() -> None:
    chance, times = np.random.default_rng(1), [n / 30 for n in range(300)]
    noisy = (10 + chance.standard_normal(300)).tolist()
    assert np.std(smoothed(times, noisy)[30:]) < 0.8 * np.std(noisy)


@pytest.mark.parametrize("start", [0.0, 4096.0, -50.0])
def test_a_stream_that_starts_at_any_time_is_smoothed_alike(start: float) -> None:
    times = [n / 30 for n in range(60)]
    here = smoothed(times, [lift(t) for t in times])
    there = smoothed([start + t for t in times], [lift(t) for t in times])
    assert there == pytest.approx(here, abs=1e-6)


def test_the_first_value_is_not_held_back() -> None:
    assert smoothed([0.0], [50.0]) == pytest.approx([50.0])
    assert smoothed([0.0, 0.03], [50.0, 50.0]) == pytest.approx([50.0, 50.0])


def test_the_unknown_goes_in_and_out_and_a_value_that_returns_starts_where_it_is() -> None:
    out = smoothed([0.0, 0.03, 0.06, 0.09], [10.0, nan, 70.0, 70.0])
    assert out[0] == pytest.approx(10.0)
    assert isnan(out[1])
    assert out[2:] == pytest.approx([70.0, 70.0])


def test_one_unknown_joint_leaves_the_others_alone() -> None:
    filtered = OneEuro()
    filtered(0.0, np.array([1.0, 2.0]))
    out = filtered(0.03, np.array([nan, 2.0]))
    assert isnan(out[0])
    assert out[1] == 2.0


@pytest.mark.parametrize("later", [0.2, 0.0, -1.0])
def test_after_a_gap_or_a_step_back_in_time_it_starts_afresh(later: float) -> None:
    assert smoothed([0.0, later], [10.0, 80.0])[1] == pytest.approx(80.0)


def at(t: float, times: list[float], values: list[float], rule: SmoothingRule = EXACT) -> float:
    value, _ = fixed_lag_quadratic(np.array(times), np.array(values), t, rule)
    return float(value)


@pytest.mark.parametrize("fps", [15, 24, 30, 60])
def test_a_settled_moment_has_no_lag_and_keeps_the_top(fps: float) -> None:
    times = [n / fps for n in range(60)]
    values = [lift(t) for t in times]
    inner = times[15:-15]
    errors = [at(t, times, values) - lift(t) for t in inner]
    assert max(map(abs, errors)) < 3.5
    assert abs(np.mean(errors)) < 0.2


def test_the_rate_is_per_second_at_any_frame_rate() -> None:
    for fps in (15, 30, 60):
        times = np.arange(30) / fps
        _, rate = fixed_lag_quadratic(times, 7.0 * times, float(times[15]), RULE)
        assert float(rate) == pytest.approx(7.0)


def test_a_moment_is_read_a_little_later_for_the_estimators_own_lag() -> None:
    times = np.arange(30) / 30
    value, _ = fixed_lag_quadratic(times, 100 * times, 0.5, RULE)
    assert float(value) == pytest.approx(100 * (0.5 + RULE.lead))


@pytest.mark.parametrize("start", [0.0, 4096.0, -7.0])
def test_settling_does_not_depend_on_the_clock(start: float) -> None:
    times = [n / 30 for n in range(30)]
    values = [lift(t) for t in times]
    there = at(start + 0.5, [start + t for t in times], values)
    assert there == pytest.approx(at(0.5, times, values), abs=1e-6)


TIMES = [n / 30 for n in range(30)]


def holed(*missing: int) -> list[float]:
    return [nan if n in missing else lift(n / 30) for n in range(30)]


def test_a_hole_of_two_frames_is_bridged_and_a_longer_one_is_not() -> None:
    assert at(0.5, TIMES, holed(15)) == pytest.approx(lift(0.5), abs=4)
    assert at(0.5, TIMES, holed(15, 16)) == pytest.approx(lift(0.5), abs=4)
    assert isnan(at(0.5, TIMES, holed(*range(13, 18))))


def test_nothing_is_guessed_beyond_the_first_or_last_sample() -> None:
    assert isnan(at(0.5, TIMES, holed(*range(15, 30))))
    assert isnan(at(0.5, TIMES, holed(*range(16))))


def test_three_samples_do_only_with_the_moments_own_among_them() -> None:
    assert at(0.5, TIMES[14:17], holed()[14:17]) == pytest.approx(lift(0.5))
    assert isnan(at(0.5, [0.45, 0.48, 0.53], [1.0, 2.0, 3.0]))


def test_every_joint_is_settled_from_its_own_samples() -> None:
    samples = np.stack([np.array(holed()), np.array(holed(*range(13, 18)))], axis=1)
    value, rate = fixed_lag_quadratic(np.array(TIMES), samples, 0.5, EXACT)
    assert value.shape == rate.shape == (2,)
    assert np.isnan(value).tolist() == [False, True]
