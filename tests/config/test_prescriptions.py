"""A prescription is looked at as a whole, and everything wrong with it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.config import check_file, load_prescription, load_texts
from coach.core.drills.drill import Drill
from coach.core.drills.pain import Advice, advise
from coach.core.drills.plan import WantedView
from coach.core.drills.rules import Band
from coach.core.types import View
from coach.errors import ConfigError

ROOT = Path(__file__).parent.parent.parent
HEAD = 'schema = 1\nathlete = "Jodi"\nby = "A. Example"\n'
STEP = '[[steps]]\ndrill = "high_knees"\nview = "side"\n'
TO_80 = "[limits]\nthigh_angle_peak = { high = 80 }\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "jodi.toml"


def written(path: Path, text: str) -> Path:
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def high_knees(path: Path) -> Drill:
    return next(
        step.drill for step in load_prescription(path).plan.steps if step.drill.name == "high_knees"
    )


def test_the_example_in_the_documents_is_well() -> None:
    path = ROOT / "docs" / "prescription.toml"
    assert check_file(path) == []
    prescribed = load_prescription(path)
    signed = prescribed.prescription
    assert (signed.name, signed.athlete, signed.pain_limit) == ("prescription", "Jodi", 3)
    assert signed.text == path.read_text(encoding="utf-8")
    assert (signed.ended("2099-12-31"), signed.ended("2100-01-01")) == (False, True)
    drills = {step.drill.name: step.drill for step in prescribed.plan.steps}
    assert drills["high_knees"].target == Band(65, 80)
    assert drills["high_knees"].locked
    assert drills["a_march"].target.high == 75
    assert not drills["a_march"].locked
    assert drills["a_march"].about.endswith("Not above 75° today.")
    assert {step.view for step in prescribed.plan.steps} == {WantedView.SIDE}


def test_a_therapists_words_are_said_for_a_fault_and_for_a_cue(mine: Path) -> None:
    text = "[cues]\nknee_low = { say = 'knee to my hand' }\n"
    text += "go = { say = 'Off you go', show = 'Off' }\n"
    prescribed = load_prescription(written(mine, STEP + text))
    [rule] = [r for r in prescribed.plan.steps[0].drill.faults if r.name == "knee_low"]
    assert [prescribed.texts.say(cue, None) for cue in rule.cues] == ["Knee to my hand"]
    assert prescribed.texts.cues["go"].show == "Off"
    assert load_texts().cues["go"].say == "Go"


def test_the_steps_of_a_plan_may_be_taken(mine: Path) -> None:
    plan = load_prescription(written(mine, 'plan = "landing"\ntitle = "Yours"\n')).plan
    assert (plan.name, plan.title) == ("jodi", "Yours")
    assert len(plan.steps) > 1


def test_a_limit_of_one_drill_narrows_that_of_all(mine: Path) -> None:
    more = "[drill_limits.high_knees]\nthigh_angle_peak = { high = 75 }\n"
    assert high_knees(written(mine, TO_80 + more + STEP)).target.high == 75
    march = load_prescription(written(mine, TO_80 + STEP + STEP.replace("high_knees", "a_march")))
    assert [step.drill.target.high for step in march.plan.steps] == [80, 80]


def test_what_a_target_leaves_out_is_the_drills_own_as_far_as_the_limit_lets_it(mine: Path) -> None:
    only = "[targets.high_knees]\nlow = 60\n"
    assert high_knees(written(mine, TO_80 + only + STEP)).target == Band(60, 80)
    only = "[targets.high_knees]\nhigh = 90\nlocked = true\n"
    drill = high_knees(written(mine, only + STEP))
    assert (drill.target, drill.locked) == (Band(75, 90), True)


def test_a_drill_has_one_target_from_wherever_it_is_seen(mine: Path) -> None:
    front = STEP.replace("side", "front")
    drills = {s.drill for s in load_prescription(written(mine, TO_80 + STEP + front)).plan.steps}
    assert len(drills) == 1
    [drill] = drills
    assert drill.target.low < high_knees(written(mine, TO_80 + STEP)).target.low
    assert View.FRONT in drill.views


def test_a_therapist_may_allow_more_pain_but_no_more_than_five(mine: Path) -> None:
    rule = load_prescription(written(mine, "pain_limit = 5\n" + STEP)).plan.pain
    assert advise([5], rule=rule) is Advice.EASIER
    assert advise([6], rule=rule) is Advice.STOP_IMPACT
    usual = load_prescription(written(mine, STEP)).plan.pain
    assert advise([4], rule=usual) is Advice.STOP_IMPACT
    assert check_file(written(mine, "pain_limit = 6\n" + STEP)) == [
        f"{mine}: pain_limit: must be at most 5, got 6"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "needs [[steps]], or the plan that they are taken from"),
        ("steps = []\n", "steps: needs 1 or more entries"),
        ('plan = "landing"\n' + STEP, "give [[steps]] or a plan, not both"),
        ('plan = "landig"\n', "plan: unknown 'landig'; did you mean 'landing'?"),
        ("notes = 'x'\n" + STEP, "notes: unknown key; did you mean 'note'?"),
        ('note = "\\u0007"\n' + STEP, "note: must be lines of words"),
        ("valid_until = 'soon'\n" + STEP, "valid_until: needs a day such as 2026-12-31"),
        (STEP + "reps = 5\n", "steps[0].reps: unknown key"),
        ("[targets.high_knee]\nlow = 60\n" + STEP, "did you mean 'high_knees'?"),
        ("[targets.a_run]\nlow = 60\n" + STEP, "targets.a_run: no step does this drill"),
        ("[targets.high_knees]\nlow = nan\n" + STEP, "low: needs a finite number, got nan"),
        ("[targets.high_knees]\nlow = 90\nhigh = 80\n" + STEP, "low (90) must be less than high"),
        ("[targets.high_knees]\nlow = 40\n" + STEP, "must be more than 45, with which high_knees"),
        (
            TO_80 + "[targets.high_knees]\nlow = 70\nhigh = 90\n" + STEP,
            "targets.high_knees.high: 90 is beyond the limit of thigh_angle_peak: up to 80",
        ),
        ("[limits]\nthigh_angle_peak = {}\n" + STEP, "needs 'low' or 'high'"),
        ("[limits]\nthigh_angle_peak = { high = inf }\n" + STEP, "needs a finite number, got inf"),
        ("[limits]\nthigh_angle = { high = 80 }\n" + STEP, "limits.thigh_angle: no step can be"),
        ("[limits]\nthigh_angle_pek = { high = 80 }\n" + STEP, "did you mean 'thigh_angle_peak'?"),
        (
            "[limits]\nthigh_angle_peak = { high = 50 }\n" + STEP,
            "leave high_knees no target: its own is 75 to 120 of thigh_angle_peak, and it is "
            "counted from 45 on; widen them, or leave the drill out",
        ),
        ("[cues]\nknee_lo = { say = 'x' }\n" + STEP, "did you mean 'knee_low'?"),
        (
            STEP + STEP.replace("high_knees", "outer_hip_lean"),
            "outer_hip_lean cannot be seen from 'side'",
        ),
    ],
)
def test_what_is_wrong_is_told_in_one_line(mine: Path, text: str, problem: str) -> None:
    said = check_file(written(mine, text))
    assert [line for line in said if problem in line], said
    assert all(line.startswith(f"{mine}: ") and "\n" not in line for line in said)
    with pytest.raises(ConfigError):
        load_prescription(mine)


def test_everything_wrong_is_told_at_once(mine: Path) -> None:
    said = check_file(
        written(
            mine,
            "pain_limit = 9\ncolour = 1\n[limits]\nthigh = { high = 80 }\n"
            "[targets.high_knees]\nlow = inf\n" + STEP.replace("knees", "knee"),
        )
    )
    assert len(said) == 5
    said = check_file(
        written(
            mine,
            TO_80 + "[targets.high_knees]\nlow = 85\nhigh = 90\n" + STEP + "metronome_spm = 100\n",
        )
    )
    assert len(said) == 3
