"""Each fault of the shipped drills is found where it is, on its own side, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import inf, nan

import pytest

from coach.core.drills.rules import Band, FaultRule
from coach.core.judging.faults import judge_rep
from coach.core.skeleton import BodyPart, row
from coach.core.types import Pose, Rep, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.performing import Slip
from tests.core.performing import Change, perform, shipped
from tests.core.sticks import SIZE

LEFT, RIGHT = Side.LEFT, Side.RIGHT
GOOD = SimulatedRunner("high_knees", start_s=0.5)
FRONT = replace(GOOD, view=View.FRONT)
LONG = 4.5
VIEWS = [View.LEFT, View.RIGHT, View.FRONT, View.REAR]


@pytest.mark.parametrize("drill", ["high_knees", "a_march", "a_skip", "a_run"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_good_athlete_has_no_fault_in_any_drill_or_view(drill: str, view: View) -> None:
    performance = perform(
        SimulatedRunner(drill, start_s=0.3, view=view), 4.5, noise=0.005, drill=shipped(drill)
    )
    assert performance.reps
    assert performance.faults() == set()
    assert all(rep.faults == () for rep in performance.reps)


FOUND = [
    (replace(GOOD, lift_left=60), {("knee_low", LEFT)}),
    (replace(GOOD, lift_right=60, view=View.RIGHT), {("knee_low", RIGHT)}),
    (replace(FRONT, lift_left=60, lift_right=60), {("knee_low", LEFT), ("knee_low", RIGHT)}),
    (replace(FRONT, lift_right=60, view=View.REAR), {("knee_low", RIGHT)}),
    (replace(GOOD, trunk_lean=-12), {("lean_back", None)}),
    (replace(GOOD, trunk_lean=20, view=View.RIGHT), {("fold_fwd", None)}),
    (replace(GOOD, stance_knee=32), {("stance_sit", LEFT)}),
    (replace(GOOD, stance_knee=32, view=View.RIGHT), {("stance_sit", RIGHT)}),
    (replace(GOOD, cadence=128), {("tempo_slow", None)}),
    (replace(GOOD, cadence=222, view=View.FRONT), {("tempo_fast", None)}),
    (SimulatedRunner("a_march", cadence=120, start_s=0.5), {("tempo_fast", None)}),
    (SimulatedRunner("a_skip", lift_left=60, start_s=0.5), {("knee_low", LEFT)}),
    (SimulatedRunner("a_run", lift_left=55, start_s=0.5), {("knee_low", LEFT)}),
]


@pytest.mark.parametrize(("athlete", "faults"), FOUND)
def test_a_fault_is_found_on_its_side(
    athlete: SimulatedRunner, faults: set[tuple[str, Side | None]]
) -> None:
    seconds = 1.0 + 60 / (athlete.cadence or athlete.gait.cadence) * 12
    performance = perform(athlete, seconds, drill=shipped(athlete.drill))
    assert performance.faults() == faults


BETWEEN = [
    replace(GOOD, lift_left=72.5, lift_right=72.5),
    replace(FRONT, lift_left=72.5, lift_right=72.5),
    replace(GOOD, trunk_lean=-6),
    replace(GOOD, trunk_lean=12.5),
    replace(GOOD, stance_knee=21.5),
    replace(GOOD, cadence=143.5),
    replace(GOOD, cadence=209),
]


@pytest.mark.parametrize("athlete", BETWEEN)
def test_a_value_in_the_dead_band_is_no_fault(athlete: SimulatedRunner) -> None:
    performance = perform(athlete, LONG, drill=shipped("high_knees"))
    assert performance.reps
    assert performance.faults() == set()
    assert all(rep.faults == () for rep in performance.reps)


def test_the_far_leg_of_a_side_view_is_at_fault_for_its_height_alone() -> None:
    low_and_bent = (Slip("fold", Side.RIGHT, 40.0),)
    far = replace(GOOD, view=View.LEFT, lift_right=55.0, slips=low_and_bent)
    performance = perform(far, LONG, drill=shipped("high_knees"))
    assert performance.faults() == {("knee_low", Side.RIGHT)}


def test_what_a_view_does_not_show_is_no_fault_in_it() -> None:
    performance = perform(
        replace(FRONT, trunk_lean=-15, stance_knee=35), LONG, drill=shipped("high_knees")
    )
    assert performance.faults() == set()


def across(part: BodyPart, side: Side, by: float, _: float, pose: Pose) -> Pose:
    """The joint moved towards the athlete's other side by `by` picture widths."""
    xy = pose.xy.copy()
    xy[row(part, side), 0] += by * SIZE[0] * (-1 if side is LEFT else 1)
    return replace(pose, xy=xy)


def leaning(_: float, pose: Pose) -> Pose:
    """To the athlete's left, seen from the front."""
    xy = pose.xy.copy()
    for side in Side:
        for part in (BodyPart.SHOULDER, BodyPart.ELBOW, BodyPart.WRIST):
            xy[row(part, side), 0] += 45
    return replace(pose, xy=xy)


MOVED = [
    (partial(across, BodyPart.KNEE, LEFT, 0.035), {("knee_cross", LEFT)}),
    (partial(across, BodyPart.KNEE, RIGHT, 0.035), {("knee_cross", RIGHT)}),
    (partial(across, BodyPart.WRIST, LEFT, 0.06), {("arm_cross", None)}),
    (leaning, {("side_lean", LEFT)}),
]


@pytest.mark.parametrize(("change", "faults"), MOVED)
def test_faults_across_the_body_are_found_from_the_front(
    change: Change, faults: set[tuple[str, Side | None]]
) -> None:
    performance = perform(FRONT, LONG, drill=shipped("high_knees"), change=change)
    assert performance.faults() == faults


def test_one_knee_lower_than_the_other_is_told_of_the_lower_one() -> None:
    uneven = replace(FRONT, lift_left=76, lift_right=92, cadence=200)
    performance = perform(uneven, 7.5, drill=shipped("high_knees"))
    assert performance.faults() == {("knee_asym", LEFT)}


@pytest.mark.parametrize("view", [View.FRONT, View.REAR])
def test_two_equal_knees_that_read_low_from_the_front_are_no_fault(view: View) -> None:
    as_read = replace(FRONT, view=view, lift_left=66, lift_right=65)
    assert perform(as_read, LONG, drill=shipped("high_knees")).faults() == set()
    low = replace(FRONT, view=view, lift_left=57, lift_right=57)
    told = perform(low, LONG, drill=shipped("high_knees")).faults()
    assert told == {("knee_low", LEFT), ("knee_low", RIGHT)}


@pytest.mark.parametrize("yaw", [68.0, 75.0])
def test_knees_of_an_athlete_who_does_not_quite_face_the_camera_do_not_cross(yaw: float) -> None:
    athlete = replace(GOOD, view=View.LEFT, yaw=yaw)
    performance = perform(athlete, LONG, drill=shipped("high_knees"), fixed=View.FRONT)
    assert {name for name, _ in performance.faults()} <= {"arm_cross"}


def turned(part: BodyPart, about: BodyPart, degrees: float, _: float, pose: Pose) -> Pose:
    """The joint turned about another of the left leg, up and forward in a left view."""
    from math import cos, radians, sin

    xy, turn = pose.xy.copy(), radians(degrees)
    for moved in (part, BodyPart.HEEL, BodyPart.TOE) if part is BodyPart.ANKLE else (part,):
        x, y = xy[row(moved, LEFT)] - xy[row(about, LEFT)]
        xy[row(moved, LEFT)] = xy[row(about, LEFT)] + (
            x * cos(turn) + y * sin(turn),
            y * cos(turn) - x * sin(turn),
        )
    return replace(pose, xy=xy)


def at_the_top(change: Change, t: float, pose: Pose) -> Pose | None:
    high = pose.xy[row(BodyPart.KNEE, LEFT), 1] > pose.xy[row(BodyPart.HIP, LEFT), 1] - 40
    return change(t, pose) if high else pose


TURNED = [
    (partial(turned, BodyPart.ANKLE, BodyPart.KNEE, 38), "kick_out"),
    (partial(turned, BodyPart.ANKLE, BodyPart.KNEE, 40), "heel_low"),
    (partial(turned, BodyPart.TOE, BodyPart.HEEL, -45), "toe_drop"),
]


@pytest.mark.parametrize(("change", "fault"), TURNED)
def test_the_lower_leg_and_foot_are_judged_at_the_top_of_the_lift(
    change: Change, fault: str
) -> None:
    performance = perform(
        replace(GOOD, cadence=150),
        LONG,
        drill=shipped("high_knees"),
        change=partial(at_the_top, change),
    )
    assert (fault, LEFT) in performance.faults()
    assert {name for name, _ in performance.faults()} <= {"kick_out", "heel_low", "toe_drop"}


RULE = FaultRule(
    "knee_low",
    "thigh_angle_peak",
    Band(low=70),
    Band(low=75),
    "own",
    frozenset({View.LEFT}),
    1,
    ("knee_to_line",),
)
DRILL = replace(shipped("high_knees"), faults=(RULE,))
NEAR = frozenset({LEFT})


def rep(value: float, side: Side = LEFT) -> Rep:
    return Rep(1.0, side, 1, 0.5, 0.9, nan, {"thigh_angle_peak": value})


def test_a_verdict_is_faulty_fine_or_neither() -> None:
    verdicts = {
        value: judge_rep(rep(value), DRILL, View.LEFT, NEAR)[0] for value in (69.9, 70, 74.9, 75)
    }
    assert [v.fault is not None for v in verdicts.values()] == [True, False, False, False]
    assert [v.fine for v in verdicts.values()] == [False, False, False, True]


def test_a_fault_is_as_large_as_the_dead_bands_that_it_is_beyond() -> None:
    (verdict,) = judge_rep(rep(60), DRILL, View.LEFT, NEAR)
    assert verdict.fault is not None
    assert (verdict.fault.excess, verdict.fault.value) == (2.0, 60)
    sharp = replace(RULE, enter=Band(-inf, 10), leave=Band(-inf, 10))
    (verdict,) = judge_rep(rep(13), replace(DRILL, faults=(sharp,)), View.LEFT, NEAR)
    assert verdict.fault is not None
    assert verdict.fault.excess == 3.0


@pytest.mark.parametrize(
    ("told", "view", "graded"),
    [
        (rep(nan), View.LEFT, NEAR),
        (rep(50), View.FRONT, NEAR),
        (rep(50, RIGHT), View.LEFT, NEAR),
        (rep(50), View.LEFT, frozenset()),
    ],
)
def test_the_unknown_the_unseen_and_the_far_leg_get_no_verdict(
    told: Rep, view: View, graded: frozenset[Side]
) -> None:
    assert judge_rep(told, DRILL, view, graded) == ()
