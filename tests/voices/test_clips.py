"""Who may speak, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import perf_counter

import numpy as np
import pygame.mixer
import pytest

from coach.core.types import Cue, CueKind, Side
from coach.voices.clips import Clips
from coach.voices.mixer import METRONOME, RATE, SPEECH, URGENT
from coach.voices.render import Speech
from coach.voices.wav import write_wav
from coach.wording.texts import CueWords, Texts

TEXTS = Texts(
    language="en",
    cues={
        "stop": CueWords("Stop", "Stop", sided=False),
        "ready": CueWords("Get ready", "Get ready", sided=False),
        "knee": CueWords("knee up", "knee up", sided=True),
        "tall": CueWords("Tall", "Tall", sided=False),
        "nice": CueWords("Nice", "Nice", sided=False),
    },
    states={},
    sides={Side.LEFT: "Left", Side.RIGHT: "Right"},
    joints={},
    sided="{side}: {line}",
)
LENGTHS = {
    "tones/good_left": 0.20,
    "tones/note": 0.21,
    "tones/warning": 0.22,
    "en/stop": 0.30,
    "en/ready": 0.31,
    "en/knee-left": 0.32,
    "en/knee-right": 0.33,
    "en/tall": 0.34,
    "en/nice": 0.35,
}
INDEX = (
    '{"stop": "Stop", "ready": "Get ready", "knee-left": "Left: knee up",'
    ' "knee-right": "Right: knee up", "tall": "Tall", "nice": "Nice"}'
)
RENDERED_S = 0.4


def tone(path: Path, seconds: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_wav(path, 0.3 * np.ones(round(seconds * RATE)), RATE)
    return path


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    """Clips that are told apart by their length."""
    for name, seconds in LENGTHS.items():
        tone(tmp_path / "sounds" / f"{name}.wav", seconds)
    (tmp_path / "sounds" / "en" / "index.json").write_text(INDEX, encoding="utf-8")
    return tmp_path / "sounds"


class Engine:
    """A speech engine that has rendered `known` before, and renders the rest when asked."""

    def __init__(self, folder: Path, known: Iterable[str] = ()) -> None:
        self.wav = tone(folder / "rendered.wav", RENDERED_S)
        self.known = set(known)
        self.done = Event()

    def find(self, words: str) -> Path | None:
        return self.wav if words in self.known else None

    def render(self, texts: Iterable[str]) -> Iterator[tuple[str, Path]]:
        for words in texts:
            yield words, self.wav
        self.done.set()

    def stop(self) -> None:
        """Has nothing to stop."""


@pytest.fixture
def voice_of(sounds, monkeypatch):
    """Makes voices that are ready and play to nobody."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    voices: list[Clips] = []

    def make(texts: Texts = TEXTS, speech: Speech | Engine | None = None, **on: bool) -> Clips:
        voices.append(Clips(texts, sounds, speech, **on))
        assert voices[-1].wait_ready(10)
        return voices[-1]

    yield make
    for voice in voices:
        if pygame.mixer.get_init():
            pygame.mixer.stop()
        voice.close()


def cue(key: str, kind: CueKind = CueKind.CORRECTION, side: Side | None = None) -> Cue:
    return Cue(10.0, key, kind, side, good_for=1.0)


def on(channel: int) -> float | None:
    """The length of what the channel plays, None if it is silent."""
    return length(pygame.mixer.Channel(channel).get_sound())


def length(sound: pygame.mixer.Sound | None) -> float | None:
    return round(sound.get_length(), 2) if sound else None


def beside() -> list[float | None]:
    """The lengths of what plays beside speech."""
    sounding = (on(channel) for channel in range(METRONOME + 1, pygame.mixer.get_num_channels()))
    return [seconds for seconds in sounding if seconds]


def test_a_cue_is_said_for_its_own_side(voice_of):
    voice = voice_of()
    voice.say(cue("knee", side=Side.RIGHT), 10.0)
    assert on(SPEECH) == LENGTHS["en/knee-right"]


def test_a_cue_that_is_too_old_is_never_said(voice_of):
    voice = voice_of()
    voice.say(cue("tall"), 11.1)
    assert on(SPEECH) is None


def test_a_more_important_cue_takes_the_word(voice_of):
    voice = voice_of()
    voice.say(cue("nice", CueKind.PRAISE), 10.0)
    voice.say(cue("ready", CueKind.SET), 10.0)
    assert on(SPEECH) == LENGTHS["en/ready"]


@pytest.mark.parametrize("kind", [CueKind.CORRECTION, CueKind.CONFIRMATION, CueKind.PRAISE])
def test_a_cue_that_is_no_more_important_is_dropped_not_queued(voice_of, kind):
    voice = voice_of()
    voice.say(cue("tall", CueKind.CORRECTION), 10.0)
    voice.say(cue("nice", kind), 10.0)
    assert on(SPEECH) == LENGTHS["en/tall"]
    assert pygame.mixer.Channel(SPEECH).get_queue() is None


def test_safety_has_its_own_channel_and_cuts_speech_off(voice_of):
    voice = voice_of()
    voice.say(cue("ready", CueKind.SET), 10.0)
    voice.say(cue("stop", CueKind.SAFETY), 10.0)
    voice.say(cue("ready", CueKind.SET), 10.0)
    assert on(SPEECH) is None
    assert on(URGENT) == LENGTHS["tones/warning"]
    assert length(pygame.mixer.Channel(URGENT).get_queue()) == LENGTHS["en/stop"]


def test_safety_is_heard_with_everything_switched_off(voice_of):
    voice = voice_of(voice_on=False, tones_on=False)
    voice.say(cue("stop", CueKind.SAFETY), 10.0)
    assert on(URGENT) == LENGTHS["tones/warning"]


def test_switching_the_voice_off_ends_the_words_and_keeps_the_tones(voice_of):
    voice = voice_of()
    voice.say(cue("tall"), 10.0)
    assert voice.toggle_voice() is False
    voice.say(cue("tall"), 10.0)
    voice.tone("good_left")
    assert on(SPEECH) is None
    assert beside() == [LENGTHS["tones/good_left"]]


def test_switching_the_tones_off_keeps_the_words(voice_of):
    voice = voice_of()
    assert voice.toggle_tones() is False
    voice.tone("good_left")
    voice.say(cue("tall"), 10.0)
    assert beside() == []
    assert on(SPEECH) == LENGTHS["en/tall"]


def test_a_tone_is_softer_beside_words(voice_of):
    voice = voice_of()
    voice.tone("good_left")
    alone = pygame.mixer.Channel(METRONOME + 1).get_sound().get_volume()
    voice.say(cue("tall"), 10.0)
    voice.tone("good_left")
    assert pygame.mixer.Channel(METRONOME + 2).get_sound().get_volume() < 0.5 * alone


def test_many_tones_at_once_never_take_the_channels_of_words(voice_of):
    voice = voice_of()
    for _ in range(20):
        voice.tone("good_left")
    assert (on(URGENT), on(SPEECH)) == (None, None)
    assert len(beside()) == pygame.mixer.get_num_channels() - 3


def test_words_that_nobody_speaks_give_a_tone_that_sends_the_eyes_to_the_screen(voice_of):
    german = replace(TEXTS, language="de")
    voice = voice_of(german)
    voice.say(cue("tall"), 10.0)
    assert on(SPEECH) == LENGTHS["tones/note"]


def test_a_shipped_clip_is_not_used_for_words_that_the_user_changed(voice_of):
    cues = {**TEXTS.cues, "tall": CueWords("Grow", "Grow", sided=False)}
    voice = voice_of(replace(TEXTS, cues=cues))
    voice.say(cue("tall"), 10.0)
    assert on(SPEECH) == LENGTHS["tones/note"]


def test_words_rendered_before_go_before_the_shipped_ones(voice_of, tmp_path):
    voice = voice_of(speech=Engine(tmp_path, known=["Tall"]))
    voice.say(cue("tall"), 10.0)
    assert on(SPEECH) == RENDERED_S


def test_words_that_do_not_ship_are_spoken_once_they_are_rendered(voice_of, tmp_path):
    cues = {**TEXTS.cues, "tall": CueWords("Grow", "Grow", sided=False)}
    engine = Engine(tmp_path)
    voice = voice_of(replace(TEXTS, cues=cues), engine)
    assert engine.done.wait(10)
    voice.say(cue("tall"), 10.0)
    assert on(SPEECH) == RENDERED_S


def test_the_voice_does_not_change_within_a_session(voice_of, tmp_path):
    engine = Engine(tmp_path)
    voice = voice_of(speech=engine)
    assert engine.done.wait(10)
    voice.say(cue("nice", CueKind.PRAISE), 10.0)
    assert on(SPEECH) == LENGTHS["en/nice"]


def test_an_engine_that_hangs_delays_neither_a_cue_nor_the_end(voice_of, tmp_path, hanging):
    voice = voice_of(speech=Speech(tmp_path / "speech", "en", command=hanging.command))
    hanging.wait_started()
    began = perf_counter()
    voice.say(cue("tall"), 10.0)
    assert on(SPEECH) == LENGTHS["en/tall"]
    pygame.mixer.stop()
    voice.close()
    assert perf_counter() - began < 5, "the engine would have had ten seconds"
