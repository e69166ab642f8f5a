"""What is noted of a session stays, whatever is written, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import RecordError
from coach.records.notes import EFFORT, NOTES_JSON, PAIN, Note, add_notes, notes_of
from coach.records.summary import SUMMARY_JSON

WHEN = "2026-11-22T14:23:05+01:00"


@pytest.fixture
def session(tmp_path: Path) -> Path:
    (tmp_path / SUMMARY_JSON).write_text("{}", encoding="utf-8")
    return tmp_path


def test_notes_are_kept_in_the_order_in_which_they_were_told(session: Path) -> None:
    assert notes_of(session) == ()
    told = [Note(WHEN, PAIN, level=3, by="Jodi"), Note(WHEN, text="went well"), Note(WHEN, EFFORT)]
    add_notes(session, *told[:2])
    add_notes(session, told[2])
    assert notes_of(session) == tuple(told)
    assert [path.name for path in session.glob("notes*")] == [NOTES_JSON]


@given(text=st.text(max_size=200))
def test_any_characters_are_kept(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("session")
    (folder / SUMMARY_JSON).write_text("{}", encoding="utf-8")
    add_notes(folder, Note(WHEN, text=text))
    assert notes_of(folder)[0].text == text


def test_what_is_no_character_becomes_a_question_mark(session: Path) -> None:
    add_notes(session, Note(WHEN, text="a\udcffb"))
    assert notes_of(session)[0].text == "a?b"


def test_a_folder_that_is_no_session_gets_no_notes(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(RecordError, match="is no session: give a folder that the coach wrote"):
            add_notes(folder, Note(WHEN))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"notes": [1]}', '{"notes": [{"when": 1}]}'])
def test_damaged_notes_are_told_and_left_alone(session: Path, content: str) -> None:
    (session / NOTES_JSON).write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match="damaged"):
        add_notes(session, Note(WHEN))
    assert (session / NOTES_JSON).read_text(encoding="utf-8") == content
