"""A page from its template: every text put in is escaped, and one that is not there fails."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from jinja2 import Environment, PackageLoader, StrictUndefined

from coach.errors import RecordError
from coach.records.atomic_files import write_text
from coach.wording.texts import Texts

_JOINERS = "\u200c\u200d"


def page(template: str, texts: Texts, **content: Any) -> str:
    """The whole page; templates see `texts`, and `words` for the texts' [pages]."""
    return _templates().get_template(template).render(texts=texts, words=texts.pages, **content)


def write_page(path: Path, text: str, *, new_folder: bool = True) -> None:
    """Writes what somebody asked for whole or not at all; RecordError where it cannot."""
    try:
        if new_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        # Half a surrogate pair, which a name in JSON may hold, cannot be written.
        write_text(path, text.encode("utf-8", "replace").decode("utf-8"))
    except OSError as error:
        why = f"cannot write {path}: {error.strerror or error}; choose another file"
        raise RecordError(why) from error


def plain(text: str) -> str:
    """The text on one line, without characters that are not seen but turn or hide others."""
    shown = "".join(c if c in _JOINERS or category(c) not in ("Cc", "Cf") else " " for c in text)
    return " ".join(shown.split())


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("coach.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["plain"] = plain
    return templates
