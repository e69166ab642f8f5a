"""A short plan in a real window, with real keys and with all that is heard, in real time."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.config import load_texts
from coach.paths import sounds_dir
from coach.voices.spoken import shipped
from tests.e2e.display import HEIGHT, WIDTH, Display, Picture, display
from tests.hearing import disk, heard

ROOT = Path(__file__).parents[2]
PATIENCE_S, LOOK_S = 20.0, 0.05
SECONDS = 5
SETTINGS = "schema = 1\n[camera]\nsize = [320, 180]\n[manner]\nready_s = 0.2\ncount_in_s = 2\n"
HEAD = slice(HEIGHT // 5, HEIGHT * 3 // 10), slice(WIDTH // 3, WIDTH - WIDTH // 3)
FILES = {
    *("summary.json", "set.json", "poses.npz"),
    *("frames.csv", "reps.csv", "events.csv", "commands.csv"),
}
PLAN = """schema = 1
title = "Short"
about = "A short plan."
[[steps]]
drill = "a_march"
seconds = 5
rest_s = 3
view = "side"
[[steps]]
drill = "high_knees"
seconds = 8
rest_s = 0
"""

pytestmark = [pytest.mark.slow, pytest.mark.alone]


@dataclass
class App:
    """The program as it runs."""

    child: subprocess.Popen[str]
    screen: Display
    log: Path
    at: int = 0

    def press(self, key: str, **wanted: object) -> None:
        """Presses the key and waits until the window has what is wanted."""
        self.at = len(self.told)
        self.screen.press(key)
        if wanted:
            self.until(**wanted)

    def until(self, **wanted: object) -> None:
        """Waits for this state, from where the last wait ended."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            for n, told in enumerate(self.told[self.at :], self.at):
                if wanted.items() <= told.items():
                    self.at = n
                    return
            time.sleep(LOOK_S)
        raise AssertionError(f"never {wanted}; at last {self.told[-1:]}")

    def stay(self, seconds: int) -> None:
        """Waits until it is so much later by the clock of the pictures."""
        wanted = int(self.told[-1]["second"]) + seconds
        until = time.monotonic() + PATIENCE_S
        while int(self.told[-1]["second"]) < wanted:
            assert time.monotonic() < until, "the pictures stand still"
            time.sleep(LOOK_S)

    @property
    def told(self) -> list[dict[str, Any]]:
        """All that its window was given to show so far."""
        lines = self.log.read_text(encoding="utf-8").split("\n")[:-1] if self.log.exists() else []
        return [json.loads(line) for line in lines]

    def look(self, changed: Callable[[Picture], bool]) -> Picture:
        """Waits for a picture."""
        until = time.monotonic() + PATIENCE_S
        while not changed(picture := self.screen.picture()):
            assert time.monotonic() < until, "the picture never came"
            time.sleep(LOOK_S)
        return picture

    def leave(self, key: str) -> str:
        """Ends the session and closes its last picture; gives what was printed."""
        until = time.monotonic() + PATIENCE_S
        while self.child.poll() is None and time.monotonic() < until:
            self.screen.press(key)
            time.sleep(10 * LOOK_S)
        said, _ = self.child.communicate(timeout=PATIENCE_S)
        assert self.child.returncode == 0, said
        return said


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "config" / "plans").mkdir(parents=True)
    (folder / "config" / "coach.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "config" / "plans" / "short.toml").write_text(PLAN, encoding="utf-8")
    return folder


@contextmanager
def started(home: Path, screen: Display, *options: str) -> Iterator[App]:
    log = home / "shown.jsonl"
    log.unlink(missing_ok=True)
    where = {"COACH_HOME": str(home), "DISPLAY": screen.name, "SDL_VIDEODRIVER": "x11"}
    words = [sys.executable, "-m", "tests.e2e.watched", str(log), "run", "--plan", "short"]
    with subprocess.Popen(
        [*words, "--source", "synthetic", *options],
        cwd=ROOT,
        env=disk(home / "played.raw") | where,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as child:
        try:
            yield App(child, screen, log)
        finally:
            child.kill()


def covered(before: Picture) -> Callable[[Picture], bool]:
    """Whether a good part of the picture is another."""
    return lambda now: bool((apart(now, before) > 40).mean() > 0.1)


def mirrored(before: Picture) -> Callable[[Picture], bool]:
    """Whether the athlete looks the other way."""
    head = before[HEAD]

    def turned(now: Picture) -> bool:
        seen = now[HEAD]
        return bool(apart(seen, head[:, ::-1]).mean() < apart(seen, head).mean())

    return turned


def apart(one: Picture, other: Picture) -> NDArray[np.int_]:
    """By how much each pixel differs, in its most different colour."""
    return np.abs(one.astype(int) - other).max(axis=2)


def told(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def led(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a session that was led by keys, and ended in its last set."""
    with display(tmp_path_factory.mktemp("screen")) as screen:
        blank = screen.picture()
        with started(home, screen) as app:
            app.look(covered(blank))
            app.until(phase="work", set=1)
            app.press("space", phase="paused")
            read_the_keys(app)
            app.stay(2)
            app.press("F5", phase="work")
            app.press("b", phase="paused")
            app.press("b", phase="work")
            app.until(phase="rest", set=1)
            app.press("Prior", phase="work", set=2, drill="a_march")
            app.press("p", phase="work", set=3, drill="a_march")
            app.press("v", voice=False)
            app.press("t", voice=False, tones=False)
            app.press("t", tones=True)
            app.press("Next", phase="work", set=4, drill="high_knees", voice=False)
            return written(app.leave("q"))


def read_the_keys(app: App) -> None:
    """While the set is paused: the help comes and goes, and the picture is mirrored and back."""
    for key, changed in (("F1", covered), ("F1", covered), ("m", mirrored), ("m", mirrored)):
        before = app.screen.picture()
        app.press(key)
        app.look(changed(before))


def written(said: str) -> Path:
    assert "Traceback" not in said
    return Path(said.splitlines()[-1].removeprefix("Written to "))


def test_keys_and_the_presenters_remote_lead_through_a_plan(led: Path) -> None:
    plan = told(led / "plan.json")
    sets = [(one["folder"], one["ending"]) for one in plan["sets"]]
    assert sets == [
        ("01_a_march", "done"),
        ("02_a_march", "skipped"),
        ("03_a_march", "skipped"),
        ("04_high_knees", "cut"),
    ]
    assert not plan["finished"]
    for folder, _ in sets:
        assert {path.name for path in (led / folder).iterdir()} == FILES


def test_a_pause_is_no_work(led: Path) -> None:
    first = told(led / "01_a_march" / "summary.json")
    with (led / "01_a_march" / "frames.csv").open(newline="", encoding="utf-8") as file:
        times = [float(row["t_s"]) for row in csv.DictReader(file)]
    assert first["frames"] < len(times)
    assert first["frames"] <= (SECONDS + 0.5) * 30
    assert times[-1] - times[0] > SECONDS + 0.5 >= first["duration_s"]


def test_words_and_tones_sound_when_they_should_and_no_word_once_voice_is_off(
    led: Path, home: Path
) -> None:
    raw, words = home / "played.raw", shipped(load_texts(), sounds_dir())
    cues = [told(path)["cues"] for path in sorted(led.glob("*/summary.json"))]
    when = [{cue["text"]: cue["t_s"] for cue in of_set} for of_set in cues]
    went = heard(raw, sounds_dir() / "tones" / "go.wav")
    assert len(went) == len(when) == 4
    # The disk's clock has its own beginning, and runs some per cent fast or slow.
    clock = np.polyfit(went, [cue["Go"] for cue in when], 1)
    assert clock[0] == pytest.approx(1, abs=0.2)
    for word in ("Two", "One"):
        # What is said as the program starts may be lost; in the last set the voice is off.
        sounded = np.polyval(clock, heard(raw, words[word])[-2:])
        assert list(sounded) == pytest.approx([cue[word] for cue in when[1:3]], abs=0.25)


def test_a_session_that_was_ended_goes_on_and_pain_ends_its_set(
    led: Path, home: Path, tmp_path: Path
) -> None:
    with display(tmp_path) as screen, started(home, screen, "--resume", "--mute") as app:
        app.until(phase="work", drill="high_knees")
        app.press("x", phase="done")
        assert written(app.leave("Escape")) == led
    plan = told(led / "plan.json")
    assert (plan["finished"], plan["sets"][-1]["folder"]) == (True, "05_high_knees")
    [mark] = told(led / "05_high_knees" / "summary.json")["marks"]
    assert mark["kind"] == "pain"
