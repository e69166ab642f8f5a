"""A history: sets of one kind are put together, and only like is drawn with like."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import isnan, nan

import pytest

from coach.core.judging.result import Metric
from coach.core.types import Side, View
from coach.exports.history import history_csv, history_json
from coach.records.history import courses, history_of, main_metric, most_done
from coach.records.index import indexed
from coach.records.notes import Note, add_notes
from tests.records.recorded_sessions import FED, JODI, PROBE, a_plan, a_session, result

THIGH = "thigh_angle_peak"


@pytest.fixture
def entries(tmp_path):
    """The entries of Jodi's sessions that lie there."""

    def read():
        with indexed(tmp_path, tmp_path / "history.sqlite") as index:
            return history_of(index.db, JODI.id)

    return read


def test_sets_of_one_session_are_put_together_by_their_values(tmp_path, entries):
    a_plan(tmp_path, "one", [(FED, result(60, 10)), (FED, result(90, 20)), (PROBE, result(70))])
    probe, fed = entries()
    assert (probe.probe, probe.sets, fed.sets) == (True, 1, 2)
    number = fed.metrics[THIGH, Side.LEFT]
    assert (number.mean, number.n, number.error) == (80, 30, 8)
    assert number.sd == pytest.approx((2**2 + (10 * 20**2 + 20 * 10**2) / 30) ** 0.5)
    assert (fed.counts[Side.LEFT].all, fed.counts[Side.LEFT].good) == (30, 26)
    assert fed.counts[Side.RIGHT].good is None, "not graded from the left"
    assert fed.cadence == 170


def test_they_come_in_the_order_of_their_time_whatever_their_folders_are_called(tmp_path, entries):
    a_session(tmp_path, "a", day=9)
    late = a_session(tmp_path, "b", day=3) / "session.json"
    text = late.read_text(encoding="utf-8").replace("03T09:30:00+01:00", "09T09:00:00+01:00")
    late.write_text(text, encoding="utf-8")
    a_session(tmp_path, "c", day=1)
    assert [one.folder for one in entries()] == ["c", "b", "a"]
    assert entries()[0].when == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def test_each_view_and_leg_has_a_course_of_its_own(tmp_path, entries):
    for day, view in enumerate([View.LEFT, View.FRONT, View.RIGHT, View.LEFT], 1):
        a_session(tmp_path, f"s{day}", day=day, view=view)
    found = courses(entries(), "high_knees", THIGH)
    assert [(one.view, one.side, len(one.points)) for one in found] == [
        (View.LEFT, Side.LEFT, 2),
        (View.RIGHT, Side.RIGHT, 1),
        (View.FRONT, Side.LEFT, 1),
        (View.FRONT, Side.RIGHT, 1),
    ]
    assert not courses(entries(), "a_march", THIGH)


def test_change_is_counted_from_the_first_probe(tmp_path, entries):
    a_session(tmp_path, "a", day=1, thigh=60)
    a_session(tmp_path, "b", day=2, thigh=65, feedback=PROBE)
    a_session(tmp_path, "c", day=3, thigh=75, feedback=PROBE)
    (course,) = courses(entries(), "high_knees", THIGH)
    assert course.base.number.mean == 65
    assert [point.number.mean for point in course.probes] == [65, 75]
    assert course.least == 5


def test_means_of_too_few_values_are_left_out_and_counted(tmp_path, entries):
    a_session(tmp_path, "a", day=1, n=6)
    assert not courses(entries(), "high_knees", THIGH)
    a_session(tmp_path, "b", day=2, n=7)
    (course,) = courses(entries(), "high_knees", THIGH)
    assert (len(course.points), course.too_few) == (1, 1)


def test_of_which_drill_and_number_the_trend_is_where_nothing_is_asked_for(tmp_path, entries):
    a_session(tmp_path, "a")
    assert most_done(entries()) == "high_knees"
    assert main_metric(entries(), "high_knees") == THIGH


def test_scripts_get_all_of_it_and_nothing_for_what_is_not_known(tmp_path, entries):
    a_plan(tmp_path, "one", [(PROBE, result(70)), (FED, result(80))])
    told = history_json(entries(), courses(entries(), "high_knees", THIGH))
    assert [one["probe"] for one in told["sessions"]] == [True, False]
    assert [point["mean"] for point in told["trends"][0]["points"]] == [70, 80]
    head, first, *_ = history_csv(entries()).splitlines()
    assert len(head.split(",")) == len(first.split(","))
    assert "nan" not in history_csv(entries())


def test_a_number_without_a_known_error_stays_without(tmp_path, entries):
    unsure = {(THIGH, Side.LEFT): Metric(70.0, nan, 10, "deg", nan)}
    a_plan(tmp_path, "one", [(FED, replace(result(), metrics=unsure))])
    number = entries()[0].metrics[THIGH, Side.LEFT]
    assert isnan(number.sd)
    assert isnan(number.error)


@pytest.mark.parametrize(
    ("sets", "sd", "error"),
    [
        ([(60, 4, 10, 8), (75, nan, 1, 8)], (4**2 + (10 * 15**2 + 15**2 * 100) / 11**3) ** 0.5, 8),
        ([(60, nan, 1, 8), (70, nan, 1, 6)], 5, 7),
        ([(60, nan, 10, nan), (60, 3, 10, 8)], 3, 8),
        ([(60, nan, 10, nan), (70, nan, 10, nan)], nan, nan),
    ],
    ids=["one of a single value", "all of a single value", "one unknown", "none known"],
)
def test_spread_and_error_of_several_sets_are_those_that_are_known(
    tmp_path, entries, sets, sd, error
):
    numbers = [Metric(mean, sd, n, "deg", error) for mean, sd, n, error in sets]
    made = [replace(result(), metrics={(THIGH, Side.LEFT): number}) for number in numbers]
    a_plan(tmp_path, "one", [(FED, one) for one in made])
    number = entries()[0].metrics[THIGH, Side.LEFT]
    assert number.sd == pytest.approx(sd, nan_ok=True)
    assert number.error == pytest.approx(error, nan_ok=True)


def test_what_was_noted_of_pain_and_effort_stands_beside_it(tmp_path, entries):
    folder = a_session(tmp_path, "one")
    levels = (("pain", 2), ("effort", 7), ("pain", 4), ("note", None))
    add_notes(folder, *(Note("2026-11-22", kind, level=level) for kind, level in levels))
    assert [(one.pain, one.effort) for one in entries()] == [(4, 7)]
    (folder / "notes.json").write_text('{"notes": 3}', encoding="utf-8")
    assert [(one.pain, one.effort) for one in entries()] == [(None, None)]
