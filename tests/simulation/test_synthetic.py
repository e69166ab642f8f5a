import numpy as np

from coach.simulation.athlete import SimulatedRunner
from coach.simulation.synthetic import SyntheticCamera

SIZE = 160, 90


def camera(**settings: float) -> SyntheticCamera:
    return SyntheticCamera(SimulatedRunner(), 2.0, size=SIZE, **settings)


def test_it_lasts_as_long_as_it_was_asked_to() -> None:
    frames = list(camera(fps=20))
    assert len(frames) == camera(fps=20).info.frames == 40
    assert frames[-1].t == 39 / 20


def test_the_same_seed_gives_the_same_frames() -> None:
    settings = {"drop_frames": 0.3, "jitter_s": 0.01, "seed": 5}
    for a, b in zip(camera(**settings), camera(**settings), strict=True):
        assert (a.t, a.index) == (b.t, b.index)
        assert np.array_equal(a.image, b.image)


def test_another_seed_loses_other_frames() -> None:
    kept = [[frame.index for frame in camera(drop_frames=0.3, seed=seed)] for seed in (1, 2)]
    assert kept[0] != kept[1]


def test_lost_frames_leave_gaps_in_the_index() -> None:
    lossy = camera(drop_frames=0.5)
    numbers = [frame.index for frame in lossy]
    assert len(numbers) == lossy.info.frames
    assert 15 < len(numbers) < 45
    assert max(np.diff(numbers)) > 1


def test_times_rise_however_great_the_jitter() -> None:
    times = [frame.t for frame in camera(jitter_s=1.0)]
    assert min(np.diff(times)) > 0
    assert times[0] >= 0


def test_the_picture_depends_on_the_time_and_not_on_the_frame_rate() -> None:
    slow = {round(frame.t, 6): frame.image for frame in camera(fps=15)}
    fast = {round(frame.t, 6): frame.image for frame in camera(fps=30)}
    assert all(np.array_equal(image, fast[t]) for t, image in slow.items())
