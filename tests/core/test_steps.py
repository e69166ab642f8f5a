"""Stances of made-up feet: back with a belt of constant speed, and forward again in a swing."""

from math import cos, nan, pi, sin

import numpy as np
import pytest

from coach.core.steps import SideSteps, SquareSteps, Stance
from coach.core.types import Kinematics, Side

BELT, SWING_S, STRIDES = 2.5, 0.4, 5
LEFT = Side.LEFT


def foot(t: float, contact_s: float) -> tuple[float, float]:
    """How far ahead of the hips, and how fast; the foot lands at each whole stride."""
    reach, phase = BELT * contact_s / 2, t % (contact_s + SWING_S)
    if phase < contact_s:
        return reach - BELT * phase, -BELT
    turn = pi * (phase - contact_s) / SWING_S
    return -reach * cos(turn), reach * pi / SWING_S * sin(turn)


def moments(fps: float, contact_s: float, start: float = 0.0) -> list[Kinematics]:
    stride = contact_s + SWING_S
    found = []
    for k in range(int(STRIDES * stride * fps)):
        ahead, speed = foot(k / fps, contact_s)
        values = {("foot_ahead", LEFT): ahead, ("foot_speed", LEFT): speed}
        found.append(Kinematics(start + k / fps, k, values))
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
        assert stance.contact - start == pytest.approx(k * stride, abs=1.5 / fps)
        assert stance.toe_off - stance.contact == pytest.approx(contact_s, abs=1.5 / fps)


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


def test_from_behind_a_contact_follows_each_highest_ankle() -> None:
    steps, stride = SquareSteps(LEFT), 0.7
    found: list[Stance] = []
    for k in range(int(5 * stride * 30)):
        t = k / 30
        values = {("ankle_over_other", LEFT): 0.2 * cos(2 * pi * t / stride)}
        found += steps.update(Kinematics(t, k, values))
    gaps = np.diff([stance.contact for stance in found])
    assert len(found) >= 3
    assert gaps == pytest.approx(np.full(len(gaps), stride), abs=0.04)
    assert all(stance.toe_off != stance.toe_off for stance in found)


def test_what_is_not_known_is_no_step() -> None:
    steps = SideSteps(LEFT)
    unknown = {("foot_ahead", LEFT): nan, ("foot_speed", LEFT): nan}
    assert all(steps.update(Kinematics(k / 30, k, unknown)) is None for k in range(60))
    assert steps.finish() is None
