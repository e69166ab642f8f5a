"""How findings are written, printed and shown."""

from __future__ import annotations

import json
from dataclasses import replace
from math import nan

import pytest

from coach.config import load_drill, load_texts, load_usual
from coach.core.compare.run_assessment import assess
from coach.core.judging.result import Metric, SetResult
from coach.core.judging.set_stats import not_measured
from coach.core.types import (
    Count,
    Key,
    Reason,
    Side,
    View,
)
from coach.records.summary import summary
from coach.wording.assessment import report
from coach.wording.set_summary import summary_text

TEXTS = load_texts()
USUAL = load_usual(TEXTS)
LOW_KNEE: dict[Key, Metric] = {("thigh_angle_peak", Side.RIGHT): Metric(17.6, 2.0, 20, "deg", 4.2)}


def run(metrics: dict[Key, Metric], **changes: object) -> SetResult:
    counts = {side: Count(20, 20) for side in Side}
    plain = SetResult("run", View.RIGHT, 900, 900, 30, 30, counts, nan, metrics, (), (), {})
    return replace(plain, **changes)


def written(result: SetResult, kmh: float = nan) -> dict[str, object]:
    whole = summary(result, "x.mp4", TEXTS, assess(result, USUAL, kmh))
    return json.loads(json.dumps(whole, allow_nan=False))


def printed(result: SetResult, kmh: float = nan) -> list[str]:
    return summary_text(result, TEXTS, assess(result, USUAL, kmh))


def test_a_finding_is_written_with_all_that_it_rests_on() -> None:
    summary = written(run(LOW_KNEE), 10)
    assert summary["speed_kmh"] == 10
    assert summary["findings"] == [
        {
            "metric": "thigh_angle_peak",
            "side": "right",
            "value": 17.6,
            "unit": "deg",
            "error": 4.2,
            "n": 20,
            "usual": [25, 38],
            "speed_kmh": 10,
            "text": "Your right knee lifts 18° ± 4 in the swing; usual at 10 km/h is 25 to 38.",
            "answers": list(USUAL.rules[1].low.drills),
        }
    ]


def test_an_open_end_and_a_speed_that_was_not_typed_are_null() -> None:
    summary = written(run({("shuffle_index", None): Metric(4.2, 0.5, 40, "signs", 1.1)}))
    [finding] = summary["findings"]
    assert (finding["usual"], finding["speed_kmh"]) == ([None, 2], None)
    assert (summary["speed_kmh"], finding["side"]) == (None, None)


def test_a_finding_is_printed_in_plain_words() -> None:
    lines = printed(run(LOW_KNEE), 10)
    at = lines.index("What stands out:")
    assert lines[at + 1].startswith(
        "Your right knee lifts 18° ± 4 in the swing; usual at 10 km/h is 25 to 38. Practise: A-"
    )


@pytest.mark.parametrize(
    ("metric", "unit", "mean", "error", "side", "words"),
    [
        ("contact_time", "s", 0.391, 0.031, Side.RIGHT, "foot stays 391 ± 31 ms on the ground"),
        ("pelvis_sway", "hip width", 0.914, 0.12, None, "hips move 91 ± 12 % of their width"),
        ("trunk_lean", "deg", -4.4, 3.3, None, "trunk leans -4° ± 3 forward"),
    ],
)
def test_each_unit_is_told_as_people_say_it(
    metric: str, unit: str, mean: float, error: float, side: Side | None, words: str
) -> None:
    result = run({(metric, side): Metric(mean, nan, 20, unit, error)})
    assert any(words in line for line in printed(result)), printed(result)


def test_where_nothing_is_outside_that_is_said() -> None:
    fine = run({("thigh_angle_peak", Side.RIGHT): Metric(30, 2, 20, "deg", 4)})
    assert "Nothing stands out at this pace" in printed(fine, 10)
    assert written(fine)["findings"] == []


def test_where_nothing_could_be_compared_nothing_is_said_to_be_fine() -> None:
    lines = printed(run({}))
    assert "Too few steps to compare with what is usual: run for longer" in lines
    assert not any("stands out" in line for line in lines)


def test_it_is_said_when_the_ranges_are_not_those_of_the_typed_speed() -> None:
    fine = run({("thigh_angle_peak", Side.RIGHT): Metric(30, 2, 20, "deg", 4)})
    guessed, nearest = "compared with 8 to 12 km/h", "8 km/h, the nearest speed"
    assert any(guessed in line for line in printed(fine))
    assert any(nearest in line for line in printed(fine, 6))
    assert not any(guessed in line or nearest in line for line in printed(fine, 11))


def test_it_is_said_when_nobody_stood_still_and_only_where_that_matters() -> None:
    words = "You did not stand still first: angles are less sure (wider errors)"
    unsure = run(LOW_KNEE, calibrated=False)
    assert words in printed(unsure)
    assert words in summary_text(unsure, TEXTS)
    assert written(unsure)["stood"] is False
    behind = replace(unsure, view=View.REAR)
    assert words not in printed(behind)
    assert written(behind)["stood"] is True


def test_pelvic_drop_is_never_measured_and_it_is_said_what_to_look_at_instead() -> None:
    result = run(LOW_KNEE, not_measured=not_measured(View.RIGHT, LOW_KNEE, None, load_drill("run")))
    why = {entry["metric"]: entry["why"] for entry in written(result)["not_measured"]}
    assert why["pelvic_drop"].startswith("not measurable with this camera: look at the pelvis")
    assert any(line.startswith("Not measured: Pelvic drop (not meas") for line in printed(result))
    assert "pelvic_drop" not in not_measured(View.RIGHT, {}, None, load_drill("high_knees"))


@pytest.mark.parametrize(
    ("view", "metric", "change"),
    [
        (View.LEFT, "arm_cross", "film from the front"),
        (View.LEFT, "pelvis_sway", "film from behind or the front"),
        (View.REAR, "contact_time", "film from the side"),
        (View.REAR, "arm_cross", "film from the front"),
        (View.OBLIQUE, "thigh_angle_peak", "film from the side, from behind or the front"),
        (View.LEFT, "contact_time", "run for longer"),
    ],
)
def test_what_was_not_measured_says_what_to_change(view: View, metric: str, change: str) -> None:
    missing = not_measured(view, {}, None, load_drill("run"))
    assert TEXTS.why(missing[metric]).endswith(change)


def test_every_reason_of_a_report_says_what_to_change() -> None:
    for key in ("nobody", "lost", "part_hidden", "legs_hidden", "swap_unsure", "camera_slow"):
        why = TEXTS.why(Reason(key, Side.LEFT, "ankle"))
        assert ": " in why, why


def test_the_screens_report_has_the_same_findings() -> None:
    result = run(LOW_KNEE)
    said = report(result, assess(result, USUAL, 10), TEXTS)
    assert said is not None
    [told] = said.findings
    assert (told.number, told.what) == ("18° ± 4", "Right knee lift")
    assert told.usual == "usual at 10 km/h is 25 to 38"
    assert report(result, assess(result, None), TEXTS) is None


def test_what_was_not_measured_has_its_name_in_the_language() -> None:
    german = load_texts("de")
    result = run({}, not_measured={"pelvic_drop": Reason("no_pelvic_drop")})
    lines = summary_text(result, german, assess(result, USUAL, nan))
    assert any("Nicht gemessen: Absinken des Beckens" in line for line in lines)
