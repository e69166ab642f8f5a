"""Builds the edges that the settings name and runs them; the only file that knows both worlds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from coach.cameras.opening import open_source
from coach.config import Settings, load_drill, load_settings, load_texts
from coach.core.drill import Drill
from coach.core.session import Session
from coach.core.sets import SetPlan
from coach.core.types import Result, Side, Snapshot, View
from coach.errors import CameraError, PoseError
from coach.paths import data_dir, sounds_dir
from coach.ports import Camera, Command, PoseEstimator, Screen, Status, Voice
from coach.poses.model_file import check_model, fetch_model, find_model
from coach.records.session_folder import SessionFolder, new_session_dir
from coach.runtime.bench import BenchResult
from coach.runtime.live import Beat, Live
from coach.runtime.replay import replay
from coach.texts import Texts

LINGER_S = 3.0
"""How long the end of a set stays on the screen, and its last words may sound."""

DEMO_LOW, DEMO_FROM_S, DEMO_UNTIL_S = 62.0, 0.0, 14.0
"""The athlete of the demonstration has a low left knee at first, in degrees and seconds."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line; None leaves it to the settings."""

    drill: str | None = None
    source: str | None = None
    view: View | None = None
    athlete: str | None = None
    model: str | None = None
    headless: bool = False
    mute: bool = False
    full_screen: bool = False
    large_text: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A camera with the estimator that fits it; `notes` are keys of the texts' states."""

    camera: Camera
    estimator: PoseEstimator
    plan: SetPlan
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a session came to, and where it lies."""

    result: Result
    folder: Path
    texts: Texts


def run(wish: Wish, progress: Progress) -> Outcome:
    """A live session; ends with its set, or when the user ends it."""
    settings = load_settings()
    texts = load_texts(settings.language)
    drill = load_drill(wish.drill or settings.drill, texts)
    try:
        source = _source(wish, settings, drill, progress)
        return _run_on(source, wish, settings, drill, texts)
    except CameraError:
        if wish.source is not None:
            raise
        return _run_on(_synthetic(drill, settings), wish, settings, drill, texts)


def analyze(
    video: str,
    drill_name: str,
    out: Path,
    *,
    view: View | None,
    model: str | None,
    progress: Progress,
) -> Outcome:
    """Every frame of a video, as fast as it goes, into the folder `out`."""
    settings = load_settings()
    texts = load_texts(settings.language)
    drill = load_drill(drill_name, texts)
    camera = open_source(video)
    with ExitStack() as stack:
        folder = stack.enter_context(
            SessionFolder(out, drill=drill.name, source=video, texts=texts)
        )
        # A video that cannot be read is told before the pose model is fetched.
        with camera:
            frames = camera.info.frames
        estimator = _blazepose(model or settings.model, progress)
        session = Session(drill, view=view, manner=settings.manner)
        for snapshot in replay(camera, estimator, session):
            folder.write(snapshot)
            progress(Path(video).name, snapshot.frame.index / frames if frames else float("nan"))
        result = session.result()
        folder.finish(result)
    return Outcome(result, out, texts)


def _source(wish: Wish, settings: Settings, drill: Drill, progress: Progress) -> Source:
    name = wish.source or settings.source
    if name == "synthetic":
        return _synthetic(drill, settings, note=wish.source is None)
    camera = open_source(name, size=settings.camera_size, fps=settings.camera_fps)
    plan = _live_plan(drill, settings)
    model = wish.model or settings.model
    if not _is_here(model):
        # Before a model is fetched for it: is there a camera at all?
        with camera:
            pass
    estimator = _blazepose(model, progress)
    if camera.info.live:
        return Source(camera, estimator, plan)
    from coach.cameras.paced import Paced

    return Source(Paced(camera), estimator, SetPlan())


def _is_here(model: str) -> bool:
    try:
        find_model(model)
    except PoseError:
        return model.endswith(".task")
    return True


def _live_plan(drill: Drill, settings: Settings) -> SetPlan:
    manner = settings.manner
    return SetPlan(
        drill.seconds,
        drill.reps_per_side,
        count_in=True,
        count_in_s=manner.count_in_s,
        ready_s=manner.ready_s,
        stop_early=True,
    )


def _synthetic(drill: Drill, settings: Settings, *, note: bool = True) -> Source:
    """The drawn athlete, who stands until the count-in is over and then does the drill."""
    from coach.cameras.athlete import Athlete, Change
    from coach.cameras.paced import Paced
    from coach.cameras.synthetic import SyntheticCamera
    from coach.cameras.true_poses import TruePoses

    plan = _live_plan(drill, settings)
    stands = plan.ready_s + plan.count_in_s + 0.5
    low = Change(Side.LEFT, DEMO_LOW, stands + DEMO_FROM_S, stands + DEMO_UNTIL_S)
    athlete = Athlete(drill.name.removesuffix("_forward"), start_s=stands, changes=(low,))
    camera = SyntheticCamera(athlete, stands + 2 * drill.seconds + 60, size=settings.camera_size)
    notes = ("no_camera_synthetic",) if note else ()
    return Source(Paced(camera), TruePoses(athlete, noise=0.004), plan, notes)


def _blazepose(model: str, progress: Progress) -> PoseEstimator:
    from coach.poses.blazepose import BlazePose

    return BlazePose(_model_file(model, progress))


def _model_file(model: str, progress: Progress) -> Path:
    """The model that a name or a .task path means; a name is fetched where it is missing."""
    if not model.endswith(".task"):
        return fetch_model(model, progress=progress)
    path = Path(model)
    check_model(path)
    return path


def _run_on(source: Source, wish: Wish, settings: Settings, drill: Drill, texts: Texts) -> Outcome:
    session = Session(drill, source.plan, view=wish.view, manner=settings.manner)
    now = datetime.now().astimezone()
    folder = new_session_dir(data_dir() / "sessions", drill.name, wish.athlete, now)
    with ExitStack() as stack:
        record = stack.enter_context(
            SessionFolder(folder, drill=drill.name, source=source.camera.info.name, texts=texts)
        )
        screen, notes = _screen(wish, settings, drill, texts)
        stack.callback(screen.close)
        voice = _voice(wish, settings, texts)
        stack.callback(voice.close)
        show = Show(screen, voice, Status(texts.states.get(drill.name, drill.title)), texts)
        show.keep(source.notes + notes)
        live = Live(source.camera, source.estimator, session, on_snapshot=show.sound)
        with live:
            _follow(live, show, record)
        record.finish(session.result())
        show.linger(session.done and not wish.mute)
    return Outcome(session.result(), folder, texts)


def _follow(live: Live, show: Show, record: SessionFolder) -> None:
    """The app's loop: record what is new, show the newest, pass the keys on."""
    try:
        for beat in live:
            for snapshot in beat.fresh:
                record.write(snapshot)
            for command in show.beat(beat):
                live.send(command)
    except KeyboardInterrupt:
        live.send(Command.END)
        for beat in live:
            for snapshot in beat.fresh:
                record.write(snapshot)


class Show:
    """What the athlete sees and hears: one screen, one voice, and what both are told."""

    def __init__(self, screen: Screen, voice: Voice, status: Status, texts: Texts) -> None:
        self._screen, self._voice, self._status, self._texts = screen, voice, status, texts
        self._notes: tuple[str, ...] = ()
        self._last: Snapshot | None = None

    def keep(self, notes: tuple[str, ...]) -> None:
        """Notes (keys of the states) that stay on the screen."""
        self._notes = notes

    def sound(self, snapshot: Snapshot, now: float) -> None:
        """Called on the think thread, so that no sound waits for a drawing."""
        for tone in snapshot.tones:
            self._voice.tone(tone)
        if snapshot.cue is not None:
            self._voice.say(snapshot.cue, now)

    def beat(self, beat: Beat) -> Iterator[Command]:
        """Shows the newest snapshot; gives the keys that are not the voice's."""
        notes = [*self._notes, *(["reconnecting"] if beat.stalled else [])]
        words = [self._texts.states[note] for note in notes]
        problem = self._voice.problem
        self._status = replace(
            self._status,
            notes=(*words, *([problem] if problem else [])),
            frame_age_s=beat.frame_age_s,
            fps=beat.fps,
        )
        self._last = beat.snapshot
        for command in self._screen.show(beat.snapshot, self._status):
            if command is Command.VOICE:
                self._status = replace(self._status, voice_on=self._voice.toggle_voice())
            elif command is Command.TONES:
                self._status = replace(self._status, tones_on=self._voice.toggle_tones())
            else:
                yield command

    def linger(self, heard: bool) -> None:
        """Leaves the end on the screen while its last words sound, or until a key."""
        until = time.perf_counter() + (LINGER_S if heard else 0.0)
        while time.perf_counter() < until:
            if Command.END in self._screen.show(self._last, self._status):
                break
            time.sleep(0.03)


def _screen(
    wish: Wish, settings: Settings, drill: Drill, texts: Texts
) -> tuple[Screen, tuple[str, ...]]:
    from coach.screens.text import TextScreen

    if wish.headless:
        return TextScreen(drill, texts, sys.stdout), ()
    from coach.screens.window import Window, display_problem

    if display_problem():
        return TextScreen(drill, texts, sys.stdout), ("no_display",)
    window = Window(
        drill,
        texts,
        full_screen=wish.full_screen or settings.full_screen,
        mirror=settings.mirror,
        large_text=wish.large_text,
    )
    return window, ()


def _voice(wish: Wish, settings: Settings, texts: Texts) -> Voice:
    if wish.mute:
        from coach.voices.silent import Silent

        return Silent()
    from coach.voices.clips import Clips
    from coach.voices.render import Speech, speech_dir

    speech = Speech(speech_dir(), texts.language)
    return Clips(texts, sounds_dir(), speech, voice_on=settings.voice, tones_on=settings.tones)


def measure_speed(clip: str, drill_name: str, model: str | None, progress: Progress) -> BenchResult:
    """What `coach bench` prints; see BenchResult."""
    import tempfile

    from coach.cameras.paced import Paced
    from coach.poses.blazepose import BlazePose
    from coach.runtime.bench import Parts, bench
    from coach.voices.latency import measure

    settings = load_settings()
    texts = load_texts(settings.language)
    drill = load_drill(drill_name, texts)
    path = _model_file(model or settings.model, progress)
    with open_source(clip):
        pass
    with (
        tempfile.TemporaryDirectory() as temporary,
        SessionFolder(Path(temporary), drill=drill.name, source=clip, texts=texts) as folder,
    ):
        parts = Parts(
            camera=lambda: open_source(clip),
            paced=Paced,
            estimator=lambda workers: BlazePose(path, workers),
            line=lambda: Session(drill),
            record=folder.write,
            sound_ms=measure,
            start=(sys.executable, "-m", "coach", "run", "--source", clip, "--headless", "--mute"),
        )
        return bench(parts)
