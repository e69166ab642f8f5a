"""Stretches: each is told by its pose, timed while it is held, and judged every second."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import Any

import pytest

from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.types import Command, EventKind, Phase, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.stretches import STRETCHES, LegPose, Stretch
from tests.core.performing import Performance, evenly, play, seen, shipped
from tests.core.performing import perform as perform_at
from tests.core.spoiling import during, moved

LEFT, RIGHT = Side.LEFT, Side.RIGHT
SEEN = [
    ("figure_4", View.FRONT),
    ("figure_4", View.LEFT),
    ("figure_4", View.RIGHT),
    ("outer_hip_lean", View.FRONT),
    ("hip_flexor_lunge", View.LEFT),
]
BOTH_S, FPS = 84.0, 15
"""Both sides; frames a second where nothing hangs on them."""


def athlete(drill: str, view: View, **kind: object) -> SimulatedRunner:
    return replace(SimulatedRunner(drill, view=view, start_s=1.0), **kind)


def perform(who: SimulatedRunner, seconds: float, fps: float = FPS, **kind: Any) -> Performance:
    return perform_at(who, seconds, fps, **kind)


def cues(performance: Performance) -> list[str]:
    return [cue.key for cue in performance.cues]


@pytest.mark.slow
@pytest.mark.parametrize(("drill", "view"), SEEN)
@pytest.mark.parametrize("noise", [0.0, 0.006])
def test_each_side_is_held_once_and_for_as_long_as_it_was(
    drill: str, view: View, noise: float
) -> None:
    near_only = shipped(drill).hold.near
    who = athlete(drill, view)
    seconds = 40.0 if near_only else BOTH_S
    performance = perform(who, seconds, drill=shipped(drill), noise=noise)
    sides = [LEFT] if near_only else [LEFT, RIGHT]
    assert [(rep.side, rep.good) for rep in performance.reps] == [(side, True) for side in sides]
    for rep, true in zip(performance.reps, who.holds(seconds), strict=False):
        assert rep.values["hold_time"] == pytest.approx(30, abs=0.1)
        assert true.start - 1.0 < rep.start < true.start + 1.5
        assert rep.faults == ()
    assert performance.faults() == set()
    assert sum(performance.partial().values()) == 0


@pytest.mark.slow
@pytest.mark.parametrize("fps", [30, 60])
def test_any_rate_of_pictures_times_the_same(fps: float) -> None:
    who = athlete("hip_flexor_lunge", View.LEFT)
    last = perform(who, 13, fps, drill=shipped(who.drill), noise=0.004).snapshots[-2]
    usual = perform(who, 13, drill=shipped(who.drill), noise=0.004).snapshots[-2]
    assert last.held[LEFT] == pytest.approx(usual.held[LEFT], abs=0.3)


def test_the_timer_says_what_a_coach_would() -> None:
    performance = perform(athlete("figure_4", View.FRONT), BOTH_S, drill=shipped("figure_4"))
    once = ["hold_it", "halfway", "ten_more"]
    assert cues(performance) == [*once, "change_sides", *once, "hold_done"]
    at = {cue.key: cue.t for cue in performance.cues[:4]}
    assert at["halfway"] - at["hold_it"] == pytest.approx(15, abs=0.1)
    assert at["change_sides"] - at["ten_more"] == pytest.approx(10, abs=0.1)
    assert performance.tones == ("good_left", "good_right")


def test_the_time_left_runs_down_while_the_pose_is_held() -> None:
    performance = perform(athlete("figure_4", View.FRONT), 30, drill=shipped("figure_4"))
    left = {round(s.t): s.left_s for s in performance.snapshots}
    held = {round(s.t): s.held for s in performance.snapshots}
    assert (left[1], dict(held[1])) == (30, {})
    assert left[10] - left[20] == pytest.approx(10, abs=0.1)
    assert held[20][LEFT] == pytest.approx(30 - left[20])


def test_a_set_of_one_stretch_a_side_ends_with_the_second() -> None:
    who = athlete("figure_4", View.FRONT, start_s=5.0)
    plan = SetConfig(150, 1, count_in=True)
    performance = perform(who, BOTH_S + 6, drill=shipped("figure_4"), plan=plan)
    assert performance.session.done
    assert performance.snapshots[-1].phase is Phase.DONE
    assert cues(performance)[-5:] == ["change_sides", "hold_it", "halfway", "ten_more", "set_done"]
    assert performance.counted() == {LEFT: 1, RIGHT: 1}


def gone(pose: Pose) -> None:
    return None


def test_a_lost_pose_stops_the_timer_and_says_so_once() -> None:
    who = athlete("figure_4", View.FRONT, hold_s=40.0)
    performance = perform(who, 44, drill=shipped("figure_4"), change=during([(12.0, 16.0)], gone))
    (rep,) = performance.reps
    assert rep.values["hold_time"] == pytest.approx(30, abs=0.1)
    assert 34 < rep.end - rep.start < 36.5
    assert cues(performance).count("timer_paused") == 1
    frozen = [s.left_s for s in performance.snapshots if 12.5 < s.t < 16.0]
    assert max(frozen) == min(frozen)


def test_a_blink_stops_nothing() -> None:
    blinks = [(10.0, 10.1), (20.0, 20.12)]
    who = athlete("figure_4", View.FRONT)
    performance = perform(who, 36, 30, drill=shipped("figure_4"), change=during(blinks, gone))
    (rep,) = performance.reps
    assert rep.end - rep.start == pytest.approx(30, abs=0.2)
    assert "timer_paused" not in cues(performance)


def test_moving_about_in_the_pose_is_not_holding_it() -> None:
    def wobbling(t: float, pose: Pose) -> Pose:
        swing = 60.0 * (1 if int(t * 2) % 2 else -1)
        xy = pose.xy.copy()
        xy[:6, 0] += swing
        return replace(pose, xy=xy)

    performance = perform(
        athlete("figure_4", View.FRONT), 30, drill=shipped("figure_4"), change=wobbling
    )
    assert performance.reps == ()


@pytest.mark.parametrize(("hold_s", "count", "good"), [(15.0, 1, 0), (24.0, 1, 1), (7.0, 0, 0)])
def test_a_short_stretch_is_a_rep_from_the_floor_and_good_in_the_band(
    hold_s: float, count: int, good: int
) -> None:
    who = athlete("figure_4", View.FRONT, hold_s=hold_s)
    seconds = 3.0 + hold_s + 8.0
    performance = perform(who, seconds, drill=shipped("figure_4"))
    told = performance.result.counts[LEFT]
    assert (told.all, told.good, told.partial) == (count, good, 1 - count)
    partial = [e for e in performance.events if e.kind is EventKind.PARTIAL_LIFT]
    assert len(partial) == 1 - count


def test_a_stretch_that_the_end_of_the_frames_cuts_off_counts_as_far_as_it_got() -> None:
    performance = perform(athlete("figure_4", View.FRONT), 26, drill=shipped("figure_4"))
    (rep,) = performance.reps
    assert 20 < rep.values["hold_time"] < 24
    assert rep.good


def test_a_pause_of_the_set_stops_the_timer() -> None:
    def pausing(t: float, session: SetRunner) -> None:
        if round(t * FPS) in (150, 195):
            session.command(Command.PAUSE)

    who = athlete("figure_4", View.FRONT, hold_s=40.0)
    moments = seen(who, evenly(44, FPS))
    performance = play(moments, shipped("figure_4"), at=pausing)
    (rep,) = performance.reps
    # The pause itself, and the second of stillness that starts the timer again.
    assert rep.end - rep.start == pytest.approx(34, abs=0.3)


def with_own(stretch: Stretch, **kind: object) -> Stretch:
    return replace(stretch, own=replace(stretch.own, **kind))


FIGURE, LUNGE, LEAN = (
    STRETCHES[name] for name in ("figure_4", "hip_flexor_lunge", "outer_hip_lean")
)
FOUND = [
    ("figure_4", View.LEFT, replace(FIGURE, lean=6.0), {("sit_back", None)}),
    ("figure_4", View.LEFT, replace(FIGURE, lean=55.0), {("fold_fwd", None)}),
    ("hip_flexor_lunge", View.LEFT, replace(LUNGE, lean=-14.0), {("lean_back", None)}),
    ("hip_flexor_lunge", View.LEFT, replace(LUNGE, lean=17.0), {("fold_fwd", None)}),
    (
        "hip_flexor_lunge",
        View.LEFT,
        with_own(LUNGE, ankle=(-0.48, -0.36, 0.0)),
        {("hips_back", None)},
    ),
    ("outer_hip_lean", View.FRONT, replace(LEAN, side_lean=10.5), {("lean_small", None)}),
    ("outer_hip_lean", View.FRONT, replace(LEAN, side_lean=33.9), {("lean_far", None)}),
    (
        "outer_hip_lean",
        View.FRONT,
        replace(
            LEAN,
            own=LegPose((-0.08, -0.965, -0.14), (1, 0, 0)),
            other=LegPose((0.05, -0.985, -0.13), (1, 0, 0)),
        ),
        {("hip_in", LEFT)},
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("drill", "view", "stretch", "faults"), FOUND)
def test_a_fault_in_a_stretch_is_found_and_spoken_of_while_it_is_held(
    drill: str, view: View, stretch: Stretch, faults: set[tuple[str, Side | None]]
) -> None:
    who = athlete(drill, view, stretch=stretch)
    performance = perform(who, 33, drill=shipped(drill))
    assert performance.faults() == faults
    said = [cue for cue in performance.cues if cue.kind.value == "correction"]
    assert said
    assert said[0].t < 20


def test_tilted_shoulders_are_seen_from_the_front() -> None:
    def tilted(t: float, pose: Pose) -> Pose:
        xy = pose.xy.copy()
        xy[0, 1] += 25
        return replace(pose, xy=xy)

    who = athlete("figure_4", View.FRONT)
    performance = perform(who, 25, drill=shipped("figure_4"), change=tilted)
    assert performance.faults() == {("twist", None)}


@pytest.mark.slow
@pytest.mark.parametrize("drill", ["figure_4", "outer_hip_lean", "hip_flexor_lunge"])
@pytest.mark.parametrize("other", ["high_knees", "a_march", "stand"])
def test_what_is_no_stretch_is_not_timed(drill: str, other: str) -> None:
    for view in (View.FRONT, View.LEFT):
        performance = perform(
            SimulatedRunner(other, view=view, start_s=0.5), 6, drill=shipped(drill)
        )
        assert performance.reps == ()
        assert "hold_it" not in cues(performance)


def test_a_drill_for_the_front_asks_to_be_faced() -> None:
    who = athlete("outer_hip_lean", View.LEFT)
    performance = perform(who, 8, drill=shipped("outer_hip_lean"))
    assert "view_not_front" in performance.reasons()
    assert "turn_front" in cues(performance)


def test_the_far_leg_of_a_lunge_is_not_timed() -> None:
    performance = perform(
        athlete("hip_flexor_lunge", View.RIGHT), 30, drill=shipped("hip_flexor_lunge")
    )
    assert performance.reps == ()


def test_where_the_athlete_stands_in_the_picture_does_not_matter() -> None:
    def shifted(t: float, pose: Pose) -> Pose:
        return moved(pose, (150.0, 20.0))

    who = athlete("outer_hip_lean", View.FRONT)
    performance = perform(who, 36, drill=shipped("outer_hip_lean"), change=shifted)
    assert [rep.side for rep in performance.reps] == [LEFT]


def test_the_result_has_what_was_held_with_its_error() -> None:
    result = perform(athlete("figure_4", View.LEFT), 40, drill=shipped("figure_4")).result
    held = result.metrics["hold_time", LEFT]
    assert (round(held.mean), held.n) == (30, 1)
    assert held.sd != held.sd
    assert held.error > 0
    lean = result.metrics["trunk_lean", None]
    assert lean.mean == pytest.approx(28, abs=2)
    assert nan not in [metric.mean for metric in result.metrics.values()]
