"""The plumbing of live and replay: ends, errors, stalls, staleness. What is coached is not here."""

import threading
from itertools import count
from threading import Event, Semaphore, Thread

import numpy as np
import pytest

from coach.core.types import Frame, Kinematics, Quality, Snapshot, ViewEstimate
from coach.errors import CameraError, PoseError
from coach.ports import Command
from coach.runtime.live import Live
from coach.runtime.replay import replay
from coach.runtime.slot import Slot

PERIOD = 0.02
LAG = 0.005
FINISHED = 10**6
IMAGE = np.full((4, 6, 3), 200, np.uint8)


class StubCamera:
    """Frames of `PERIOD`; after `n` it ends, breaks with `error`, or hangs until it is left.

    With `steps` a frame comes when the line has stepped; its clock is `LAG` past the last frame.
    """

    def __init__(self, n, *, then="end", steps=None):
        self.n, self.then, self.steps = n, then, steps
        self.given, self.came, self.left, self.back = 0, Semaphore(0), Event(), Event()

    def now(self):
        return (self.given - 1) * PERIOD + LAG

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        self.left.set()
        self.back.set()
        if self.steps:
            self.steps.release()

    def __iter__(self):
        for index in range(self.n):
            self.given = index + 1
            yield Frame(index * PERIOD, index, IMAGE)
            if index:
                self.came.release()
            if self.steps:
                self.steps.acquire()
        self.came.release(10)
        yield from self.after()

    def after(self):
        if self.then == "break":
            raise CameraError("camera 0 is gone")
        if self.then == "hang":
            self.left.wait()
        if self.then == "come back":
            self.back.wait()
            for index in count(self.n):
                yield Frame((index + 500) * PERIOD, index, IMAGE)
                if self.left.wait(0.001):
                    break


class StubEstimator:
    """Nobody, ever; `before` is called with each frame first."""

    def __init__(self, before=lambda frame: None):
        self.before = before

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        pass

    def poses(self, frames):
        for frame in frames:
            self.before(frame)
            yield frame, None


class EagerEstimator(StubEstimator):
    """Takes frames ahead on a thread of its own, and waits for that when it is let go of."""

    def poses(self, frames):
        ahead = Slot(100, lossless=True)

        def feed():
            for frame in frames:
                ahead.put(frame)
            ahead.close()

        feeder = Thread(target=feed)
        feeder.start()
        try:
            while (frame := ahead.take()) is not None:
                yield frame, None
        finally:
            feeder.join()


class ChattyLine:
    """Has something to say about each frame, and remembers who called."""

    def __init__(self, last=10**9, steps=None, breaks_at=None):
        self.last, self.steps, self.breaks_at = last, steps, breaks_at
        self.seen, self.commands, self.callers, self.done = [], [], set(), False

    def step(self, frame, pose):
        self.callers.add(threading.current_thread())
        if frame.index == self.breaks_at:
            raise ZeroDivisionError("a bug in the line")
        self.seen.append(frame.index)
        self.done = len(self.seen) >= self.last
        if self.steps:
            self.steps.release()
        return snapshot_of(frame)

    def finish(self):
        self.callers.add(threading.current_thread())
        return snapshot_of(Frame(self.seen[-1] * PERIOD, FINISHED, IMAGE)) if self.seen else None

    def command(self, command):
        self.callers.add(threading.current_thread())
        self.commands.append((command, len(self.seen)))


def snapshot_of(frame):
    return Snapshot(
        frame.t, frame, None, ViewEstimate(), Quality(), Kinematics(frame.t, frame.index)
    )


def indexes(snapshots):
    return [snapshot.frame.index for snapshot in snapshots]


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


def test_replay_gives_every_frame_in_order_and_what_is_left():
    snapshots = list(replay(StubCamera(50), StubEstimator(), ChattyLine()))
    assert indexes(snapshots) == [*range(50), FINISHED]


def test_replay_ends_when_the_line_is_done():
    snapshots = list(replay(StubCamera(50), StubEstimator(), ChattyLine(last=3)))
    assert indexes(snapshots) == [0, 1, 2, FINISHED]


def test_replay_lets_a_broken_camera_be_heard():
    with pytest.raises(CameraError, match="gone"):
        list(replay(StubCamera(3, then="break"), StubEstimator(), ChattyLine()))


def test_live_gives_every_snapshot_once_and_in_order():
    line = ChattyLine()
    with Live(StubCamera(200), StubEstimator(), line) as live:
        fresh = [snapshot for beat in live for snapshot in beat.fresh]
    assert indexes(fresh) == [*line.seen, FINISHED]


def test_a_slow_main_thread_loses_no_snapshot():
    steps, much = Semaphore(0), Event()
    line = ChattyLine(steps=steps)
    fresh = []

    def watch(snapshot, now):
        if snapshot.frame.index == 60:
            much.set()

    camera = StubCamera(100, steps=steps)
    with Live(camera, StubEstimator(), line, on_snapshot=watch) as live:
        for beat in live:
            much.wait()
            fresh += beat.fresh
    assert indexes(fresh) == [*range(100), FINISHED]


def test_only_the_newest_snapshot_keeps_its_picture():
    with Live(StubCamera(5), StubEstimator(), ChattyLine()) as live:
        for beat in live:
            assert all(s.frame.image.shape == IMAGE.shape for s in beat.fresh)
            assert not any(s.frame.image.any() for s in beat.fresh)
            assert beat.snapshot is None or beat.snapshot.frame.image is IMAGE


def test_a_camera_faster_than_the_estimator_gives_it_the_newest_frame():
    """Four frames come while one is looked at: the next one used is the last that came."""
    steps = Semaphore(0)
    camera = StubCamera(201, steps=steps)

    def slow(frame):
        for _ in range(4):
            steps.release()
            camera.came.acquire()

    line = ChattyLine()
    with Live(camera, StubEstimator(slow), line) as live:
        for _ in live:
            pass
    assert line.seen == list(range(0, 201, 4))
    assert live.dropped == 150


def test_the_beat_tells_the_age_and_the_rate():
    steps = Semaphore(0)
    with Live(StubCamera(150, steps=steps), StubEstimator(), ChattyLine(steps=steps)) as live:
        last = list(live)[-1]
    assert last.frame_age_s == pytest.approx(LAG)
    assert last.fps == pytest.approx(1 / PERIOD)


def test_sounds_do_not_wait_for_the_screen():
    heard = Event()
    camera = StubCamera(3, then="hang")
    with Live(camera, StubEstimator(), ChattyLine(), on_snapshot=lambda *_: heard.set()):
        heard.wait()


def test_a_line_that_is_done_ends_the_session():
    camera = StubCamera(10**9)
    with Live(camera, StubEstimator(), ChattyLine(last=5)) as live:
        fresh = [snapshot for beat in live for snapshot in beat.fresh]
    assert len(fresh) == 6


def test_an_estimator_that_takes_ahead_does_not_hold_up_the_end():
    steps = Semaphore(0)
    camera = StubCamera(10**9, steps=steps)
    line = ChattyLine(last=5, steps=steps)
    with Live(camera, EagerEstimator(), line) as live:
        fresh = [snapshot for beat in live for snapshot in beat.fresh]
    assert indexes(fresh) == [0, 1, 2, 3, 4, FINISHED]


def test_an_estimator_that_takes_ahead_does_not_hold_up_an_error():
    steps = Semaphore(0)
    camera = StubCamera(10**9, steps=steps)
    line = ChattyLine(steps=steps, breaks_at=3)
    with pytest.raises(ZeroDivisionError), Live(camera, EagerEstimator(), line) as live:
        for _ in live:
            pass


def test_a_camera_that_breaks_is_heard_after_the_last_snapshot():
    fresh = []
    camera = StubCamera(3, then="break")
    with (
        pytest.raises(CameraError, match="gone"),
        Live(camera, StubEstimator(), ChattyLine()) as live,
    ):
        fresh.extend(snapshot for beat in live for snapshot in beat.fresh)
    assert indexes(fresh)[-1] == FINISHED


def test_a_camera_that_breaks_is_heard_through_an_estimator_that_takes_ahead():
    camera = StubCamera(3, then="break")
    with (
        pytest.raises(CameraError, match="gone"),
        Live(camera, EagerEstimator(), ChattyLine()) as live,
    ):
        for _ in live:
            pass


def test_an_estimator_that_breaks_is_heard():
    def broken(frame):
        raise PoseError("the model cannot run")

    camera = StubCamera(10**9)
    with (
        pytest.raises(PoseError, match="cannot run"),
        Live(camera, StubEstimator(broken), ChattyLine()) as live,
    ):
        for _ in live:
            pass


def test_a_sound_that_breaks_is_heard():
    def broken(snapshot, now):
        raise ZeroDivisionError("a bug in the voice")

    camera = StubCamera(10**9)
    with (
        pytest.raises(ZeroDivisionError),
        Live(camera, StubEstimator(), ChattyLine(), on_snapshot=broken) as live,
    ):
        for _ in live:
            pass


def test_a_camera_that_cannot_be_opened_is_heard_before_any_thread_starts():
    class Absent(StubCamera):
        def __enter__(self):
            raise CameraError("no camera 0")

    with (
        pytest.raises(CameraError, match="no camera"),
        Live(Absent(1), StubEstimator(), ChattyLine()),
    ):
        pass


def test_without_a_picture_keys_work_and_the_stall_is_told():
    camera = StubCamera(0, then="hang")
    with Live(camera, StubEstimator(), ChattyLine(), tick_s=0.001, stall_s=0.01) as live:
        for beat in live:
            assert beat.snapshot is None
            if beat.stalled:
                live.send(Command.END)


def test_a_camera_that_gives_pictures_again_is_not_stalled():
    camera = StubCamera(1, then="come back")
    with Live(camera, StubEstimator(), ChattyLine(), tick_s=0.001, stall_s=0.1) as live:
        for beat in live:
            if beat.stalled:
                assert np.isnan(beat.fps)
                camera.back.set()
            if beat.snapshot and beat.snapshot.frame.index and not beat.stalled:
                live.send(Command.END)


def test_the_user_ends_a_session_whose_camera_hangs_and_keeps_its_last_reps():
    camera = StubCamera(4, then="hang")
    fresh = []
    with Live(camera, StubEstimator(), ChattyLine()) as live:
        for beat in live:
            fresh += beat.fresh
            if fresh and fresh[-1].frame.index == 3:
                live.send(Command.END)
    assert indexes(fresh)[-1] == FINISHED


def test_leaving_in_the_middle_ends_everything():
    steps = Semaphore(0)
    camera = StubCamera(10**9, steps=steps)
    with Live(camera, StubEstimator(), ChattyLine(steps=steps)) as live:
        for beat in live:
            if beat.snapshot:
                break


def test_the_line_is_touched_by_one_thread_only_and_not_by_main():
    steps = Semaphore(0)
    line = ChattyLine(steps=steps)
    with Live(StubCamera(40, steps=steps), StubEstimator(), line) as live:
        live.send(Command.PAUSE)
        for _ in live:
            live.send(Command.RECALIBRATE)
    assert len(line.callers) == 1
    assert threading.current_thread() not in line.callers


def test_a_command_is_obeyed_before_the_next_frame():
    steps = Semaphore(0)
    line = ChattyLine()
    with Live(StubCamera(2, steps=steps), StubEstimator(), line) as live:
        for beat in live:
            if indexes(beat.fresh) == [0]:
                live.send(Command.PAUSE)
                steps.release(2)
    assert line.commands == [("pause", 1)]
