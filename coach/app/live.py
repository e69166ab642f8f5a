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
from coach.app.presenter import Show
from coach.app.request import Kit, Pace, Progressing, Wish, load_kit
from coach.app.session_record import Outcome, broken_off, enrolled, open_record, outcome_of
from coach.app.start_menu import settled
from coach.cameras.paced import Paced
from coach.core.drills.fading import calmer, in_session
from coach.core.drills.plan import single
from coach.core.session.session import Sitting
from coach.errors import CameraError, CoachError, PoseError
from coach.paths import data_dir
from coach.ports import Camera, Command, Status
from coach.records.notes import EFFORT, Note, add_notes
from coach.records.plan_folder import Broken, PlanFolder
from coach.records.session_folder import SessionFolder
from coach.runtime.fast import Fast
from coach.runtime.live import Beat, Live
from coach.runtime.replay import Line, Tapped
from coach.runtime.watchdog import Watchdog
from coach.videos.keeping import Videos
from coach.wording.assessment import report
from coach.wording.comparison import comparison_report

SEEN_S, READ_S, HEARD_S = 20.0, 60.0, 1.0
"""How long the end of a set stays in a window, how long where there is a report to read, and how
long its last words take to begin."""


def run(wish: Wish, progressing: Progressing, pace: Pace = Paced) -> Outcome:
    """A live session; it ends with its plan, or when the user ends it."""
    wish = settled(wish)
    kit = load_kit(wish, _unpaced if wish.fast else pace)
    try:
        source = live_source(kit, progressing)
    except (CameraError, PoseError) as error:
        source = instead(error, kit)
    with ExitStack() as stack:
        show = _show(stack, kit)
        videos = _videos(stack, kit, show)
        source = _after_reading(source, kit, show)
        over = stack.enter_context(_ctrl_c())
        after = broken_off(kit)
        try:
            sitting, beats = _begun(stack, source, kit, show, after, videos)
        except (CameraError, PoseError) as error:
            source = instead(error, kit)
            sitting, beats = _begun(stack, source, kit, show, after, videos)
        if source.note:
            show.note(source.note)
        if source.sees_now:
            show.watch(Watchdog(kit.settings.belt.lost_s))
        kit, new = enrolled(kit)
        if new:
            show.tell(new)
        record: SessionFolder | PlanFolder = open_record(kit, source, after)
        stack.enter_context(record)
        _follow(beats, show, record, sitting, over, kit, videos)
        outcome = outcome_of(sitting, record, kit)
        if sitting.done:
            if outcome.comparisons is None:
                show.report(report(outcome.result, outcome.assessment, kit.texts))
            else:
                show.report(comparison_report(outcome.comparisons, kit.texts))
            _end(show, over, outcome)
        notes = (*show.notes, source.why, source.camera.info.note)
    return replace(outcome, notes=tuple(filter(None, notes)))


def _end(show: Show, over: Event, outcome: Outcome) -> None:
    """Leaves the end standing, and notes how hard it was where that is told."""
    effort = show.linger(over.is_set)
    if effort is not None:
        when = datetime.now().astimezone().isoformat(timespec="seconds")
        add_notes(outcome.folder, Note(when, EFFORT, level=effort))


def _after_reading(source: Source, kit: Kit, show: Show) -> Source:
    """The source once what must be read was read; without its camera, what stands in for it."""
    acknowledged = kit.wish.yes or kit.settings.acknowledged
    told = prescribed(kit.prescription, kit.texts)
    rules = due(kit.drill, kit.texts, data_dir(), acknowledged=acknowledged)
    rules = rules if source.sees_now else ()
    if not told + rules:
        return source
    try:
        # Nobody has to read the rules of a camera that is not there.
        with source.camera:
            pass
    except CameraError as error:
        return instead(error, kit)
    if not show.read(told + rules):
        raise CoachError("not begun: what must be read first was not confirmed with Enter")
    if rules:
        remember(data_dir(), kit.texts)
    return source


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
        tones_on=loud and kit.tones,
    )
    in_text = kit.wish.headless or why_text
    ends_s = READ_S if kit.usual else SEEN_S
    stays_s = ends_s if not in_text else HEARD_S if loud else 0.0
    show = Show(screen, voice, status, kit.texts, stays_s, rated=not in_text)
    if why_text:
        show.note(why_text)
    show.beat(Beat())
    return show


def _videos(stack: ExitStack, kit: Kit, show: Show) -> Videos | None:
    """What keeps the sets as videos, where that was asked for."""
    if not kit.wish.keep_video:
        return None
    videos = stack.enter_context(Videos(kit.texts, patient=kit.wish.fast))
    show.film(videos)
    return videos


def _begun(
    stack: ExitStack,
    source: Source,
    kit: Kit,
    show: Show,
    after: Broken | None,
    videos: Videos | None,
) -> tuple[Sitting, Live | Fast]:
    start = source.plan
    plan = kit.plan or single(kit.drill, start.seconds, start.reps_per_side)
    sitting = Sitting(
        in_session(plan, kit.fade),
        start,
        view=kit.wish.view,
        manner=calmer(kit.settings.manner, kit.fade),
        done=after.done if after else (),
        marks=after.marks if after else (),
        belt=kit.settings.belt if start.count_in else None,
        checks=source.checks,
    )
    line: Line = Tapped(sitting, source.tap)
    if videos is not None:
        line = videos.filming(line, source.camera)
    if kit.wish.fast:
        return sitting, stack.enter_context(Fast(source.camera, source.estimator, line))
    live = Live(source.camera, source.estimator, line, on_snapshot=show.sound)
    return sitting, stack.enter_context(live)


def _follow(
    beats: Live | Fast,
    show: Show,
    record: SessionFolder | PlanFolder,
    sitting: Sitting,
    over: Event,
    kit: Kit,
    videos: Videos | None,
) -> None:
    """The app's loop: record what is new, show the newest, pass the keys on."""
    try:
        for beat in beats:
            for snapshot in beat.fresh:
                record.write(snapshot)
                if videos is not None:
                    videos.recorded(snapshot, record.set_path)
            for command in show.beat(beat):
                beats.send(command)
            if over.is_set():
                beats.send(Command.END)
    except (CameraError, PoseError) as error:
        outcome_of(sitting, record, kit)
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
