from collections.abc import Iterable

import numpy as np
import pytest

from coach.cameras.paced import Paced
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.synthetic import SyntheticCamera

SIZE = 32, 24


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 50.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def paced(clock: Clock, seconds: float = 0.5, fps: float = 10) -> Paced:
    return Paced(
        SyntheticCamera(SimulatedRunner(), seconds, fps, SIZE), clock=clock, wait=clock.wait
    )


def rounded(numbers: Iterable[float]) -> list[float]:
    return [round(number, 6) for number in numbers]


def test_frames_come_when_they_are_due() -> None:
    clock = Clock()
    with paced(clock) as camera:
        arrivals = [clock.now - 50 for _ in camera]
    assert rounded(arrivals) == [0, 0.1, 0.2, 0.3, 0.4]


def test_frames_keep_their_own_times() -> None:
    with paced(Clock()) as camera:
        assert rounded(frame.t for frame in camera) == [0, 0.1, 0.2, 0.3, 0.4]


def test_frames_come_as_often_as_is_asked_whatever_their_own_times() -> None:
    clock = Clock()
    inner = SyntheticCamera(SimulatedRunner(), 0.3, 10, SIZE)
    with Paced(inner, fps=20, clock=clock, wait=clock.wait) as camera:
        assert rounded(frame.t for frame in camera) == [0, 0.05, 0.1]
    assert rounded(clock.waits) == [0.05, 0.05]


def test_a_late_frame_is_given_at_once_and_the_next_is_on_time_again() -> None:
    clock = Clock()
    with paced(clock) as camera:
        frames = iter(camera)
        next(frames)
        clock.now += 0.25
        list(frames)
    assert rounded(clock.waits) == [0.05, 0.1]


def test_the_clock_starts_with_the_first_frame() -> None:
    clock = Clock()
    with paced(clock) as camera:
        assert camera.now() == 0
        clock.now += 5
        first = next(iter(camera))
        assert camera.now() == pytest.approx(first.t)


def test_now_goes_on_between_frames() -> None:
    clock = Clock()
    with paced(clock) as camera:
        next(iter(camera))
        clock.now += 0.07
        assert camera.now() == pytest.approx(0.07)


def test_a_paced_camera_is_live_and_else_as_it_was() -> None:
    camera = paced(Clock())
    assert camera.info.live
    assert camera.info.name == "synthetic athlete"
    assert camera.info.frames == 5


def test_leaving_ends_a_wait() -> None:
    camera = Paced(SyntheticCamera(SimulatedRunner(), 3600, 1 / 600, SIZE))
    with camera:
        frames = iter(camera)
        next(frames)
    assert list(frames) == []


def test_frames_are_those_of_the_camera() -> None:
    camera = SyntheticCamera(SimulatedRunner(), 0.5, 10, SIZE)
    plain = [frame.image for frame in camera]
    with paced(Clock()) as same:
        assert all(np.array_equal(a, b.image) for a, b in zip(plain, same, strict=True))
