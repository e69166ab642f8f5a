"""A file that grows by whole records."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path


class Appender:
    """Starts the file anew. What was flushed survives a kill; a flush that fails is undone."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)
        self._waiting = bytearray()
        self._size = 0

    def add(self, record: bytes) -> None:
        """Keeps the record for the next flush."""
        self._waiting += record

    def write(self, text: str) -> None:
        """As `add`, so that a csv.writer can write here."""
        self.add(text.encode())

    def flush(self) -> None:
        """Writes what waits; OSError with nothing of it in the file, as when the disk is full."""
        try:
            written = 0
            while written < len(self._waiting):
                written += self._file.write(bytes(self._waiting[written:]))
        except OSError:
            self._file.truncate(self._size)
            raise
        self._size += written
        self._waiting.clear()

    def close(self) -> None:
        """Lets go of the file without writing what still waits."""
        self._file.close()


class GrowingTable:
    """A CSV file of an Appender's; it has its columns at once."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.file = Appender(path)
        self._writer = csv.writer(self.file, lineterminator="\n")
        self.add(columns)

    def add(self, row: Sequence[object]) -> None:
        """Keeps the row, which holds no text of a user's, for the next flush."""
        self._writer.writerow(row)
