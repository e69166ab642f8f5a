"""A change counts only beyond chance and beyond what a camera can tell, and only like with like."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from coach.core.change import Change, Verdict, compare
from coach.core.outcome import Metric, Result
from coach.core.types import (
    Count,
    Side,
    View,
)


def metric(mean: float, sd: float = 2.0, n: int = 40, unit: str = "deg") -> Metric:
    return Metric(mean, sd, n, unit, nan)


def result(view: View = View.LEFT, drill: str = "run", **metrics: Metric) -> Result:
    return Result(
        drill=drill,
        view=view,
        frames=900,
        frames_with_pose=900,
        duration_s=30.0,
        fps=30.0,
        counts={side: Count(40) for side in Side},
        cadence=nan,
        metrics={(name, Side.LEFT): value for name, value in metrics.items()},
        faults=(),
        cues=(),
        not_measured={},
    )


def only(before: Metric, after: Metric, name: str = "thigh_angle_peak") -> Change:
    [change] = compare(result(**{name: before}), result(**{name: after}))
    return change


@pytest.mark.parametrize(
    ("name", "before", "after", "verdict"),
    [
        ("thigh_angle_peak", 31, 43, Verdict.BETTER),
        ("thigh_angle_peak", 43, 31, Verdict.WORSE),
        ("thigh_angle_peak", 31, 34, Verdict.SAME),
        ("contact_time", 0.30, 0.26, Verdict.BETTER),
        ("contact_time", 0.26, 0.30, Verdict.WORSE),
        ("trunk_lean", 3, 12, Verdict.CHANGED),
    ],
)
def test_better_is_where_the_reference_says(
    name: str, before: float, after: float, verdict: Verdict
) -> None:
    assert only(metric(before, 0.01), metric(after, 0.01), name).verdict is verdict


def test_a_camera_tells_no_change_below_its_dead_band() -> None:
    change = only(metric(31, 0.1, 400), metric(35.9, 0.1, 400))
    assert (change.verdict, change.least) == (Verdict.SAME, 5)


def test_a_wide_spread_of_few_values_needs_a_larger_change() -> None:
    change = only(metric(31, 12, 8), metric(43, 12, 8))
    assert change.least > 12
    assert change.verdict is Verdict.SAME


@pytest.mark.parametrize("n", [2, 6])
def test_from_fewer_than_seven_steps_nothing_is_said(n: int) -> None:
    assert only(metric(31), metric(60, n=n)).verdict is Verdict.TOO_FEW
    assert only(metric(31, n=7), metric(60, n=7)).verdict is Verdict.BETTER


def test_contact_times_need_twenty_steps() -> None:
    few, many = metric(0.3, 0.01, 19), metric(0.3, 0.01, 20)
    after = metric(0.2, 0.01, 40)
    assert only(few, after, "contact_time").verdict is Verdict.TOO_FEW
    assert only(many, after, "contact_time").verdict is Verdict.BETTER


@pytest.mark.parametrize("other", [{"view": View.REAR}, {"drill": "a_march"}])
def test_only_like_is_compared_with_like(other: dict[str, object]) -> None:
    before = result(thigh_angle_peak=metric(31))
    assert compare(before, replace(before, **other)) == ()


def test_what_only_one_of_both_measured_is_left_out() -> None:
    assert compare(result(thigh_angle_peak=metric(31)), result()) == ()


def test_chance_alone_is_rarely_told_as_a_change() -> None:
    chance = np.random.default_rng(1)
    told = 0
    for _ in range(400):
        sets = [chance.normal(30, 25, 12) for _ in range(2)]
        metrics = [metric(float(s.mean()), float(s.std(ddof=1)), len(s)) for s in sets]
        told += only(*metrics).verdict is not Verdict.SAME
    assert told <= 20


def test_a_change_twice_as_large_as_counts_is_found() -> None:
    chance = np.random.default_rng(2)
    before, after = chance.normal(30, 4, 30), chance.normal(40, 4, 30)
    metrics = [metric(float(s.mean()), float(s.std(ddof=1)), 30) for s in (before, after)]
    assert only(*metrics).verdict is Verdict.BETTER
