"""Which words are said of a fault next: what was said of it before, and what came of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tried:
    """Words that were said of a fault, by their keys: did it go away? None where nothing can be
    said of that, as they were only given on the way."""

    fault: str
    cue: str
    worked: bool | None = None


def next_words(fault: str, cues: Sequence[str], tried: Sequence[Tried]) -> str:
    """The key of what to say now: never what was said of this fault last, where there is more.
    First comes what has worked for this athlete, then what was said least, then the drill's order.
    """
    mine = [one for one in tried if one.fault == fault and one.cue in cues]
    last = mine[-1].cue if mine else None
    left = [cue for cue in cues if cue != last] or list(cues)

    def rank(cue: str) -> tuple[int, int]:
        told = [one.worked for one in mine if one.cue == cue]
        worked = sum(1 if one else -1 for one in told if one is not None)
        return -max(worked, 0), len(told)

    return min(left, key=rank)
