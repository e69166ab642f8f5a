"""Runs what the command line asks for, on the edges that the settings name."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Event

from coach.app.devices import (
    Source,
    instead,
    live_source,
    open_screen,
    open_voice,
)
from coach.app.notices import due, prescribed, remember
from coach.app.presenter import Presenter
from coach.app.request import Pace, Progressing, RunContext, RunRequest, load_context
from coach.app.session_record import (
    FinishedSession,
    broken_off,
    enrolled,
    finished_session,
    open_record,
)
from coach.app.start_menu import completed_request
from coach.cameras.paced import Paced
from coach.core.drills.fading import calmer, in_session
from coach.core.drills.plan import single
from coach.core.session.session import Session
from coach.core.types import Command
from coach.errors import CameraError, CoachError, PoseError
from coach.paths import data_dir
from coach.ports import Camera, Status
from coach.records.notes import EFFORT, Note, add_notes
from coach.records.plan_file import BrokenSession
from coach.records.session_recorder import SessionRecorder
from coach.records.set_recorder import SetRecorder
from coach.runtime.fast import Fast
from coach.runtime.live import Live, Tick
from coach.runtime.replay import Line, Tapped
from coach.runtime.watchdog import Watchdog
from coach.videos.keeping import Videos
from coach.wording.assessment import report
from coach.wording.comparison import comparison_report

SEEN_S, READ_S, HEARD_S = 20.0, 60.0, 1.0
"""How long the end of a set stays in a window, how long where there is a report to read, and how
long its last words take to begin."""


def run(request: RunRequest, progressing: Progressing, pace: Pace = Paced) -> FinishedSession:
    """A live session; it ends with its plan, or when the user ends it."""
    request = completed_request(request)
    context = load_context(request, _unpaced if request.fast else pace)
    try:
        source = live_source(context, progressing)
    except (CameraError, PoseError) as error:
        source = instead(error, context)
    with ExitStack() as stack:
        presenter = _presenter(stack, context, live=source.sees_now)
        videos = _videos(stack, context, presenter)
        source = _after_reading(source, context, presenter)
        over = stack.enter_context(_ctrl_c())
        after = _unfinished(context, presenter)
        try:
            session, ticks = _begun(stack, source, context, presenter, after, videos)
        except (CameraError, PoseError) as error:
            source = instead(error, context)
            session, ticks = _begun(stack, source, context, presenter, after, videos)
        if source.note:
            presenter.note(source.note)
        if source.sees_now:
            presenter.watch(Watchdog(context.settings.safety.lost_s))
        context, new = enrolled(context)
        if new:
            presenter.tell(new)
        record: SetRecorder | SessionRecorder = open_record(context, source, after)
        stack.enter_context(record)
        _follow(ticks, presenter, record, session, over, context, videos)
        outcome = finished_session(session, record, context)
        if session.done:
            if outcome.comparisons is None:
                presenter.report(report(outcome.result, outcome.assessment, context.texts))
            else:
                presenter.report(comparison_report(outcome.comparisons, context.texts))
            _end(presenter, over, outcome)
        notes = (*presenter.notes, source.why, source.camera.info.note)
    return replace(outcome, notes=tuple(filter(None, notes)))


def _end(presenter: Presenter, over: Event, outcome: FinishedSession) -> None:
    """Leaves the end standing, and notes how hard it was where that is told."""
    effort = presenter.linger(over.is_set)
    if effort is not None:
        when = datetime.now().astimezone().isoformat(timespec="seconds")
        add_notes(outcome.folder, Note(when, EFFORT, level=effort))


def _after_reading(source: Source, context: RunContext, presenter: Presenter) -> Source:
    """The source once what must be read was read; without its camera, what stands in for it."""
    acknowledged = context.request.yes or context.settings.safety.acknowledged
    prescription = prescribed(context.prescription, context.texts)
    rules = due(context.drill, context.texts, data_dir(), acknowledged=acknowledged)
    rules = rules if source.sees_now else ()
    if not prescription + rules:
        return source
    try:
        # Nobody has to read the rules of a camera that is not there.
        with source.camera:
            pass
    except CameraError as error:
        return instead(error, context)
    if not presenter.read(prescription + rules):
        raise CoachError("not begun: what must be read first was not confirmed with Enter")
    if rules:
        remember(data_dir(), context.texts)
    return source


def _unfinished(context: RunContext, presenter: Presenter) -> BrokenSession | None:
    """The session that is to go on; of each that is damaged it is told that it is left out."""
    after = broken_off(context)
    for problem in after.left_out if after else ():
        presenter.tell(f"left out: {problem}")
    return after


def _unpaced(camera: Camera) -> Camera:
    return camera


def _presenter(stack: ExitStack, context: RunContext, *, live: bool) -> Presenter:
    """The screen and the voice, to be closed by the stack."""
    screen, why_text = open_screen(context, live=live)
    stack.callback(screen.close)
    voice = open_voice(context)
    stack.callback(voice.close)
    loud = not context.request.silent
    status = Status(
        context.texts.states.get(context.drill.name, context.drill.title),
        voice_on=loud and context.settings.sound.voice,
        tones_on=loud and context.tones,
    )
    in_text = context.request.headless or why_text
    ends_s = READ_S if context.usual else SEEN_S
    stays_s = ends_s if not in_text else HEARD_S if loud else 0.0
    presenter = Presenter(screen, voice, status, context.texts, stays_s, rated=not in_text)
    if why_text:
        presenter.note(why_text)
    presenter.show(Tick())
    return presenter


def _videos(stack: ExitStack, context: RunContext, presenter: Presenter) -> Videos | None:
    """What keeps the sets as videos, where that was asked for."""
    if not context.request.keep_video:
        return None
    videos = stack.enter_context(Videos(context.texts, patient=context.request.fast))
    presenter.film(videos)
    return videos


def _begun(
    stack: ExitStack,
    source: Source,
    context: RunContext,
    presenter: Presenter,
    after: BrokenSession | None,
    videos: Videos | None,
) -> tuple[Session, Live | Fast]:
    start = source.plan
    plan = context.plan or single(context.drill, start.seconds, start.reps_per_side)
    session = Session(
        in_session(plan, context.fade),
        start,
        view=context.request.view,
        manner=calmer(context.settings.manner, context.fade),
        done=after.done if after else (),
        marks=after.marks if after else (),
        belt=context.settings.safety if start.count_in else None,
        checks=source.checks,
        demonstrates=start.count_in,
    )
    line: Line = Tapped(session, source.tap)
    if videos is not None:
        line = videos.filming(line, source.camera)
    if context.request.fast:
        return session, stack.enter_context(Fast(source.camera, source.estimator, line))
    live = Live(source.camera, source.estimator, line, on_snapshot=presenter.sound)
    return session, stack.enter_context(live)


def _follow(
    ticks: Live | Fast,
    presenter: Presenter,
    record: SetRecorder | SessionRecorder,
    session: Session,
    over: Event,
    context: RunContext,
    videos: Videos | None,
) -> None:
    """The app's loop: record what is new, show the newest, pass the keys on."""
    try:
        for tick in ticks:
            for snapshot in tick.fresh:
                record.write(snapshot)
                if videos is not None:
                    videos.recorded(snapshot, record.set_path)
            for command in presenter.show(tick):
                ticks.send(command)
            if over.is_set():
                ticks.send(Command.END)
    except (CameraError, PoseError) as error:
        finished_session(session, record, context)
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
