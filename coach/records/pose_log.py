"""Landmarks as they come, block after block, so that a killed session can still be read.

poses.part begins with the pictures' width and height (two little-endian uint32). Each block is its
length in bytes (uint32) and so many bytes of zlib's, which hold first t and index, then landmarks
and look, as `codes.planes_of` makes (8, 2, n) and (2, 166, n) of them: the differences go on from
the last row of the block before.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.core.types import Frame, Pose
from coach.poses.codes import VALUES, codes_of, landmarks_of, planes_of, rows_of
from coach.poses.landmarks import LANDMARKS, landmarks_from_pose
from coach.poses.recording import Recording
from coach.records.appender import Appender

_SIZE, _LENGTH = Struct("<II"), Struct("<I")
_TIMES, _CODES = 2, VALUES + 1
_FRAME = 8 * _TIMES + 2 * _CODES

_NOBODY = np.full((LANDMARKS, 5), np.nan, np.float32)

_Block = tuple[NDArray[np.int64], NDArray[np.int16]]


class PoseLog:
    """Writes frames with what was found in them; those of one flush are one block."""

    def __init__(self, file: Appender) -> None:
        self._file = file
        self._begun = False
        self._waiting: list[tuple[float, int, NDArray[np.float32], int]] = []
        self._times, self._codes = _before()

    def add(self, frame: Frame, pose: Pose | None, look: int = 0) -> None:
        """Keeps the frame for the next flush; `look` (0 to 255) is special about its picture."""
        if not self._begun:
            height, width = frame.image.shape[:2]
            self._file.add(_SIZE.pack(width, height))
            self._begun = True
        raw = _NOBODY if pose is None else landmarks_from_pose(pose)
        self._waiting.append((frame.t, frame.index, raw, look))

    def flush(self) -> None:
        """Writes what waits; OSError as an Appender's."""
        if self._waiting:
            self._add_block()
        self._file.flush()

    def _add_block(self) -> None:
        t, index, raws, looks = zip(*self._waiting, strict=True)
        self._waiting.clear()
        bits = np.array(t, np.float64).view(np.int64)
        times = np.column_stack((bits, np.array(index, np.int64)))
        codes = np.column_stack((codes_of(np.array(raws)), np.array(looks, np.int16)))
        planes = planes_of(times, self._times), planes_of(codes, self._codes)
        self._times, self._codes = times[-1], codes[-1]
        block = zlib.compress(b"".join(some.tobytes() for some in planes), 9)
        self._file.add(_LENGTH.pack(len(block)))
        self._file.add(block)


def read_pose_log(path: Path) -> Recording:
    """All that came through whole, wherever the file ends; with no frames its size is (0, 0)."""
    content = path.read_bytes()
    blocks = list(_blocks(content))
    times = np.concatenate([np.empty((0, _TIMES), np.int64), *(times for times, _ in blocks)])
    codes = np.concatenate([np.empty((0, _CODES), np.int16), *(codes for _, codes in blocks)])
    width, height = _SIZE.unpack_from(content) if blocks else (0, 0)
    return Recording(
        np.ascontiguousarray(times[:, 0]).view(np.float64),
        times[:, 1],
        landmarks_of(np.ascontiguousarray(codes[:, :VALUES])),
        codes[:, VALUES].astype(np.uint8),
        (width, height),
    )


def _blocks(content: bytes) -> Iterator[_Block]:
    before: tuple[NDArray[Any], NDArray[Any]] = _before()
    for whole in _unpacked(content):
        planes = np.frombuffer(whole, np.uint8)
        n = len(planes) // _FRAME
        times, codes = np.split(planes, [8 * _TIMES * n])
        block = (
            rows_of(times.reshape(8, _TIMES, n), before[0]),
            rows_of(codes.reshape(2, _CODES, n), before[1]),
        )
        before = block[0][-1], block[1][-1]
        yield block


def _unpacked(content: bytes) -> Iterator[bytes]:
    at = _SIZE.size
    while at + _LENGTH.size < len(content):
        (length,) = _LENGTH.unpack_from(content, at)
        at += _LENGTH.size
        try:
            whole = zlib.decompress(content[at : at + length])
        except zlib.error:
            return
        if not whole or len(whole) % _FRAME:
            return
        at += length
        yield whole


def _before() -> _Block:
    return np.zeros(_TIMES, np.int64), np.zeros(_CODES, np.int16)
