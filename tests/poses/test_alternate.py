"""Finders on alternate frames: order, waiting, errors, ends. No pose model is needed."""

from itertools import count
from threading import Event, enumerate, get_ident

import numpy as np
import pytest

from coach.core.types import Frame, Pose
from coach.errors import CameraError, PoseError
from coach.poses.alternate import alternate

IMAGE = np.zeros((2, 2, 3), np.uint8)
PATIENCE_S = 20.0


def frame(index):
    return Frame(index / 30, index, IMAGE)


def frames(n):
    return (frame(index) for index in range(n))


def found(frame):
    return Pose(frame.t, np.zeros((16, 2)), np.ones(16), (2, 2))


def pose_threads():
    return [thread for thread in enumerate() if thread.name.startswith("pose")]


def test_every_frame_comes_once_and_in_order():
    given = list(alternate(frames(50), [found, found]))
    assert [frame.index for frame, _ in given] == list(range(50))
    assert all(pose.t == frame.t for frame, pose in given)


def test_frames_go_to_the_finders_in_turn():
    seen = ([], [], [])
    finders = [lambda frame, own=own: own.append(frame.index) for own in seen]
    assert len(list(alternate(frames(8), finders))) == 8
    assert seen == ([0, 3, 6], [1, 4, 7], [2, 5])


def test_a_slow_finder_does_not_let_a_later_frame_overtake():
    later_is_done = Event()

    def slow(frame):
        assert later_is_done.wait(PATIENCE_S)

    def quick(frame):
        later_is_done.set()

    assert [frame.index for frame, _ in alternate(frames(2), [slow, quick])] == [0, 1]


def test_two_finders_work_at_the_same_time():
    both = [Event(), Event()]

    def meet(mine, other):
        mine.set()
        assert other.wait(PATIENCE_S)

    finders = [lambda frame: meet(*both), lambda frame: meet(*reversed(both))]
    assert len(list(alternate(frames(2), finders))) == 2


def test_a_result_does_not_wait_for_the_next_frame():
    result_is_here = Event()

    def slow_camera():
        yield frame(0)
        assert result_is_here.wait(PATIENCE_S)
        yield frame(1)

    results = alternate(slow_camera(), [found, found])
    assert next(results)[0].index == 0
    result_is_here.set()
    assert next(results)[0].index == 1


def test_no_frame_is_taken_before_its_finder_is_free():
    taken = []

    def camera():
        for index in count():
            taken.append(index)
            yield frame(index)

    results = alternate(camera(), [found, found])
    for done in range(20):
        next(results)
        assert len(taken) <= done + 3
    results.close()


def test_an_error_of_the_camera_is_raised_after_the_frames_before_it():
    def breaking():
        yield from frames(3)
        raise CameraError("camera 0 is gone")

    given = []
    with pytest.raises(CameraError, match="camera 0 is gone"):
        given.extend(item[0].index for item in alternate(breaking(), [found, found]))
    assert pose_threads() == []


def test_an_error_of_a_finder_is_raised():
    def failing(frame):
        raise PoseError("the pose model failed")

    results = alternate(frames(9), [found, failing])
    assert next(results)[0].index == 0
    with pytest.raises(PoseError, match="failed"):
        next(results)
    assert pose_threads() == []


def test_the_end_leaves_no_thread_behind():
    list(alternate(frames(5), [found, found]))
    assert pose_threads() == []


def test_closing_early_leaves_no_thread_behind():
    results = alternate((frame(index) for index in count()), [found, found])
    next(results)
    results.close()
    assert pose_threads() == []


def test_closing_while_the_camera_is_silent_leaves_no_thread_once_its_slot_is_closed():
    slot_is_closed = Event()

    def silent_camera():
        yield frame(0)
        assert slot_is_closed.wait(PATIENCE_S)

    results = alternate(silent_camera(), [found, found])
    next(results)
    slot_is_closed.set()
    results.close()
    assert pose_threads() == []


def test_the_camera_is_not_read_in_the_callers_thread():
    readers = []

    def camera():
        readers.append(get_ident())
        yield frame(0)

    list(alternate(camera(), [found, found]))
    assert readers != [get_ident()]
