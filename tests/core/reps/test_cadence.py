from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from coach.core.reps.cadence import Cadence
from coach.core.types import Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def stepping(times: list[float], sides: list[Side] | None = None) -> Cadence:
    cadence = Cadence()
    for number, t in enumerate(times):
        cadence.add((LEFT, RIGHT)[number % 2] if sides is None else sides[number], t)
    return cadence


def test_four_steps_are_needed() -> None:
    assert isnan(stepping([0, 0.5, 1.0, 1.5]).recent())
    assert isnan(Cadence().overall())
    assert stepping([0, 0.5, 1.0, 1.5, 2.0]).recent() == pytest.approx(120)


def test_the_live_figure_follows_a_change_within_ten_steps() -> None:
    """An average over the whole session cannot show a change."""
    slow = np.arange(40) * 0.4
    fast = slow[-1] + np.arange(1, 12) / 3
    cadence = stepping([*slow, *fast])
    assert cadence.recent() == pytest.approx(180, abs=1)
    assert cadence.overall() == pytest.approx(156, abs=1)


def test_one_late_event_shifts_it_by_few_steps_a_minute() -> None:
    times = (np.arange(20) * 60 / 170).tolist()
    times[-1] += 0.033
    assert stepping(times).recent() == pytest.approx(170, abs=2)


def test_a_pause_is_left_out() -> None:
    times = [*np.arange(10) * 0.4, *(30 + np.arange(10) * 0.4)]
    assert stepping(times).overall() == pytest.approx(150, abs=1)


def test_steps_without_any_beat_have_no_cadence() -> None:
    assert isnan(stepping([0, 0.2, 1.0, 1.3, 2.6, 2.9, 4.0]).overall())


def test_a_leg_that_was_not_seen_for_a_step_does_not_halve_it() -> None:
    times = [t for n, t in enumerate(np.arange(20) * 0.4) if n not in (7, 12)]
    sides = [(LEFT, RIGHT)[n % 2] for n in range(20) if n not in (7, 12)]
    assert stepping(times, sides).overall() == pytest.approx(150, abs=1)


def test_one_leg_alone_tells_the_cadence_of_both() -> None:
    assert stepping([0, 0.8, 1.6, 2.4, 3.2], [LEFT] * 5).recent() == pytest.approx(150)


def test_events_may_come_out_of_order() -> None:
    cadence = Cadence()
    for side, t in ((LEFT, 0), (LEFT, 1), (RIGHT, 0.5), (LEFT, 2), (RIGHT, 1.5), (RIGHT, 2.5)):
        cadence.add(side, t)
    assert cadence.recent() == pytest.approx(120)
