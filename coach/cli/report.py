"""`coach report`: a recorded session as one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.pages.reader import Reader

if TYPE_CHECKING:
    from coach.core.drills.drill import Drill
    from coach.wording.texts import Texts


def report(
    folder: Annotated[Path, typer.Argument(help="a session's folder, or one set's")],
    out: Annotated[Path | None, typer.Option(help="the page; else report.html there")] = None,
    reader: Annotated[
        Reader, typer.Option("--for", help="in plain words, in numbers, or both")
    ] = Reader.BOTH,
) -> None:
    """Write what was done, measured and found into one HTML page that needs nothing else."""
    from coach.app.recovery import close_where_possible
    from coach.cli.terminal import progress
    from coach.config import load_settings, load_texts, load_usual
    from coach.pages.page import write_page
    from coach.pages.report import report_page
    from coach.records.notes import notes_of
    from coach.records.reading import read_folder

    why_not = close_where_possible(folder, progress)
    texts = load_texts(load_settings().language)
    recorded = read_folder(folder)
    html = report_page(
        recorded,
        reader,
        texts,
        usual=load_usual(texts),
        drill=lambda name: _drill(name, texts),
        notes=notes_of(recorded.path),
    )
    path = out or folder / "report.html"
    write_page(path, html)
    if not all(one.closed for one in recorded.sets):
        typer.echo(f"Note: {texts.pages['report_unfinished']} {why_not}".rstrip())
    typer.echo(f"Written to {path}")


def _drill(name: str, texts: Texts) -> Drill | None:
    """None where the drill of that time is no more."""
    from coach.config import load_drill
    from coach.errors import ConfigError

    try:
        return load_drill(name, texts)
    except ConfigError:
        return None
