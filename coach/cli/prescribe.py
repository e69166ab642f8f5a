"""`coach prescribe`: a prescription by answering questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

STOPPED = "stopped: nothing was written"


def prescribe(
    out: Annotated[Path | None, typer.Option(help="the file to write")] = None,
) -> None:
    """Write a prescription: asks what an athlete is to do, and what not."""
    from coach.errors import CoachError

    if sys.stdin is None or sys.stdin.closed:
        raise CoachError("there is nobody to ask: write the file by hand, as docs/GUIDE.md shows")
    try:
        _prescribe(out)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo()
        raise CoachError(STOPPED) from None
    except UnicodeError:
        raise CoachError(f"an answer is not UTF-8 text; {STOPPED}") from None


def _prescribe(out: Path | None) -> None:
    from datetime import datetime

    from coach.cli.interview import interview
    from coach.config.prescriptions import load_prescription
    from coach.config.toml_text import toml_text
    from coach.records.atomic_files import write_text, writing

    table = interview(datetime.now().astimezone().date())
    text = toml_text(table)
    typer.echo(f"\n{text}")
    path = _place(out, str(table["athlete"]))
    with writing(path, "try --out"):
        write_text(path, text)
    load_prescription(path)
    typer.echo(f'Written to {path}. It is run by:\n  coach run --prescription "{path}"')


def _place(out: Path | None, athlete: str) -> Path:
    """Where the file is to lie; one that is there is replaced only if that is wanted."""
    own = "_".join("".join(c if c.isalnum() else " " for c in athlete).split()).lower()
    while True:
        path = out or Path(typer.prompt("Write it to", f"{own[:40] or 'prescription'}.toml"))
        if not path.exists() or typer.confirm(f"{path} is there: replace it", default=False):
            return path
        out = None
