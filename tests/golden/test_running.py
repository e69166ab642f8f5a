"""Recorded poses of rendered runners, against the moments at which their feet truly landed."""

from __future__ import annotations

import json
from math import nan
from pathlib import Path

import numpy as np
import pytest

from coach.config import load_drill, load_usual
from coach.core.compare.run_assessment import findings
from coach.core.judging.result import SetResult
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.types import (
    EventKind,
    Side,
)
from coach.poses.recorded import RecordedFrames, RecordedPoses
from coach.runtime.replay import replay

DATA = Path(__file__).parents[1] / "data"
RUNS = ("run_side_left", "run_shuffle_side_left", "run_rear")
WITHIN_S = 0.1


def ran(name: str) -> tuple[SetResult, dict[Side, list[float]]]:
    """What the run came to, and the contacts that were found."""
    session, path = SetRunner(SetStart(load_drill("run"))), DATA / f"{name}.npz"
    contacts: dict[Side, list[float]] = {side: [] for side in Side}
    for snapshot in replay(RecordedFrames(path), RecordedPoses(path), session):
        for event in snapshot.events:
            if event.kind is EventKind.CONTACT and event.side is not None:
                contacts[event.side].append(event.t)
    return session.result(), contacts


def truth(name: str) -> dict[Side, list[float]]:
    read = json.loads((DATA / f"{name}.truth.json").read_text(encoding="utf-8"))
    return {side: read["contacts"][side] for side in Side}


@pytest.mark.parametrize("name", RUNS)
def test_every_contact_is_found_on_its_own_foot_and_none_is_made_up(name: str) -> None:
    _, found = ran(name)
    for side, true in truth(name).items():
        first, last = true[0] - WITHIN_S, true[-1] + WITHIN_S
        inside = [t for t in found[side] if first <= t <= last]
        assert len(inside) == len(true)
        late = np.array(inside) - np.array(true)
        assert np.abs(late).max() <= WITHIN_S
        assert abs(np.median(late)) <= 0.035


@pytest.mark.parametrize("name", RUNS)
def test_the_cadence_of_a_run_is_right_within_3_steps_a_minute(name: str) -> None:
    result, _ = ran(name)
    contacts = sorted(t for times in truth(name).values() for t in times)
    assert result.cadence == pytest.approx(60 / np.median(np.diff(contacts)), abs=3)


def test_a_shuffle_is_told_and_a_run_that_is_none_is_not() -> None:
    faults = {name: {tally.name for tally in ran(name)[0].faults} for name in RUNS}
    assert faults == {
        "run_side_left": set(),
        "run_shuffle_side_left": {"shuffle"},
        "run_rear": set(),
    }


def test_a_shuffler_is_told_once_and_no_stride_is_praised() -> None:
    result, _ = ran("run_shuffle_side_left")
    assert [cue.key for cue in result.cues] == ["heels_to_shorts"]


def test_a_low_long_grounded_stride_stands_out_and_an_easy_run_does_not() -> None:
    usual = load_usual()
    shuffle, _ = ran("run_shuffle_side_left")
    for kmh in (nan, 7.6):
        found = findings(shuffle, usual, kmh)
        assert [one.answer.text for one in found][:1] == ["shuffle"]
    for name, kmh in (("run_side_left", nan), ("run_side_left", 10.0), ("run_rear", nan)):
        assert findings(ran(name)[0], usual, kmh) == ()


def test_from_behind_nothing_is_measured_that_only_a_side_view_shows() -> None:
    result, _ = ran("run_rear")
    measured = {name for name, _ in result.metrics}
    assert "pelvis_sway" in measured
    assert not measured & {"contact_time", "knee_flexion_peak", "trunk_lean", "arm_cross"}
    assert result.not_measured["contact_time"].key == "film_side"
    assert result.not_measured["pelvic_drop"].key == "no_pelvic_drop"


def test_contact_and_flight_make_up_a_step() -> None:
    result, _ = ran("run_side_left")
    contact, flight, step = (
        result.metrics[name, Side.LEFT].mean
        for name in ("contact_time", "flight_time", "step_time")
    )
    assert contact + flight == pytest.approx(step, abs=0.03)
