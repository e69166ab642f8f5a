"""Who is known: names with any characters, which are never a path."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from coach.errors import RecordError
from coach.records.athletes import (
    add_athlete,
    find_athlete,
    forget_athlete,
    known_as,
    known_athletes,
    one_line,
    rename_athlete,
)

DAY = "2026-11-22"
ODD_NAMES = [
    *("../../etc", "a/b", "a\\b", "CON", "<script>alert(1)</script>", "[red]x", "Zoë: *?"),
    *("Robert'); DROP TABLE sittings;--", "\U0001f3c3\u200d\u2640\ufe0f", "x" * 300),
    *("يودي", "{name}", "%s", "-h", "."),
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_may_have_any_characters_and_is_found_by_them(tmp_path, name):
    added = add_athlete(tmp_path, name, DAY)
    assert find_athlete(known_athletes(tmp_path), name) == added
    assert find_athlete(known_athletes(tmp_path), added.id).name == name
    assert {path.name for path in tmp_path.iterdir()} == {"athletes.json", "athletes.json.lock"}


ADD = """
import sys
from pathlib import Path
from coach.records.athletes import add_athlete
for n in range(20):
    add_athlete(Path(sys.argv[1]), f"{sys.argv[2]} {n}", "2026-11-22")
"""


def test_of_athletes_that_are_added_at_the_same_time_none_is_lost(tmp_path):
    command = [sys.executable, "-c", ADD, str(tmp_path)]
    adding = [subprocess.Popen([*command, name]) for name in ("A", "B", "C")]
    assert [process.wait(60) for process in adding] == [0, 0, 0]
    assert len(known_athletes(tmp_path)) == 60


@pytest.mark.parametrize(
    "name", ["", "  ", "a\nb", "a\x1b[31mb", "a\x00", "a\u2028b", "\ud800", "a\u202eb"]
)
def test_a_name_is_one_line_that_a_terminal_only_shows(tmp_path, name):
    with pytest.raises(RecordError, match="a name") as caught:
        add_athlete(tmp_path, name, DAY)
    assert str(caught.value).isprintable()
    assert not known_athletes(tmp_path)


def test_the_id_has_nothing_of_the_name(tmp_path):
    ids = {add_athlete(tmp_path, f"Jodi {n}", DAY).id for n in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 8 and int(one, 16) >= 0 for one in ids)


def test_the_same_name_twice_is_one_clear_line(tmp_path):
    add_athlete(tmp_path, "Zoë", DAY)
    with pytest.raises(RecordError, match='called "Zoë" already'):
        add_athlete(tmp_path, " Zoe\u0308 ", DAY)
    assert len(known_athletes(tmp_path)) == 1


def test_capitals_count_only_where_they_must(tmp_path):
    big = add_athlete(tmp_path, "Jodi", DAY)
    assert find_athlete(known_athletes(tmp_path), "jODI") == big
    small = add_athlete(tmp_path, "jodi", DAY)
    assert find_athlete(known_athletes(tmp_path), "jodi") == small
    with pytest.raises(RecordError, match='any of "Jodi", "jodi"'):
        find_athlete(known_athletes(tmp_path), "JODI")


def test_who_is_not_known_is_told_with_the_likeliest_name(tmp_path):
    add_athlete(tmp_path, "Jodi", DAY)
    assert known_as(tmp_path, "Jody") is None
    with pytest.raises(RecordError, match="did you mean 'Jodi'"):
        find_athlete(known_athletes(tmp_path), "Jody")
    with pytest.raises(RecordError, match="'coach athletes' lists them"):
        find_athlete(known_athletes(tmp_path), "Ann")


def test_a_new_name_keeps_the_id_and_is_not_taken_from_another(tmp_path):
    jodi, _ = add_athlete(tmp_path, "Jodi", DAY), add_athlete(tmp_path, "Ann", DAY)
    assert rename_athlete(tmp_path, jodi, "Jo").id == jodi.id
    assert [one.name for one in known_athletes(tmp_path)] == ["Ann", "Jo"]
    with pytest.raises(RecordError, match="already"):
        rename_athlete(tmp_path, jodi, "Ann")
    assert rename_athlete(tmp_path, jodi, "Jo").name == "Jo"


def test_who_is_forgotten_is_gone(tmp_path):
    jodi, ann = add_athlete(tmp_path, "Jodi", DAY), add_athlete(tmp_path, "Ann", DAY)
    forget_athlete(tmp_path, jodi)
    assert known_athletes(tmp_path) == (ann,)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"athletes": [{"id": 1}]}', '{"athletes": 3}'])
def test_a_damaged_file_is_one_line_and_is_not_written_over(tmp_path, text):
    file = tmp_path / "athletes.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=r"athletes\.json"):
        add_athlete(tmp_path, "Jodi", DAY)
    assert file.read_text(encoding="utf-8") == text


def test_what_was_written_into_the_file_by_hand_is_shown_without_being_obeyed(tmp_path):
    bad = "a\x1b[2Jb\nc"
    told = {"schema": 1, "athletes": [{"id": "1", "name": bad, "added": DAY}]}
    (tmp_path / "athletes.json").write_text(json.dumps(told), encoding="utf-8")
    (one,) = known_athletes(tmp_path)
    assert one_line(one.name) == "a [2Jb c"
