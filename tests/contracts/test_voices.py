"""What every Voice keeps to, with and without a device."""

from __future__ import annotations

from math import nan

import pytest

from coach.config import load_texts
from coach.core.types import Cue, CueKind, Side
from coach.paths import configs_dir, sounds_dir
from coach.ports import Voice
from coach.voices.clips import Clips
from coach.voices.silent import Silent

TONES = ["good_left", "good_right", "partial", "count", "go", "end", "warning", "no such tone"]


def clips(driver: str, monkeypatch: pytest.MonkeyPatch) -> Clips:
    monkeypatch.setenv("SDL_AUDIODRIVER", driver)
    return Clips(load_texts(configs_dir() / "cues" / "en.toml"), sounds_dir())


VOICES = {
    "silent": lambda monkeypatch: Silent(),
    "silent with a reason": lambda monkeypatch: Silent("no sound: pygame is not installed"),
    "clips": lambda monkeypatch: clips("dummy", monkeypatch),
    "clips without a device": lambda monkeypatch: clips("no-such-driver", monkeypatch),
}


@pytest.fixture(params=VOICES)
def voice(request, monkeypatch):
    voice: Voice = VOICES[request.param](monkeypatch)
    yield voice
    voice.toggle_voice()
    voice.close()


def use(voice: Voice) -> None:
    for name in TONES:
        voice.tone(name)
    for kind in CueKind:
        for side in (None, *Side):
            voice.say(Cue(1.0, "knee_to_line", kind, side), 1.0)
    voice.say(Cue(1.0, "no such cue", CueKind.PRAISE), 1.0)
    voice.say(Cue(1.0, "go", CueKind.SET), nan)
    for per_minute in (170.0, 500.0, nan, nan, 120.0):
        voice.metronome(per_minute)


def test_a_voice_takes_every_tone_and_cue_without_raising(voice):
    use(voice)


def test_a_problem_is_one_line_or_none(voice):
    use(voice)
    assert voice.problem is None or (voice.problem and "\n" not in voice.problem)


def test_switching_twice_is_as_before_and_says_how_it_is(voice):
    for toggle in (voice.toggle_voice, voice.toggle_tones):
        first = toggle()
        assert toggle() is not first
        assert toggle() is first


def test_a_closed_voice_does_nothing_and_can_be_closed_again(voice):
    voice.close()
    use(voice)
    voice.toggle_voice()
    voice.toggle_tones()
    voice.close()
