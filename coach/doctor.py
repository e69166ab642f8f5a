"""Looks at everything the coach needs on this machine, and says what to do where it is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from coach.config import load_settings
from coach.errors import CoachError
from coach.paths import cache_dir, data_dir, user_config_dir


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. Where it is not `ok`, `advice` says what to do; without a `needed` one
    there is no coaching."""

    name: str
    ok: bool
    found: str
    advice: str = ""
    needed: bool = False

    def line(self) -> str:
        mark = "ok  " if self.ok else "MISS" if self.needed else "note"
        advice = f": {self.advice}" if self.advice and not self.ok else ""
        return f"{mark}  {self.name:<12} {self.found}{advice}"


def examine() -> tuple[Finding, ...]:
    """All findings, quickest first; none of them raises."""
    return tuple(look() for look in LOOKS)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", sys.version_info >= (3, 11), version, "install 3.11 or newer", True)


def _mediapipe() -> Finding:
    version = _version("mediapipe")
    if version is None:
        return Finding("mediapipe", False, "not installed", "install the coach again", True)
    quiet = tuple(int(part) for part in version.split(".")[:3]) < (0, 10, 32)
    advice = "newer ones report to their maker over the network; install 'mediapipe<0.10.32'"
    return Finding("mediapipe", quiet, version, advice, True)


def _opencv() -> Finding:
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
    return Finding("opencv", len(found) == 1, ", ".join(found) or "not installed", advice, True)


def _model() -> Finding:
    from coach.poses.model_file import find_model

    name = load_settings().model
    try:
        path = find_model(name) if not name.endswith(".task") else name
    except CoachError as error:
        return Finding("model", False, str(error), "", True)
    return Finding("model", True, str(path))


def _camera() -> Finding:
    from coach.cameras.webcam import list_cameras

    found = list_cameras()
    listed = ", ".join(f"{camera.index} {camera.name}" for camera in found)
    advice = "plug one in, close other programs that use it, allow the terminal to use it"
    return Finding("camera", bool(found), listed or "none found", advice)


def _display() -> Finding:
    from coach.screens.window import display_problem

    problem = display_problem()
    return Finding("display", not problem, problem or "a window can be opened", "live text is used")


def _sound() -> Finding:
    from coach.voices.check import mixer_problem

    problem = mixer_problem()
    advice = "plug in or switch on a loudspeaker"
    return Finding("sound", not problem, problem or "a sound device opens", advice)


def _speech() -> Finding:
    from coach.voices.check import speech_advice, speech_engine

    engine = speech_engine(load_settings().language)
    return Finding("speech", engine is not None, engine or "no speech engine", speech_advice())


def _folders() -> Finding:
    folders = f"sessions {data_dir()}, settings {user_config_dir()}, cache {cache_dir()}"
    return Finding("folders", True, folders)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


LOOKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _mediapipe,
    _opencv,
    _folders,
    _model,
    _display,
    _sound,
    _speech,
    _camera,
)
