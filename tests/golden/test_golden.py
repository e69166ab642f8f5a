"""Recorded poses of real and rendered athletes give the sets that were once found right.

Each .npz of tests/data is a session's poses.npz, rounded; the .json beside it is what the session
must give. After a change for the better: `pytest tests/golden --golden=update`, and read the diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach.config import load_drill
from coach.core.session.set_engine import SetEngine
from coach.core.types import Rep, Side
from coach.poses.recorded import RecordedFrames, RecordedPoses
from coach.runtime.replay import replay

DATA = Path(__file__).parents[1] / "data"
DRILLS = {
    "high_knees_side_left": "high_knees",
    "left_knee_low": "high_knees",
    "high_knees_front": "high_knees",
    "high_knees_side_right_60fps": "high_knees",
    "squats_side": "high_knees",
    "low_jog_front": "high_knees",
    "two_people": "high_knees",
}
CLOSE_S, CLOSE_DEG = 0.02, 0.5
"""Other processors round differently."""


def performed(name: str) -> dict[str, Any]:
    """The set as plain lists and numbers."""
    session = SetEngine(load_drill(DRILLS[name]))
    reps: dict[int, Rep] = {}
    reasons = set()
    path = DATA / f"{name}.npz"
    for snapshot in replay(RecordedFrames(path), RecordedPoses(path), session):
        reps |= {rep.number: rep for rep in (*snapshot.reps, *snapshot.ended)}
        if snapshot.quality.reason is not None:
            reasons.add(snapshot.quality.reason.key)
    result = session.result()
    return {
        "drill": result.drill,
        "view": str(result.view),
        "frames": result.frames,
        "counts": {s: [c.all, c.good, c.partial] for s, c in sorted(result.counts.items())},
        "reps": [told(reps[number]) for number in sorted(reps)],
        "cadence": number(result.cadence, 1),
        "faults": [[tally.name, tally.side, tally.reps] for tally in result.faults],
        "cues": [[round(cue.t, 2), cue.key, cue.side] for cue in result.cues],
        "reasons": sorted(reasons),
    }


def told(rep: Rep) -> list[Any]:
    """Side, when highest, how high, whether good, and its faults."""
    peak = number(rep.values["thigh_angle_peak"], 1)
    return [str(rep.side), round(rep.peak, 2), peak, rep.good, list(rep.faults)]


def number(value: float, digits: int) -> float | None:
    return None if value != value else round(value, digits)


@pytest.mark.parametrize("name", DRILLS)
def test_a_recorded_athlete_gives_the_set_that_was_found_right(
    name: str, request: pytest.FixtureRequest
) -> None:
    expected, found = DATA / f"{name}.json", performed(name)
    if request.config.getoption("--golden") == "update":
        lines = [f'  "{key}": {json.dumps(value)}' for key, value in found.items()]
        expected.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    should = json.loads(expected.read_text(encoding="utf-8"))
    for key in ("reps", "cues"):
        alike(found.pop(key), should.pop(key))
    assert found.pop("cadence") == pytest.approx(should.pop("cadence"), abs=0.5)
    assert found == should


def alike(found: list[list[Any]], should: list[list[Any]]) -> None:
    """Words the same, numbers close."""
    assert len(found) == len(should)
    for one, other in zip(found, should, strict=True):
        for a, b in zip(one, other, strict=True):
            near = CLOSE_S if a in one[:2] else CLOSE_DEG
            exact = isinstance(b, bool) or not isinstance(b, float)
            assert a == (b if exact else pytest.approx(b, abs=near)), (one, other)


@pytest.mark.parametrize("name", ["squats_side", "low_jog_front", "two_people"])
def test_where_there_is_no_drill_there_is_no_rep_no_fault_and_no_cue(name: str) -> None:
    found = performed(name)
    assert (found["reps"], found["faults"], found["cues"]) == ([], [], [])


def test_a_low_left_knee_is_found_on_the_left_and_told_in_time() -> None:
    found = performed("left_knee_low")
    assert found["faults"][0][:2] == ["knee_low", Side.LEFT]
    assert found["cues"][0][1:] == ["knee_to_line", Side.LEFT]


def test_the_recordings_are_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 600_000
