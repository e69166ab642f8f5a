"""Landmarks as whole numbers, and whole numbers as bytes of which a compressor finds most equal."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.core.quantize import steps_of
from coach.poses.landmarks import LANDMARKS, STEPS

MISSING = -(2**15)
"""The code of a value that is not known."""

VALUES = LANDMARKS * 5

Codes = NDArray[np.int16]


def codes_of(landmarks: NDArray[np.float32]) -> Codes:
    """(n, 165) steps from 0 of the grid, MISSING for NaN, of landmarks (n, 33, 5) or (33, 5)."""
    steps = steps_of(landmarks, STEPS)
    codes: Codes = np.where(np.isnan(steps), MISSING, steps).astype(np.int16)
    return codes.reshape(-1, VALUES)


def landmarks_of(codes: Codes, steps: NDArray[np.float32] = STEPS) -> NDArray[np.float32]:
    """The landmarks (n, 33, 5) of codes (n, 165), which count `steps` (33, 5)."""
    landmarks: NDArray[np.float32] = codes.reshape(-1, LANDMARKS, 5) * steps
    landmarks[codes.reshape(landmarks.shape) == MISSING] = np.nan
    return landmarks


def planes_of(rows: NDArray[Any]) -> NDArray[np.uint8]:
    """Rows (n, columns) of signed numbers of so many bytes, as (bytes, columns, n).

    Each number is taken less the one of the row before, 0 for the first row, and folded:
    0, -1, 1, -2 ... become 0, 1, 2, 3 ... (wrapping round, so that nothing is too big). Then all
    lowest bytes come first, column by column; the higher ones are nearly all 0.
    """
    change = np.diff(rows, axis=0, prepend=rows.dtype.type(0))
    folded = (change << 1) ^ (change >> (8 * rows.itemsize - 1))
    low_first = np.ascontiguousarray(folded, f"<i{rows.itemsize}").view(np.uint8)
    return np.ascontiguousarray(low_first.reshape(*rows.shape, rows.itemsize).transpose(2, 1, 0))


def rows_of(planes: NDArray[np.uint8]) -> NDArray[Any]:
    """The rows (n, columns) that `planes_of` was given; ValueError or TypeError for other arrays
    than its."""
    size, columns, n = planes.shape
    low_first = np.ascontiguousarray(planes.transpose(2, 1, 0)).reshape(n, columns * size)
    folded = low_first.view(f"<u{size}").astype(f"u{size}")
    change = ((folded >> 1) ^ -(folded & 1)).view(f"i{size}")
    rows: NDArray[Any] = np.cumsum(change, axis=0, dtype=change.dtype)
    return rows
