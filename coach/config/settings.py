"""Loads the settings: the shipped configs/coach.toml, and the user's own coach.toml on it.

The shipped file has every key, with what it does beside it; the user's needs only what differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from coach.config.drills import drill_names
from coach.config.files import merge, named_files, read_table
from coach.config.problems import validated
from coach.config.schema import Strict, Versioned, Words, known_word, listed
from coach.config.words import FOLDER as CUES
from coach.core.coaching.belt_safety import BeltRule
from coach.core.drills.drill import Manner
from coach.core.drills.fading import FadeStep
from coach.paths import configs_dir, user_config_dir

FILE = "coach.toml"
MODELS = ("lite", "full", "heavy")

Seconds = Annotated[float, Field(ge=0, le=600)]
Count = Annotated[int, Field(ge=1, le=100)]
Lengths = Annotated[float, Field(gt=0, le=10)]
Pixels = Annotated[int, Field(ge=64, le=8192)]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user likes. `camera_size` is (width, height) in pixels; `mirror` turns the shown
    picture only; `model` is "lite", "full", "heavy" or a .task file; with `acknowledged` the
    belt's rules were read."""

    drill: str
    language: str
    source: str
    camera_size: tuple[int, int]
    camera_fps: float
    model: str
    mirror: bool
    full_screen: bool
    large_text: bool
    high_contrast: bool
    replay: bool
    voice: bool
    tones: bool
    acknowledged: bool
    belt: BeltRule
    manner: Manner
    fade: tuple[FadeStep, ...]


def _is_model(name: str) -> str:
    return name if name.endswith(".task") else known_word(name, MODELS)


class CameraTable(Strict):
    """[camera]"""

    source: Words
    size: Annotated[list[Pixels], Field(min_length=2, max_length=2)]
    fps: Annotated[float, Field(ge=5, le=240)]


class PoseTable(Strict):
    """[pose]"""

    model: Annotated[Words, AfterValidator(_is_model)]


class ScreenTable(Strict):
    """[screen]"""

    mirror: bool
    full_screen: bool
    large_text: bool
    high_contrast: bool
    replay: bool


class SoundTable(Strict):
    """[sound]"""

    voice: bool
    tones: bool


class SafetyTable(Strict):
    """[safety]; see BeltRule."""

    acknowledged: bool
    back: Lengths
    back_by_size: Lengths
    far: Lengths
    drop: Lengths
    fall: Lengths
    lean: Annotated[float, Field(ge=10, le=90)]
    lost_s: Seconds
    gap_s: Seconds
    quiet_s: Seconds


class MannerTable(Strict):
    """[manner]; see Manner."""

    gap_s: Seconds
    run_gap_s: Seconds
    same_gap_s: Seconds
    most_a_minute: Count
    run_most_a_minute: Count
    grace_reps: Count
    grace_s: Seconds
    watch_reps: Count
    most_of_one: Count
    praise: bool
    show_s: Seconds
    count_in_s: Seconds
    ready_s: Seconds


class FadeTable(Strict):
    """[[fade]]: a step of the fading; see FadeStep."""

    since: Count
    share: Annotated[float, Field(ge=0, le=1)]
    run_gap_s: Seconds
    tones: bool


class SettingsFile(Versioned):
    """A whole settings file; see Settings."""

    drill: Annotated[Words, listed("drills")]
    language: Annotated[Words, listed("languages")]
    camera: CameraTable
    pose: PoseTable
    screen: ScreenTable
    sound: SoundTable
    safety: SafetyTable
    manner: MannerTable
    fade: list[FadeTable]

    def settings(self) -> Settings:
        width, height = self.camera.size
        return Settings(
            drill=self.drill,
            language=self.language,
            source=self.camera.source,
            camera_size=(width, height),
            camera_fps=self.camera.fps,
            model=self.pose.model,
            mirror=self.screen.mirror,
            full_screen=self.screen.full_screen,
            large_text=self.screen.large_text,
            high_contrast=self.screen.high_contrast,
            replay=self.screen.replay,
            voice=self.sound.voice,
            tones=self.sound.tones,
            acknowledged=self.safety.acknowledged,
            belt=BeltRule(**self.safety.model_dump(exclude={"acknowledged"})),
            manner=Manner(**self.manner.model_dump()),
            fade=tuple(FadeStep(**step.model_dump()) for step in self.fade),
        )


def load_settings(path: Path | None = None) -> Settings:
    """The shipped settings with those of `path`, or of the user's own file if any, on them."""
    shipped, own = configs_dir() / FILE, path or user_config_dir() / FILE
    known = {"drills": drill_names(), "languages": named_files(CUES)}
    table = read_table(shipped)
    file = validated(SettingsFile, table, shipped, known)
    if path or own.exists():
        file = validated(SettingsFile, merge(table, read_table(own)), own, known)
    return file.settings()
