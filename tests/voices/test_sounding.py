"""What is really played, by child processes that play into files or to no device at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from coach.paths import sounds_dir
from coach.voices.latency import measure
from coach.voices.mixer import RATE
from tests.hearing import disk, heard, played

ROOT = Path(__file__).parents[2]
VOICE = """
import json, time
from coach.core.types import Cue, CueKind
from coach.paths import sounds_dir
from coach.wording.texts import CueWords, Texts
from coach.voices.clips import Clips
import pygame
def say(clip, kind):
    voice.say(Cue(0.0, clip, kind), 0.0)
clips = json.loads((sounds_dir() / "en" / "index.json").read_text("utf-8"))
whole = {clip: words for clip, words in clips.items() if words[0] == words[0].upper()}
cues = {clip: CueWords(words, words, sided=False) for clip, words in whole.items()}
voice = Clips(Texts("en", cues, {}, {}, {}, ""), sounds_dir(), retry_s=0.01)
"""
A_SET = """
def at(wait_ms):
    pygame.time.wait(wait_ms)
    print(time.perf_counter() - opened)
assert voice.wait_ready(10), voice.problem
opened = time.perf_counter()
at(250)
voice.tone("good_left")
at(250)
voice.tone("good_right")
at(250)
say("toes_up-left", CueKind.CORRECTION)
at(400)
voice.tone("good_left")
at(800)
say("five_good", CueKind.PRAISE)
at(200)
say("go", CueKind.SAFETY)
at(300)
voice.close()
"""


def run(script: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", VOICE + script]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=30, check=False
    )


def driver(name: str) -> dict[str, str]:
    return os.environ | {"SDL_AUDIODRIVER": name}


@pytest.fixture(scope="module")
def a_set(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float]]:
    """What A_SET sounds like, and the moments that it printed."""
    raw = tmp_path_factory.mktemp("sound") / "played.raw"
    done = run(A_SET, disk(raw))
    assert done.returncode == 0, done.stderr
    return raw, [float(line) for line in done.stdout.split()]


def times_of(a_set: tuple[Path, list[float]], clip: str, *beside: str) -> list[float]:
    """When the clip was heard, also beside louder ones that are named."""
    louder = [sounds_dir() / f"{name}.wav" for name in beside]
    return heard(a_set[0], sounds_dir() / f"{clip}.wav", beside=louder)


def test_the_good_rep_tones_and_the_spoken_cue_are_heard_at_the_right_time(a_set):
    left, right, cue, left_again, *_ = a_set[1]
    lefts = times_of(a_set, "tones/good_left", "en/toes_up-left")
    rights = times_of(a_set, "tones/good_right", "en/toes_up-left")
    (spoken,) = times_of(a_set, "en/toes_up-left")
    assert len(lefts) == 2
    assert len(rights) == 1
    assert rights[0] - lefts[0] == pytest.approx(right - left, abs=0.2)
    assert spoken - lefts[0] == pytest.approx(cue - left, abs=0.2)
    assert lefts[1] - lefts[0] == pytest.approx(left_again - left, abs=0.2)


def test_a_safety_cue_cuts_speech_off_and_sounds_the_alarm_and_then_its_words(a_set):
    cue, safety = a_set[1][2], a_set[1][5]
    assert times_of(a_set, "en/five_good") == []
    (alarm,) = times_of(a_set, "tones/warning")
    (words,) = times_of(a_set, "en/go")
    (spoken,) = times_of(a_set, "en/toes_up-left")
    assert alarm - spoken == pytest.approx(safety - cue, abs=0.2)
    assert words - alarm == pytest.approx(0.6, abs=0.1)


@pytest.mark.parametrize("other", ["en/toes_up-right", "en/laces_up-left", "tones/partial"])
def test_what_was_not_played_is_not_heard(a_set, other):
    assert times_of(a_set, other) == []


@pytest.mark.parametrize(("tone", "hz"), [("good_left", 1047), ("good_right", 494)])
def test_the_tone_that_is_heard_has_its_side_s_pitch(a_set, tone, hz):
    start = round(times_of(a_set, f"tones/{tone}")[0] * RATE)
    sound = played(a_set[0])[start : start + RATE // 20]
    loudest = int(np.argmax(np.abs(np.fft.rfft(sound, RATE))))
    assert loudest == pytest.approx(hz, abs=25)


def test_playing_after_the_end_does_not_crash():
    script = """
assert voice.wait_ready(10)
voice.close()
for _ in range(3):
    voice.tone("good_left")
    say("go", CueKind.SET)
    say("hold_rails", CueKind.SAFETY)
    voice.toggle_voice()
voice.close()
"""
    done = run(script, driver("dummy"))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_machine_without_a_sound_device_says_so_in_one_line_and_goes_on():
    script = """
while voice.problem is None:
    pygame.time.wait(1)
voice.tone("good_left")
say("hold_rails", CueKind.SAFETY)
print(voice.problem)
voice.close()
"""
    done = run(script, driver("no-such-driver"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("no sound: ")
    assert done.stdout.count("\n") == 1


def test_a_sound_device_that_comes_later_is_found():
    script = """
import os
while voice.problem is None:
    pygame.time.wait(1)
os.environ["SDL_AUDIODRIVER"] = "dummy"
assert voice.wait_ready(10)
assert voice.problem is None
voice.close()
"""
    done = run(script, driver("no-such-driver"))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_delay_from_cue_to_sound_is_a_buffer_and_more():
    assert measure() > 11


BEATS = """
assert voice.wait_ready(10), voice.problem
voice.metronome(170)
pygame.time.wait(1500)
say("go", CueKind.SAFETY)
pygame.time.wait(500)
voice.metronome(float("nan"))
pygame.time.wait(300)
voice.metronome(170)
voice.close()
"""


def test_the_beat_keeps_time_to_the_sample_and_ends_with_the_voice(tmp_path):
    raw = tmp_path / "played.raw"
    done = run(BEATS, disk(raw))
    assert done.returncode == 0, done.stderr
    beats = heard(raw, sounds_dir() / "tones" / "beat.wav")
    assert len(beats) >= 4
    steps = np.diff(beats[:4])
    assert steps == pytest.approx([60 / 170] * 3, abs=1 / RATE)
