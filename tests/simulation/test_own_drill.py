"""A drill under any name is shown as what it says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.config import drill_names, load_drill
from coach.simulation.demo import performer


@pytest.mark.parametrize("name", drill_names())
def test_a_drill_under_another_name_is_shown_as_it_is_under_its_own(name: str) -> None:
    drill = load_drill(name)
    assert performer(replace(drill, name="mine"), None, 4.0) == performer(drill, None, 4.0)
