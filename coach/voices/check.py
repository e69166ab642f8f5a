"""Can this machine be heard? For `coach doctor`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.voices.mixer import Mixer
from coach.voices.render import ENGINE, Speech

_ADVICE = {
    "darwin": "add a voice in System Settings, Accessibility, Spoken Content",
    "win32": "add a voice in Settings, Time & language, Speech",
}


def mixer_problem() -> str | None:
    """Why no sound can be played, in one line; None if a device opens. Not during a session."""
    mixer = Mixer()
    mixer.open()
    mixer.close()
    return mixer.problem


def speech_engine(language: str = "en") -> str | None:
    """The engine's name if it really renders a word of the language, else None; 0.3 s."""
    with TemporaryDirectory() as folder:
        rendered = list(Speech(Path(folder), language).render(["one"]))
    return ENGINE if rendered else None


def speech_advice() -> str:
    """What to do where there is no speech engine, and what is heard meanwhile."""
    how = _ADVICE.get(sys.platform, "install espeak-ng with your package manager")
    return f"{how}; until then English cues are heard from the shipped clips"
