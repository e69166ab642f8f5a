"""Loads the settings: the shipped configs/coach.toml, and the user's own coach.toml on it.

The shipped file has every key, with what it does beside it; the user's needs only what differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from coach.config.drills import drill_names
from coach.config.files import named_files
from coach.config.problems import layered
from coach.config.schema import known_word
from coach.config.words import FOLDER as CUES
from coach.core.coaching.belt_safety import BeltRule
from coach.core.drills.drill import Manner
from coach.core.drills.fading import FadeStep
from coach.core.fields import Checked, Known, Within, Words

FILE = "coach.toml"
MODELS = ("auto", "lite", "full", "heavy")

Pixels = Annotated[int, Within(ge=64, le=8192)]


def _model(name: str) -> str:
    return name if name.endswith(".task") else known_word(name, MODELS)


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """[camera]; `size` is (width, height)."""

    source: Words
    size: tuple[Pixels, Pixels]
    fps: Annotated[float, Within(ge=5, le=240)]


@dataclass(frozen=True, slots=True)
class PoseSettings:
    """[pose]; `model` is "auto", "lite", "full", "heavy" or a .task file."""

    model: Annotated[Words, Checked(_model)]


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """[screen]; `mirror` turns the shown picture of a camera only; `full_screen` "live" means
    before a live camera."""

    mirror: bool
    full_screen: bool | Literal["live"]
    large_text: bool
    high_contrast: bool
    replay: bool


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """[sound]"""

    voice: bool
    tones: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user likes: a whole settings file."""

    schema: Literal[1]
    drill: Annotated[str, Known("drills")]
    language: Annotated[str, Known("languages")]
    camera: CameraSettings
    pose: PoseSettings
    screen: ScreenSettings
    sound: SoundSettings
    safety: BeltRule
    manner: Manner
    fade: tuple[FadeStep, ...]


def load_settings(path: Path | None = None) -> Settings:
    """The shipped settings with those of `path`, or of the user's own file if any, on them."""
    known = {"drills": drill_names(), "languages": named_files(CUES)}
    return layered(Settings, FILE, path, known)
