"""`coach analyze`: one video, or many with one bar, a table, and a line for each that failed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import (
    ModelOption,
    SpeedOption,
    ViewName,
    ViewOption,
    print_finished,
    view_of,
)
from coach.cli.terminal import progress, table

if TYPE_CHECKING:
    from coach.app.request import RunRequest


def analyze(
    video: Annotated[
        list[str], typer.Argument(help="a video file; or several, a folder, a pattern in quotes")
    ],
    drill: Annotated[str, typer.Option(help="a drill's name, or a drill file")],
    out: Annotated[
        Path, typer.Option(help="the folder to write into; of many, one for each in it")
    ],
    view: ViewOption = ViewName.AUTO,
    model: ModelOption = None,
    speed: SpeedOption = None,
) -> None:
    """Measure every frame of a video, as fast as it goes; of many, on all cores."""
    from coach.app.analyze import analyze as analyze_video
    from coach.app.request import RunRequest
    from coach.cameras.videos import is_one

    request = RunRequest(drill, video[0], view_of(view), model=model, speed_kmh=speed)
    if is_one(video):
        print_finished(analyze_video(request, out, progress))
    else:
        analyze_all(video, request, out)


def analyze_all(sources: Sequence[str], request: RunRequest, out: Path) -> None:
    """Ends with 1 where a video failed."""
    from coach.app.analyze_many import analyze_many, rows_of
    from coach.cameras.videos import videos_of
    from coach.config import load_settings, load_texts

    texts = load_texts(load_settings().language)
    videos = analyze_many(videos_of(sources), request, out, progress)
    failed = [video for video in videos if video.problem]
    if len(failed) < len(videos):
        typer.echo(table(rows_of(videos, texts)))
    before = sum(video.before for video in videos)
    new = len(videos) - len(failed) - before
    typer.echo(texts.pages["many"].format(new=new, before=before, failed=len(failed)))
    for video in failed:
        typer.echo(f"coach: {video.why}", err=True)
    if failed:
        raise typer.Exit(1)
