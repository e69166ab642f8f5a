from math import inf
from pathlib import Path

import pytest

from coach.config import check_file, drill_names, load_drill, load_texts
from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.drills.rules import Band
from coach.core.types import View
from coach.errors import ConfigError
from coach.paths import configs_dir

GOOD = """\
schema = 1
title = "Step-up"
about = "Up and down."
safety = "Slowly."
views = ["left", "front"]
seconds = 25
[target]
low = 60
high = 90
[rep]
floor = 40
[faults.lean_back]
value = "trunk_lean_at_peak"
enter = { below = -8 }
leave = { above = -4 }
of = "body"
views = ["left"]
priority = 2
cues = ["chest_over_shoes"]
"""

ONE_WRONG_LINE = [
    ("schema = 1", "", "schema: is missing"),
    ("schema = 1", "schema = 2", "schema: must be 1, got 2"),
    ('title = "Step-up"', "", "title: is missing"),
    ('title = "Step-up"', "title = 5", "title: needs text, got 5"),
    ('title = "Step-up"', 'title = ""', "title: must not be empty"),
    ('title = "Step-up"', r'title = "Step\nup"', "title: must be one line of words"),
    ("seconds = 25", "secondz = 25", "secondz: unknown key; did you mean 'seconds'?"),
    ("seconds = 25", "extend = 'a_run'", "extend: unknown key; did you mean 'extends'?"),
    ("seconds = 25", "xyzzy = 25", "xyzzy: unknown key"),
    ("seconds = 25", '"x\\ny" = 25', r"'x\ny': unknown key"),
    ("seconds = 25", 'seconds = "25"', "seconds: needs a number, got '25'"),
    ("seconds = 25", "seconds = true", "seconds: needs a number, got true"),
    ("seconds = 25", "seconds = nan", "seconds: needs a finite number, got nan"),
    ("seconds = 25", "seconds = inf", "seconds: needs a finite number, got inf"),
    ("seconds = 25", "seconds = -1", "seconds: must be at least 3, got -1"),
    ("seconds = 25", "reps_per_side = 2.5", "reps_per_side: needs a whole number, got 2.5"),
    ("seconds = 25", "forward = 1", "forward: needs true or false, got 1"),
    ("seconds = 25", "belt_max_kmh = 20", "belt_max_kmh: must be at most 12, got 20"),
    ("seconds = 25", "belt_max_kmh = 0", "belt_max_kmh: must be more than 0, got 0"),
    ("seconds = 25", "cadence = 150", "cadence: needs a table, got 150"),
    (
        'views = ["left", "front"]',
        'views = ["left", "frnt"]',
        "views[1]: unknown 'frnt'; did you mean 'front'?",
    ),
    (
        'views = ["left", "front"]',
        'views = ["left", "above"]',
        "views[1]: unknown 'above'; there are: left, right, front, rear",
    ),
    ('views = ["left", "front"]', 'views = "left"', "views: needs a list, got 'left'"),
    ('views = ["left", "front"]', "views = []", "views: needs 1 or more entries"),
    ("low = 60", "low = 95", "target: low (95) must be less than high (90)"),
    ("low = 60", "low = 200", "target.low: must be at most 150, got 200"),
    ("low = 60", "lo = 60\nlow = 60", "target.lo: unknown key; did you mean 'low'?"),
    ("floor = 40", "floor = 60", "rep: floor (60) must be less than target.low (60)"),
    ("floor = 40", "partial = 50", "rep: partial (50) must be less than floor (45)"),
    (
        'value = "trunk_lean_at_peak"',
        'value = "trunk_lean_at_peek"',
        "faults.lean_back.value: unknown 'trunk_lean_at_peek'; did you mean 'trunk_lean_at_peak'?",
    ),
    (
        'value = "trunk_lean_at_peak"',
        'value = "trunk_lean"',
        "faults: lean_back: trunk_lean is not measured in a drill of kind 'lift'",
    ),
    (
        "enter = { below = -8 }",
        "enter = { blow = -8 }",
        "faults.lean_back.enter.blow: unknown key; did you mean 'below'?",
    ),
    (
        "leave = { above = -4 }",
        "leave = { above = -9 }",
        "faults.lean_back: leave.above (-9) must not be below enter (-8)",
    ),
    (
        "leave = { above = -4 }",
        "leave = { below = -4 }",
        "faults.lean_back: enter.below and leave.above belong together; "
        "enter.above and leave.below belong together",
    ),
    (
        "leave = { above = -4 }",
        "leave = { above = -4 }\nn = 6",
        "faults.lean_back: n (6) must not be more than m (5)",
    ),
    (
        'views = ["left"]',
        'views = ["front"]',
        "faults.lean_back: trunk_lean_at_peak cannot be measured from: front",
    ),
    (
        'of = "body"',
        'of = "trunk"',
        "faults.lean_back.of: must be 'own', 'stance' or 'body', got 'trunk'",
    ),
    ("priority = 2", "priority = 4", "faults.lean_back.priority: must be at most 3, got 4"),
    (
        'cues = ["chest_over_shoes"]',
        'cues = ["chest_over_shoe"]',
        "faults.lean_back.cues[0]: unknown 'chest_over_shoe'; did you mean 'chest_over_shoes'?",
    ),
]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / "drills" / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(name_or_path: str | Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_drill(name_or_path)
    return caught.value.problems


@pytest.mark.parametrize(("line", "wrong", "expected"), ONE_WRONG_LINE)
def test_one_wrong_line_is_answered_with_one_right_line(
    own: Path, line: str, wrong: str, expected: str
) -> None:
    path = write(own, "step_up", GOOD.replace(f"{line}\n", f"{wrong}\n"))
    assert problems("step_up") == [f"{path}: {expected}"]


def test_several_mistakes_are_told_at_once(own: Path) -> None:
    text = GOOD.replace("seconds", "secondz").replace("low = 60", "low = 91")
    path = write(own, "step_up", text.replace('"chest_', '"chess_').replace('"body"', '"bdoy"'))
    assert check_file(path) == problems(path)
    assert [line.split(": ")[1] for line in problems(path)] == [
        "target",
        "faults.lean_back.of",
        "faults.lean_back.cues[0]",
        "secondz",
    ]


def test_a_drill_file_becomes_a_drill(own: Path) -> None:
    write(own, "step_up", GOOD)
    drill = load_drill("step_up")
    assert (drill.name, drill.title, drill.seconds) == ("step_up", "Step-up", 25)
    assert drill.views == {View.LEFT, View.FRONT}
    assert drill.target == Band(60, 90)
    assert (drill.rep.floor, drill.rep.partial) == (40, 30)
    assert drill.cadence == Band()
    (rule,) = drill.faults
    assert (rule.name, rule.enter, rule.leave) == ("lean_back", Band(low=-8), Band(low=-4))
    assert (rule.n, rule.m, rule.cues) == (3, 5, ("chest_over_shoes",))


def test_a_fault_may_lie_above_a_border(own: Path) -> None:
    text = GOOD.replace("{ below = -8 }", "{ above = 15 }").replace(
        "{ above = -4 }", "{ below = 10 }"
    )
    write(own, "step_up", text)
    (rule,) = load_drill("step_up").faults
    assert (rule.enter, rule.leave) == (Band(-inf, 15), Band(-inf, 10))


def test_the_users_own_drill_is_found_by_name_and_by_path(own: Path, tmp_path: Path) -> None:
    write(own, "step_up", GOOD)
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(GOOD, encoding="utf-8")
    assert "step_up" in drill_names()
    assert load_drill("step_up").title == "Step-up"
    assert load_drill(elsewhere).name == "elsewhere"
    assert "elsewhere" not in drill_names()


def test_the_users_own_drill_goes_before_the_shipped_one(own: Path) -> None:
    write(own, "high_knees", GOOD)
    assert load_drill("high_knees").title == "Step-up"
    assert drill_names().count("high_knees") == 1


def test_hidden_files_are_no_drills(own: Path) -> None:
    write(own, "._high_knees", GOOD)
    assert "._high_knees" not in drill_names()


def test_a_drill_takes_over_what_it_does_not_say_itself(own: Path) -> None:
    text = 'schema = 1\nextends = "high_knees"\ntitle = "Easy"\n[target]\nlow = 60\n'
    write(own, "easy", text + "[faults.knee_low]\nenter = { below = 55 }\nleave = { above = 60 }\n")
    easy, parent = load_drill("easy"), load_drill("high_knees")
    assert (easy.name, easy.title, easy.target) == ("easy", "Easy", Band(60, parent.target.high))
    assert (easy.about, easy.cadence) == (parent.about, parent.cadence)
    assert easy.faults[0].enter == Band(low=55)
    assert easy.faults[0].cues == parent.faults[0].cues
    assert easy.faults[1:] == parent.faults[1:]


def borders(drill: Drill, fault: str) -> tuple[Band, Band]:
    rule = next(rule for rule in drill.faults if rule.name == fault)
    return rule.enter, rule.leave


def test_what_was_taken_over_follows_another_target_and_cadence(own: Path) -> None:
    bands = "[target]\nlow = 60\n[cadence]\nlow = 100\nhigh = 150\n"
    write(own, "easy", 'schema = 1\nextends = "high_knees"\n' + bands)
    easy, parent = load_drill("easy"), load_drill("high_knees")
    assert borders(easy, "knee_low") == (Band(low=55), Band(low=60))
    assert borders(easy, "tempo_slow") == (Band(low=94), Band(low=97))
    assert borders(easy, "tempo_fast") == (Band(high=159), Band(high=154.5))
    assert borders(easy, "lean_back") == borders(parent, "lean_back")
    write(own, "easier", 'schema = 1\nextends = "easy"\n[target]\nlow = 50\n')
    assert borders(load_drill("easier"), "knee_low") == (Band(low=45), Band(low=50))


def test_a_fault_with_borders_of_its_own_keeps_them_whatever_the_target(own: Path) -> None:
    fault = "[target]\nlow = 60\n[faults.knee_low]\nenter = { below = 68 }\n"
    write(own, "easy", 'schema = 1\nextends = "high_knees"\n' + fault)
    assert borders(load_drill("easy"), "knee_low") == (Band(low=68), Band(low=75))


def test_a_fault_that_was_taken_over_can_be_silenced(own: Path) -> None:
    write(own, "calm", 'schema = 1\nextends = "high_knees"\n[faults.toe_drop]\noff = true\n')
    names = [rule.name for rule in load_drill("calm").faults]
    assert "toe_drop" not in names
    assert "knee_low" in names


def test_a_drill_seen_from_fewer_sides_drops_the_faults_it_cannot_show(own: Path) -> None:
    write(own, "side", 'schema = 1\nextends = "high_knees"\nviews = ["left"]\n')
    rules = {rule.name: rule.views for rule in load_drill("side").faults}
    assert rules["knee_low"] == {View.LEFT}
    assert "knee_cross" not in rules


def test_the_users_own_drill_may_extend_the_shipped_one_of_its_name(own: Path) -> None:
    path = write(own, "high_knees", 'schema = 1\nextends = "high_knees"\n[target]\nlow = 60\n')
    assert load_drill("high_knees").target == Band(60, 120)
    assert load_drill("high_knees_forward").target == Band(60, 120)
    assert load_drill(path) == load_drill("high_knees")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("b", "a", "a -> b -> a"), ("a", "a", "a -> a")],
)
def test_drills_that_extend_each_other_in_a_circle_are_refused(
    own: Path, first: str, second: str, said: str
) -> None:
    write(own, "a", f'schema = 1\nextends = "{first}"\n')
    write(own, "b", f'schema = 1\nextends = "{second}"\n')
    (problem,) = problems("a")
    assert problem.endswith(f"extends: goes round in a circle: {said}")


def test_a_drill_that_extends_nothing_known_says_what_was_meant(own: Path) -> None:
    path = write(own, "mine", 'schema = 1\nextends = "high_knee"\n')
    said = "no drill named 'high_knee'; did you mean 'high_knees'?"
    assert problems("mine") == [f"{path}: extends: {said}"]
    for wrong, said in (("5", "5"), ("0x" + "f" * 5000, "a number too long to write")):
        write(own, "mine", f"schema = 1\nextends = {wrong}\n")
        assert problems("mine") == [f"{path}: extends: needs the name of a drill, got {said}"]


def test_a_drill_that_extends_needs_a_schema_of_its_own(own: Path) -> None:
    path = write(own, "mine", 'extends = "high_knees"\n')
    assert problems("mine") == [f"{path}: schema: is missing"]


def test_a_wrong_parent_is_named_as_the_wrong_file(own: Path) -> None:
    parent = write(own, "base", GOOD.replace("low = 60", "low = 95"))
    write(own, "mine", 'schema = 1\nextends = "base"\n')
    assert problems("mine") == [f"{parent}: target: low (95) must be less than high (90)"]


def test_an_unknown_drill_is_answered_with_the_likeliest_one() -> None:
    assert problems("high_knee") == [
        "no drill named 'high_knee'; did you mean 'high_knees'? 'coach drills' lists them"
    ]
    assert problems("zumba") == ["no drill named 'zumba'; 'coach drills' lists them"]


def test_a_drill_may_use_cues_of_the_users_own(own: Path) -> None:
    text = 'schema = 1\n[cues]\nribs_down = { say = "Ribs down" }\n'
    (own / "cues" / "en.toml").write_text(text, encoding="utf-8")
    write(own, "step_up", GOOD.replace("chest_over_shoes", "ribs_down"))
    assert load_drill("step_up", load_texts()).faults[0].cues == ("ribs_down",)


def test_the_older_words_for_a_landing_are_read(tmp_path: Path) -> None:
    shipped = (configs_dir() / "drills" / "hop_and_stick.toml").read_text(encoding="utf-8")
    older = shipped.replace('kind = "landing"', 'kind = "stick"').replace("[landing]", "[stick]")
    path = tmp_path / "hop_and_stick.toml"
    path.write_text(older, encoding="utf-8")
    assert older != shipped
    assert check_file(path) == []
    assert load_drill(path) == load_drill("hop_and_stick")
    assert Kind("stick") is Kind.LANDING
