"""The report of a session: everything with its error, nothing from outside but as text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from coach.config import load_drill, load_texts, load_usual
from coach.core.judging.result import FaultCount
from coach.core.types import Cue, CueKind, Reason, Side, View
from coach.errors import ConfigError, RecordError
from coach.pages.reader import Reader
from coach.pages.report import report_page
from coach.records.notes import EFFORT, PAIN, Note
from coach.records.reading import RecordedSession, frames_of, read_folder
from coach.records.session_file import Who
from coach.wording.numbers import name_of, shown
from tests.pages.made_up import ABOUT, TEXTS, MadeSet, write_plan, write_session

HOSTILE = (
    "\"><script>alert('x')</script>{{ 7*7 }}\u202e<img src=http://x.example/a onerror=y> &amp;"
)


class Seen(HTMLParser):
    """What a browser would make of a page: its tags, what they refer to, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.refs: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.refs += [value or "" for name, value in attrs if name in ("src", "href", "action")]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def drill_of(name):
    try:
        return load_drill(name, TEXTS)
    except ConfigError:
        return None


def page_of(recorded: RecordedSession, reader=Reader.BOTH, texts=TEXTS, notes=()):
    return report_page(
        recorded, reader, texts, usual=load_usual(texts), drill=drill_of, notes=notes
    )


@pytest.fixture
def recorded(tmp_path) -> RecordedSession:
    return read_folder(write_session(tmp_path / "one"))


def change(before: str, after: str) -> dict[str, Any]:
    """A comparison as plan.json has it."""
    thigh = {
        "metric": "thigh_angle_peak",
        "side": "left",
        "unit": "deg",
        "before": {"mean": 60.1, "sd": 3.5, "n": 27},
        "after": {"mean": 78.1, "sd": 3.5, "n": 27},
        "change": 18.0,
        "smallest_that_counts": 5.0,
        "verdict": "better",
    }
    place = {"before": before, "after": after, "drill": "high_knees", "view": "left"}
    return {**place, "why_not": None, "changes": [thigh]}


def plan(tmp_path) -> RecordedSession:
    mark = {"t_s": 61.0, "drill": "high_knees", "kind": "pain", "level": 3}
    told = {"comparison": [change("first", "last")], "marks": [mark]}
    sets = [
        ("first", MadeSet(thigh=(60.0, 60.0))),
        ("", MadeSet(view=View.FRONT)),
        ("last", MadeSet()),
    ]
    return read_folder(write_plan(tmp_path / "plan", sets, told))


def test_every_number_is_there_with_its_error(recorded) -> None:
    text = Seen(page_of(recorded)).text
    for (name, _), number in recorded.sets[0].result.metrics.items():
        told = shown(name, number, TEXTS)
        assert told.error
        assert f"{told.mean} ± {told.error}" in text
        assert told.name in text


def test_every_number_of_every_set_of_a_plan_is_there_with_its_error(tmp_path) -> None:
    recorded = plan(tmp_path)
    text = Seen(page_of(recorded, Reader.THERAPIST)).text
    for one in recorded.sets:
        assert one.result.metrics
        for (name, _), number in one.result.metrics.items():
            told = shown(name, number, TEXTS)
            assert told.error
            spread = f"SD {told.sd}, n {told.n}"
            assert f"{told.mean} ± {told.error} {spread}" in text
            assert told.name in text


def drill_sections(html: str) -> list[str]:
    return html.split('<section class="set"')[1:]


def test_the_sets_of_a_drill_stand_beside_each_other(tmp_path) -> None:
    sides, front = drill_sections(page_of(plan(tmp_path), Reader.THERAPIST))
    text = Seen(sides).text
    assert "High knees , seen from the left (2 sets)" in text
    assert "What Before After Target or usual" in text
    assert "° 60 ± 8 SD 3, n 28 78 ± 8 SD 3, n 28 target 75 to 120" in text
    assert sides.count("<svg") == 3
    assert "seen from the front" in Seen(front).text


def test_left_and_right_stand_within_each_set_and_the_body_across_them(tmp_path) -> None:
    sets = [("", MadeSet(view=View.FRONT)), ("", MadeSet(view=View.FRONT))]
    [part] = drill_sections(page_of(read_folder(write_plan(tmp_path / "plan", sets, {}))))
    assert "Set 1 Set 2 What Left Right Left Right Target or usual" in Seen(part).text
    assert part.count('<td class="n wraps" colspan="2"><span class="whole">167 ± 1') == 2


def test_many_sets_stand_in_tables_that_fit_on_paper(tmp_path) -> None:
    sets = [("", MadeSet(seconds=5.0))] * 14
    [part] = drill_sections(page_of(read_folder(write_plan(tmp_path / "plan", sets, {}))))
    assert part.count('<table class="numbers">') == 3
    assert [part.count(f'class="n">Set {n}<') for n in range(1, 15)] == [1] * 14


def test_faults_cues_and_reasons_are_told_once_with_their_sets(tmp_path) -> None:
    clean = MadeSet(
        faults=(), not_measured={}, cues=(Cue(7.0, "knee_to_line", CueKind.CORRECTION, Side.LEFT),)
    )
    made = write_plan(tmp_path / "plan", [("", MadeSet()), ("", MadeSet()), ("", clean)], {})
    text = Seen(page_of(read_folder(made), Reader.THERAPIST)).text
    assert text.count("Knee too low (left)") == 1
    assert "Set 1: 4 reps; Set 2: 4 reps" in text
    assert "Left: knee up to the line Set 1: 0:05; Set 2: 0:05; Set 3: 0:07" in text
    why = TEXTS.why(Reason("film_front"))
    assert text.count(why) == 1
    assert f"{name_of('knee_cross', TEXTS)} (Set 1, Set 2) {why}" in text


def test_what_is_the_same_in_all_sets_is_told_once(tmp_path) -> None:
    sets = [("", MadeSet()), ("", MadeSet(fps=25.0))]
    text = Seen(page_of(read_folder(write_plan(tmp_path / "plan", sets, {})), "therapist")).text
    assert text.count("Camera tilt") == 1
    assert "Each set Left Right Frames a second" in text
    assert text.count(TEXTS.pages["report_far"].format(side="Right")) == 1


def test_what_was_not_measured_is_told_with_the_reason(recorded) -> None:
    text = Seen(page_of(recorded)).text
    for name, reason in recorded.sets[0].result.not_measured.items():
        assert name_of(name, TEXTS) in text
        assert TEXTS.why(reason) in text
    assert TEXTS.pages["report_far"].format(side="Right") in text


def test_unknown_is_told_as_unknown(recorded) -> None:
    text = Seen(page_of(recorded)).text
    assert "Jitter when standing not known" in text
    assert "nan" not in text.lower().split()
    assert "None" not in text


def test_there_are_at_most_three_things_to_work_on(tmp_path) -> None:
    names = ("knee_low", "lean_back", "kick_out", "toe_drop", "fold_fwd")
    faults = tuple(FaultCount(name, None, 9 - n) for n, name in enumerate(names))
    path = write_session(tmp_path / "one", one=MadeSet(faults=faults))
    html = page_of(read_folder(path), Reader.RUNNER)
    assert html.count('<li class="card">') == 3


def test_a_set_that_was_not_judged_is_told_first_and_nothing_is_praised(tmp_path) -> None:
    unseen = {"judged_share": 0.1, "hindered": {"key": "nobody"}}
    made = MadeSet(faults=(), cues=(), more=unseen)
    recorded = read_folder(write_session(tmp_path / "one", one=made))
    text = Seen(page_of(recorded, Reader.RUNNER)).text
    why = TEXTS.summary["little_judged"].format(why=TEXTS.why(Reason("nobody")))
    assert text.index(why) < text.index("You trained for")
    assert TEXTS.pages["report_no_things"] not in text
    assert TEXTS.pages["report_well"] not in text


def test_a_thing_to_work_on_has_its_cue_and_an_easier_drill(recorded) -> None:
    text = Seen(page_of(recorded, Reader.RUNNER)).text
    assert "Knee too low (left)" in text
    assert "High knees: in 4 reps of 28." in text
    assert "Think: “Left: knee up to the line”" in text
    assert "do this first: A-march" in text


def test_what_stands_out_in_a_run_has_the_drills_that_answer_it(tmp_path) -> None:
    finding = {
        "metric": "thigh_angle_peak",
        "side": "left",
        "text": "Your left knee lifts 21° ± 6 in the swing; usual at 10 km/h is 25 to 38.",
        "answers": ["a_march", "no_more_there", "high_knees"],
    }
    made = MadeSet(drill="run", more={"findings": [finding], "speed_kmh": 10.0})
    recorded = read_folder(write_session(tmp_path / "one", one=made))
    text = Seen(page_of(recorded, Reader.RUNNER)).text
    assert finding["text"] in text
    assert "A-march : Walk on the spot" in text
    assert "usual 25 to 38" in Seen(page_of(recorded, Reader.THERAPIST)).text


def test_cues_are_told_with_their_times(tmp_path) -> None:
    cues = tuple(Cue(t, "knee_to_line", CueKind.CORRECTION, Side.LEFT) for t in (5.0, 65.2))
    path = write_session(tmp_path / "one", one=MadeSet(cues=cues))
    text = Seen(page_of(read_folder(path))).text
    assert "Left: knee up to the line 0:05, 1:05" in text
    assert "“Left: knee up to the line” (2 \N{MULTIPLICATION SIGN})" in text


def test_each_reader_has_their_part(recorded) -> None:
    runner, therapist = (page_of(recorded, reader) for reader in (Reader.RUNNER, Reader.THERAPIST))
    assert 'id="runner"' in runner
    assert 'id="numbers"' not in runner
    assert 'id="runner"' not in therapist
    assert 'id="numbers"' in therapist
    assert "no diagnosis" in Seen(therapist).text
    for page in (runner, therapist):
        assert "not a medical device" in Seen(page).text


def test_before_and_after_stand_side_by_side(tmp_path) -> None:
    html = page_of(plan(tmp_path))
    text = Seen(html).text
    assert "What clearly changed: Knee drive (highest thigh angle), left" in text
    assert "better 60 ± 8 78 ± 8 +18 5 27 / 27" in text
    assert "Two stick figures, before and after" in text
    assert "3 / 10" in text


def test_names_and_notes_from_outside_stay_text(tmp_path) -> None:
    about = replace(
        ABOUT,
        title=HOSTILE,
        name="not_one_of_ours",
        source=HOSTILE,
        athlete=Who("x", HOSTILE),
        prescription={"by": HOSTILE, "note": HOSTILE, "text": HOSTILE},
    )
    cue = {"t_s": 1.0, "key": "x", "text": HOSTILE, "side": None}
    made = MadeSet(pains=(3.0,), more={"cues": [cue], "cue_kinds": ["correction"]})
    recorded = read_folder(write_session(tmp_path / "one", about, made))
    seen = Seen(page_of(recorded, notes=[Note(HOSTILE, text=f"{HOSTILE}\n{HOSTILE}", by=HOSTILE)]))
    assert not {"script", "img", "iframe", "object", "link2"} & set(seen.tags)
    assert "<script>alert('x')</script>{{ 7*7 }}" in seen.text
    assert "49" not in re.findall(r"\w+", seen.text.split("</title>")[0])[:5]
    assert seen.text.count("{{ 7*7 }}") >= 6


def test_notes_pain_effort_and_the_prescription_are_told(tmp_path) -> None:
    signed = {"by": "K. Koch", "note": "Slowly.", "valid_until": "2026-12-31", "pain_limit": 3}
    about = replace(ABOUT, prescription={**signed, "text": "schema = 1"})
    recorded = read_folder(write_session(tmp_path / "one", about))
    when = "2026-11-22T15:00:00+01:00"
    notes = [
        Note(when, text="Hip felt free.", by="Jodi"),
        Note(when, PAIN, level=2),
        Note(when, EFFORT, level=6),
    ]
    text = Seen(page_of(recorded, notes=notes)).text
    for told in ("2026-11-22 15:00", "Jodi", "Hip felt free.", "pain: 2 / 10", "effort: 6 / 10"):
        assert told in text
    for told in ("K. Koch", "Slowly.", "2026-12-31", "schema = 1"):
        assert told in text


def test_a_name_that_turns_the_text_round_is_kept_to_itself(tmp_path) -> None:
    about = replace(ABOUT, athlete=Who("x", "Jo\u202edi"))
    html = page_of(read_folder(write_session(tmp_path / "one", about)))
    title = html.partition("<title>")[2].partition("</title>")[0]
    assert "\u202e" not in title
    assert html.count("\u202e") == html.count("<bdi>Jo\u202edi</bdi>")


def test_the_address_of_a_camera_keeps_its_password_to_itself(tmp_path) -> None:
    about = replace(ABOUT, source="rtsp://me:secret@camera.example/stream?token=1")
    html = page_of(read_folder(write_session(tmp_path / "one", about)))
    assert "secret" not in html
    assert "token" not in html


def test_nothing_on_the_page_is_fetched(tmp_path) -> None:
    html = page_of(plan(tmp_path))
    assert all(ref.startswith(("#", "data:")) for ref in Seen(html).refs)
    assert not re.search(r"https?:|@import|<script", html)
    assert all(found.startswith("#") for found in re.findall(r"url\(['\"]?([^)]*)", html))
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html


def test_every_drawing_is_told_in_words(tmp_path) -> None:
    alone = read_folder(write_session(tmp_path / "one"))
    html = page_of(plan(tmp_path)) + page_of(alone)
    drawings = re.findall(r"<svg .*?</svg>", html, re.DOTALL)
    assert len(drawings) >= 8
    for drawing in drawings:
        assert re.search(r'role="img" aria-labelledby="t\w+ d\w+"><title id=', drawing)
        assert len(re.search(r"<desc id=[^>]*>(.*?)</desc>", drawing).group(1)) > 20


def test_the_same_session_gives_the_same_page(recorded) -> None:
    assert page_of(recorded) == page_of(recorded)


def test_german_is_whole(recorded) -> None:
    german = load_texts("de")
    text = Seen(page_of(recorded, texts=german)).text
    assert "In einfachen Worten" in text
    assert "Nicht gemessen" in text
    english = {line for key, line in TEXTS.pages.items() if german.pages[key] != line}
    assert not [line for line in english if len(line) > 12 and line in text]


def test_a_set_that_broke_off_is_told(tmp_path) -> None:
    path = write_session(tmp_path / "one")
    (path / "poses.part").write_bytes(b"")
    (path / "poses.npz").unlink()
    text = Seen(page_of(read_folder(path))).text
    assert TEXTS.pages["report_unfinished"] in text
    assert TEXTS.pages["report_not_closed"] in text


def test_without_its_poses_the_rest_is_reported(recorded) -> None:
    (recorded.path / "poses.npz").unlink()
    html = page_of(recorded)
    assert "poses.npz" in html
    assert "78 ± 8" in html


def test_an_empty_table_is_no_trouble(recorded) -> None:
    for name in ("frames.csv", "reps.csv", "events.csv"):
        file = recorded.path / name
        file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    assert TEXTS.pages["report_no_cycles"] in page_of(recorded)


def test_damaged_tables_are_told_and_the_rest_is_reported(recorded) -> None:
    for name in ("frames.csv", "reps.csv", "events.csv"):
        file = recorded.path / name
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2] + b"\nnot,a,row\n")
        html = page_of(recorded)
        assert f"{name} is damaged" in html
        assert str(recorded.path.parent) not in html
        assert "78 ± 8" in html
        file.write_bytes(whole)


def test_a_damaged_session_is_told_in_one_line(recorded) -> None:
    (recorded.path / "session.json").write_text("{}", "utf-8")
    with pytest.raises(RecordError, match=r"session\.json is damaged"):
        read_folder(recorded.path)


def test_a_set_in_which_nothing_was_seen_is_reported(tmp_path) -> None:
    made = MadeSet(view=View.UNKNOWN, seconds=0.4, not_measured={"cadence": Reason("nobody")})
    text = Seen(page_of(read_folder(write_session(tmp_path / "one", one=made)))).text
    assert "I can't see anybody" in text


def test_one_set_of_a_plan_is_reported_alone(tmp_path) -> None:
    recorded = read_folder(plan(tmp_path).path / "01_high_knees")
    assert recorded.about.athlete == ABOUT.athlete
    assert len(recorded.sets) == 1
    assert "60 ± 8" in page_of(recorded)


def test_a_folder_that_is_no_session_is_told(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    for path in (tmp_path, tmp_path / "gone", tmp_path / "a.txt"):
        with pytest.raises(RecordError, match="is no session"):
            read_folder(path)


def test_a_table_of_angles_that_was_cut_off_is_told(tmp_path) -> None:
    (tmp_path / "frames.csv").write_text("frame,t_s,quality,thigh_angle_left_d", encoding="utf-8")
    with pytest.raises(RecordError, match="is damaged"):
        frames_of(tmp_path)


def test_thousands_of_reps_stay_a_small_page(tmp_path) -> None:
    path: Path = write_session(tmp_path / "one", one=MadeSet(drill="run", seconds=900.0))
    recorded = read_folder(path)
    assert sum(count.all for count in recorded.sets[0].result.counts.values()) == 2500
    assert len(page_of(recorded)) < 100_000


@pytest.mark.slow
def test_an_hour_of_many_sets_stays_a_small_page(tmp_path) -> None:
    drills = ("run", "high_knees", "a_march", "run") * 5
    sets = [("", MadeSet(drill=drill, seconds=180.0)) for drill in drills]
    html = page_of(read_folder(write_plan(tmp_path / "plan", sets, {})))
    assert len(html) < 600_000
    assert html.count("<svg") == 9


def test_a_question_that_nobody_answered_is_no_pain(tmp_path) -> None:
    mark = {"t_s": 61.0, "drill": "high_knees", "kind": "pain", "level": None, "answered": False}
    page = page_of(read_folder(write_plan(tmp_path / "plan", [("", MadeSet())], {"marks": [mark]})))
    assert "asked twice, no answer" in page
    assert "pain: marked" not in page
