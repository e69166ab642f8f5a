"""A camera, two estimators and a line for the plumbing of live and replay."""

import threading
from itertools import count
from threading import Event, Semaphore, Thread
from types import SimpleNamespace

import numpy as np
import pytest

from coach.core.session.snapshot import Snapshot
from coach.core.types import Frame, Kinematics, Quality, ViewEstimate
from coach.errors import CameraError
from coach.runtime.slot import Slot

PERIOD = 0.02
LAG = 0.005
FINISHED = 10**6
IMAGE = np.full((4, 6, 3), 200, np.uint8)


class StubCamera:
    """Frames of `PERIOD`; after `n` it ends, breaks, comes back later, or hangs till left.

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
        frame.t, frame, None, ViewEstimate(), Quality(), Kinematics(frame.t, frame.index), None
    )


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


@pytest.fixture
def stubs():
    """The stubs of this file."""
    return SimpleNamespace(
        Camera=StubCamera,
        Estimator=StubEstimator,
        EagerEstimator=EagerEstimator,
        Line=ChattyLine,
        PERIOD=PERIOD,
        LAG=LAG,
        FINISHED=FINISHED,
        IMAGE=IMAGE,
    )
