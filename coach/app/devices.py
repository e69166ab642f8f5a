"""Builds the edges that the command line and the settings name; libraries load only then."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coach.app.opening import open_source
from coach.app.request import SYNTHETIC, Progressing, RunContext
from coach.core.session.set_clock import SetConfig
from coach.core.session.snapshot import Snapshot
from coach.errors import CameraError, CoachError, PoseError
from coach.paths import PYTHON, cache_dir, sounds_dir
from coach.ports import Camera, PoseEstimator, Screen, Voice
from coach.poses.choice import AUTO, BEST_FIRST, AutoPose, RememberedRates, choose, this_computer
from coach.poses.model_file import check_model, fetch_model, find_model, models_here, name_of
from coach.simulation.demo import follower, performer

USUAL_FPS = 30.0
"""Of a camera that does not say."""

Tap = Callable[[Snapshot], None]


def _deaf(snapshot: Snapshot) -> None:
    """A camera of the real world does not hear what is asked."""


@dataclass(frozen=True, slots=True)
class Source:
    """A camera with the estimator that fits it, and how a set begins on it; `tap` hears every
    snapshot. `note` is a key of the texts' states that tells what it stands in for, because of
    `why`. It `sees_now` what happens, or else what is recorded or drawn; with `checks` the set-up
    is looked at: not in what was recorded, or is drawn to begin at a time of its own. `model` names
    the pose model once the estimator is open, empty where there is none."""

    camera: Camera
    estimator: PoseEstimator
    plan: SetConfig
    note: str | None = None
    why: str = ""
    sees_now: bool = False
    checks: bool = False
    tap: Tap = _deaf
    model: Callable[[], str] = str


def live_source(context: RunContext, progressing: Progressing) -> Source:
    """The source that was asked for, its pose model fetched but nothing opened yet."""
    name = (
        context.settings.camera.source if context.request.source is None else context.request.source
    )
    if name == SYNTHETIC:
        return demonstration(context)
    if context.request.faults:
        raise CoachError(f"--athlete-fault is for --source {SYNTHETIC}")
    camera = open_source(name, size=context.settings.camera.size, fps=context.settings.camera.fps)
    if not _is_here(context.model):
        # A model is fetched only where there is a camera for it.
        with camera:
            pass
    estimator, model = _found_by(context, camera, progressing)
    if camera.info.live:
        if context.request.fast:
            raise CoachError(f"{name} is live: --fast is for a video, or for {SYNTHETIC}")
        return Source(
            camera, estimator, live_plan(context), sees_now=True, checks=True, model=model
        )
    start = live_plan(context) if context.plan else SetConfig()
    return Source(context.pace(camera), estimator, start, model=model)


def instead(error: CameraError | PoseError, context: RunContext) -> Source:
    """The synthetic athlete; what was asked for by name has no stand-in: its error is raised."""
    no_model = isinstance(error, PoseError)
    if context.request.source is not None or (no_model and context.request.model is not None):
        raise error
    return demonstration(context, "no_model" if no_model else "no_camera", str(error))


def demonstration(context: RunContext, note: str | None = None, why: str = "") -> Source:
    """The drawn athlete, who stands until the count-in is over and then does the drill: with a low
    left knee at first, or one that falls in, so that there is something to coach; or with the
    faults that were asked for."""
    if context.plan is not None:
        return _story(context, note, why)
    from coach.simulation.synthetic import SyntheticCamera
    from coach.simulation.true_poses import TruePoses

    plan, drill = live_plan(context), context.drill
    go = plan.ready_s + plan.count_in_s
    athlete = performer(drill, context.request.view, go, context.asked)
    camera = SyntheticCamera(
        athlete, go + 2 * drill.seconds + 60, size=context.settings.camera.size
    )
    poses = TruePoses(athlete, noise=0.004)
    return Source(context.pace(camera), poses, plan, note, why)


def _story(context: RunContext, note: str | None, why: str) -> Source:
    """The drawn athlete who does a whole plan; nobody looks at the pictures of a fast one that is
    not kept."""
    from coach.simulation.following import FollowingCamera, FollowingPoses

    athlete = follower(context.asked)
    painted = context.request.keep_video or not (context.request.fast and context.request.headless)
    camera = FollowingCamera(athlete, context.settings.camera.size, painted=painted)
    poses = FollowingPoses(athlete, noise=0.004)
    return Source(
        context.pace(camera), poses, live_plan(context), note, why, checks=True, tap=athlete.hear
    )


def live_plan(context: RunContext) -> SetConfig:
    """One set of the drill, with a count-in."""
    drill, manner = context.drill, context.settings.manner
    return SetConfig(
        drill.seconds,
        drill.reps_per_side,
        count_in=True,
        count_in_s=manner.count_in_s,
        ready_s=manner.ready_s,
        stand_still=True,
        stop_early=True,
        locked=False,
    )


def _found_by(
    context: RunContext, camera: Camera, progressing: Progressing
) -> tuple[PoseEstimator, Callable[[], str]]:
    """What finds the poses of the camera's pictures, and the model's name once that is open."""
    if context.model != AUTO:
        model = model_file(context, progressing)
        return pose_estimator(model), partial(name_of, model)
    here = models_here() or [name_of(fetched("full", progressing))]
    if camera.info.live and BEST_FIRST[0] not in here:
        fetch_beside(BEST_FIRST[0])
    best = AutoPose(partial(model_for, camera, here), pose_estimator)
    return best, lambda: best.model


def fetch_beside(name: str) -> None:
    """Has a process of its own fetch the model, so that the next start has it: nobody waits for
    it, and where there is no network the next start tries again."""
    with suppress(OSError):
        subprocess.Popen(
            [*PYTHON, "coach", "models", name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def model_for(camera: Camera, here: Sequence[str]) -> str:
    """The best of the models `here` that keeps up with the camera, which is open."""
    fps = camera.info.fps
    rates = RememberedRates(cache_dir() / "model_rates.json", _rate_of, this_computer())
    return choose(here, fps if fps == fps else USUAL_FPS, rates)


def _rate_of(model: Path) -> float:
    from coach.poses.blazepose import rate_of

    return rate_of(model)


def pose_estimator(model: Path, workers: int = 2) -> PoseEstimator:
    """BlazePose with the model in this file."""
    from coach.poses.blazepose import BlazePose

    return BlazePose(model, workers)


def official_loop(full: Path) -> PoseEstimator:
    """The full model as it was fetched, whole, in a plain loop: what a tutorial does."""
    from coach.poses.blazepose import BlazePose

    return BlazePose(full, 1, Path.read_bytes)


def model_file(context: RunContext, progressing: Progressing) -> Path:
    """The file that the model's name or .task path means; a name is fetched where it is missing."""
    if not context.model.endswith(".task"):
        return fetched(model_name(context), progressing)
    path = Path(context.model)
    check_model(path)
    return path


def model_name(context: RunContext) -> str:
    """What the model is called. Where any will do it is the best that is here: for a video there
    is time."""
    if context.model != AUTO:
        path = Path(context.model)
        return name_of(path) if path.suffix == ".task" else context.model
    here = models_here()
    return next((name for name in BEST_FIRST if name in here), "full")


def fetched(name: str, progressing: Progressing) -> Path:
    """The file of the model of this name, fetched where it is missing."""
    with progressing() as progress:
        return fetch_model(name, progress=progress)


def _is_here(model: str) -> bool:
    if model == AUTO:
        return bool(models_here())
    try:
        find_model(model)
    except PoseError:
        return model.endswith(".task")
    return True


def open_screen(context: RunContext, *, live: bool = False) -> tuple[Screen, str | None]:
    """A window, or text with the key of the texts' states that says why.

    Before a `live` camera one stands 3 m away and sees oneself: in a window of the whole screen,
    and as in a mirror.
    """
    from coach.screens.text import TextScreen

    if context.request.headless:
        return TextScreen(context.drill, context.texts, sys.stdout), None
    from coach.screens.display import display_problem
    from coach.screens.window import Window
    from coach.simulation.demo import shown

    if display_problem():
        keys = sys.stdin if sys.stdin and sys.stdin.isatty() else None
        return TextScreen(context.drill, context.texts, sys.stdout, keys), "no_display"
    window = Window(
        context.drill,
        context.texts,
        full_screen=_fills_screen(context, live=live),
        mirror=live and context.settings.screen.mirror,
        large_text=context.request.large_text or context.settings.screen.large_text,
        high_contrast=context.request.high_contrast or context.settings.screen.high_contrast,
        replay=context.settings.screen.replay and not context.request.fast,
        drawn=shown,
    )
    return window, None


def _fills_screen(context: RunContext, *, live: bool) -> bool:
    asked, usual = context.request.full_screen, context.settings.screen.full_screen
    wanted = usual if asked is None else asked
    return live if wanted == "live" else wanted is True


def open_voice(context: RunContext) -> Voice:
    """The tones and the spoken cues, as the settings have them."""
    if context.request.silent:
        from coach.voices.silent import Silent

        return Silent()
    from coach.voices.clips import Clips
    from coach.voices.render import Speech, speech_dir

    settings, texts = context.settings, context.texts
    speech = Speech(speech_dir(), texts.language)
    return Clips(texts, sounds_dir(), speech, voice_on=settings.sound.voice, tones_on=context.tones)
