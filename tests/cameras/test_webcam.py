from collections.abc import Callable
from itertools import islice
from math import isnan

import cv2
import numpy as np
import pytest

from coach.cameras.live_camera import LiveCamera
from coach.cameras.webcam import backends, list_cameras, webcam
from coach.errors import CameraError


class Desk:
    """A computer with one camera whose cable can be pulled; time passes only by waiting, and by
    a thirtieth of a second with each picture."""

    def __init__(self, granted: dict[int, float] | None = None) -> None:
        self.now = 100.0
        self.plugged = True
        self.waits: list[float] = []
        self.opened: list[tuple[int, int]] = []
        self.released = 0
        self.asked: list[tuple[int, float]] = []
        self.granted = granted or {}
        self.while_waiting: Callable[[], object] = lambda: None

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
        self.while_waiting()

    def webcam(self, **settings: float) -> LiveCamera:
        return webcam(
            3, (320, 240), 60, device=self.device, clock=self.clock, wait=self.wait, **settings
        )

    def device(self, index: int, backend: int) -> "Device":
        self.opened.append((index, backend))
        return Device(self)


class Device:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def grab(self) -> bool:
        self.desk.now += 1 / 30
        return self.desk.plugged

    def retrieve(self) -> tuple[bool, np.ndarray]:
        self.desk.now += 0.5
        return True, np.zeros((480, 640, 3), np.uint8)

    def get(self, key: int) -> float:
        return self.desk.granted.get(key, 0.0)

    def set(self, key: int, value: float) -> bool:
        self.desk.asked.append((key, value))
        return True

    def release(self) -> None:
        self.desk.released += 1


def test_the_pixel_format_is_asked_for_before_and_after_size_and_rate() -> None:
    desk = Desk()
    with desk.webcam():
        pass
    mjpg = cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")
    assert desk.asked == [
        mjpg,
        (cv2.CAP_PROP_FRAME_WIDTH, 320),
        (cv2.CAP_PROP_FRAME_HEIGHT, 240),
        (cv2.CAP_PROP_FPS, 60),
        mjpg,
    ]


def test_what_was_granted_is_told_beside_what_was_asked_for() -> None:
    yuyv = cv2.VideoWriter.fourcc(*"YUYV")
    desk = Desk({cv2.CAP_PROP_FPS: 30.0, cv2.CAP_PROP_FOURCC: yuyv})
    with desk.webcam() as camera:
        assert camera.info.note == "asked 320x240 at 60, got 640x480 at 30 (YUYV)"
        assert camera.info.size == (640, 480)
        assert camera.info.fps == 30
        assert camera.info.live


def test_a_rate_that_the_driver_does_not_tell_is_unknown() -> None:
    with Desk().webcam() as camera:
        assert isnan(camera.info.fps)
        assert camera.info.note == "asked 320x240 at 60, got 640x480 at an unknown rate"


def test_a_frame_has_the_time_of_its_arrival_not_of_its_decoding() -> None:
    desk = Desk()
    with desk.webcam() as camera:
        first = next(iter(camera))
    assert first.t == pytest.approx(1 / 30)


def test_each_system_has_its_own_backends() -> None:
    assert backends("win32") == (cv2.CAP_DSHOW, cv2.CAP_MSMF)
    assert backends("darwin") == (cv2.CAP_AVFOUNDATION,)
    assert backends("linux") == (cv2.CAP_V4L2,)


def test_a_camera_that_is_unplugged_comes_back() -> None:
    desk = Desk()
    with desk.webcam() as camera:
        frames = iter(camera)
        before = list(islice(frames, 3))
        desk.plugged = False
        desk.while_waiting = lambda: setattr(desk, "plugged", len(desk.waits) > 2)
        after = list(islice(frames, 3))
        assert camera.now() >= after[-1].t
    assert desk.waits == [1, 2, 4]
    assert [frame.index for frame in before + after] == [0, 1, 2, 3, 4, 5]
    assert after[0].t - before[-1].t > 7


def test_every_device_that_was_opened_is_freed() -> None:
    desk = Desk()
    with desk.webcam() as camera:
        frames = iter(camera)
        next(frames)
        desk.plugged = False
        desk.while_waiting = lambda: setattr(desk, "plugged", True)
        next(frames)
    assert desk.released >= len(desk.opened) == 2


def test_a_camera_that_stays_away_is_given_up() -> None:
    desk = Desk()
    with desk.webcam(patience_s=10) as camera:
        frames = iter(camera)
        next(frames)
        desk.plugged = False
        with pytest.raises(CameraError, match="no picture from camera 3 for 10 s"):
            next(frames)
    assert desk.waits == [1, 2, 4, 8]


def test_leaving_ends_the_wait_for_a_camera_that_is_away() -> None:
    desk = Desk()
    camera = desk.webcam()
    with camera:
        frames = iter(camera)
        next(frames)
        desk.plugged = False
        desk.while_waiting = lambda: camera.__exit__(None, None, None)
        assert list(frames) == []
    assert desk.waits == [1]


def test_a_camera_that_comes_back_while_it_is_left_is_freed_again() -> None:
    desk = Desk()

    def device(index: int, backend: int) -> Device:
        if desk.opened:
            camera.__exit__(None, None, None)
        return desk.device(index, backend)

    camera = webcam(3, device=device, clock=desk.clock, wait=desk.wait)
    with camera:
        frames = iter(camera)
        next(frames)
        desk.plugged = False
        desk.while_waiting = lambda: setattr(desk, "plugged", True)
        assert list(frames) == []
    assert desk.released >= len(desk.opened) == 2


def test_a_camera_that_is_not_there_says_what_to_do() -> None:
    desk = Desk()
    desk.plugged = False
    with pytest.raises(CameraError, match="no picture from camera 3: plug it in"), desk.webcam():
        pass
    assert desk.released == len(desk.opened)


def only(present: set[int]) -> Callable[[int, int], Device]:
    def device(index: int, backend: int) -> Device:
        desk = Desk({cv2.CAP_PROP_FPS: 30.0})
        desk.plugged = index in present
        return Device(desk)

    return device


def test_cameras_that_give_a_picture_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    found = list_cameras((0, 1, 2), device=only({0, 2}))
    assert [(camera.index, camera.size, camera.fps) for camera in found] == [
        (0, (640, 480), 30.0),
        (2, (640, 480), 30.0),
    ]
    assert all(camera.name for camera in found)


def test_windows_is_searched_up_to_the_first_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert [camera.index for camera in list_cameras(device=only({0, 1, 3}))] == [0, 1]


def test_macos_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert [camera.index for camera in list_cameras(device=only({0, 1, 2}))] == [0]
