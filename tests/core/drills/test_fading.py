"""How feedback gets less from session to session."""

from __future__ import annotations

import pytest

from coach.config import load_settings
from coach.core.drills.drill import Feedback, Manner
from coach.core.drills.fading import WITHOUT_END, FadeStep, calmer, fade_of, faded

STEPS = load_settings().fade


def shares(session: int, sets: int = 20) -> float:
    step = fade_of(STEPS, session)
    full = [faded(Feedback.FULL, step, number) for number in range(sets)]
    return full.count(Feedback.FULL) / sets


@pytest.mark.parametrize(
    ("session", "share"),
    [(1, 1), (2, 1), (4, 1), (5, 0.6), (6, 0.4), (7, 0.25), (8, 0.1), (30, 0.1)],
)
def test_the_shipped_steps_are_those_of_the_fade_table(session: int, share: float) -> None:
    assert shares(session) == pytest.approx(share)


def test_the_first_set_of_a_session_is_spoken_of() -> None:
    assert all(faded(Feedback.FULL, fade_of(STEPS, n), 0) is Feedback.FULL for n in range(1, 12))


def test_a_set_that_is_thinned_out_is_summed_up_and_a_probe_stays_a_probe() -> None:
    step = FadeStep(1, 0.1, 0, tones=True)
    assert faded(Feedback.BANDWIDTH, step, 3) is Feedback.SUMMARY
    assert faded(Feedback.NONE, step, 3) is Feedback.NONE


def test_from_the_third_session_on_good_reps_do_not_sound_and_runs_are_calmer() -> None:
    assert fade_of(STEPS, 2).tones
    assert not fade_of(STEPS, 3).tones
    assert calmer(Manner(run_gap_s=15), fade_of(STEPS, 3)).run_gap_s == 20
    assert calmer(Manner(run_gap_s=30), fade_of(STEPS, 3)).run_gap_s == 30


def test_without_steps_nothing_is_thinned_out() -> None:
    assert fade_of((), 5) is WITHOUT_END
    assert faded(Feedback.FULL, WITHOUT_END, 99) is Feedback.FULL
