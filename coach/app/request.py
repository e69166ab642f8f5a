"""What the command line asks for, and the settings, drill, plan and words that it means."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from math import nan
from pathlib import Path

from coach.cameras.paced import Paced
from coach.config import (
    Settings,
    load_drill,
    load_plan,
    load_prescription,
    load_settings,
    load_texts,
    load_usual,
)
from coach.config.prescriptions import Prescribed
from coach.core.compare.run_assessment import Usual
from coach.core.drills.drill import Drill
from coach.core.drills.fading import WITHOUT_END, FadeStep, fade_of
from coach.core.drills.plan import Plan
from coach.core.drills.prescription import Prescription
from coach.core.types import View
from coach.errors import CoachError
from coach.paths import data_dir, sessions_dir
from coach.ports import Camera
from coach.records.athletes import Athlete, known_as
from coach.records.index import HISTORY, indexed, worked
from coach.simulation.demo import Asked, asked_for
from coach.wording.texts import Texts

SYNTHETIC = "synthetic"


Progress = Callable[[str, float], None]


Progressing = Callable[[], AbstractContextManager[Progress]]
"""Shows how far something is: what it is, and how far, 0..1 or NaN, for as long as it is open."""


Pace = Callable[[Camera], Camera]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What was asked for on the command line; None leaves it to the settings."""

    drill: str | None = None
    source: str | None = None
    view: View | None = None
    athlete: str | None = None
    model: str | None = None
    headless: bool = False
    mute: bool = False
    full_screen: bool | None = None
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
class RunContext:
    """What the edges are built from; `pace` makes recorded frames come when they are due, `usual`
    is what a run is compared with. `drill` is the first one of the `plan`, where there is one.
    `athlete` is who of those that are known runs, `fade` how much feedback they still get; a
    `prescription` is the plan's."""

    request: RunRequest
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
        return self.settings.sound.tones and self.fade.tones

    @property
    def drills(self) -> list[Drill]:
        return [step.drill for step in self.plan.steps] if self.plan else [self.drill]

    @property
    def runs(self) -> set[str]:
        """The names of those of its drills that are a run."""
        return {drill.name for drill in self.drills if drill.traits.by_steps}

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The faults that the synthetic athlete is to have; CoachError where one is unknown."""
        return tuple(asked_for(text, self.drills) for text in self.request.faults)

    @property
    def model(self) -> str:
        return self.settings.pose.model if self.request.model is None else self.request.model

    @property
    def speed_kmh(self) -> float:
        return nan if self.request.speed_kmh is None else self.request.speed_kmh


def load_context(request: RunRequest, pace: Pace = Paced) -> RunContext:
    """The wish with the settings, texts and drill that it means."""
    settings = load_settings()
    texts = load_texts(settings.language)
    found, plan = None, None
    if request.prescription is not None:
        request, found = as_prescribed(request, request.prescription, texts)
        texts, plan = found.texts, found.plan
    elif request.plan is not None:
        plan = load_plan(request.plan, texts)
    if plan is None:
        drills = [load_drill(settings.drill if request.drill is None else request.drill, texts)]
    else:
        drills = [step.drill for step in plan.steps]
        texts = texts.naming(
            {drill.name: drill.title for drill in drills},
            {drill.name: drill.about for drill in drills},
        )
    usual = load_usual(texts) if any(drill.traits.by_steps for drill in drills) else None
    athlete = None if request.athlete is None else known_as(data_dir(), request.athlete)
    fade, signed = _fade(athlete, settings), found.prescription if found else None
    return RunContext(request, settings, texts, drills[0], pace, usual, plan, athlete, fade, signed)


def _fade(athlete: Athlete | None, settings: Settings) -> FadeStep:
    """That of the athlete's next session; nothing fades for who gave no name."""
    if athlete is None:
        return WITHOUT_END
    with indexed(sessions_dir(), data_dir() / HISTORY) as index:
        before = worked(index.db, athlete.id)
    return fade_of(settings.fade, 1 + before)


def as_prescribed(request: RunRequest, file: Path, texts: Texts) -> tuple[RunRequest, Prescribed]:
    """The wish with the athlete and the speed that the file names, where it names none itself.

    Raises CoachError where the prescription has ended.
    """
    found = load_prescription(file, texts)
    signed, speed = found.prescription, request.speed_kmh
    if signed.ended(datetime.now().astimezone().date().isoformat()):
        raise CoachError(
            f"{file} was valid until {signed.valid_until}: ask {signed.by} for a new one"
        )
    if speed is None and found.speed_kmh == found.speed_kmh:
        speed = found.speed_kmh
    return replace(request, athlete=request.athlete or signed.athlete, speed_kmh=speed), found
