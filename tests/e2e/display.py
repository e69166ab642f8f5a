"""A screen that nobody sees, real keys on it, and its pixels."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 720
Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Display:
    """`name` is as in DISPLAY; `memory` is the file in which the server keeps its pixels."""

    name: str
    memory: Path

    def press(self, *keys: str) -> None:
        """Keys as X calls them, through the keyboard of the server."""
        environment = os.environ | {"DISPLAY": self.name}
        subprocess.run(["xdotool", "key", *keys], env=environment, check=True, timeout=10)

    def picture(self) -> Picture:
        """(720, 1280, 3), as it is now."""
        dump = np.fromfile(self.memory, np.uint8)
        head = dump[:100].view(">u4")
        begin, row = int(head[0] + 12 * head[19]), int(head[12])
        rows = dump[begin : begin + HEIGHT * row].reshape(HEIGHT, row)
        return rows[:, : 4 * WIDTH].reshape(HEIGHT, WIDTH, 4)[..., :3].copy()


@contextmanager
def display(folder: Path) -> Iterator[Display]:
    """Skips, and says so, where there is none or no keyboard for it."""
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-fbdir", str(folder), "-nolisten", "tcp"]
    size = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with (
        os.fdopen(reading) as said,
        subprocess.Popen([*words, *size], pass_fds=[writing], **quiet) as server,
    ):
        os.close(writing)
        number = said.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start here")
        try:
            yield Display(f":{number}", folder / "Xvfb_screen0")
        finally:
            server.terminate()
