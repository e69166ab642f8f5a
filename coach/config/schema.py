"""What all schemas are made of: strict tables, words, and names that must be known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from coach.spelling import did_you_mean, shortened

FEW = 8


class Strict(BaseModel):
    """A table of which every key is known and no value is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Versioned(Strict):
    """A whole file."""

    version: Annotated[Literal[1], Field(alias="schema")]


def one_of(choices: Iterable[str]) -> AfterValidator:
    """Lets only these words through."""
    return AfterValidator(lambda word: known_word(word, choices))


def listed(kind: str) -> AfterValidator:
    """Lets only words through that were given to `validated` as known of this kind."""

    def check(word: str, info: ValidationInfo) -> str:
        return known_word(word, (info.context or {}).get(kind, [word]))

    return AfterValidator(check)


def known_word(word: str, choices: Iterable[str]) -> str:
    """The word itself; ValueError with the likeliest choice, or with all of a few."""
    choices = list(choices)
    if word in choices:
        return word
    few = "; there are: " + ", ".join(choices) if len(choices) <= FEW else ""
    raise ValueError(f"unknown {shortened(word)}{did_you_mean(word, choices) or few}")


def _one_printable_line(text: str) -> str:
    if not text.isprintable() or not text.strip():
        raise ValueError("must be one line of words")
    return text


Words = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_one_printable_line)]
