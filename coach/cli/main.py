"""The command line: arguments in, words out, no logic. Imports wait until a command needs them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from coach import __version__
from coach.cli.analyze import analyze
from coach.cli.athletes import athletes
from coach.cli.compare import compare
from coach.cli.export import export
from coach.cli.history import history
from coach.cli.note import note
from coach.cli.options import (
    DrillOption,
    JsonOption,
    ModelOption,
    SourceOption,
    SpeedOption,
    ViewName,
    ViewOption,
    print_finished,
    view_of,
)
from coach.cli.prescribe import prescribe
from coach.cli.replay import replay
from coach.cli.report import report
from coach.cli.terminal import echo_json, figures, progress, table

app = typer.Typer(
    help="A webcam coach for running drills: live hip and knee angles against a drill's targets.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


ACCURACY, COACHING, COMPARE = "accuracy", "coaching", "compare"


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="say the version")] = False,
) -> None:
    """Without a command: the same as `coach run`."""
    if version:
        typer.echo(f"coach {__version__}")
    elif context.invoked_subcommand is None:
        run()


@app.command()
def run(
    name: Annotated[str | None, typer.Argument(hidden=True)] = None,
    drill: DrillOption = None,
    source: SourceOption = None,
    view: ViewOption = ViewName.AUTO,
    athlete: Annotated[str | None, typer.Option(help="who runs; a new name is added")] = None,
    model: ModelOption = None,
    headless: Annotated[bool, typer.Option(help="live text instead of a window")] = False,
    mute: Annotated[bool, typer.Option(help="no sound")] = False,
    full_screen: Annotated[
        bool | None,
        typer.Option("--full-screen/--window", help="the whole screen; as before a live camera"),
    ] = None,
    large_text: Annotated[bool, typer.Option(help="larger words and numbers")] = False,
    high_contrast: Annotated[bool, typer.Option(help="strong colours on black")] = False,
    speed: SpeedOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="the belt's rules were read")] = False,
    plan: Annotated[str | None, typer.Option(help="a plan's name, or a plan file")] = None,
    resume: Annotated[bool, typer.Option(help="go on where the plan broke off")] = False,
    fast: Annotated[bool, typer.Option(help="as fast as it goes; no live camera")] = False,
    keep_video: Annotated[
        bool, typer.Option("--keep-video", help="keep each set's pictures as a video")
    ] = False,
    prescription: Annotated[Path | None, typer.Option(help="a therapist's file")] = None,
    fault: Annotated[
        list[str] | None,
        typer.Option("--athlete-fault", help="of the synthetic athlete, as knee_low:left"),
    ] = None,
) -> None:
    """Coach one set of a drill, a whole plan, or what was prescribed, live."""
    from coach.app.live import run as run_live
    from coach.app.request import RunRequest

    if name:
        raise typer.BadParameter(_option_for(name))
    if prescription is not None and (plan or drill):
        raise typer.BadParameter("give a --prescription without a --plan or a --drill")
    _refuse_both(plan or prescription, drill, view, resume)
    request = RunRequest(
        *(drill, source, view_of(view), athlete, model, headless, mute, full_screen, large_text),
        *(high_contrast, speed, yes, plan, resume, fast, tuple(fault or ()), keep_video),
        prescription,
    )
    print_finished(run_live(request, progress))


def _option_for(name: str) -> str:
    from coach.config import plan_names
    from coach.spelling import shortened

    option = "--plan" if name in plan_names() else "--drill"
    return f"{shortened(name)} stands alone; did you mean {option} {name[:40]}?"


app.command()(analyze)


@app.command()
def drills(
    name: Annotated[str | None, typer.Argument(help="show this drill")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the drills, those that ship and your own, or show one."""
    from coach.config import drill_names, load_drill
    from coach.wording.drill_words import facts, grouped, in_short

    known = [load_drill(one) for one in ([name] if name else drill_names())]
    if as_json:
        echo_json(
            [
                {
                    "name": drill.name,
                    "title": drill.title,
                    "about": drill.about,
                    "views": sorted(view.value for view in drill.views),
                    "seconds": drill.seconds,
                }
                for drill in known
            ]
        )
        return
    if name:
        [drill] = known
        typer.echo(f"{drill.title}: {drill.about}\n")
        for fact, words in facts(drill).items():
            typer.echo(f"{fact[0].upper()}{fact[1:]}: {words}")
        return
    for title, group in grouped(known):
        typer.echo(f"{title}\n{table(map(in_short, group))}\n")
    typer.echo("'coach drills NAME' shows one.")


@app.command()
def plans(as_json: JsonOption = False) -> None:
    """List the plans: those that ship, and your own."""
    from coach.config import load_plan, plan_names
    from coach.records.plan_file import plan_json

    known = [load_plan(name) for name in plan_names()]
    if as_json:
        echo_json([plan_json(plan) for plan in known])
        return
    rows = [(plan.name, f"{plan.seconds / 60:2.0f} min", plan.about) for plan in known]
    typer.echo(table(rows))


@app.command()
def cameras(as_json: JsonOption = False) -> None:
    """List the cameras that can be opened."""
    from coach.cameras.webcam import list_cameras

    found = list_cameras()
    if as_json:
        echo_json([asdict(camera) for camera in found])
        return
    for camera in found:
        width, height = camera.size
        typer.echo(f"{camera.index}  {camera.name}  {width}x{height} at {camera.fps:g}")
    if not found:
        typer.echo("no camera found; without one, 'coach run' shows a synthetic athlete")


@app.command()
def models(
    name: Annotated[str, typer.Argument(help="lite, full or heavy")] = "full",
) -> None:
    """Fetch the pose model, unless it is there."""
    from coach.poses.model_file import fetch_model

    with progress() as bar:
        path = fetch_model(name, progress=bar)
    typer.echo(f"the {name} pose model is at {path}")


@app.command()
def check(files: list[Path]) -> None:
    """Say everything that is wrong with a drill, plan, prescription, cue or settings file."""
    from coach.config import check_file, notes_of
    from coach.errors import ConfigError

    problems = [problem for file in files for problem in check_file(file)]
    if problems:
        raise ConfigError(problems)
    well = "all is well" if len(files) > 1 else f"{files[0]}: all is well"
    typer.echo("\n".join([*(f"Note: {note}" for f in files for note in notes_of(f)), well]))


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """See whether everything that the coach needs is there, and what to do if not."""
    from coach.app.doctor import examine

    findings = examine()
    if as_json:
        echo_json([asdict(finding) for finding in findings])
    else:
        typer.echo(table([finding.row() for finding in findings]))
    if not all(finding.ok for finding in findings if finding.needed):
        raise typer.Exit(1)


@app.command()
def bench(
    clip: Annotated[str, typer.Argument(help="a video of a run; accuracy; coaching; compare")],
    folder: Annotated[
        Path | None, typer.Argument(help="after 'accuracy': clips with their truth")
    ] = None,
    drill: Annotated[str, typer.Option(help="the drill to measure with")] = "high_knees",
    model: ModelOption = None,
    athletes: Annotated[int, typer.Option(min=1, help="how many of whom the truth is known")] = 200,
    as_json: JsonOption = False,
) -> None:
    """Measure how fast the coach is on this machine, how accurate on clips of known truth, whether
    it corrects what is wrong with athletes of known faults, or sees what changed in them."""
    from coach.app.benchmarks import accuracy_of, changes_of, coaching_of, measure_speed
    from coach.app.request import RunRequest

    on_athletes = {COACHING: coaching_of, COMPARE: changes_of}
    if (clip == ACCURACY) != (folder is not None):
        others = "', '".join(on_athletes)
        raise typer.BadParameter(f"give a video, '{others}', or '{ACCURACY}' and a folder")
    if folder is not None or clip in on_athletes:
        value, rows, text = (
            accuracy_of(folder, RunRequest(model=model or "full"), progress)
            if folder is not None
            else on_athletes[clip](athletes, progress)
        )
        if as_json:
            echo_json(value)
        else:
            typer.echo("\n".join(filter(None, (table(rows), text))))
        return
    result = asdict(measure_speed(RunRequest(drill, clip, model=model or "full"), progress))
    if as_json:
        echo_json(result)
        return
    typer.echo(table([(name, f"{value:.2f}") for name, value in figures(result)]))


def _refuse_both(plan: str | Path | None, drill: str | None, view: ViewName, resume: bool) -> None:
    if plan is not None and drill is not None:
        raise typer.BadParameter("give a --drill or a --plan, not both")
    if plan is not None and view is not ViewName.AUTO:
        raise typer.BadParameter("a plan says itself from where it is to be seen: leave out --view")
    if resume and plan is None:
        raise typer.BadParameter("--resume needs a --plan")


app.command()(export)
app.command()(note)
app.command()(prescribe)
app.command()(compare)
app.command()(replay)
app.add_typer(athletes, name="athletes")
app.command()(history)
app.command()(report)

# Calling `app` itself would have typer show tracebacks.
command = typer.main.get_command(app)
