"""`coach history`: what an athlete did, and how one number went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import JsonOption

if TYPE_CHECKING:
    from coach.core.judging.history import Course, HistoryEntry
    from coach.wording.texts import Texts

SVG, HTML = ".svg", ".html"


def history(
    athlete: Annotated[str, typer.Argument(help="a name, or an id", show_default=False)],
    metric: Annotated[
        str | None, typer.Option(help="whose trend; else what the drill is graded by")
    ] = None,
    drill: Annotated[
        str | None, typer.Option(help="of which drill; else the one that was done most")
    ] = None,
    as_json: JsonOption = False,
    out: Annotated[
        Path | None, typer.Option(help="a file for the trend: .svg, or .html with the table")
    ] = None,
) -> None:
    """Show what an athlete did, and the trend of one number; probes are marked."""
    from coach.cli.terminal import echo_json
    from coach.config import load_settings, load_texts
    from coach.errors import CoachError
    from coach.exports.history import history_json
    from coach.paths import data_dir
    from coach.records.athletes import find_athlete, known_athletes

    if out is not None and out.suffix.lower() not in (SVG, HTML):
        raise CoachError(f"--out {out} needs a name that ends in {SVG} or {HTML}")
    known = find_athlete(known_athletes(data_dir()), athlete)
    texts = load_texts(load_settings().language)
    entries = _entries(known.id)
    courses = _courses(entries, metric, drill)
    if as_json:
        who = {"id": known.id, "name": known.name}
        echo_json({"athlete": who, **history_json(entries, courses)})
    else:
        _print(known.name, entries, courses, texts)
    if out is not None:
        _write(out, known.name, entries, courses, texts)
        typer.echo(f"Written to {out}", err=as_json)


def _entries(athlete: str) -> tuple[HistoryEntry, ...]:
    from coach.paths import data_dir, sessions_dir
    from coach.records.history import history_of
    from coach.records.index import HISTORY, indexed

    with indexed(sessions_dir(), data_dir() / HISTORY) as index:
        if index.unreadable:
            many = "1 folder" if index.unreadable == 1 else f"{index.unreadable} folders"
            words = f"Note: {many} in {sessions_dir()} could not be read, and are left out"
            typer.echo(words, err=True)
        return history_of(index.db, athlete)


def _courses(
    entries: tuple[HistoryEntry, ...], metric: str | None, drill: str | None
) -> tuple[Course, ...]:
    """The trends that were asked for; CoachError where there is no such drill or metric."""
    from coach.errors import CoachError
    from coach.records.history import courses, main_metric, most_done
    from coach.spelling import did_you_mean

    if not entries:
        return ()
    drills = sorted({one.drill for one in entries})
    if drill is not None and drill not in drills:
        near = did_you_mean(drill, drills) or f"; there is {', '.join(drills)}"
        raise CoachError(f"no session has the drill {drill!r}{near}")
    drill = drill or most_done(entries)
    names = sorted({name for one in entries if one.drill == drill for name, _ in one.metrics})
    if metric is not None and metric not in names:
        near = did_you_mean(metric, names) or f"; there is {', '.join(names)}"
        raise CoachError(f"{metric!r} was not measured in {drill}{near}")
    return courses(entries, drill, metric or main_metric(entries, drill))


def _print(
    name: str, entries: tuple[HistoryEntry, ...], courses: tuple[Course, ...], texts: Texts
) -> None:
    from coach.cli.terminal import table
    from coach.wording.history import (
        course_title,
        drawn,
        key_of,
        plainly,
        span,
        table_of,
        trend_lines,
    )

    typer.echo(span(name, entries, texts))
    if entries:
        typer.echo()
        typer.echo(table(table_of(entries, texts)))
        if not courses:
            typer.echo(f"\n{texts.pages['history_no_trend']}")
    for course in courses:
        typer.echo(f"\n{course_title(course, texts)}\n")
        typer.echo("\n".join(drawn(course, texts)))
        keys = [f"{mark} {what}" for mark, what in key_of(course, texts)]
        typer.echo(plainly("\n".join(["", *keys, *trend_lines(course, texts)])))


def _write(
    out: Path,
    name: str,
    entries: tuple[HistoryEntry, ...],
    courses: tuple[Course, ...],
    texts: Texts,
) -> None:
    from coach.errors import CoachError
    from coach.pages.history_page import history_html, history_svg
    from coach.pages.page import write_page

    if not courses:
        raise CoachError(f"nothing is written to {out}: there is no trend to draw yet")
    if out.suffix.lower() == SVG:
        write_page(out, history_svg(name, courses, texts))
    else:
        write_page(out, history_html(name, entries, courses, texts))
