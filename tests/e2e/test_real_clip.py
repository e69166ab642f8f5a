"""A real athlete on a real clip; skipped where the clip or the pose model is not at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach.app.analyze import analyze
from coach.app.live import run
from coach.app.request import RunRequest
from coach.config import load_drill
from coach.core.judging.result import SetResult
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.errors import PoseError
from coach.poses.model_file import find_model
from coach.poses.recorded import RecordedFrames, RecordedPoses
from coach.runtime.replay import replay
from tests.e2e.hurry import no_bar

CLIP = Path(__file__).parents[3] / "shared" / "clips" / "real" / "hk_side_gym_60fps.mp4"
DRILL = "high_knees"

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.alone]


@pytest.fixture(scope="module", autouse=True)
def at_hand() -> None:
    if not CLIP.exists():
        pytest.skip(f"no {CLIP.name}")
    try:
        find_model()
    except PoseError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def analyzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("analyzed")
    analyze(RunRequest(DRILL, str(CLIP)), out, no_bar)
    return out


def replayed(folder: Path) -> SetResult:
    session, poses = SetRunner(SetStart(load_drill(DRILL))), folder / "poses.npz"
    list(replay(RecordedFrames(poses), RecordedPoses(poses), session))
    return session.result()


def summary(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def test_every_lift_is_found_and_none_is_told_to_be_low(analyzed: Path) -> None:
    far, near = (summary(analyzed)["reps"][side] for side in ("left", "right"))
    assert near["all"] == near["high"] == 9
    assert abs(far["all"] - 9) <= 1  # one is cut by the clip's end
    assert far["high"] + far["unseen"] == far["all"]
    assert far["high"] > far["all"] / 2


def test_the_record_replays_to_the_same_set(analyzed: Path) -> None:
    told, result = summary(analyzed), replayed(analyzed)
    assert {side: count.all for side, count in result.counts.items()} == {
        side: count["all"] for side, count in told["reps"].items()
    }
    assert [[cue.t, cue.key] for cue in result.cues] == [
        [pytest.approx(cue["t_s"], abs=1e-3), cue["key"]] for cue in told["cues"]
    ]


def test_live_gives_what_the_frames_it_took_give(home: Path) -> None:
    """In real time some frames are dropped: which, depends on the machine; nothing else does."""
    lived = run(RunRequest(DRILL, str(CLIP), headless=True, mute=True), no_bar)
    again = replayed(lived.folder)
    assert again.counts == lived.result.counts
    assert again.cues == lived.result.cues
