"""Stances of made-up feet: back with a belt of constant speed, and forward again in a swing."""

from collections.abc import Callable
from math import cos, nan, pi

import numpy as np
import pytest

from coach.core.kinematics.smoothing import SmoothingRule, fixed_lag_quadratic
from coach.core.reps.gait_events import FrontalSteps, SideSteps, Stance, StepRule
from coach.core.types import Key, Kinematics, Side

BELT, SWING_S, STRIDES = 2.5, 0.4, 5
WITHIN_S = 0.033
LEFT = Side.LEFT


def foot(t: float, contact_s: float) -> float:
    """How far ahead of the hips; the foot lands at each whole stride."""
    reach, phase = BELT * contact_s / 2, t % (contact_s + SWING_S)
    if phase < contact_s:
        return reach - BELT * phase
    return -reach * cos(pi * (phase - contact_s) / SWING_S)


def moments(fps: float, contact_s: float, start: float = 0.0) -> list[Kinematics]:
    """As they are when they have settled."""
    times = np.arange(int(STRIDES * (contact_s + SWING_S) * fps)) / fps
    way = np.array([[foot(t, contact_s)] for t in times])
    found = []
    for k, t in enumerate(times.tolist()):
        (ahead,), (speed,) = fixed_lag_quadratic(times, way, t, SmoothingRule(lead=0))
        values = {("foot_ahead", LEFT): float(ahead), ("foot_speed", LEFT): float(speed)}
        found.append(Kinematics(start + t, k, values))
    return found


def stances(run: list[Kinematics]) -> list[Stance]:
    steps = SideSteps(LEFT)
    return [stance for moment in run if (stance := steps.update(moment)) is not None]


@pytest.mark.parametrize("fps", [24, 30, 60])
@pytest.mark.parametrize("contact_s", [0.2, 0.25, 0.35])
@pytest.mark.parametrize("start", [0.0, 4096.0])
def test_contact_and_toe_off_are_where_the_belt_takes_and_leaves_the_foot(
    fps: float, contact_s: float, start: float
) -> None:
    stride = contact_s + SWING_S
    found = stances(moments(fps, contact_s, start))
    assert len(found) == STRIDES - 1
    for k, stance in enumerate(found, start=1):
        assert stance.contact - start == pytest.approx(k * stride, abs=WITHIN_S)
        assert stance.toe_off - stance.contact == pytest.approx(contact_s, abs=WITHIN_S)


def falling(run: list[Kinematics], caught: float) -> list[Kinematics]:
    """The same with a trunk that falls fastest `caught` s after each contact."""
    found = []
    for m in run:
        rise = -0.5 * cos(2 * pi * (m.t - caught) / (0.25 + SWING_S))
        found.append(Kinematics(m.t, m.index, {**m.values, ("trunk_rise", None): rise}))
    return found


def test_the_trunks_fall_moves_a_contact_half_of_the_way() -> None:
    run = moments(30, 0.25)
    alone = stances(run)[1].contact
    for caught in (0.02, 0.05):
        told = stances(falling(run, caught))[1].contact
        fall = (0.25 + SWING_S) * 2 + caught - StepRule().caught
        assert told == pytest.approx((alone + fall) / 2, abs=0.003)


def test_a_fall_that_is_far_from_the_foots_contact_is_not_believed() -> None:
    run = moments(30, 0.25)
    assert stances(falling(run, 0.25)) == stances(run)


def test_a_foot_that_stood_there_was_not_set_down() -> None:
    standing = [
        Kinematics(t, 0, {("foot_ahead", LEFT): 0.0, ("foot_speed", LEFT): 0.0})
        for t in np.arange(-1.0, -0.01, 1 / 30)
    ]
    ahead = BELT * 0.25 / 2
    run = [m for m in moments(30, 0.25) if m.t < 0.25 + SWING_S]
    pushed = [
        Kinematics(m.t, 0, {**m.values, ("foot_ahead", LEFT): m.get("foot_ahead", LEFT) - ahead})
        for m in run
    ]
    assert stances([*standing, *pushed]) == []


def test_a_stance_cut_short_by_the_end_has_a_contact_and_no_toe_off() -> None:
    steps, stride = SideSteps(LEFT), 0.25 + SWING_S
    for moment in moments(30, 0.25):
        if moment.t < 2 * stride + 0.2:
            steps.update(moment)
    last = steps.finish()
    assert last is not None
    assert last.contact == pytest.approx(2 * stride, abs=0.05)
    assert last.toe_off != last.toe_off


def test_a_foot_that_does_not_move_never_lands() -> None:
    still = [
        Kinematics(k / 30, k, {("foot_ahead", LEFT): 0.1, ("foot_speed", LEFT): 0.0})
        for k in range(90)
    ]
    assert stances(still) == []


def test_a_foot_lost_from_sight_starts_afresh() -> None:
    run = moments(30, 0.25)
    stride = 0.25 + SWING_S
    gap = [m if not stride < m.t < stride + 0.3 else Kinematics(m.t, m.index) for m in run]
    whole = {round(s.contact / stride) for s in stances(run)}
    assert {round(s.contact / stride) for s in stances(gap)} == whole - {1}


def stepping(moment_of: Callable[[float], dict[Key, float]], strides: float = 5) -> list[Stance]:
    steps, found = FrontalSteps(LEFT), []
    for k in range(int(strides * 0.7 * 30)):
        found += steps.update(Kinematics(k / 30, k, moment_of(k / 30)))
    return found + list(steps.finish())


def ankle(t: float) -> dict[Key, float]:
    return {("ankle_over_other", LEFT): 0.2 * cos(2 * pi * t / 0.7)}


def test_from_behind_a_contact_follows_each_highest_ankle() -> None:
    found = stepping(ankle)
    gaps = np.diff([stance.contact for stance in found])
    assert len(found) >= 3
    assert gaps == pytest.approx(np.full(len(gaps), 0.7), abs=0.04)
    assert all(stance.toe_off != stance.toe_off for stance in found)


@pytest.mark.parametrize("caught", [0.30, 0.38])
def test_from_behind_a_contact_is_where_the_trunks_fall_says(caught: float) -> None:
    def with_fall(t: float) -> dict[Key, float]:
        return ankle(t) | {("trunk_rise", None): -0.5 * cos(4 * pi * (t - caught) / 0.7)}

    alone, told = stepping(ankle), stepping(with_fall)
    assert len(told) == len(alone)
    for one, other in zip(alone[1:], told[1:], strict=True):
        fall = round((one.contact - caught) / 0.7) * 0.7 + caught - StepRule().caught
        assert other.contact == pytest.approx(fall, abs=0.01)


def test_what_is_not_known_is_no_step() -> None:
    steps = SideSteps(LEFT)
    unknown = {("foot_ahead", LEFT): nan, ("foot_speed", LEFT): nan}
    assert all(steps.update(Kinematics(k / 30, k, unknown)) is None for k in range(60))
    assert steps.finish() is None
