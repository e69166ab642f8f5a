"""`coach athletes`: who is known; to add, rename, export and delete them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import JsonOption

if TYPE_CHECKING:
    from coach.records.athletes import Athlete

athletes = typer.Typer(
    help="Who runs: list, add, rename, export, delete with everything of theirs.",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

NAME = Annotated[str, typer.Argument(metavar="NAME", help="a name, or an id", show_default=False)]


@athletes.callback(invoke_without_command=True)
def start(context: typer.Context, as_json: JsonOption = False) -> None:
    """Without a command: the same as list."""
    if context.invoked_subcommand is None:
        list_all(as_json)


@athletes.command("list")
def list_all(as_json: JsonOption = False) -> None:
    """List them, with how many sessions each has."""
    from dataclasses import asdict

    from coach.cli.terminal import echo_json, table
    from coach.paths import data_dir, sessions_dir
    from coach.records.athlete_sessions import sessions_by_athlete
    from coach.records.athletes import known_athletes
    from coach.spelling import one_line

    known, counts = known_athletes(data_dir()), sessions_by_athlete(sessions_dir())
    if as_json:
        echo_json([{**asdict(one), "sessions": counts.get(one.id, 0)} for one in known])
    elif known:
        heads = ("id", "added", "sessions", "name")
        rows = [(o.id, o.added, str(counts.get(o.id, 0)), one_line(o.name)) for o in known]
        typer.echo(table([heads, *rows]))
    else:
        typer.echo("no athlete is known yet: 'coach run --athlete NAME' adds one")


@athletes.command()
def add(name: NAME) -> None:
    """Add one; 'coach run --athlete' does it by itself."""
    from datetime import datetime

    from coach.paths import data_dir
    from coach.records.athletes import add_athlete, shown

    added = f"{datetime.now().astimezone():%Y-%m-%d}"
    athlete = add_athlete(data_dir(), name, added)
    typer.echo(f"added {shown(athlete.name)} with the id {athlete.id}")


@athletes.command()
def rename(
    name: NAME, to: Annotated[str, typer.Argument(metavar="NEW_NAME", show_default=False)]
) -> None:
    """Call one otherwise; their sessions stay theirs."""
    from coach.paths import data_dir
    from coach.records.athletes import rename_athlete, shown

    before = _found(name)
    after = rename_athlete(data_dir(), before, to)
    typer.echo(f"{shown(before.name)} is now {shown(after.name)}")


@athletes.command()
def export(
    name: NAME,
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", show_default=False)],
) -> None:
    """Put everything of one into a new zip file."""
    import json
    from dataclasses import asdict

    from coach.exports.history import history_csv
    from coach.paths import data_dir, sessions_dir
    from coach.records.athlete_sessions import export_sessions, sessions_of
    from coach.records.history import history_of
    from coach.records.index import HISTORY, indexed

    athlete = _found(name)
    folders = sessions_of(sessions_dir(), athlete.id)
    with indexed(sessions_dir(), data_dir() / HISTORY) as index:
        table = history_csv(history_of(index.db, athlete.id))
    described = json.dumps(asdict(athlete), indent=1, ensure_ascii=False)
    export_sessions(folders, {"athlete.json": f"{described}\n", "history.csv": table}, file)
    typer.echo(f"{_sessions(len(folders), athlete)} written to {file}")


@athletes.command()
def delete(
    name: NAME,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Delete one with all their sessions, for good."""
    from coach.paths import data_dir, sessions_dir
    from coach.records.athlete_sessions import delete_sessions, sessions_of
    from coach.records.athletes import forget_athlete
    from coach.records.index import HISTORY, indexed

    athlete = _found(name)
    folders = sessions_of(sessions_dir(), athlete.id)
    theirs = _sessions(len(folders), athlete)
    if not yes and not typer.confirm(f"Delete {theirs}?"):
        typer.echo("nothing was deleted")
        return
    delete_sessions(folders, athlete.id)
    forget_athlete(data_dir(), athlete)
    with indexed(sessions_dir(), data_dir() / HISTORY):
        pass
    typer.echo(f"deleted {theirs}")


def _found(name: str) -> Athlete:
    from coach.paths import data_dir
    from coach.records.athletes import find_athlete, known_athletes

    return find_athlete(known_athletes(data_dir()), name)


def _sessions(n: int, athlete: Athlete) -> str:
    from coach.records.athletes import shown

    return f"{n} session{'' if n == 1 else 's'} of {shown(athlete.name)}"
