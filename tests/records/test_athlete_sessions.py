"""What belongs to an athlete: all of it, and nothing of anybody else's."""

from __future__ import annotations

import json
import os
import zipfile

import pytest

from coach.errors import RecordError
from coach.records.athlete_sessions import (
    delete_sessions,
    export_sessions,
    sessions_by_athlete,
    sessions_of,
)
from tests.records.recorded_sessions import ANN, FED, JODI, Who, a_plan, a_session, result


def names(root):
    return sorted(path.name for path in root.iterdir())


def test_sessions_belong_by_the_id_whatever_the_names_are(tmp_path):
    a_session(tmp_path, "2026-11-01_0900_high_knees_Ann", JODI)
    a_session(tmp_path, "2026-11-02_0900_high_knees_a_b", Who("cccc0003", "a/b"))
    a_session(tmp_path, "2026-11-02_0900_high_knees_a_b_2", Who("dddd0004", "a b"))
    assert [p.name for p in sessions_of(tmp_path, JODI.id)] == ["2026-11-01_0900_high_knees_Ann"]
    assert len(sessions_of(tmp_path, "cccc0003")) == len(sessions_of(tmp_path, "dddd0004")) == 1
    assert sessions_by_athlete(tmp_path) == {JODI.id: 1, "cccc0003": 1, "dddd0004": 1}


def test_deleting_takes_all_of_one_and_nothing_of_others(tmp_path):
    a_plan(tmp_path, "jodi_1", [(FED, result())])
    a_session(tmp_path, "jodi_2", JODI)
    a_session(tmp_path, "ann", ANN)
    a_session(tmp_path, "nobody", None)
    broken = a_session(tmp_path, "broken", JODI)
    (broken / "session.json").write_text("{", encoding="utf-8")
    (tmp_path / "foreign").mkdir()
    delete_sessions(sessions_of(tmp_path, JODI.id), JODI.id)
    assert names(tmp_path) == ["ann", "broken", "foreign", "nobody"]


def test_deleting_follows_no_link(tmp_path):
    root, outside = tmp_path / "sessions", tmp_path / "outside"
    elsewhere = a_session(outside, "elsewhere", JODI)
    mine = a_session(root, "mine", JODI)
    try:
        (root / "link").symlink_to(elsewhere, target_is_directory=True)
        (mine / "link").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    delete_sessions([*sessions_of(root, JODI.id), root / "link"], JODI.id)
    assert names(root) == ["link"]
    assert (elsewhere / "summary.json").exists()


def test_what_was_given_to_somebody_else_meanwhile_stays(tmp_path):
    folders = [a_session(tmp_path, "one", JODI)]
    a_session(tmp_path, "one", ANN)
    delete_sessions(folders, JODI.id)
    assert names(tmp_path) == ["one"]


def test_an_export_has_all_files_under_names_that_can_be_unpacked_anywhere(tmp_path):
    root = tmp_path / "sessions"
    a_plan(root, "plan", [(FED, result())])
    odd = a_session(root, "..\\odd:name" if os.name != "nt" else "odd", JODI)
    if os.name != "nt":
        (odd / "..\\..\\evil\n.txt").write_text("x", encoding="utf-8")
        (odd / "link").symlink_to(tmp_path)
    file = tmp_path / "out.zip"
    export_sessions(sessions_of(root, JODI.id), {"athlete.json": '{"name": "é"}'}, file)
    with zipfile.ZipFile(file) as zipped:
        members = zipped.namelist()
        assert json.loads(zipped.read("athlete.json")) == {"name": "é"}
    assert "sessions/plan/01_high_knees/summary.json" in members
    assert len(members) == (9 if os.name != "nt" else 8)
    assert all(".." not in name.split("/") for name in members)
    assert not [name for name in members if set(name) & set('\\:\n*?"<>|')]


def test_an_export_never_goes_over_another_file(tmp_path):
    file = tmp_path / "thesis.docx"
    file.write_text("my work", encoding="utf-8")
    with pytest.raises(RecordError, match="is there already"):
        export_sessions([], {}, file)
    assert file.read_text(encoding="utf-8") == "my work"
    with pytest.raises(RecordError, match="cannot write"):
        export_sessions([], {}, tmp_path / "nowhere" / "out.zip")
    assert names(tmp_path) == ["thesis.docx"]
