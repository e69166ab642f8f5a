"""What goes to the terminal beside words: JSON for scripts, tables of figures, a progress bar."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from coach.app.request import Progress

_WIDEST = 10_000  # letters: no cell is cut or broken


def figures(table: dict[Any, Any], before: str = "") -> Iterator[tuple[str, float]]:
    """Each number with its name; that of one in an inner table begins with the table's."""
    for key, value in table.items():
        name = f"{before} {key}".strip()
        if isinstance(value, dict):
            yield from figures(value, name)
        else:
            yield name, value


def table(rows: Iterable[Iterable[str]]) -> str:
    """Rows of as many cells each, one below the other, as wide as they are; plain, without a
    frame. Empty without rows."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid, lines = Table.grid(padding=(0, 2)), StringIO()
    for row in rows:
        grid.add_row(*(Text(cell, no_wrap=True) for cell in row))
    Console(file=lines, width=_WIDEST, color_system=None).print(grid, crop=False)
    return "\n".join(line.rstrip() for line in lines.getvalue().splitlines())


def echo_json(value: Any) -> None:
    """One JSON value; what is not known is null."""
    from coach.records.values import plain

    typer.echo(json.dumps(plain(value), indent=1, allow_nan=False))


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on a terminal, from the first word of progress on; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda what, done: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = bar.add_task("", total=None)

    def show(what: str, done: float) -> None:
        known = done == done
        bar.update(
            task, description=what, completed=done if known else 0, total=1.0 if known else None
        )
        bar.start()

    try:
        yield show
    finally:
        bar.stop()
