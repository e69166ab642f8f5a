"""A session that is killed at any moment opens, replays and reports; a second is lost at most."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.app.live import run
from coach.app.recovery import close_broken
from coach.app.replay import replay, takes_in
from coach.app.request import RunRequest
from coach.cli.report import report
from coach.errors import RecordError
from coach.records.reading import read_session, reps_of
from coach.records.set_recorder import load_recording
from tests.e2e.hurry import SMALL, no_bar

KILLS = 50
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

# One process has all that is slow to import, and splits off those that are killed.
NURSERY = """
import os, sys
sys.path.insert(0, sys.argv[1])
from coach.records import set_recorder
write = set_recorder.SetRecorder.write
def told(folder, snapshot):
    write(folder, snapshot)
    os.write(1, f"{os.getpid()} {snapshot.t}\\n".encode())
set_recorder.SetRecorder.write = told
from coach.app.live import run
from coach.app.request import RunRequest
from contextlib import contextmanager
import coach.simulation.synthetic, coach.simulation.true_poses, coach.simulation.following
import coach.screens.text, coach.voices.silent
import coach.config.plans
@contextmanager
def no_bar():
    yield lambda what, done: None
for line in sys.stdin:
    home, drill, plan = line.split()
    child = os.fork()
    if not child:
        os.environ["COACH_HOME"] = home
        sys.stdout = open(os.devnull, "w")
        drill = None if plan != "-" else drill
        wish = RunRequest(drill, "synthetic", headless=True, mute=True,
                    fast=True, plan=None if plan == "-" else plan)
        run(wish, no_bar)
        os._exit(0)
    os.waitpid(child, 0)
    os.write(1, b"over\\n")
"""

PLAN = """schema = 1
title = "Short"
about = "A short plan."
[[steps]]
drill = "high_knees"
seconds = 6
rest_s = 2
[[steps]]
drill = "a_march"
seconds = 6
"""


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot split a process")
    command = [sys.executable, "-c", NURSERY, str(ROOT)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.kill()


def killed(nursery: subprocess.Popen[str], home: Path, plan: str, at: float) -> tuple[float, float]:
    """Records in `home`, kills once that time of the session was written; gives when the set began
    that was under way, and the last time that was written."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{home} high_knees {plan}\n")
    nursery.stdin.flush()
    first, last, dead = -1.0, -1.0, False
    for line in nursery.stdout:
        if line == "over\n":
            break
        process, t = line.split()
        before, last = last, float(t)
        first = last if first < 0 or last - before > 1.0 else first
        if last >= at and not dead:
            os.kill(int(process), 9)
            dead = True
    assert dead
    return first, last


def aged(folder: Path) -> None:
    """As if it had been killed a minute ago."""
    for log in folder.rglob("poses.part"):
        os.utime(log, (log.stat().st_atime, log.stat().st_mtime - 60))


def home_in(folder: Path) -> Path:
    (folder / "config" / "plans").mkdir(parents=True)
    (folder / "config" / "coach.toml").write_text(SMALL, encoding="utf-8")
    (folder / "config" / "plans" / "short.toml").write_text(PLAN, encoding="utf-8")
    return folder


def kills() -> list[tuple[int, str, float]]:
    """Most in one set, some in a plan of two."""
    chance = random.Random(7)
    at = [(n, "short" if n % 5 == 0 else "-") for n in range(KILLS)]
    return [(n, plan, chance.uniform(0.1, 21.0 if plan == "-" else 18.0)) for n, plan in at]


def test_a_session_that_is_killed_opens_replays_and_reports(
    nursery: subprocess.Popen[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, plan, at in kills():
        home = home_in(tmp_path / str(number))
        first, last = killed(nursery, home, plan, at)
        monkeypatch.setenv("COACH_HOME", str(home))
        (folder,) = (home / "data" / "sessions").iterdir()
        takes = takes_in(folder)
        kept = load_recording(takes[-1].path).t[-1] if takes else -1.0
        if kept < first:
            assert last - first <= 1.0, f"killed at {at}: a set is not there"
            report(folder)
            continue
        broken = takes[-1].path
        assert kept >= last - 1.0, f"killed at {at}"
        assert not read_session(folder).sets[-1].closed
        before = reps_of(broken)
        aged(folder)
        played = list(replay(folder, RunRequest(headless=True, fast=True)))
        report(folder)
        assert "<h1" in (folder / "report.html").read_text(encoding="utf-8")
        closed = read_session(folder).sets[-1]
        assert closed.closed
        assert closed.result.counts == played[-1].result.counts
        assert [rep.peak for rep in reps_of(broken)][: len(before)] == [rep.peak for rep in before]
        assert close_broken(folder, no_bar) == 0


def test_one_that_is_still_being_recorded_is_left_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = RunRequest("high_knees", "synthetic", headless=True, mute=True, fast=True)
    log = run(request, no_bar).folder / "poses.part"
    log.write_bytes(b"")

    def meanwhile(seconds: float) -> None:
        assert seconds > 0
        os.utime(log, (log.stat().st_atime, log.stat().st_mtime + 1))

    monkeypatch.setattr("coach.app.recovery.time.sleep", meanwhile)
    with pytest.raises(RecordError, match="still being recorded"):
        close_broken(log.parent, no_bar)
    assert log.exists()
