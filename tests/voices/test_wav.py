"""Reading, writing and tidying of WAV files."""

from __future__ import annotations

import wave

import numpy as np
import pytest

from coach.voices.wav import is_audible, read_wav, tidy_speech, write_wav

RATE = 16_000


def hum(seconds: float, level: float = 0.3) -> np.ndarray:
    return level * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE)) / RATE)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE))


def test_what_is_written_is_read_again(tmp_path):
    write_wav(tmp_path / "a.wav", hum(0.2), RATE)
    sound, rate = read_wav(tmp_path / "a.wav")
    assert rate == RATE
    np.testing.assert_allclose(sound, hum(0.2), atol=1e-4)


def test_two_channels_become_one(tmp_path):
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.array([[1000, 3000]] * 10, "<i2").tobytes())
    sound, _ = read_wav(tmp_path / "a.wav")
    np.testing.assert_allclose(sound, 2000 / 32767)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"FORM\0\0\0\0AIFF", b"RIFF\0\0\0\0WAVEfmt "])
def test_a_file_that_is_no_wav_is_a_value_error(tmp_path, content):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(ValueError, match="not a WAV file"):
        read_wav(tmp_path / "a.wav")


def test_a_wav_that_was_cut_short_gives_what_is_left(tmp_path):
    write_wav(tmp_path / "a.wav", hum(0.2), RATE)
    whole = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "a.wav").write_bytes(whole[: len(whole) // 2 + 1])
    assert len(read_wav(tmp_path / "a.wav")[0]) < 0.11 * RATE


def test_what_is_too_short_or_silent_is_not_audible():
    assert is_audible(hum(0.2), RATE)
    assert not is_audible(hum(0.05), RATE)
    assert not is_audible(silence(1), RATE)
    assert not is_audible(silence(0), RATE)


def test_tidy_speech_has_no_silence_round_it_and_only_short_pauses():
    spoken = np.concatenate([silence(0.5), hum(0.3), silence(0.6), hum(0.3), silence(1)])
    assert 0.6 <= len(tidy_speech(spoken, RATE)) / RATE < 0.8


@pytest.mark.parametrize("level", [0.02, 0.3, 1.0])
def test_tidy_speech_is_equally_loud_however_loud_the_engine(level):
    tidy = tidy_speech(hum(0.5, level), RATE)
    assert np.sqrt(np.mean(tidy**2)) == pytest.approx(0.13, rel=0.1)


def test_a_single_bang_does_not_make_speech_clip():
    spoken = hum(0.5, 0.01)
    spoken[RATE // 4] = 1.0
    assert np.abs(tidy_speech(spoken, RATE)).max() < 0.9
