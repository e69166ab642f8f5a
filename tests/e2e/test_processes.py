"""The real program in real time: what is heard, and what is left when it is killed."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.config import load_texts
from coach.paths import configs_dir, sounds_dir
from coach.poses.recording import load_poses
from coach.records.set_recorder import recover
from coach.voices.spoken import shipped
from tests.e2e.hurry import SMALL
from tests.hearing import disk, heard

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "coach", "run", "--source", "synthetic", "--headless"]
AT_ONCE = "[manner]\nready_s = 0.2\ncount_in_s = 0\n"
TEN_SECONDS = 'schema = 1\nextends = "high_knees"\nseconds = 10\n'

pytestmark = [pytest.mark.slow, pytest.mark.alone]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's folders, where a set begins at once and lasts ten seconds."""
    home = tmp_path_factory.mktemp("home")
    drills = home / "config" / "drills"
    drills.mkdir(parents=True)
    (home / "config" / "coach.toml").write_text(SMALL + AT_ONCE, encoding="utf-8")
    (drills / "short.toml").write_text(TEN_SECONDS, encoding="utf-8")
    return home


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def summary(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return told


def test_the_good_reps_and_the_cue_sound_when_they_should(folders: Path) -> None:
    raw = folders / "played.raw"
    done = subprocess.run(
        [*RUN, "--drill", "short"],
        cwd=ROOT,
        env=disk(raw) | {"COACH_HOME": str(folders)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    folder = Path(done.stdout.splitlines()[-1].removeprefix("Written to "))
    cues = {cue["text"]: cue["t_s"] for cue in summary(folder)["cues"]}
    words = "Left: knee up to the line"
    texts = load_texts(configs_dir() / "cues" / "en.toml")
    clips = shipped(texts, sounds_dir())
    [spoken] = heard(raw, clips[words])
    praise = clips["That's the height"]
    tones = heard(raw, sounds_dir() / "tones" / "good_left.wav", beside=[praise])
    # Times are told from the cue on: the device was opened at some time before the first frame.
    good = [
        float(rep["t_peak_s"]) - cues[words]
        for rep in rows(folder / "reps.csv")
        if rep["good"] == "1" and rep["side"] == "left"
    ]
    assert len(good) >= 2
    # A tone sounds before the rep is decided: the set may end in between.
    assert len(tones) - len(good) in (0, 1)
    # A rep sounds about when its knee is highest; the next one of the leg is 0.67 s away.
    sounded = [tone - spoken for tone in tones[: len(good)]]
    assert sounded == pytest.approx(good, abs=0.3)
    [confirmed] = heard(raw, praise)
    assert confirmed - spoken == pytest.approx(cues["That's the height"] - cues[words], abs=0.3)


def test_a_session_that_is_killed_can_be_opened(folders: Path) -> None:
    with subprocess.Popen(
        [*RUN, "--mute", "--athlete", "killed"],
        cwd=ROOT,
        env=os.environ | {"COACH_HOME": str(folders)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as session:
        for line in session.stdout or ():
            if "knee up" in line:
                session.kill()
                break
    [folder] = (folders / "data" / "sessions").glob("*_killed")
    told = summary(folder)
    assert told["reps"]["left"]["all"] >= 2
    assert told["frames"] <= len(list(rows(folder / "frames.csv")))
    assert [row["side"] for row in rows(folder / "reps.csv")][:2] == ["left", "right"]
    recover(folder)
    assert len(load_poses(folder / "poses.npz").t) >= told["frames"]
