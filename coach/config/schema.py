"""What all schemas are made of: strict tables, words, and names that must be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from coach.core.drills.rules import Band
from coach.core.fields import Known, Words
from coach.spelling import did_you_mean, shortened

FEW = 8


class Strict(BaseModel):
    """A table of which every key is known and no value is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Versioned(Strict):
    """A whole file."""

    version: Annotated[Literal[1], Field(alias="schema")]


listed = Known
__all__ = ["FEW", "Strict", "Versioned", "Words", "known_word", "listed", "one_of", "unknown"]


def one_of(choices: Iterable[str]) -> AfterValidator:
    """Lets only these words through."""
    return AfterValidator(lambda word: known_word(word, choices))


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
