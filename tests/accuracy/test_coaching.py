"""Athletes of known faults: what is wrong with them is told, in time, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.accuracy.coaching import CoachedAthlete, CueScore, coached, scores
from coach.accuracy.people import KnownFault, Person, actor_of, people
from coach.config import drill_names, load_drill
from coach.core.drills.drill import Drill
from coach.core.judging.faults import value_beyond
from coach.core.types import Side, View
from coach.simulation.faulty import with_fault

NUMBER, LEAST = 40, 0.95


@pytest.fixture(scope="module")
def drills() -> list[Drill]:
    return [load_drill(name) for name in drill_names()]


@pytest.fixture(scope="module")
def found(drills: list[Drill]) -> tuple[CoachedAthlete, ...]:
    return tuple(map(coached, people(NUMBER, drills)))


def total(found: tuple[CoachedAthlete, ...]) -> CueScore:
    return scores(found)[-1]


@pytest.mark.slow
def test_what_is_wrong_is_told_and_nothing_else(found: tuple[CoachedAthlete, ...]) -> None:
    score = total(found)
    assert score.due > NUMBER / 3
    assert score.recall >= LEAST, scores(found)
    assert score.precision >= LEAST, scores(found)


def test_the_same_seed_gives_the_same_people(drills: list[Drill]) -> None:
    assert list(people(5, drills)) == list(people(5, drills))
    assert list(people(5, drills)) != list(people(5, drills, seed=1))


def somebody(fault: str, side: Side | None, view: View = View.LEFT) -> Person:
    drill = load_drill("high_knees")
    rule = next(rule for rule in drill.faults if rule.name == fault)
    athlete = actor_of(drill)
    assert athlete is not None
    athlete = replace(athlete, view=view)
    athlete = with_fault(athlete, fault, side, value_beyond(rule, drill, view, 1.8))
    return Person(drill, athlete, (KnownFault(rule, side),), 30.0, 0.003, 0.0, 0.0, seed=1)


def test_a_fault_that_is_told_counts_for_its_side() -> None:
    person = somebody("knee_low", Side.LEFT)
    assert coached(person).hit
    elsewhere = coached(replace(person, faults=(replace(person.faults[0], side=Side.RIGHT),)))
    assert not elsewhere.hit
    # The words change once, for who does not respond.
    assert [right for _, right in elsewhere.cues] == [False, False]


def test_who_has_no_fault_and_is_corrected_was_corrected_wrongly() -> None:
    person = replace(somebody("fold_fwd", None), faults=())
    score = total((coached(person),))
    assert (score.due, score.right, score.wrong) == (0, 0, 2)
