"""Is a rep clean? Follows the faults that spoil one, from rep to rep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.core.judging.faults import Verdict
from coach.core.types import Side

FORGOTTEN_S = 5.0
"""A fault of which nothing was seen for so long spoils nothing any more."""

Open = dict[tuple[str, Side | None], tuple[float, Verdict]]
"""The faults that last, each with when it was last seen, and its verdict."""


class Form:
    """The spoiling faults that last now: each from a rep outside its `enter` to the first inside
    its `leave`, so that nobody who stands at a border is clean in one rep and not in the next."""

    def __init__(self) -> None:
        self._open: Open = {}

    def clean(self, t: float, verdicts: tuple[Verdict, ...]) -> bool:
        """Whether a rep of which this is known at t is clean, with what the last ones showed."""
        return not any(_concerns(each, verdicts) for each in self._after(t, verdicts).values())

    def take(self, t: float, verdicts: tuple[Verdict, ...]) -> bool:
        """The same of a rep that is decided; what it shows goes on into the next one."""
        self._open = self._after(t, verdicts)
        return self.clean(t, verdicts)

    def _after(self, t: float, verdicts: Iterable[Verdict]) -> Open:
        found = {key: each for key, each in self._open.items() if t - each[0] < FORGOTTEN_S}
        for verdict in _spoiling(verdicts):
            key = verdict.rule.name, verdict.side
            if verdict.fault or (key in found and not verdict.fine):
                found[key] = t, verdict
            else:
                found.pop(key, None)
        return found


def _spoiling(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    return (verdict for verdict in verdicts if verdict.rule.spoils)


def _concerns(lasting: tuple[float, Verdict], verdicts: tuple[Verdict, ...]) -> bool:
    """Whether it is this rep's. One of the standing leg, of which only the near one is seen well,
    or of the body is, also where this rep does not tell."""
    _, fault = lasting
    mine = [verdict.side for verdict in verdicts if verdict.rule.name == fault.rule.name]
    return fault.side in mine if mine or fault.rule.of == "own" else True
