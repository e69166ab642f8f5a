"""Recorded poses as a file: a session's poses.npz, a zip of plain arrays.

Schema 2, of n frames:

* `schema`: 2; `size`: the pictures' width and height
* `t` (8, 1, n), `index` (8, 1, n), `landmarks` (2, 165, n), `look` (1, 1, n), all uint8: whole
  numbers of so many bytes, in so many columns of n rows. To undo it: byte b of number k of column
  c is [b, c, k], the lowest first. That is an unsigned u; (u >> 1), with all bits turned over where
  u is odd, is by how much the number differs from the one before it, 0 before the first; sums wrap
  round at that size.
* `t`: the bits of a float64, seconds on the source's clock; `index`: the frame's number, which
  rises by more than 1 where frames were lost; `look`: 0, or what was special about the picture.
* `landmarks`: column 5 * i + j is of BlazePose's landmark i (0 to 32) its x, y, z, visibility or
  presence: so many `steps` (33, 5), or not known where it is -32768, and nobody was seen where all
  are. x and y are parts of the picture's width and height, y down.

Schema 1 had `t` (n,), `index` (n,) and `landmarks` (n, 33, 5) as they are, NaN where nobody was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_BZIP2, ZipFile

import numpy as np
from numpy.typing import NDArray

from coach.errors import RecordError
from coach.poses.codes import codes_of, landmarks_of, planes_of, rows_of
from coach.poses.landmarks import LANDMARKS, STEPS, on_grid
from coach.poses.zips import is_whole_zip

SCHEMA = 2

Landmarks = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recording:
    """The poses of a session: `t` (n,) s and `index` (n,), both rising; `landmarks` (n, 33, 5) on
    the grid, NaN where nobody was; `look` (n,) what was special about each picture, 0 for nothing.
    """

    t: NDArray[np.float64]
    index: NDArray[np.int64]
    landmarks: Landmarks
    look: NDArray[np.uint8]
    size: tuple[int, int]


def save_poses(file: Path | BinaryIO, recording: Recording) -> None:
    """Writes the file; OSError where it cannot.

    As numpy's savez does it, but with bzip2, which makes it smaller and is quick enough.
    """
    with ZipFile(file, "w", ZIP_BZIP2) as archive:
        for name, array in _arrays(recording):
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)


def _arrays(recording: Recording) -> Iterator[tuple[str, NDArray[Any]]]:
    yield "schema", np.array(SCHEMA)
    yield "size", np.array(recording.size)
    yield "steps", STEPS
    yield "t", planes_of(recording.t.view(np.int64)[:, None])
    yield "index", planes_of(recording.index[:, None])
    yield "look", planes_of(recording.look.view(np.int8)[:, None])
    yield "landmarks", planes_of(codes_of(recording.landmarks))


def load_poses(path: Path) -> Recording:
    """Reads the file; raises RecordError where it is missing, damaged or of another kind."""
    try:
        if is_whole_zip(path):
            with np.load(path, allow_pickle=False) as file:
                return _checked(_READ[int(file["schema"])](file))
    except OSError as error:
        raise RecordError(
            f"cannot read {path}: {error.strerror or error}; give a session's poses.npz"
        ) from error
    except (KeyError, MemoryError, TypeError, ValueError) as error:
        raise RecordError(f"{path} is no recording of poses; record it again") from error
    raise RecordError(f"{path} is cut short or damaged; record it again")


def _first_schema(file: Mapping[str, NDArray[Any]]) -> Recording:
    t, index = file["t"].astype(np.float64), file["index"].astype(np.int64)
    landmarks = file["landmarks"].astype(np.float32)
    if landmarks.shape[1:] != (LANDMARKS, 5):
        raise ValueError("another shape")
    return Recording(t, index, on_grid(landmarks), np.zeros(len(t), np.uint8), _size(file))


def _second_schema(file: Mapping[str, NDArray[Any]]) -> Recording:
    t, index, look, codes = (rows_of(file[name]) for name in ("t", "index", "look", "landmarks"))
    return Recording(
        t.view(np.float64).ravel(),
        index.view(np.int64).ravel(),
        landmarks_of(codes.view(np.int16), file["steps"].astype(np.float32).reshape(LANDMARKS, 5)),
        look.view(np.uint8).ravel(),
        _size(file),
    )


_READ = {1: _first_schema, 2: _second_schema}


def _size(file: Mapping[str, NDArray[Any]]) -> tuple[int, int]:
    width, height = (int(length) for length in file["size"])
    return width, height


def _checked(recording: Recording) -> Recording:
    """The recording, or ValueError where it makes no sense."""
    t, index = recording.t, recording.index
    lengths = {column.shape for column in (t, index, recording.look)}
    if lengths != {(len(recording.landmarks),)}:
        raise ValueError("another shape")
    if not (np.all(np.diff(t) > 0) and np.all(np.diff(index) > 0) and min(recording.size) > 0):
        raise ValueError("time runs backwards")
    return recording
