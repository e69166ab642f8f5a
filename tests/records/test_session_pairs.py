"""Two sessions: their sets are paired like with like, and what cannot be compared is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from coach.config import load_drill, load_texts
from coach.core.compare.change import ChangeVerdict
from coach.core.judging.result import Metric, SetResult
from coach.core.kinematics.seen import Seen
from coach.core.session.set_start import SetStart
from coach.core.types import Count, Side, View
from coach.errors import RecordError
from coach.records import session_pairs
from coach.records.comparison import comparison_json
from coach.records.reading import RecordedSession, RecordedSet
from coach.records.session_file import About, Who
from coach.records.session_pairs import compare_athlete, compare_folders, compare_sessions
from coach.wording.comparison import comparison_text

SEEN = Seen(facing=-1, share=0.7, roll=0.0, left_thigh=1.0, right_thigh=1.0)


def one_set(
    drill: str = "run",
    *,
    thigh: float = 31.0,
    view: View = View.LEFT,
    label: str | None = None,
    n: int = 40,
    ending: str = "done",
    fps: float = 30.0,
    seen: Seen = SEEN,
) -> RecordedSet:
    side = Side.RIGHT if view is View.RIGHT else Side.LEFT
    result = SetResult(
        drill=drill,
        view=view,
        frames=900,
        frames_with_pose=900,
        duration_s=30.0,
        fps=fps,
        counts={side: Count(n) for side in Side},
        cadence=165.0,
        metrics={
            ("thigh_angle_peak", side): Metric(thigh, 2.0, n, "deg", 6.0),
            ("contact_time", side): Metric(0.27, 0.01, n, "s", 0.027),
            ("cadence", None): Metric(165.0, 2.0, 2 * n, "steps/min", 1.2),
        },
        faults=(),
        cues=(),
        not_measured={},
        seen=seen,
    )
    begun = SetStart(load_drill(drill))
    return RecordedSet(Path(drill), begun, result, label=label, ending=ending)


def session(
    day: int,
    sets: Sequence[RecordedSet],
    *,
    athlete: str | None = None,
    speed_kmh: float = 9.0,
) -> RecordedSession:
    who = Who(athlete, athlete) if athlete else None
    started = f"2026-11-{day:02}T18:00:00+01:00"
    about = About("run", "run", "Run", "0", started, "1.0", who, speed_kmh)
    return RecordedSession(Path(f"day_{day}"), about, tuple(sets))


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> dict[str, RecordedSession]:
    """Sessions by the names of folders that need not be there."""
    known: dict[str, RecordedSession] = {}
    monkeypatch.setattr(session_pairs, "read_folder", lambda path: known[path.name])

    def read(path: Path) -> RecordedSession:
        if path.name not in known:
            raise RecordError("damaged")
        return known[path.name]

    monkeypatch.setattr(session_pairs, "read_session", read)
    monkeypatch.setattr(session_pairs, "read_about", lambda path: read(path).about)
    return known


def refused(
    folders: dict[str, RecordedSession], before: RecordedSession, after: RecordedSession
) -> str:
    folders |= {"a": before, "b": after}
    with pytest.raises(RecordError) as error:
        compare_folders(Path("a"), Path("b"))
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_last_set_of_each_drill_and_view_is_compared() -> None:
    before = session(1, [one_set(thigh=20), one_set(thigh=31), one_set("a_march", thigh=70)])
    after = session(9, [one_set(thigh=43), one_set(view=View.REAR)])
    [pair] = compare_sessions(before, after).pairs
    assert (pair.before.result.drill, pair.comparison.view) == ("run", View.LEFT)
    thigh = next(c for c in pair.comparison.changes if c.metric == "thigh_angle_peak")
    assert (thigh.by, thigh.verdict) == (12, ChangeVerdict.BETTER)


def test_sets_of_the_same_label_belong_together() -> None:
    both = [
        session(day, [one_set(thigh=t, label="before"), one_set(thigh=t + 5, label="after")])
        for day, t in ((1, 31), (9, 40))
    ]
    pairs = compare_sessions(*both).pairs
    labels = [(pair.before.label, pair.after.label) for pair in pairs]
    assert labels == [("before", "before"), ("after", "after")]


def test_a_set_that_was_not_finished_is_not_compared() -> None:
    before = session(1, [one_set(thigh=31), one_set(thigh=60, ending="cut")])
    [pair] = compare_sessions(before, session(9, [one_set()])).pairs
    assert pair.before.result.metrics["thigh_angle_peak", Side.LEFT].mean == 31


def test_another_drill_is_refused(folders: dict[str, RecordedSession]) -> None:
    why = refused(folders, session(1, [one_set()]), session(2, [one_set("a_march")]))
    assert "no drill is in both (before: run; after: a_march)" in why


def test_another_view_is_refused(folders: dict[str, RecordedSession]) -> None:
    other = one_set(view=View.REAR)
    why = refused(folders, session(1, [one_set()]), session(2, [other]))
    assert "from another side (left, then rear)" in why


def test_another_speed_is_refused(folders: dict[str, RecordedSession]) -> None:
    why = refused(folders, session(1, [one_set()]), session(2, [one_set()], speed_kmh=11))
    assert "speed was another (9, then 11 km/h)" in why


def test_another_athlete_is_refused(folders: dict[str, RecordedSession]) -> None:
    both = [session(day, [one_set()], athlete=who) for day, who in ((1, "a"), (2, "b"))]
    assert "two athletes" in refused(folders, *both)


def test_the_same_folder_twice_is_refused() -> None:
    with pytest.raises(RecordError, match="given twice"):
        compare_folders(Path("a"), Path("a"))


def test_seen_from_the_other_side_no_leg_is_compared() -> None:
    [pair] = compare_sessions(session(1, [one_set()]), session(2, [one_set(view=View.RIGHT)])).pairs
    assert {change.metric for change in pair.comparison.changes} == {"cadence"}
    assert {left.why for left in pair.comparison.left_out} == {"other_side"}


def test_another_distance_and_frame_rate_leave_what_they_do_not_change() -> None:
    other = one_set(fps=60.0, seen=replace(SEEN, share=0.4))
    [pair] = compare_sessions(session(1, [one_set()]), session(2, [other])).pairs
    assert [change.metric for change in pair.comparison.changes] == ["cadence"]
    why = {left.metric: left.why for left in pair.comparison.left_out}
    assert why == {"thigh_angle_peak": "distance", "contact_time": "frame_rate"}


def test_from_fewer_than_seven_steps_a_side_there_is_no_verdict() -> None:
    both = session(1, [one_set(n=6)]), session(2, [one_set(n=40, thigh=70)])
    for before, after in (both, both[::-1]):
        [pair] = compare_sessions(before, after).pairs
        thigh = next(c for c in pair.comparison.changes if c.metric == "thigh_angle_peak")
        assert thigh.verdict is ChangeVerdict.TOO_FEW


def test_an_athletes_first_and_last_that_can_be_compared_are_taken(
    folders: dict[str, RecordedSession],
) -> None:
    folders |= {
        "4": session(4, [one_set()]),
        "1": session(1, [one_set("a_march")]),
        "2": session(2, [one_set()]),
        "3": session(3, [one_set()]),
        "5": session(5, [one_set(view=View.REAR)]),
        "6": session(6, [one_set(n=3)]),
    }
    paths = [Path(name) for name in ("4", "1", "2", "3", "5", "6", "damaged")]
    found = compare_athlete(paths)
    assert (found.before.path.name, found.after.path.name) == ("day_2", "day_4")
    with pytest.raises(RecordError, match="no two of the athlete's 6 sessions of a_march"):
        compare_athlete(paths, "a_march")


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_differs_and_what_is_left_out_is_said(language: str) -> None:
    texts = load_texts(language)
    other = one_set(thigh=43, seen=replace(SEEN, share=0.45, roll=nan))
    [pair] = compare_sessions(session(1, [one_set()]), session(2, [other], speed_kmh=nan)).pairs
    lines = comparison_text([pair.comparison], texts)
    assert lines[0].startswith({"en": "Running assessment", "de": "Laufanalyse"}[language])
    for key in ("distance", "tilt", "speed"):
        assert any(line.strip().startswith(texts.pages[f"compare_of_{key}"]) for line in lines)
    assert sum(texts.pages["compare_unknown"] in line for line in lines) == 2
    left = texts.pages["compare_left"].format(what=texts.pages["compare_of_distance"])
    assert any(line.strip().startswith(left) for line in lines)


def test_what_is_not_known_of_either_is_said_once() -> None:
    both = [session(day, [one_set()], speed_kmh=nan) for day in (1, 2)]
    [pair] = compare_sessions(*both).pairs
    lines = comparison_text([pair.comparison], load_texts())
    assert "  Speed typed in: not known both times; a change may be that of the speed" in lines


def test_scripts_get_differences_with_null_for_what_is_not_known() -> None:
    [pair] = compare_sessions(session(1, [one_set()]), session(2, [one_set()], speed_kmh=nan)).pairs
    [told] = comparison_json([pair.comparison])
    assert told["differences"] == [
        {"what": "speed", "before": 9.0, "after": None, "metrics": "none", "effect": "told"}
    ]
    assert told["not_compared"] == []
