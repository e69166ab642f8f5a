"""The target and the beat, moved."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, nan

import pytest

from coach.core.drills.rules import Band
from coach.core.drills.targets import easier, metronome_for, retargeted, with_metronome
from tests.core.performing import shipped

HIGH_KNEES = shipped("high_knees")


def test_an_easier_target_takes_its_fault_along() -> None:
    easy = easier(HIGH_KNEES)
    assert easy is not None
    before = next(rule for rule in HIGH_KNEES.faults if rule.name == "knee_low")
    after = next(rule for rule in easy.faults if rule.name == "knee_low")
    assert easy.target.low == HIGH_KNEES.target.low - 5
    assert after.enter.low == before.enter.low - 5
    assert after.leave.low == before.leave.low - 5
    assert [r for r in easy.faults if r.name != "knee_low"] == [
        r for r in HIGH_KNEES.faults if r.name != "knee_low"
    ]


def test_a_target_never_comes_too_near_to_the_floor() -> None:
    drill = retargeted(HIGH_KNEES, Band(59, 120))
    assert easier(drill) is None
    assert easier(retargeted(HIGH_KNEES, Band(60, 120))) is not None


def test_a_locked_target_is_never_made_easier() -> None:
    assert easier(replace(HIGH_KNEES, locked=True)) is None


def test_with_a_beat_tempo_is_measured_against_it_and_matters_most() -> None:
    rules = {rule.name: rule for rule in with_metronome(HIGH_KNEES, 180).faults}
    slow = rules["tempo_slow"]
    assert slow.enter.low == pytest.approx(169.2)
    assert slow.leave.low == pytest.approx(174.6)
    assert rules["tempo_fast"].enter.high == pytest.approx(190.8)
    assert slow.priority == 1


@pytest.mark.parametrize(
    ("own", "share", "beat"), [(160, 0.05, 168), (160, 0.3, 176), (179, 0.05, 187.95)]
)
def test_a_beat_is_a_little_quicker_than_ones_own(own: float, share: float, beat: float) -> None:
    assert metronome_for(own, share) == pytest.approx(beat)


def test_who_is_quick_or_unknown_gets_no_beat() -> None:
    assert isnan(metronome_for(180))
    assert isnan(metronome_for(nan))
