"""Landings on one leg: each is counted, held, and judged for what one camera can see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.core.drills.rules import Band
from coach.core.session.set_clock import SetConfig
from coach.core.types import Phase, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.performing import Slip
from tests.core.performing import SIZE, perform, shipped
from tests.core.spoiling import during, moved
from tests.core.standing import LEFT, RIGHT, faulty, stand

HOP, STEP = "hop_and_stick", "step_and_hold"
SQUARE = [View.FRONT, View.REAR]
VIEWS = [*SQUARE, View.LEFT, View.RIGHT]


@pytest.mark.parametrize("drill", [HOP, STEP])
@pytest.mark.parametrize("fps", [24, 30, pytest.param(60, marks=pytest.mark.slow)])
def test_each_landing_is_one_good_rep_of_its_leg(drill: str, fps: float) -> None:
    performance, athlete = stand(drill, fps=fps, noise=0.004, seed=int(fps))
    true = athlete.reps(16.0)
    assert len(true) >= 2
    assert [rep.side for rep in performance.reps] == [rep.side for rep in true]
    assert all(rep.good for rep in performance.reps)
    for rep, landing in zip(performance.reps, true, strict=True):
        assert rep.peak == pytest.approx(landing.t, abs=0.25 if drill == STEP else 0.1)
    assert not performance.faults()
    assert not faulty(performance)


@pytest.mark.parametrize("view", VIEWS)
def test_a_landing_is_seen_from_all_around(view: View) -> None:
    performance, athlete = stand(HOP, view=view, noise=0.004)
    assert [rep.side for rep in performance.reps] == [rep.side for rep in athlete.reps(16.0)]
    graded = {view.near} if view.near else {LEFT, RIGHT}
    assert {rep.side for rep in performance.reps if rep.good is not None} == graded
    assert not performance.faults()


def test_who_begins_on_the_right_leg_is_the_mirror_of_who_begins_on_the_left() -> None:
    left, right = (stand(HOP, first=side)[0].reps for side in (LEFT, RIGHT))
    assert [rep.side for rep in right] == [rep.side.other for rep in left]
    for a, b in zip(left, right, strict=True):
        assert a.values == pytest.approx(b.values, abs=1e-6, nan_ok=True)


def test_a_hold_is_told_as_long_as_it_was() -> None:
    performance, _ = stand(HOP)
    for rep in performance.reps:
        assert rep.values["settle_time"] < 0.7
        assert rep.values["hold_time"] == pytest.approx(2.8, abs=0.2)
        assert rep.end == pytest.approx(rep.peak + 3.2, abs=0.25)


def test_the_seconds_of_the_hold_under_way_rise_while_it_lasts() -> None:
    performance, _ = stand(HOP, seconds=11.0)
    held = [(s.t, seconds) for s in performance.snapshots[:-1] for seconds in s.held.values()]
    assert 4.6 < held[0][0] < 5.3
    assert [seconds for _, seconds in held] == sorted(seconds for _, seconds in held)
    assert held[-1][1] == pytest.approx(2.8, abs=0.2)


FRONTAL = [("knee_in", 16.0, "valgus", [View.FRONT]), ("lean", 14.0, "side_lean", SQUARE)]


@pytest.mark.slow
@pytest.mark.parametrize("drill", [HOP, STEP])
@pytest.mark.parametrize(("slip", "amount", "fault", "views"), FRONTAL)
@pytest.mark.parametrize("side", Side)
def test_a_fault_is_its_own_legs_alone(
    drill: str, slip: str, amount: float, fault: str, views: list[View], side: Side
) -> None:
    for view in views:
        performance, _ = stand(drill, Slip(slip, side, amount), view=view, noise=0.004)
        assert faulty(performance) == {(fault, side)}
        assert all(rep.high for rep in performance.reps)
        # A knee that falls in spoils a landing, however still it was held.
        spoilt = {side} if fault == "valgus" else set()
        assert {rep.side for rep in performance.reps if not rep.good} == spoilt


def test_the_knees_line_is_told_in_degrees() -> None:
    performance, _ = stand(HOP, Slip("knee_in", RIGHT, 20.0))
    lines = {rep.side: rep.values["knee_line"] for rep in performance.reps}
    assert lines == pytest.approx({LEFT: 0.0, RIGHT: 20.0}, abs=2.0)


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("after", [0.5, 1.6])
def test_a_free_foot_that_touches_early_is_a_failed_stick(view: View, after: float) -> None:
    side = view.near or RIGHT
    performance, athlete = stand(HOP, Slip("touch", side, after), view=view, noise=0.004)
    mine = [rep for rep in performance.reps if rep.side is side]
    assert len(mine) == sum(rep.side is side for rep in athlete.reps(16.0))
    assert not any(rep.good for rep in mine)
    assert all(rep.values["hold_time"] < 2 for rep in mine)
    assert ("stick_fail", side) in faulty(performance)
    assert not [fault for fault in faulty(performance) if fault[1] is not side]


def test_a_step_that_is_not_held_for_a_second_is_only_a_step() -> None:
    performance, _ = stand(STEP, *(Slip("touch", side, 0.5) for side in Side), noise=0.004)
    assert not performance.reps
    assert performance.told_nothing()


@pytest.mark.slow
def test_a_stiff_knee_is_seen_from_the_side_only() -> None:
    for view in VIEWS:
        performance, _ = stand(HOP, Slip("stiff", LEFT, 8.0), view=view, noise=0.004)
        assert faulty(performance) == ({("stiff_land", LEFT)} if view is View.LEFT else set())


def test_a_soft_knee_is_told_in_degrees() -> None:
    performance, _ = stand(HOP, view=View.LEFT)
    soft = [r.values["knee_flexion_increase"] for r in performance.reps if r.side is LEFT]
    assert soft == pytest.approx([34.0] * len(soft), abs=5)


@pytest.mark.parametrize("view", SQUARE)
def test_hips_that_go_from_side_to_side_are_told_and_settle_late(view: View) -> None:
    performance, _ = stand(HOP, Slip("sway", RIGHT, 0.15), view=view, noise=0.004)
    found = faulty(performance)
    assert ("sway", RIGHT) in found
    assert {side for _, side in found} == {RIGHT}
    swaying = [rep for rep in performance.reps if rep.side is RIGHT]
    assert all(rep.values["pelvis_shift"] > 0.4 for rep in swaying)
    assert not any(rep.good for rep in swaying)


def test_a_foot_that_moves_on_ends_the_hold() -> None:
    slide = during([(5.6, 99)], lambda pose: slid(pose))
    performance, _ = stand(HOP, seconds=11.0, change=slide)
    assert [(rep.side, rep.good) for rep in performance.reps] == [(LEFT, False)]
    assert performance.reps[0].values["foot_move"] > 0.08


def slid(pose: Pose) -> Pose:
    return moved(pose, (0.2 * SIZE[1] * 0.8 / 2.11, 0.0))


def test_a_landing_unseen_for_more_than_half_a_second_is_void() -> None:
    for spell, counted in (((4.6, 5.0), 1), ((4.6, 5.4), 0)):
        performance, _ = stand(HOP, seconds=11.0, change=during([spell], lambda pose: None))
        assert len(performance.reps) == counted


@pytest.mark.slow
def test_nothing_is_said_from_the_push_to_the_end_of_the_hold() -> None:
    slips = [Slip(name, side, 16.0) for name in ("knee_in", "lean") for side in Side]
    performance, athlete = stand(HOP, *slips, seconds=40.0, noise=0.004)
    assert performance.cues
    for cue in performance.cues:
        for rep in athlete.reps(40.0):
            assert not rep.t - 0.3 < cue.t < rep.t + 2.0


def test_a_set_whose_time_is_up_ends_after_the_landing() -> None:
    performance, athlete = stand(HOP, plan=SetConfig(seconds=4.4))
    landed = athlete.reps(16.0)[0].t
    over = next(s.t for s in performance.snapshots if s.phase is Phase.DONE)
    assert landed + 2.0 < over < landed + 3.0
    assert [rep.good for rep in performance.reps] == [True]


def test_a_good_landing_is_praised() -> None:
    performance, _ = stand(HOP)
    assert performance.cues[0].key == "stuck_it"
    assert performance.tones == ("good_left", "good_right")


@pytest.mark.slow
@pytest.mark.parametrize("drill", [HOP, STEP])
@pytest.mark.parametrize("gait", ["a_march", "a_skip", "run"])
@pytest.mark.parametrize("view", [View.FRONT, View.LEFT])
def test_whoever_does_something_else_has_not_landed(drill: str, gait: str, view: View) -> None:
    athlete = SimulatedRunner(gait, view=view, start_s=1.0)
    performance = perform(athlete, 5.0, drill=shipped(drill), noise=0.004)
    assert performance.told_nothing()
    assert not performance.reps


def test_standing_on_one_leg_without_a_hop_is_no_hop() -> None:
    performance, _ = stand(STEP, drill=shipped(HOP))
    assert not performance.reps


def test_the_result_has_the_landings_numbers_with_their_error() -> None:
    performance, _ = stand(HOP, Slip("knee_in", LEFT, 16.0), seconds=50.0, noise=0.004)
    result = performance.result
    assert result.metrics["knee_line", LEFT].mean == pytest.approx(16, abs=3)
    assert result.metrics["knee_line", LEFT].error >= 5
    assert result.metrics["hold_time", RIGHT].unit == "s"
    assert "thigh_angle_peak" not in result.metrics
    assert result.not_measured["knee_flexion_increase"].key == "film_side"


def test_no_other_events_come_of_landings() -> None:
    performance, _ = stand(HOP)
    kinds = {event.kind.value for event in performance.events}
    assert kinds <= {"person_found", "cue"}


def test_more_noise_changes_no_count() -> None:
    for seed in range(2):
        performance, athlete = stand(HOP, noise=0.008, seed=seed)
        assert [r.side for r in performance.reps] == [r.side for r in athlete.reps(16.0)]
        assert not performance.faults()


def test_short_drop_outs_lose_no_landing() -> None:
    gaps = [(k + 0.2, k + 0.3) for k in range(16)]
    performance, athlete = stand(HOP, change=during(gaps, lambda pose: None), noise=0.003)
    assert [r.side for r in performance.reps] == [r.side for r in athlete.reps(16.0)]


def test_a_longer_hold_can_be_asked_for() -> None:
    performance, _ = stand(HOP, drill=replace(shipped(HOP), target=Band(3.5, 60)))
    assert {rep.good for rep in performance.reps} == {False}
