"""The rows of the csv files."""

from math import nan

import pytest

from coach.core.types import Event, EventKind, Quality, Reason, Side
from coach.records.tables import EVENTS, FRAMES, REPS, event_row, frame_row, quality_word, rep_row


def test_the_columns_are_those_that_scripts_rely_on():
    assert ",".join(FRAMES) == (
        "frame,t_s,quality,thigh_angle_left_deg,thigh_angle_right_deg,hip_flexion_left_deg,"
        "hip_flexion_right_deg,knee_flexion_left_deg,knee_flexion_right_deg,"
        "knee_lift_ratio_left,knee_lift_ratio_right,trunk_lean_deg"
    )
    assert ",".join(REPS) == (
        "number,side,t_start_s,t_peak_s,t_end_s,thigh_angle_peak_deg,knee_lift_ratio_peak,"
        "knee_flexion_at_peak_deg,trunk_lean_at_peak_deg,good,faults,high"
    )
    assert ",".join(EVENTS) == "t_s,kind,side"


def test_what_is_not_known_in_a_frame_is_empty_and_zero_has_no_sign(make):
    row = dict(zip(FRAMES, frame_row(make.kinematics(10)), strict=True))
    assert row.pop("t_s") == "0.3333"
    assert {name: value for name, value in row.items() if value} == {
        "frame": "10",
        "quality": "ok",
        "thigh_angle_left_deg": "12.3",
        "trunk_lean_deg": "0.0",
    }


@pytest.mark.parametrize(
    ("quality", "word"),
    [
        (Quality(frozenset({Side.LEFT})), "ok"),
        (Quality(frozenset({Side.LEFT}), Reason("far_leg", Side.RIGHT)), "far_leg:right"),
        (Quality(reason=Reason("part_hidden", Side.LEFT, "ankle")), "part_hidden:left:ankle"),
        (Quality(reason=Reason("nobody")), "nobody"),
        (Quality(), "unknown"),
    ],
)
def test_the_quality_names_what_is_wrong(quality, word):
    assert quality_word(quality) == word


def test_a_rep_is_one_row(make):
    rep = make.rep(3, end=1.25, good=False, faults=("knee_low", "lean_back"))
    row = dict(zip(REPS, rep_row(rep), strict=True))
    assert row == {
        "number": "3",
        "side": "left",
        "t_start_s": "0.6000",
        "t_peak_s": "0.9000",
        "t_end_s": "1.2500",
        "thigh_angle_peak_deg": "81.24",
        "knee_lift_ratio_peak": "",
        "knee_flexion_at_peak_deg": "",
        "trunk_lean_at_peak_deg": "",
        "good": "0",
        "faults": "knee_low;lean_back",
        "high": "0",
    }


def test_a_rep_that_is_not_graded_is_neither_good_nor_bad(make):
    row = dict(zip(REPS, rep_row(make.rep(1, end=nan)), strict=True))
    assert (row["good"], row["t_end_s"]) == ("", "")


def test_an_event_of_no_leg_has_no_side():
    assert event_row(Event(0.5, EventKind.PERSON_LOST)) == ["0.5000", "person_lost", ""]
    assert event_row(Event(0.5, EventKind.CONTACT, Side.RIGHT))[2] == "right"
