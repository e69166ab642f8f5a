"""The built wheel, installed into a folder of its own and used from another, empty one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
SHORT = 'schema = 1\nextends = "high_knees"\nseconds = 3\n'


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(["-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT, os.environ)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel alone is installed into; its libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index"]
    run(["-m", "pip", "install", *quiet, "--target", str(folder), str(wheel)], ROOT, os.environ)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder to be in."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(installed: Path, tmp_path: Path) -> dict[str, str]:
    """Finds the installed app before the project, and keeps its files out of the user's."""
    own = {"PYTHONPATH": str(installed), "COACH_HOME": str(tmp_path / "home")}
    return {**os.environ, **own, "PYTHONSAFEPATH": "1"}


def run(words: list[str], folder: Path, environment: os._Environ[str] | dict[str, str]) -> str:
    """What Python prints for these words; fails with all that it said where it failed."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def display() -> Iterator[str]:
    """A screen that nobody sees, as in DISPLAY."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    words = [server, "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    with (
        os.fdopen(reading) as said,
        subprocess.Popen(
            words, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as child,
    ):
        os.close(writing)
        number = said.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"
        child.terminate()


def test_the_wheel_holds_the_app_and_all_that_ships_with_it(wheel: Path) -> None:
    sources = {
        f"coach/data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("configs", "sounds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    modules = {
        path.relative_to(ROOT).as_posix()
        for kind in ("*.py", "pages/templates/*")
        for path in (ROOT / "coach").rglob(kind)
    }
    with ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert sources | modules == {name for name in held if name.startswith("coach/")}
    for name in ("LICENSE", "NOTICE"):
        assert any(path.endswith(f".dist-info/licenses/{name}") for path in held)


@pytest.mark.slow
def test_the_installed_app_lists_and_checks_its_own_drills(
    home: Path, environment: dict[str, str], installed: Path
) -> None:
    where = run(["-c", "import coach; print(coach.__file__)"], home, environment)
    assert Path(where.strip()).is_relative_to(installed)
    shipped = sorted((installed / "coach/data/configs/drills").glob("*.toml"))
    listed = run(["-m", "coach", "drills"], home, environment)
    first = {line.split()[0] for line in listed.splitlines() if line}
    assert {path.stem for path in shipped} <= first
    said = run(["-m", "coach", "check", *map(str, shipped)], home, environment)
    assert said == "all is well\n"


@pytest.mark.slow
def test_the_installed_app_runs_a_set_as_text(home: Path, environment: dict[str, str]) -> None:
    said = a_short_set(home, environment, "--headless", "--mute")
    assert "  Go\n" in said


@pytest.mark.slow
def test_the_installed_app_runs_a_set_in_a_window(
    home: Path, environment: dict[str, str], display: str
) -> None:
    seen = {"DISPLAY": display, "SDL_VIDEODRIVER": "x11", "SDL_AUDIODRIVER": "dummy"}
    said = a_short_set(home, {**environment, **seen})
    assert "  Go\n" not in said


def a_short_set(home: Path, environment: dict[str, str], *options: str) -> str:
    """Runs one from the empty folder, and looks at what it printed and wrote."""
    drill = Path(environment["COACH_HOME"], "config", "drills", "high_knees.toml")
    drill.parent.mkdir(parents=True)
    drill.write_text(SHORT, encoding="utf-8")
    words = ["run", "--drill", "high_knees", "--source", "synthetic", *options]
    said = run(["-m", "coach", *words], home, environment)
    written = Path(said.splitlines()[-1].removeprefix("Written to "))
    assert {path.name for path in written.iterdir()} == {
        *("summary.json", "reps.csv", "frames.csv", "events.csv", "poses.npz"),
        *("session.json", "set.json", "commands.csv"),
    }
    assert not list(home.iterdir())
    return said
