"""Sound as numbers: one channel (n,) of floats in -1..1, read from and written to WAV files."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]

_FULL = 32767
_WINDOWS_PER_S = 100
_QUIET = 0.01
"""Below this part of its loudest moment, speech counts as silent."""

_PAUSE = 12
"""Windows kept after a sound: a pause may be so long, and no last consonant is cut."""

_TAIL = 4
_LEVEL = 0.13
_PEAK = 0.89


def read_wav(path: Path) -> tuple[Sound, int]:
    """A file's sound (n,) and its samples a second; ValueError if it is not 16-bit WAV, OSError if
    it cannot be read. Channels are mixed to one."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2:
                raise ValueError(f"{path} is not 16-bit")
            frames = file.readframes(file.getnframes())
            channels, rate = file.getnchannels(), file.getframerate()
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path} is not a WAV file: {error}") from error
    whole = len(frames) // (2 * channels) * channels
    samples = np.frombuffer(frames, "<i2", count=whole).reshape(-1, channels)
    return samples.mean(axis=1) / _FULL, rate


def write_wav(path: Path, sound: Sound, rate: int) -> None:
    """Writes a sound of `rate` samples a second as 16-bit WAV, (n,) or (n, 2) for left and right,
    what is beyond -1..1 cut off; OSError if it cannot be written."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if sound.ndim == 1 else sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(np.clip(sound, -1, 1) * _FULL).astype("<i2").tobytes())


def is_audible(sound: Sound, rate: int) -> bool:
    """Longer than 0.1 s and not silent; an engine that fails writes files that are not."""
    return len(sound) > 0.1 * rate and float(np.abs(sound).max()) > 0.01


def tidy_speech(sound: Sound, rate: int) -> Sound:
    """Audible speech (n,) without the silence round it, long pauses cut to 0.12 s, at one level."""
    return _fade(_at_level(_tighten(sound, rate // _WINDOWS_PER_S)), rate)


def _tighten(sound: Sound, step: int) -> Sound:
    count = len(sound) // step
    windows = sound[: count * step].reshape(count, step)
    loud = np.abs(windows).max(axis=1) > _QUIET * np.abs(sound).max()
    # A window is kept if one of the last _PAUSE, itself, or the next one is loud.
    kept = np.convolve(loud, np.ones(_PAUSE + 2))[1 : count + 1] > 0
    kept[np.flatnonzero(loud)[-1] + _TAIL :] = False
    tight: Sound = windows[kept].ravel()
    return tight


def _at_level(sound: Sound) -> Sound:
    """Loudness is that of the moments that carry it, so that pauses don't count."""
    peak = float(np.abs(sound).max())
    strong = sound[np.abs(sound) > _QUIET * peak]
    gain = _LEVEL / float(np.sqrt(np.mean(strong**2)))
    return sound * min(gain, _PEAK / peak)


def _fade(sound: Sound, rate: int) -> Sound:
    ramp = np.linspace(0, 1, rate // 200)
    ends = np.ones(len(sound))
    ends[: len(ramp)] = ramp
    ends[-len(ramp) :] = ramp[::-1]
    return sound * ends
