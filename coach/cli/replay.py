"""`coach replay`: a recorded session once more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def replay(
    folder: Annotated[Path, typer.Argument(help="a session's folder, or one set's")],
    drill: Annotated[str | None, typer.Option(help="score it by another drill's targets")] = None,
    prescription: Annotated[
        Path | None, typer.Option(help="score it by the targets of a prescription")
    ] = None,
    headless: Annotated[bool, typer.Option(help="as text, as fast as it goes")] = False,
    mute: Annotated[bool, typer.Option(help="no sound")] = False,
    out: Annotated[Path | None, typer.Option(help="write what it comes to into a folder")] = None,
) -> None:
    """Play a recorded session from its landmarks, with the cues that it gave, or score it anew."""
    from coach.app.replay import replay as play
    from coach.app.request import RunRequest
    from coach.config import load_settings, load_texts
    from coach.wording.set_summary import summary_text

    texts = load_texts(load_settings().language)
    if drill is not None and prescription is not None:
        raise typer.BadParameter("give a --drill or a --prescription, not both")
    request = RunRequest(
        drill, headless=headless, mute=mute, fast=headless, prescription=prescription
    )
    for played in play(folder, request, out):
        done = played.take.set_start.drill
        typer.echo(f"{texts.title(done.name, done.title)}:")
        for line in summary_text(played.result, texts, played.assessment):
            typer.echo(f"  {line}")
        if played.same is not None:
            typer.echo(f"  {texts.pages['replay_same' if played.same else 'replay_other']}")
