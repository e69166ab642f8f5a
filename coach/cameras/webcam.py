"""A camera at this computer, through the backend that suits the system."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import isnan, nan
from pathlib import Path
from time import perf_counter

from coach.cameras.capture import Capture, Device
from coach.cameras.live_camera import LiveCamera
from coach.core.types import Image
from coach.errors import CameraError
from coach.opencv import cv2
from coach.ports import CameraInfo

MJPG = cv2.VideoWriter.fourcc(*"MJPG")


def backends(platform: str) -> tuple[int, ...]:
    """The cv2 backends to try on a `sys.platform`, in order; never all, some crash or hang."""
    if platform == "win32":
        return cv2.CAP_DSHOW, cv2.CAP_MSMF
    return (cv2.CAP_AVFOUNDATION,) if platform == "darwin" else (cv2.CAP_V4L2,)


def webcam(
    index: int,
    size: tuple[int, int] = (1280, 720),
    fps: float = 30.0,
    *,
    patience_s: float = 30.0,
    device: Callable[[int, int], Device] = cv2.VideoCapture,
    clock: Callable[[], float] = perf_counter,
    wait: Callable[[float], object] | None = None,
) -> LiveCamera:
    """The camera with this index; `size` and `fps` are asked for, `info.note` tells what came.

    An unplugged camera gives no frames until it is back, and CameraError after `patience_s`.
    """
    info = CameraInfo(f"camera {index}", size, nan, live=True)

    def connect() -> tuple[Capture, CameraInfo]:
        for backend in backends(sys.platform):
            opened = device(index, backend)
            _ask(opened, size, fps)
            capture = Capture(opened)
            first = capture.read(lambda: 0.0)
            if first is not None:
                return capture, _granted(opened, info, first[1], fps)
            capture.close()
        raise CameraError(
            f"no picture from {info.name}: plug it in, close other programs that use it, "
            "or allow the camera for this program"
        )

    return LiveCamera(info, connect, patience_s, clock, wait)


def _ask(device: Device, size: tuple[int, int], fps: float) -> None:
    """The pixel format comes first and last: it decides which rates there are, and some drivers
    forget it when the size changes."""
    device.set(cv2.CAP_PROP_FOURCC, MJPG)
    device.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    device.set(cv2.CAP_PROP_FPS, fps)
    device.set(cv2.CAP_PROP_FOURCC, MJPG)


def _granted(device: Device, asked: CameraInfo, image: Image, asked_fps: float) -> CameraInfo:
    rate, size = device.get(cv2.CAP_PROP_FPS), (image.shape[1], image.shape[0])
    fps = rate if 0 < rate < 1000 else nan
    got = f"{_words(size, fps)}{_format(device.get(cv2.CAP_PROP_FOURCC))}"
    note = f"asked {_words(asked.size, asked_fps)}, got {got}"
    return replace(asked, size=size, fps=fps, note=note)


def _words(size: tuple[int, int], fps: float) -> str:
    rate = "an unknown rate" if isnan(fps) else f"{fps:.3g}"
    return f"{size[0]}x{size[1]} at {rate}"


def _format(code: float) -> str:
    """The four letters of a pixel format in brackets, nothing where a driver gives none."""
    letters = int(code).to_bytes(8, "little", signed=True)[:4].decode("ascii", "replace")
    return f" ({letters})" if letters.isalnum() else ""


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """A camera that gave a picture: its index for `webcam`, its name, and what it granted."""

    index: int
    name: str
    size: tuple[int, int]
    fps: float


def list_cameras(
    indices: Iterable[int] | None = None,
    *,
    device: Callable[[int, int], Device] = cv2.VideoCapture,
) -> tuple[FoundCamera, ...]:
    """The cameras that give a picture, of `indices` or of what this system may have.

    Each is opened for a moment.
    """
    found = []
    for index in _candidates(sys.platform) if indices is None else indices:
        try:
            with webcam(index, device=device) as camera:
                info = camera.info
        except CameraError:
            if sys.platform == "win32":
                break
            continue
        found.append(FoundCamera(index, _name(index), info.size, info.fps))
    return tuple(found)


def _candidates(platform: str) -> tuple[int, ...]:
    """Indices worth opening: macOS is not searched, a wrong index can crash there."""
    if platform == "darwin":
        return (0,)
    if platform == "win32":
        return tuple(range(5))
    numbers = (path.name.removeprefix("video") for path in Path("/dev").glob("video*"))
    return tuple(sorted(int(number) for number in numbers if number.isdecimal()))


def _name(index: int) -> str:
    try:
        label = Path(f"/sys/class/video4linux/video{index}/name").read_text(encoding="utf-8")
    except OSError:
        return f"camera {index}"
    return label.strip() or f"camera {index}"
