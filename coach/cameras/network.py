"""A camera at an http, https or rtsp address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from math import nan
from time import perf_counter

from coach.cameras.capture import Capture, Device
from coach.cameras.live_camera import LiveCamera
from coach.errors import CameraError
from coach.opencv import cv2
from coach.ports import CameraInfo


def without_password(url: str) -> str:
    """The address as it may be shown and recorded: nothing of what may be a user, a password or a
    token, whatever letters these hold."""
    scheme, _, rest = url.partition("://")
    place, *secret = re.split("[?#]", rest.rpartition("@")[2], maxsplit=1)
    return f"{scheme}://{place}{'?...' if secret else ''}"


def network_camera(
    url: str,
    *,
    open_s: float = 3.0,
    read_s: float = 2.0,
    patience_s: float = 30.0,
    clock: Callable[[], float] = perf_counter,
    wait: Callable[[float], object] | None = None,
) -> LiveCamera:
    """The stream at `url`, its frames stamped as they arrive: what it says of time is not used.

    A camera that stops for `read_s` is opened again, and CameraError after `patience_s`.
    """
    # Given to the constructor: without them a silent camera blocks for 30 s.
    limits = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, round(1000 * open_s)),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, round(1000 * read_s)),
    ]
    info = CameraInfo(without_password(url), (0, 0), nan, live=True)

    def connect() -> tuple[Capture, CameraInfo]:
        device = cv2.VideoCapture(url, cv2.CAP_FFMPEG, limits)
        return _opened(device, info)

    return LiveCamera(info, connect, patience_s, clock, wait)


def _opened(device: Device, info: CameraInfo) -> tuple[Capture, CameraInfo]:
    capture = Capture(device)
    first = capture.read(lambda: 0.0)
    length = device.get(cv2.CAP_PROP_FRAME_COUNT)
    if first is not None and length <= 0:
        height, width = first[1].shape[:2]
        return capture, replace(info, size=(width, height))
    capture.close()
    if first is None:
        raise CameraError(f"cannot reach {info.name}: no picture came; check address and network")
    raise CameraError(f"{info.name} is a video file, not a camera: download it and give its path")
