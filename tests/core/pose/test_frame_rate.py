from __future__ import annotations

import numpy as np
import pytest

from coach.core.pose.frame_rate import FramePace
from coach.core.types import Quality, Reason
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import perform, shipped


def paced(fps: float, step: int = 1) -> list[Reason | None]:
    """Frames of a camera of `fps`, of which each `step`-th is taken."""
    pace = FramePace(22.0)
    return [pace.too_slow(number / fps, number) for number in range(0, round(4 * fps), step)]


def test_a_camera_as_fast_as_the_drill_needs_is_fast_enough() -> None:
    assert set(paced(22)) == {None}
    assert set(paced(20.5)) == {None}
    assert set(paced(120)) == {None}


@pytest.mark.parametrize("fps", [5, 12, 18])
def test_a_slower_camera_is_told_after_half_a_second(fps: float) -> None:
    told = paced(fps)
    assert told[: int(0.5 * fps)] == [None] * int(0.5 * fps)
    assert set(told[int(0.5 * fps) + 2 :]) == {Reason("camera_slow")}


def test_a_computer_that_leaves_out_frames_of_a_fast_camera_is_told_from_a_slow_camera() -> None:
    assert paced(60, step=5)[-1] == Reason("computer_slow")
    assert paced(60, step=2)[-1] is None


def test_a_camera_that_recovers_is_trusted_after_two_seconds() -> None:
    pace = FramePace(22.0)
    times = [*(n / 10 for n in range(30)), *(3 + n / 30 for n in range(90))]
    told = [pace.too_slow(t, number) for number, t in enumerate(times)]
    assert told[29] == Reason("camera_slow")
    assert told[-20:] == [None] * 20


def test_a_quality_is_good_with_any_leg() -> None:
    assert not Quality().ok
    performance = perform(SimulatedRunner("stand"), 0.5, drill=shipped("a_march"))
    assert performance.snapshots[-1].quality.ok


def test_how_the_athlete_is_seen_is_known_from_quiet_standing() -> None:
    performance = perform(SimulatedRunner("high_knees", start_s=2.0, height=0.8), 5.0, 24)
    seen = performance.result.seen
    assert seen.facing == -1
    assert seen.share == pytest.approx(0.8, abs=0.06)
    assert seen.leg == pytest.approx(seen.thigh + seen.shank)
    assert seen.hip_height == pytest.approx(1.08 * seen.leg, rel=0.04)
    assert abs(seen.roll) < 1
    assert seen.noise < 2


def test_who_never_stood_has_no_ground_and_no_noise() -> None:
    seen = perform(SimulatedRunner("high_knees", start_s=-5.0), 4.0, 24).result.seen
    assert np.isnan([seen.ground, seen.hip_height, seen.noise]).all()
    assert seen.leg > 0
