import numpy as np
import pytest

from coach.core.quantize import quantized
from coach.core.skeleton import LEG, BodyPart, row
from coach.core.types import Frame, Pose, Side
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.projection import pixels_per_leg, project
from coach.simulation.true_poses import TruePoses

SIZE = 640, 360
ATHLETE = SimulatedRunner()
LEFT, RIGHT = ([row(part, side) for part in LEG] for side in Side)
ARMS = [
    row(part, side) for part in (BodyPart.SHOULDER, BodyPart.ELBOW, BodyPart.WRIST) for side in Side
]


def at(poses: TruePoses, fps: float, seconds: float = 20.0) -> dict[float, Pose | None]:
    return {round(t, 9): poses.pose(t, SIZE) for t in np.arange(round(seconds * fps)) / fps}


def truth(t: float) -> np.ndarray:
    xy = project(ATHLETE, ATHLETE.truth(t).joints, SIZE)
    return quantized(Pose(t, xy, np.ones(len(xy)), SIZE)).xy


def same(a: Pose | None, b: Pose | None) -> bool:
    if a is None or b is None:
        return a is b
    return np.array_equal(a.xy, b.xy, equal_nan=True)


def test_each_frame_gets_the_exact_joints_of_its_time() -> None:
    image = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    frames = [Frame(t, number, image) for number, t in enumerate((0.0, 2.3, 2.9))]
    with TruePoses(ATHLETE) as poses:
        for frame, (given, pose) in zip(frames, poses.poses(frames), strict=True):
            assert given is frame
            assert pose is not None
            assert np.array_equal(pose.xy, truth(frame.t))
            assert (pose.t, pose.size, pose.raw) == (frame.t, SIZE, None)
            assert pose.confidence == pytest.approx(0.95, abs=0.01)


def test_noise_has_the_spread_that_was_asked_for() -> None:
    spoilt = at(TruePoses(ATHLETE, noise=0.01, seed=3), fps=50)
    errors = np.array([pose.xy - truth(t) for t, pose in spoilt.items() if pose])
    assert errors.std() / pixels_per_leg(ATHLETE, SIZE) == pytest.approx(0.01, rel=0.05)
    assert abs(errors.mean()) < 0.1


def test_noise_is_slow() -> None:
    spoilt = at(TruePoses(ATHLETE, noise=0.01), fps=1000, seconds=1)
    errors = np.array([pose.xy - truth(t) for t, pose in spoilt.items() if pose])
    assert abs(np.diff(errors, axis=0)).mean() < 0.05 * errors.std()


@pytest.mark.parametrize(
    "settings", [{"noise": 0.01}, {"drop_outs": 0.5}, {"swaps": 0.5}], ids=lambda s: next(iter(s))
)
def test_what_is_spoilt_depends_on_seed_and_time_and_not_on_the_frame_rate(
    settings: dict[str, float],
) -> None:
    slow = at(TruePoses(ATHLETE, **settings, seed=7), fps=10)
    fast = at(TruePoses(ATHLETE, **settings, seed=7), fps=30)
    other = at(TruePoses(ATHLETE, **settings, seed=8), fps=10)
    assert all(same(pose, fast[t]) for t, pose in slow.items())
    assert not all(same(pose, other[t]) for t, pose in slow.items())


def test_a_drop_out_takes_one_leg_or_everybody() -> None:
    poses = at(TruePoses(ATHLETE, drop_outs=0.8, seed=1), fps=15, seconds=60)
    kinds = set()
    for pose in poses.values():
        if pose is None:
            kinds.add("all")
            continue
        gone = np.flatnonzero(np.isnan(pose.xy[:, 0])).tolist()
        assert gone in ([], LEFT, RIGHT)
        assert (pose.confidence[gone] == 0).all()
        kinds.add("left" if gone == LEFT else "right" if gone == RIGHT else "none")
    assert kinds == {"all", "left", "right", "none"}


def test_a_swap_exchanges_the_legs_for_a_tenth_to_two_tenths_of_a_second() -> None:
    poses = at(TruePoses(ATHLETE, swaps=0.4, seed=2), fps=50, seconds=30)
    swapped = []
    for t, pose in poses.items():
        assert pose is not None
        exact = truth(t)
        exchanged = not np.array_equal(pose.xy, exact)
        if exchanged:
            assert np.array_equal(pose.xy[LEFT], exact[RIGHT])
            assert np.array_equal(pose.xy[RIGHT], exact[LEFT])
            assert np.array_equal(pose.xy[ARMS], exact[ARMS])
        swapped.append(exchanged)
    edges = np.flatnonzero(np.diff(np.array([False, *swapped, False]).astype(int)))
    lengths = np.diff(edges)[::2] / 50
    assert 5 < len(lengths) < 25
    assert lengths.min() >= 0.08
    assert lengths.max() <= 0.41
