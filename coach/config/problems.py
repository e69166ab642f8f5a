"""Says what is wrong with a file in our own words: "file: key: what; did you mean 'x'?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from coach.config.files import Table
from coach.errors import ConfigError
from coach.spelling import did_you_mean, shortened

SAID = {
    "missing": "is missing",
    "bool_type": "needs true or false, got {got}",
    "date_from_datetime_parsing": "needs a day such as 2026-12-31, got {got}",
    "date_type": "needs a day such as 2026-12-31, got {got}",
    "dict_type": "needs a table, got {got}",
    "finite_number": "needs a finite number, got {got}",
    "float_type": "needs a number, got {got}",
    "greater_than": "must be more than {gt:g}, got {got}",
    "greater_than_equal": "must be at least {ge:g}, got {got}",
    "int_type": "needs a whole number, got {got}",
    "less_than_equal": "must be at most {le:g}, got {got}",
    "list_type": "needs a list, got {got}",
    "literal_error": "must be {expected}, got {got}",
    "model_type": "needs a table, got {got}",
    "string_too_long": "must be at most {max_length} characters long",
    "string_too_short": "must not be empty",
    "string_type": "needs text, got {got}",
    "too_long": "needs {max_length} or fewer entries",
    "too_short": "needs {min_length} or more entries",
    "value_error": "{error}",
}
"""pydantic's kinds of error in our words."""


M = TypeVar("M", bound=BaseModel)


def validated(
    model: type[M], table: Table, path: Path, known: Mapping[str, Iterable[str]] | None = None
) -> M:
    """The table as a model; `known` are names that validators look up. ConfigError has it all."""
    try:
        return model.model_validate(table, context=known)
    except ValidationError as error:
        raise ConfigError(list(_lines(model, path, error))) from None


def _lines(model: type[BaseModel], path: Path, error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False):
        loc = one["loc"]
        if one["type"] == "extra_forbidden":
            key = str(loc[-1])
            what = f"unknown key{did_you_mean(key, _keys(_model_at(model, loc)))}"
        else:
            what = _said(one)
        yield f"{path}: {_dotted(loc)}: {what}"


def _said(error: Any) -> str:
    words = SAID.get(error["type"])
    if words is None:
        return f"{error['msg'].lower()}, got {shortened(error['input'])}"
    return words.format(got=shortened(error["input"]), **error.get("ctx", {}))


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    for part in loc[:-1]:
        field = model.model_fields.get(str(part))
        inner = (field.annotation, *get_args(field.annotation)) if field else ()
        model = next((m for m in inner if isinstance(m, type) and issubclass(m, BaseModel)), model)
    return model


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
