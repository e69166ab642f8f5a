"""How a value is written: what is not known is None, never NaN, and the body's side "both"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from math import isfinite, nan
from typing import Annotated, Any

from pydantic import BeforeValidator

from coach.core.types import Side


def known(value: float | None, digits: int | None = None) -> float | None:
    """The number; None where it is not known."""
    if value is None or not isfinite(value):
        return None
    return value if digits is None else round(value, digits)


def number(value: float | None) -> float:
    """What `known` was made from: NaN for None."""
    return nan if value is None else value


Number = Annotated[float, BeforeValidator(number)]
"""A float of a file, in which it may be None."""


def plain(value: Any, of: Callable[[float], Any] = known) -> Any:
    """The value as JSON has it, `of` for each float; a set always has the same order."""
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(one, of) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, of) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return of(value) if isinstance(value, float) else value


def numbers(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with NaN where it has None."""
    return {key: nan if value is None else value for key, value in table.items()}


def side_word(side: Side | None) -> str:
    """The side as a key or a cell."""
    return side.value if side else "both"


def side_of(word: str) -> Side | None:
    """What `side_word` was made from."""
    return None if word == "both" else Side(word)
