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


def is_whole_zip(path: Path) -> bool:
    """True where every member's checksum holds; raises OSError where the file cannot be opened."""
    with path.open("rb") as file:
        try:
            with ZipFile(file) as archive:
                return archive.testzip() is None
        except _DAMAGE:
            return False
