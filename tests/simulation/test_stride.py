"""The runner's feet, whose contacts and toe-offs are to be believed."""

from itertools import pairwise

import numpy as np
import pytest

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Side
from coach.simulation.athlete import PerformedContact, SimulatedRunner

RUNNER, UNTIL = SimulatedRunner("run", start_s=0.5), 6.0


def joint(part: BodyPart, side: Side, times: Points, athlete: SimulatedRunner = RUNNER) -> Points:
    """(n, 3) forward, up and right."""
    return np.array([athlete.truth(t).joints[row(part, side)] for t in times])


def inside(landing: PerformedContact) -> Points:
    return np.linspace(landing.contact + 1e-6, landing.toe_off - 1e-6, 40)


def test_feet_land_in_turn_at_the_cadence() -> None:
    landings = RUNNER.landings(UNTIL)
    assert {a.side for a in landings[::2]} != {b.side for b in landings[1::2]}
    assert len({a.side for a in landings[::2]}) == 1
    steps = np.diff([landing.contact for landing in landings])
    assert steps == pytest.approx(60 / RUNNER.gait.cadence)


@pytest.mark.parametrize("cadence", [150, 165, 190])
def test_toes_on_the_ground_go_back_with_the_belt_from_contact_to_toe_off(cadence: float) -> None:
    runner = SimulatedRunner("run", start_s=0.5, cadence=cadence)
    speeds = []
    for landing in runner.landings(UNTIL):
        times = inside(landing)
        toes = joint(BodyPart.TOE, landing.side, times, runner)
        assert toes[:, 1] == pytest.approx(0, abs=1e-9)
        speeds += list(np.diff(toes[:, 0]) / np.diff(times))
    assert speeds == pytest.approx(np.full(len(speeds), speeds[0]))
    assert speeds[0] < -2


def test_a_foot_is_in_the_air_at_any_other_time() -> None:
    landings = RUNNER.landings(UNTIL)
    for side in Side:
        mine = [landing for landing in landings if landing.side is side]
        for one, other in pairwise(mine):
            air = np.linspace(one.toe_off, other.contact, 60)[1:-1]
            heights = [joint(part, side, air)[:, 1] for part in (BodyPart.HEEL, BodyPart.TOE)]
            assert np.min(heights) > 0


def test_left_and_right_do_the_same_half_a_stride_apart() -> None:
    for t in np.arange(2.0, 3.0, 0.05):
        here, there = RUNNER.truth(t), RUNNER.truth(t + RUNNER.cycle_s / 2)
        assert here.thigh_angle[Side.LEFT] == pytest.approx(there.thigh_angle[Side.RIGHT])
        assert here.knee_flexion[Side.LEFT] == pytest.approx(there.knee_flexion[Side.RIGHT])


def test_in_flight_the_hips_fall_as_a_thrown_body_does() -> None:
    one, other = RUNNER.landings(UNTIL)[2:4]
    flight = np.linspace(one.toe_off, other.contact, 30)
    falls = np.diff(joint(BodyPart.HIP, Side.LEFT, flight)[:, 1], n=2)
    assert falls == pytest.approx(np.full(len(falls), falls[0]), rel=1e-3)
    assert falls[0] < 0
