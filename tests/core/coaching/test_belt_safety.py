"""Alarms on the belt: each in time where it is due, and none for who runs as usual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config import drill_names
from coach.core.coaching.belt_safety import BeltRule, BeltWatch, on_belt
from coach.core.kinematics.tracker import Tracker
from coach.core.pose.leg_swaps import RUNNING
from coach.core.skeleton import BodyPart, row
from coach.core.types import Cue, CueKind, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.projection import pixels_per_leg
from tests.core.performing import SIZE, Change, evenly, few, seen, shipped
from tests.core.spoiling import moved

AT = 6.5
"""When something happens to the athlete, who runs from 1 s on."""

UPPER = [row(part, side) for part in BodyPart for side in Side][: row(BodyPart.KNEE, Side.LEFT)]

Moments = Iterable[tuple[float, Pose | None]]


def runner(view: View = View.LEFT, **kind: object) -> SimulatedRunner:
    return SimulatedRunner("run", start_s=1.0, view=view, **kind)


LEG = pixels_per_leg(runner(), SIZE)


def watched(moments: Moments, rule: BeltRule | None = None) -> tuple[BeltWatch, list[Cue]]:
    tracker, watch, cues = Tracker(legs=RUNNING), BeltWatch(rule), []
    for index, (t, pose) in enumerate(moments):
        cue = watch.update(tracker.update(t, index, pose))
        cues += [cue] if cue else []
    return watch, cues


def said(moments: Moments) -> list[tuple[float, str]]:
    return [(cue.t, cue.key) for cue in watched(moments)[1]]


def running(
    seconds: float = 14.0, view: View = View.LEFT, change: Change | None = None, fps: float = 20.0
) -> list[tuple[float, Pose | None]]:
    return seen(runner(view), evenly(seconds, fps), change=change, noise=0.01)


def drifting(lengths_a_second: float, until: float = 1e9) -> Change:
    """Towards the rear of the belt from `AT` on: seen from the left, the rear is on the right."""

    def change(t: float, pose: Pose) -> Pose:
        return moved(pose, (lengths_a_second * LEG * (np.clip(t, AT, until) - AT), 0.0))

    return change


def resized(by_second: float) -> Change:
    def change(t: float, pose: Pose) -> Pose:
        middle = np.array((SIZE[0] / 2, -SIZE[1] / 2))
        share = 1 + by_second * max(0.0, t - AT)
        return replace(pose, xy=middle + (pose.xy - middle) * share)

    return change


def dropping(leg_lengths: float, within_s: float) -> Change:
    """Hips and all above them come down."""

    def change(t: float, pose: Pose) -> Pose:
        xy = pose.xy.copy()
        xy[UPPER, 1] -= leg_lengths * LEG * np.clip((t - AT) / within_s, 0, 1)
        return replace(pose, xy=xy)

    return change


def leaning(degrees: float) -> Change:
    def change(t: float, pose: Pose) -> Pose:
        xy, angle = pose.xy.copy(), np.radians(degrees) * np.clip((t - AT) / 0.3, 0, 1)
        above = UPPER[: row(BodyPart.HIP, Side.LEFT)]
        hips = xy[row(BodyPart.HIP, Side.LEFT)]
        turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
        xy[above] = hips + (xy[above] - hips) @ turn.T
        return replace(pose, xy=xy)

    return change


def gone(since: float, until: float = 1e9) -> Change:
    return lambda t, pose: None if since <= t < until else pose


def test_only_drills_on_the_belt_are_watched() -> None:
    watched_ones = {name for name in drill_names() if on_belt(shipped(name))}
    assert {"run", "a_march_forward", "high_knees_forward"} <= watched_ones
    assert not watched_ones & {"a_march", "high_knees", "a_skip_forward"}


@few
@given(st.sampled_from([v for v in View if v is not View.UNKNOWN]), st.floats(15, 60))
def test_who_runs_on_the_spot_is_never_alarmed(view: View, fps: float) -> None:
    assert not said(running(7, view, fps=fps))


@pytest.mark.parametrize("drill", ["a_march", "a_run", "high_knees", "a_skip"])
def test_no_drill_is_an_alarm(drill: str) -> None:
    for view in (View.LEFT, View.FRONT):
        moments = seen(SimulatedRunner(drill, start_s=1.0, view=view), evenly(6, 20), noise=0.01)
        assert not said(moments)


def test_drifting_back_is_told_again_while_it_lasts() -> None:
    told = said(running(16, change=drifting(0.1, until=AT + 3.5)))
    times = [t for t, _ in told]
    assert AT + 2.5 < times[0] < AT + 4.5
    assert np.diff(times) == pytest.approx([4.0] * (len(times) - 1), abs=0.1)
    assert {key for _, key in told} == {"step_up"}


def test_drifting_far_back_is_an_alarm() -> None:
    keys = [key for _, key in said(running(17, change=drifting(0.12)))]
    assert keys[0] == "step_up"
    assert "hold_rails" in keys


@pytest.mark.parametrize(("view", "way"), [(View.LEFT, -1), (View.RIGHT, 1)])
def test_moving_up_the_belt_is_nothing(view: View, way: int) -> None:
    def forward(t: float, pose: Pose) -> Pose:
        return moved(pose, (way * 0.1 * LEG * max(0.0, t - AT), 0.0))

    assert not said(running(11, view, change=forward))


@pytest.mark.parametrize(("view", "a_second"), [(View.FRONT, -0.05), (View.REAR, 0.05)])
def test_drifting_back_is_told_by_the_size_from_front_and_rear(view: View, a_second: float) -> None:
    keys = [key for _, key in said(running(12, view, change=resized(a_second)))]
    assert keys[:1] == ["step_up"]
    assert not said(running(12, view, change=resized(-a_second)))


def test_the_sway_of_the_stride_is_no_drift() -> None:
    def swaying(t: float, pose: Pose) -> Pose:
        return moved(pose, (0.22 * LEG * np.sin(2 * np.pi * 1.3 * t), 0.0))

    assert not said(running(12, change=swaying))


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.REAR])
@pytest.mark.parametrize(
    "change",
    [dropping(0.35, 0.25), dropping(0.5, 0.35), leaning(50), leaning(-50)],
    ids=["trip", "fall", "forward", "back"],
)
def test_a_stumble_is_an_alarm_at_once(view: View, change: Change) -> None:
    cues = watched(running(8, view, change=change))[1]
    assert cues[0].key == "hold_rails"
    assert cues[0].kind is CueKind.SAFETY
    assert AT < cues[0].t < AT + 0.6


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_stumble_is_seen_at_any_frame_rate(fps: float) -> None:
    assert said(running(8, change=dropping(0.4, 0.3), fps=fps))[0][0] < AT + 0.6


@pytest.mark.parametrize("change", [dropping(0.15, 0.2), dropping(0.4, 2.0), leaning(25)])
def test_a_little_or_a_slow_one_is_none(change: Change) -> None:
    assert not said(running(10, change=change))


@few
@given(st.integers(0, 99))
def test_landmarks_that_jump_are_no_stumble(seed: int) -> None:
    chance = np.random.default_rng(seed)

    def change(t: float, pose: Pose) -> Pose:
        xy = pose.xy.copy()
        if chance.random() < 0.1:
            xy[chance.integers(len(xy))] += chance.normal(0, 150, 2)
        return replace(pose, xy=xy)

    assert not said(running(10, change=change))


def test_who_vanishes_from_the_belt_is_told_to_hold_the_rails_until_they_are_back() -> None:
    told = said(running(14, change=gone(AT, AT + 6)))
    assert [round(t - AT, 1) for t, _ in told] == [1.0, 5.0]
    assert {key for _, key in told} == {"hold_rails"}


def test_a_short_loss_is_none() -> None:
    assert not said(running(9, change=gone(AT, AT + 0.9)))


def test_nobody_is_called_for_ever() -> None:
    assert max(t for t, _ in said(running(40, change=gone(AT)))) < AT + 22


@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_who_stands_and_walks_away_before_any_running_is_not_alarmed(view: View) -> None:
    def walks(t: float, pose: Pose) -> Pose | None:
        return None if t > 7 else moved(pose, (max(0.0, t - 4) * 1.3 * LEG, 0.0))

    stands = SimulatedRunner("stand", view=view)
    assert not said(seen(stands, evenly(9, 20), change=walks))
    walker = SimulatedRunner("run", start_s=4.0, view=view, lift_left=20.0, lift_right=20.0)
    assert not said(seen(walker, evenly(9, 20), change=walks))


def test_who_has_stopped_may_leave() -> None:
    athlete = replace(runner(), stop_s=5.0)
    assert not said(seen(athlete, evenly(12, 20), change=gone(8.0)))


def test_after_an_alarm_nothing_technical_is_said_for_half_a_minute() -> None:
    watch, cues = watched(running(8, change=dropping(0.4, 0.3)))
    assert not BeltWatch().quiet(AT)
    assert watch.quiet(cues[-1].t + 29)
    assert not watch.quiet(cues[-1].t + 31)


def test_the_thresholds_are_the_users() -> None:
    deaf = BeltRule(drop=2.0, fall=20.0)
    assert not watched(running(8, change=dropping(0.4, 0.3)), deaf)[1]


def test_a_camera_that_is_knocked_is_no_fall_of_the_athlete() -> None:
    def knocked(t: float, pose: Pose) -> Pose:
        return moved(pose, (0.0, -0.3 * LEG)) if t > AT else pose

    assert not said(running(12, change=knocked, fps=30))
