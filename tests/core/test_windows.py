"""What is kept of the last seconds, and when it says that something stands still."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest

from coach.core.windows import StateTimer, TimeWindow, is_still, ranges


def filled(seconds: float, times: list[float]) -> TimeWindow[float]:
    window = TimeWindow[float](seconds)
    for t in times:
        window.append(t, 10 * t)
    return window


def test_a_window_keeps_what_is_as_old_as_it_is_long_and_nothing_older() -> None:
    window = filled(1.0, [0.0, 0.5, 1.0, 1.5])
    assert list(window) == [(0.5, 5.0), (1.0, 10.0), (1.5, 15.0)]
    assert (window.first, window.last, window.span) == ((0.5, 5.0), (1.5, 15.0), 1.0)


def test_it_stays_as_small_in_an_hour_as_in_a_second() -> None:
    window = filled(1.0, [frame / 30 for frame in range(3600)])
    assert len(window) <= 31


def test_it_is_full_when_all_but_a_tenth_is_covered() -> None:
    assert not filled(1.0, [0.0, 0.8]).full
    assert filled(1.0, [0.0, 0.9]).full
    assert not TimeWindow[float](1.0).full


def test_values_between_two_times_and_the_one_nearest_to_a_time() -> None:
    window = filled(9.0, [1.0, 2.0, 3.0])
    assert window.values(2.0) == [20.0, 30.0]
    assert window.values(1.0, 2.0) == [10.0, 20.0]
    assert window.nearest(2.4) == 20.0


def test_it_forgets_what_came_before_a_time_or_all() -> None:
    window = filled(9.0, [1.0, 2.0, 3.0])
    window.keep_from(2.0)
    assert window.values() == [20.0, 30.0]
    window.clear()
    assert not window
    assert window.span == 0.0


def test_still_is_what_keeps_each_of_its_limits() -> None:
    limits = np.array([1.0, 0.1])
    assert is_still([[0.0, 5.0], [1.0, 5.1]], limits)
    assert not is_still([[0.0, 5.0], [1.0, 5.2]], limits)
    assert not is_still([[0.0, 5.0], [1.1, 5.0]], limits)


@pytest.mark.parametrize(("moved", "still"), [(0.05, True), (0.3, False)])
def test_what_is_unknown_for_a_while_is_looked_at_while_it_is_known(
    moved: float, still: bool
) -> None:
    assert is_still([[0.0], [nan], [moved]], 0.1) is still


def test_who_is_not_seen_at_all_does_not_stand_still() -> None:
    assert isnan(ranges([[nan], [nan]])[0])
    assert not is_still([[nan], [nan]], 0.1)
    assert is_still([[nan, 1.0], [nan, 1.0]], 0.1)


def test_a_state_lasts_from_when_it_was_first_seen_until_it_is_another() -> None:
    timer = StateTimer()
    lasted = [timer.update(t, state) for t, state in enumerate(["a", "a", "a", "b", "b", "a"])]
    assert lasted == [0, 1, 2, 0, 1, 0]
    assert timer.since == 5
