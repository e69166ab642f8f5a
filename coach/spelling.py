"""A likely correction of a misspelt name; a value cut for a message, a text without controls."""

from __future__ import annotations

import difflib
import reprlib
import unicodedata
from collections.abc import Iterable

_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of a letter, ends of a line: a terminal obeys them, or cannot write them."""

_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""They turn round the words that come after a name."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """ "; did you mean 'high_knees'?" for the likeliest choice, "" where none is near."""
    near = difflib.get_close_matches(word, list(choices), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def shortened(value: object) -> str:
    """The value nearly as it stands in the file, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return reprlib.repr(value)
    except ValueError:  # Python refuses to write out a number of 5,000 digits
        return "a number too long to write"


def one_line(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(" " if _unseen(letter) else letter for letter in text)


def _unseen(letter: str) -> bool:
    turning = unicodedata.bidirectional(letter) in _TURNING
    return turning or unicodedata.category(letter) in _UNSEEN
