"""What stands out in a run is told, and chooses what is drilled and for which leg."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.config import load_drill, load_plan, load_usual
from coach.core.drills.plan import Plan, Step, WantedView
from coach.core.judging.result import Metric, SetResult
from coach.core.session.story import Findings, Story, found, plan_for
from coach.core.types import Count, Key, Side, View

USUAL = load_usual()
STORY = Story(USUAL, {name: load_drill(name) for name in USUAL.answers})
PLAN = load_plan("knee_drive")


def run(view: View = View.FRONT, **numbers: float) -> SetResult:
    """A run of enough steps with these numbers only, each with a small error."""
    metrics: dict[Key, Metric] = {}
    for name, mean in numbers.items():
        name, _, side = name.partition("__")
        metrics[name, Side(side) if side else None] = Metric(mean, 0.0, 60, "deg", 0.01)
    counts = {side: Count(60) for side in Side}
    return SetResult("run", view, 900, 900, 30, 30, counts, 165, metrics, (), (), {})


def names(plan: Plan) -> list[str]:
    return [step.drill.name for step in plan.steps if step.chosen]


def test_swaying_hips_are_told_and_answered_by_landings_and_no_stretch() -> None:
    findings = found(STORY, [run(pelvis_sway=0.8, cadence=165)])
    assert [word.cue.key for word in findings.words] == ["saw_sway", "so_sway"]
    assert set(names(plan_for(PLAN, findings, STORY.drills))) == {
        *("hop_and_stick", "step_and_hold", "lateral_step_down"),
    }


def test_at_most_two_are_told_and_the_most_important_goes_first() -> None:
    findings = found(
        STORY, [run(View.LEFT, shuffle_index=4, trunk_lean=-9, cadence=130), run(pelvis_sway=0.9)]
    )
    assert [one.answer.text for one in findings.told] == ["shuffle", "sway"]


def test_a_number_is_that_of_the_first_view_that_tells_it() -> None:
    seen = [run(View.LEFT, cadence=166), run(cadence=130)]
    assert found(STORY, seen).told == ()


def test_where_nothing_stands_out_that_is_said_and_the_plan_stays() -> None:
    findings = found(STORY, [run(cadence=166, pelvis_sway=0.3)])
    assert [word.cue.key for word in findings.words] == ["nothing_found"]
    assert names(plan_for(PLAN, findings, STORY.drills)) == names(PLAN)


def test_of_too_few_steps_nothing_is_praised() -> None:
    few = replace(run(cadence=130), counts={})
    assert [word.cue.key for word in found(STORY, [few]).words] == ["too_few_to_tell"]


@pytest.mark.parametrize("low", Side)
def test_the_leg_that_does_less_begins_and_ends_what_is_done_on_one_leg(low: Side) -> None:
    legs = {f"thigh_angle_peak__{side}": 34.0 if side is low else 46.0 for side in Side}
    findings = found(STORY, [run(**legs)])
    assert findings.side is low
    one_legged = [step for step in plan_for(PLAN, findings, STORY.drills).steps if step.side]
    assert all(step.side is low for step in one_legged)


def test_a_side_that_the_athlete_named_goes_before_what_was_seen() -> None:
    story = replace(STORY, side=Side.RIGHT)
    steps = plan_for(PLAN, found(story, [run(pelvis_sway=0.9)]), STORY.drills).steps
    hops = next(step for step in steps if step.drill.name == "hop_and_stick")
    planned = next(step for step in PLAN.steps if step.drill.name == "hop_and_stick")
    assert hops.side is Side.RIGHT
    assert hops.sets == planned.sets + 1


def test_a_drill_that_the_plan_has_keeps_its_dose_there() -> None:
    drill = load_drill("hop_and_stick")
    own = Step(drill, 33.0, sets=3, view=WantedView.FRONT, chosen=True)
    plan = Plan("a_plan", "A plan", "All.", (Step(load_drill("run"), 30.0), own))
    findings = found(STORY, [run(pelvis_sway=0.9)])
    assert own in plan_for(plan, findings, STORY.drills).steps


def test_the_steps_before_and_after_stay_where_they_are() -> None:
    plan = plan_for(PLAN, Findings(), STORY.drills)
    labels = [step.label for step in plan.steps if step.label]
    assert labels == [step.label for step in PLAN.steps if step.label]
