"""What a set came to, for scripts and for people."""

import json
from dataclasses import replace

import pytest

from coach.config import drill_names, load_drill, load_texts
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band
from coach.core.judging.result import FaultCount, Metric
from coach.core.types import Count, Reason, Side
from coach.records.atomic_files import write_json
from coach.records.summary import read_summary, summary
from coach.wording.set_summary import summary_text
from coach.wording.set_words import counts_line

SEEN = (
    *("facing", "share_of_picture", "leg_px", "thigh_px", "shank_px", "ground_row_px"),
    *("hip_height_px", "roll_deg", "neutral_thigh_left_deg", "neutral_thigh_right_deg"),
    "noise_deg",
)


def test_the_summary_is_what_scripts_rely_on(result, texts):
    assert summary(result, "clip.mp4", texts) == {
        "schema": 1,
        "source": "clip.mp4",
        "drill": "high_knees",
        "view": "left",
        "fps": 30.0,
        "frames": 300,
        "frames_with_pose": 290,
        "duration_s": 9.967,
        "reps": {
            "left": {"all": 6, "good": 4, "partial": 1, "high": 5, "unseen": 0},
            "right": {"all": 5, "good": None, "partial": 0, "high": None, "unseen": None},
        },
        "cadence_spm": None,
        "cadence_of": "steps",
        "metrics": {
            "thigh_angle_peak": {
                "left": {"mean": 71.235, "sd": None, "n": 6, "unit": "deg", "error": 4.1}
            },
            "trunk_lean": {"both": {"mean": 3.0, "sd": 1.0, "n": 6, "unit": "deg", "error": None}},
        },
        "faults": [
            {"name": "knee_low", "side": "left", "reps": 3, "sure": True},
            {"name": "lean_back", "side": None, "reps": 1, "sure": True},
        ],
        "cues": [
            {"t_s": 0.5, "key": "go", "side": None, "text": "Go"},
            {"t_s": 4.2, "key": "knee_up", "side": "left", "text": "Left: Knee up"},
        ],
        "marks": [],
        "not_measured": [{"metric": "pelvic_drop", "why": "not from this side"}],
        "judged_share": None,
        "hindered": None,
        "needed_fps": None,
        "doubted": [],
        "stood": True,
        "graded": "thigh_angle_peak",
        "stretched": False,
        "cue_kinds": ["set", "correction"],
        "reasons": {"pelvic_drop": {"key": "view", "side": None, "joint": None}},
        "seen": dict.fromkeys(SEEN),
        "speed_kmh": None,
        "findings": None,
    }


def test_the_summary_is_strict_json(result, texts):
    text = json.dumps(summary(result, "clip.mp4", texts), allow_nan=False)
    assert json.loads(text)["view"] == "left"


def test_a_leg_without_reps_has_none_and_was_not_graded(result, texts):
    nobody = replace(result, counts={})
    reps = summary(nobody, "clip.mp4", texts)["reps"]
    assert reps["left"] == {"all": 0, "good": None, "partial": 0, "high": None, "unseen": None}


def test_a_person_reads_reps_peaks_faults_and_one_tip(result, texts):
    assert summary_text(result, texts) == [
        "Left: 6 reps, 5 high, 4 clean, 1 not high enough to count; thigh at its highest 71° ± 4",
        "Right: 5 reps, not graded in this view",
        "Knee low (left): 3 reps",
        "Lean back: 1 rep",
        'Next time: "Left: Knee up"',
    ]


def test_a_rep_that_was_not_seen_is_not_one_that_was_not_good(result, texts):
    counts = {Side.LEFT: Count(14, 11, high=11, unseen=3), Side.RIGHT: Count(5, 0, unseen=5)}
    lines = summary_text(replace(result, counts=counts, metrics={}), texts)
    assert lines[:2] == [
        "Left: 11 reps, 11 high, 11 clean, 3 not seen well",
        "Right: 5 not seen well",
    ]


def test_that_a_set_could_not_be_judged_is_the_first_thing_told(result, texts):
    counts = {Side.LEFT: Count(9, 0, high=0, unseen=9), Side.RIGHT: Count()}
    slow = replace(
        result, counts=counts, fps=16.1, needed_fps=22.0, hindered=Reason("computer_slow")
    )
    assert slow.unjudged == Reason("computer_slow")
    slow = replace(slow, cues=())
    first = summary_text(slow, load_texts())[0]
    assert first.startswith("Could not judge this set. ")
    assert first.endswith("16 pictures a second, 22 are needed")
    partly = replace(slow, judged=0.4, counts=result.counts, hindered=Reason("step_back"))
    assert summary_text(partly, load_texts())[0].startswith("Little of this set could be judged")
    assert counts_line(slow, load_texts()) == first


def test_a_fault_nearer_to_its_border_than_its_error_is_told_as_unsure(result, texts):
    faults = (FaultCount("knee_low", Side.LEFT, 3, sure=False),)
    unsure = replace(result, faults=faults, doubted=frozenset({"knee_up"}))
    lines = summary_text(unsure, texts)
    assert "Knee low (left): 3 reps, not sure (too near the border)" in lines
    assert 'Perhaps next time: "Left: Knee up"' in lines


def test_a_leg_that_is_not_graded_has_no_good_reps(result):
    assert counts_line(result, load_texts()) == "Left 4/6: good reps"


def test_what_was_judged_is_read_again(result, texts, tmp_path):
    told = replace(result, judged=0.25, hindered=Reason("nobody"), doubted=frozenset({"a"}))
    write_json(tmp_path / "summary.json", summary(told, "0", texts))
    again = read_summary(tmp_path).result
    assert (again.judged, again.hindered, again.doubted) == (0.25, Reason("nobody"), {"a"})
    assert again.unjudged == Reason("nobody")
    assert again.counts[Side.LEFT].partial == 1


def test_a_set_without_correction_has_no_tip(result, texts):
    quiet = replace(
        result, cues=(), faults=(), cadence=171.6, counts={side: Count(1, 1) for side in Side}
    )
    assert summary_text(quiet, texts)[1:] == [
        "Right: 1 good of 1 rep",
        "Cadence: 172 steps/min",
    ]


def test_the_summary_speaks_the_language_of_the_session(result):
    assert summary_text(replace(result, cues=(), cadence=171.6), load_texts("de")) == [
        "Links: 6 Wiederholungen, 5 hoch, 4 sauber, 1 nicht hoch genug; "
        "Oberschenkel am höchsten 71° ± 4",
        "Rechts: 5 Wiederholungen, aus dieser Sicht nicht bewertet",
        "Schrittfrequenz: 172 Schritte/min",
        "Knie zu niedrig (links): in 3 Wiederholungen",
        "Nach hinten gelehnt: in 1 Wiederholung",
    ]


def test_what_is_held_is_told_in_seconds(result, texts):
    held = {("hold_time", Side.LEFT): Metric(24.4, 1.0, 1, "s", 0.5)}
    tally = (FaultCount("sit_back", Side.LEFT, 1),)
    stretch = replace(
        result, graded="hold_time", metrics=held, faults=tally, cues=(), stretched=True
    )
    assert summary_text(stretch, load_texts())[:3:2] == [
        "Left: 4 good of 6 holds, 1 not long enough to count; held for 24 seconds",
        "Sit back further (left): 1 second",
    ]


@pytest.mark.parametrize("name", drill_names())
def test_every_drill_can_be_summed_up_in_every_language(result, name):
    drill = load_drill(name)
    unit = REP_VALUES[drill.graded].unit
    graded = {(drill.graded, Side.LEFT): Metric(0.2, 0.1, 6, unit, 0.1)}
    mine = replace(result, drill=name, graded=drill.graded, metrics=graded, cues=())
    for texts in (load_texts("en"), load_texts("de")):
        assert summary_text(mine, texts)[0].startswith(texts.sides[Side.LEFT])
        assert {rule.name for rule in drill.faults} <= texts.faults.keys()


def test_when_pain_was_marked_is_told(result, texts):
    told = summary(replace(result, pains=(3.25,)), "0", texts)
    assert told["marks"] == [{"t_s": 3.25, "kind": "pain"}]


def test_a_target_that_was_lowered_in_the_set_is_told_and_read_again(result, texts, tmp_path):
    lowered = replace(result, target=Band(low=70.0))
    told = summary(lowered, "clip.mp4", texts)
    assert told["target"] == {"low": 70.0, "high": None}
    assert "target" not in summary(result, "clip.mp4", texts)
    write_json(tmp_path / "summary.json", told)
    assert read_summary(tmp_path).result.target == Band(low=70.0)
