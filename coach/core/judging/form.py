"""Is a rep clean? Follows the faults that spoil one, from rep to rep."""

from __future__ import annotations

from collections.abc import Iterable

from coach.core.judging.faults import Verdict
from coach.core.types import Rep, Side

FORGOTTEN_S = 5.0
"""A fault of which nothing was seen for so long spoils nothing any more."""

Open = dict[tuple[str, Side | None], tuple[float, Verdict]]
"""The faults that last, each with when it was last seen, and its verdict."""


class Form:
    """The spoiling faults that last now: each from a rep outside its `enter` to the first inside
    its `leave`, so that nobody who stands at a border is clean in one rep and not in the next."""

    def __init__(self) -> None:
        self._open: Open = {}

    def rising(self, rep: Rep, verdicts: Iterable[Verdict]) -> bool:
        """Whether a rep that is still on its way up is clean as far as is known: the trunk leans by
        then as it will at the top, the legs' own angles do not."""
        body = tuple(verdict for verdict in verdicts if verdict.side is None)
        return _clean(rep.side, body, self._after(rep.t, body))

    def take(self, rep: Rep, verdicts: tuple[Verdict, ...]) -> bool:
        """Whether a rep that is decided is clean; what it shows goes on into the next one."""
        self._open = self._after(rep.t, verdicts)
        return _clean(rep.side, verdicts, self._open)

    def _after(self, t: float, verdicts: Iterable[Verdict]) -> Open:
        found = {key: each for key, each in self._open.items() if t - each[0] < FORGOTTEN_S}
        for verdict in verdicts:
            key = verdict.rule.name, verdict.side
            if verdict.rule.spoils and (verdict.fault or (key in found and not verdict.fine)):
                found[key] = t, verdict
            else:
                found.pop(key, None)
        return found


def _clean(side: Side, verdicts: tuple[Verdict, ...], lasting: Open) -> bool:
    """Whether none of the lasting faults is a rep's of this side. One of the standing leg, of which
    only the near one is seen well, is also where the rep does not tell."""
    judged = {verdict.rule.name for verdict in verdicts}
    for _, fault in lasting.values():
        of = fault.rule.of
        mine = {"own": side, "stance": side.other}.get(of)
        if fault.side is mine or (of == "stance" and fault.rule.name not in judged):
            return False
    return True
