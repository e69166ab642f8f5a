"""A prescription from the questions to the session, and the notes after it."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.__main__ import main
from coach.config import load_prescription
from coach.config.toml_text import toml_text
from coach.core.drills.rules import Band
from coach.core.types import Side
from coach.records.notes import Note, notes_of
from coach.records.session_file import read_set
from tests.e2e.hurry import SMALL

HEAD = 'schema = 1\nathlete = "Jodi"\nby = "A. Example"\n'
STEP = '[[steps]]\ndrill = "high_knees"\nview = "side"\nseconds = 8\n'
TO_80 = "[limits]\nthigh_angle_peak = { high = 80 }\n"
RUN = ("run", "--source", "synthetic", "--headless", "--fast")
ANSWERS = (
    *("Jodi", "Dr. Ä", "high_kneess", "high_knees", "2", "10", "30", "side"),
    *("thigh > x", "thigh_angle_peak < 80", "", "70-90", "65-78", "y"),
    *("knee_low", "knee_low = knee to my hand", "", "Easy does it", "2001-01-01", "2099-01-01"),
    *("9", "5"),
)

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Typed:
    """Types a command and, where asked, answers; gives its exit status and what it wrote."""
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "coach.toml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def typed(*words: object, answers: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return typed


def written(folder: Path, text: str) -> Path:
    path = folder / "jodi.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_answers_become_a_file_that_runs(coach: Typed, tmp_path: Path) -> None:
    code, out, _ = coach("prescribe", "--out", "mine.toml", answers=ANSWERS)
    assert code == 0
    for problem in ("did you mean 'high_knees'", "a limit is a name", "90 is beyond the limit"):
        assert problem in out
    for problem in ("own words are a name", "that day has passed", "at most 5, got 9"):
        assert problem in out
    assert out.endswith('coach run --prescription "mine.toml"\n')
    found = load_prescription(tmp_path / "mine.toml")
    assert found.prescription.athlete == "Jodi"
    assert found.prescription.by == "Dr. Ä"
    assert found.prescription.valid_until == "2099-01-01"
    [step] = found.plan.steps
    assert (step.sets, step.seconds, step.rest_s) == (2, 10, 30)
    assert (step.drill.target, step.drill.locked) == (Band(65, 78), True)
    assert found.texts.say("knee_to_line", Side.LEFT) == "Left: knee to my hand"


@pytest.mark.parametrize("number", range(0, len(ANSWERS), 3))
def test_who_breaks_off_has_written_nothing(coach: Typed, tmp_path: Path, number: int) -> None:
    code, _, err = coach("prescribe", "--out", "mine.toml", answers=ANSWERS[:number])
    assert (code, err) == (1, "coach: stopped: nothing was written\n")
    assert not list(tmp_path.glob("*.toml"))


def test_without_a_terminal_there_is_nobody_to_ask(
    coach: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(io, "StringIO", lambda _: closed)
    code, _, err = coach("prescribe")
    assert code == 1
    assert err.startswith("coach: there is nobody to ask")


def test_a_file_that_is_there_is_replaced_only_when_that_is_wanted(
    coach: Typed, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text("old", encoding="utf-8")
    code, _, _ = coach("prescribe", "--out", "mine.toml", answers=(*ANSWERS, "n", "new.toml"))
    assert code == 0
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "old"
    assert (tmp_path / "new.toml").is_file()
    code, _, _ = coach("prescribe", "--out", "mine.toml", answers=(*ANSWERS, "y"))
    assert code == 0
    assert load_prescription(tmp_path / "mine.toml")


WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
SINGLE = st.one_of(WORDS, st.booleans(), st.integers(-99, 99), st.floats(-99, 99), st.dates())


@given(
    st.dictionaries(WORDS, st.one_of(SINGLE, st.dictionaries(WORDS, SINGLE, max_size=3))),
    st.lists(st.dictionaries(WORDS, SINGLE, max_size=3), min_size=1, max_size=3),
)
def test_what_is_written_is_read_back(table: dict[str, object], steps: list[dict]) -> None:
    table = {**table, "steps": steps}
    assert tomllib.loads(toml_text(table)) == table


def test_a_prescribed_session_says_by_whom_and_keeps_below_the_limit(
    coach: Typed, tmp_path: Path
) -> None:
    note = 'note = """\nStop when it pinches.\nCall me."""\nvalid_until = 2099-12-31\n'
    path = written(tmp_path, note + TO_80 + STEP)
    code, out, _ = coach(*RUN, "--prescription", path)
    assert code == 0
    lines = ("Prescribed by A. Example for Jodi", "Stop when it pinches.", "Valid until 2099-12-31")
    assert [line for line in lines if line not in out] == []
    [folder] = (tmp_path / "home" / "data" / "sessions").glob("*_Jodi")
    [one] = folder.glob("01_high_knees")
    peaks = [
        metric["mean"]
        for metric in json.loads((one / "summary.json").read_text(encoding="utf-8"))["metrics"][
            "thigh_angle_peak"
        ].values()
    ]
    assert max(peaks) < 80
    assert read_set(one).drill == load_prescription(path).plan.steps[0].drill
    code, out, _ = coach("replay", folder, "--headless")
    assert code == 0
    assert "The same reps and cues as when it was recorded." in out


def test_a_prescription_that_has_ended_is_refused_whatever_is_said(
    coach: Typed, tmp_path: Path
) -> None:
    path = written(tmp_path, "valid_until = 2001-01-01\n" + STEP)
    code, out, err = coach(*RUN, "--yes", "--prescription", path)
    assert (code, out) == (1, "")
    assert err == f"coach: {path} was valid until 2001-01-01: ask A. Example for a new one\n"
    path = written(tmp_path, f"valid_until = {date.max}\n" + STEP)
    assert coach("check", path)[0] == 0


@pytest.mark.parametrize(
    "more", [("--plan", "landing"), ("--drill", "a_march"), ("--view", "left")]
)
def test_a_prescription_says_all_of_what_is_done(
    coach: Typed, tmp_path: Path, more: tuple[str, str]
) -> None:
    code, _, err = coach(*RUN, "--prescription", written(tmp_path, STEP), *more)
    assert code == 2
    assert "Error" in err


def test_a_note_is_kept_with_the_session(coach: Typed, tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    code, out, _ = coach("note", tmp_path, "left hip a bit stiff", "--pain", "2", "--by", "Dr. Ö")
    assert (code, out) == (0, f"Noted in {tmp_path}\n")
    coach("note", tmp_path, "--effort", "7")
    told = [(note.kind, note.level, note.text, note.by) for note in notes_of(tmp_path)]
    assert told == [
        ("pain", 2, "", "Dr. Ö"),
        ("note", None, "left hip a bit stiff", "Dr. Ö"),
        ("effort", 7, "", ""),
    ]
    assert isinstance(notes_of(tmp_path)[0], Note)


def test_check_notes_that_a_prescription_has_ended(coach: Typed, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(f"{HEAD}valid_until = 2001-01-31\n{STEP}", encoding="utf-8")
    code, out, _ = coach("check", tmp_path / "old.toml")
    assert code == 0
    assert out.splitlines()[0] == f"Note: {tmp_path / 'old.toml'}: was valid until 2001-01-31"


@pytest.mark.parametrize(
    ("words", "code"), [(("a",), 1), ((), 2), (("--pain", "11"), 2), (("--effort", "-1"), 2)]
)
def test_a_note_about_nothing_is_refused(
    coach: Typed, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    found, _, err = coach("note", tmp_path / "gone", *words)
    assert found == code
    assert code == 2 or len(err.splitlines()) == 1
