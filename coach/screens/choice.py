"""What can be chosen before a session, and what each key does to the choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

ATHLETE, CAMERA, FIRST = 0, 1, 2
"""The rows: who runs, which camera, and from there on the plans and the drills."""

LONGEST_NAME = 24


class Press(StrEnum):
    """What was asked for, whatever key, button or remote asked for it."""

    UP = "up"
    DOWN = "down"
    TAKE = "take"
    ERASE = "erase"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan or a drill; `minutes` is how long a plan takes, NaN for a drill."""

    name: str
    title: str
    about: str
    plan: bool
    minutes: float = float("nan")


@dataclass(frozen=True, slots=True)
class Menu:
    """The choice as it stands: `at` is the row that is pointed at, `camera` an index of `cameras`.

    It is `over` once something was `taken`, or once it was left.
    """

    entries: tuple[Entry, ...]
    cameras: tuple[str, ...]
    at: int = FIRST
    athlete: str = ""
    camera: int = 0
    over: bool = False
    taken: Entry | None = None

    @property
    def rows(self) -> int:
        return FIRST + len(self.entries)

    def pressed(self, press: Press) -> Menu:
        """The choice after a key: Enter on a name goes on, on the camera it takes the next one."""
        if press is Press.LEAVE:
            return replace(self, over=True)
        if press is Press.ERASE:
            return replace(self, athlete=self.athlete[:-1])
        if press is not Press.TAKE:
            return self.pointed(self.at + (1 if press is Press.DOWN else -1))
        if self.at == ATHLETE:
            return self.pointed(FIRST)
        if self.at == CAMERA:
            return replace(self, camera=(self.camera + 1) % len(self.cameras))
        return replace(self, over=True, taken=self.entries[self.at - FIRST])

    def pointed(self, row: int) -> Menu:
        """At that row, or at the first or last one."""
        return replace(self, at=min(max(row, 0), self.rows - 1))

    def typed(self, letter: str) -> Menu:
        """With one letter more in the athlete's name, where that is pointed at."""
        if self.at != ATHLETE or not letter.isprintable():
            return self
        return replace(self, athlete=(self.athlete + letter)[:LONGEST_NAME])
