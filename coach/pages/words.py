"""What things are called on a page, and what its parts have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import REP_VALUES
from coach.core.types import Side
from coach.pages.svg import Drawing
from coach.records.reading import RecordedSet
from coach.wording.texts import Texts

Named = tuple[str, RecordedSet]
"""A set and what it is called among those of its drill; one alone has no name."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and what stands below it."""

    drawing: Drawing
    caption: str


def title_of(drill: Drill, texts: Texts) -> str:
    """A drill's title in the reader's language, where it ships."""
    return texts.title(drill.name, drill.title)


def drill_called(name: str, title: str, texts: Texts) -> str:
    """As it is called in a line of advice."""
    return texts.drills.get(name, title)


def seen_from(one: RecordedSet, texts: Texts) -> str:
    """As in "seen from the left"."""
    return texts.states.get(f"from_{one.result.view}", texts.pages["report_view_unknown"])


def sides_of(one: RecordedSet) -> tuple[Side, ...]:
    """The legs that can be measured from where the camera stood."""
    near = one.result.view.near
    return (near,) if near else tuple(Side)


def unit_of(drill: Drill) -> str:
    """The unit of what the reps are graded by."""
    return REP_VALUES[drill.graded].unit


def name_in(one: RecordedSet, texts: Texts) -> str:
    """The set among others, as in "A-march 2"."""
    return f"{title_of(one.set_start.drill, texts)} {one.set}"


def once(sets: Sequence[Named], lines: Callable[[RecordedSet], Iterable[str]]) -> tuple[str, ...]:
    """Each line once, after the names of its sets where it is not all of them."""
    found: dict[str, list[str]] = {}
    for called, one in sets:
        for line in dict.fromkeys(lines(one)):
            found.setdefault(line, []).append(called)
    return tuple(
        line if len(names) == len(sets) else f"{', '.join(names)}: {line}"
        for line, names in found.items()
    )


def title_in(one: RecordedSet, texts: Texts) -> str:
    """All sets of the drill from one side, as in "A-march, seen from the left"."""
    return f"{title_of(one.set_start.drill, texts)}, {seen_from(one, texts)}"


def with_side(name: str, side: Side | None, texts: Texts) -> str:
    """As in "Knee drive, left"."""
    return f"{name}, {texts.sides[side].lower()}" if side else name


def clock(seconds: float) -> str:
    """Minutes and seconds, as in 12:05; nothing where not known."""
    if not isfinite(seconds):
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def ranges(numbers: Iterable[int]) -> str:
    """Rising numbers with their runs drawn together, as in "1, 4-6"."""
    known = sorted(set(numbers))
    if not known:
        return ""
    starts = [known[0], *(b for a, b in pairwise(known) if b - a > 1)]
    ends = [*(a for a, b in pairwise(known) if b - a > 1), known[-1]]
    parts = (f"{a}" if a == b else f"{a}\u2013{b}" for a, b in zip(starts, ends, strict=True))
    return ", ".join(parts)
