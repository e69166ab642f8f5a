"""One task in many processes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from coach.runtime.processes import CRASHED, Failed, everywhere
from tests.runtime.tasks import endless, square

ROOT = Path(__file__).parents[2]


def unseen(shares: Sequence[float]) -> None:
    """Nobody looks."""


def test_what_fails_or_dies_stops_no_other() -> None:
    came = everywhere(square, [3, -1, 4, -2, -3, 5], unseen)
    assert came == [
        9,
        Failed("no minus one"),
        16,
        Failed("ZeroDivisionError: by nothing"),
        CRASHED,
        25,
    ]


ALONE = """
import os
from multiprocessing import active_children
from coach.runtime.processes import everywhere
from tests.runtime.tasks import endless

def show(shares):
    if 0.25 in shares:
        print(*(child.pid for child in active_children()), flush=True)
        os.kill(os.getpid(), 9)

if __name__ == "__main__":
    everywhere(endless, [1], show)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_workers_end_with_an_app_that_is_killed() -> None:
    with Popen([sys.executable, "-c", ALONE], stdout=PIPE, cwd=ROOT) as app:
        # Read to its end, which is when the last process that has it open is gone.
        pids = app.communicate(timeout=30)[0].split()
    assert app.returncode == -signal.SIGKILL
    assert len(pids) == 1


def test_ctrl_c_ends_what_has_no_end() -> None:
    def press(shares: Sequence[float]) -> None:
        if 0.25 in shares:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        everywhere(endless, [1, 2, 3, 4, 5], press)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
