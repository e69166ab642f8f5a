"""The command line: what is refused is told in one line, and leaves nothing behind."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from math import nan
from pathlib import Path

import pytest

from coach import __version__
from coach.__main__ import main
from coach.app.request import Progress
from coach.wording.drill_words import GROUPS

ODD = Path(__file__).parents[3] / "shared" / "clips" / "odd"
ODD_FILES = sorted(ODD.glob("*")) if ODD.is_dir() else [ODD / "absent"]


@dataclass(frozen=True)
class Said:
    """How a command ended, and all that it wrote."""

    code: int
    out: str
    err: str


Coach = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders, which do not exist yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("COACH_HOME", str(folder))
    monkeypatch.setenv("COACH_MODEL_DIR", str(folder / "models"))
    return folder


@pytest.fixture
def coach(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def type_in(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["coach", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        return Said(end.value.code or 0, *capfd.readouterr())

    return type_in


@pytest.mark.parametrize("speed", ["0.9", "25.1", "nan", "inf", "-3", "fast"])
def test_a_belt_speed_that_no_belt_has_is_wrong_usage(coach: Coach, speed: str) -> None:
    for command in (("run",), ("analyze", "no.mp4", "--drill", "run", "--out", "x")):
        said = coach(*command, "--speed", speed)
        assert (said.code, said.out) == (2, "")
        assert said.err.splitlines()[-1].startswith("Error: Invalid value for '--speed': ")


def refused(said: Said, words: str) -> None:
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("coach: ")
    assert said.err.endswith("\n")
    assert len(said.err.splitlines()) == 1
    assert words in said.err


def odd(folder: Path, name: str) -> Path:
    content = {"empty.mp4": b"", "text.mp4": b"This is no video.\n" * 99, "short.avi": b"RIFF\0"}
    path = folder / name
    path.write_bytes(content[name])
    return path


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere.mp4", "no source 'nowhere.mp4'"),
        (".", "is a folder, not a video"),
        ("9", "no picture from camera 9"),
        ("ftp://example.org/a.mp4", "starts with http, https or rtsp"),
        ("http://", "starts with http, https or rtsp"),
        ("", "no source ''"),
    ],
)
def test_a_source_that_means_nothing_is_refused(
    coach: Coach, home: Path, source: str, words: str
) -> None:
    refused(coach("run", "--headless", "--mute", "--source", source), words)
    assert not home.exists()


@pytest.mark.parametrize("name", ["empty.mp4", "text.mp4", "short.avi"])
def test_a_file_that_is_no_video_is_refused_and_leaves_nothing(
    coach: Coach, home: Path, tmp_path: Path, name: str
) -> None:
    clip, out = odd(tmp_path, name), tmp_path / "out"
    refused(coach("run", "--headless", "--mute", "--source", clip), name)
    refused(coach("analyze", clip, "--drill", "high_knees", "--out", out), name)
    refused(coach("bench", clip, "--json"), name)
    assert not out.exists()
    assert not home.exists()


@pytest.mark.parametrize("clip", ODD_FILES, ids=lambda path: path.name)
def test_the_odd_clips_are_refused_and_leave_nothing(
    coach: Coach, home: Path, tmp_path: Path, clip: Path
) -> None:
    if not clip.exists():
        pytest.skip("the odd clips are not at hand")
    out = tmp_path / "out"
    refused(coach("run", "--headless", "--mute", "--source", clip), clip.name)
    refused(coach("analyze", clip, "--drill", "high_knees", "--out", out), clip.name)
    assert not out.exists()
    assert not home.exists()


def test_an_address_where_nobody_answers_is_refused(coach: Coach) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    address = f"http://user:secret@127.0.0.1:{port}/stream"
    said = coach("run", "--headless", "--mute", "--source", address)
    refused(said, f"cannot reach http://127.0.0.1:{port}/stream")


@pytest.mark.parametrize("command", ["run", "analyze", "bench"])
def test_a_drill_that_does_not_exist_is_refused_with_the_one_that_was_meant(
    coach: Coach, tmp_path: Path, command: str
) -> None:
    words = {
        "run": ("--source", "synthetic"),
        "analyze": ("clip.mp4", "--out", tmp_path / "out"),
        "bench": ("clip.mp4",),
    }
    said = coach(command, *words[command], "--drill", "hihg_knees")
    refused(said, "no drill named 'hihg_knees'; did you mean 'high_knees'?")


@pytest.mark.parametrize("source", ["0", "http://127.0.0.1:1/stream", "synthetic"])
def test_only_a_video_can_be_analyzed(coach: Coach, tmp_path: Path, source: str) -> None:
    out = tmp_path / "out"
    refused(coach("analyze", source, "--drill", "a_run", "--out", out), "is no video file")
    assert not out.exists()


def test_a_model_that_is_cut_short_is_refused(coach: Coach, tmp_path: Path) -> None:
    model = tmp_path / "cut.task"
    model.write_bytes(b"PK\3\4 and no more")
    said = coach("run", "--headless", "--mute", "--model", model)
    refused(said, "cut.task is cut short or damaged; run 'coach models'")
    refused(coach("run", "--headless", "--model", tmp_path / "no.task"), "there is no pose model")


def test_a_model_nobody_knows_is_refused(coach: Coach) -> None:
    refused(coach("models", "huge"), "choose lite, full, heavy")


def test_an_output_folder_that_cannot_be_written_is_refused(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    clip = odd(tmp_path, "text.mp4")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        said = coach("analyze", clip, "--drill", "high_knees", "--out", out)
        refused(said, str(out))
    for name in ("notes.txt", "text.mp4"):
        odd_folder = tmp_path / "mine"
        odd_folder.mkdir(exist_ok=True)
        (odd_folder / name).write_text("keep me")
    said = coach("analyze", clip, "--drill", "high_knees", "--out", odd_folder)
    refused(said, "holds other files: give a new or an empty folder")


def test_a_data_folder_that_cannot_be_written_is_refused(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "file"))
    said = coach("run", "--headless", "--mute", "--source", "synthetic")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "cannot write to" in said.err


def test_check_says_everything_that_is_wrong_at_once(coach: Coach, tmp_path: Path) -> None:
    drill = tmp_path / "mine.toml"
    drill.write_text('schema = 1\ntitlee = "x"\nviews = ["sid"]\n', encoding="utf-8")
    said = coach("check", drill, tmp_path / "nowhere.toml")
    assert (said.code, said.out) == (1, "")
    for words in ("titlee: ", "did you mean 'title'?", "nowhere.toml: no such file"):
        assert words in said.err


def test_broken_settings_are_told_by_every_command_that_needs_them(
    coach: Coach, home: Path
) -> None:
    settings = home / "config" / "coach.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("schema = 1\n[camera]\nfsp = 30\n", encoding="utf-8")
    refused(coach("run", "--source", "synthetic"), "did you mean 'fps'?")
    said = coach("doctor")
    assert said.code == 1
    assert "did you mean 'fps'?" in said.out
    assert "ok    python" in said.out


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_no_library_writes_to_the_terminal(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    said = coach("doctor")
    assert said.err == ""
    assert "note display no display here; live text is used" in " ".join(said.out.split())


@pytest.mark.parametrize(
    "words",
    [
        ["--nonsense"],
        ["jog"],
        ["run", "--view", "above"],
        ["analyze"],
        ["analyze", "a.mp4", "--drill", "a_run"],
        ["check"],
        ["run", "--source"],
    ],
)
def test_wrong_usage_is_two(coach: Coach, words: list[str]) -> None:
    said = coach(*words)
    assert (said.code, said.out) == (2, "")
    assert "Error: " in said.err
    assert "Traceback" not in said.err


def test_a_bug_is_told_in_one_line(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["coach", "drills"])
    monkeypatch.setattr("coach.config.drill_names", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError) as bug:
        main()
    sys.excepthook(bug.type, bug.value, bug.tb)
    told = capfd.readouterr().err
    assert told.count("\n") == 1
    assert "this should not happen: ZeroDivisionError: division by zero" in told


def test_ctrl_c_where_there_is_no_set_is_one_line(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coach.config.drill_names", interrupted)
    said = coach("drills")
    assert (said.code, said.err) == (1, "coach: stopped\n")


def test_without_a_terminal_there_is_nowhere_to_write_and_nothing_breaks(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert coach("drills").code == 0
    assert coach("run", "--source", "nowhere.mp4").code == 1


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [Terminal, StringIO])
def test_long_work_shows_how_far_it_is_on_a_terminal_only(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, stream: type[StringIO]
) -> None:
    def fetch(name: str, progress: Progress) -> str:
        progress("fetching", 0.25)
        progress("building", nan)
        return "there"

    monkeypatch.setattr("coach.poses.model_file.fetch_model", fetch)
    monkeypatch.setattr(sys, "stderr", stream())
    assert coach("models").out == "the full pose model is at there\n"
    assert ("fetching" in sys.stderr.getvalue()) is (stream is Terminal)


@pytest.mark.parametrize(
    ("name", "option"), [("high_knees", "--drill high_knees"), ("warm_up", "--plan warm_up")]
)
def test_a_name_that_stands_alone_is_told_its_option(coach: Coach, name: str, option: str) -> None:
    said = coach("run", name)
    assert said.code == 2
    assert f"did you mean {option}?" in said.err


def test_a_name_that_no_file_can_have_is_told_in_one_short_line(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for command in (["analyze", "x" * 300, "--drill", "run", "--out", "o"], ["report", "x" * 300]):
        monkeypatch.setattr(sys, "argv", ["coach", *command])
        with pytest.raises(SystemExit):
            main()
        told = capfd.readouterr().err
        assert told.count("\n") == 1
        assert len(told) < 100


def test_the_version_is_said(coach: Coach) -> None:
    assert coach("--version") == Said(0, f"coach {__version__}\n", "")


def test_drills_stand_in_their_groups_and_fit_a_narrow_terminal(coach: Coach) -> None:
    lines = coach("drills").out.splitlines()
    assert [line for line in lines if line in GROUPS] == list(GROUPS)
    assert max(map(len, lines)) <= 60
    assert any(line.startswith("high_knees ") and line.endswith("jumps") for line in lines)


def test_one_drill_is_shown_with_all_that_there_is_to_know(coach: Coach) -> None:
    shown = coach("drills", "a_march").out
    assert "A-march: Walk on the spot" in shown
    assert "Camera: side, front, rear" in shown
    assert "Next: a_march_forward" in shown
    assert coach("drills", "nope").code == 1


def test_lists_can_be_read_by_scripts(coach: Coach) -> None:
    drills = json.loads(coach("drills", "--json").out)
    assert {"high_knees", "a_march", "a_skip", "a_run"} <= {drill["name"] for drill in drills}
    assert isinstance(json.loads(coach("cameras", "--json").out), list)
    doctor = coach("doctor", "--json")
    found = {finding["name"]: finding for finding in json.loads(doctor.out)}
    assert set(found) == {
        *("python", "mediapipe", "opencv", "folders", "settings"),
        *("model", "display", "sound", "speech", "camera"),
    }
    # The model is needed and is not here.
    assert doctor.code == 1
    assert "run 'coach models'" in found["model"]["found"]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("knee_lo", "no fault 'knee_lo'; did you mean 'knee_low'?"),
        ("knee_low:lef", "the side is left or right; did you mean 'left'?"),
        ("lean_back:left", "lean_back is a fault of the whole body: leave out ':left'"),
    ],
)
def test_a_fault_that_there_is_not_is_told_in_one_line(coach: Coach, fault: str, says: str) -> None:
    asked = ["--drill", "high_knees", "--athlete-fault", fault]
    said = coach("run", "--source", "synthetic", "--headless", *asked)
    assert said.code != 0
    assert says in said.err
    assert said.err.count("\n") == 1


def test_only_the_synthetic_athlete_can_be_given_a_fault(coach: Coach) -> None:
    said = coach("run", "--source", "0", "--headless", "--athlete-fault", "knee_low")
    assert said.code != 0
    assert "--athlete-fault is for --source synthetic" in said.err
