from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from coach.core.pose.frame_checks import PictureWatch
from coach.core.types import UNSEEN, FrameCheck, Image

HALL, ROOM = (np.random.default_rng(seed).integers(30, 220, (9, 16, 3)) for seed in (1, 2))


def scene(parts: np.ndarray, seed: int = 0, by: int = 0, light: float = 1.0) -> Image:
    """A picture of 1280x720 with a sensor's grain, panned `by` pixels."""
    chance = np.random.default_rng(seed)
    picture = np.kron(parts, np.ones((80, 80, 1))) * light
    grain = chance.integers(-4, 5, (72, 128, 3)).repeat(10, axis=0).repeat(10, axis=1)
    return np.roll(np.clip(picture + grain, 0, 255), by, axis=1).astype(np.uint8)


def looks(pictures: Iterable[Image], fps: float = 30.0) -> list[FrameCheck]:
    watch = PictureWatch()
    return [watch.look(n / fps, picture) for n, picture in enumerate(pictures)]


def test_a_room_in_daylight_is_nothing_to_tell() -> None:
    assert set(looks(scene(HALL, seed) for seed in range(10))) == {FrameCheck()}


def test_a_night_is_dark_and_a_lamp_in_it_does_not_help() -> None:
    night = scene(HALL, light=0.1)
    night[:60, :60] = 255
    assert looks([night]) == [FrameCheck(dark=True)]


def test_a_black_picture_is_dark_and_not_frozen() -> None:
    black = [np.zeros((720, 1280, 3), np.uint8)] * 60
    assert {(look.dark, look.frozen) for look in looks(black)} == {(True, False)}


def test_a_picture_that_stands_still_is_frozen_after_a_third_of_a_second() -> None:
    told = looks([scene(HALL)] * 30)
    assert [look.frozen for look in told] == [False] * 10 + [True] * 20
    assert [look.fresh for look in told] == [True] + [False] * 29


def test_the_first_fresh_picture_ends_it() -> None:
    told = looks([*[scene(HALL)] * 30, scene(HALL, 1)])
    assert told[-1] == FrameCheck()


@pytest.mark.slow
@pytest.mark.parametrize("every", [2, 3, 4, 5])
def test_a_converted_video_that_repeats_its_pictures_is_not_frozen(every: int) -> None:
    told = looks([scene(HALL, n // every) for n in range(60)])
    assert not any(look.frozen for look in told)
    assert sum(look.fresh for look in told) == 60 // every


def test_another_scene_is_a_cut_and_going_on_in_it_is_none() -> None:
    told = looks([scene(HALL), scene(HALL, 1), scene(ROOM, 2), scene(ROOM, 3)])
    assert [look.cut for look in told] == [False, False, True, False]


def test_a_picture_of_another_size_is_a_cut() -> None:
    assert [look.cut for look in looks([scene(HALL), scene(HALL)[:480, :640]])] == [False, True]


def test_a_camera_that_pans_is_no_cut() -> None:
    assert not any(look.cut for look in looks(scene(HALL, by=20 * n) for n in range(30)))


def test_a_lamp_that_is_switched_on_is_no_cut() -> None:
    assert not any(look.cut for look in looks([scene(HALL, light=0.4), scene(HALL, light=1.0)]))


def test_a_frame_whose_picture_was_not_kept_tells_nothing() -> None:
    black = np.broadcast_to(np.uint8(0), (720, 1280, 3))
    tiny = np.zeros((1, 1, 3), np.uint8)
    assert looks([black, tiny] * 30) == [UNSEEN] * 60


def test_the_picture_is_left_as_it_was_and_not_held() -> None:
    picture, watch = scene(HALL), PictureWatch()
    before = picture.copy()
    watch.look(0.0, picture)
    assert np.array_equal(picture, before)
    picture[:] = 0
    assert watch.look(0.1, before) == FrameCheck(fresh=False)
