"""Finds clips in what SDL's disk driver wrote, which is what would have been heard.

Run the app in a child process with `disk(raw)` as its environment, then ask `heard(raw, wav)`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve, find_peaks, resample_poly

from coach.voices.mixer import RATE
from coach.voices.wav import Sound, read_wav

ALIKE = 0.7
HUSHED = 1e-3


def disk(raw: Path) -> dict[str, str]:
    """The environment in which all sound goes into the file `raw`."""
    return os.environ | {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(raw)}


def played(raw: Path) -> Sound:
    """All that was played, as one channel in -1..1 at `RATE` samples a second."""
    return np.fromfile(raw, "<i2").reshape(-1, 2).mean(axis=1) / 32767


def heard(
    raw: Path, wav: Path, *, lasted_s: float | None = None, beside: Sequence[Path] = ()
) -> list[float]:
    """When the clip began, in seconds after the device was opened; empty if it was not heard.

    A clip that may sound at the same time as louder ones is found if those are named as `beside`:
    they are taken out first. The disk driver's clock runs some per cent fast or slow. `lasted_s`,
    how long the device really was open, puts that right; without it compare only times that are
    close to each other.
    """
    sound = played(raw)
    for louder in beside:
        _take_out(sound, _clip(louder))
    clock = lasted_s / (len(sound) / RATE) if lasted_s else 1.0
    return [start / RATE * clock for start in _starts(sound, _clip(wav))]


def _starts(sound: Sound, clip: Sound) -> list[int]:
    """The samples at which the clip begins."""
    likeness = np.pad(_likeness(sound, clip), 1)
    starts, _ = find_peaks(likeness, height=ALIKE, distance=len(clip))
    return [int(start) - 1 for start in starts]


def _take_out(sound: Sound, clip: Sound) -> None:
    """Takes the clip out of the sound wherever it was played, as loud as it was there."""
    for start in _starts(sound, clip):
        there = sound[start : start + len(clip)]
        there -= clip * (there @ clip) / (clip @ clip)


def _clip(wav: Path) -> Sound:
    sound, rate = read_wav(wav)
    return resample_poly(sound, RATE, rate)


def _likeness(sound: Sound, clip: Sound) -> Sound:
    """The correlation, -1..1, of the clip with the sound from each sample on, however loud."""
    power = np.cumsum(np.pad(sound**2, (1, 0)))
    energy = np.maximum(power[len(clip) :] - power[: -len(clip)], len(clip) * HUSHED**2)
    alike = fftconvolve(sound, clip[::-1], mode="valid")
    return alike / np.sqrt(energy * np.sum(clip**2))
