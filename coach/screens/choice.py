"""What can be chosen before a session, and what each key does to the choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

ATHLETE, CAMERA, FIRST = 0, 1, 2
"""The rows: who runs, which camera, and from there on the plans and the drills."""


class Press(StrEnum):
    """What was asked for, whatever key, button or remote asked for it."""

    UP = "up"
    DOWN = "down"
    TAKE = "take"
    ERASE = "erase"
    LEAVE = "leave"
    BEFORE = "before"
    AFTER = "after"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class ChoiceEntry:
    """A plan or a drill; `minutes` is how long a plan takes, NaN for a drill."""

    name: str
    title: str
    about: str
    plan: bool
    minutes: float = float("nan")


@dataclass(frozen=True, slots=True)
class Menu:
    """The choice as it stands: `at` is the row that is pointed at, `camera` an index of `cameras`,
    `known` the names of those who ran before.

    It is `over` once something was `taken`, or once it was left.
    """

    entries: tuple[ChoiceEntry, ...]
    cameras: tuple[str, ...]
    at: int = FIRST
    athlete: str = ""
    camera: int = 0
    over: bool = False
    taken: ChoiceEntry | None = None
    known: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return FIRST + len(self.entries)

    @property
    def meant(self) -> str:
        """The first known name that begins with what was typed, and goes on; empty for none."""
        typed = self.athlete.casefold()
        begun = (one for one in self.known if one.casefold().startswith(typed))
        return next((one for one in begun if typed and one.casefold() != typed), "")

    def pressed(self, press: Press) -> Menu:
        """The choice after a key: Enter on a name goes on, on the camera it takes the next one."""
        if press is Press.LEAVE:
            return replace(self, over=True)
        if press is Press.ERASE:
            return replace(self, athlete=self.athlete[:-1])
        if press in (Press.BEFORE, Press.AFTER, Press.COMPLETE):
            return self._named(press) if self.at == ATHLETE else self
        if press is not Press.TAKE:
            return self.pointed(self.at + (1 if press is Press.DOWN else -1))
        return self._took()

    def _took(self) -> Menu:
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
        return replace(self, athlete=self.athlete + letter)

    def _named(self, press: Press) -> Menu:
        """With what was typed completed, or with the known name before or after it; nobody comes
        between the last and the first."""
        if press is Press.COMPLETE:
            return replace(self, athlete=self.meant or self.athlete)
        ring = ("", *self.known)
        here = ring.index(self.athlete) if self.athlete in ring else 0
        by = 1 if press is Press.AFTER else -1
        return replace(self, athlete=ring[(here + by) % len(ring)])
