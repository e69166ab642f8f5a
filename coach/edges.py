"""Builds the edges that the command line and the settings name; libraries load only then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import nan
from pathlib import Path

from coach.cameras.opening import open_source
from coach.cameras.paced import Paced
from coach.config import Settings, load_drill, load_plan, load_settings, load_texts, load_usual
from coach.core.assessment import Usual
from coach.core.drill import Drill, Kind
from coach.core.fade import WITHOUT_END, FadeStep, fade_of
from coach.core.plan import Plan
from coach.core.prescription import Prescription
from coach.core.sets import SetPlan
from coach.core.types import Snapshot, View
from coach.errors import CameraError, CoachError, PoseError
from coach.paths import data_dir, sessions_dir
from coach.ports import Camera, PoseEstimator
from coach.poses.model_file import check_model, fetch_model, find_model
from coach.prescribing import as_prescribed
from coach.records.athletes import Athlete, known_as
from coach.records.theirs import sittings_of, worked
from coach.story import Asked, asked_for, follower, performer
from coach.texts import Texts

SYNTHETIC = "synthetic"

Progress = Callable[[str, float], None]
Progressing = Callable[[], AbstractContextManager[Progress]]
"""Shows how far something is: what it is, and how far, 0..1 or NaN, for as long as it is open."""

Pace = Callable[[Camera], Camera]
Tap = Callable[[Snapshot], None]


def _deaf(snapshot: Snapshot) -> None:
    """A camera of the real world does not hear what is asked."""


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
    high_contrast: bool = False
    speed_kmh: float | None = None
    yes: bool = False
    plan: str | None = None
    resume: bool = False
    fast: bool = False
    faults: tuple[str, ...] = ()
    keep_video: bool = False
    prescription: Path | None = None

    @property
    def silent(self) -> bool:
        """What goes faster than its words makes no sound."""
        return self.mute or self.fast


@dataclass(frozen=True, slots=True)
class Kit:
    """What the edges are built from; `pace` makes recorded frames come when they are due, `usual`
    is what a run is compared with. `drill` is the first one of the `plan`, where there is one.
    `athlete` is who of those that are known runs, `fade` how much feedback they still get; a
    `prescription` is the plan's."""

    wish: Wish
    settings: Settings
    texts: Texts
    drill: Drill
    pace: Pace = Paced
    usual: Usual | None = None
    plan: Plan | None = None
    athlete: Athlete | None = None
    fade: FadeStep = WITHOUT_END
    prescription: Prescription | None = None

    @property
    def tones(self) -> bool:
        """Whether good reps sound."""
        return self.settings.tones and self.fade.tones

    @property
    def drills(self) -> list[Drill]:
        return [step.drill for step in self.plan.steps] if self.plan else [self.drill]

    @property
    def runs(self) -> set[str]:
        """The names of those of its drills that are a run."""
        return {drill.name for drill in self.drills if drill.kind is Kind.RUN}

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The faults that the synthetic athlete is to have; CoachError where one is unknown."""
        return tuple(asked_for(text, self.drills) for text in self.wish.faults)

    @property
    def model(self) -> str:
        return self.settings.model if self.wish.model is None else self.wish.model

    @property
    def speed_kmh(self) -> float:
        return nan if self.wish.speed_kmh is None else self.wish.speed_kmh


@dataclass(frozen=True, slots=True)
class Source:
    """A camera with the estimator that fits it, and how a set begins on it; `tap` hears every
    snapshot. `note` is a key of the texts' states that tells what it stands in for, because of
    `why`. It `sees_now` what happens, or else what is recorded or drawn; with `checks` the set-up
    is looked at: not in what was recorded, or is drawn to begin at a time of its own."""

    camera: Camera
    estimator: PoseEstimator
    plan: SetPlan
    note: str | None = None
    why: str = ""
    sees_now: bool = False
    checks: bool = False
    tap: Tap = _deaf


def load_kit(wish: Wish, pace: Pace = Paced) -> Kit:
    """The wish with the settings, texts and drill that it means."""
    settings = load_settings()
    texts = load_texts(settings.language)
    found, plan = None, None
    if wish.prescription is not None:
        wish, found = as_prescribed(wish, wish.prescription, texts)
        texts, plan = found.texts, found.plan
    elif wish.plan is not None:
        plan = load_plan(wish.plan, texts)
    if plan is None:
        drills = [load_drill(settings.drill if wish.drill is None else wish.drill, texts)]
    else:
        drills = [step.drill for step in plan.steps]
        texts = texts.naming(
            {drill.name: drill.title for drill in drills},
            {drill.name: drill.about for drill in drills},
        )
    usual = load_usual(texts) if any(drill.kind is Kind.RUN for drill in drills) else None
    athlete = None if wish.athlete is None else known_as(data_dir(), wish.athlete)
    fade, signed = _fade(athlete, settings), found.prescription if found else None
    return Kit(wish, settings, texts, drills[0], pace, usual, plan, athlete, fade, signed)


def _fade(athlete: Athlete | None, settings: Settings) -> FadeStep:
    """That of the athlete's next session; nothing fades for who gave no name."""
    if athlete is None:
        return WITHOUT_END
    before = sum(map(worked, sittings_of(sessions_dir(), athlete.id)))
    return fade_of(settings.fade, 1 + before)


def live_source(kit: Kit, progressing: Progressing) -> Source:
    """The source that was asked for, its pose model fetched but nothing opened yet."""
    name = kit.settings.source if kit.wish.source is None else kit.wish.source
    if name == SYNTHETIC:
        return demonstration(kit)
    if kit.wish.faults:
        raise CoachError(f"--athlete-fault is for --source {SYNTHETIC}")
    camera = open_source(name, size=kit.settings.camera_size, fps=kit.settings.camera_fps)
    if not _is_here(kit.model):
        # A model is fetched only where there is a camera for it.
        with camera:
            pass
    estimator = pose_estimator(model_file(kit, progressing))
    if camera.info.live:
        if kit.wish.fast:
            raise CoachError(f"{name} is live: --fast is for a video, or for {SYNTHETIC}")
        return Source(camera, estimator, live_plan(kit), sees_now=True, checks=True)
    start = live_plan(kit) if kit.plan else SetPlan()
    return Source(kit.pace(camera), estimator, start)


def instead(error: CameraError | PoseError, kit: Kit) -> Source:
    """The synthetic athlete; what was asked for by name has no stand-in: its error is raised."""
    no_model = isinstance(error, PoseError)
    if kit.wish.source is not None or (no_model and kit.wish.model is not None):
        raise error
    return demonstration(kit, "no_model" if no_model else "no_camera", str(error))


def demonstration(kit: Kit, note: str | None = None, why: str = "") -> Source:
    """The drawn athlete, who stands until the count-in is over and then does the drill: with a low
    left knee at first, or one that falls in, so that there is something to coach; or with the
    faults that were asked for."""
    if kit.plan is not None:
        return _story(kit, note, why)
    from coach.cameras.synthetic import SyntheticCamera
    from coach.cameras.true_poses import TruePoses

    plan, drill = live_plan(kit), kit.drill
    go = plan.ready_s + plan.count_in_s
    athlete = performer(drill, kit.wish.view, go, kit.asked)
    camera = SyntheticCamera(athlete, go + 2 * drill.seconds + 60, size=kit.settings.camera_size)
    poses = TruePoses(athlete, noise=0.004)
    return Source(kit.pace(camera), poses, plan, note, why)


def _story(kit: Kit, note: str | None, why: str) -> Source:
    """The drawn athlete who does a whole plan; nobody looks at the pictures of a fast one that is
    not kept."""
    from coach.cameras.following import FollowingCamera, FollowingPoses

    athlete = follower(kit.asked)
    painted = kit.wish.keep_video or not (kit.wish.fast and kit.wish.headless)
    camera = FollowingCamera(athlete, kit.settings.camera_size, painted=painted)
    poses = FollowingPoses(athlete, noise=0.004)
    return Source(kit.pace(camera), poses, live_plan(kit), note, why, checks=True, tap=athlete.hear)


def live_plan(kit: Kit) -> SetPlan:
    """One set of the drill, with a count-in."""
    drill, manner = kit.drill, kit.settings.manner
    return SetPlan(
        drill.seconds,
        drill.reps_per_side,
        count_in=True,
        count_in_s=manner.count_in_s,
        ready_s=manner.ready_s,
        stand_still=True,
        stop_early=True,
        locked=False,
    )


def pose_estimator(model: Path, workers: int = 2) -> PoseEstimator:
    """BlazePose with the model in this file."""
    from coach.poses.blazepose import BlazePose

    return BlazePose(model, workers)


def model_file(kit: Kit, progressing: Progressing) -> Path:
    """The file that the model's name or .task path means; a name is fetched where it is missing."""
    if not kit.model.endswith(".task"):
        with progressing() as progress:
            return fetch_model(kit.model, progress=progress)
    path = Path(kit.model)
    check_model(path)
    return path


def _is_here(model: str) -> bool:
    try:
        find_model(model)
    except PoseError:
        return model.endswith(".task")
    return True
