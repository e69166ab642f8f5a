"""A page from its template: every text put in is escaped, and one that is not there fails."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from jinja2 import Environment, PackageLoader, StrictUndefined

from coach.records.atomic_files import write_text, writing
from coach.wording.texts import Texts

_JOINERS = "\u200c\u200d"


def page(template: str, texts: Texts, **content: Any) -> str:
    """The whole page; templates see `texts`, and `words` for the texts' [pages]."""
    return _templates().get_template(template).render(texts=texts, words=texts.pages, **content)


def write_page(path: Path, html: str) -> None:
    """Writes the page whole or not at all; RecordError where it cannot."""
    with writing(path, "choose another file"):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, html)


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
