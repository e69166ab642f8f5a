"""Has a sound device come or gone? Seen from outside, as trying to open one stops the app."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def devices() -> object:
    """Equal to the last answer while nothing has changed; never equal where it can't be seen."""
    if sys.platform != "linux":
        return object()
    run = Path(os.environ.get("XDG_RUNTIME_DIR", "/run"))
    places = (Path("/dev/snd").glob("pcm*"), run.glob("pulse/native"), run.glob("pipewire-*"))
    return {path for place in places for path in place}
