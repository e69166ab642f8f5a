"""What was found against what was there."""

from __future__ import annotations

from coach.accuracy.measure import match, match_leg


def test_each_is_paired_with_the_nearest_that_is_free() -> None:
    told = match([1.02, 1.10, 3.0], [1.0, 1.08], within=0.1)
    assert told.pairs == [(1.02, 1.0), (1.10, 1.08)]
    assert (told.missed, told.extra) == ([], [3.0])


def test_what_is_too_far_is_missed_and_extra() -> None:
    told = match([1.2], [1.0], within=0.1)
    assert (told.pairs, told.missed, told.extra) == ([], [1.0], [1.2])


def test_what_the_clips_ends_cut_may_be_missed_or_found() -> None:
    told = match_leg([0.1], [5.0, 9.9], (), end=10.0, within=0.1)
    assert (told.missed, told.extra) == ([5.0], [])


def test_what_may_be_found_is_neither_missed_nor_extra() -> None:
    assert match_leg([5.0], (), [5.05, 6.0], end=10.0, within=0.1).extra == []
    assert match_leg([], (), [5.0], end=10.0, within=0.1).missed == []
