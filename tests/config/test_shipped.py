import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import coach
from coach.config import check_file, drill_names, load_drill, load_texts
from coach.core.drills.kinds import Kind
from coach.core.drills.plan import WantedView
from coach.core.drills.rep_values import REP_VALUES
from coach.core.kinematics.measured import METRICS
from coach.core.types import View
from coach.paths import configs_dir

SHIPPED = sorted(configs_dir().glob("*.toml"), key=str) + sorted(
    path for kind in ("drills", "cues") for path in (configs_dir() / kind).glob("*.toml")
)
ON_ONE_LEG = ("hip_hike", "hop_and_stick", "lateral_step_down", "step_and_hold")
BASES = ("a_march", "a_run", "a_skip", "high_knees")
IN_PLACE = ("butt_kicks", "b_skip", "straight_leg_bound", "wall_drill")
STRETCHES = ("figure_4", "hip_flexor_lunge", "outer_hip_lean")

SAID_IN_ANY_DRILL = {
    "confirmation": {"thats_it", "thats_the_height", "keep_that"},
    "praise": {"stuck_it", "five_good", "ten_in_a_row", "three_good", "twenty_in_a_row"},
    "set": {"lower_line", "three", "two", "one", "go", "halfway", "last_three", "set_done"},
    "what is new": {"raise_line", "match_beat"},
    "the plan": {"plan_done", "paused"},
    "fatigue": {"quality_stop"},
    "between the sets": {
        *("rest", "ten_seconds", "next_set", "away", "go_on"),
        *(f"view_{wanted}" for wanted in WantedView),
    },
    "the result of a set": {
        *("all_reached", "some_reached", "none_reached", "all_held", "some_held", "none_held"),
        *("some_clean", "one_clean", "none_clean", "more_than_last", "fewer_than_last"),
    },
    "what changed": {"drive_higher", "some_better", "none_better"},
    "safety": {"hold_rails", "step_up"},
    "pain": {"stop_today", "easier_today", "no_impact_today", "pain_now", "pain_more"},
    "camera": {"more_light", "picture_frozen", "camera_slow", "computer_slow", "level_camera"},
    "sight": {"cannot_see", "show_legs", "step_back", "come_closer", "turn_side", "turn_front"},
    "set-up": {"one_person", "other_side", "turn_back", "setup_passed"},
    "limits": {"not_so_high", "under_top_line", "not_so_far", "a_little_less"},
    "stretch": {"hold_it", "ten_more", "timer_paused", "change_sides", "hold_done"},
}

THE_DISCLAIMER = "about_2"
"""Says what the app does not do, in the words of those who ask for it."""

UNSAYABLE = re.compile(
    r"\b(abnormal|correct|cure|danger|diagnos|disease|glut|injur|muscle|normal|patholog|patient"
    r"|prevent|rehab|risk|syndrome|therap|treat|trendelenburg|weak)"
)


def cues_of_drills() -> set[str]:
    rules = [rule for name in drill_names() for rule in load_drill(name).faults]
    return {cue for rule in rules for cue in rule.cues}


def keys_in_the_code() -> Iterator[tuple[str, str]]:
    """What the code itself asks the texts for, as ("states", "nobody") or ("cues", "go")."""
    for path in Path(coach.__file__).parent.rglob("*.py"):
        if path.name == "latency.py":
            continue  # it measures with a clip and a text of its own
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Reason"), args=[ast.Constant(value=key), *_]):
                    yield "states", key
                case ast.Call(func=ast.Name(id="Cue"), args=[_, ast.Constant(value=key), *_]):
                    yield "cues", key
                case ast.Subscript(
                    value=ast.Attribute(attr="states" | "cues" as table),
                    slice=ast.Constant(value=key),
                ):
                    yield table, key


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_is_good(path: Path) -> None:
    assert check_file(path) == []


def test_each_drill_is_there_in_place_and_moving_forward() -> None:
    forward = [f"{name}_forward" for name in BASES]
    assert set(drill_names()) >= {*BASES, *forward, *IN_PLACE, *STRETCHES, "run"}
    for name in BASES:
        here, forward = load_drill(name), load_drill(f"{name}_forward")
        assert (here.forward, forward.forward) == (False, True)
        assert here.belt_max_kmh is None
        assert forward.target == here.target
        assert forward.faults == here.faults


def test_no_belt_runs_faster_than_its_drill_allows() -> None:
    belts = {name: load_drill(f"{name}_forward").belt_max_kmh for name in BASES}
    assert belts == {"a_march": 4, "a_skip": None, "a_run": 6, "high_knees": 6.4}


@pytest.mark.parametrize("name", BASES)
def test_a_knee_is_low_only_well_under_the_band_and_never_too_high(name: str) -> None:
    drill = load_drill(name)
    low = next(rule for rule in drill.faults if rule.name == "knee_low")
    assert low.enter.low == drill.target.low - 5
    assert low.leave.low == drill.target.low
    assert low.views == drill.views
    assert drill.target.holds(95)


@pytest.mark.parametrize("name", [*BASES, *IN_PLACE[:3]])
def test_tempo_is_a_fault_from_six_percent_off_the_band(name: str) -> None:
    drill = load_drill(name)
    rules = {rule.name: rule for rule in drill.faults}
    assert rules["tempo_slow"].enter.low == pytest.approx(drill.cadence.low * 0.94, abs=0.5)
    assert rules["tempo_fast"].enter.high == pytest.approx(drill.cadence.high * 1.06, abs=0.5)


def test_every_fault_is_seen_where_it_is_judged() -> None:
    for name in drill_names():
        for rule in load_drill(name).faults:
            assert rule.views <= REP_VALUES[rule.value].views
            assert View.UNKNOWN not in rule.views


def test_every_cue_is_said_by_a_drill_or_in_any() -> None:
    in_any = set().union(*SAID_IN_ANY_DRILL.values())
    assert cues_of_drills() | in_any == load_texts().cues.keys()
    assert not cues_of_drills() & in_any


def test_there_are_words_for_every_key_in_the_code() -> None:
    texts = load_texts()
    asked = set(keys_in_the_code())
    assert ("states", "nobody") in asked
    assert {key for table, key in asked if table == "states"} <= texts.states.keys()
    assert {key for table, key in asked if table == "cues"} <= texts.cues.keys()


def test_corrections_are_short() -> None:
    texts = load_texts()
    for key in cues_of_drills():
        assert 2 <= len(texts.cues[key].say.split()) <= 5, key


def test_every_fault_can_be_said_in_two_ways() -> None:
    for name in drill_names():
        for rule in load_drill(name).faults:
            assert 2 <= len(rule.cues) <= 4, f"{name} {rule.name}"


def test_nothing_sounds_like_medicine() -> None:
    texts = load_texts()
    words = [f"{line.say} {line.show}" for line in texts.cues.values()]
    words += [*texts.changes.values(), *texts.assessment.values()]
    words += [f"{line.say} {line.show}" for line in texts.findings.values()]
    words += [state for key, state in texts.states.items() if key != THE_DISCLAIMER]
    for drill in map(load_drill, drill_names()):
        words += [drill.title, drill.about, drill.safety, *drill.phases]
        words += [drill.regress, drill.progress, drill.not_if]
    for text in words:
        assert not UNSAYABLE.search(text.lower()), text


def test_every_forward_drill_says_how_to_be_safe() -> None:
    for name in BASES:
        assert "belt" in load_drill(f"{name}_forward").safety.lower()


def test_every_drill_says_how_much_what_is_easier_what_comes_next_and_who_leaves_it_out() -> None:
    for name in {*drill_names()} - {"run"}:
        drill = load_drill(name)
        assert drill.regress, name
        assert drill.progress, name
    for drill in map(load_drill, (*BASES, *IN_PLACE, *STRETCHES, "run")):
        assert drill.not_if, drill.name
        assert drill.dose.sets > 1, drill.name
        assert drill.dose.rest_s > 0, drill.name


def test_a_stretch_is_told_by_its_pose_in_each_of_its_views() -> None:
    for drill in map(load_drill, STRETCHES):
        assert drill.kind is Kind.HOLD
        for view in drill.views:
            assert any(view in METRICS[gate.metric].views for gate in drill.gates)


@pytest.mark.parametrize("name", STRETCHES)
def test_a_stretch_is_short_enough_for_before_a_run(name: str) -> None:
    assert load_drill(name).target.high <= 30


@pytest.mark.parametrize("name", ON_ONE_LEG)
def test_what_is_done_on_one_leg_is_never_done_on_a_belt(name: str) -> None:
    drill = load_drill(name)
    assert drill.safety.startswith("Never on the treadmill")
    assert drill.belt_max_kmh is None
    assert not drill.forward
    assert drill.not_if
    assert drill.regress
    assert drill.progress
