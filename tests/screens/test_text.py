import io
import subprocess
import sys
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from coach.core.types import Count, CueKind, Phase, Reason, Side
from coach.screens.text import TextScreen
from tests.screens.pictures import DRILL, STATUS, TEXTS, cue, snapshot

LOW = cue("knee_low", CueKind.CORRECTION, Side.LEFT)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines(*moments: object, status: object = STATUS) -> list[str]:
    stream = io.StringIO()
    screen = TextScreen(DRILL, TEXTS, stream)
    for moment in moments:
        screen.show(moment, status)
    screen.close()
    return stream.getvalue().splitlines()


def test_text_needs_no_window() -> None:
    script = "import sys, coach.screens.text; sys.exit('pygame' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0


def test_a_cue_is_one_line_with_the_time_since_the_start() -> None:
    cued = [snapshot(t=500.0 + t, cue=LOW if t >= 12.4 else None) for t in (0.0, 12.4, 12.5, 14.0)]
    assert lines(*cued) == ["   0.0 s  Go", "  12.4 s  Left: knee up to the line"]


def test_the_same_words_said_again_are_written_again() -> None:
    again = replace(LOW, t=33.0)
    said = lines(snapshot(cue=LOW), snapshot(cue=None), snapshot(cue=again))
    assert sum("knee up" in line for line in said) == 2


def test_phases_and_reasons_are_lines_too() -> None:
    hidden = Reason("part_hidden", Side.LEFT, "ankle")
    said = lines(
        snapshot(t=0.0, phase=Phase.WAITING, reason=hidden),
        snapshot(t=1.0, phase=Phase.COUNT_IN),
        snapshot(t=4.0),
        snapshot(t=5.0),
        snapshot(t=24.0, phase=Phase.DONE),
    )
    assert [line.split("s  ", 1)[1] for line in said] == [
        "Get ready: whole body in view",
        "I can't see your left ankle",
        "Get ready",
        "Go",
        "I can see you",
        "Well done",
    ]


def test_a_note_is_written_once_and_again_when_it_comes_back() -> None:
    stream = io.StringIO()
    screen = TextScreen(DRILL, TEXTS, stream)
    for notes in ((), ("no sound",), ("no sound",), (), ("no sound",)):
        screen.show(None, replace(STATUS, notes=notes))
    assert stream.getvalue() == "   0.0 s  no sound\n" * 2


def test_a_file_gets_no_live_line() -> None:
    moments = [snapshot(t=i / 30) for i in range(300)]
    assert lines(*moments) == ["   0.0 s  Go"]


def test_a_terminal_has_one_live_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    terminal = Terminal()
    screen = TextScreen(DRILL, TEXTS, terminal)
    screen.show(snapshot(84.0, 20.0), STATUS)
    live = terminal.getvalue().splitlines()[-1].strip()
    assert live == "Left [########==..] 7/9  Right [##.....===..] 7/9  172 steps/min   14 s"


def test_what_is_not_known_is_a_dash_or_empty_in_the_live_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    terminal = Terminal()
    moment = snapshot(nan, 20.0, graded=frozenset({Side.RIGHT}), cadence=nan, left_s=nan)
    moment = replace(moment, counts={Side.LEFT: Count(4), Side.RIGHT: Count(9, 7)})
    TextScreen(DRILL, TEXTS, terminal).show(moment, STATUS)
    live = terminal.getvalue().splitlines()[-1].strip()
    assert live == "Left [............] -/4  Right [##.....===..] 7/9    - steps/min"


def test_the_live_line_never_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    terminal = Terminal()
    screen = TextScreen(DRILL, TEXTS, terminal)
    for i in range(100):
        screen.show(snapshot(float(i), t=i / 30), STATUS)
    written = terminal.getvalue().split("\n")[-1].split("\r")
    assert max(map(len, written)) < 40


def test_the_live_line_is_rewritten_at_most_ten_times_a_second() -> None:
    terminal = Terminal()
    screen = TextScreen(DRILL, TEXTS, terminal)
    for i in range(120):
        screen.show(snapshot(float(i), t=i / 60), STATUS)
    assert 15 <= terminal.getvalue().count("\r") <= 21


def test_a_line_leaves_nothing_of_the_live_line_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    terminal = Terminal()
    screen = TextScreen(DRILL, TEXTS, terminal)
    screen.show(snapshot(t=0.0), STATUS)
    live = terminal.getvalue().split("\r")[-1]
    screen.show(snapshot(t=0.02, cue=LOW), STATUS)
    written = terminal.getvalue().split("\r")[-1]
    assert written.rstrip() == "   0.0 s  Left: knee up to the line"
    assert len(written.rstrip("\n")) >= len(live)


def test_a_letter_that_the_terminal_lacks_does_not_end_the_session() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    TextScreen(DRILL, TEXTS, stream).show(
        None, replace(STATUS, notes=("kein Ton: Lautsprecher für Töne",))
    )
    assert b"f?r T?ne" in raw.getvalue()


def test_what_the_athlete_must_mind_is_the_first_line() -> None:
    stream = io.StringIO()
    careful = replace(DRILL, safety="Belt stopped.")
    screen = TextScreen(careful, TEXTS, stream)
    screen.show(replace(snapshot(), drill=careful), STATUS)
    screen.show(replace(snapshot(), drill=careful), STATUS)
    assert stream.getvalue().splitlines()[0].endswith("Belt stopped.")
    assert stream.getvalue().count("Belt stopped.") == 1
