"""Frames whose picture tells their number, and videos read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from coach.core.drills.plan import Step
from coach.core.session.progress import Progress
from coach.core.session.snapshot import Snapshot
from coach.core.types import Frame, Image
from coach.records.kept_video import VIDEO_TIMES_CSV
from tests.screens.pictures import DRILL, snapshot

BITS, WIDE, TALL = 12, 16, 48


def numbered(number: int) -> Image:
    """A picture whose stripes are the bits of a number, the first at the left."""
    bits = [255 * (number >> bit & 1) for bit in range(BITS)]
    row = np.repeat(np.array(bits, np.uint8), WIDE)
    return np.ascontiguousarray(np.broadcast_to(row[None, :, None], (TALL, len(row), 3)))


def moment(index: int, t: float, *, set_number: int = 1, in_set: bool = True) -> Snapshot:
    """A frame at work in a set, with its index in its picture."""
    progress = Progress("p", 1, 1, 1, 1, set_number, Step(DRILL, 20.0), in_set=in_set)
    shot = snapshot(t=t, image=numbered(index))
    return replace(shot, frame=Frame(t, index, shot.frame.image), progress=progress)


def at(times: Iterable[float]) -> list[Snapshot]:
    return [moment(index, t) for index, t in enumerate(times)]


def numbers_in(video: Path) -> tuple[list[int], float]:
    """The number in each frame of a video, and its frames a second."""
    capture, numbers = cv2.VideoCapture(str(video)), []
    while (read := capture.read())[0]:
        bits = read[1][TALL // 2, WIDE // 2 :: WIDE, 0] > 127
        numbers.append(int(sum(1 << bit for bit in np.flatnonzero(bits))))
    return numbers, capture.get(cv2.CAP_PROP_FPS)


def times_in(folder: Path) -> list[tuple[int, int, float]]:
    """The rows of the videos' times."""
    with (folder / VIDEO_TIMES_CSV).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(int(row["video_frame"]), int(row["frame"]), float(row["t_s"])) for row in rows]
