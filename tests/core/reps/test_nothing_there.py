"""Where there is nothing to count, nothing is counted, judged, sounded or said."""

from __future__ import annotations

from dataclasses import replace
from math import cos, isnan, pi

import numpy as np
import pytest

from coach.core.types import EventKind, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import Performance, evenly, perform, play, seen, shipped
from tests.core.spoiling import doubtful, during, moved, without
from tests.core.sticks import HIPS, from_the_front, from_the_side

LEFT, RIGHT = Side.LEFT, Side.RIGHT
HIGH_KNEES = SimulatedRunner("high_knees", start_s=0.8)
VIEWS = [View.LEFT, View.RIGHT, View.FRONT, View.REAR, View.OBLIQUE]


def said(performance: Performance) -> list[str]:
    return [cue.key for cue in performance.cues]


@pytest.mark.parametrize("view", VIEWS)
def test_standing_still_is_nothing(view: View) -> None:
    performance = perform(SimulatedRunner("stand", view=view), 4.0, noise=0.015, drill=HK)
    assert performance.told_nothing()
    assert not performance.cues


HK = shipped("high_knees")


@pytest.mark.parametrize("period", [1.2, 2.5])
@pytest.mark.parametrize("uneven", [0.0, 12.0])
def test_squats_are_no_knee_lifts(period: float, uneven: float) -> None:
    def squat(t: float) -> Pose:
        deep = 50 - 50 * cos(2 * pi * t / period)
        thigh = {LEFT: deep, RIGHT: deep * (1 - uneven / 100)}
        hips = HIPS[0], HIPS[1] - 100 * (deep / 100) ** 2
        return from_the_side(t, thigh=thigh, knee=1.4 * deep, lean=0.35 * deep, hips=hips)

    performance = play([(t, squat(t)) for t in evenly(6.0)], HK)
    assert performance.told_nothing()
    assert not performance.cues


def test_squats_from_the_front_are_no_knee_lifts() -> None:
    moments = [(t, from_the_front(t, lift=45 - 45 * cos(pi * t))) for t in evenly(6.0)]
    assert play(moments, HK).told_nothing()


def test_nobody_is_told_after_two_seconds_and_not_again_within_eight() -> None:
    performance = play([(t, None) for t in evenly(21.0, 10)])
    assert performance.told_nothing()
    assert said(performance) == ["cannot_see"] * 3
    times = [cue.t for cue in performance.cues]
    assert 2.0 <= times[0] <= 2.6
    assert np.diff(times).min() >= 8.0
    assert performance.reasons() == {"nobody"}
    assert performance.result.frames_with_pose == 0
    assert {reason.key for reason in performance.result.not_measured.values()} == {"nobody"}


def test_an_athlete_who_leaves_ends_their_reps_and_is_told_lost_and_found() -> None:
    moments = seen(HIGH_KNEES, evenly(6.0))
    gone = [(t, None if 2.0 <= t < 5.0 else pose) for t, pose in moments]
    performance = play(gone, HK)
    lifts = [lift.t for lift in HIGH_KNEES.lifts(6.0)]
    allowed = [t for t in lifts if t < 2.0 or t > 5.0]
    for rep in performance.reps:
        assert min(abs(rep.peak - t) for t in allowed) < 0.1
    changes = [e for e in performance.events if e.kind in PRESENCE]
    assert [event.kind for event in changes] == [
        EventKind.PERSON_FOUND,
        EventKind.PERSON_LOST,
        EventKind.PERSON_FOUND,
    ]
    assert [event.t for event in changes] == pytest.approx([0, 2, 5], abs=0.05)
    assert said(performance) == ["cannot_see"]


PRESENCE = {EventKind.PERSON_LOST, EventKind.PERSON_FOUND}


def test_what_is_lost_is_unknown_and_not_the_last_value() -> None:
    """The last angle must not stay on the screen for ever when tracking is lost."""
    performance = perform(HIGH_KNEES, 3.0, change=during([(1.5, 9)], lambda pose: None))
    for snapshot in performance.snapshots:
        if snapshot.t > 1.5:
            assert snapshot.pose is None
            assert not snapshot.kinematics.values
        for smoothed in snapshot.smoothed:
            if smoothed.t > 1.5:
                assert isnan(smoothed.get("thigh_angle", LEFT))


def test_a_leg_that_is_lost_is_unknown_from_that_frame_on() -> None:
    lost = during([(1.5, 9)], lambda pose: doubtful(pose, 0.05, LEFT))
    performance = perform(HIGH_KNEES, 3.0, change=lost)
    for snapshot in performance.snapshots[:-1]:
        known = not isnan(snapshot.kinematics.get("thigh_angle", LEFT))
        assert known == (0.19 < snapshot.t < 1.49)
    assert not [r for r in performance.reps if r.side is LEFT and r.peak > 1.6]
    assert [r for r in performance.reps if r.side is RIGHT and r.peak > 1.6]


def test_legs_of_little_confidence_are_not_counted_but_asked_for() -> None:
    performance = perform(HIGH_KNEES, 4.0, drill=HK, change=lambda _, p: doubtful(p, 0.1, *Side))
    assert performance.told_nothing()
    assert said(performance) == ["show_legs"]
    assert performance.reasons() == {"part_hidden"}


def test_an_upper_body_alone_is_not_counted() -> None:
    performance = perform(HIGH_KNEES, 4.0, drill=HK, change=lambda _, p: moved(p, (0, -330)))
    assert performance.told_nothing()
    assert said(performance) == ["show_legs"]


def test_legs_alone_are_not_counted() -> None:
    performance = perform(HIGH_KNEES, 4.0, drill=HK, change=lambda _, p: moved(p, (0, 330)))
    assert performance.told_nothing()
    assert said(performance) == ["step_back"]


def test_legs_that_are_not_told_at_all_are_no_error() -> None:
    performance = perform(HIGH_KNEES, 4.0, change=lambda _, pose: without(pose, *Side))
    assert performance.told_nothing()


def test_somebody_far_away_is_asked_to_come_closer() -> None:
    performance = perform(replace(HIGH_KNEES, height=0.15), 4.0, drill=HK)
    assert performance.told_nothing()
    assert said(performance) == ["come_closer"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_low_jog_is_no_rep_no_fault_and_no_cue(view: View) -> None:
    jog = replace(HIGH_KNEES, lift_left=33, lift_right=36, view=view)
    performance = perform(jog, 5.0, drill=HK)
    assert performance.counted() == {LEFT: 0, RIGHT: 0}
    assert (performance.cues, performance.tones, performance.faults()) == ((), (), set())


@pytest.mark.parametrize("fps", [5, 15])
def test_a_camera_that_is_too_slow_for_the_drill_says_so_and_counts_nothing(fps: float) -> None:
    performance = perform(HIGH_KNEES, 6.0, fps, drill=HK)
    assert performance.told_nothing()
    assert "camera_slow" in performance.reasons()
    assert performance.result.not_measured["thigh_angle_peak"].key == "camera_slow"


def test_a_camera_fast_enough_for_a_march_is_not_too_slow() -> None:
    performance = perform(
        SimulatedRunner("a_march", start_s=0.5), 5.0, 12, drill=shipped("a_march")
    )
    assert "camera_slow" not in performance.reasons()
    assert performance.reps


def test_a_drill_seen_from_a_view_that_it_does_not_have_is_not_graded() -> None:
    side_only = replace(HK, views=frozenset({View.LEFT, View.RIGHT}))
    performance = perform(replace(HIGH_KNEES, view=View.FRONT), 4.0, drill=side_only)
    assert {rep.good for rep in performance.reps} == {None}
    assert (performance.tones, performance.faults()) == ((), set())
    assert said(performance) == ["turn_side"]
    assert performance.result.counts[LEFT].good is None


def test_somebody_elsewhere_for_a_moment_changes_nothing_but_what_they_hide() -> None:
    other = dict(seen(replace(HIGH_KNEES, across=0.85, cadence=120, height=0.5), evenly(6.0)))
    mine = seen(HIGH_KNEES, evenly(6.0))
    mixed = [(t, other[t] if 2.0 < t < 3.5 else pose) for t, pose in mine]
    performance = play(mixed, HK)
    lifts = HIGH_KNEES.lifts(5.9)
    sure = [lift for lift in lifts if not 1.85 < lift.t < 3.85]
    told = [(rep.side, rep.peak) for rep in performance.reps]
    for lift in sure:
        assert [s for s, t in told if abs(t - lift.t) < 0.1] == [lift.side]
    assert not [t for _, t in told if 2.15 < t < 3.45]
    assert "two_people" in performance.reasons()
    assert not performance.faults()


def test_a_person_who_stays_is_taken_after_two_seconds_as_a_new_one() -> None:
    front = replace(HIGH_KNEES, view=View.FRONT)
    other = dict(seen(replace(front, across=0.85, height=0.5, cadence=120), evenly(7.5)))
    mine = seen(front, evenly(7.5))
    performance = play([(t, other[t] if t >= 2.0 else pose) for t, pose in mine], HK)
    assert not [rep for rep in performance.reps if 2.1 < rep.peak < 3.9]
    late = [rep for rep in performance.reps if rep.peak > 4.3]
    assert len(late) >= 6
    peaks = [rep.values["thigh_angle_peak"] for rep in late]
    assert peaks == pytest.approx([84.0] * len(peaks), abs=3)


def test_nothing_at_all_is_a_result_too() -> None:
    performance = play([], HK)
    assert performance.snapshots == ()
    result = performance.result
    assert (result.frames, result.duration_s) == (0, 0.0)
    assert isnan(result.fps)
    assert isnan(result.cadence)
    assert result.view is View.UNKNOWN
