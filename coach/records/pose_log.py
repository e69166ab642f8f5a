"""Landmarks as they come, block after block, so that a killed session can still be read.

poses.part begins with the pictures' width and height (two little-endian uint32). Each block is its
length in bytes (uint32) and so many bytes of zlib's, which hold first t and index, then landmarks
and look, as `codes.planes_of` makes (8, 2, n) and (2, 166, n) of them: the differences go on from
the last row of the block before.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from coach.core.types import Frame, Pose
from coach.poses.codes import MISSING, VALUES, codes_of, landmarks_of, planes_of, rows_of
from coach.poses.landmarks import landmarks_from_pose
from coach.poses.recording import Recording
from coach.poses.zips import unpacks_to_at_most
from coach.records.appender import Appender

_SIZE, _LENGTH = Struct("<II"), Struct("<I")
_TIMES, _CODES = 2, VALUES + 1

Planes = NDArray[np.uint8]


class PoseLog:
    """Writes frames with what was found in them; those of one flush are one block."""

    def __init__(self, file: Appender) -> None:
        self._file = file
        self._begun = False
        # The row that was written last, and those that wait for the next flush.
        self._times = [np.zeros(_TIMES, np.int64)]
        self._codes = [np.zeros(_CODES, np.int16)]

    def add(self, frame: Frame, pose: Pose | None, look: int = 0) -> None:
        """Keeps the frame for the next flush; `look` (0 to 255) is special about its picture."""
        if not self._begun:
            height, width = frame.image.shape[:2]
            self._file.add(_SIZE.pack(width, height))
            self._begun = True
        codes = np.full(VALUES, MISSING) if pose is None else codes_of(landmarks_from_pose(pose))
        self._codes.append(np.append(codes, look).astype(np.int16))
        self._times.append(np.array([np.float64(frame.t).view(np.int64), frame.index]))

    def flush(self) -> None:
        """Writes what waits; OSError as an Appender's."""
        if len(self._times) > 1:
            planes = [planes_of(np.array(rows))[..., 1:] for rows in (self._times, self._codes)]
            block = zlib.compress(b"".join(some.tobytes() for some in planes), 9)
            self._file.add(_LENGTH.pack(len(block)) + block)
            del self._times[:-1], self._codes[:-1]
        self._file.flush()


def read_pose_log(path: Path) -> Recording:
    """All that came through whole, wherever the file ends; with no frames its size is (0, 0)."""
    content = path.read_bytes()
    blocks = zip(*_blocks(content), strict=True)
    times, codes = (rows_of(np.concatenate(planes, axis=2)) for planes in blocks)
    return Recording(
        np.ascontiguousarray(times[:, 0]).view(np.float64),
        times[:, 1],
        landmarks_of(codes[:, :VALUES]),
        codes[:, VALUES].astype(np.uint8),
        _SIZE.unpack_from(content) if len(times) else (0, 0),
    )


def _blocks(content: bytes) -> Iterator[tuple[Planes, Planes]]:
    """The planes of each block, those of none first."""
    yield np.empty((8, _TIMES, 0), np.uint8), np.empty((2, _CODES, 0), np.uint8)
    at, room = _SIZE.size, unpacks_to_at_most(len(content))
    with suppress(struct.error, zlib.error, ValueError):  # how the first broken block shows
        while True:
            (length,) = _LENGTH.unpack_from(content, at)
            at += _LENGTH.size + length
            stream = zlib.decompressobj()
            unpacked = stream.decompress(content[at - length : at], max(1, room))
            if not stream.eof:
                return  # cut off, or made to fill the memory
            room -= len(unpacked)
            planes = np.frombuffer(unpacked, np.uint8)
            times, codes = np.split(planes, [len(planes) * 8 * _TIMES // (8 * _TIMES + 2 * _CODES)])
            yield times.reshape(8, _TIMES, -1), codes.reshape(2, _CODES, -1)
