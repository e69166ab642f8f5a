"""What several commands ask for, and what they tell at the end."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from coach.app.session_record import FinishedSession


class ViewName(StrEnum):
    """Where the camera stands: left means that it sees the athlete's left side."""

    AUTO = "auto"
    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    REAR = "rear"


def _belt_speed(kmh: float | None) -> float | None:
    """Also refuses NaN, which is in no range."""
    if kmh is not None and not 1 <= kmh <= 25:
        raise typer.BadParameter(f"{kmh:g} is not from 1 to 25 km/h")
    return kmh


DrillOption = Annotated[str | None, typer.Option(help="a drill's name, or a drill file")]
SourceOption = Annotated[
    str | None, typer.Option(help="a camera number, a video, an http or rtsp address, synthetic")
]
ViewOption = Annotated[ViewName, typer.Option(help="where the camera stands; auto tells by itself")]
ModelOption = Annotated[str | None, typer.Option(help="auto, lite, full, heavy, or a .task file")]
SpeedOption = Annotated[
    float | None,
    typer.Option(metavar="KMH", callback=_belt_speed, help="the belt's speed, 1 to 25 km/h"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="for scripts")]


def view_of(view: ViewName) -> Any:
    """The core's view; None for auto."""
    from coach.core.types import View

    return None if view is ViewName.AUTO else View(view.value)


def print_finished(outcome: FinishedSession) -> None:
    """What a session came to, and where it lies."""
    from coach.wording.closing import closing_text
    from coach.wording.comparison import comparison_text
    from coach.wording.set_summary import summary_text

    if outcome.comparisons is None:
        lines = summary_text(outcome.result, outcome.texts, outcome.assessment)
    else:
        closed = closing_text(outcome.closing, outcome.texts) if outcome.closing else []
        lines = [*closed, *comparison_text(outcome.comparisons, outcome.texts)]
    for line in lines:
        typer.echo(line)
    for note in outcome.notes:
        typer.echo(f"Note: {note}")
    typer.echo(f"Written to {outcome.folder}")
