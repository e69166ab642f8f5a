"""The voice that makes no sound."""

from __future__ import annotations

from coach.core.types import Cue


class Silent:
    """Keeps quiet; `problem` says why, and is None where nobody asked for sound."""

    def __init__(self, problem: str | None = None) -> None:
        self.problem = problem
        self._voice_on = False
        self._tones_on = False

    def say(self, cue: Cue, now: float) -> None:
        """Says nothing."""

    def tone(self, name: str) -> None:
        """Sounds nothing."""

    def metronome(self, spm: float) -> None:
        """Keeps no time."""

    def toggle_voice(self) -> bool:
        self._voice_on = not self._voice_on
        return self._voice_on

    def toggle_tones(self) -> bool:
        self._tones_on = not self._tones_on
        return self._tones_on

    def close(self) -> None:
        """Has nothing to free."""
