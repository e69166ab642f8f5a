"""What goes to the terminal beside words: JSON for scripts, tables of figures, a progress bar."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from coach.app.request import Progress


def figures(table: dict[Any, Any], before: str = "") -> Iterator[tuple[str, float]]:
    """Each number with its name; that of one in an inner table begins with the table's."""
    for key, value in table.items():
        name = f"{before} {key}".strip()
        if isinstance(value, dict):
            yield from figures(value, name)
        else:
            yield name, value


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their cells below each other, however wide the letters are."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        padded = (
            f"{cell}{' ' * (w - cell_len(cell))}" for cell, w in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def echo_json(value: Any) -> None:
    """One JSON value; what is not known is null."""
    typer.echo(json.dumps(_without_nan(value), indent=1, allow_nan=False))


def _without_nan(value: Any) -> Any:
    """JSON knows no NaN."""
    if isinstance(value, dict):
        return {key: _without_nan(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(inner) for inner in value]
    return None if value != value else value


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of as many cells each, one below the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)


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
