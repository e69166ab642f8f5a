"""Athletes who truly changed, or did not: what is said of it is so, and the unlike are refused.

`coach bench compare` does the same with 200 pairs.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.accuracy.changes import ComparedPair, ScoredChange, compared_pair, refusals, scores
from coach.accuracy.pairs import FORM, UNLIKE, pairs, result_of
from coach.config import load_drill
from coach.core.compare.change import REAL, ChangeVerdict
from coach.core.drills.drill import Drill

NUMBER = 10


@pytest.fixture(scope="module")
def drills() -> dict[str, Drill]:
    return {name: load_drill(name) for name in FORM}


@pytest.fixture(scope="module")
def found(drills: dict[str, Drill]) -> tuple[ComparedPair, ...]:
    return tuple(map(compared_pair, pairs(NUMBER, drills, seed=1)))


@pytest.mark.slow
def test_what_is_said_to_have_changed_has_and_nothing_large_is_hidden(
    found: tuple[ComparedPair, ...],
) -> None:
    score = scores(found)[-1]
    assert score.said >= NUMBER / 2
    assert score.precision >= 0.95, scores(found)
    assert score.hidden == 0, scores(found)


@pytest.mark.slow
def test_pairs_that_are_unlike_are_refused(found: tuple[ComparedPair, ...]) -> None:
    unlike, refused = refusals(found)
    assert refused == unlike > 0, scores(found)


def test_the_same_seed_gives_the_same_pairs(drills: dict[str, Drill]) -> None:
    [one], [other] = (list(pairs(1, drills, seed=3)) for _ in range(2))
    assert (one.before.form, one.after.seed) == (other.before.form, other.after.seed)
    short = [replace(each.before, seconds=6.0) for each in (one, other)]
    assert result_of(short[0]) == result_of(short[1])


def test_every_way_to_be_unlike_comes_up(drills: dict[str, Drill]) -> None:
    assert {pair.unlike for pair in pairs(200, drills)} == {"", *UNLIKE}


@pytest.mark.slow
def test_a_change_that_is_none_and_one_that_is_hidden_count_as_wrong(
    found: tuple[ComparedPair, ...],
) -> None:
    said = next(j for each in found for j in each.changes if j.change.verdict in REAL)
    assert not ScoredChange(said.change, 0.0).right
    assert not ScoredChange(said.change, -said.change.by).right
    same = replace(said.change, verdict=ChangeVerdict.SAME)
    assert ScoredChange(same, 2 * same.least).hidden
    assert not ScoredChange(same, 1.9 * same.least).hidden


@pytest.mark.slow
def test_what_was_to_be_refused_and_was_not_is_counted(found: tuple[ComparedPair, ...]) -> None:
    compared = next(each for each in found if each.changes)
    unlike = replace(compared, pair=replace(compared.pair, unlike="view"), refused=False)
    assert refusals([unlike]) == (1, 0)
