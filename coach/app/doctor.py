"""Looks at everything the coach needs on this machine, and says what to do where it is missing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from coach.config import Settings, load_settings
from coach.config.settings import FILE as SETTINGS
from coach.errors import ConfigError, PoseError
from coach.paths import cache_dir, configs_dir, data_dir, user_config_dir


@dataclass(frozen=True, slots=True)
class Checkup:
    """One thing looked at. Where it is not `ok`, `advice` says what to do; without a `needed` one
    there is no coaching."""

    name: str
    ok: bool
    found: str
    advice: str = ""
    needed: bool = False

    def row(self) -> tuple[str, str, str]:
        """For a table: how it is, its name, and in words what was found."""
        mark = "ok" if self.ok else "MISS" if self.needed else "note"
        advice = f"; {self.advice}" if self.advice and not self.ok else ""
        return mark, self.name, f"{self.found}{advice}"


def examine() -> tuple[Checkup, ...]:
    """All findings, quickest first."""
    settings, about_settings = _settings()
    return (
        _python(),
        _mediapipe(),
        _opencv(),
        _folders(),
        about_settings,
        _model(settings.pose.model),
        _display(),
        _sound(),
        _speech(settings.language),
        _camera(),
    )


def _python() -> Checkup:
    version = ".".join(map(str, sys.version_info[:3]))
    return Checkup("python", sys.version_info >= (3, 11), version, "install 3.11 or newer", True)


def _mediapipe() -> Checkup:
    version = _version("mediapipe")
    if version is None:
        return Checkup("mediapipe", False, "not installed", "install the coach again", True)
    quiet = tuple(int(part) for part in version.split(".")[:3]) < (0, 10, 32)
    advice = "newer ones report to their maker over the network; install 'mediapipe<0.10.32'"
    return Checkup("mediapipe", quiet, version, advice, True)


def _opencv() -> Checkup:
    found = [
        f"{dist.metadata['Name']} {dist.version}"
        for dist in metadata.distributions()
        if (dist.metadata["Name"] or "").lower().startswith("opencv")
    ]
    names = " ".join(name.split()[0] for name in found)
    advice = (
        f"they overwrite each other; run 'pip uninstall -y {names}' and then "
        "'pip install opencv-python-headless'"
    )
    if not found:
        advice = "run 'pip install opencv-python-headless'"
    return Checkup("opencv", len(found) == 1, ", ".join(found) or "not installed", advice, True)


def _settings() -> tuple[Settings, Checkup]:
    """The settings, the shipped ones where the user's own are wrong."""
    own = user_config_dir() / SETTINGS
    try:
        return load_settings(), Checkup(
            "settings", True, str(own) if own.exists() else "as shipped"
        )
    except ConfigError as error:
        wrong = Checkup("settings", False, error.problems[0], f"run 'coach check {own}'", True)
        return load_settings(configs_dir() / SETTINGS), wrong


def _model(model: str) -> Checkup:
    from coach.poses.choice import AUTO, BEST_FIRST
    from coach.poses.model_file import check_model, model_bytes, model_path, models_here

    try:
        here = models_here()
        if model == AUTO:
            model = next((name for name in BEST_FIRST if name in here), "full")
        path = Path(model) if model.endswith(".task") else model_path(model)
        check_model(path)
        whole = model_bytes(path) == path.read_bytes()
    except PoseError as error:
        return Checkup("model", False, str(error), needed=True)
    how = "as it is: it has no mask that can be cut out" if whole else "without its body mask"
    return Checkup("model", True, f"{path}, run {how}", needed=True)


def _camera() -> Checkup:
    from coach.cameras.webcam import list_cameras

    found = list_cameras()
    listed = ", ".join(f"{camera.index} {camera.name}" for camera in found)
    advice = "plug one in, close other programs that use it, allow the terminal to use it"
    return Checkup("camera", bool(found), listed or "none found", advice)


def _display() -> Checkup:
    from coach.screens.display import display_problem

    problem = display_problem()
    return Checkup("display", not problem, problem or "a window can be opened", "live text is used")


def _sound() -> Checkup:
    from coach.voices.check import mixer_problem

    problem = mixer_problem()
    advice = "plug in or switch on a loudspeaker"
    return Checkup("sound", not problem, problem or "a sound device opens", advice)


def _speech(language: str) -> Checkup:
    from coach.voices.check import speech_advice, speech_engine

    engine = speech_engine(language)
    return Checkup("speech", engine is not None, engine or "no speech engine", speech_advice())


def _folders() -> Checkup:
    sessions = data_dir() / "sessions"
    folders = f"sessions {sessions}, settings {user_config_dir()}, cache {cache_dir()}"
    return Checkup("folders", True, folders)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
