"""BlazePose through mediapipe's Tasks API; mediapipe itself is imported when first needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from time import process_time
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from coach.core.types import Frame, Image, Pose
from coach.errors import PoseError
from coach.opencv import cv2
from coach.poses.alternate import alternate
from coach.poses.landmarks import on_grid, pose_from_landmarks
from coach.poses.model_file import check_model, model_bytes

JUMP_S = 1.0

_STDERR = Lock()


class BlazePose:
    """A PoseEstimator of `workers` landmarkers, each a core's work, on alternate frames.

    With one worker it is a plain loop in the caller's thread; with more, `alternate` says who
    runs where and how to stop. Close the iterator of `poses` before leaving. `read` gives the
    model's bytes that are run.
    """

    def __init__(
        self, model: Path, workers: int = 2, read: Callable[[Path], bytes] = model_bytes
    ) -> None:
        self._model = model
        self._read = read
        self._workers = workers
        self._landmarkers: list[_Landmarker] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        check_model(self._model)
        try:
            network = self._read(self._model)
            with _quiet(), ExitStack() as stack:
                _rehearse(network)
                self._landmarkers = [_Landmarker(network) for _ in range(self._workers)]
                for landmarker in self._landmarkers:
                    stack.callback(landmarker.close)
                self._open = stack.pop_all()
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            raise PoseError(
                f"the pose model {self._model.name} cannot run: {_first_line(error)}; "
                "run 'coach doctor'"
            ) from error
        return self

    def __exit__(self, *error: object) -> None:
        self._landmarkers = []
        self._open.close()

    def poses(self, frames: Iterable[Frame]) -> Iterator[tuple[Frame, Pose | None]]:
        finders = [landmarker.find for landmarker in self._landmarkers]
        if len(finders) != 1:
            return alternate(frames, finders)
        return ((frame, finders[0](frame)) for frame in frames)


class _Landmarker:
    """One network that follows one athlete from frame to frame."""

    def __init__(self, network: bytes) -> None:
        self._network = network
        self._net = _create(network)
        self._ticks = Ticks()

    def find(self, frame: Frame) -> Pose | None:
        if self._ticks.jumped(frame.t):
            self._restart()
        raw = self._landmarks(frame)
        height, width = frame.image.shape[:2]
        return None if raw is None else pose_from_landmarks(frame.t, raw, (width, height))

    def close(self) -> None:
        self._net.close()

    def _landmarks(self, frame: Frame) -> NDArray[np.float32] | None:
        picture, ms = to_mp_image(frame.image), self._ticks.ms(frame.t)
        try:
            found = self._net.detect_for_video(picture, ms).pose_landmarks
        except (RuntimeError, ValueError) as error:
            raise PoseError(f"the pose model failed: {_first_line(error)}") from error
        if not found:
            return None
        rows = [(p.x, p.y, p.z, p.visibility, p.presence) for p in found[0]]
        return on_grid(np.array(rows, dtype=np.float32))

    def _restart(self) -> None:
        self._net.close()
        with _quiet():
            self._net = _create(self._network)
        self._ticks = Ticks()


def rate_of(model: Path, workers: int = 2, frames: int = 8) -> float:
    """How many pictures a second so many landmarkers find together, each on a core of its own, by
    the time that the processor spends on one: what else the computer does now is not to count.
    PoseError where the file is no model."""
    check_model(model)
    network, black = model_bytes(model), to_mp_image(np.zeros((256, 256, 3), np.uint8))

    def run(net: Any) -> None:
        for ms in range(1, frames + 1):
            net.detect_for_video(black, ms)

    with _quiet(), ExitStack() as stack:
        nets = [stack.enter_context(_create(network, least=0.0)) for _ in range(workers)]
        for net in nets:
            net.detect_for_video(black, 0)
        with ThreadPoolExecutor(workers) as threads:
            begun = process_time()
            list(threads.map(run, nets))
            spent = process_time() - begun
    return min(workers, os.cpu_count() or 1) * workers * frames / spent


class Ticks:
    """A frame's seconds as whole milliseconds since the first frame, strictly rising."""

    def __init__(self) -> None:
        self._start: float | None = None
        self._t = 0.0
        self._ms = -1

    def jumped(self, t: float) -> bool:
        """True where `t` is so far from the last frame's that nothing can be followed over it."""
        return self._start is not None and abs(t - self._t) > JUMP_S

    def ms(self, t: float) -> int:
        if self._start is None:
            self._start = t
        self._t = t
        self._ms = max(self._ms + 1, round((t - self._start) * 1000))
        return self._ms


def to_mp_image(bgr: Image) -> Any:
    """mediapipe's picture of a frame; raises PoseError for anything but (h, w, 3) uint8.

    mediapipe ignores strides: given a mirrored or cropped view it reads wrong pixels or beyond
    the buffer. What cvtColor gives is always a whole array of its own.
    """
    import mediapipe as mp

    if bgr.dtype != np.uint8 or bgr.ndim != 3 or bgr.shape[2] != 3:
        raise PoseError(
            f"a picture must be (height, width, 3) uint8, not {bgr.shape} {bgr.dtype}; "
            "try another source"
        )
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB))


def _create(network: bytes, least: float = 0.5) -> Any:
    """A landmarker; `least` is the confidence below which nobody is seen. The file's bytes are
    given, not its path, since mediapipe cannot open every path on Windows."""
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=network, delegate=BaseOptions.Delegate.CPU),
        running_mode=vision.RunningMode.VIDEO,
        num_poses=1,
        min_pose_detection_confidence=least,
        min_pose_presence_confidence=least,
    )
    return vision.PoseLandmarker.create_from_options(options)


def _rehearse(network: bytes) -> None:
    """Sees somebody in a black picture once, with a landmarker that is thrown away: so both
    networks are tried and mediapipe's start-up lines are over before the first real frame.
    One that is kept would remember what it saw."""
    with _create(network, least=0.0) as landmarker:
        landmarker.detect_for_video(to_mp_image(np.zeros((64, 64, 3), np.uint8)), 0)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps mediapipe's C++ lines off the terminal; it has no switch for them."""
    with _STDERR, ExitStack() as stack:
        try:
            terminal = os.dup(2)
        except OSError:  # no terminal to keep clean, as under pythonw
            yield
            return
        stack.callback(os.close, terminal)
        stack.callback(os.dup2, terminal, 2)
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
