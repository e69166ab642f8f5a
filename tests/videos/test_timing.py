"""A video of constant rate from frames that come unevenly."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from coach.videos.timing import ConstantRate, rate_of
from tests.videos.films import at


def shown(times: list[float], rate: int) -> list[float]:
    """The time of the frame that each video frame shows."""
    evenly, frames = ConstantRate(rate), []
    for snapshot in at(times):
        before, often = evenly.add(snapshot)
        frames += [before.frame.t] * often
    last = evenly.last()
    return [*frames, last.frame.t] if last else frames


@pytest.mark.parametrize("start", [0.0, 81234.567])
def test_every_frame_first_stands_half_a_video_frame_from_its_own_time_at_most(
    start: float,
) -> None:
    chance = np.random.default_rng(3)
    times = (start + np.cumsum(chance.exponential(1 / 24, 400))).tolist()
    frames = shown(times, 30)
    firsts = {t: n for n, t in reversed(list(enumerate(frames)))}
    assert len(firsts) > 250
    assert max(abs(n / 30 - (t - times[0])) for t, n in firsts.items()) <= 0.5 / 30 + 1e-6
    assert len(frames) / 30 == pytest.approx(times[-1] - times[0], abs=1.6 / 30)


def test_what_a_video_frame_shows_is_the_newest_that_is_due() -> None:
    times = [0.0, 0.031, 0.07, 0.2, 0.21, 0.4]
    assert shown(times, 10) == [0.031, 0.07, 0.21, 0.21, 0.4]


def test_a_camera_of_that_rate_gives_each_frame_once() -> None:
    times = [n / 30 for n in range(300)]
    assert shown(times, 30) == times


@pytest.mark.parametrize(
    ("fps", "rate"), [(29.97, 30), (24.0, 24), (nan, 30), (0.0, 30), (1000.0, 60), (1.0, 5)]
)
def test_the_rate_is_the_cameras_in_whole_frames(fps: float, rate: int) -> None:
    assert rate_of(fps) == rate
