import numpy as np
import pytest

from coach.core.pose.frame_checks import PictureWatch
from coach.core.skeleton import BodyPart, row
from coach.core.types import Image, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.drawing import Painter
from coach.simulation.projection import project

SIZE = 640, 360


def at(image: Image, athlete: SimulatedRunner, t: float, part: BodyPart, side: Side) -> np.ndarray:
    """The colour where a joint is, as numbers that can be subtracted."""
    joint = athlete.truth(t).joints[[row(part, side)]]
    x, up = project(athlete, joint, SIZE)[0]
    return image[round(-up), round(x)].astype(int)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_a_lifted_knee_is_painted_where_its_joint_is(view: View) -> None:
    athlete = SimulatedRunner(view=view)
    painter = Painter(athlete, SIZE)
    standing = painter.paint(0.0)
    for lift in athlete.lifts(4.0)[:2]:
        lifted = painter.paint(lift.t)
        before, after = (
            at(image, athlete, lift.t, BodyPart.KNEE, lift.side) for image in (standing, lifted)
        )
        assert abs(after - before).max() > 40


def test_the_near_leg_is_brighter_than_the_far_one() -> None:
    athlete = SimulatedRunner(view=View.LEFT)
    painter = Painter(athlete, SIZE)
    near, far = (
        at(painter.paint(lift.t), athlete, lift.t, BodyPart.KNEE, lift.side).sum()
        for lift in athlete.lifts(4.0)[:2]
    )
    assert near > 1.2 * far


def test_each_picture_is_a_new_one() -> None:
    painter = Painter(SimulatedRunner(), SIZE)
    first, second = painter.paint(2.3), painter.paint(2.3)
    assert np.array_equal(first, second)
    assert not np.shares_memory(first, second)


@pytest.mark.parametrize("height", [0.01, 0.8, 5.0])
@pytest.mark.parametrize("across", [-3.0, 0.0, 1.0])
def test_an_athlete_half_or_all_out_of_the_picture_can_be_painted(
    height: float, across: float
) -> None:
    image = Painter(SimulatedRunner(height=height, across=across), SIZE).paint(2.3)
    assert image.shape == (SIZE[1], SIZE[0], 3)


def test_whoever_stands_still_is_no_frozen_camera() -> None:
    painter, watch = Painter(SimulatedRunner(start_s=9.0), (320, 180)), PictureWatch()
    assert not any(watch.look(n / 30, painter.paint(n / 30)).frozen for n in range(60))
