"""Renders one text to a WAV file and ends; a program of its own, as speech engines hang.

    python -m coach.voices.speak TEXT FILE LANGUAGE WORDS_PER_MINUTE

An engine lives for one text only: pyttsx3 loses or repeats texts after the first. Exit status 1:
there is no engine, or no voice for the language.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyttsx3


def main() -> None:
    text, file, language, pace = sys.argv[1:]
    if hasattr(os, "nice"):
        os.nice(10)  # a live session may be running
    engine = pyttsx3.init()
    voice = _voice(engine, language)
    engine.setProperty("voice", voice)
    engine.setProperty("rate", int(pace))
    engine.save_to_file(text, file)
    engine.runAndWait()
    _as_wav(Path(file))


def _voice(engine: pyttsx3.Engine, language: str) -> str:
    """The user's own voice if it speaks the language, else the first that does."""
    speakers = [
        voice.id
        for voice in engine.getProperty("voices")
        if any(_speaks(tag, language) for tag in voice.languages or ())
    ]
    own: str = engine.getProperty("voice")
    if not speakers:
        sys.exit(f"no voice speaks {language}")
    return own if own in speakers else speakers[0]


def _speaks(tag: str | bytes, language: str) -> bool:
    """Tags come as en, en-GB, en_US, or as bytes with a number before them."""
    words = tag.decode("utf-8", "ignore") if isinstance(tag, bytes) else tag
    return re.findall("[a-z]+", words.lower())[:1] == [language.lower()]


def _as_wav(path: Path) -> None:
    """The macOS engine writes AIFF whatever the name says; macOS has a program that converts."""
    if path.read_bytes()[:4] == b"FORM":
        aiff = path.rename(path.with_suffix(".aiff"))
        subprocess.run(["afconvert", "-f", "WAVE", "-d", "LEI16@22050", aiff, path], check=True)


if __name__ == "__main__":
    main()
