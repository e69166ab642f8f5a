"""Whether a zip file came through whole; the model and the recorded poses are both zips."""

import lzma
import struct
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

# All that zipfile and its decompressors raise on damaged bytes.
_DAMAGE = (
    BadZipFile,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


_ALWAYS, _AT_MOST = 40 << 20, 100


def unpacks_to_at_most(packed: int) -> int:
    """The most bytes that so many may honestly hold: an hour in which nobody is seen shrinks to a
    hundredth; what grows by more was made to fill the memory."""
    return _ALWAYS + _AT_MOST * packed


def is_whole_zip(path: Path) -> bool:
    """True where every member's checksum holds, and none was made to fill the memory; raises
    OSError where the file cannot be opened."""
    with path.open("rb") as file:
        try:
            with ZipFile(file) as archive:
                whole = sum(member.file_size for member in archive.infolist())
                honest = whole <= unpacks_to_at_most(path.stat().st_size)
                return honest and archive.testzip() is None
        except _DAMAGE:
            return False
