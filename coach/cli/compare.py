"""`coach compare`: before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import JsonOption

if TYPE_CHECKING:
    from coach.records.session_pairs import ComparedSessions


def compare(
    before: Annotated[
        Path | None, typer.Argument(help="a session's, an analysed video's or a set's folder")
    ] = None,
    after: Annotated[Path | None, typer.Argument(help="the later one's")] = None,
    athlete: Annotated[
        str | None, typer.Option(help="instead of folders: their first and last session")
    ] = None,
    drill: Annotated[str | None, typer.Option(help="of this drill alone")] = None,
    out: Annotated[Path | None, typer.Option(help="write a page to read, one HTML file")] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two sessions or videos: what changed, and whether that can be believed."""
    from coach.cli.terminal import echo_json
    from coach.config import load_settings, load_texts
    from coach.records.comparison import comparison_json
    from coach.wording.comparison import comparison_text

    if out is not None and out.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"--out is a page: {out.name} does not end in .html")
    found = _found(before, after, athlete, drill)
    texts = load_texts(load_settings().language)
    comparisons = [pair.comparison for pair in found.pairs]
    if as_json:
        echo_json(
            {
                "before": str(found.before.path),
                "after": str(found.after.path),
                "sets": comparison_json(comparisons),
            }
        )
    else:
        for line in comparison_text(comparisons, texts):
            typer.echo(line)
    if out is not None:
        from coach.pages.comparing import comparison_page
        from coach.pages.page import write_page

        write_page(out, comparison_page(found, texts))
        typer.echo(f"Written to {out}", err=as_json)


def _found(
    before: Path | None, after: Path | None, athlete: str | None, drill: str | None
) -> ComparedSessions:
    from coach.app.recovery import close_where_possible
    from coach.cli.terminal import progress
    from coach.records.session_pairs import compare_athlete, compare_folders

    if athlete is None:
        if before is None or after is None:
            raise typer.BadParameter("give two folders, or an --athlete")
        for folder in (before, after):
            close_where_possible(folder, progress)
        return compare_folders(before, after, drill)
    if before is not None:
        raise typer.BadParameter("give two folders or an --athlete, not both")
    from coach.paths import data_dir, sessions_dir
    from coach.records.athlete_sessions import sessions_of
    from coach.records.athletes import find_athlete, known_athletes

    known = find_athlete(known_athletes(data_dir()), athlete)
    return compare_athlete(sessions_of(sessions_dir(), known.id), drill)
