"""The same frames give the same reps and cues, whichever driver they come through."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.config import load_drill, load_texts
from coach.core.judging.result import SetResult
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot
from coach.core.types import Rep, Side
from coach.poses.recorded import RecordedFrames, RecordedPoses
from coach.records.set_recorder import SetRecorder
from coach.runtime.live import Live
from coach.runtime.replay import replay
from coach.simulation.athlete import LiftChange, SimulatedRunner
from coach.simulation.synthetic import SyntheticCamera
from coach.simulation.true_poses import TruePoses
from tests.e2e.hurry import Hurry

pytestmark = [pytest.mark.slow, pytest.mark.alone]

SIZE = 320, 180
PLAN = SetConfig(seconds=9, count_in=True)
ATHLETE = SimulatedRunner("high_knees", start_s=4.5, changes=(LiftChange(Side.LEFT, 62, 0, 12),))
CLEAN, SPOILT = TruePoses(ATHLETE), TruePoses(ATHLETE, 0.006, drop_outs=0.2, swaps=0.3, seed=3)
DRILL = load_drill("high_knees")


def camera(**spoilt: float) -> SyntheticCamera:
    return SyntheticCamera(ATHLETE, 15, size=SIZE, **spoilt)


def told(snapshots: list[Snapshot]) -> list[Rep]:
    return [rep for snapshot in snapshots for rep in (*snapshot.reps, *snapshot.ended)]


def live(poses: TruePoses) -> tuple[list[Rep], SetResult]:
    session, fresh = SetRunner(SetStart(DRILL, PLAN)), []
    with Live(Hurry()(camera()), poses, session) as ticks:
        for tick in ticks:
            fresh += tick.fresh
    return told(fresh), session.result()


@pytest.mark.parametrize("poses", [CLEAN, SPOILT], ids=["clean poses", "spoilt poses"])
def test_live_gives_the_reps_and_cues_of_replay(poses: TruePoses) -> None:
    session = SetRunner(SetStart(DRILL, PLAN))
    reps = told(list(replay(camera(), poses, session)))
    lived, result = live(poses)
    assert repr(lived) == repr(reps)  # by words, as NaN is not NaN
    assert repr(result) == repr(session.result())
    assert "knee_to_line" in [cue.key for cue in result.cues]


def test_a_tenth_of_the_frames_dropped_loses_no_rep_and_changes_no_cue() -> None:
    """But where the top itself was lost its angle is not known."""
    whole, holed = SetRunner(SetStart(DRILL, PLAN)), SetRunner(SetStart(DRILL, PLAN))
    list(replay(camera(), CLEAN, whole))
    list(replay(camera(drop_frames=0.1), CLEAN, holed))
    for side, count in holed.result().counts.items():
        should = whole.result().counts[side]
        assert (count.all, count.partial) == (should.all, should.partial)
        assert count.good is not None
        assert should.good == count.good + (count.unseen or 0)
        assert (count.unseen or 0) <= 0.1 * count.all
    assert [cue.key for cue in holed.result().cues] == [cue.key for cue in whole.result().cues]


def test_a_recorded_session_replays_to_the_last_rep(tmp_path: Path) -> None:
    """Noise, swaps and drop-outs are in what was recorded, not what was made of them."""
    first, again = SetRunner(SetStart(DRILL, PLAN)), SetRunner(SetStart(DRILL, PLAN))
    folder = SetRecorder(tmp_path, drill="x", source="x", texts=load_texts("en"))
    with folder as record:
        snapshots = list(replay(camera(), SPOILT, first))
        for snapshot in snapshots:
            record.write(snapshot)
    path = tmp_path / "poses.npz"
    replayed = list(replay(RecordedFrames(path), RecordedPoses(path), again))
    assert again.result().counts == first.result().counts
    assert again.result().cues == first.result().cues
    assert [(rep.number, rep.side, rep.good, rep.faults) for rep in told(replayed)] == [
        (rep.number, rep.side, rep.good, rep.faults) for rep in told(snapshots)
    ]
    assert [rep.peak for rep in told(replayed)] == pytest.approx(
        [rep.peak for rep in told(snapshots)], abs=1e-4
    )
