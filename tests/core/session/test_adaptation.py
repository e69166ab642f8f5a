"""What is said of pain is what happens: a drill is easier by its own unit, or nothing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.config import drill_names, load_drill
from coach.core.drills.drill import Drill
from coach.core.drills.pain import PainMark
from coach.core.drills.plan import Plan, Step
from coach.core.session.adaptation import Adaptation

UNEASED = {"run", "straight_leg_bound"}
BY = {"hop_and_stick": 1.0, "figure_4": 5.0, "a_march": 5.0, "lateral_step_down": 0.02}


def told_of_mild_pain(drill: Drill, sets: int = 2) -> tuple[str | None, Drill]:
    """The cue after the first set, and the drill in force in the next one."""
    step = Step(drill, 20.0, sets=sets)
    today = Adaptation(Plan("a_plan", "A plan", "All of it.", (step,)))
    cue = today.mark(PainMark(20.0, drill.name, 3), 1)
    return cue, today.step(step).drill


@pytest.mark.parametrize("name", drill_names())
def test_one_step_easier_is_said_where_the_drill_gets_easier_by_its_own_unit(name: str) -> None:
    drill = load_drill(name)
    cue, eased = told_of_mild_pain(drill)
    if name in UNEASED:
        assert (cue, eased) == (None, drill)
        return
    assert cue == "easier_today"
    assert drill.floor <= eased.target.low < drill.target.low
    assert 0.6 * drill.target.high < eased.target.high <= drill.target.high
    by = drill.target.low - eased.target.low
    assert by == pytest.approx(BY.get(name, by))
    for before, after in zip(drill.faults, eased.faults, strict=True):
        moved = by if before.value == drill.graded else 0.0
        assert after.enter.low == pytest.approx(before.enter.low - moved)


@pytest.mark.parametrize("name", drill_names())
def test_a_locked_target_stays_and_nothing_is_said_of_it(name: str) -> None:
    drill = replace(load_drill(name), locked=True)
    assert told_of_mild_pain(drill) == (None, drill)


def test_a_drill_that_does_not_come_again_is_not_said_to_get_easier() -> None:
    cue, _ = told_of_mild_pain(load_drill("high_knees"), sets=1)
    assert cue is None


@pytest.mark.parametrize("name", ["hop_and_stick", "figure_4", "lateral_step_down"])
def test_a_line_is_only_lowered_in_words_where_there_is_one(name: str) -> None:
    drill = load_drill(name)
    _, eased = told_of_mild_pain(drill)
    before, after = Step(drill, 20.0), Step(eased, 20.0)
    today = Adaptation(Plan("a_plan", "A plan", "All of it.", (before,)))
    assert today.news(before, float("nan"), after) == ()
