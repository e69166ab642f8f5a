import re
from pathlib import Path

import pytest

from coach.config import check_file, load_texts, load_usual
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band
from coach.errors import ConfigError
from coach.paths import configs_dir

SHIPPED = configs_dir() / "assessment.toml"
ONE_WRONG_LINE = [
    ("thigh_peak.priority = 2", "metrics.thigh_peak: unknown 'thigh_peak'"),
    ("cadence.low.answers = ['a_rum']", "unknown 'a_rum'; did you mean 'a_run'?"),
    ("cadence.low.text = 'cadense'", "unknown 'cadense'; did you mean 'cadence'?"),
    ("cadence.usual_by_speed = [[150, 170], [150, 170]]", "needs 4 bands: cadence"),
    ("cadence.usual = { low = 150 }", "needs either 'usual' or 'usual_by_speed'"),
    ("pelvis_sway.usual = { low = 1, high = 0.6 }", "low (1) must be less than high (0.6)"),
    (
        "pelvis_sway.low = { text = 'sway', answers = ['a_run'] }",
        "an answer for 'low' needs usual.low",
    ),
    ("reach_at_contact.along_with = 'shank'", "along_with: unknown 'shank'"),
]


@pytest.mark.parametrize(("line", "expected"), ONE_WRONG_LINE)
def test_one_wrong_line_is_answered_with_one_right_line(
    own: Path, line: str, expected: str
) -> None:
    path = own / "assessment.toml"
    path.write_text(f"schema = 1\n[metrics]\n{line}\n", encoding="utf-8")
    problems = check_file(path)
    assert any(expected in problem for problem in problems), problems
    with pytest.raises(ConfigError):
        load_usual()


def test_an_answer_that_is_unknown_is_one_mistake(own: Path) -> None:
    path = own / "assessment.toml"
    path.write_text("schema = 1\n[metrics]\ncadence.low.answers = ['a_rum']\n", encoding="utf-8")
    [problem] = check_file(path)
    assert problem.endswith("answers[0]: unknown 'a_rum'; did you mean 'a_run'?")


def test_speeds_must_rise(own: Path) -> None:
    path = own / "assessment.toml"
    path.write_text("schema = 1\nspeeds = [8, 12, 10, 14]\n", encoding="utf-8")
    assert f"{path}: speeds: must rise" in check_file(path)


def test_a_users_own_numbers_lie_on_the_shipped_ones(own: Path) -> None:
    text = "schema = 1\n[metrics]\npelvis_sway.usual = { high = 0.4 }\n"
    (own / "assessment.toml").write_text(text, encoding="utf-8")
    rules = {rule.metric: rule for rule in load_usual().rules}
    assert rules["pelvis_sway"].bands == (Band(high=0.4),)
    assert rules["pelvis_sway"].theme == "sway"


def test_every_number_has_its_source_beside_it() -> None:
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        if line.startswith(("usual", "slowest", "dead_band", "speeds", "difference")):
            assert re.search(r"# .*([A-DFG]\d|error|\bD\b)", line), line


def test_the_story_of_the_app_comes_first() -> None:
    rules = sorted(load_usual().rules, key=lambda rule: rule.priority)
    assert rules[0].metric == "shuffle_index"
    assert {rule.metric for rule in rules if rule.priority == 2} == {
        "thigh_angle_peak",
        "pelvis_sway",
    }


def test_every_rule_can_be_told_in_its_unit() -> None:
    texts = load_texts()
    for rule in load_usual(texts).rules:
        assert REP_VALUES[rule.metric].unit in texts.numbers, rule.metric
        assert rule.low or rule.high


def test_every_answer_has_a_name() -> None:
    texts = load_texts()
    for rule in load_usual(texts).rules:
        unlike = rule.difference.answer if rule.difference else None
        for answer in filter(None, (rule.low, rule.high, unlike)):
            assert set(answer.drills) <= texts.drills.keys()
