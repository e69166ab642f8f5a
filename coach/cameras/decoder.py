"""The pictures of a video file, decoded by PyAV: each as a player would show it, or not given.

OpenCV hands on what its conversion left, black or the picture before, where a file is interlaced,
and says that all went well; it knows no AV1, and asks nothing of what may be opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, nan, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.container import InputContainer
from av.sidedata.sidedata import Type
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

from coach.core.types import Image, Points
from coach.errors import CameraError
from coach.opencv import cv2

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

FILES_ALONE = {"protocol_whitelist": "file"}
"""What a file names is opened only where it is a file too: no playlist reaches into a network."""
WIDEST_PIXEL = 4.0
"""Pixels wider, or narrower, than that are a broken header's."""
NOT_READ = "is not a video that can be read: damaged, cut short, or another kind of file"

av.logging.set_level(None)


class Decoder:
    """The first video of a file, picture by picture; CameraError where there is none.

    `stream` is what its header says of it, `seconds` how long it is by that, NaN unknown. `lost`
    counts what was in the file and could not be decoded; `mirrored` is set once a picture asked
    to be shown as in a mirror.
    """

    def __init__(self, path: Path) -> None:
        self._container = _opened(path)
        stream = self._container.streams.best("video")
        if not isinstance(stream, VideoStream) or not stream.codec_context:
            self._container.close()
            unknown = f"the codec of {path} is not known here: save it as H.264, then give that"
            raise CameraError(unknown if stream else f"{path} {NOT_READ}")
        self.stream = stream
        self.seconds = _seconds(stream, self._container.duration)
        self._frames = self._decoded(stream)
        self._frame: VideoFrame | None = None
        self.lost = 0
        self.mirrored = False

    @property
    def t(self) -> float:
        """Seconds from the video's beginning to the picture that was grabbed; NaN unknown."""
        frame = self._frame
        if frame is None or frame.pts is None or frame.time_base is None:
            return nan
        # By way of milliseconds, as OpenCV gave it: older sets come again to the last bit.
        ms = 1000 * ((frame.pts - (self.stream.start_time or 0)) * float(frame.time_base))
        return ms / 1000

    def grab(self) -> bool:
        self._frame = next(self._frames, None)
        return self._frame is not None

    def retrieve(self) -> tuple[bool, Image | None]:
        if self._frame is None:
            return False, None
        frame = self._frame
        image: Any = frame.to_ndarray(format="bgr24", interpolation=Interpolation.BICUBIC)
        if frame.interlaced_frame:
            image = one_field(image)
        shape = self.stream.sample_aspect_ratio
        image = square(image, float(shape) if shape else 1.0)
        matrix = _display_matrix(frame)
        self.mirrored |= bool(np.linalg.det(matrix) < 0)
        return True, turned(image, matrix)

    def release(self) -> None:
        self._frames = iter(())
        self._container.close()

    def _decoded(self, stream: VideoStream) -> Iterator[VideoFrame]:
        stream.thread_type = "AUTO"
        for packet in self._packets(stream):
            try:
                frames = stream.decode(packet)
            except av.FFmpegError:
                self.lost += 1
                continue
            whole = [frame for frame in frames if not frame.is_corrupt]
            self.lost += len(frames) - len(whole)
            yield from whole

    def _packets(self, stream: VideoStream) -> Iterator[av.Packet[Any] | None]:
        """The last holds nothing: it makes a decoder give what it holds back. A file that cannot be
        read to its end ends there."""
        packets = self._container.demux(stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:
                self.lost += 1
                yield None
                return
            yield packet


def _opened(path: Path) -> InputContainer:
    try:
        # The prefix keeps a name with a colon from being taken for an address.
        return av.open(f"file:{path}", options=FILES_ALONE)
    except av.FFmpegError as error:
        raise CameraError(f"{path} {NOT_READ}") from error


def _seconds(stream: VideoStream, whole: int | None) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return whole / av.time_base if whole else nan


def _display_matrix(frame: VideoFrame) -> Points:
    """(2, 2) on any scale: where a step to the right of the stored picture goes, as (right, down),
    and where a step down goes."""
    try:
        found = frame.side_data.get(Type.DISPLAYMATRIX)  # type: ignore[call-overload]
    except ValueError:  # beside it lies something that PyAV has no name for
        c, s = cos(radians(frame.rotation)), sin(radians(frame.rotation))
        return np.array([[c, -s], [s, c]])
    if found is None:
        return np.eye(2)
    return np.frombuffer(bytes(found), np.int32)[[0, 1, 3, 4]].reshape(2, 2).astype(np.float64)


def one_field(image: Image) -> Image:
    """The lines of one of the two moments of an interlaced picture, at its whole height: with
    both, what moves has two outlines."""
    height, width = image.shape[:2]
    field: Image = cv2.resize(image[::2], (width, height), interpolation=cv2.INTER_LINEAR)
    return field


def square(image: Image, shape: float) -> Image:
    """The picture with square pixels, from ones that are `shape` times as wide as they are high:
    else no angle in it is true."""
    if shape == 1.0 or not 1 / WIDEST_PIXEL <= shape <= WIDEST_PIXEL:
        return image
    height, width = image.shape[:2]
    as_shown: Image = cv2.resize(image, (round(width * shape), height))
    return as_shown


def turned(image: Image, matrix: Points) -> Image:
    """The picture as a display `matrix` (2, 2) shows it: by quarter turns, and mirrored; one that
    asks for something between leaves it."""
    step = np.rint(matrix / (np.abs(matrix).max() or 1.0)).astype(int)
    if abs(round(np.linalg.det(step))) != 1 or np.count_nonzero(step) != 2:
        return image
    if not step[0, 0]:
        image, step = image.transpose(1, 0, 2), step[::-1]
    return np.ascontiguousarray(image[:: step[1, 1], :: step[0, 0]])
