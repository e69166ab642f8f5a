"""A counter that was told of a cut, as a pause is one, goes on from nothing."""

from __future__ import annotations

import pytest

from coach.core.reps.counters import Counter, counter_of
from coach.core.types import Kinematics, Rep, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import Performance, perform, shipped
from tests.core.standing import stand


def counted(counter: Counter, moments: list[Kinematics], view: View) -> list[Rep]:
    return [rep for moment in moments for rep in counter.update(moment, view).decided]


def moments_of(performance: Performance) -> list[Kinematics]:
    return [m for snapshot in performance.snapshots for m in snapshot.smoothed]


@pytest.mark.parametrize("drill", ["lateral_step_down", "hip_hike", "hop_and_stick"])
def test_a_movement_that_is_cut_at_its_middle_is_none(drill: str) -> None:
    performance, _ = stand(drill)
    first, second = performance.reps[:2]
    moments = [m for m in moments_of(performance) if m.t < second.start]
    counter = counter_of(shipped(drill))
    middle = first.peak + (0.3 if drill == "hop_and_stick" else 0.0)
    assert not counted(counter, [m for m in moments if m.t < middle], View.FRONT)
    counter.finish()
    assert not counted(counter, [m for m in moments if m.t >= middle], View.FRONT)


def test_the_time_over_a_cut_is_no_period() -> None:
    performance = perform(SimulatedRunner("high_knees", start_s=0.5), 8.0)
    moments, reps = moments_of(performance), performance.reps
    cut = (reps[4].peak + reps[5].peak) / 2
    counter = counter_of(shipped("high_knees"))
    counted(counter, [m for m in moments if m.t < cut], View.LEFT)
    counter.finish()
    after = counted(counter, [m for m in moments if m.t >= cut], View.LEFT)
    periods = [rep.values["period"] for rep in after]
    assert [period == period for period in periods[:3]] == [False, False, True]
