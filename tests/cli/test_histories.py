"""`coach athletes` and `coach history`, as they are typed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coach.__main__ import main
from coach.paths import data_dir, sessions_dir
from coach.records.athletes import known_athletes
from coach.records.session_file import Who
from tests.records.recorded_sessions import ANN, FED, PROBE, a_plan, a_session, result

Coach = Callable[..., tuple[int, str, str]]

HOSTILE = "<script>alert(1)</script> & [red]\U0001f3c3"


@pytest.fixture
def coach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Coach:
    """Types a command, and gives how it ended with what it wrote and complained of."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def type_in(*words: object, answer: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", StringIO(answer))
        with pytest.raises(SystemExit) as end:
            main()
        return (int(end.value.code or 0), *capfd.readouterr())

    return type_in


@pytest.fixture
def jodi(coach: Coach) -> Who:
    """Somebody with a hostile name, who did two plans and a set of their own."""
    coach("athletes", "add", HOSTILE)
    (one,) = known_athletes(data_dir())
    who = Who(one.id, one.name)
    for day, thigh in ((1, 62.0), (8, 71.0)):
        sets = [(PROBE, result(thigh)), (FED, result(thigh + 5))]
        a_plan(sessions_dir(), f"plan_{day}", sets, day, who)
    a_session(sessions_dir(), "set", who, day=9, n=3)
    a_session(sessions_dir(), "ann", ANN)
    return who


def test_athletes_are_listed_with_their_sessions(coach: Coach, jodi: Who) -> None:
    code, out, _ = coach("athletes")
    assert code == 0
    row = out.splitlines()[1].split()
    assert (row[0], row[2:]) == (jodi.id, ["3", *HOSTILE.split()])
    listed = json.loads(coach("athletes", "list", "--json")[1])
    assert [(one["name"], one["sessions"]) for one in listed] == [(HOSTILE, 3)]


def test_nobody_is_known_at_first(coach: Coach) -> None:
    assert "no athlete is known yet" in coach("athletes")[1]
    code, out, err = coach("history", "Jodi")
    assert (code, out) == (1, "")
    assert err == "coach: no athlete is called \"Jodi\"; 'coach athletes' lists them\n"


def test_a_renamed_athlete_keeps_their_history(coach: Coach, jodi: Who) -> None:
    coach("athletes", "rename", jodi.id, "Jo")
    assert coach("history", "jo")[1].startswith('"Jo": 3 sessions, 2026-11-01 to 2026-11-09')


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_nothing_is_deleted_before_yes(coach: Coach, jodi: Who, answer: str) -> None:
    _, out, _ = coach("athletes", "delete", HOSTILE, answer=answer)
    assert f'Delete 3 sessions of "{HOSTILE}"? [y/N]' in out
    assert len(list(sessions_dir().iterdir())) == 4
    assert known_athletes(data_dir())


@pytest.mark.parametrize(("more", "answer"), [(["--yes"], ""), ([], "y\n")])
def test_deleting_leaves_nothing_of_theirs_and_all_of_others(
    coach: Coach, jodi: Who, more: list[str], answer: str
) -> None:
    coach("history", jodi.id)
    code, out, _ = coach("athletes", "delete", jodi.id, *more, answer=answer)
    assert (code, out.endswith(f'deleted 3 sessions of "{HOSTILE}"\n')) == (0, True)
    assert [path.name for path in sessions_dir().iterdir()] == ["ann"]
    left = b"".join(path.read_bytes() for path in data_dir().rglob("*") if path.is_file())
    assert jodi.id.encode() not in left
    assert ANN.id.encode() in left


def test_an_export_has_the_sessions_and_their_table(
    coach: Coach, jodi: Who, tmp_path: Path
) -> None:
    code, out, _ = coach("athletes", "export", jodi.id, tmp_path / "jodi.zip")
    assert (code, out[:10]) == (0, "3 sessions")
    assert (tmp_path / "jodi.zip").stat().st_size > 1000


def test_history_has_a_table_and_a_trend_in_letters_that_every_terminal_has(
    coach: Coach, jodi: Who
) -> None:
    code, out, err = coach("history", jodi.id)
    assert (code, err) == (0, "")
    assert HOSTILE in out.splitlines()[0]
    rows = [line for line in out.splitlines() if line.startswith("2026-11-01 09:30")]
    assert [("probe" in row, "62° ± 8" in row, "67° ± 8" in row) for row in rows] == [
        (True, True, False),
        (False, False, True),
    ]
    trend = out[out.index("Knee drive") :]
    trend.encode("cp437")
    trend.encode("cp1252")
    drawn = trend[: trend.index("----")]
    assert (drawn.count("#"), drawn.count(" o")) == (2, 2), "the set of three reps is left out"
    assert "2026-11-01 to 2026-11-08: +9°; anything over 5° is a real change" in trend
    assert "Left out, for too few reps: 1" in trend


def test_another_number_or_drill_is_asked_for_by_its_name(coach: Coach, jodi: Who) -> None:
    out = coach("history", jodi.id, "--metric", "cadence", "--drill", "high_knees")[1]
    assert "Cadence: High knees, seen from the left" in out
    assert "did you mean 'cadence'" in coach("history", jodi.id, "--metric", "cadnce")[2]
    assert "did you mean 'high_knees'" in coach("history", jodi.id, "--drill", "high_knee")[2]


def test_scripts_get_json_and_complaints_apart(coach: Coach, jodi: Who) -> None:
    (sessions_dir() / "ann" / "summary.json").write_text("{", encoding="utf-8")
    code, out, err = coach("history", jodi.id, "--json")
    told = json.loads(out)
    assert (code, told["athlete"]["name"], len(told["sessions"])) == (0, HOSTILE, 5)
    assert err.startswith("Note: 1 folder in ")
    assert err.count("\n") == 1


def test_who_did_nothing_yet_is_told_so(coach: Coach, tmp_path: Path) -> None:
    coach("athletes", "add", "Ann")
    assert 'no session of "Ann" with a rep' in coach("history", "Ann")[1]
    code, _, err = coach("history", "Ann", "--out", tmp_path / "ann.svg")
    assert code == 1
    assert "nothing is written" in err
    assert not (tmp_path / "ann.svg").exists()


def test_one_session_is_no_trend(coach: Coach) -> None:
    coach("athletes", "add", "Ann")
    (ann,) = known_athletes(data_dir())
    a_session(sessions_dir(), "one", Who(ann.id, ann.name))
    assert "Two sessions make a trend" in coach("history", "Ann")[1]


@pytest.mark.parametrize("name", ["trend.svg", "trend.html"])
def test_a_drawing_is_told_in_words_and_obeys_no_name(
    coach: Coach, jodi: Who, tmp_path: Path, name: str
) -> None:
    code, out, err = coach("history", jodi.id, "--out", tmp_path / name)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == f"Written to {tmp_path / name}"
    text = (tmp_path / name).read_text(encoding="utf-8")
    drawing = ElementTree.fromstring(text[text.index("<svg") : text.rindex("</svg>") + 6])
    words = {node.tag.rpartition("}")[2]: node.text or "" for node in drawing[:2]}
    assert words["title"]
    assert "2026-11-01: 62° ± 8 (probe)" in words["desc"]
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_a_file_of_another_kind_is_refused_before_anything_is_done(
    coach: Coach, jodi: Who, tmp_path: Path
) -> None:
    code, out, err = coach("history", jodi.id, "--out", tmp_path / "trend.png")
    assert (code, out) == (1, "")
    assert "ends in .svg or .html" in err


def test_german_is_spoken_throughout(coach: Coach, jodi: Who) -> None:
    settings = data_dir().parent / "config" / "coach.toml"
    settings.parent.mkdir()
    settings.write_text('schema = 1\nlanguage = "de"\n', encoding="utf-8")
    out = coach("history", jodi.id)[1]
    assert "3 Einheiten, 2026-11-01 bis 2026-11-09" in out
    assert "Kniehebelauf" in out
    assert "ohne Rückmeldung" in out
