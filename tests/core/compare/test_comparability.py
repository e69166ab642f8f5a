"""Two sets are compared only as far as they were taken alike; what is not known is not alike."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import pytest

from coach.core.compare.comparability import (
    ConditionDifference,
    Conditions,
    Effect,
    condition_differences,
    holds,
    refusal,
)
from coach.core.drills.rep_values import Group
from coach.core.drills.rules import Band
from coach.core.types import Side, View

SAME = Conditions(
    drill="run",
    view=View.LEFT,
    forward=True,
    facing=-1.0,
    share=0.7,
    roll=0.0,
    fps=30.0,
    speed_kmh=9.0,
    calibration=1.0,
    target=Band(25, 90),
    how="run",
    model="full",
)

THIGH, KNEE = ("thigh_angle_peak", Side.LEFT), ("knee_flexion_peak", Side.LEFT)
CONTACT, CADENCE, TRUNK = ("contact_time", Side.LEFT), ("cadence", None), ("trunk_lean", None)
EVEN = ("step_time_asymmetry", None)


def after(**other: object) -> tuple[ConditionDifference, ...]:
    return condition_differences(SAME, replace(SAME, **other))


def test_what_was_taken_alike_differs_in_nothing() -> None:
    assert condition_differences(SAME, SAME) == ()
    assert after(share=0.75, roll=1.5, fps=29.4, speed_kmh=9.1, calibration=3.0) == ()


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("drill", {"drill": "a_march"}),
        ("view", {"view": View.REAR}),
        ("view", {"view": View.UNKNOWN}),
        ("view", {"view": View.OBLIQUE}),
        ("speed", {"speed_kmh": 9.5}),
    ],
)
def test_another_drill_view_or_speed_is_refused_altogether(
    key: str, other: dict[str, object]
) -> None:
    [difference] = after(**other)
    assert refusal((difference,)) is difference
    assert difference.key == key
    assert all(difference.rules_out(metric) for metric in (THIGH, CONTACT, CADENCE))


def test_two_athletes_are_not_compared() -> None:
    found = condition_differences(replace(SAME, athlete="a"), replace(SAME, athlete="b"))
    assert [each.key for each in found] == ["athlete"]
    assert refusal(found)


def test_in_place_the_belts_speed_means_nothing() -> None:
    march = replace(SAME, drill="a_march", forward=False)
    assert condition_differences(march, replace(march, speed_kmh=3.0)) == ()


@pytest.mark.parametrize(
    ("key", "other", "gone", "stays"),
    [
        ("distance", {"share": 0.45}, [THIGH, KNEE, TRUNK], [CONTACT, CADENCE]),
        ("tilt", {"roll": 6.0}, [THIGH, TRUNK], [KNEE, CONTACT, CADENCE]),
        ("frame_rate", {"fps": 60.0}, [CONTACT], [THIGH, KNEE, TRUNK, CADENCE]),
        ("mirrored", {"facing": 1.0}, [THIGH, KNEE, CONTACT, EVEN], [TRUNK, CADENCE]),
    ],
)
def test_a_far_other_set_up_rules_out_what_it_changes(
    key: str, other: dict[str, object], gone: list[object], stays: list[object]
) -> None:
    [difference] = after(**other)
    assert (difference.key, difference.effect) == (key, Effect.OUT)
    assert all(difference.rules_out(metric) for metric in gone)
    assert not any(difference.rules_out(metric) for metric in stays)


def test_another_pose_model_asks_for_a_larger_change_in_everything() -> None:
    [difference] = after(model="heavy")
    assert (difference.key, difference.known) == ("model", True)
    assert all(difference.widens(metric) for metric in (THIGH, KNEE, CONTACT, CADENCE, TRUNK))
    [unknown] = after(model="")
    assert not unknown.known
    assert unknown.widens(THIGH)


@pytest.mark.parametrize(
    ("key", "other", "wider"),
    [
        ("distance", {"share": 0.55}, [THIGH, KNEE, TRUNK]),
        ("tilt", {"roll": 3.5}, [THIGH, TRUNK]),
        ("calibration", {"calibrated": False}, [THIGH]),
        ("neutral", {"calibration": -4.0}, [THIGH]),
    ],
)
def test_a_somewhat_other_set_up_asks_for_a_larger_change(
    key: str, other: dict[str, object], wider: list[object]
) -> None:
    [difference] = after(**other)
    assert (difference.key, difference.effect) == (key, Effect.WIDER)
    assert all(difference.widens(metric) for metric in wider)
    assert not difference.widens(CADENCE)


def test_from_front_or_rear_a_smaller_tilt_rules_out() -> None:
    rear = replace(SAME, view=View.REAR)
    [difference] = condition_differences(rear, replace(rear, roll=3.5))
    assert difference.effect is Effect.OUT


def test_from_the_other_side_only_what_is_of_the_whole_body_is_compared() -> None:
    found = after(view=View.RIGHT, facing=1.0)
    assert refusal(found) is None
    out = [
        any(each.rules_out(metric) for each in found) for metric in (THIGH, EVEN, TRUNK, CADENCE)
    ]
    assert out == [True, True, False, False]
    assert any(each.widens(TRUNK) for each in found)


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("distance", {"share": nan}),
        ("tilt", {"roll": nan}),
        ("frame_rate", {"fps": nan}),
        ("speed", {"speed_kmh": nan}),
    ],
)
def test_what_is_not_known_is_not_alike_by_silence(key: str, other: dict[str, object]) -> None:
    for found in (
        after(**other),
        condition_differences(replace(SAME, **other), replace(SAME, **other)),
    ):
        [difference] = found
        assert difference.key == key
        assert not difference.known


def test_another_target_beat_or_manner_is_told_and_refuses_nothing() -> None:
    found = after(target=Band(30, 90), metronome_spm=170.0, feedback="none", how="analyze")
    assert [each.key for each in found] == ["target", "beat", "feedback", "how"]
    assert {each.effect for each in found} == {Effect.TOLD}


@pytest.mark.parametrize("group", Group)
def test_every_group_knows_every_metric(group: Group) -> None:
    assert isinstance(holds(group, THIGH), bool)
