"""The shipped sounds fit the shipped texts, and can be heard."""

from __future__ import annotations

import json
import wave

import numpy as np
import pytest

from coach.config import load_texts
from coach.paths import configs_dir, sounds_dir
from coach.voices.spoken import spoken
from coach.voices.wav import read_wav

TONES = [
    "good_left",
    "good_right",
    "partial",
    "beat",
    "count",
    "go",
    "end",
    "pause",
    "lost",
    "found",
    "note",
    "warning",
]
INDEX = json.loads((sounds_dir() / "en" / "index.json").read_text(encoding="utf-8"))
IN_A_SET = 5
WAVS = sorted(sounds_dir().rglob("*.wav"))


def test_every_english_cue_has_its_clip_and_no_clip_says_old_words():
    texts = load_texts(configs_dir() / "cues" / "en.toml")
    assert spoken(texts) == INDEX, "run scripts/make_sounds.py"
    assert {wav.stem for wav in (sounds_dir() / "en").glob("*.wav")} == set(INDEX)


def test_every_tone_is_there():
    assert {wav.stem for wav in (sounds_dir() / "tones").glob("*.wav")} == set(TONES)


@pytest.mark.parametrize("wav", WAVS, ids=lambda wav: wav.stem)
def test_a_sound_is_loud_enough_and_not_clipped_and_ends_without_a_click(wav):
    sound, rate = read_wav(wav)
    assert 0.2 < np.abs(sound).max() < 0.95
    assert np.abs(sound[[0, -1]]).max() < 0.01
    words = INDEX.get(wav.stem, "").split()
    assert len(sound) / rate < (2 if len(words) <= IN_A_SET else 3), "a sentence has time in a rest"


@pytest.mark.parametrize("tone", ["good_left", "good_right", "partial"])
def test_a_rep_s_tone_is_over_within_80_ms(tone):
    sound, rate = read_wav(sounds_dir() / "tones" / f"{tone}.wav")
    assert len(sound) / rate <= 0.08


@pytest.mark.parametrize(("tone", "near"), [("good_left", 0), ("good_right", 1)])
def test_a_rep_s_tone_comes_from_its_leg_s_side_and_is_not_at_full_scale(tone, near):
    with wave.open(str(sounds_dir() / "tones" / f"{tone}.wav"), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    peaks = np.abs(samples / 32767).max(axis=0)
    assert peaks[near] == pytest.approx(10 ** (-1 / 20), abs=0.005)
    assert peaks[near] > 4 * peaks[1 - near]


def test_the_alarm_is_the_loudest_sound():
    loudness = {wav.stem: float(np.mean(read_wav(wav)[0] ** 2)) for wav in WAVS}
    assert max(loudness, key=loudness.__getitem__) == "warning"


def test_a_clip_is_small():
    assert np.mean([wav.stat().st_size for wav in WAVS]) < 45_000
    assert max(wav.stat().st_size for wav in WAVS) < 100_000
