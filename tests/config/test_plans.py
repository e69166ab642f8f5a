"""A plan is looked at as a whole before it starts, and everything wrong with it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.config import check_file, load_plan, load_texts, plan_names
from coach.config.plan_file import MOST_LANDINGS
from coach.core.drills.drill import Feedback
from coach.core.drills.plan import WantedView
from coach.errors import ConfigError

HEAD = 'schema = 1\ntitle = "Mine"\nabout = "My plan."\n'
STEP = '[[steps]]\ndrill = "a_march"\n'


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan file of the user's own, not written yet."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    folder = tmp_path / "config" / "plans"
    folder.mkdir(parents=True)
    return folder / "mine.toml"


def written(path: Path, text: str) -> Path:
    path.write_text(HEAD + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["knee_drive", "warm_up", "landing", "first_time"])
def test_the_shipped_plans_are_well(name: str) -> None:
    plan = load_plan(name)
    assert name in plan_names()
    assert plan.seconds < 30 * 60
    assert sum(step.landings for step in plan.steps) <= MOST_LANDINGS


def test_knee_drive_looks_at_the_run_before_and_after_from_both_views() -> None:
    runs = [step for step in load_plan("knee_drive").steps if step.drill.name == "run"]
    assert [step.view for step in runs] == [WantedView.SIDE, WantedView.REAR] * 2
    assert [step.compare_with for step in runs[2:]] == [step.label for step in runs[:2]]
    assert {step.feedback for step in runs} == {(Feedback.NONE,)}
    assert runs[0].seconds == runs[2].seconds == 120


def test_the_feedback_of_high_knees_fades_over_its_sets() -> None:
    [step] = [s for s in load_plan("knee_drive").steps if s.drill.name == "high_knees"]
    faded = [step.feedback_of(n) for n in range(step.sets)]
    assert faded == [Feedback.FULL, Feedback.BANDWIDTH, Feedback.SUMMARY]


def test_a_users_own_plan_is_found_by_name_and_takes_the_drills_own_dose(mine: Path) -> None:
    written(mine, STEP)
    [step] = load_plan("mine").steps
    assert (step.seconds, step.reps_per_side, step.sets) == (30, 10, 1)
    assert "mine" in plan_names()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "steps: is missing"),
        (
            '[[steps]]\ndrill = "a_mach"\n',
            "steps[0].drill: unknown 'a_mach'; did you mean",
        ),
        (STEP + "rests_s = 2.0\n", "steps[0].rests_s: unknown key; did you mean 'rest_s'?"),
        (STEP + "sets = 11\n", "steps[0].sets: must be at most 10, got 11"),
        (STEP + "seconds = 1\n", "steps[0].seconds: must be at least 3, got 1"),
        (STEP + 'view = "bottom"\n', "steps[0].view: unknown 'bottom'"),
        (STEP + 'feedback = "ful"\n', "did you mean 'full'?"),
        (STEP + 'label = "a"\n' + STEP + 'label = "a"\n', "already a step 'a'"),
        (STEP + 'label = "b"\ncompare_with = "a"\n', "no earlier step 'a'"),
        (STEP + 'compare_with = "a"\n', "compare_with needs a label"),
        (STEP + "metronome_spm = 200.0\n", "a_march is done at 50-100 a minute"),
        (STEP + "metronome_share = 1.2\n", "must be at most 1.1, got 1.2"),
        ('[[steps]]\ndrill = "high_knees"\nsets = 9\n', "landings in all, more than 200"),
    ],
)
def test_what_is_wrong_with_a_plan_is_told(mine: Path, text: str, problem: str) -> None:
    told = check_file(written(mine, text))
    assert any(problem in line for line in told), told
    assert all(line.startswith(f"{mine}: ") for line in told)


def test_like_is_compared_with_like_only(mine: Path) -> None:
    other = STEP + 'label = "a"\nview = "side"\n' + STEP + 'label = "b"\ncompare_with = "a"\n'
    [told] = check_file(written(mine, other))
    assert "another drill, or seen from elsewhere" in told


def test_a_view_that_the_drill_is_not_seen_from_is_refused(mine: Path) -> None:
    drills = mine.parent.parent / "drills"
    drills.mkdir()
    (drills / "sided.toml").write_text(
        'schema = 1\nextends = "a_march"\nviews = ["left", "right"]\n', encoding="utf-8"
    )
    [told] = check_file(written(mine, '[[steps]]\ndrill = "sided"\nview = "front"\n'))
    assert "sided cannot be seen from 'front', only from: left, right" in told


def test_a_plan_nobody_knows_is_told_with_the_likeliest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'warm_up'"):
        load_plan("warmup")


def test_a_plans_drills_are_named_in_words() -> None:
    plan = load_plan("warm_up")
    texts = load_texts().naming({s.drill.name: s.drill.title for s in plan.steps}, {})
    assert texts.say("next_a_march") == "Next: A-march"
