"""Says what is wrong with a file in our own words: "file: key: what; did you mean 'x'?"."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from coach.config.files import Table, merge, read_table
from coach.config.schema import known_word, unknown
from coach.errors import ConfigError
from coach.paths import configs_dir, user_config_dir
from coach.spelling import did_you_mean, shortened

MESSAGES = {
    "missing": "is missing",
    "bool_type": "needs true or false, got {got}",
    "dataclass_type": "needs a table, got {got}",
    "date_from_datetime_parsing": "needs a day such as 2026-12-31, got {got}",
    "date_parsing": "needs a day such as 2026-12-31, got {got}",
    "date_type": "needs a day such as 2026-12-31, got {got}",
    "dict_type": "needs a table, got {got}",
    "finite_number": "needs a finite number, got {got}",
    "float_type": "needs a number, got {got}",
    "frozen_set_type": "needs a list, got {got}",
    "greater_than": "must be more than {gt:g}, got {got}",
    "greater_than_equal": "must be at least {ge:g}, got {got}",
    "int_type": "needs a whole number, got {got}",
    "json_invalid": "is nested too deeply",
    "less_than_equal": "must be at most {le:g}, got {got}",
    "list_type": "needs a list, got {got}",
    "literal_error": "must be {expected}, got {got}",
    "string_too_long": "must be at most {max_length} characters long",
    "string_too_short": "must not be empty",
    "string_type": "needs text, got {got}",
    "too_long": "needs {max_length} or fewer entries",
    "too_short": "needs {min_length} or more entries",
    "tuple_type": "needs a list, got {got}",
    "value_error": "{error}",
}
"""pydantic's kinds of error in our words."""

T = TypeVar("T")


def validated(
    kind: type[T], table: Table, path: Path, known: Mapping[str, Iterable[str]] | None = None
) -> T:
    """The table as a `kind`: a dataclass, whose fields are the schema (see core.fields).

    `known` are the names that `Known` fields look up. ConfigError has all problems. Read as JSON,
    in which, as in TOML, a list may be a tuple or a set, and a text the value of an enum.
    """
    try:
        adapter: TypeAdapter[T] = _adapter(cast(Any, kind))
        return adapter.validate_json(_json(table, path), context=_checks(known or {}))
    except ValidationError as error:
        raise ConfigError(list(_lines(kind, path, error))) from None


def layered(kind: type[T], name: str, path: Path | None, known: Mapping[str, Iterable[str]]) -> T:
    """The shipped file of this name, with the one at `path`, or the user's own if any, on it."""
    shipped, own = configs_dir() / name, path or user_config_dir() / name
    table = read_table(shipped)
    value = validated(kind, table, shipped, known)
    if path or own.exists():
        value = validated(kind, merge(table, read_table(own)), own, known)
    return value


def _checks(known: Mapping[str, Iterable[str]]) -> dict[str, Callable[[str], str]]:
    return {kind: partial(known_word, choices=names) for kind, names in known.items()}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """A dataclass as a schema that lets no unknown key through and guesses no value, nor do
    those in it."""
    with_config(ConfigDict(extra="forbid", strict=True, allow_inf_nan=False))(kind)
    return TypeAdapter(kind)


def _json(table: Table, path: Path) -> str:
    try:
        return json.dumps(table, default=str)
    except (RecursionError, ValueError):  # Python refuses to write out a number of 5,000 digits
        raise ConfigError([f"{path}: has a number too long, or is nested too deeply"]) from None


def _lines(kind: type, path: Path, error: ValidationError) -> Iterator[str]:
    errors = error.errors(include_url=False)
    for one in errors:
        loc = one["loc"]
        if one["type"] == "too_short" and any(other["loc"][:-1] == loc for other in errors):
            continue  # what is wrong in it is left out of the count
        if one["type"] == "unexpected_keyword_argument":
            what = f"unknown key{did_you_mean(str(loc[-1]), keys_of(_kind_at(kind, loc)))}"
        else:
            what = _message(one)
        for line in what.split("\n"):  # a table's own check may find several things
            yield ": ".join(filter(None, (str(path), _dotted(loc), line)))


def _message(error: Any) -> str:
    got, context = error["input"], error.get("ctx", {})
    if error["type"] == "enum" and isinstance(got, str):
        return unknown(got, re.findall(r"'([^']*)'", context["expected"]))
    words = MESSAGES.get(error["type"], f"{error['msg'].lower()}, got {{got}}")
    return words.format(got=shortened(got), **context)


def keys_of(kind: type) -> list[str]:
    """The keys of a file or a table."""
    return list(get_type_hints(kind))


def _kind_at(kind: type, loc: tuple[int | str, ...]) -> type:
    """The dataclass of the table that the last key of `loc` stands in."""
    for part in loc[:-1]:
        inner = _parts_of(get_type_hints(kind).get(str(part)))
        kind = next((one for one in inner if isinstance(one, type) and is_dataclass(one)), kind)
    return kind


def _parts_of(hint: Any) -> Iterator[Any]:
    yield hint
    for inner in get_args(hint):
        yield from _parts_of(inner)


def _dotted(loc: tuple[int | str, ...]) -> str:
    text = ""
    for part in loc:
        if part == "[key]":  # pydantic's word for "this is about the key, not its value"
            continue
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += "." * bool(text) + (part if re.fullmatch(r"[\w-]+", part) else shortened(part))
    return text
