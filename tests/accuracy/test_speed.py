"""What the bench measures; how fast this machine is, is no test."""

import sys
from math import isfinite, isnan
from threading import Semaphore

import numpy as np
import pytest

from coach.accuracy.speed import Age, SpeedParts, bench, seconds_until_said
from coach.core.session.snapshot import Snapshot
from coach.core.types import Frame, Kinematics, Quality, ViewEstimate
from coach.ports import CameraInfo


class Clip:
    """Forty frames; its clock is 10 ms past the last one. Paced, it waits for the line."""

    info = CameraInfo("clip", (4, 4), 30.0, live=False)

    def __init__(self):
        self.t, self.paced, self.stepped = 0.0, False, Semaphore(0)

    def now(self):
        return self.t + 0.010

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        self.stepped.release()

    def __iter__(self):
        for n in range(40):
            yield Frame(n / 30, n, np.zeros((4, 4, 3), np.uint8))
            if self.paced:
                self.stepped.acquire()


class Nobody:
    def __enter__(self):
        return self

    def __exit__(self, *reason):
        pass

    def poses(self, frames):
        return ((frame, None) for frame in frames)


class SteadyLine:
    """Tells the clip's clock where it is, as if no time passed but the clip's own."""

    done = False

    def __init__(self, clips):
        self.clips = clips

    def step(self, frame, pose):
        self.clips[-1].t = frame.t
        self.clips[-1].stepped.release()
        kinematics = Kinematics(frame.t, frame.index)
        return Snapshot(frame.t, frame, None, ViewEstimate(), Quality(), kinematics, None)

    def finish(self):
        return None


@pytest.fixture(scope="module")
def measured():
    clips, recorded, workers = [], [], []

    def clip():
        clips.append(Clip())
        return clips[-1]

    def paced(camera, fps):
        clips[-1].paced = True
        return camera

    def estimator(number):
        workers.append(number)
        return Nobody()

    parts = SpeedParts(
        camera=clip,
        paced=paced,
        estimator=estimator,
        yardstick=lambda: estimator("yardstick"),
        line=lambda: SteadyLine(clips),
        record=recorded.append,
        sound_ms=lambda: 12.5,
        start_s=lambda: 1.5,
    )
    return bench(parts, frames=10, rounds=2), recorded, workers


def test_every_rate_and_cost_is_measured(measured):
    result, _, _ = measured
    rates = (result.bare_fps, result.analyze_fps, result.live_fps)
    ratios = (result.analyze_ratio, result.live_ratio)
    costs = (result.landmarker_ms, result.own_cost_ms)
    assert all(isfinite(figure) and figure > 0 for figure in (*rates, *ratios, *costs))


def test_the_bare_loop_is_the_yardsticks_and_the_line_has_two_landmarkers(measured):
    _, _, workers = measured
    assert workers == ["yardstick", 1, 2, 2, 2, 2] * 2


def test_the_age_of_a_frame_is_told_in_times_that_of_the_yardstick(measured):
    result, _, _ = measured
    for fps, age in result.frame_age_ms.items():
        assert result.frame_age_ratio[fps] == age.p95 / result.bare_ms


def test_the_age_of_a_frame_is_by_the_cameras_own_clock(measured):
    result, _, _ = measured
    assert set(result.frame_age_ms) == {30, 60}
    for age in result.frame_age_ms.values():
        assert age == Age(pytest.approx(10.0), pytest.approx(10.0))


def test_snapshots_are_recorded_as_in_a_session(measured):
    _, recorded, _ = measured
    assert recorded[0].frame.index == 0


def test_starting_and_sounding_are_measured_elsewhere(measured):
    result, _, _ = measured
    assert (result.start_up_s, result.cue_to_sound_ms) == (1.5, 12.5)


def test_a_start_is_measured_to_the_words_that_tell_of_it():
    says_where = "import os; print('warming up'); print(os.environ['PLACE'])"
    assert seconds_until_said("here", [sys.executable, "-c", says_where], PLACE="right here") > 0


def test_a_command_that_does_not_say_it_has_no_start_time():
    assert isnan(seconds_until_said("here", [sys.executable, "-c", "print('nothing')"]))
