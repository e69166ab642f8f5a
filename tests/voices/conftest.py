"""A speech engine that hangs."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass

import pytest

HANG = """
import socket, sys, time
socket.create_connection(("127.0.0.1", int(sys.argv[1])))
time.sleep(600)
"""


@dataclass
class Hanging:
    """The command of a speech engine that never ends."""

    ear: socket.socket

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-c", HANG, str(self.ear.getsockname()[1])]

    def wait_started(self) -> None:
        self.ear.accept()[0].close()


@pytest.fixture
def hanging():
    with socket.create_server(("127.0.0.1", 0)) as ear:
        ear.settimeout(10)
        yield Hanging(ear)
