"""What a session falls back on, how it ends, and what is then on the disk."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import pytest

from coach.app.analyze import analyze
from coach.app.devices import demonstration
from coach.app.live import run
from coach.app.request import Progress, RunRequest, load_context
from coach.config import drill_names, load_plan, load_texts
from coach.core.compare.run_assessment import Assessment
from coach.core.drills.plan import Plan
from coach.core.drills.rules import Band, Limit
from coach.core.types import Frame
from coach.errors import CameraError, CoachError, PoseError, RecordError
from coach.paths import data_dir, sessions_dir
from coach.ports import CameraInfo
from coach.records.athletes import add_athlete, known_athletes, rename_athlete
from coach.records.plan_file import find_broken_session
from coach.records.session_file import PLAN, Who, read_about, write_about
from coach.records.session_recorder import SessionRecorder
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.drawing import Painter
from coach.simulation.synthetic import SyntheticCamera
from coach.simulation.true_poses import TruePoses
from tests.e2e.hurry import SMALL, Hurry, no_bar
from tests.records.recorded_sessions import ANN, JODI, a_session
from tests.records.recorded_sessions import about as session_about

FILES = {
    *("summary.json", "session.json", "set.json", "poses.npz"),
    *("frames.csv", "reps.csv", "events.csv", "commands.csv"),
}
SIZE = 320, 180


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders: no camera, and a drill of three seconds named short."""
    config = tmp_path / "home" / "config"
    (config / "drills").mkdir(parents=True)
    short = 'schema = 1\nextends = "high_knees"\nseconds = 3\n'
    (config / "drills" / "short.toml").write_text(short, encoding="utf-8")
    settings = f'{SMALL}source = "gone.mp4"\n[manner]\nready_s = 0.2\ncount_in_s = 0\n'
    (config / "coach.toml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def short(**run_request: object) -> RunRequest:
    return RunRequest("short", **{"headless": True, "mute": True, **run_request})


def sessions(home: Path) -> list[Path]:
    return sorted((home / "data" / "sessions").glob("*"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Webcam(SyntheticCamera):
    """A device that gives the synthetic athlete; it cannot be opened, or it breaks at some time."""

    def __init__(self, *, opens: bool = True, breaks_at: float = 1e9) -> None:
        super().__init__(ATHLETE, 30, size=SIZE)
        self._opens, self._breaks_at = opens, breaks_at

    def __enter__(self) -> Webcam:
        if not self._opens:
            raise CameraError("no picture from camera 0: plug it in")
        return self

    def __iter__(self) -> Iterator[Frame]:
        for frame in super().__iter__():
            if frame.t > self._breaks_at:
                raise CameraError("no picture from camera 0 for 30 s: check its cable")
            yield frame


ATHLETE = SimulatedRunner("high_knees", start_s=0.5)


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts a camera there, with or without a pose model for it."""

    def plug_in(camera: Webcam, *, model: bool = True) -> None:
        def fetch(*_: object, **__: object) -> Path:
            if not model:
                raise PoseError("cannot get the pose model: no network")
            return Path("some.task")

        monkeypatch.setattr("coach.app.devices.open_source", lambda *_, **__: camera)
        monkeypatch.setattr("coach.app.devices._is_here", lambda _: model)
        monkeypatch.setattr("coach.app.devices.models_here", lambda: ["full"] if model else [])
        monkeypatch.setattr("coach.app.devices.fetch_beside", lambda name: None)
        monkeypatch.setattr("coach.app.devices.fetch_model", fetch)
        monkeypatch.setattr("coach.app.devices.pose_estimator", lambda _: TruePoses(ATHLETE))

    return plug_in


def test_without_a_camera_the_synthetic_athlete_says_so(home: Path, capsys) -> None:
    outcome = run(short(), no_bar, Hurry())
    assert "no camera: synthetic athlete" in capsys.readouterr().out
    assert outcome.notes[0] == "no camera: synthetic athlete"
    assert outcome.notes[-1].startswith("no source 'gone.mp4'")
    assert outcome.result.frames > 50
    assert [path.name for path in sessions(home)] == [outcome.folder.name]


@pytest.mark.parametrize("drill", drill_names())
def test_every_drill_has_its_demonstration(home: Path, drill: str) -> None:
    source = demonstration(load_context(RunRequest(drill)))
    with source.camera as camera, source.estimator as estimator:
        frame, pose = next(iter(estimator.poses(camera)))
    assert pose is not None
    assert frame.image.shape == (SIZE[1], SIZE[0], 3)


def test_an_athlete_who_was_asked_for_is_no_stand_in(home: Path) -> None:
    assert run(short(source="synthetic"), no_bar, Hurry()).notes == ()


def test_a_camera_that_cannot_be_opened_is_replaced_in_the_same_session(
    home: Path, plugged_in: Callable[..., None]
) -> None:
    plugged_in(Webcam(opens=False))
    outcome = run(short(), no_bar, Hurry())
    assert outcome.notes == (
        "no camera: synthetic athlete",
        "no picture from camera 0: plug it in",
    )
    assert len(sessions(home)) == 1


def test_without_a_pose_model_the_synthetic_athlete_says_so(
    home: Path, plugged_in: Callable[..., None]
) -> None:
    plugged_in(Webcam(), model=False)
    outcome = run(short(), no_bar, Hurry())
    assert outcome.notes == (
        "no pose model: synthetic athlete",
        "cannot get the pose model: no network",
    )


def test_no_model_is_fetched_where_there_is_no_camera_for_it(
    home: Path, plugged_in: Callable[..., None]
) -> None:
    plugged_in(Webcam(opens=False), model=False)
    assert "no camera: synthetic athlete" in run(short(), no_bar, Hurry()).notes


@pytest.mark.parametrize(
    ("camera", "model", "run_request"),
    [
        (Webcam(opens=False), True, {"source": "0"}),
        (Webcam(), False, {"source": "0"}),
        (Webcam(), False, {"model": "heavy"}),
    ],
)
def test_what_was_asked_for_by_name_has_no_stand_in(
    home: Path,
    plugged_in: Callable[..., None],
    camera: Webcam,
    model: bool,
    run_request: dict[str, str],
) -> None:
    plugged_in(camera, model=model)
    with pytest.raises((CameraError, PoseError)):
        run(short(**run_request), no_bar, Hurry())
    assert not sessions(home)


def test_a_camera_that_breaks_in_the_middle_ends_the_session_and_all_is_kept(
    home: Path, plugged_in: Callable[..., None]
) -> None:
    plugged_in(Webcam(breaks_at=2.0))
    with pytest.raises(CoachError, match="check its cable; what was recorded until then is in"):
        run(short(), no_bar, Hurry())
    [folder] = sessions(home)
    assert {path.name for path in folder.iterdir()} == FILES
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["frames"] > 30
    assert summary["not_measured"]


def test_without_a_display_the_session_goes_on_as_text(
    home: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.screens.display.display_problem", lambda: "no display here")
    outcome = run(short(source="synthetic", headless=False), no_bar, Hurry())
    printed = capsys.readouterr().out
    assert "no display: live text instead" in printed
    assert "  Go\n" in printed
    assert outcome.notes == ("no display: live text instead",)


def test_ctrl_c_ends_the_set_and_keeps_it(home: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    press = Hurry({1.2: lambda: signal.raise_signal(signal.SIGINT)})
    outcome = run(RunRequest("high_knees", "synthetic", headless=True, mute=True), no_bar, press)
    assert 10 < outcome.result.frames < 300
    assert {path.name for path in outcome.folder.iterdir()} == FILES
    assert signal.getsignal(signal.SIGINT) is before


def test_a_reader_who_goes_away_leaves_a_whole_record(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr("sys.stdout", pipe)
        press = Hurry({0.5: lambda: os.close(reading)})
        with pytest.raises(OSError, match=r"pipe|argument"):
            run(RunRequest("high_knees", "synthetic", headless=True, mute=True), no_bar, press)
        monkeypatch.undo()
        os.dup2(os.open(os.devnull, os.O_WRONLY), writing)
    [folder] = sessions(home)
    assert {path.name for path in folder.iterdir()} == FILES


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A video of the athlete, whose poses are known without a model."""
    path = tmp_path / "clip.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 30.0, SIZE)
    painter = Painter(ATHLETE, SIZE)
    for index in range(150):
        writer.write(painter.paint(index / 30))
    writer.release()
    monkeypatch.setattr(
        "coach.app.analyze.model_file", lambda context, progressing: Path("some.task")
    )
    monkeypatch.setattr(
        "coach.app.analyze.pose_estimator", lambda model, workers: TruePoses(ATHLETE)
    )
    return path


def test_analyze_measures_every_frame(home: Path, clip: Path, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []

    @contextmanager
    def bar() -> Iterator[Progress]:
        yield lambda what, done: told.append((what, done))

    outcome = analyze(RunRequest("high_knees", str(clip)), tmp_path / "out", bar)
    assert {path.name for path in outcome.folder.iterdir()} == FILES
    assert [row["frame"] for row in rows(outcome.folder / "frames.csv")] == [
        str(index) for index in range(150)
    ]
    summary = json.loads((outcome.folder / "summary.json").read_text(encoding="utf-8"))
    assert (summary["source"], summary["frames"]) == (str(clip), 150)
    assert summary["reps"]["left"] == {"all": 6, "good": 6, "partial": 0, "high": 6, "unseen": 0}
    assert [what for what, _ in told] == ["clip.mp4"] * len(told)
    assert [done for _, done in told[:150]] == pytest.approx([n / 150 for n in range(1, 151)])


def test_analyze_into_the_same_folder_replaces_only_what_is_its_own(
    home: Path, clip: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    analyze(RunRequest("high_knees", str(clip)), out, no_bar)
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "my notes.txt").write_text("keep me")
    analyze(RunRequest("high_knees", str(clip)), out, no_bar)
    again = {path.name: path.read_bytes() for path in out.iterdir()}
    assert again.pop("my notes.txt") == b"keep me"
    # a zip and a session know when they were made
    for name in ("poses.npz", "session.json"):
        assert again.pop(name)
        first.pop(name)
    assert again == first


def test_a_video_that_cannot_be_read_leaves_what_was_there(
    home: Path, clip: Path, tmp_path: Path
) -> None:
    out, bad = tmp_path / "out", tmp_path / "bad.mp4"
    bad.write_bytes(b"no video")
    analyze(RunRequest("high_knees", str(clip)), out, no_bar)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(CameraError):
        analyze(RunRequest("high_knees", str(bad)), out, no_bar)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


class LiveWebcam(Webcam):
    """It gives its pictures when they come; how often it was opened is counted."""

    opened = 0

    @property
    def info(self) -> CameraInfo:
        return replace(super().info, live=True)

    def __enter__(self) -> Webcam:
        self.opened += 1
        return super().__enter__()


@pytest.fixture
def belt(home: Path) -> str:
    text = 'schema = 1\nextends = "high_knees_forward"\nseconds = 3\n'
    (home / "config" / "drills" / "belt.toml").write_text(text, encoding="utf-8")
    return "belt"


@pytest.mark.slow
def test_before_a_camera_session_the_app_and_the_belt_s_rules_are_told(
    belt: str, home: Path, plugged_in: Callable[..., None], capsys
) -> None:
    plugged_in(LiveWebcam())
    run(RunRequest(belt, headless=True, mute=True), no_bar, Hurry())
    first = capsys.readouterr().out
    assert "is not a medical device" in first
    assert "6.4 km/h" in first
    run(RunRequest(belt, headless=True, mute=True), no_bar, Hurry())
    again = capsys.readouterr().out
    assert "is not a medical device" not in again
    assert "6.4 km/h" in again
    camera = LiveWebcam()
    plugged_in(camera)
    run(RunRequest(belt, headless=True, mute=True, yes=True), no_bar, Hurry())
    assert "6.4 km/h" not in capsys.readouterr().out
    assert camera.opened == 1


@pytest.mark.parametrize("source", ["synthetic", None])
def test_nothing_is_to_be_read_before_the_drawn_athlete(
    belt: str, home: Path, plugged_in: Callable[..., None], capsys, source: str | None
) -> None:
    plugged_in(LiveWebcam(opens=False))
    run(RunRequest(belt, source, headless=True, mute=True), no_bar, Hurry())
    told = capsys.readouterr().out
    assert "medical" not in told
    assert "6.4 km/h" not in told


def test_what_was_not_confirmed_does_not_begin(
    belt: str, home: Path, plugged_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged_in(LiveWebcam())
    monkeypatch.setattr("coach.screens.display.display_problem", lambda: "no display here")
    at_the_end_of_its_input = io.StringIO()
    at_the_end_of_its_input.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", at_the_end_of_its_input)
    with pytest.raises(CoachError, match="not confirmed"):
        run(RunRequest(belt, mute=True), no_bar, Hurry())
    assert not sessions(home)
    assert not (home / "data" / "read_first.txt").exists()


def test_feedback_gets_less_with_the_sessions_of_a_named_athlete(home: Path) -> None:
    zoe = add_athlete(data_dir(), "Zoe", "2026-11-01")
    assert load_context(RunRequest(athlete="Zoe")).fade.share == 1
    for day in range(10, 15):
        a_session(sessions_dir(), f"2026-11-{day}_0900_knee_drive_x", Who(zoe.id, "Zoe"))
        a_session(sessions_dir(), f"2026-11-{day}_0900_knee_drive_Zoe", ANN)
    rename_athlete(data_dir(), zoe, "Zoe/Ann")
    context = load_context(RunRequest(athlete="zoe/ann", plan="knee_drive"))
    assert (context.fade.share, context.tones) == (0.4, False)
    assert load_context(RunRequest()).fade.share == 1, "whoever has no name"
    assert load_context(RunRequest(athlete="Zoe")).fade.share == 1, "who is new"


def test_what_broke_off_before_a_rep_is_no_session_that_feedback_fades_by(home: Path) -> None:
    zoe = add_athlete(data_dir(), "Zoe", "2026-11-01")
    for day in range(10, 15):
        a_session(sessions_dir(), f"2026-11-{day}", Who(zoe.id, "Zoe"), n=0)
    assert load_context(RunRequest(athlete="Zoe")).fade.share == 1


def test_a_new_name_is_added_and_said_and_the_record_carries_its_id(home: Path, capsys) -> None:
    first = run(short(athlete="../Zo\u00eb"), no_bar, Hurry())
    said = capsys.readouterr().out
    assert said.index("is new and was added") < said.index("Go"), "at once"
    again = run(short(athlete="../zo\u00eb"), no_bar, Hurry())
    (zoe,) = known_athletes(data_dir())
    assert [read_about(one.folder).athlete for one in (first, again)] == [Who(zoe.id, zoe.name)] * 2
    assert '"../Zo\u00eb" is new and was added to the athletes' in first.notes
    assert not [note for note in again.notes if "is new" in note]
    assert first.folder.parent == again.folder.parent == sessions_dir()


@pytest.mark.parametrize("name", ["", "a\nb"])
def test_what_is_no_name_begins_nothing(home: Path, name: str) -> None:
    with pytest.raises(CoachError, match="a name"):
        run(short(athlete=name), no_bar, Hurry())
    assert not sessions(home)
    assert not known_athletes(data_dir())


def break_off(name: str, plan: Plan, who: Who) -> None:
    """Leaves a session of the plan that has not got as far as a set."""
    with SessionRecorder(
        sessions_dir() / name,
        plan,
        source="x",
        texts=load_texts(),
        assessed=lambda result: Assessment(),
    ) as folder:
        told = json.loads((folder.path / "plan.json").read_text(encoding="utf-8"))
    folder.path.mkdir()
    write_about(folder.path, session_about(PLAN, who, 1))
    (folder.path / "plan.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        {"target": Band(60.0, 80.0)},
        {"limits": (Limit("thigh_angle_peak", Band(high=80.0)),)},
        {"locked": True},
    ],
)
def test_where_a_target_or_a_limit_has_changed_since_nothing_goes_on(
    home: Path, change: dict[str, Any]
) -> None:
    plan = load_plan("warm_up")
    break_off("1", plan, JODI)
    first, *rest = plan.steps
    changed = replace(plan, steps=(replace(first, drill=replace(first.drill, **change)), *rest))
    with pytest.raises(RecordError, match="the plan has changed since"):
        find_broken_session(sessions_dir(), changed)
    assert find_broken_session(sessions_dir(), plan).path.name == "1"


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "{}", '{"plan": "warm_up", "finished": false}', "[" * 100_000),
        *('{"plan": "warm_up", "finished": false, "sets": 3}', '{"sets": [{"folder": 1}]}'),
        '{"plan": "warm_up", "finished": false, "sets": [{"folder": "gone", "ending": "done"}]}',
    ],
)
def test_a_damaged_session_is_named_and_the_others_go_on(home: Path, content: str) -> None:
    plan = load_plan("warm_up")
    break_off("1", plan, JODI)
    break_off("2", plan, JODI)
    (sessions_dir() / "2" / "plan.json").write_text(content, encoding="utf-8")
    found = find_broken_session(sessions_dir(), plan)
    assert found.path.name == "1"
    [problem] = found.left_out
    assert str(sessions_dir() / "2") in problem
    shutil.rmtree(sessions_dir() / "1")
    with pytest.raises(RecordError, match="no unfinished session") as caught:
        find_broken_session(sessions_dir(), plan)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_only_ones_own_session_goes_on(home: Path) -> None:
    plan = load_plan("warm_up")
    break_off("1", plan, JODI)
    break_off("2", plan, ANN)
    assert find_broken_session(sessions_dir(), plan).path.name == "2"
    assert find_broken_session(sessions_dir(), plan, JODI.id).path.name == "1"
    with pytest.raises(RecordError, match="no unfinished session"):
        find_broken_session(sessions_dir(), plan, "Somebody new")
