"""Butt kicks, B-skip, straight-leg bound and wall drill: every rep counted, every fault found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.core.types import EventKind, Pose, Side, View
from coach.simulation.athlete import LiftChange, SimulatedRunner
from tests.core.performing import (
    CLOSE_S,
    Performance,
    pairs,
    perform,
    shipped,
    whole,
)
from tests.core.spoiling import during

LEFT, RIGHT = Side.LEFT, Side.RIGHT
DRILLS = ["butt_kicks", "b_skip", "straight_leg_bound", "wall_drill"]
SECONDS = {"wall_drill": 15.0}
HELD_S = {"wall_drill": 0.4}
"""Half of the time at the top, in which the highest moment may be any."""
GRADED = {
    "butt_kicks": "knee_flexion_peak",
    "b_skip": "thigh_angle_peak",
    "straight_leg_bound": "thigh_angle_peak",
    "wall_drill": "hip_flexion_peak",
}


def athlete(drill: str, view: View = View.LEFT) -> SimulatedRunner:
    """One that stands for long enough to lean on the wall, and whose lifts are all over in time."""
    who = SimulatedRunner(drill, view=view, start_s=2.2)
    return whole(who, seconds_of(drill) - 1.5 if drill == "wall_drill" else seconds_of(drill))


def seconds_of(drill: str) -> float:
    return SECONDS.get(drill, 8.0)


def performed(who: SimulatedRunner, fps: float = 30.0, noise: float = 0.0) -> Performance:
    return perform(who, seconds_of(who.drill), fps, drill=shipped(who.drill), noise=noise)


@pytest.mark.slow
@pytest.mark.parametrize("drill", DRILLS)
@pytest.mark.parametrize(
    ("view", "fps", "noise"),
    [(View.LEFT, 30, 0.0), (View.RIGHT, 60, 0.0), (View.LEFT, 60, 0.006), (View.RIGHT, 30, 0.006)],
)
def test_every_rep_is_counted_and_good_and_without_fault(
    drill: str, view: View, fps: float, noise: float
) -> None:
    who = athlete(drill, view)
    performance = performed(who, fps, noise)
    found = pairs(performance, who, seconds_of(drill), close_s=HELD_S.get(drill, CLOSE_S))
    assert len(found) >= 5
    for lift, rep in found:
        value = rep.values[GRADED[drill]]
        assert value != value or abs(value - lift.angle) < 4 + 500 * noise
        assert rep.good is (True if rep.side in performance.snapshots[-1].graded else None)
        assert rep.faults == ()
    assert performance.faults() == set()
    assert performance.partial() == {LEFT: 0, RIGHT: 0}


FOUND = [
    ("butt_kicks", {"lift_left": 97}, {("heel_kick_low", LEFT)}),
    ("butt_kicks", {"lift_right": 97, "view": View.RIGHT}, {("heel_kick_low", RIGHT)}),
    ("butt_kicks", {"trunk_lean": 19}, {("fold_fwd", None)}),
    ("butt_kicks", {"stance_knee": 30}, {("stance_sit", LEFT)}),
    ("butt_kicks", {"cadence": 132}, {("tempo_slow", None)}),
    ("butt_kicks", {"cadence": 212}, {("tempo_fast", None)}),
    ("b_skip", {"lift_left": 58}, {("knee_low", LEFT)}),
    ("b_skip", {"bend": 58}, {("reach_short", LEFT)}),
    ("b_skip", {"trunk_lean": -12}, {("lean_back", None)}),
    ("b_skip", {"trunk_lean": 20}, {("fold_fwd", None)}),
    ("straight_leg_bound", {"lift_left": 20.5}, {("swing_low", LEFT)}),
    ("straight_leg_bound", {"bend": 42}, {("knee_bend", LEFT)}),
    ("straight_leg_bound", {"trunk_lean": -12}, {("lean_back", None)}),
    ("wall_drill", {"lift_left": 70}, {("knee_low", LEFT)}),
    ("wall_drill", {"trunk_lean": 22}, {("body_line", LEFT)}),
    ("wall_drill", {"trunk_lean": -20, "lift_left": 90, "lift_right": 90}, {("body_line", LEFT)}),
    ("wall_drill", {"stance_knee": 30}, {("stance_sit", LEFT)}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("drill", "change", "faults"), FOUND)
def test_a_fault_is_found_on_its_side_and_no_other(
    drill: str, change: dict[str, float], faults: set[tuple[str, Side | None]]
) -> None:
    who = replace(SimulatedRunner(drill, start_s=2.2), **change)
    performance = perform(who, 24 if drill == "wall_drill" else 11, drill=shipped(drill))
    assert performance.faults() == faults
    (rule,) = (rule for rule in shipped(drill).faults if (rule.name in dict(faults)))
    said = {cue.key for cue in performance.cues if cue.kind.value == "correction"}
    assert said & set(rule.cues)


def test_a_knee_that_opens_before_the_top_reaches_too_early() -> None:
    who = SimulatedRunner("b_skip", start_s=1.0, lift_left=70, lift_right=70)
    early = replace(shipped("b_skip"), faults=())
    plain = perform(who, 8, drill=early)
    bend = [rep.values["knee_flexion_at_peak"] for rep in plain.reps if rep.side is LEFT]
    (rule,) = (rule for rule in shipped("b_skip").faults if rule.name == "reach_early")
    assert all(rule.leave.holds(each) for each in bend)
    assert not rule.enter.holds(60)


def test_a_correction_of_a_heel_is_heard_and_what_follows_confirmed() -> None:
    low = LiftChange(LEFT, 97, end=6.0)
    who = SimulatedRunner("butt_kicks", start_s=1.0, changes=(low,))
    performance = perform(who, 12, drill=shipped("butt_kicks"))
    keys = [cue.key for cue in performance.cues]
    assert keys[:2] == ["heel_to_pocket", "thats_it"]


def test_a_small_kick_is_a_partial_one() -> None:
    who = SimulatedRunner("butt_kicks", start_s=1.0, lift_left=78)
    performance = perform(who, 6, drill=shipped("butt_kicks"))
    assert performance.counted()[LEFT] == 0
    assert performance.partial()[LEFT] >= 5
    assert {e.side for e in performance.events if e.kind is EventKind.PARTIAL_LIFT} == {LEFT}


def test_a_whole_rep_is_told_when_the_leg_comes_down() -> None:
    who = SimulatedRunner("b_skip", start_s=1.0)
    for t, rep in perform(who, 8, drill=shipped("b_skip")).decided:
        assert rep.end == rep.end
        assert 0.1 < t - rep.peak < 0.6


@pytest.mark.parametrize("drill", DRILLS)
def test_nobody_there_is_no_rep(drill: str) -> None:
    def gone(pose: Pose) -> None:
        return None

    who = athlete(drill)
    performance = perform(who, 8, drill=shipped(drill), change=during([(0.0, 9.0)], gone))
    assert performance.told_nothing()


@pytest.mark.parametrize("drill", ["a_march", "high_knees", "run"])
def test_what_only_other_drills_ask_for_is_not_reported(drill: str) -> None:
    result = perform(SimulatedRunner(drill, start_s=0.5), 6).result
    told = {name for name, _ in result.metrics} | set(result.not_measured)
    assert not told & {
        "hip_flexion_peak",
        "knee_flexion_after_top",
        "stance_body_line",
        "hold_time",
    }
    assert ("knee_flexion_peak" in told) is (drill == "run")
