"""What is kept of a set's pictures where the user asks for it, and which frame is seen when."""

from __future__ import annotations

from pathlib import Path

from coach.core.types import Frame
from coach.records.appender import GrowingTable

VIDEO_AVI, OVERLAY_AVI, VIDEO_TIMES_CSV = "video.avi", "video_overlay.avi", "video_times.csv"
VIDEO_TIMES = ("video_frame", "frame", "t_s")


class VideoTimes:
    """One row for each frame of both videos: the session's frame that it shows, and its time."""

    def __init__(self, folder: Path) -> None:
        self._table = GrowingTable(folder / VIDEO_TIMES_CSV, VIDEO_TIMES)
        self._rows = 0

    def add(self, frame: Frame) -> None:
        """The videos' next frame shows this one."""
        self._table.add((self._rows, frame.index, f"{frame.t:.4f}"))
        self._rows += 1

    def flush(self) -> None:
        """Writes what waits; OSError when the disk is full, with all rows so far whole."""
        self._table.file.flush()

    def close(self) -> None:
        self._table.file.close()
