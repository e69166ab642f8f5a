from pathlib import Path

import pytest

from coach.config import check_file, load_texts
from coach.core.types import Cue, CueKind, Reason, Side
from coach.errors import ConfigError

ONE_WRONG_LINE = [
    ("", "schema: is missing"),
    ("schema = 1\n[states]\npause = 'x'", "states.pause: unknown 'pause'; did you mean 'paused'?"),
    ("schema = 1\n[states]\npaused = '{sid}'", "states.paused: may hold {joint} and {side} only"),
    (
        "schema = 1\n[states]\npaused = '{side!r}'",
        "states.paused: may hold {joint} and {side} only",
    ),
    ("schema = 1\n[states]\npaused = '{}'", "states.paused: may hold {joint} and {side} only"),
    ("schema = 1\n[states]\npaused = '{side'", "states.paused: has a { or } too many"),
    ("schema = 1\nsided = '{side}'", "sided: needs {side} and {line}"),
    ("schema = 1\n[sides]\nmiddle = 'M'", "sides.middle: unknown key"),
    ("schema = 1\n[joints]\nknees = 'K'", "joints.knees: unknown key; did you mean 'knee'?"),
    ("schema = 1\n[cues.go]\nsays = 'Go'", "cues.go.says: unknown key; did you mean 'say'?"),
    ("schema = 1\n[cues]\ngo = 'Go'", "cues.go: needs a table, got 'Go'"),
    ("schema = 1\n[cues.jump]\nshow = 'J'", "cues.jump.say: is missing"),
    (
        "schema = 1\n[cues.knee_to_lime]\nsay = 'Up'",
        "cues.knee_to_lime: no drill says this; did you mean 'knee_to_line'?",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE_WRONG_LINE)
def test_one_wrong_line_is_answered_with_one_right_line(
    own: Path, text: str, expected: str
) -> None:
    path = own / "cues" / "en.toml"
    path.write_text(text, encoding="utf-8")
    assert check_file(path) == [f"{path}: {expected}"]


def test_the_side_goes_before_a_line_that_is_one_sides() -> None:
    texts = load_texts("en")
    assert texts.say("knee_to_line", Side.LEFT) == "Left: knee up to the line"
    assert texts.say("knee_to_line") == "Knee up to the line"
    assert texts.say("same_height", Side.LEFT) == "Same height both sides"


def test_what_is_shown_is_what_is_said_if_nothing_else_is_given() -> None:
    texts = load_texts()
    assert texts.show(Cue(0.0, "toes_up", CueKind.CORRECTION, Side.RIGHT)) == "Right: toes up"
    assert texts.say("set_done") == "Set done. Well done."
    assert texts.show(Cue(0.0, "set_done", CueKind.SET)) == "Set done"


def test_a_state_names_the_part_it_is_about() -> None:
    reason = Reason("part_hidden", Side.LEFT, "ankle")
    assert load_texts().state(reason) == "I can't see your left ankle"


def test_the_users_own_words_go_before_the_shipped_ones(own: Path) -> None:
    text = 'schema = 1\n[cues.knee_to_line]\nsay = "lift that knee"\n'
    (own / "cues" / "en.toml").write_text(text, encoding="utf-8")
    texts = load_texts("en")
    assert texts.say("knee_to_line", Side.RIGHT) == "Right: lift that knee"
    assert texts.say("toes_up") == "Toes up"


def test_another_language_is_found_by_name_and_by_path_and_lies_on_english(own: Path) -> None:
    path = own / "cues" / "de.toml"
    text = 'schema = 1\n[sides]\nleft = "Links"\n[cues.toes_up]\nsay = "Zehen hoch"\n'
    path.write_text(text, encoding="utf-8")
    german = load_texts("de")
    assert german == load_texts(path)
    assert german.language == "de"
    assert german.say("toes_up", Side.LEFT) == "Links: Zehen hoch"
    assert german.say("go") == "Go"


def test_an_unknown_language_is_answered_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"^no words in 'tlh'; there are: en$"):
        load_texts("tlh")
