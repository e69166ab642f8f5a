"""One athlete is followed; somebody who passes, stands behind or waits gets no rep."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.core.types import Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import Performance, evenly, few, play, seen, shipped
from tests.core.spoiling import moved

HK = shipped("high_knees")
ATHLETE = SimulatedRunner("high_knees", start_s=0.5)
SECONDS = 8.0
PATIENCE_S = 2.6
"""How long the athlete may be lost after somebody else has been taken for them."""

TAKEN_S = 0.25
"""How far off a lift's time may be, in which somebody else was taken for the athlete."""


def walker(height: float, view: View) -> SimulatedRunner:
    return SimulatedRunner("high_knees", 110, 28, 28, start_s=-2, view=view, height=height)


def passing(
    athlete: SimulatedRunner, other: SimulatedRunner, speed: float, told: tuple[float, float]
) -> Performance:
    """`other` crosses the picture at `speed` px/s, in the middle where `told` begins; between
    those times the estimator, which sees only one, tells of them."""
    mine, theirs = (dict(seen(one, evenly(SECONDS))) for one in (athlete, other))
    moments: list[tuple[float, Pose | None]] = []
    for t in evenly(SECONDS):
        pose = theirs[t]
        taken = told[0] <= t < told[1] and pose is not None
        moments.append((t, moved(pose, (speed * (t - told[0]), 0)) if taken and pose else mine[t]))
    return play(moments, HK)


def sound(performance: Performance, athlete: SimulatedRunner, told: tuple[float, float]) -> None:
    """Every rep is the athlete's own, with its true peak and time; of the lift in which the other
    was taken for them the time is less sure. What was out of the other's way is counted."""
    lifts = [(lift.side, lift.t) for lift in athlete.lifts(SECONDS)]
    for rep in performance.reps:
        taken = told[0] - 0.15 < rep.peak < told[1] + 0.15
        off = min(abs(t - rep.peak) for side, t in lifts if side is rep.side)
        assert off < (TAKEN_S if taken else 0.13)
        assert taken or not abs(rep.values["thigh_angle_peak"] - athlete.gait.lift) > 4
    assert not performance.faults()
    sure = [(s, t) for s, t in lifts if t < told[0] - 0.2 or told[1] + PATIENCE_S < t < SECONDS - 1]
    reps = [(rep.side, rep.peak) for rep in performance.reps]
    for side, t in sure:
        assert [s for s, peak in reps if abs(peak - t) < 0.13] == [side]


@few
@given(st.floats(2.0, 3.0), st.floats(0.1, 1.5), st.floats(0.4, 1.1), st.sampled_from([-1, 1]))
@example(2.0, 0.1, 1.1, 1)
@example(2.75, 0.5, 0.8, -1)
@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_somebody_who_walks_through_the_picture(
    view: View, begin: float, lasts: float, height: float, way: int
) -> None:
    told = (begin, begin + lasts)
    other = walker(height, View.RIGHT if way > 0 else View.LEFT)
    athlete = replace(ATHLETE, view=view)
    sound(passing(athlete, other, way * 500, told), athlete, told)


@few
@given(st.floats(2.0, 3.0), st.floats(0.1, 1.5), st.floats(0.3, 0.7))
@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_somebody_who_stands_behind(view: View, begin: float, lasts: float, height: float) -> None:
    told = (begin, begin + lasts)
    behind = SimulatedRunner("stand", view=View.FRONT, height=height)
    athlete = replace(ATHLETE, view=view)
    sound(passing(athlete, behind, 0, told), athlete, told)


def test_two_who_are_told_by_turns_are_one_athlete_and_two_people() -> None:
    other = replace(ATHLETE, across=0.8, height=0.6, cadence=130)
    mine, theirs = (dict(seen(one, evenly(SECONDS))) for one in (ATHLETE, other))
    moments = [(t, (theirs if int(t * 30 + 0.5) % 3 == 2 else mine)[t]) for t in evenly(SECONDS)]
    performance = play(moments, HK)
    lifts = [(lift.side, lift.t) for lift in ATHLETE.lifts(SECONDS)]
    for rep in performance.reps:
        assert min(abs(t - rep.peak) for side, t in lifts if side is rep.side) < 0.13
    assert not performance.faults()
    assert {s.pose.xy[6, 0] < 900 for s in performance.snapshots if s.pose} == {True}


@pytest.mark.parametrize("gone", [0.5, 1.5, 4.0])
def test_an_athlete_who_comes_back_elsewhere_is_counted_on(gone: float) -> None:
    there, back = (dict(seen(replace(ATHLETE, across=x), evenly(9.0))) for x in (0.35, 0.6))
    moments = [(t, there[t] if t < 3 else back[t] if t >= 3 + gone else None) for t in evenly(9.0)]
    performance = play(moments, HK)
    lifts = [lift for lift in ATHLETE.lifts(8.0) if lift.t < 2.8 or lift.t > 3 + gone + 1]
    reps = [(rep.side, rep.peak) for rep in performance.reps]
    for lift in lifts:
        assert [side for side, t in reps if abs(t - lift.t) < 0.13] == [lift.side]
    assert not [t for _, t in reps if 3.1 < t < 3 + gone]
    assert {side: n for side, n in performance.counted().items() if n}.keys() == set(Side)
