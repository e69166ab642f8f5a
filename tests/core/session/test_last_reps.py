"""What is played again after a set, and the best rep over it."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from coach.core.pose.body import midpoint
from coach.core.session.last_reps import SHOWN_S, LastReps
from coach.core.session.set_clock import SetConfig
from coach.core.session.snapshot import Snapshot
from coach.core.skeleton import BodyPart
from coach.core.types import Side, View
from coach.simulation.athlete import LiftChange, SimulatedRunner
from tests.core.performing import at_any_speed, evenly, play, seen

HK = at_any_speed("high_knees")

LOW = LiftChange(Side.LEFT, 60.0, start=3.0)


def a_set(*changes: LiftChange) -> tuple[Snapshot, ...]:
    """Eight seconds of high knees, whose left knee stays low from some time on."""
    athlete = SimulatedRunner("high_knees", view=View.LEFT, start_s=0.0, changes=changes)
    performance = play(seen(athlete, evenly(8.0)), HK, plan=SetConfig(seconds=60))
    return tuple(performance.snapshots)


def kept(*sets: tuple[Snapshot, ...]) -> LastReps:
    last = LastReps()
    for snapshots in sets:
        last.begin()
        for snapshot in snapshots:
            last.take(snapshot)
    return last


def test_the_last_five_seconds_are_played_at_half_speed_again_and_again() -> None:
    last = kept(a_set())
    times = [shown.pose.t for since in (0.0, 4.0, 10.0, 11.5) if (shown := last.at(since))]
    begin, later, end, again = times
    assert end - begin == pytest.approx(SHOWN_S, abs=0.1)
    assert later - begin == pytest.approx(2.0, abs=0.1)
    assert again - begin == pytest.approx(0.25, abs=0.1)


def test_the_best_rep_of_the_leg_lies_over_each_hips_on_hips() -> None:
    last = kept(a_set(LOW))
    moments = [last.at(since) for since in np.arange(0, 10, 0.1)]
    left = [one for one in moments if one and one.side is Side.LEFT]
    assert left
    for one in left:
        assert one.ghost is not None
        np.testing.assert_allclose(
            midpoint(one.ghost, BodyPart.HIP), midpoint(one.pose, BodyPart.HIP), atol=1e-6
        )
    assert min(one.value for one in left) == pytest.approx(60, abs=4)
    assert any(one.best > one.value + 10 for one in left)
    assert all(one.best > one.value - 0.1 for one in left)


def test_the_best_rep_is_kept_from_set_to_set_but_not_for_another_view() -> None:
    good, low = a_set(), a_set(replace(LOW, start=0.0))
    after = kept(good, low).at(3.0)
    alone = kept(low).at(3.0)
    assert after is not None
    assert alone is not None
    turned = tuple(replace(one, view=replace(one.view, view=View.RIGHT)) for one in good)
    other = kept(turned, low).at(3.0)
    assert other is not None
    for one, ghostly in ((after, True), (alone, False), (other, False)):
        if one.side is Side.LEFT:
            assert (one.best > one.value + 10) is ghostly


def test_where_nothing_was_done_nothing_is_played() -> None:
    assert LastReps().at(0.0) is None
    stands = seen(SimulatedRunner("stand", view=View.LEFT), evenly(4.0))
    shown = kept(tuple(play(stands, HK, plan=SetConfig(seconds=60)).snapshots)).at(1.0)
    assert shown is not None
    assert shown.ghost is None
    assert isnan(shown.best)
