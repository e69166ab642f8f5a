import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import coach
from coach.config import check_file, drill_names, load_drill, load_texts
from coach.core.plan import WantedView
from coach.core.types import View
from coach.core.values import REP_VALUES
from coach.paths import configs_dir

SHIPPED = sorted(configs_dir().glob("*.toml"), key=str) + sorted(
    path for kind in ("drills", "cues") for path in (configs_dir() / kind).glob("*.toml")
)
BASES = ("a_march", "a_run", "a_skip", "high_knees")

SAID_IN_ANY_DRILL = {
    "confirmation": {"thats_it", "thats_the_height", "keep_that"},
    "praise": {"five_good", "ten_in_a_row", "three_good", "twenty_in_a_row"},
    "set": {"lower_line", "three", "two", "one", "go", "halfway", "last_three", "set_done"},
    "fatigue": {"quality_stop"},
    "between the sets": {
        *("rest", "ten_seconds", "next_set", "away", "go_on"),
        *(f"view_{wanted}" for wanted in WantedView),
    },
    "safety": {"hold_rails", "step_up"},
    "sight": {"cannot_see", "show_legs", "step_back", "come_closer", "turn_side"},
}

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
    assert drill_names() == tuple(sorted([*BASES, *(f"{name}_forward" for name in BASES), "run"]))
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


@pytest.mark.parametrize("name", BASES)
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
            assert 2 <= len(rule.cues) <= 3, f"{name} {rule.name}"


def test_nothing_sounds_like_medicine() -> None:
    texts = load_texts()
    words = [f"{line.say} {line.show}" for line in texts.cues.values()]
    words += [*texts.states.values(), *texts.changes.values(), *texts.assessment.values()]
    words += [f"{line.say} {line.show}" for line in texts.findings.values()]
    for drill in map(load_drill, drill_names()):
        words += [drill.title, drill.about, drill.safety]
    for text in words:
        assert not UNSAYABLE.search(text.lower()), text


def test_every_forward_drill_says_how_to_be_safe() -> None:
    for name in BASES:
        assert "belt" in load_drill(f"{name}_forward").safety.lower()
