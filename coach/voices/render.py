"""Spoken words as WAV files in a folder, each rendered once by a child process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from coach.paths import PYTHON, cache_dir
from coach.voices.wav import is_audible, read_wav, tidy_speech, write_wav

ENGINE = {"darwin": "nsss", "win32": "sapi5"}.get(sys.platform, "espeak")
WORDS_PER_MINUTE = 165
SPEAK = (*PYTHON, "coach.voices.speak")

_FAILURES = 2
"""After so many in a row there is no engine here, and the rest is not tried."""

_UNSEEN = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)


def speech_dir() -> Path:
    """Where rendered speech is kept: COACH_SPEECH_DIR, or the user's cache folder."""
    own = os.environ.get("COACH_SPEECH_DIR")
    return Path(own) if own else cache_dir() / "speech"


class Speech:
    """The rendered words of one language.

    `command` renders one text, as speak.py does, and is killed after `timeout_s`. All methods but
    `stop` belong to one thread.
    """

    def __init__(
        self,
        folder: Path,
        language: str,
        *,
        command: Sequence[str] = SPEAK,
        timeout_s: float = 10.0,
    ) -> None:
        self._folder = folder
        self._language = language
        self._command = command
        self._timeout_s = timeout_s
        self._stopped = Event()
        self._child: subprocess.Popen[bytes] | None = None

    def find(self, words: str) -> Path | None:
        """The words' WAV if it was rendered before and is not damaged."""
        path = self._path(words)
        try:
            return path if is_audible(*read_wav(path)) else None
        except (OSError, ValueError):
            return None

    def render(self, texts: Iterable[str]) -> Iterator[tuple[str, Path]]:
        """Each text with its new WAV as soon as it is there; may take long, or give nothing."""
        failures = 0
        for words in texts:
            path = None if self._stopped.is_set() else self._render(words)
            failures = 0 if path else failures + 1
            if failures == _FAILURES:
                return
            if path:
                yield words, path

    def stop(self) -> None:
        """Ends rendering at once, for good."""
        self._stopped.set()
        if self._child:
            self._child.kill()

    def _render(self, words: str) -> Path | None:
        path = self._path(words)
        try:
            with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                raw = Path(folder) / "raw.wav"
                if not self._speak(words, raw):
                    return None
                sound, rate = read_wav(raw)
            if not is_audible(sound, rate):
                return None
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            write_wav(part, tidy_speech(sound, rate), rate)
            return part.replace(path)
        except (OSError, ValueError):
            return None

    def _speak(self, words: str, raw: Path) -> bool:
        self._child = subprocess.Popen(
            [*self._command, words, str(raw), self._language, str(WORDS_PER_MINUTE)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=_UNSEEN,
        )
        if self._stopped.is_set():  # stop() came before there was a child to kill
            self._child.kill()
        try:
            return self._child.wait(self._timeout_s) == 0
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
            return False

    def _path(self, words: str) -> Path:
        """Another engine, voice or pace is another file."""
        spoken = (words, self._language, str(WORDS_PER_MINUTE), ENGINE, version("pyttsx3"))
        return self._folder / f"{sha256('|'.join(spoken).encode()).hexdigest()[:32]}.wav"
