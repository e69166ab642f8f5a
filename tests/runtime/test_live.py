"""The live driver: ends, errors, stalls, staleness. What is coached is not here."""

import threading
from threading import Event, Semaphore

import numpy as np
import pytest

from coach.core.types import Command
from coach.errors import CameraError, PoseError
from coach.runtime.live import Live


def indexes(snapshots):
    return [snapshot.frame.index for snapshot in snapshots]


def test_live_gives_every_snapshot_once_and_in_order(stubs):
    line = stubs.Line()
    with Live(stubs.Camera(200), stubs.Estimator(), line) as live:
        fresh = [snapshot for beat in live for snapshot in beat.fresh]
    assert indexes(fresh) == [*line.seen, stubs.FINISHED]


def test_a_slow_main_thread_loses_no_snapshot(stubs):
    steps, much = Semaphore(0), Event()
    line = stubs.Line(steps=steps)
    fresh = []

    def watch(snapshot, now):
        if snapshot.frame.index == 60:
            much.set()

    camera = stubs.Camera(100, steps=steps)
    with Live(camera, stubs.Estimator(), line, on_snapshot=watch) as live:
        for beat in live:
            much.wait()
            fresh += beat.fresh
    assert indexes(fresh) == [*range(100), stubs.FINISHED]


def test_only_the_newest_snapshot_keeps_its_picture(stubs):
    with Live(stubs.Camera(5), stubs.Estimator(), stubs.Line()) as live:
        for beat in live:
            assert all(s.frame.image.shape == stubs.IMAGE.shape for s in beat.fresh)
            assert not any(s.frame.image.any() for s in beat.fresh)
            assert beat.snapshot is None or beat.snapshot.frame.image is stubs.IMAGE


def test_a_camera_faster_than_the_estimator_gives_it_the_newest_frame(stubs):
    """Four frames come while one is looked at: the next one used is the last that came."""
    steps = Semaphore(0)
    camera = stubs.Camera(201, steps=steps)

    def slow(frame):
        for _ in range(4):
            steps.release()
            camera.came.acquire()

    line = stubs.Line()
    with Live(camera, stubs.Estimator(slow), line) as live:
        for _ in live:
            pass
    assert line.seen == list(range(0, 201, 4))
    assert live.dropped == 150


def test_the_beat_tells_the_age_and_the_rate(stubs):
    steps = Semaphore(0)
    with Live(stubs.Camera(150, steps=steps), stubs.Estimator(), stubs.Line(steps=steps)) as live:
        last = list(live)[-1]
    assert last.frame_age_s == pytest.approx(stubs.LAG)
    assert last.fps == pytest.approx(1 / stubs.PERIOD)


def test_sounds_do_not_wait_for_the_screen(stubs):
    heard = Event()
    camera = stubs.Camera(3, then="hang")
    with Live(camera, stubs.Estimator(), stubs.Line(), on_snapshot=lambda *_: heard.set()):
        heard.wait()


def test_a_line_that_is_done_ends_the_session(stubs):
    camera = stubs.Camera(10**9)
    with Live(camera, stubs.Estimator(), stubs.Line(last=5)) as live:
        fresh = [snapshot for beat in live for snapshot in beat.fresh]
    assert len(fresh) == 6


def test_an_estimator_that_takes_ahead_does_not_hold_up_the_end(stubs):
    steps = Semaphore(0)
    camera = stubs.Camera(10**9, steps=steps)
    line = stubs.Line(last=5, steps=steps)
    with Live(camera, stubs.EagerEstimator(), line) as live:
        fresh = [snapshot for beat in live for snapshot in beat.fresh]
    assert indexes(fresh) == [0, 1, 2, 3, 4, stubs.FINISHED]


def test_an_estimator_that_takes_ahead_does_not_hold_up_an_error(stubs):
    steps = Semaphore(0)
    camera = stubs.Camera(10**9, steps=steps)
    line = stubs.Line(steps=steps, breaks_at=3)
    with pytest.raises(ZeroDivisionError), Live(camera, stubs.EagerEstimator(), line) as live:
        for _ in live:
            pass


def test_a_camera_that_breaks_is_heard_after_the_last_snapshot(stubs):
    fresh = []
    camera = stubs.Camera(3, then="break")
    with (
        pytest.raises(CameraError, match="gone"),
        Live(camera, stubs.Estimator(), stubs.Line()) as live,
    ):
        fresh.extend(snapshot for beat in live for snapshot in beat.fresh)
    assert indexes(fresh)[-1] == stubs.FINISHED


def test_a_camera_that_breaks_is_heard_through_an_estimator_that_takes_ahead(stubs):
    camera = stubs.Camera(3, then="break")
    with (
        pytest.raises(CameraError, match="gone"),
        Live(camera, stubs.EagerEstimator(), stubs.Line()) as live,
    ):
        for _ in live:
            pass


def test_an_estimator_that_breaks_is_heard(stubs):
    def broken(frame):
        raise PoseError("the model cannot run")

    camera = stubs.Camera(10**9)
    with (
        pytest.raises(PoseError, match="cannot run"),
        Live(camera, stubs.Estimator(broken), stubs.Line()) as live,
    ):
        for _ in live:
            pass


def test_a_sound_that_breaks_is_heard(stubs):
    def broken(snapshot, now):
        raise ZeroDivisionError("a bug in the voice")

    camera = stubs.Camera(10**9)
    with (
        pytest.raises(ZeroDivisionError),
        Live(camera, stubs.Estimator(), stubs.Line(), on_snapshot=broken) as live,
    ):
        for _ in live:
            pass


def test_a_camera_that_cannot_be_opened_is_heard_before_any_thread_starts(stubs):
    class Absent(stubs.Camera):
        def __enter__(self):
            raise CameraError("no camera 0")

    with (
        pytest.raises(CameraError, match="no camera"),
        Live(Absent(1), stubs.Estimator(), stubs.Line()),
    ):
        pass


def test_without_a_picture_keys_work_and_the_stall_is_told(stubs):
    camera = stubs.Camera(0, then="hang")
    with Live(camera, stubs.Estimator(), stubs.Line(), tick_s=0.001, stall_s=0.01) as live:
        for beat in live:
            assert beat.snapshot is None
            if beat.stalled:
                live.send(Command.END)


def test_a_camera_that_gives_pictures_again_is_not_stalled(stubs):
    camera = stubs.Camera(1, then="come back")
    with Live(camera, stubs.Estimator(), stubs.Line(), tick_s=0.001, stall_s=0.1) as live:
        for beat in live:
            if beat.stalled:
                assert np.isnan(beat.fps)
                camera.back.set()
            if beat.snapshot and beat.snapshot.frame.index and not beat.stalled:
                live.send(Command.END)


def test_the_user_ends_a_session_whose_camera_hangs_and_keeps_its_last_reps(stubs):
    camera = stubs.Camera(4, then="hang")
    fresh = []
    with Live(camera, stubs.Estimator(), stubs.Line()) as live:
        for beat in live:
            fresh += beat.fresh
            if fresh and fresh[-1].frame.index == 3:
                live.send(Command.END)
    assert indexes(fresh)[-1] == stubs.FINISHED


def test_leaving_in_the_middle_ends_everything(stubs):
    steps = Semaphore(0)
    camera = stubs.Camera(10**9, steps=steps)
    with Live(camera, stubs.Estimator(), stubs.Line(steps=steps)) as live:
        for beat in live:
            if beat.snapshot:
                break


def test_the_line_is_touched_by_one_thread_only_and_not_by_main(stubs):
    steps = Semaphore(0)
    line = stubs.Line(steps=steps)
    with Live(stubs.Camera(40, steps=steps), stubs.Estimator(), line) as live:
        live.send(Command.PAUSE)
        for _ in live:
            live.send(Command.RECALIBRATE)
    assert len(line.callers) == 1
    assert threading.current_thread() not in line.callers


def test_a_command_is_obeyed_before_the_next_frame(stubs):
    steps = Semaphore(0)
    line = stubs.Line()
    with Live(stubs.Camera(2, steps=steps), stubs.Estimator(), line) as live:
        for beat in live:
            if indexes(beat.fresh) == [0]:
                live.send(Command.PAUSE)
                steps.release(2)
    assert line.commands == [("pause", 1)]
