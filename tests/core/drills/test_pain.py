from dataclasses import replace

import pytest

from coach.config import load_texts
from coach.core.drills.pain import Advice, PainMark, PainRule, advise, allowing
from coach.core.drills.plan import single
from coach.core.session.adaptation import Adaptation
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.types import Command, Phase
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import at_any_speed, evenly, play, seen


@pytest.mark.parametrize(
    ("answers", "advice"),
    [
        ([], Advice.GO_ON),
        ([0], Advice.GO_ON),
        ([2, 2], Advice.GO_ON),
        ([3], Advice.EASIER),
        ([2, 3], Advice.EASIER),
        ([0, 2], Advice.STOP_DRILL),
        ([3, 1, 3], Advice.STOP_DRILL),
        ([4], Advice.STOP_IMPACT),
        ([4, 0], Advice.STOP_IMPACT),
        ([0, 9], Advice.STOP_IMPACT),
    ],
)
def test_the_worst_answer_and_its_rise_tell_what_to_do(answers: list[int], advice: Advice) -> None:
    assert advise(answers) is advice


@pytest.mark.parametrize("answers", [[], [0], [3]])
def test_pain_that_was_marked_stops_the_drill_whatever_is_answered(answers: list[int]) -> None:
    assert advise(answers, marked=True) is Advice.STOP_DRILL


def test_pain_that_was_marked_and_is_strong_stops_all_impact() -> None:
    assert advise([5], marked=True) is Advice.STOP_IMPACT


def test_a_therapist_may_allow_more() -> None:
    assert advise([4, 5], rule=PainRule(fine=5, stop=6)) is Advice.GO_ON


@pytest.mark.parametrize(
    ("limit", "level", "goes_on"), [(None, 4, False), (5, 5, True), (2, 3, False)]
)
def test_a_plan_has_its_own_rule_of_pain(limit: int | None, level: int, goes_on: bool) -> None:
    plan = single(at_any_speed("a_march"), 20.0)
    today = Adaptation(plan if limit is None else replace(plan, pain=allowing(limit)))
    today.mark(PainMark(1.0, "a_march", level))
    assert (today.next(0) == 0) == goes_on


def test_every_advice_but_to_go_on_has_its_words() -> None:
    cues = load_texts().cues
    assert [advice.cue in cues for advice in Advice] == [False, True, True, True]


def test_the_pain_key_ends_the_set_and_marks_the_moment() -> None:
    def press(t: float, session: SetRunner) -> None:
        if t == pytest.approx(5.0):
            session.command(Command.PAIN)

    moments = seen(SimulatedRunner(start_s=0.5), evenly(8))
    set_ = play(moments, at_any_speed("high_knees"), press, SetConfig(seconds=20))
    assert set_.session.done
    assert set_.snapshots[-1].phase is Phase.DONE
    assert set_.cues[-1].key == "stop_today"
    assert set_.result.pains == (pytest.approx(5.0, abs=0.05),)


def test_pain_before_the_first_picture_is_nothing() -> None:
    session = SetRunner(SetStart(at_any_speed("high_knees")))
    session.command(Command.PAIN)
    assert not session.done
    assert session.result().pains == ()
