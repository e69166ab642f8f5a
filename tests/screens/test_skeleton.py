from dataclasses import replace
from math import cos, inf, nan, radians

import numpy as np
import pytest
from pygame import Rect, Surface

from coach.core.drills.rules import Band
from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Phase, Pose, Side
from coach.screens.ink import DIM, GOOD, OUT, WHITE, Ink
from coach.screens.picture import (
    joints,
    paint_picture,
    paint_skeleton,
    paint_target_line,
    picture_place,
)
from coach.screens.scene import Scene
from tests.screens.pictures import DRILL, black, painted, rows_of, scene, snapshot

LEFT_KNEE = row(BodyPart.KNEE, Side.LEFT)


def half_white() -> np.ndarray:
    """White at the left, black at the right."""
    image = black()
    image[:, :640] = 255
    return image


def area(spot: np.ndarray, reach: int = 30) -> Rect:
    return Rect(round(spot[0]) - reach, round(spot[1]) - reach, 2 * reach, 2 * reach)


def spots(of: Scene) -> np.ndarray:
    assert of.snapshot is not None
    assert of.snapshot.pose is not None
    return joints(of, of.snapshot.pose)


def test_a_mirrored_picture_is_flipped(ink: Ink) -> None:
    moment = scene(ink, snapshot(image=half_white()))
    place = picture_place(moment)
    left, right = (place.left + 20, place.centery), (place.right - 20, place.centery)
    mirrored = painted(paint_picture, moment)
    plain = painted(paint_picture, replace(moment, mirror=False))
    assert mirrored.get_at(left)[:3] == plain.get_at(right)[:3] == (0, 0, 0)
    assert min(mirrored.get_at(right)[:3]) > 240
    assert mirrored.get_at(right) == plain.get_at(left)


def test_blue_stays_blue(ink: Ink) -> None:
    image = black()
    image[:, :, 0] = 200
    moment = scene(ink, snapshot(image=image))
    shown = painted(paint_picture, moment).get_at(picture_place(moment).center)
    assert shown[:2] == (0, 0)
    assert shown[2] == pytest.approx(200, abs=5)


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (720, 1280), (333, 77)])
def test_a_picture_of_any_shape_is_shown_whole(ink: Ink, size: tuple[int, int]) -> None:
    place = picture_place(scene(ink, snapshot(image=black(size))))
    assert place.width / place.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert Rect(0, 0, 1280, 720).contains(place)


@pytest.mark.parametrize("mirror", [True, False])
def test_joints_are_drawn_where_they_are_in_the_picture(ink: Ink, mirror: bool) -> None:
    image = black()
    pose = snapshot(20.0, 84.0).pose
    assert pose is not None
    x, y = pose.xy[LEFT_KNEE]
    image[int(-y) - 6 : int(-y) + 7, int(x) - 6 : int(x) + 7] = 255
    moment = scene(ink, snapshot(20.0, 84.0, image=image), mirror=mirror)
    knee = spots(moment)[LEFT_KNEE]
    at = round(knee[0]), round(knee[1])
    assert min(painted(paint_picture, moment).get_at(at)[:3]) > 240


def test_graded_legs_are_bright_and_the_others_thin(ink: Ink) -> None:
    moment = scene(ink, snapshot(10.0, 10.0, graded=frozenset({Side.LEFT})))
    far = scene(ink, snapshot(10.0, 60.0, graded=frozenset({Side.LEFT})))
    ankle = spots(far)[row(BodyPart.ANKLE, Side.RIGHT)]
    assert rows_of(painted(paint_skeleton, moment), WHITE) is not None
    assert rows_of(painted(paint_skeleton, far), WHITE, area(ankle, 10)) is None
    assert rows_of(painted(paint_skeleton, far), DIM, area(ankle, 10)) is not None


def knee_mark(ink: Ink, angle: float) -> tuple[Surface, Rect]:
    moment = scene(ink, snapshot(angle, 0.0))
    return painted(paint_skeleton, moment), area(spots(moment)[LEFT_KNEE])


def widths(canvas: Surface, colour: tuple[int, int, int], place: Rect) -> list[int]:
    """How many pixels of the colour each row of the place has, from the top."""
    return [
        sum(canvas.get_at((x, y))[:3] == colour for x in range(place.left, place.right))
        for y in range(place.top, place.bottom)
    ]


def test_a_knee_in_the_band_is_a_disc(ink: Ink) -> None:
    seen = [width for width in widths(*_with(knee_mark(ink, 85.0), GOOD)) if width]
    middle = len(seen) // 2
    assert seen[middle] == max(seen) > 2 * seen[0]
    assert seen[middle] > 2 * seen[-1]


def test_a_knee_too_low_is_a_triangle_that_points_up(ink: Ink) -> None:
    seen = [width for width in widths(*_with(knee_mark(ink, 60.0), OUT)) if width]
    assert seen[2] < seen[len(seen) // 2] < seen[-3]


def test_a_knee_too_high_is_a_triangle_that_points_down(ink: Ink) -> None:
    seen = [width for width in widths(*_with(knee_mark(ink, 108.0), OUT)) if width]
    assert seen[2] > seen[len(seen) // 2] > seen[-3]


def _with(
    mark: tuple[Surface, Rect], colour: tuple[int, int, int]
) -> tuple[Surface, tuple[int, int, int], Rect]:
    return mark[0], colour, mark[1]


@pytest.mark.parametrize("angle", [5.0, nan])
def test_a_leg_that_stands_or_is_not_seen_has_no_verdict(ink: Ink, angle: float) -> None:
    moment = snapshot(5.0, 5.0)
    values = {**moment.kinematics.values, ("thigh_angle", Side.LEFT): angle}
    moment = replace(moment, kinematics=replace(moment.kinematics, values=values))
    canvas = painted(paint_skeleton, scene(ink, moment))
    assert rows_of(canvas, GOOD) is None
    assert rows_of(canvas, OUT) is None


def test_the_target_line_is_where_the_knee_will_be_in_the_band(ink: Ink) -> None:
    moment = scene(ink, snapshot(0.0, 75.0, graded=frozenset({Side.RIGHT})))
    knee = spots(moment)[row(BodyPart.KNEE, Side.RIGHT)]
    top, foot = rows_of(painted(paint_target_line, moment), GOOD)
    assert top - 1 <= knee[1] <= foot + 1


def test_a_thigh_that_looks_short_does_not_move_the_target_line(ink: Ink) -> None:
    standing, lifted = snapshot(0.0, 0.0, t=1.0), snapshot(0.0, 0.0, t=1.1)
    assert standing.pose is not None
    xy = standing.pose.xy.copy()
    xy[[row(BodyPart.KNEE, side) for side in Side]] = xy[[row(BodyPart.HIP, side) for side in Side]]
    lifted = replace(lifted, pose=replace(standing.pose, xy=xy))
    first = scene(ink, standing)
    then = replace(scene(ink, lifted), readings=first.readings)
    assert rows_of(painted(paint_target_line, first), GOOD) == rows_of(
        painted(paint_target_line, then), GOOD
    )
    assert first.readings.thigh * cos(radians(75)) > 0


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.WORK])
def test_there_is_no_target_line_outside_the_work(ink: Ink, phase: Phase) -> None:
    canvas = painted(paint_target_line, scene(ink, snapshot(phase=phase)))
    assert rows_of(canvas, GOOD) is None


def test_a_drill_without_a_lower_limit_has_no_target_line(ink: Ink) -> None:
    drill = replace(DRILL, target=Band(-inf, 60.0))
    canvas = painted(paint_target_line, scene(ink, snapshot(), drill=drill))
    assert rows_of(canvas, GOOD) is None


def test_an_athlete_with_no_joint_known_is_not_drawn(ink: Ink) -> None:
    pose = Pose(0.0, np.full((len(JOINTS), 2), nan), np.zeros(len(JOINTS)), (1280, 720))
    moment = scene(ink, snapshot(pose=pose))
    canvas = Surface(moment.layout.size)
    paint_target_line(canvas, moment)
    paint_skeleton(canvas, moment)
    assert not any(canvas.get_buffer().raw)


def test_a_joint_outside_the_picture_is_not_drawn_over_the_panels(ink: Ink) -> None:
    moment = snapshot(20.0, 84.0)
    assert moment.pose is not None
    far = replace(moment, pose=replace(moment.pose, xy=moment.pose.xy * 3))
    of = scene(ink, far)
    canvas = painted(paint_skeleton, of)
    for panel in of.layout.panels.values():
        assert not any(canvas.subsurface(panel).copy().get_buffer().raw)
