"""Recorded poses give the sets that were once found right: counts exactly, numbers closely.

Each .npz of tests/data is a session's poses.npz, rounded; the .json beside it is what the session
must give. The athletes of the lifts are real or rendered, the runner is rendered, those of the
landing, the slow drill and the hold are simulated, with faults. After a change for the better:
`pytest tests/golden --golden=update`, and read the diff.
"""

from __future__ import annotations

import json
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any

import pytest

from coach.config import load_drill
from coach.core.drills.rep_values import REP_VALUES
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
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
    "run_side_left": "run",
    "landing_front": "hop_and_stick",
    "slow_front": "lateral_step_down",
    "hold_side_left": "hip_flexor_lunge",
}
WITHIN = {
    "deg": 0.5,
    "deg/s": 5.0,
    "s": 0.02,
    "steps/min": 0.5,
    "signs": 0.05,
    "%": 0.5,
    "1": 0.01,
    "leg length": 0.005,
    "hip width": 0.01,
    "shoulder width": 0.01,
}
"""By so much a number may differ in its own unit: other processors round differently."""


def number(value: float, unit: str) -> list[Any]:
    """As it is kept; not known is null."""
    return [None if isnan(value) else round(value, 3), unit]


def described(rep: Rep) -> dict[str, Any]:
    values = {name: number(value, REP_VALUES[name].unit) for name, value in rep.values.items()}
    times = {name: number(getattr(rep, name), "s") for name in ("start", "peak", "end")}
    return {
        "side": rep.side,
        "high": rep.high,
        "good": rep.good,
        "faults": list(rep.faults),
        **times,
        **values,
    }


@cache
def performed(name: str) -> dict[str, Any]:
    """The set as plain lists, words and numbers."""
    session = SetRunner(SetStart(load_drill(DRILLS[name])))
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
        "view": result.view,
        "frames": result.frames,
        "counts": {s: [c.all, c.high, c.good, c.partial] for s, c in sorted(result.counts.items())},
        "reps": [described(reps[number]) for number in sorted(reps)],
        "cadence": number(result.cadence, "steps/min"),
        "metrics": {
            " ".join(filter(None, key)): [*number(metric.mean, metric.unit), metric.n]
            for key, metric in result.metrics.items()
        },
        "not_measured": {name: reason.key for name, reason in result.not_measured.items()},
        "faults": [[tally.name, tally.side, tally.reps] for tally in result.faults],
        "cues": [[number(cue.t, "s"), cue.key, cue.side] for cue in result.cues],
        "reasons": sorted(reasons),
    }


def as_file(found: dict[str, Any]) -> str:
    """JSON, with each rep and each metric on a line of its own."""
    text = []
    for key, value in found.items():
        if key in ("reps", "cues"):
            rows = ",\n".join(f"    {json.dumps(row)}" for row in value)
            text.append(f'  "{key}": [\n{rows}\n  ]' if value else f'  "{key}": []')
        elif key == "metrics":
            rows = ",\n".join(f'    "{name}": {json.dumps(row)}' for name, row in value.items())
            text.append(f'  "{key}": {{\n{rows}\n  }}' if value else f'  "{key}": {{}}')
        else:
            text.append(f'  "{key}": {json.dumps(value)}')
    return "{\n" + ",\n".join(text) + "\n}\n"


def differences(found: Any, should: Any, where: str = "") -> list[str]:
    """Each place where the two are not alike: words and counts the same, numbers close."""
    if isinstance(found, dict) and isinstance(should, dict) and found.keys() == should.keys():
        inside = [differences(found[key], should[key], f"{where} {key}") for key in found]
        return [each for part in inside for each in part]
    if isinstance(found, list) and isinstance(should, list) and len(found) == len(should):
        if len(found) > 1 and isinstance(found[0], float) and isinstance(should[0], float):
            close = abs(found[0] - should[0]) <= WITHIN[should[1]] and found[1:] == should[1:]
            return [] if close else [f"{where}: {found} is not {should}"]
        pairs = enumerate(zip(found, should, strict=True))
        inside = [differences(one, other, f"{where} {n}") for n, (one, other) in pairs]
        return [each for part in inside for each in part]
    return [] if found == should else [f"{where}: {found} is not {should}"]


@pytest.mark.parametrize("name", DRILLS)
def test_a_recorded_athlete_gives_the_set_that_was_found_right(
    name: str, request: pytest.FixtureRequest
) -> None:
    expected, found = DATA / f"{name}.json", performed(name)
    if request.config.getoption("--golden") == "update":
        expected.write_text(as_file(found), encoding="utf-8")
    should = json.loads(expected.read_text(encoding="utf-8"))
    assert differences(json.loads(json.dumps(found)), should) == []


def test_a_golden_set_holds_counts_exactly_and_numbers_in_their_own_unit() -> None:
    should = {"counts": [13, 8, 0], "hold": [2.0, "s"], "trunk": [9.0, "deg"], "n": [1.0, "1", 9]}
    near = {"counts": [13, 8, 0], "hold": [2.01, "s"], "trunk": [9.4, "deg"], "n": [1.0, "1", 9]}
    assert differences(near, should) == []
    for far in (
        {"counts": [13, 9, 0]},
        {"counts": [13, 8]},
        {"hold": [2.4, "s"]},
        {"hold": [None, "s"]},
        {"trunk": [9.6, "deg"]},
        {"n": [1.0, "1", 8]},
    ):
        assert len(differences({**near, **far}, should)) == 1


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
