"""What a session came to, in the few words of its last page."""

from __future__ import annotations

from collections.abc import Iterator

from coach.core.session.closing import Closing
from coach.wording.judged import unjudged
from coach.wording.set_words import clock, title_of
from coach.wording.texts import Texts

Row = tuple[str, str]
"""What it is of, and what is said of it."""


def closing_heading(closing: Closing, texts: Texts) -> str:
    """The whole session in a few words: of a set alone how many reps reached the target, or why
    that is not known."""
    if closing.alone and closing.unjudged:
        return unjudged(closing.unjudged[0][1], texts).rstrip(".")
    if not closing.alone:
        return texts.say("plan_done")
    reached = next(map(texts.show, closing.told), "")
    return reached or texts.states["done"]


def closing_rows(closing: Closing, texts: Texts) -> tuple[Row, ...]:
    """Time, sets, the best drill, what changed and what to practise, as far as there is any; before
    all else what could not be judged."""
    return tuple(_rows(closing, texts))


def closing_text(closing: Closing, texts: Texts) -> list[str]:
    """The same for a terminal."""
    lines = [f"{name}: {words}" for name, words in closing_rows(closing, texts)]
    return [f"{closing_heading(closing, texts)}.", *lines]


def _rows(closing: Closing, texts: Texts) -> Iterator[Row]:
    states, words = texts.states, texts.summary
    if not closing.alone and closing.unjudged:
        drills = dict.fromkeys(title_of(drill, texts) for drill, _ in closing.unjudged)
        yield states["close_unjudged"], ", ".join(drills)
    if not closing.alone:
        yield states["close_time"], f"{clock(closing.seconds)} {states['start_minutes']}"
        of = words["close_of"].format(n=closing.sets, of=closing.planned)
        yield states["close_sets"], of
        if (best := closing.best) is not None:
            reached = words["close_of"].format(n=best.high, of=best.reps)
            yield states["close_best"], f"{title_of(best.drill, texts)}: {reached}"
        if closing.changed is not None:
            yield states["close_changed"], texts.show(closing.changed)
    if closing.practise is not None:
        yield states["close_practise"], texts.show(closing.practise)
