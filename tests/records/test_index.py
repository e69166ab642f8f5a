"""The index over the sessions: always what the folders say, whatever happened to either."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from coach.records.history import history_of
from coach.records.index import indexed, worked
from tests.records.recorded_sessions import ANN, FED, JODI, PROBE, a_plan, a_session, result

TABLES = ("folders", "sessions", "sets", "metrics")


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "sessions"
    folder.mkdir()
    return folder


@pytest.fixture
def file(tmp_path):
    return tmp_path / "home" / "history.sqlite"


def all_of(root, file):
    """Every row of every table, and how many folders could not be read."""
    with indexed(root, file) as index:
        rows = {t: sorted(index.db.execute(f"SELECT * FROM {t}"), key=repr) for t in TABLES}
        return rows, index.unreadable


def entries_of(root, file, athlete=JODI):
    with indexed(root, file) as index:
        return history_of(index.db, athlete.id)


def test_it_holds_what_each_set_came_to(root, file):
    a_plan(root, "one", [(PROBE, result(70)), (FED, result(80))])
    a_session(root, "two", day=2)
    a_session(root, "three", ANN)
    probe, fed, alone = entries_of(root, file)
    assert [probe.probe, fed.probe, alone.probe] == [True, False, False]
    assert (probe.plan, alone.plan, alone.drill) == ("My plan", None, "high_knees")
    assert (probe.pain, alone.pain, fed.spoken, probe.spoken) == (3, None, 1.0, 0.0)
    assert [e.folder for e in entries_of(root, file, ANN)] == ["three"]


def test_a_session_counts_for_its_athlete_from_its_first_rep_on(root, file):
    a_session(root, "one")
    a_session(root, "broken_off", n=0)
    a_session(root, "of_another", ANN)
    a_plan(root, "plan", [(FED, result(n=0)), (FED, result())])
    with indexed(root, file) as index:
        assert (worked(index.db, JODI.id), worked(index.db, ANN.id)) == (2, 1)
        assert worked(index.db, "nobody") == 0


def test_brought_up_to_date_it_is_the_same_as_made_from_scratch(root, file, tmp_path):
    a_session(root, "gone")
    a_session(root, "changed")
    a_session(root, "stays", ANN)
    all_of(root, file)
    shutil.rmtree(root / "gone")
    a_session(root, "changed", thigh=81, n=14)
    a_plan(root, "new", [(PROBE, result())])
    (root / "stays" / "summary.json").write_text("{", encoding="utf-8")
    kept, unreadable = all_of(root, file)
    assert unreadable == 1
    assert (kept, unreadable) == all_of(root, tmp_path / "other.sqlite")
    assert len(kept["folders"]) == 3


def test_what_has_not_changed_is_not_read_again(root, file, monkeypatch):
    for n in range(3):
        a_session(root, f"s{n}")
    before = all_of(root, file)
    monkeypatch.setattr("coach.records.index.read_session", lambda folder: pytest.fail(folder.name))
    assert all_of(root, file) == before


@pytest.mark.parametrize("name", ["session.json", "set.json", "summary.json"])
@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": 1, "kind": ["x"]}', "\udcff\x00", '{"reps": 7, "drill": {}}'],
)
def test_a_broken_folder_is_skipped_and_counted(root, file, name, text):
    a_session(root, "broken")
    a_session(root, "well", day=2)
    (root / "broken" / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert [one.folder for one in entries_of(root, file)] == ["well"]
    assert all_of(root, file)[1] == 1
    a_session(root, "broken")
    assert all_of(root, file)[1] == 0, "mended"


@pytest.mark.parametrize("value", ['["x"]', "1e400", '"\\ud800"', "123456789012345678901234567890"])
def test_a_value_that_no_table_holds_breaks_its_own_folder_only(root, file, value):
    folder = a_session(root, "broken")
    a_session(root, "well")
    text = (folder / "session.json").read_text(encoding="utf-8")
    broken = text.replace('"webcam"', value)
    (folder / "session.json").write_text(broken, encoding="utf-8")
    assert len(entries_of(root, file)) in (1, 2)
    assert all_of(root, file)[1] <= 1


@pytest.mark.parametrize("started", ["yesterday", "", "2026-99-01"])
def test_a_time_that_is_none_breaks_the_folder(root, file, started):
    folder = a_session(root, "broken")
    text = (folder / "session.json").read_text(encoding="utf-8")
    changed = text.replace("2026-11-01T09:30:00+01:00", started)
    (folder / "session.json").write_text(changed, encoding="utf-8")
    assert all_of(root, file)[1] == 1


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_made_anew(root, file, content):
    a_session(root, "one")
    file.parent.mkdir()
    file.write_bytes(content)
    assert len(entries_of(root, file)) == 1
    assert sqlite3.connect(file).execute("SELECT count(*) FROM sets").fetchone() == (1,)


def test_a_database_cut_in_the_middle_is_made_anew(root, file):
    for n in range(30):
        a_session(root, f"s{n:02}")
    before = all_of(root, file)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    assert all_of(root, file) == before


def test_a_database_of_another_version_is_made_anew(root, file):
    a_session(root, "one")
    before = all_of(root, file)
    for change in ("PRAGMA user_version = 99", "DROP TABLE metrics", "ALTER TABLE sets ADD x"):
        db = sqlite3.connect(file)
        db.execute(change)
        db.commit()
        db.close()
        (root / "one" / "session.json").touch()
        rows, _ = all_of(root, file)
        assert rows["metrics"] == before[0]["metrics"]


def test_where_the_database_is_locked_or_cannot_be_kept_there_is_one_in_memory(
    root, file, monkeypatch
):
    monkeypatch.setattr("coach.records.index.WAIT_S", 0.01)
    a_session(root, "one")
    all_of(root, file)
    a_session(root, "two", day=2)
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    assert len(entries_of(root, file)) == 2
    other.close()
    folder = file.with_name("a_folder")
    folder.mkdir()
    assert len(entries_of(root, folder)) == 2
    assert folder.is_dir()


def test_links_other_folders_and_files_are_no_sessions(root, file, tmp_path):
    outside = a_session(tmp_path / "outside", "theirs")
    a_session(root, "mine")
    try:
        (root / "link").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    (root / "notes.txt").write_text("x", encoding="utf-8")
    (root / "empty").mkdir()
    rows, unreadable = all_of(root, file)
    assert [row[0] for row in rows["folders"]] == ["mine"]
    assert unreadable == 0


def test_a_session_without_a_set_is_there_but_tells_nothing(root, file):
    folder = a_session(root, "one")
    (folder / "summary.json").unlink()
    assert entries_of(root, file) == ()
    assert all_of(root, file)[1] == 0


def test_nobodys_sessions_are_nobodys(root, file):
    a_session(root, "one", None)
    assert entries_of(root, file) == ()


def test_no_folder_and_no_sessions_is_an_empty_history(root, file):
    assert entries_of(root / "nowhere", file) == ()
