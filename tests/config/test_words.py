import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from coach.config import check_file, drill_names, load_drill, load_plan, load_texts, notes_of
from coach.config.words import shipped_english
from coach.core.types import Cue, CueKind, Reason, Side
from coach.errors import ConfigError
from coach.paths import configs_dir

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
    assert texts.say("next_set") == "Ready"
    assert texts.show(Cue(0.0, "next_set", CueKind.SET)) == "Same drill again"


def test_a_line_with_numbers_is_put_together_from_clips() -> None:
    cue = Cue(0.0, "some_reached", CueKind.SET, numbers=(8, 13))
    texts = load_texts()
    assert texts.pieces(cue) == ("8", "of", "13", "reached the target")
    assert texts.show(cue) == "8 of 13 reached the target."


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
    path = own / "cues" / "nl.toml"
    text = 'schema = 1\n[sides]\nleft = "Links"\n[cues.toes_up]\nsay = "Tenen omhoog"\n'
    path.write_text(text, encoding="utf-8")
    dutch = load_texts("nl")
    assert dutch == load_texts(path)
    assert dutch.language == "nl"
    assert dutch.say("toes_up", Side.LEFT) == "Links: Tenen omhoog"
    assert dutch.say("go") == "Go"


def test_an_unknown_language_is_answered_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"^no words in 'tlh'; there are: de, en$"):
        load_texts("tlh")


def test_a_language_that_lacks_lines_is_told_so_and_is_good_all_the_same(own: Path) -> None:
    path = own / "cues" / "fr.toml"
    path.write_text('schema = 1\n[cues.go]\nsay = "Partez"\n', encoding="utf-8")
    assert check_file(path) == []
    [note] = notes_of(path)
    english = tomllib.loads(shipped_english().read_text(encoding="utf-8"))
    lines = sum(len(table) for table in english.values() if isinstance(table, dict)) - 1
    assert note.startswith(f"{path}: stays English in {lines}: sides.left, sides.right, joints.")
    assert note.endswith(f" and {lines - 8} more")
    assert load_texts("fr").say("go") == "Partez"
    assert load_texts("fr").say("toes_up") == "Toes up"


def test_ones_own_words_on_a_shipped_language_lack_only_what_that_lacks(own: Path) -> None:
    for name in ("en", "de"):
        path = own / "cues" / f"{name}.toml"
        path.write_text('schema = 1\n[cues.go]\nsay = "Auf"\n', encoding="utf-8")
        assert notes_of(path) == []


def test_a_drill_lacks_no_words() -> None:
    assert notes_of(configs_dir() / "drills" / "run.toml") == []


def test_what_german_does_not_tell_is_noted_and_no_mistake(own: Path) -> None:
    shipped = (configs_dir() / "cues" / "de.toml").read_text(encoding="utf-8")
    begin = shipped.index("[about.hip_hike]")
    end = shipped.index("[", begin + 1)
    path = own / "de_without.toml"
    path.write_text(shipped[:begin] + shipped[end:], encoding="utf-8")
    assert check_file(path) == []
    assert notes_of(path) == [f"{path}: about: stays English in: hip_hike"]


def test_german_names_drills_and_a_users_own_file_keeps_its_words(own: Path) -> None:
    german = load_texts("de")
    for name in german.about:
        english, told = load_drill(name), load_drill(name, german)
        assert told.title != english.title or name == "a_skip"
        assert told.safety != english.safety
        assert replace(told, title="", about="", safety="") == replace(
            english, title="", about="", safety=""
        )
    text = 'schema = 1\nextends = "high_knees"\ntitle = "Mine"\n'
    (own / "drills" / "high_knees.toml").write_text(text, encoding="utf-8")
    assert load_drill("high_knees", german).title == "Mine"


def test_german_tells_drills_and_plans_that_there_are() -> None:
    german = load_texts("de")
    assert german.about.keys() <= set(drill_names())
    for name in german.plans:
        english, told = load_plan(name), load_plan(name, german)
        assert (told.title, told.about) != (english.title, english.about)
        assert told.title in german.plans[name].values()


def test_words_for_a_drill_that_is_not_there_are_told(own: Path) -> None:
    path = own / "cues" / "nl.toml"
    path.write_text('schema = 1\n[about.high_knee]\ntitle = "K"\n', encoding="utf-8")
    assert check_file(path) == [
        f"{path}: about.high_knee: no such drill; did you mean 'high_knees'?"
    ]


def test_words_for_a_plan_that_is_not_there_are_told(own: Path) -> None:
    path = own / "cues" / "nl.toml"
    path.write_text('schema = 1\n[plans.knee_drove]\ntitle = "K"\n', encoding="utf-8")
    assert check_file(path) == [
        f"{path}: plans.knee_drove: no such plan; did you mean 'knee_drive'?"
    ]


def places(text: str) -> list[str]:
    return sorted(re.findall(r"{\w+}", text))


def test_german_lines_have_the_same_places_and_sides_as_the_english_ones() -> None:
    english, german = load_texts("en"), load_texts("de")
    assert german.states.keys() == english.states.keys()
    for table in ("states", "changes", "numbers", "assessment", "summary"):
        words = getattr(german, table)
        for key, text in getattr(english, table).items():
            assert places(words[key]) == places(text), key
    for key, line in english.findings.items():
        assert places(german.findings[key].say) == places(line.say), key
        assert places(german.findings[key].show) == places(line.show), key
    assert {key: line.sided for key, line in german.cues.items()} == {
        key: line.sided for key, line in english.cues.items()
    }


TOLD_AT_REST = {
    *("lower_line", "raise_line", "match_beat", "pain_now", "pain_more"),
    *("view_side", "view_square", "view_left", "view_right"),
    *("more_than_last", "fewer_than_last", "drive_higher", "some_better", "none_better"),
}
"""There is time for a sentence then."""


def test_german_cues_are_as_short_as_can_be_said_in_time() -> None:
    for key, line in load_texts("de").cues.items():
        letters, words = (66, 13) if key in TOLD_AT_REST else (32, 6)
        assert len(line.say) <= letters, key
        assert len(line.say.split()) <= words, key


def test_no_german_line_is_left_english() -> None:
    english, german = load_texts("en"), load_texts("de")
    same = {key for key in english.states if english.states[key] == german.states[key]}
    assert not same
    assert not {key for key in english.cues if english.say(key) == german.say(key)}


def test_german_speaks_to_a_friend() -> None:
    german = load_texts("de")
    words = " ".join([*german.states.values(), *(line.say for line in german.cues.values())])
    assert not re.search(r"\b(Ihnen|Ihre?n?)\b", words)
