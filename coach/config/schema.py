"""What the schemas of files share: words of a choice, and bands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from math import isfinite

from coach.core.drills.rules import Band
from coach.core.fields import Checked
from coach.spelling import did_you_mean, shortened

FEW = 8


def one_of(choices: Iterable[str]) -> Checked:
    """Lets only these words through."""
    return Checked(partial(known_word, choices=choices))


def closed(band: Band) -> Band:
    """The band itself; ValueError where an end is open or the ends are the wrong way round."""
    if not isfinite(band.low) or not isfinite(band.high):
        raise ValueError("needs 'low' and 'high'")
    return rising(band)


def rising(band: Band) -> Band:
    """The band itself; ValueError where its ends are the wrong way round."""
    if band.low >= band.high:
        raise ValueError(f"low ({band.low:g}) must be less than high ({band.high:g})")
    return band


def known_word(word: str, choices: Iterable[str]) -> str:
    """The word itself; ValueError where it is none of the choices."""
    choices = list(choices)
    if word not in choices:
        raise ValueError(unknown(word, choices))
    return word


def unknown(word: str, choices: Sequence[str]) -> str:
    """That it is none of the choices, with the likeliest, or with all of a few."""
    few = "; there are: " + ", ".join(choices) if len(choices) <= FEW else ""
    return f"unknown {shortened(word)}{did_you_mean(word, choices) or few}"
