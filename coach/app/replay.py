"""Plays what was recorded once more, from the landmarks alone: on a screen, or as text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path

from coach.app.devices import open_screen, open_voice
from coach.app.presenter import Presenter
from coach.app.request import RunContext, RunRequest, load_context
from coach.config import load_drill, load_prescription, load_usual
from coach.core.compare.run_assessment import Assessment, assess
from coach.core.drills.plan import Step
from coach.core.judging.result import SetResult
from coach.core.session.progress import Progress
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Count, Side
from coach.errors import CoachError, RecordError
from coach.ports import Status
from coach.poses.recorded import moments
from coach.records.atomic_files import reading
from coach.records.plan_file import PLAN_JSON, PlanRecord, read_plan
from coach.records.reading import commands_of
from coach.records.session_file import SET_JSON, about_of, read_set
from coach.records.set_files import POSE_LOG
from coach.records.set_recorder import SetRecorder, load_recording
from coach.records.summary import read_summary
from coach.runtime.live import Tick
from coach.runtime.playback import Again, again
from coach.wording.texts import Texts


@dataclass(frozen=True, slots=True)
class Take:
    """One recorded set: its folder, what it began with, its place in the session, and the belt's
    speed in km/h, NaN where it is not known."""

    path: Path
    set_start: SetStart
    place: Progress
    speed_kmh: float = nan


@dataclass(frozen=True, slots=True)
class Played:
    """What a set came to when it was played again. `same` tells whether reps and cues are those
    that it gave when it was recorded; it is None where other targets were asked for, and of a set
    that was broken off, whose end nobody knew."""

    take: Take
    result: SetResult
    assessment: Assessment
    same: bool | None


def takes_in(path: Path) -> tuple[Take, ...]:
    """The sets of a session, or the one set in this folder; RecordError where it is neither."""
    if (path / PLAN_JSON).is_file():
        plan = read_plan(path)
        with reading(path / PLAN_JSON, "give the folder of a set"):
            return tuple(_in_plan(path, plan, n) for n in range(len(plan.sets)))
    if not (path / SET_JSON).is_file():
        raise RecordError(f"{path} is no session: give a folder that the coach wrote")
    set_start = read_set(path)
    place = Progress(set_start.drill.title, 1, 1, 1, 1, 1, _step(set_start))
    return (Take(path, set_start, place, _speed(path)),)


def _in_plan(path: Path, plan: PlanRecord, n: int) -> Take:
    one, steps = plan.sets[n], plan.steps
    set_start, sets = read_set(path / one.folder), steps[one.step - 1].sets
    place = Progress(plan.title, one.step, len(steps), one.set, sets, n + 1, _step(set_start))
    return Take(path / one.folder, set_start, place, _speed(path / one.folder))


def _speed(path: Path) -> float:
    """The belt's in this set; where it broke off, so that it does not tell, the session's."""
    speed, about = read_summary(path).speed_kmh, about_of(path)
    return speed if speed == speed or about is None else about.speed_kmh


def _step(set_start: SetStart) -> Step:
    return Step(set_start.drill, set_start.start.seconds, set_start.start.reps_per_side)


def again_of(take: Take, line: SetRunner) -> Iterator[Snapshot]:
    """The line's snapshots over the poses and commands of the take."""
    return again(moments(load_recording(take.path)), line, commands_of(take.path))


def assessed(take: Take, result: SetResult, context: RunContext) -> Assessment:
    """What stands out in it, where it was a run."""
    runs = take.set_start.drill.traits.by_steps
    return assess(result, load_usual(context.texts) if runs else None, take.speed_kmh)


def replay(path: Path, request: RunRequest, out: Path | None = None) -> Iterator[Played]:
    """Plays every set of the folder; each is given when it is over.

    The wish's drill or prescription sets other targets than those of the day. Headless is as fast
    as it goes; else SKIP goes to the next set, REPEAT to the beginning of this one, PAUSE stands
    still. What is written to `out` is a session folder again.
    """
    context = load_context(replace(request, drill=None, prescription=None))
    takes = [_retargeted(take, request, context.texts) for take in takes_in(path)]
    if not takes:
        raise RecordError(f"{path} holds no set: it ended before the first one began")
    asked_anew = request.drill or request.prescription
    at = 0
    with ExitStack() as stack:
        presenter = _presenter(stack, replace(context, drill=takes[0].set_start.drill))
        while at < len(takes):
            folder = None if out is None else out if len(takes) == 1 else out / takes[at].path.name
            asked, played = _play(takes[at], context, presenter, folder)
            if asked is Command.END:
                return
            at += asked is not Command.REPEAT
            if asked is None:
                yield replace(played, same=None if asked_anew else played.same)
        presenter.linger(lambda: False)


def _retargeted(take: Take, request: RunRequest, texts: Texts) -> Take:
    """The take with the targets that were asked for, of another drill or as prescribed."""
    if request.drill is not None:
        drill = load_drill(request.drill, texts)
    elif request.prescription is not None:
        prescribed = load_prescription(request.prescription, texts).plan.steps
        named = {step.drill.name: step.drill for step in prescribed}
        if take.set_start.drill.name not in named:
            raise CoachError(
                f"{request.prescription} does not prescribe {take.set_start.drill.name}"
            )
        drill = named[take.set_start.drill.name]
    else:
        return take
    set_start = replace(take.set_start, drill=drill)
    return replace(take, set_start=set_start, place=replace(take.place, step=_step(set_start)))


def _play(
    take: Take, context: RunContext, presenter: Presenter, out: Path | None
) -> tuple[Command | None, Played]:
    line = SetRunner(take.set_start, take.place)
    ticks = Again(again_of(take, line), presenter.sound, fast=context.request.headless)
    with ExitStack() as stack:
        folder = stack.enter_context(_folder(take, context, out)) if out else None
        for tick in ticks:
            for snapshot in tick.fresh:
                if folder:
                    folder.write(snapshot)
            for command in presenter.show(tick):
                ticks.send(command)
        result = line.result()
        assessment = assessed(take, result, context)
        if folder:
            folder.finish(result, assessment)
    return ticks.asked, Played(take, result, assessment, _same(take.path, result))


def _folder(take: Take, context: RunContext, out: Path) -> SetRecorder:
    return SetRecorder(
        out,
        drill=take.set_start.drill.name,
        source=str(take.path),
        texts=context.texts,
        speed_kmh=take.speed_kmh,
        about=about_of(take.path),
    )


def _same(path: Path, result: SetResult) -> bool | None:
    """Are these the reps and cues that were recorded? Times are kept to the millisecond."""
    if (path / POSE_LOG).exists():
        return None
    before = read_summary(path).result
    if any(_reps(result, side) != _reps(before, side) for side in Side):
        return False
    return _cues(result) == _cues(before)


def _cues(result: SetResult) -> list[tuple[float, str, Side | None]]:
    """What was said; that a pause began or ended is not in older records."""
    said = [(round(cue.t, 3), cue.key, cue.side) for cue in result.cues]
    return [cue for cue in said if cue[1] not in ("paused", "go_on", "away")]


def _reps(result: SetResult, side: Side) -> tuple[int, int | None]:
    count = result.counts.get(side, Count())
    return count.all, count.good


def _presenter(stack: ExitStack, context: RunContext) -> Presenter:
    screen, why_text = open_screen(context)
    stack.callback(screen.close)
    voice = open_voice(context)
    stack.callback(voice.close)
    loud = not context.request.silent
    status = Status(
        context.drill.title, voice_on=loud and context.settings.sound.voice, tones_on=loud
    )
    presenter = Presenter(
        screen, voice, status, context.texts, 0.0 if context.request.headless or why_text else 20.0
    )
    presenter.note("replaying")
    presenter.show(Tick())
    return presenter
