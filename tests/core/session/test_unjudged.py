"""A set of which little was judged says so and why, and nothing of it is praised."""

from __future__ import annotations

from dataclasses import replace

from coach.core.session.results import told_of
from coach.core.types import Reason, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import evenly, perform, play, shipped

HK = shipped("high_knees")
GOOD = SimulatedRunner("high_knees", start_s=0.5)


def test_a_set_that_was_seen_well_was_judged() -> None:
    result = perform(GOOD, 6.0, drill=HK).result
    assert result.unjudged is None
    assert result.judged > 0.9
    assert list(told_of(HK, result, None))


def test_all_is_said_only_where_every_rep_was_seen() -> None:
    result = perform(GOOD, 6.0, drill=HK).result
    counts = {
        side: replace(count, all=count.all + 3, unseen=3) for side, count in result.counts.items()
    }
    assert next(told_of(HK, result, None)).key == "all_reached"
    assert next(told_of(HK, replace(result, counts=counts), None)).key == "some_reached"


def test_nobody_there_is_told_as_that() -> None:
    result = play([(t, None) for t in evenly(4.0)], HK).result
    assert result.unjudged == Reason("nobody")


def test_a_camera_that_is_too_slow_is_told_with_what_is_needed() -> None:
    result = perform(GOOD, 6.0, fps=15.0, drill=HK).result
    assert result.unjudged == Reason("camera_slow")
    assert result.needed_fps == HK.slowest_fps
    assert not list(told_of(HK, result, None))


def test_who_runs_at_an_angle_all_the_time_is_told_to_turn() -> None:
    runner = SimulatedRunner("run", start_s=0.5, view=View.OBLIQUE)
    result = perform(runner, 6.0, drill=shipped("run")).result
    assert result.unjudged == Reason("view_unknown")


def test_who_only_stands_did_no_rep() -> None:
    standing = perform(replace(GOOD, start_s=9.0), 4.0, drill=HK).result
    assert standing.unjudged == Reason("no_reps")


def test_a_fault_near_its_border_is_not_sure_and_one_beyond_its_error_is() -> None:
    def sure(lift: float) -> set[bool]:
        result = perform(replace(GOOD, lift_left=lift), 6.0, drill=HK).result
        return {f.sure for f in result.faults if (f.name, f.side) == ("knee_low", Side.LEFT)}

    assert sure(64.0) == {False}
    assert sure(50.0) == {True}
