import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.cameras.network import network_camera
from coach.errors import CameraError

JPEG = cv2.imencode(".jpg", np.full((48, 64, 3), 90, np.uint8))[1].tobytes()
PART = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n"
LIMITS = {"open_s": 1.0, "read_s": 0.3}


class Server:
    """A camera on the loopback: each viewer gets the next of `acts`, the last one for ever."""

    def __init__(self, *acts: Callable[[BaseHTTPRequestHandler, threading.Event], None]) -> None:
        self.viewers = 0
        self.over = threading.Event()
        server = self

        class Viewer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                act = acts[min(server.viewers, len(acts) - 1)]
                server.viewers += 1
                try:
                    act(self, server.over)
                except OSError:
                    self.close_connection = True

            def log_message(self, *args: object) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Viewer)
        self.url = f"http://127.0.0.1:{self.http.server_port}/video"
        self.thread = threading.Thread(
            target=self.http.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.thread.start()

    def close(self) -> None:
        self.over.set()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


Start = Callable[..., Server]


@pytest.fixture
def serve() -> Iterator[Start]:
    servers: list[Server] = []

    def start(*acts: Callable[[BaseHTTPRequestHandler, threading.Event], None]) -> Server:
        servers.append(Server(*acts))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def begin(viewer: BaseHTTPRequestHandler, kind: str) -> None:
    viewer.send_response(200)
    viewer.send_header("Content-Type", kind)
    viewer.end_headers()


def pictures(viewer: BaseHTTPRequestHandler, count: int) -> None:
    begin(viewer, "multipart/x-mixed-replace; boundary=frame")
    for _ in range(count):
        viewer.wfile.write(PART % (len(JPEG), JPEG))


def hang_up(viewer: BaseHTTPRequestHandler, over: threading.Event) -> None:
    pictures(viewer, 8)


def stall(viewer: BaseHTTPRequestHandler, over: threading.Event) -> None:
    pictures(viewer, 8)
    over.wait(1.0)


def say_nothing(viewer: BaseHTTPRequestHandler, over: threading.Event) -> None:
    over.wait(5.0)


def not_found(viewer: BaseHTTPRequestHandler, over: threading.Event) -> None:
    viewer.send_response(404)
    viewer.end_headers()


@pytest.mark.parametrize("act", [hang_up, stall])
def test_a_stream_that_stops_is_opened_again(
    serve: Start, act: Callable[[BaseHTTPRequestHandler, threading.Event], None]
) -> None:
    server = serve(act)
    waits: list[float] = []
    with network_camera(server.url, **LIMITS, wait=waits.append) as camera:
        frames = list(islice(camera, 12))
    assert server.viewers >= 2
    assert waits
    assert [frame.index for frame in frames] == list(range(12))


def test_a_stream_that_stays_away_is_given_up(serve: Start) -> None:
    server = serve(hang_up, not_found)
    camera = network_camera(server.url, **LIMITS, patience_s=0.0, wait=lambda seconds: None)
    with camera, pytest.raises(CameraError, match="no picture from http://127"):
        list(camera)


def test_a_server_that_never_answers_is_not_waited_for(serve: Start) -> None:
    camera = network_camera(serve(say_nothing).url, open_s=0.3, read_s=0.3)
    with pytest.raises(CameraError, match="cannot reach http://127"), camera:
        pass


def test_an_address_where_nothing_is_says_so(serve: Start) -> None:
    with (
        pytest.raises(CameraError, match="cannot reach http://127"),
        network_camera(serve(not_found).url, **LIMITS),
    ):
        pass


def test_a_video_file_at_an_address_is_refused(serve: Start, tmp_path: Path) -> None:
    path = tmp_path / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (64, 48))
    for _ in range(10):
        writer.write(np.zeros((48, 64, 3), np.uint8))
    writer.release()

    def file(viewer: BaseHTTPRequestHandler, over: threading.Event) -> None:
        begin(viewer, "video/x-msvideo")
        viewer.wfile.write(path.read_bytes())

    with (
        pytest.raises(CameraError, match="is a video file, not a camera"),
        network_camera(serve(file).url, **LIMITS),
    ):
        pass


def test_a_password_in_the_address_is_never_shown() -> None:
    camera = network_camera("rtsp://me:secret@127.0.0.1:9/live?profile=1", **LIMITS)
    assert camera.info.name == "rtsp://127.0.0.1:9/live?..."
    with pytest.raises(CameraError) as error, camera:
        pass
    assert "secret" not in str(error.value)
