"""Rendering words once, with engines that work, lie, fail and hang."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from coach.voices.check import speech_advice, speech_engine
from coach.voices.render import Speech, speech_dir
from coach.voices.wav import is_audible, read_wav, write_wav

WRITE = """
import sys, wave
from pathlib import Path
counted = Path(sys.argv[1])
with counted.open("a") as file:
    file.write("x")
words, out = sys.argv[2:4]
with wave.open(out, "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(22050)
    file.writeframes(b"\\x00\\x20\\x00\\xe0" * 5000 if words != "silence" else bytes(20000))
"""
PYTTSX3 = """
import wave
from types import SimpleNamespace
VOICES = {voices}
class Engine:
    voice, lives = VOICES[0][0], 0
    def getProperty(self, name):
        voices = [SimpleNamespace(id=i, languages=l) for i, l in VOICES]
        return voices if name == "voices" else self.voice
    def setProperty(self, name, value):
        if name == "voice":
            self.voice = value
    def save_to_file(self, text, path):
        assert text == "Los!"
        self.path = path
    def runAndWait(self):
        if self.voice == "aiff":
            open(self.path, "wb").write(b"FORM0000AIFF")
            return
        with wave.open(self.path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000 if self.voice == "german" else 22050)
            file.writeframes(b"\\x00\\x20\\x00\\xe0" * 9000)
def init():
    return Engine()
"""


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A file that gets an x for each run of the engine."""
    (tmp_path / "runs").write_text("", encoding="utf-8")
    return tmp_path / "runs"


@pytest.fixture
def speech(tmp_path: Path, runs: Path) -> Speech:
    command = [sys.executable, "-c", WRITE, str(runs)]
    return Speech(tmp_path / "speech", "en", command=command)


def render(speech: Speech, *texts: str) -> dict[str, Path]:
    return dict(speech.render(texts))


def test_words_are_rendered_once_and_found_afterwards(speech):
    assert speech.find("Go") is None
    wav = render(speech, "Go")["Go"]
    assert is_audible(*read_wav(wav))
    assert speech.find("Go") == wav


def test_other_words_and_other_languages_are_other_files(speech, tmp_path):
    render(speech, "Go")
    assert speech.find("Stop") is None
    assert Speech(tmp_path / "speech", "de").find("Go") is None


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"\0" * 5000])
def test_a_damaged_file_is_ignored_and_made_again(speech, damage):
    wav = render(speech, "Go")["Go"]
    wav.write_bytes(damage)
    assert speech.find("Go") is None
    assert render(speech, "Go") == {"Go": wav}
    assert speech.find("Go") == wav


def test_a_silent_file_counts_as_none(speech):
    wav = render(speech, "Go")["Go"]
    write_wav(wav, np.zeros(22_050), 22_050)
    assert speech.find("Go") is None


def test_an_engine_that_writes_silence_has_rendered_nothing(speech):
    assert list(render(speech, "silence", "Go")) == ["Go"]


def test_after_two_failures_in_a_row_nothing_more_is_tried(speech, runs):
    assert render(speech, "silence", "silence", "Go") == {}
    assert runs.read_text(encoding="utf-8") == "xx"


def test_an_engine_that_hangs_is_killed(tmp_path, hanging):
    speech = Speech(tmp_path, "en", command=hanging.command, timeout_s=0.3)
    assert render(speech, "Go") == {}


def test_an_engine_that_is_not_there_renders_nothing(tmp_path):
    assert render(Speech(tmp_path, "en", command=["no-such-program"]), "Go") == {}


def test_nothing_is_rendered_after_the_stop(speech, runs):
    speech.stop()
    assert render(speech, "Go") == {}
    assert runs.read_text(encoding="utf-8") == ""


def test_a_folder_that_cannot_be_written_renders_nothing(tmp_path, runs):
    (tmp_path / "speech").write_text("a file, not a folder", encoding="utf-8")
    speech = Speech(tmp_path / "speech", "en", command=[sys.executable, "-c", WRITE, str(runs)])
    assert render(speech, "Go") == {}


def test_no_half_written_file_stays(speech, tmp_path):
    render(speech, "Go", "silence")
    assert [path.suffix for path in (tmp_path / "speech").iterdir()] == [".wav"]


@pytest.fixture
def with_voices(tmp_path, monkeypatch):
    """Puts an engine that has these voices in the place of pyttsx3."""

    def put(*voices: tuple[str, list[str | bytes]]) -> Speech:
        (tmp_path / "pyttsx3.py").write_text(
            PYTTSX3.replace("{voices}", repr(voices)), encoding="utf-8"
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
        return Speech(tmp_path / "speech", "de")

    return put


@pytest.mark.parametrize("tag", ["de", "de-DE", "de_AT", b"\x05de"])
def test_a_voice_that_speaks_the_language_is_taken(with_voices, tag):
    speech = with_voices(("english", ["en"]), ("german", [tag]))
    assert read_wav(render(speech, "Los!")["Los!"])[1] == 8000


def test_the_user_s_own_voice_is_kept_if_it_speaks_the_language(with_voices):
    speech = with_voices(("own", ["de-CH"]), ("german", ["de"]))
    assert read_wav(render(speech, "Los!")["Los!"])[1] == 22_050


def test_without_a_voice_for_the_language_nothing_is_rendered(with_voices):
    assert render(with_voices(("english", ["en"]), ("danish", ["da"])), "Los!") == {}


def test_what_is_no_wav_and_cannot_be_converted_is_not_kept(with_voices, monkeypatch):
    speech = with_voices(("aiff", ["de"]))
    monkeypatch.setenv("PATH", "")
    assert render(speech, "Los!") == {}


def test_the_engine_of_this_machine_is_named_only_if_it_speaks(with_voices):
    with_voices(("aiff", ["en"]))
    assert speech_engine() is None
    assert "\n" not in speech_advice()


def test_the_folder_of_rendered_speech_can_be_set(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_SPEECH_DIR", str(tmp_path))
    assert speech_dir() == tmp_path
    monkeypatch.delenv("COACH_SPEECH_DIR")
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    assert speech_dir().is_relative_to(tmp_path)


def test_the_real_engine_speaks(tmp_path):
    if speech_engine() is None:
        pytest.skip("no speech engine here")
    sound, rate = read_wav(render(Speech(tmp_path, "en"), "Get ready")["Get ready"])
    assert 0.3 < len(sound) / rate < 2
    assert 0.3 < np.abs(sound).max() < 0.95
