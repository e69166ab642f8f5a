"""`coach note`: a few words, or how it felt, added to a session."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def note(
    folder: Annotated[Path, typer.Argument(help="a session's folder")],
    text: Annotated[str, typer.Argument(help="what is to be remembered of it")] = "",
    pain: Annotated[
        int | None, typer.Option(min=0, max=10, metavar="0-10", help="0 is none, 10 the worst")
    ] = None,
    effort: Annotated[
        int | None, typer.Option(min=0, max=10, metavar="0-10", help="0 is rest, 10 all there is")
    ] = None,
    by: Annotated[str, typer.Option(help="who says so")] = "",
) -> None:
    """Add a note to a session, or how much it hurt and how hard it was."""
    from datetime import datetime

    from coach.records.notes import EFFORT, PAIN, TEXT, Note, add_notes

    levels = {kind: level for kind, level in ((PAIN, pain), (EFFORT, effort)) if level is not None}
    if not levels and not text.strip():
        raise typer.BadParameter("give some words, --pain or --effort")
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    notes = [Note(when, kind, level=level, by=by) for kind, level in levels.items()]
    if text.strip():
        notes.append(Note(when, TEXT, text, by=by))
    add_notes(folder, *notes)
    typer.echo(f"Noted in {folder}")
