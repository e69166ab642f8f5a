"""What stands out in a run: the rules of a finding, on results made up for it."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from coach.core.compare.run_assessment import (
    Answer,
    Finding,
    LegDifference,
    Usual,
    UsualRule,
    assess,
    findings,
)
from coach.core.drills.rules import Band
from coach.core.judging.result import Metric, SetResult
from coach.core.types import (
    Count,
    Key,
    Side,
    View,
)

LEFT, RIGHT = Side.LEFT, Side.RIGHT
LOW, HIGH = Answer("low", ("a_march",)), Answer("high", ("a_run",))
THIGH = UsualRule(
    "thigh_angle_peak", "drive", 2, 5, (Band(20, 33), Band(24, 38), Band(30, 42)), low=LOW
)
SHUFFLE = UsualRule("shuffle_index", "drive", 1, 0, (Band(high=2),), high=HIGH, slowest_kmh=7)
LEAN = UsualRule("trunk_lean", "posture", 3, 4, (Band(2, 12),), low=LOW, high=HIGH)
SWAY = UsualRule("pelvis_sway", "sway", 2, 0.1, (Band(high=0.6),), high=HIGH)
ARMS = UsualRule("arm_cross", "arms", 4, 0.05, (Band(high=0.1),), high=HIGH)
SHANK = UsualRule("shank_angle_at_contact", "landing", 3, 5, (Band(0, 10),), high=HIGH)
REACH = UsualRule(
    "reach_at_contact", "landing", 2, 0.03, (Band(0.05, 0.18),), high=HIGH, along_with=SHANK.metric
)


def usual(*rules: UsualRule) -> Usual:
    return Usual((8, 10, 14), Band(8, 10), rules)


def number(mean: float, error: float = 1.0, n: int = 20) -> Metric:
    return Metric(mean, 1.0, n, "deg", error)


def run(metrics: dict[Key, Metric], view: View = View.LEFT, strides: int = 20) -> SetResult:
    counts = {side: Count(strides, strides) for side in Side}
    return SetResult("run", view, 900, 900, 30, 30, counts, 165, metrics, (), (), {})


def found(
    metrics: dict[Key, Metric], *rules: UsualRule, kmh: float = nan, **kind: object
) -> list[Finding]:
    return list(findings(run(metrics, **kind), usual(*rules), kmh))


def thigh(mean: float, error: float = 1.0, n: int = 20, kmh: float = 10) -> list[Finding]:
    return found({("thigh_angle_peak", LEFT): number(mean, error, n)}, THIGH, kmh=kmh)


def test_a_number_in_its_band_is_no_finding() -> None:
    assert thigh(30) == []


def test_a_finding_holds_the_number_what_is_usual_and_what_answers_it() -> None:
    [finding] = thigh(12, error=4)
    assert (finding.metric, finding.side) == ("thigh_angle_peak", LEFT)
    assert finding.number == number(12, 4)
    assert (finding.usual, finding.pace) == (Band(24, 38), Band(10, 10))
    assert finding.excess == pytest.approx((24 - 12) / 5)
    assert finding.answer == LOW


def test_what_is_outside_by_less_than_its_error_is_no_finding() -> None:
    assert thigh(24 - 7.9, error=8) == []
    assert thigh(24 - 8.1, error=8)


def test_what_is_outside_by_less_than_the_dead_band_is_no_finding() -> None:
    assert thigh(24 - 4.9, error=1) == []
    assert thigh(24 - 5.1, error=1)


def test_a_side_of_the_band_without_an_answer_is_never_told() -> None:
    assert thigh(90) == []


@pytest.mark.parametrize(("mean", "error"), [(nan, 1.0), (12.0, nan), (12.0, inf), (-inf, 1.0)])
def test_what_is_not_known_is_no_finding(mean: float, error: float) -> None:
    assert thigh(mean, error) == []


def test_what_was_not_measured_is_no_finding() -> None:
    assert found({}, THIGH, SHUFFLE, LEAN) == []


def test_fewer_than_seven_steps_a_side_are_no_finding() -> None:
    assert thigh(10, n=6) == []
    assert thigh(10, n=7)


def test_a_number_of_the_body_needs_seven_strides_of_each_leg_that_is_seen_well() -> None:
    lean = {("trunk_lean", None): number(30, n=20)}
    assert found(lean, LEAN, strides=6) == []
    assert found(lean, LEAN, strides=7)
    limping = run(lean, View.LEFT)
    one = replace(limping, counts={LEFT: Count(9, 9), RIGHT: Count(2)})
    assert findings(one, usual(LEAN))
    assert not findings(replace(one, view=View.REAR), usual(LEAN))


@pytest.mark.parametrize(
    ("kmh", "band"),
    [
        (8, Band(20, 33)),
        (9, Band(22, 35.5)),
        (12, Band(27, 40)),
        (14, Band(30, 42)),
        (5, Band(20, 33)),
        (20, Band(30, 42)),
    ],
)
def test_between_two_speeds_the_band_lies_between_theirs_and_beyond_them_it_is_the_nearest(
    kmh: float, band: Band
) -> None:
    [finding] = thigh(0, kmh=kmh)
    assert finding.usual == band
    assert finding.pace.low == finding.pace.high == min(max(kmh, 8), 14)


def test_without_a_speed_the_widest_band_of_an_easy_run_is_taken() -> None:
    [finding] = thigh(0, kmh=nan)
    assert (finding.usual, finding.pace) == (Band(20, 38), Band(8, 10))


def test_a_band_of_any_speed_is_of_no_pace() -> None:
    [finding] = found({("trunk_lean", None): number(30)}, LEAN, kmh=10)
    assert finding.pace == Band()


def test_below_a_rules_slowest_speed_it_is_silent_but_only_where_the_speed_is_known() -> None:
    signs = {("shuffle_index", None): number(4)}
    assert found(signs, SHUFFLE, kmh=6.9) == []
    assert found(signs, SHUFFLE, kmh=7)
    assert found(signs, SHUFFLE, kmh=nan)


MANY: dict[Key, Metric] = {
    ("trunk_lean", None): number(30),
    ("arm_cross", None): number(9),
    ("pelvis_sway", None): number(1.9),
    ("shank_angle_at_contact", LEFT): number(40),
    ("thigh_angle_peak", LEFT): number(0),
    ("shuffle_index", None): number(3.5),
}


def test_there_are_at_most_three_the_most_important_first_then_the_farthest_outside() -> None:
    told = found(MANY, ARMS, LEAN, SHANK, SWAY, THIGH)
    assert [one.metric for one in told] == [
        "thigh_angle_peak",
        "pelvis_sway",
        "shank_angle_at_contact",
    ]
    assert told[0].excess > told[1].excess
    assert told[2].excess > found(MANY, LEAN)[0].excess


def test_one_theme_is_told_once() -> None:
    told = found(MANY, LEAN, THIGH, SHUFFLE)
    assert [one.metric for one in told] == ["shuffle_index", "trunk_lean"]


def test_both_legs_low_are_told_as_the_lower_one() -> None:
    legs = {("thigh_angle_peak", LEFT): number(10), ("thigh_angle_peak", RIGHT): number(5)}
    [finding] = found(legs, THIGH, view=View.REAR)
    assert finding.side is RIGHT


def test_a_reach_is_told_only_of_a_leg_whose_shank_reaches_too() -> None:
    reach = {("reach_at_contact", LEFT): number(0.5, 0.1)}
    upright, tilted = number(6), number(11)
    assert found({**reach, (SHANK.metric, LEFT): upright}, REACH, SHANK) == []
    assert found({**reach, (SHANK.metric, RIGHT): tilted}, REACH, SHANK) == []
    [finding] = found({**reach, (SHANK.metric, LEFT): tilted}, REACH, SHANK)
    assert finding.metric == "reach_at_contact"


UNLIKE = replace(THIGH, low=None, difference=LegDifference(6, LOW))


def legs(left: float, right: float, error: float = 1.0, n: int = 20) -> dict[Key, Metric]:
    return {
        ("thigh_angle_peak", LEFT): number(left, error, n),
        ("thigh_angle_peak", RIGHT): number(right, error),
    }


def test_a_difference_of_the_legs_is_told_of_the_lower_one() -> None:
    [finding] = found(legs(38, 30), UNLIKE, view=View.REAR)
    assert (finding.metric, finding.side) == ("thigh_angle_peak_difference", RIGHT)
    assert finding.number.mean == 8
    assert finding.usual == Band(high=6)


def test_a_difference_within_its_limit_or_within_both_errors_is_not_told() -> None:
    assert found(legs(35.9, 30), UNLIKE, view=View.FRONT) == []
    assert found(legs(39, 30, error=7), UNLIKE, view=View.FRONT) == []
    assert found(legs(39, 30, n=6), UNLIKE, view=View.FRONT) == []


def test_from_one_side_the_legs_are_not_compared() -> None:
    assert found(legs(38, 10), UNLIKE, view=View.LEFT) == []


def test_of_a_drill_nothing_is_found_but_its_speed_is_kept() -> None:
    assessment = assess(run(MANY), None, 5.0)
    assert (assessment.findings, assessment.speed_kmh) == (None, 5.0)


def test_an_assessment_tells_how_much_it_could_compare() -> None:
    whole = assess(run(MANY), usual(THIGH, SHUFFLE, SWAY), 9)
    assert (whole.compared, whole.pace) == (3, Band(9, 9))
    nothing = assess(run({}), usual(THIGH, SHUFFLE))
    assert (nothing.compared, nothing.findings) == (0, ())
