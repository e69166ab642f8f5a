"""What a worker process is given to do in tests: it must find it in a module."""

from __future__ import annotations

import os
from math import nan

from coach.errors import CoachError
from coach.runtime.processes import Tell


def square(number: int, tell: Tell) -> int:
    """Minus one is refused, minus two is a bug, and minus three ends the process."""
    tell(nan)
    if number == -1:
        raise CoachError("no minus one")
    if number == -2:
        raise ZeroDivisionError("by nothing")
    if number == -3:
        os._exit(1)
    tell(0.5)
    return number * number


def endless(number: int, tell: Tell) -> None:
    while True:
        tell(0.25)
