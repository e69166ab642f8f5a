"""What things are called on a page, and what its parts have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coach.core.types import Side
from coach.pages.svg import Drawing
from coach.records.reading import RecordedSet
from coach.wording.set_words import seen_from, title_of
from coach.wording.texts import Texts

NamedSet = tuple[str, RecordedSet]
"""A set and what it is called among those of its drill; one alone has no name."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and what stands below it."""

    drawing: Drawing
    caption: str


def sides_of(one: RecordedSet) -> tuple[Side, ...]:
    """The legs that can be measured from where the camera stood."""
    near = one.result.view.near
    return (near,) if near else tuple(Side)


def name_in(one: RecordedSet, texts: Texts) -> str:
    """The set among others, as in "A-march 2"."""
    return f"{title_of(one.set_start.drill, texts)} {one.set}"


def once(
    sets: Sequence[NamedSet], lines: Callable[[RecordedSet], Iterable[str]]
) -> tuple[str, ...]:
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
    return f"{title_of(one.set_start.drill, texts)}, {seen_from(one.result.view, texts)}"
