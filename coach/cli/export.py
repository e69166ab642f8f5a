"""`coach export`: recorded sets as files that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coach.records.reading import RecordedSession

SUFFIXES = ".trc", ".mot", ".csv"


def _plausible(metres: float | None) -> float | None:
    """Also refuses NaN, which is in no range."""
    if metres is not None and not 0.5 <= metres <= 2.5:
        raise typer.BadParameter(f"{metres:g} is not from 0.5 to 2.5 m")
    return metres


def export(
    out: Annotated[
        Path, typer.Option(help="FILE.trc: points; FILE.mot: angles; FILE.csv: a table of sessions")
    ],
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="a set; for a table any sessions, or none for all that are recorded"),
    ] = None,
    height: Annotated[
        float | None,
        typer.Option(metavar="M", callback=_plausible, help="the athlete's, in metres; for .trc"),
    ] = None,
) -> None:
    """Write what was recorded for OpenSim (.trc, .mot), or as one table (.csv)."""
    from coach.records.atomic_files import write_text, writing

    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        raise typer.BadParameter(f"--out ends in {', '.join(SUFFIXES)}, not as {out.name}")
    if suffix == ".csv":
        text, said = _table(folders)
    elif not folders or len(folders) > 1:
        raise typer.BadParameter(f"a {suffix} is of one set: give its folder")
    elif suffix == ".mot":
        text, said = _motion(folders[0])
    elif height is None:
        raise typer.BadParameter("a camera sees no metres: give the athlete's, as --height 1.72")
    else:
        text, said = _points(folders[0], height, out.name)
    with writing(out, "choose another file"):
        write_text(out, text)
    typer.echo(said)
    typer.echo(f"Written to {out}")


def _points(folder: Path, height: float, name: str) -> tuple[str, str]:
    from coach.exports.trc import trc
    from coach.records.reading import set_in
    from coach.records.set_recorder import load_recording

    text = trc(load_recording(set_in(folder)), height, name)
    return text, f"16 points in metres, by a height of {height:g} m, at one rate; nan: not seen"


def _motion(folder: Path) -> tuple[str, str]:
    from coach.app.recovery import close_where_possible
    from coach.cli.terminal import progress
    from coach.exports.mot import motion
    from coach.records.reading import frames_of, set_in

    close_where_possible(folder, progress)
    made = motion(frames_of(set_in(folder)))
    legs = " and ".join(side.value for side in made.sides)
    stretch = f"{made.start:.2f} to {made.end:.2f} s"
    return made.text, f"{legs}, {stretch}: the longest stretch without a gap; OpenSim stops at one"


def _table(folders: Sequence[Path] | None) -> tuple[str, str]:
    from coach.errors import RecordError
    from coach.exports.table import table
    from coach.paths import sessions_dir
    from coach.records.reading import sessions_in

    tops = [top for folder in folders or [sessions_dir()] for top in sessions_in(folder)]
    read = [session for top in tops if (session := _read(top)) is not None]
    if not read:
        raise RecordError("no session could be read: there is nothing to export")
    sets = sum(len(session.sets) for session in read)
    return table(read), f"{_many(sets, 'set')} of {_many(len(read), 'session')}"


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _read(top: Path) -> RecordedSession | None:
    """None for a damaged one, which is told and left out."""
    from coach.errors import RecordError
    from coach.records.reading import read_session

    try:
        return read_session(top)
    except RecordError as error:
        typer.echo(f"coach: left out: {error}", err=True)
        return None
