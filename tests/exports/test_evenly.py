"""One rate out of frames that come when they come."""

from __future__ import annotations

import numpy as np
import pytest

from coach.exports.evenly import evenly


def test_what_is_even_already_stays_as_it_is() -> None:
    t = 100 + np.arange(90) / 30
    values = np.column_stack([np.sin(t), np.cos(t)])
    rate, times, even = evenly(t, values)
    assert rate == 30
    assert times == pytest.approx(t)
    assert even == pytest.approx(values)


def test_frames_that_come_late_are_put_right_in_time() -> None:
    rng = np.random.default_rng(1)
    t = np.arange(300) / 30 + rng.uniform(-0.01, 0.01, 300)
    rate, times, even = evenly(t, (7 * t)[:, None])
    assert rate == pytest.approx(30, abs=0.1)
    assert np.ptp(np.diff(times)) < 1e-9
    assert even[1:-1, 0] == pytest.approx(7 * times[1:-1])


@pytest.mark.parametrize(("missing", "stays_open"), [(4, False), (9, True)])
def test_only_a_short_gap_is_bridged(missing: int, stays_open: bool) -> None:
    t = np.arange(90) / 30
    values = t[:, None].copy()
    values[40 : 40 + missing] = np.nan
    _, _, even = evenly(t, values)
    assert np.isnan(even[40 : 40 + missing]).all() == stays_open
    assert np.isnan(even).sum() == (missing if stays_open else 0)


def test_a_pause_between_frames_is_a_gap_and_not_a_slower_rate() -> None:
    t = np.concatenate([np.arange(30) / 30, 5 + np.arange(30) / 30])
    rate, times, even = evenly(t, t[:, None])
    assert rate == pytest.approx(30)
    inside = (times > 1.1) & (times < 4.9)
    assert np.isnan(even[inside]).all()
    assert np.isfinite(even[~inside]).sum() >= 58


def test_what_is_never_known_stays_unknown() -> None:
    t = np.arange(30) / 30
    assert np.isnan(evenly(t, np.full((30, 1), np.nan))[2]).all()
