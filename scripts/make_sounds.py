"""Makes everything under sounds/: the tones, and the English cues spoken by festival.

It needs Debian's `festival` and `festvox-us-slt-hts`.

    uv run scripts/make_sounds.py

Run it after a change of a spoken text in configs/cues/en.toml, and commit what it made.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from math import gcd
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.signal import resample_poly

from coach.config import load_texts
from coach.paths import configs_dir, sounds_dir
from coach.voices.spoken import ENGLISH, INDEX, spoken
from coach.voices.wav import Sound, read_wav, tidy_speech, write_wav

TONE_RATE = 44_100
SPEECH_RATE = 16_000
VOICE = "voice_cmu_us_slt_arctic_hts"
NEAR_EAR, FAR_EAR = 0.89, 0.12
"""The peak of a rep's tone, 1 dB below full scale, in the ear of its leg and in the other one."""


def note(hz: float, seconds: float, level: float, overtone: float = 0.15) -> Sound:
    """A struck note: in within 4 ms, dying away, out without a click; its peak is at `level`."""
    t = np.arange(round(seconds * TONE_RATE)) / TONE_RATE
    body = np.sin(2 * np.pi * hz * t) + overtone * np.sin(4 * np.pi * hz * t)
    return at_peak(body * np.exp(-2 * t / seconds) * edges(t, seconds), level)


def bell(hz: float, seconds: float) -> Sound:
    """Bright, with overtones that are no whole multiples; it rings on."""
    return struck(hz, seconds, {1.0: 1.0, 2.76: 0.5, 5.4: 0.25}, dying=3.0)


def wood(hz: float, seconds: float) -> Sound:
    """Dull and short, with odd overtones only, as a block of wood or a low xylophone."""
    return struck(hz, seconds, {1.0: 1.0, 3.0: 0.3}, dying=7.0)


def struck(hz: float, seconds: float, overtones: dict[float, float], dying: float) -> Sound:
    """Overtones by their multiple of `hz`, the higher ones gone sooner."""
    t = np.arange(round(seconds * TONE_RATE)) / TONE_RATE
    body = sum(
        loud * np.sin(2 * np.pi * hz * times * t) * np.exp(-dying * (1 + times / 4) * t / seconds)
        for times, loud in overtones.items()
    )
    return body * edges(t, seconds)


def placed(sound: Sound, left: float, right: float) -> Sound:
    """(n, 2): the sound in both ears, at peak as loud as this in each."""
    return np.stack([at_peak(sound, left), at_peak(sound, right)], axis=1)


def alarm(seconds: float, level: float) -> Sound:
    """Two high notes in quick turn, full of overtones: nothing else sounds like it."""
    t = np.arange(round(seconds * TONE_RATE)) / TONE_RATE
    hz = np.where((t / 0.1).astype(int) % 2 == 0, 988.0, 1319.0)
    phase = 2 * np.pi * np.cumsum(hz) / TONE_RATE
    body = sum(np.sin(k * phase) / k for k in (1, 3, 5))
    return at_peak(body * edges(t, seconds), level)


def edges(t: Sound, seconds: float) -> Sound:
    ramp = np.clip(np.minimum(t / 0.004, (seconds - t) / min(0.02, seconds / 3)), 0, 1)
    return (1 - np.cos(np.pi * ramp)) / 2


def at_peak(sound: Sound, level: float) -> Sound:
    return sound * level / np.abs(sound).max()


def in_turn(*sounds: Sound) -> Sound:
    return np.concatenate(sounds)


def tones() -> dict[str, Sound]:
    """All tones by name; a rep's tone is over within 80 ms, and comes from its leg's side.

    Left is a high bell, right an octave and more lower and of wood: in steps that are a third of a
    second apart one knows the side by any of place, pitch and timbre, with one loudspeaker too.
    """
    return {
        "good_left": placed(bell(1047, 0.075), NEAR_EAR, FAR_EAR),
        "good_right": placed(wood(494, 0.075), FAR_EAR, NEAR_EAR),
        "partial": note(311, 0.06, 0.25, overtone=0.4),
        "beat": note(1760, 0.03, 0.3, overtone=0.4),
        "count": note(1047, 0.05, 0.35),
        "go": note(1568, 0.25, 0.5),
        "end": in_turn(note(784, 0.16, 0.5), note(523, 0.4, 0.5)),
        "pause": in_turn(note(523, 0.09, 0.35), note(392, 0.14, 0.35)),
        "lost": in_turn(note(440, 0.09, 0.35), note(311, 0.16, 0.35)),
        "found": in_turn(note(440, 0.09, 0.35), note(660, 0.14, 0.35)),
        "note": in_turn(note(698, 0.08, 0.4), note(698, 0.16, 0.4)),
        "warning": alarm(0.6, 0.9),
    }


def speak(index: dict[str, str], folder: Path) -> Iterator[tuple[str, Sound]]:
    """All words by the name of their clip, spoken by one run of festival."""
    lines = [f"({VOICE})"]
    for name, words in index.items():
        said = words.replace("\\", "").replace('"', "")
        wave = f'(utt.synth (Utterance Text "{said}"))'
        lines.append(f'(utt.save.wave {wave} "{folder / name}.wav")')
    (folder / "say.scm").write_text("\n".join(lines), encoding="utf-8")
    subprocess.run(["festival", "-b", folder / "say.scm"], check=True)
    for name in index:
        sound, rate = read_wav(folder / f"{name}.wav")
        common = gcd(SPEECH_RATE, rate)
        at_rate = resample_poly(sound, SPEECH_RATE // common, rate // common)
        yield name, tidy_speech(at_rate, SPEECH_RATE)


def emptied(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.wav"):
        old.unlink()
    return folder


def main() -> None:
    folder = emptied(sounds_dir() / "tones")
    for name, sound in tones().items():
        write_wav(folder / f"{name}.wav", sound, TONE_RATE)
    index = spoken(load_texts(configs_dir() / "cues" / f"{ENGLISH}.toml"))
    folder = emptied(sounds_dir() / ENGLISH)
    with TemporaryDirectory() as raw:
        for name, sound in speak(index, Path(raw)):
            write_wav(folder / f"{name}.wav", sound, SPEECH_RATE)
    text = json.dumps(index, indent=1, ensure_ascii=False) + "\n"
    (folder / INDEX).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(tones())} tones and {len(index)} clips in {sounds_dir()}\n")


if __name__ == "__main__":
    main()
