"""What every camera keeps to; a new one is added to CAMERAS."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice, pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.cameras.network import network_camera
from coach.cameras.paced import Paced
from coach.cameras.video import Video
from coach.cameras.webcam import webcam
from coach.core.types import Frame
from coach.errors import CameraError
from coach.ports import Camera
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.synthetic import SyntheticCamera

SIZE = 64, 48
TAKEN = 12


def picture(number: int) -> np.ndarray:
    return np.full((SIZE[1], SIZE[0], 3), 10 * number % 256, np.uint8)


@contextmanager
def video(folder: Path) -> Iterator[Camera]:
    path = folder / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, SIZE)
    for number in range(2 * TAKEN):
        writer.write(picture(number))
    writer.release()
    yield Video(path)


@contextmanager
def synthetic(folder: Path) -> Iterator[Camera]:
    yield SyntheticCamera(SimulatedRunner(), 1.0, 30, SIZE, drop_frames=0.2, jitter_s=0.01)


@contextmanager
def paced(folder: Path) -> Iterator[Camera]:
    yield Paced(SyntheticCamera(SimulatedRunner(), 0.2, 100, SIZE))


class EndlessDevice:
    """A camera that always has a picture."""

    def __init__(self, index: int, backend: int) -> None:
        self.number = 0

    def grab(self) -> bool:
        self.number += 1
        return True

    def retrieve(self) -> tuple[bool, np.ndarray]:
        return True, picture(self.number)

    def get(self, key: int) -> float:
        return 0.0

    def set(self, key: int, value: float) -> bool:
        return False

    def release(self) -> None:
        pass


@contextmanager
def local(folder: Path) -> Iterator[Camera]:
    yield webcam(0, SIZE, device=EndlessDevice)


class Stream(BaseHTTPRequestHandler):
    """Motion JPEG until the viewer goes away."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        jpeg = cv2.imencode(".jpg", picture(5))[1].tobytes()
        part = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n"
        try:
            while True:
                self.wfile.write(part % (len(jpeg), jpeg))
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def network(folder: Path) -> Iterator[Camera]:
    with HTTPServer(("127.0.0.1", 0), Stream) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield network_camera(f"http://127.0.0.1:{server.server_port}/video")
        server.shutdown()
        thread.join()


CAMERAS = {
    "video": video,
    "synthetic": synthetic,
    "paced": paced,
    "webcam": local,
    "network": network,
}


@pytest.fixture(params=CAMERAS)
def camera(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Camera]:
    with CAMERAS[request.param](tmp_path) as made:
        yield made


def some_of(camera: Camera) -> list[Frame]:
    with camera:
        return list(islice(camera, TAKEN))


def test_times_strictly_rise(camera: Camera) -> None:
    times = [frame.t for frame in some_of(camera)]
    assert len(times) == TAKEN
    assert all(before < after for before, after in pairwise(times))


def test_the_index_rises(camera: Camera) -> None:
    numbers = [frame.index for frame in some_of(camera)]
    assert all(before < after for before, after in pairwise(numbers))


def test_pictures_are_contiguous_colours_in_bytes_of_the_size_that_is_told(camera: Camera) -> None:
    with camera:
        for frame in islice(camera, TAKEN):
            assert frame.image.shape == (SIZE[1], SIZE[0], 3)
            assert frame.image.dtype == np.uint8
            assert frame.image.flags.c_contiguous
        assert camera.info.size == SIZE


def test_every_frame_has_a_picture_of_its_own(camera: Camera) -> None:
    frames = some_of(camera)
    assert not any(
        np.shares_memory(before.image, after.image) for before, after in pairwise(frames)
    )


def test_now_is_not_before_the_last_frame(camera: Camera) -> None:
    with camera:
        for frame in islice(camera, TAKEN):
            assert camera.now() >= frame.t


def test_frames_end_by_returning_once_the_camera_is_left(camera: Camera) -> None:
    with camera:
        frames = iter(camera)
        next(frames)
    assert sum(1 for _ in frames) < 100


def test_leaving_ends_the_frames_of_another_thread(camera: Camera) -> None:
    begun = threading.Event()

    def look() -> None:
        for _ in camera:
            begun.set()

    thread = threading.Thread(target=look)
    with camera:
        thread.start()
        assert begun.wait(10)
    thread.join(10)
    assert not thread.is_alive()


def test_a_camera_can_be_entered_again(camera: Camera) -> None:
    first, second = some_of(camera), some_of(camera)
    assert len(first) == len(second) == TAKEN
    assert second[0].index == first[0].index


def test_no_thread_is_left_behind(camera: Camera) -> None:
    before = set(threading.enumerate())
    some_of(camera)
    assert set(threading.enumerate()) <= before


def test_a_camera_tells_a_name_before_and_after_it_is_open(camera: Camera) -> None:
    before = camera.info.name
    some_of(camera)
    assert before == camera.info.name != ""


class NoDevice(EndlessDevice):
    """A camera that is not there."""

    def grab(self) -> bool:
        return False


BROKEN = {
    "video": lambda folder: Video(folder / "missing.mp4"),
    "webcam": lambda folder: webcam(0, device=NoDevice),
    "network": lambda folder: network_camera("http://127.0.0.1:9/video", open_s=0.5, read_s=0.5),
    "paced": lambda folder: Paced(Video(folder / "missing.mp4")),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_opened_says_so_in_one_line(kind: str, tmp_path: Path) -> None:
    with pytest.raises(CameraError) as error, BROKEN[kind](tmp_path):
        pass
    assert len(str(error.value).splitlines()) == 1
