"""What a field of a dataclass may hold where it is read from a file, said beside its type.

As in `gap_s: Annotated[float, Within(ge=0, le=600)]`. What reads files heeds it (pydantic, through
the method that it looks for); a dataclass that the program makes is not checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any


class Within:
    """The limits of a number (ge, gt, le, lt) or of a length (min_length, max_length)."""

    def __init__(self, **limits: float) -> None:
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return handler(source) | self._limits


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` gives back; it raises ValueError with what is wrong, in words."""

    check: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        function = {"type": "no-info", "function": self.check}
        return {"type": "function-after", "function": function, "schema": handler(source)}


@dataclass(frozen=True, slots=True)
class Known:
    """A name that must be known where it is read: one of its `kind`, as "drills" or "cues"."""

    kind: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        function = {"type": "with-info", "function": self._known}
        return {"type": "function-after", "function": function, "schema": handler(source)}

    def _known(self, name: str, reading: Any) -> Any:
        check = (reading.context or {}).get(self.kind)
        return check(name) if check else name


def _one_printable_line(text: str) -> str:
    if not text.isprintable() or not text.strip():
        raise ValueError("must be one line of words")
    return text


Words = Annotated[str, Within(min_length=1, max_length=300), Checked(_one_printable_line)]
Seconds = Annotated[float, Within(ge=0, le=600)]
Count = Annotated[int, Within(ge=1, le=100)]
