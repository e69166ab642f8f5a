"""A file that grows by whole records."""

from __future__ import annotations

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
