"""From what the user typed to the camera it means; each adapter is imported when it is needed."""

from __future__ import annotations

from pathlib import Path

from coach.errors import CameraError
from coach.ports import Camera
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.performing import Performer
from coach.spelling import shortened

SCHEMES = ("http", "https", "rtsp")
LONGEST_INDEX = 2
KINDS = "a camera number, a video file, an http or rtsp address, or synthetic"


def open_source(
    text: str,
    *,
    athlete: Performer | None = None,
    seconds: float = 30.0,
    size: tuple[int, int] = (1280, 720),
    fps: float = 30.0,
) -> Camera:
    """The camera for "0", a path, an address or "synthetic", not entered yet.

    `athlete` and `seconds` are for the synthetic one; CameraError where the text means nothing.
    """
    if text == "synthetic":
        from coach.simulation.synthetic import SyntheticCamera

        return SyntheticCamera(athlete or SimulatedRunner(), seconds, fps, size)
    if text.isdecimal() and len(text) <= LONGEST_INDEX:
        from coach.cameras.webcam import webcam

        return webcam(int(text), size, fps)
    if "://" in text:
        return _at_address(text)
    return _in_file(text)


def _at_address(url: str) -> Camera:
    from coach.cameras.network import network_camera, without_password

    scheme, _, rest = url.partition("://")
    if scheme.lower() not in SCHEMES or not rest.strip("/"):
        raise CameraError(
            f"{shortened(without_password(url))} is no camera's address: "
            "it starts with http, https or rtsp"
        )
    return network_camera(url)


def _in_file(text: str) -> Camera:
    path = Path(text)
    if not text.strip() or not _is_there(path):
        raise CameraError(f"no source {shortened(text)}: give {KINDS}")
    from coach.cameras.video import Video

    return Video(path)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
