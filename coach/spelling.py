"""A likely correction of a misspelt name, and a value shortened for a message."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable


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
