"""How long does it take from `say` to the sound? For `coach bench`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from math import nan
from pathlib import Path
from random import uniform
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import pygame.mixer

from coach.core.types import Cue, CueKind
from coach.paths import PYTHON
from coach.voices.clips import Clips
from coach.voices.mixer import BUFFER, RATE
from coach.voices.wav import write_wav
from coach.wording.texts import Texts

_CUES = 15


def measure() -> float:
    """Milliseconds from `say` until a card could sound the first sample: the median of 15 cues.

    It is the time until the mixer hands the sample to a device (SDL's dummy one, so this runs
    anywhere), and one buffer more, 11.6 ms, which a card is still playing then. Not in it: what a
    real driver holds beyond that, Bluetooth 100 to 300 ms. NaN if nothing could be played.
    """
    child = subprocess.run(
        [*PYTHON, "coach.voices.latency"],
        env=os.environ | {"SDL_AUDIODRIVER": "dummy"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    delays_s = [float(word) for word in child.stdout.split()]
    return 1000 * (median(delays_s) + BUFFER / RATE) if delays_s else nan


def _delays_s() -> list[float]:
    with TemporaryDirectory() as folder:
        tones = Path(folder) / "tones"
        tones.mkdir()
        # The mixer is done with so short a sound as soon as it has handed over its first buffer.
        write_wav(tones / "note.wav", np.full(BUFFER // 2, 0.5), RATE)
        voice = Clips(Texts("", {}, {}, {}, {}, ""), Path(folder))
        cues = _CUES if voice.wait_ready(10.0) else 0
        delays = [_delay_s(voice) for _ in range(cues)]
        voice.close()
    return delays


def _delay_s(voice: Clips) -> float:
    time.sleep(uniform(0.03, 0.05))  # a cue falls anywhere in a buffer
    start = time.perf_counter()
    voice.say(Cue(start, "click", CueKind.PRAISE), start)
    while pygame.mixer.get_busy():
        time.sleep(0.0005)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.stdout.write(" ".join(map(str, _delays_s())))
