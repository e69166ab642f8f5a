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
from coach.core.safety import on_belt
from coach.core.session import Session
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
from coach.notices import due, remember
from coach.paths import data_dir
from coach.ports import Command, Status
from coach.records.assessed import report
from coach.records.session_folder import SessionFolder, new_session_dir
from coach.runtime.bench import BenchResult, Parts, bench, seconds_until_said
from coach.runtime.live import Beat, Live
from coach.runtime.replay import replay
from coach.runtime.watchdog import Watchdog
from coach.show import Show
from coach.texts import Texts

SEEN_S, READ_S, HEARD_S = 5.0, 60.0, 1.0
"""How long the end of a set stays in a window, how long where there is a report to read, and how
long its last words take to begin."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a session came to, where it lies, and what is to be known of it: what it had to do
    without, what the camera granted."""

    result: Result
    folder: Path
    texts: Texts
    assessment: Assessment
    notes: tuple[str, ...] = ()


def run(wish: Wish, progressing: Progressing, pace: Pace = Paced) -> Outcome:
    """A live session; it ends with its set, or when the user ends it."""
    kit = load_kit(wish, pace)
    try:
        source = live_source(kit, progressing)
    except (CameraError, PoseError) as error:
        source = instead(error, kit)
    with ExitStack() as stack:
        show = _show(stack, kit)
        if source.sees_now:
            source = _after_reading(source, kit, show)
        over = stack.enter_context(_ctrl_c())
        try:
            session, live = _begun(stack, source, kit, show)
        except (CameraError, PoseError) as error:
            source = instead(error, kit)
            session, live = _begun(stack, source, kit, show)
        if source.note:
            show.note(source.note)
        if source.sees_now and on_belt(kit.drill):
            show.watch(Watchdog(kit.settings.belt.lost_s))
        record = stack.enter_context(_record(kit, source))
        _follow(live, show, record, session, over, kit)
        outcome = _outcome(session, record, kit)
        if session.done:
            show.report(report(outcome.result, outcome.assessment, kit.texts))
            show.linger(over.is_set)
        notes = (*show.notes, source.why, source.camera.info.note)
    return replace(outcome, notes=tuple(filter(None, notes)))


def _after_reading(source: Source, kit: Kit, show: Show) -> Source:
    """The source once what must be read was read; without its camera, what stands in for it."""
    acknowledged = kit.wish.yes or kit.settings.acknowledged
    lines = due(kit.drill, kit.texts, data_dir(), acknowledged=acknowledged)
    if not lines:
        return source
    try:
        # Nobody has to read the rules of a camera that is not there.
        with source.camera:
            pass
    except CameraError as error:
        return instead(error, kit)
    if not show.read(lines):
        raise CoachError("not begun: what must be read first was not confirmed with Enter")
    remember(data_dir(), kit.texts)
    return source


def _show(stack: ExitStack, kit: Kit) -> Show:
    """The screen and the voice, to be closed by the stack."""
    screen, why_text = open_screen(kit)
    stack.callback(screen.close)
    voice = open_voice(kit)
    stack.callback(voice.close)
    loud = not kit.wish.mute
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


def _begun(stack: ExitStack, source: Source, kit: Kit, show: Show) -> tuple[Session, Live]:
    session = Session(kit.drill, source.plan, view=kit.wish.view, manner=kit.settings.manner)
    live = Live(source.camera, source.estimator, session, on_snapshot=show.sound)
    return session, stack.enter_context(live)


def _record(kit: Kit, source: Source) -> SessionFolder:
    now = datetime.now().astimezone()
    folder = new_session_dir(data_dir() / "sessions", kit.drill.name, kit.wish.athlete, now)
    name = source.camera.info.name
    return SessionFolder(
        folder, drill=kit.drill.name, source=name, texts=kit.texts, speed_kmh=kit.speed_kmh
    )


def _outcome(session: Session, record: SessionFolder, kit: Kit) -> Outcome:
    """What the session came to, which is recorded as well."""
    result = session.result()
    assessment = assess(result, kit.usual, kit.speed_kmh)
    record.finish(result, assessment)
    return Outcome(result, record.path, kit.texts, assessment)


def _follow(
    live: Live, show: Show, record: SessionFolder, session: Session, over: Event, kit: Kit
) -> None:
    """The app's loop: record what is new, show the newest, pass the keys on."""
    try:
        for beat in live:
            for snapshot in beat.fresh:
                record.write(snapshot)
            for command in show.beat(beat):
                live.send(command)
            if over.is_set():
                live.send(Command.END)
    except (CameraError, PoseError) as error:
        _outcome(session, record, kit)
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
