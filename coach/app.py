"""Runs what the command line asks for, on the edges that the settings name."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from coach.accuracy.figures import Clip
from coach.accuracy.measure import Parts as Measured
from coach.accuracy.measure import find_truths, measure_clips
from coach.cameras.opening import open_source
from coach.cameras.paced import Paced
from coach.config import load_drill, load_texts
from coach.config.words import shipped_english
from coach.core.assessment import Assessment, assess
from coach.core.change import Comparison
from coach.core.plan import single
from coach.core.session import Session
from coach.core.sitting import Sitting
from coach.core.types import Result
from coach.edges import (
    SYNTHETIC,
    Kit,
    Pace,
    Progressing,
    Source,
    Wish,
    instead,
    live_source,
    load_kit,
    model_file,
    open_screen,
    open_voice,
    pose_estimator,
)
from coach.errors import CameraError, CoachError, PoseError
from coach.paths import data_dir
from coach.ports import Camera, Command, Status
from coach.records.assessed import report
from coach.records.plan_folder import Broken, PlanFolder, find_broken
from coach.records.session_folder import SessionFolder, new_session_dir
from coach.runtime.bench import BenchResult, Parts, bench, seconds_until_said
from coach.runtime.fast import Fast
from coach.runtime.live import Beat, Live
from coach.runtime.replay import Tapped, replay
from coach.show import Show
from coach.texts import Texts

SEEN_S, READ_S, HEARD_S = 5.0, 60.0, 1.0
"""How long the end of a set stays in a window, how long where there is a report to read, and how
long its last words take to begin."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a session came to, where it lies, and what is to be known of it: what it had to do
    without, what the camera granted. `result` is the last set's; `comparisons` are a plan's."""

    result: Result
    folder: Path
    texts: Texts
    assessment: Assessment
    notes: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] | None = None


def run(wish: Wish, progressing: Progressing, pace: Pace = Paced) -> Outcome:
    """A live session; it ends with its plan, or when the user ends it."""
    kit = load_kit(wish, _unpaced if wish.fast else pace)
    try:
        source = live_source(kit, progressing)
    except (CameraError, PoseError) as error:
        source = instead(error, kit)
    with ExitStack() as stack:
        show = _show(stack, kit)
        over = stack.enter_context(_ctrl_c())
        after = find_broken(sessions_dir(), kit.plan) if wish.resume and kit.plan else None
        try:
            sitting, beats = _begun(stack, source, kit, show, after)
        except (CameraError, PoseError) as error:
            source = instead(error, kit)
            sitting, beats = _begun(stack, source, kit, show, after)
        if source.note:
            show.note(source.note)
        record: SessionFolder | PlanFolder = _record(kit, source, after)
        stack.enter_context(record)
        _follow(beats, show, record, sitting, over, kit)
        outcome = _outcome(sitting, record, kit)
        if sitting.done:
            if kit.plan is None:
                show.report(report(outcome.result, outcome.assessment, kit.texts))
            show.linger(over.is_set)
        notes = (*show.notes, source.why, source.camera.info.note)
    return replace(outcome, notes=tuple(filter(None, notes)))


def sessions_dir() -> Path:
    """Where the recorded sessions lie."""
    return data_dir() / "sessions"


def _unpaced(camera: Camera) -> Camera:
    return camera


def _show(stack: ExitStack, kit: Kit) -> Show:
    """The screen and the voice, to be closed by the stack."""
    screen, why_text = open_screen(kit)
    stack.callback(screen.close)
    voice = open_voice(kit)
    stack.callback(voice.close)
    loud = not kit.wish.silent
    status = Status(
        kit.texts.states.get(kit.drill.name, kit.drill.title),
        voice_on=loud and kit.settings.voice,
        tones_on=loud and kit.settings.tones,
    )
    in_text = kit.wish.headless or why_text
    ends_s = READ_S if kit.usual else SEEN_S
    stays_s = ends_s if not in_text else HEARD_S if loud else 0.0
    show = Show(screen, voice, status, kit.texts, stays_s)
    if why_text:
        show.note(why_text)
    show.beat(Beat())
    return show


def _begun(
    stack: ExitStack, source: Source, kit: Kit, show: Show, after: Broken | None
) -> tuple[Sitting, Live | Fast]:
    start = source.plan
    plan = kit.plan or single(kit.drill, start.seconds, start.reps_per_side)
    done = after.done if after else ()
    sitting = Sitting(plan, start, view=kit.wish.view, manner=kit.settings.manner, done=done)
    line = Tapped(sitting, source.tap)
    if kit.wish.fast:
        return sitting, stack.enter_context(Fast(source.camera, source.estimator, line))
    live = Live(source.camera, source.estimator, line, on_snapshot=show.sound)
    return sitting, stack.enter_context(live)


def _record(kit: Kit, source: Source, after: Broken | None) -> SessionFolder | PlanFolder:
    name, camera = kit.plan.name if kit.plan else kit.drill.name, source.camera.info.name
    now = datetime.now().astimezone()
    path = after.path if after else new_session_dir(sessions_dir(), name, kit.wish.athlete, now)
    if kit.plan:
        assessed = partial(_assess, kit)
        return PlanFolder(
            path, kit.plan, source=camera, texts=kit.texts, assessed=assessed, after=after
        )
    return SessionFolder(
        path, drill=kit.drill.name, source=camera, texts=kit.texts, speed_kmh=kit.speed_kmh
    )


def _assess(kit: Kit, result: Result) -> Assessment:
    """What stands out in a run; in a drill nothing does."""
    return assess(result, kit.usual if result.drill in kit.runs else None, kit.speed_kmh)


def _outcome(line: Session | Sitting, record: SessionFolder | PlanFolder, kit: Kit) -> Outcome:
    """What the session came to, which is recorded as well."""
    result = line.result()
    assessment = _assess(kit, result)
    if isinstance(record, SessionFolder):
        record.finish(result, assessment)
        return Outcome(result, record.path, kit.texts, assessment)
    changes = line.comparisons() if isinstance(line, Sitting) else ()
    record.finish(changes)
    return Outcome(result, record.path, kit.texts, assessment, comparisons=changes)


def _follow(
    beats: Live | Fast,
    show: Show,
    record: SessionFolder | PlanFolder,
    sitting: Sitting,
    over: Event,
    kit: Kit,
) -> None:
    """The app's loop: record what is new, show the newest, pass the keys on."""
    try:
        for beat in beats:
            for snapshot in beat.fresh:
                record.write(snapshot)
            for command in show.beat(beat):
                beats.send(command)
            if over.is_set():
                beats.send(Command.END)
    except (CameraError, PoseError) as error:
        _outcome(sitting, record, kit)
        raise CoachError(f"{error}; what was recorded until then is in {record.path}") from error


@contextmanager
def _ctrl_c() -> Iterator[Event]:
    """Set by the first Ctrl-C, which then ends the set as its key does; a second one breaks off."""
    pressed = Event()
    before = signal.getsignal(signal.SIGINT)

    def press(*_: object) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, before)

    # In the background of a shell, Ctrl-C is for others.
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def analyze(wish: Wish, out: Path, progressing: Progressing) -> Outcome:
    """Every frame of a video, as fast as it goes, into the folder `out`."""
    kit, video = load_kit(wish), wish.source or ""
    camera = open_source(video)
    if camera.info.live or video == SYNTHETIC:
        raise CameraError(f"{video} is no video file; 'coach run --source {video}' is for it")
    with SessionFolder(
        out, drill=kit.drill.name, source=video, texts=kit.texts, speed_kmh=kit.speed_kmh
    ) as folder:
        # A video that cannot be read is told before the pose model is fetched.
        with camera:
            frames = camera.info.frames or nan
        estimator = pose_estimator(model_file(kit, progressing))
        session = Session(kit.drill, view=wish.view, manner=kit.settings.manner)
        with progressing() as progress:
            for snapshot in replay(camera, estimator, session):
                folder.write(snapshot)
                progress(camera.info.name, (snapshot.frame.index + 1) / frames)
        outcome = _outcome(session, folder, kit)
    return replace(outcome, notes=tuple(filter(None, [camera.info.note])))


def measure_speed(wish: Wish, progressing: Progressing) -> BenchResult:
    """What `coach bench` prints; see BenchResult."""
    from coach.voices.latency import measure

    kit, clip = load_kit(wish), wish.source or ""
    with open_source(clip):
        pass
    model = model_file(kit, progressing)
    start = [sys.executable, "-m", "coach", "run", "--headless", "--mute"]
    start += ["--source", clip, "--model", str(model)]
    # A session on a video is at work from its first frame on, and says so.
    at_work = load_texts(shipped_english()).states["work"]
    with TemporaryDirectory() as home:
        folder = SessionFolder(
            Path(home, "record"), drill=kit.drill.name, source=clip, texts=kit.texts
        )
        with folder as record, progressing() as progress:
            parts = Parts(
                camera=partial(open_source, clip),
                paced=kit.pace,
                estimator=partial(pose_estimator, model),
                line=partial(Session, kit.drill),
                record=record.write,
                sound_ms=measure,
                start_s=partial(seconds_until_said, at_work, start, COACH_HOME=home),
            )
            return bench(parts, progress=progress)


def measure_accuracy(folder: Path, wish: Wish, progressing: Progressing) -> list[Clip]:
    """What `coach bench accuracy` prints: every clip of the folder whose truth is known."""
    truths = find_truths(folder)
    model = model_file(load_kit(wish), progressing)
    with progressing() as progress:
        parts = Measured(
            camera=lambda video: open_source(str(video)),
            estimator=partial(pose_estimator, model),
            session=lambda drill: Session(load_drill(drill)),
            progress=progress,
        )
        return list(measure_clips(truths, parts))
