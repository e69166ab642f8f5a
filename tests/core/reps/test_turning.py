"""An athlete who turns, leaves and comes back, or comes nearer in the middle of a drill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from coach.core.types import Pose, Rep, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.true_poses import TruePoses
from tests.core.performing import CLOSE_S, SIZE, Performance, at_any_speed, evenly, play

SECONDS = 10.0
ATHLETE = SimulatedRunner("high_knees", start_s=2.0, height=0.7)
TURN_S = 5.0, 6.2
SETTLED_S = 1.5
"""After a turn or a return, what is told is as good as before."""
NEAR = 3.0


def watched(seen_at: Callable[[float], SimulatedRunner | None]) -> Performance:
    """The poses of whom `seen_at` gives for each time; None is an empty picture."""

    def pose(t: float) -> Pose | None:
        athlete = seen_at(t)
        return None if athlete is None else TruePoses(athlete).pose(t, SIZE)

    moments = [(t, pose(t)) for t in evenly(SECONDS)]
    return play(moments, at_any_speed("high_knees"))


def turning(begin: float, end: float) -> Callable[[float], SimulatedRunner]:
    """From one yaw to the other: 0 is the left side, 90 the front."""

    def at(t: float) -> SimulatedRunner:
        yaw = float(np.interp(t, TURN_S, (begin, end)))
        return replace(ATHLETE, view=View.LEFT, yaw=yaw)

    return at


def mistaken(performance: Performance) -> list[Rep]:
    """Reps that are no lift of their own leg."""
    lifts = {side: [x.t for x in ATHLETE.lifts(SECONDS) if x.side is side] for side in Side}
    wrong = []
    for rep in performance.reps:
        near = min(lifts[rep.side], key=lambda t: abs(t - rep.peak), default=np.inf)
        if abs(near - rep.peak) < CLOSE_S:
            lifts[rep.side].remove(near)
        else:
            wrong.append(rep)
    return wrong


def missed(performance: Performance, start: float, end: float) -> list[float]:
    """Lifts between these times that no rep was told of."""
    told = [(rep.side, rep.peak) for rep in performance.reps]
    return [
        lift.t
        for lift in ATHLETE.lifts(SECONDS)
        if start < lift.t < end
        and not any(side is lift.side and abs(t - lift.t) < CLOSE_S for side, t in told)
    ]


def peaks(performance: Performance, start: float, end: float) -> list[float]:
    known = [r.values["thigh_angle_peak"] for r in performance.reps if start < r.peak < end]
    return [peak for peak in known if peak == peak]


@pytest.mark.parametrize(("begin", "end"), [(90, 0), (0, 90), (0, 180), (180, 0)])
def test_a_turn_invents_no_rep_and_every_leg_keeps_its_own(begin: float, end: float) -> None:
    performance = watched(turning(begin, end))
    assert not mistaken(performance)
    assert not missed(performance, ATHLETE.start_s, TURN_S[0] - 0.1)
    assert not missed(performance, TURN_S[1] + SETTLED_S, SECONDS - 0.3)
    assert not performance.faults()


@pytest.mark.parametrize(("begin", "end"), [(90, 0), (0, 90), (0, 180)])
def test_a_turn_does_not_spoil_what_is_known_of_the_body(begin: float, end: float) -> None:
    performance = watched(turning(begin, end))
    after = peaks(performance, TURN_S[1] + SETTLED_S, SECONDS)
    assert after
    assert max(abs(peak - ATHLETE.gait.lift) for peak in after) < NEAR + 1


@pytest.mark.parametrize("gone_s", [0.6, 1.5, 2.8])
@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_who_leaves_and_comes_back_is_counted_on(gone_s: float, view: View) -> None:
    athlete = replace(ATHLETE, view=view)
    back = 4.0 + gone_s
    performance = watched(lambda t: None if 4.0 <= t < back else athlete)
    assert not mistaken(performance)
    assert not missed(performance, ATHLETE.start_s, 3.9)
    assert not missed(performance, back + SETTLED_S, SECONDS - 0.3)
    after = peaks(performance, back + SETTLED_S, SECONDS)
    assert max(abs(peak - ATHLETE.gait.lift) for peak in after) < NEAR + 1


@pytest.mark.parametrize(("begin", "end"), [(0.45, 0.95), (0.95, 0.45)])
@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_who_comes_nearer_or_goes_away_keeps_count_and_angles(
    begin: float, end: float, view: View
) -> None:
    def at(t: float) -> SimulatedRunner:
        return replace(ATHLETE, view=view, height=float(np.interp(t, (3.0, 8.0), (begin, end))))

    performance = watched(at)
    assert not mistaken(performance)
    assert not missed(performance, ATHLETE.start_s, SECONDS - 0.3)
    off = [abs(peak - ATHLETE.gait.lift) for peak in peaks(performance, 2.0, SECONDS)]
    assert max(off) < (NEAR + 2 if view is View.LEFT else 8.0)
    assert not performance.faults()
