"""A change counts only beyond chance and beyond what a camera can tell, and only like with like."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from coach.core.compare.change import (
    REAL,
    Change,
    ChangeVerdict,
    compare,
    compared,
    least_change,
    left_out,
)
from coach.core.compare.comparability import ConditionDifference, Effect
from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.drills.limits import limited
from coach.core.drills.plan import SIDE
from coach.core.drills.rep_values import Group
from coach.core.drills.rules import Band
from coach.core.judging.result import Metric, SetResult
from coach.core.judging.set_stats import possible_error
from coach.core.types import Count, Side, View
from tests.core.performing import shipped

RUN = Drill("run", "Run", "", frozenset(View), Band(25, 90), kind=Kind.RUN)
LIFTS = Drill("high_knees", "High knees", "", frozenset(View), Band(80, 110))


def metric(
    mean: float, sd: float = 2.0, n: int = 40, unit: str = "deg", bias: float = 0.0
) -> Metric:
    return Metric(mean, sd, n, unit, possible_error(bias, sd, n))


def result(view: View = View.LEFT, drill: str = "run", **metrics: Metric) -> SetResult:
    return SetResult(
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


def only(
    before: Metric,
    after: Metric,
    name: str = "thigh_angle_peak",
    drill: Drill = RUN,
    *,
    apart: bool = False,
    differ: tuple[ConditionDifference, ...] = (),
) -> Change:
    both = result(**{name: before}), result(**{name: after})
    [change] = compare(*both, drill, differ, apart=apart)
    return change


@pytest.mark.parametrize(
    ("name", "before", "after", "verdict"),
    [
        ("thigh_angle_peak", 31, 43, ChangeVerdict.BETTER),
        ("thigh_angle_peak", 43, 31, ChangeVerdict.WORSE),
        ("thigh_angle_peak", 31, 34, ChangeVerdict.SAME),
        ("contact_time", 0.30, 0.26, ChangeVerdict.BETTER),
        ("contact_time", 0.26, 0.30, ChangeVerdict.WORSE),
        ("trunk_lean", 3, 12, ChangeVerdict.CHANGED),
    ],
)
def test_in_running_better_is_where_the_reference_says(
    name: str, before: float, after: float, verdict: ChangeVerdict
) -> None:
    assert only(metric(before, 0.01), metric(after, 0.01), name).verdict is verdict


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (60, 75, ChangeVerdict.BETTER),
        (85, 72, ChangeVerdict.WORSE),
        (85, 100, ChangeVerdict.CHANGED),
        (125, 105, ChangeVerdict.BETTER),
        (105, 125, ChangeVerdict.WORSE),
    ],
)
def test_in_a_drill_better_is_nearer_to_its_target(
    before: float, after: float, verdict: ChangeVerdict
) -> None:
    assert only(metric(before), metric(after), drill=LIFTS).verdict is verdict


@pytest.mark.parametrize(
    ("name", "before", "after", "verdict"),
    [
        ("knee_flexion_peak", 25, 50, ChangeVerdict.WORSE),
        ("knee_flexion_peak", 50, 25, ChangeVerdict.BETTER),
        ("heel_recovery", 0.2, 0.4, ChangeVerdict.CHANGED),
    ],
)
def test_in_a_drill_what_is_no_target_is_better_only_where_it_leaves_a_fault(
    name: str, before: float, after: float, verdict: ChangeVerdict
) -> None:
    bound = shipped("straight_leg_bound")
    assert only(metric(before, 0.01), metric(after, 0.01), name, bound).verdict is verdict


@pytest.mark.parametrize(
    ("drill", "name", "high", "values", "verdict"),
    [
        ("run", "thigh_angle_peak", 45, (35, 43), ChangeVerdict.BETTER),
        ("run", "thigh_angle_peak", 45, (35, 60), ChangeVerdict.WORSE),
        ("run", "thigh_angle_peak", 45, (60, 43), ChangeVerdict.BETTER),
        ("high_knees", "thigh_angle_peak", 80, (55, 90), ChangeVerdict.WORSE),
        ("high_knees", "hip_flexion_peak", 70, (50, 85), ChangeVerdict.WORSE),
    ],
)
def test_beyond_the_athletes_limit_nothing_is_better(
    drill: str, name: str, high: float, values: tuple[float, float], verdict: ChangeVerdict
) -> None:
    theirs = limited(shipped(drill), {name: Band(high=high)}, SIDE)
    assert theirs is not None
    before, after = (metric(value, 0.01) for value in values)
    assert only(before, after, name, theirs).verdict is verdict


def test_a_camera_tells_no_change_below_its_dead_band() -> None:
    change = only(metric(31, 0.1, 400), metric(35.9, 0.1, 400))
    assert (change.verdict, change.least) == (ChangeVerdict.SAME, 5)


def test_a_wide_spread_of_few_values_needs_a_larger_change() -> None:
    change = only(metric(31, 12, 8), metric(43, 12, 8))
    assert change.least > 12
    assert change.verdict is ChangeVerdict.SAME


def test_another_session_needs_a_larger_change_and_another_set_up_a_larger_one_still() -> None:
    before, after = metric(31, bias=8), metric(43, bias=8)
    tilted = ConditionDifference("tilt", 0.0, 4.0, Group.UPRIGHT, Effect.WIDER)
    same = only(before, after).least
    apart = only(before, after, apart=True).least
    wider = only(before, after, apart=True, differ=(tilted,)).least
    assert same == 5 < 5.6 < apart < 6.5 < 11 < wider


@pytest.mark.parametrize("apart", [False, True])
def test_what_may_be_off_by_nobody_knows_how_much_has_not_changed(apart: bool) -> None:
    before, after = metric(31), replace(metric(60), sd=nan)
    assert only(before, after, apart=apart).verdict is ChangeVerdict.SAME
    unsure = replace(metric(60), error=nan)
    verdict = only(before, unsure, apart=apart).verdict
    # Two sets of one session share what their values may all be off alike.
    assert verdict is (ChangeVerdict.SAME if apart else ChangeVerdict.BETTER)


def test_a_difference_widens_only_what_it_concerns() -> None:
    tilted = ConditionDifference("tilt", 0.0, 4.0, Group.UPRIGHT, Effect.WIDER)
    knee = metric(90, bias=6), metric(99, bias=6)
    plain = only(*knee, "knee_flexion_peak", apart=True)
    assert only(*knee, "knee_flexion_peak", apart=True, differ=(tilted,)) == plain


def test_what_a_difference_rules_out_is_not_compared_and_said() -> None:
    slower = ConditionDifference("frame_rate", 30.0, 60.0, Group.TIMING, Effect.OUT)
    both = [
        result(contact_time=metric(t, 0.01, unit="s"), trunk_lean=metric(5)) for t in (0.3, 0.2)
    ]
    assert [c.metric for c in compare(*both, RUN, (slower,))] == ["trunk_lean"]
    assert [(o.metric, o.why) for o in left_out(*both, (slower,))] == [
        ("contact_time", "frame_rate")
    ]


def test_what_rules_out_everything_leaves_no_verdict() -> None:
    other = ConditionDifference("view", "left", "rear", Group.ALL, Effect.OUT)
    both = result(thigh_angle_peak=metric(31)), result(thigh_angle_peak=metric(60))
    made = compared(("a", "b"), *both, RUN, (other,), apart=True)
    assert (made.changes, made.why) == ((), "not_alike")


def test_the_way_of_the_feet_is_compared_only_while_the_camera_stays_where_it_is() -> None:
    both = [result(View.REAR, step_width=metric(w, 0.01)) for w in (0.1, 0.3)]
    assert [c.verdict for c in compare(*both, RUN)] == [ChangeVerdict.CHANGED]
    assert compare(*both, RUN, apart=True) == ()
    assert [left.why for left in left_out(*both, (), apart=True)] == ["moved"]


@pytest.mark.parametrize("n", [2, 6])
def test_from_fewer_than_seven_steps_nothing_is_said(n: int) -> None:
    for before, after in ((metric(31), metric(60, n=n)), (metric(31, n=n), metric(60))):
        assert only(before, after).verdict is ChangeVerdict.TOO_FEW
        assert only(before, after, apart=True).verdict is ChangeVerdict.TOO_FEW
    assert only(metric(31, n=7), metric(60, n=7)).verdict is ChangeVerdict.BETTER


def test_of_both_legs_together_it_takes_seven_of_each() -> None:
    def verdict(n: int) -> ChangeVerdict:
        both = [
            replace(result(), metrics={("trunk_lean", None): metric(lean, n=n)}) for lean in (3, 30)
        ]
        return compare(*both, RUN)[0].verdict

    assert (verdict(13), verdict(14)) == (ChangeVerdict.TOO_FEW, ChangeVerdict.CHANGED)


def test_contact_times_need_twenty_steps() -> None:
    few, many = metric(0.3, 0.01, 19), metric(0.3, 0.01, 20)
    after = metric(0.2, 0.01, 40)
    assert only(few, after, "contact_time").verdict is ChangeVerdict.TOO_FEW
    assert only(many, after, "contact_time").verdict is ChangeVerdict.BETTER


def test_what_only_one_of_both_measured_is_left_out_and_said() -> None:
    both = result(thigh_angle_peak=metric(31)), result()
    assert compare(*both, RUN) == ()
    assert [left.why for left in left_out(*both, ())] == ["only_before"]


def steps(mean: float, chance: np.random.Generator, n: int, follows: float) -> Metric:
    """A set whose steps spread by 4 degrees, each like the one before, in a set-up of its own."""
    away, each = 0.0, []
    for fresh in chance.normal(0, 4, n):
        away = follows * away + (1 - follows**2) ** 0.5 * fresh
        each.append(mean + away)
    values = np.array(each) + chance.uniform(-2, 2)
    return metric(float(values.mean()), float(values.std(ddof=1)), n, bias=6)


def test_over_many_pairs_what_is_said_is_true_and_no_large_change_is_hidden() -> None:
    chance = np.random.default_rng(1)
    said = wrong = 0
    for _ in range(2000):
        n, follows = int(chance.integers(7, 40)), chance.uniform(0, 0.6)
        true = float(chance.choice([0, 0, 2, 6, 12, 20]) * chance.choice([-1, 1]))
        change = only(
            steps(40, chance, n, follows), steps(40 + true, chance, n, follows), apart=True
        )
        said += change.verdict in REAL
        wrong += change.verdict in REAL and change.by * true <= 0
        assert change.verdict is not ChangeVerdict.SAME or abs(true) < 2 * change.least
    assert said > 500
    assert wrong <= 0.02 * said


def test_more_steps_need_a_smaller_change_down_to_what_the_camera_can_tell() -> None:
    least = [least_change(metric(0, 8, n), metric(0, 8, n), 5, 0.5) for n in (7, 14, 28, 400)]
    assert sorted(least, reverse=True) == least
    assert least[-1] == 5


def test_what_is_of_both_legs_needs_seven_steps_of_each() -> None:
    def taken(mean: float, right: int) -> SetResult:
        body = {("trunk_lean", None): metric(mean, n=40)}
        return replace(
            result(), metrics=body, counts={Side.LEFT: Count(33), Side.RIGHT: Count(right)}
        )

    [both] = compare(taken(2, 7), taken(20, 7), RUN)
    [one] = compare(taken(2, 7), taken(20, 6), RUN)
    assert both.verdict in REAL
    assert one.verdict is ChangeVerdict.TOO_FEW
