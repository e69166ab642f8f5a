"""What is said of a set: the rules of the coach alone, rep by rep."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import nan

import numpy as np
import pytest

from coach.core.coaching.candidates import Candidate, Rank
from coach.core.coaching.coach import Coach
from coach.core.coaching.wordings import Tried, next_words
from coach.core.drills.drill import Drill, Feedback, Manner
from coach.core.drills.rules import Band, FaultRule
from coach.core.judging.faults import judge_rep
from coach.core.types import Cue, CueKind, Reason, Rep, Side, View
from tests.core.performing import shipped

LEFT, RIGHT = Side.LEFT, Side.RIGHT
VIEWS = frozenset({View.FRONT})


def rule(name: str, value: str, priority: int = 1, *, of: str = "own", n: int = 3) -> FaultRule:
    cues = (f"{name}_1", f"{name}_2")
    return FaultRule(name, value, Band(low=70), Band(low=75), of, VIEWS, priority, cues, n)


DRILL = replace(shipped("high_knees"), faults=(rule("low", "lift"), rule("slow", "pace", 2)))
SHORT = Manner(gap_s=2.0, same_gap_s=5.0, most_a_minute=99, grace_reps=0)


class Talk:
    """A set told rep by rep, a left one each half second, and what was said of each."""

    def __init__(
        self,
        manner: Manner = SHORT,
        drill: Drill = DRILL,
        feedback: Feedback = Feedback.FULL,
        goal: str | None = None,
        tried: tuple[Tried, ...] = (),
    ) -> None:
        self.coach, self._drill = Coach(manner, feedback, goal, tried=tried), drill
        self.t, self._number = 0.0, 0
        self.cues: list[Cue] = []

    def rep(
        self, lift: float = 80, pace: float = 80, side: Side = LEFT, last: bool = False
    ) -> str | None:
        """The key of what is said to one more rep."""
        self.t += 0.5
        self._number += 1
        values = {"lift": lift, "pace": pace, "thigh_angle_peak": lift}
        times, high = (self.t - 0.3, self.t - 0.1), lift >= 75
        rep = Rep(self.t, side, self._number, *times, nan, values, high, high)
        verdicts = judge_rep(rep, self._drill, View.FRONT, frozenset(Side))
        candidate = self.coach.hear(rep, verdicts, last=last)
        if candidate is None:
            return None
        self.coach.said(candidate)
        self.cues.append(candidate.cue)
        return candidate.cue.key

    def reps(self, number: int, **kind: float) -> list[str | None]:
        return [self.rep(**kind) for _ in range(number)]


def test_a_fault_is_said_after_three_of_the_last_five_reps() -> None:
    assert Talk().reps(3, lift=60) == [None, None, "low_1"]
    talk = Talk()
    assert [talk.rep(lift) for lift in (60, 80, 60, 80, 60)][-1] == "low_1"
    talk = Talk()
    assert [talk.rep(lift) for lift in (60, 80, 80, 60, 80, 80, 60)] == [None] * 7


def test_a_cue_is_about_the_side_at_fault() -> None:
    talk = Talk()
    for _ in range(3):
        talk.rep(lift=60, side=RIGHT)
        talk.rep(lift=80, side=LEFT)
    assert [(cue.key, cue.side, cue.kind) for cue in talk.cues] == [
        ("low_1", RIGHT, CueKind.CORRECTION)
    ]


def test_the_first_reps_of_a_set_are_not_corrected() -> None:
    talk = Talk(replace(SHORT, grace_reps=5))
    assert talk.reps(6, lift=60) == [None] * 5 + ["low_1"]


def test_the_last_rep_is_not_corrected() -> None:
    talk = Talk()
    talk.reps(2, lift=60)
    assert talk.rep(lift=60, last=True) is None


def test_nothing_is_corrected_while_the_effect_of_a_correction_is_awaited() -> None:
    drill = replace(DRILL, faults=(rule("low", "lift"), rule("slow", "pace")))
    for watched in (3, 5):
        talk = Talk(Manner(gap_s=0.1, grace_reps=0, watch_reps=watched), drill)
        talk.reps(3, lift=60)
        assert talk.reps(watched + 1, lift=72, pace=40) == [None] * watched + ["slow_1"]


def test_corrections_keep_a_gap_and_the_same_words_a_longer_gap() -> None:
    alone = replace(DRILL, faults=tuple(replace(one, cues=one.cues[:1]) for one in DRILL.faults))
    manner = Manner(gap_s=3.0, same_gap_s=10.0, most_a_minute=99, grace_reps=0)
    for drill, least in ((DRILL, 3.0), (alone, 10.0)):
        talk = Talk(manner, drill)
        talk.reps(80, lift=60, pace=60)
        assert np.diff([cue.t for cue in talk.cues]).min() >= 3.0
        for name in ("low", "slow"):
            same = [cue.t for cue in talk.cues if cue.key.startswith(name)]
            assert len(same) > 1
            assert np.diff(same).min() >= least


def test_other_words_wait_longer_where_a_rep_got_better() -> None:
    patient = Manner(gap_s=3.0, same_gap_s=10.0, most_a_minute=99, grace_reps=0)
    for after, gap in ((60.0, 3.0), (66.0, 10.0)):
        talk = Talk(patient)
        talk.reps(3, lift=60)
        talk.reps(40, lift=after)
        first, second, *_ = (cue.t for cue in talk.cues)
        assert second - first == gap


def test_no_words_are_said_twice_running_of_one_fault_also_of_both_sides_and_in_the_next_set() -> (
    None
):
    tried: tuple[Tried, ...] = ()
    said = []
    for side in (LEFT, RIGHT, LEFT):
        talk = Talk(tried=tried)
        for _ in range(30):
            talk.rep(lift=60, side=side)
        advice = talk.coach.summary(99.0)
        assert advice is not None
        assert advice.key != talk.cues[-1].key
        said += [*(cue.key for cue in talk.cues if cue.kind is CueKind.CORRECTION), advice.key]
        tried = talk.coach.tried
    assert all(before != after for before, after in pairwise(said))


def test_it_is_known_which_words_worked() -> None:
    talk = Talk()
    talk.reps(9, lift=60)
    talk.reps(5, lift=80)
    assert [cue.key for cue in talk.cues] == ["low_1", "low_2", "thats_it"]
    assert [(one.cue, one.worked) for one in talk.coach.tried] == [
        ("low_1", False),
        ("low_2", True),
    ]


def test_the_words_that_worked_come_before_those_not_said_yet_but_not_twice_running() -> None:
    worked, failed = Tried("low", "low_2", True), Tried("low", "low_1", False)
    assert next_words("low", ("low_1", "low_2", "low_3"), [worked, failed]) == "low_2"
    assert next_words("low", ("low_1", "low_2", "low_3"), [failed, worked]) == "low_3"


def test_a_fault_that_outlasts_two_corrections_has_failed() -> None:
    talk = Talk()
    talk.reps(6, lift=60)
    assert talk.coach.failed() == frozenset()
    talk.reps(9, lift=60)
    assert talk.coach.failed() == {"low"}
    talk.reps(5, lift=80)
    assert talk.coach.failed() == frozenset()


def test_one_fault_is_said_three_times_at_most_then_the_next_has_its_turn() -> None:
    talk = Talk()
    talk.reps(80, lift=60, pace=60)
    keys = [cue.key for cue in talk.cues]
    assert keys == ["low_1", "low_2", "low_1", "slow_1", "slow_2", "slow_1"]


def test_the_more_important_fault_goes_first_and_alone() -> None:
    talk = Talk()
    talk.reps(9, lift=60, pace=20)
    assert [cue.key for cue in talk.cues] == ["low_1", "low_2"]


def test_of_two_as_important_the_larger_one_goes_first() -> None:
    drill = replace(DRILL, faults=(rule("low", "lift"), rule("slow", "pace")))
    talk = Talk(drill=drill)
    assert talk.reps(3, lift=60, pace=40)[-1] == "slow_1"


def test_many_lasting_faults_do_not_queue_up() -> None:
    """A voice that says everything in turn tells of a rep of minutes ago."""
    rules = tuple(rule(f"fault{number}", "lift") for number in range(10))
    talk = Talk(Manner(), replace(DRILL, faults=rules))
    for _ in range(240):
        said = talk.rep(lift=60)
        assert said is None or talk.cues[-1].t == talk.t
    assert len(talk.cues) > 5
    assert np.diff([cue.t for cue in talk.cues]).min() >= 6.0


def test_a_fault_that_the_last_rep_did_not_show_is_not_said() -> None:
    talk = Talk(replace(SHORT, grace_reps=5))
    talk.reps(5, lift=60)
    assert talk.rep(lift=80) is None
    assert talk.rep(lift=60) == "low_1"


def test_a_correction_that_works_is_confirmed_once() -> None:
    talk = Talk()
    talk.reps(3, lift=60)
    assert talk.reps(6, lift=80) == [None, "thats_it"] + [None] * 4
    assert talk.cues[-1].kind is CueKind.CONFIRMATION


def test_a_correction_that_works_late_is_confirmed_when_the_fault_is_gone() -> None:
    talk = Talk(replace(SHORT, gap_s=100, same_gap_s=100))
    talk.reps(13, lift=60)
    assert talk.reps(4, lift=80) == [None, None, None, "thats_it"]


def test_two_good_reps_long_after_a_correction_are_no_success_yet() -> None:
    talk = Talk(replace(SHORT, gap_s=100, same_gap_s=100))
    talk.reps(13, lift=60)
    assert [talk.rep(lift) for lift in (80, 80, 60, 60)] == [None] * 4


def test_a_rep_in_the_dead_band_confirms_nothing() -> None:
    talk = Talk()
    talk.reps(3, lift=60)
    assert talk.reps(4, lift=72) == [None] * 4


def test_confirmations_take_turns() -> None:
    talk = Talk(Manner(gap_s=0.1, same_gap_s=3.0, most_a_minute=99, grace_reps=0, most_of_one=9))
    for _ in range(4):
        talk.reps(8, lift=60)
        talk.reps(5, lift=80)
    said = [cue.key for cue in talk.cues if cue.kind is CueKind.CONFIRMATION]
    assert said == ["thats_it", "keep_that", "thats_it", "keep_that"]


def test_only_of_a_knee_it_is_said_that_it_has_the_height() -> None:
    knee = replace(DRILL, faults=(replace(rule("low", "lift"), value="thigh_angle_peak"),))
    for drill, word in ((DRILL, "thats_it"), (knee, "thats_the_height")):
        talk = Talk(drill=drill)
        talk.reps(3, lift=60)
        talk.reps(3, lift=80)
        assert talk.cues[-1].key == word


def test_a_fault_is_gone_only_after_four_good_reps_of_five() -> None:
    talk = Talk(Manner(gap_s=0.1, same_gap_s=0.1, grace_reps=0, watch_reps=0))
    talk.reps(3, lift=60)
    assert [talk.rep(lift) for lift in (80, 80, 60)][-1] == "low_2"
    talk = Talk(Manner(gap_s=0.1, same_gap_s=0.1, grace_reps=0, watch_reps=0))
    talk.reps(3, lift=60)
    talk.reps(4, lift=80)
    assert talk.rep(lift=60) is None


def test_a_leg_that_is_seen_no_more_does_not_silence_the_coach() -> None:
    talk = Talk()
    talk.reps(3, lift=60)
    talk.reps(12, lift=nan, pace=60)
    assert [cue.key for cue in talk.cues] == ["low_1", "slow_1"]


def test_five_good_reps_in_a_row_are_praised_and_so_are_ten() -> None:
    talk = Talk()
    assert talk.reps(10) == [None] * 4 + ["five_good"] + [None] * 4 + ["ten_in_a_row"]
    assert {cue.kind for cue in talk.cues} == {CueKind.PRAISE}


def test_praise_keeps_the_gap_too() -> None:
    talk = Talk(replace(SHORT, gap_s=4.0))
    assert [key for key in talk.reps(10) if key] == ["five_good"]


def test_a_leg_that_is_not_graded_neither_breaks_nor_makes_a_streak() -> None:
    coach = Coach(SHORT)
    grades = [True, None, True, None, True, True, None, True]
    said = [
        coach.hear(Rep(t / 2, LEFT, t, t / 2, t / 2, nan, {}, good, good), ())
        for t, good in enumerate(grades, start=4)
    ]
    assert [one.cue.key if one else None for one in said] == [None] * 7 + ["five_good"]


def test_a_correction_waits_until_something_else_that_was_said_is_over() -> None:
    talk = Talk(Manner(grace_reps=0))
    talk.reps(2, lift=60)
    talk.coach.said(Candidate(Cue(talk.t, "halfway", CueKind.SET), Rank.CLOCK))
    assert talk.reps(4, lift=60) == [None] * 3 + ["low_1"]


def test_a_correction_waits_less_after_praise_than_after_a_correction() -> None:
    talk = Talk(Manner(grace_reps=0))
    talk.reps(5)
    assert talk.cues[-1].kind is CueKind.PRAISE
    assert talk.reps(4, lift=60) == [None] * 3 + ["low_1"]
    assert talk.reps(11, lift=80, pace=60) == [None, "thats_it"] + [None] * 9
    assert [talk.rep(pace=60) for _ in range(3)] == [None, None, "slow_1"]


def test_in_the_first_seconds_of_a_set_nothing_is_corrected() -> None:
    talk = Talk(replace(SHORT, grace_s=5.0))
    talk.coach.begin(0.0)
    talk.reps(20, lift=60)
    assert talk.cues[0].t == 5.0


def test_a_pause_is_none_of_the_first_seconds() -> None:
    talk = Talk(replace(SHORT, grace_s=5.0))
    talk.coach.begin(0.0)
    talk.reps(4, lift=60)
    for t in (2.0, 12.0, 22.0):
        talk.coach.pause(t)
    talk.t = 22.0
    talk.coach.go_on(22.0)
    talk.reps(20, lift=60)
    assert talk.cues[0].t == 25.0


def test_no_minute_has_more_cues_than_the_manner_allows_with_two_kept_for_the_set() -> None:
    rules = tuple(rule(f"fault{number}", "lift") for number in range(10))
    many = Manner(gap_s=1, same_gap_s=2, grace_reps=0, watch_reps=0, most_a_minute=6)
    talk = Talk(many, replace(DRILL, faults=rules))
    for rep in range(600):
        talk.rep(lift=60 if rep % 20 < 10 else 80)
    times = np.array([cue.t for cue in talk.cues])
    assert max(((times >= t) & (times < t + 60)).sum() for t in times) == 4


def test_a_short_streak_is_praised_where_there_was_little_praise() -> None:
    talk = Talk(replace(SHORT, gap_s=1.0))
    talk.reps(3, lift=60)
    assert talk.reps(3, lift=80) == [None, "thats_it", None]
    talk.rep(lift=60)
    assert talk.reps(3, lift=80) == [None, None, "three_good"]
    assert [key for key in Talk().reps(3) if key] == [], "nothing was corrected"


def test_of_a_probe_nothing_is_said_but_it_is_told_after_it() -> None:
    for silent in (Feedback.NONE, Feedback.SUMMARY):
        talk = Talk(feedback=silent)
        talk.reps(20, lift=60)
        talk.reps(10, lift=80)
        assert talk.cues == []
        assert [tally.name for tally in talk.coach.tallies()] == ["low"]


def test_the_summary_is_the_most_important_fault_that_lasts() -> None:
    talk = Talk(feedback=Feedback.SUMMARY)
    talk.reps(9, lift=60, pace=60)
    cue = talk.coach.summary(99.0)
    assert cue is not None
    assert (cue.key, cue.side) == ("low_1", LEFT)
    talk.reps(5, lift=80, pace=60)
    cue = talk.coach.summary(99.0)
    assert cue is not None
    assert cue.key == "slow_1"
    talk.reps(5)
    assert talk.coach.summary(99.0) is None


def test_with_a_wide_band_only_what_is_far_off_is_said() -> None:
    near, far = Talk(feedback=Feedback.BANDWIDTH), Talk(feedback=Feedback.BANDWIDTH)
    near.reps(9, lift=66)
    far.reps(9, lift=64)
    assert [cue.key for cue in near.cues] == []
    assert [cue.key for cue in far.cues][:1] == ["low_1"]


def test_a_goal_that_three_corrections_did_not_reach_gives_way_once() -> None:
    talk = Talk(goal="lift")
    talk.reps(120, lift=60)
    keys = [cue.key for cue in talk.cues]
    assert keys == ["low_1", "low_2", "low_1", "lower_line"]


def test_a_fault_that_is_not_the_goal_does_not_move_the_target() -> None:
    talk = Talk(goal="lift")
    talk.reps(120, pace=60)
    assert [cue.key for cue in talk.cues if cue.kind is CueKind.CORRECTION] == [
        "slow_1",
        "slow_2",
        "slow_1",
    ]


def test_the_tally_holds_the_faults_that_were_real_with_the_worst_first() -> None:
    talk = Talk()
    talk.reps(4, lift=60, pace=60)
    talk.reps(2, lift=60)
    talk.rep(lift=60, side=RIGHT)
    tallies = [(tally.name, tally.side, tally.reps) for tally in talk.coach.tallies()]
    assert tallies == [("low", LEFT, 6), ("slow", LEFT, 4)]


@pytest.mark.parametrize(
    ("reason", "cue"),
    [
        ("nobody", "cannot_see"),
        ("unsteady", "cannot_see"),
        ("two_people", "cannot_see"),
        ("part_hidden", "show_legs"),
        ("step_back", "step_back"),
        ("too_small", "come_closer"),
        ("view_wrong", "turn_side"),
        ("dark", "more_light"),
        ("frozen", "picture_frozen"),
        ("camera_slow", "camera_slow"),
        ("computer_slow", "computer_slow"),
    ],
)
def test_what_cannot_be_seen_is_said_after_two_seconds_and_every_eight(
    reason: str, cue: str
) -> None:
    coach = Coach(Manner())
    told = []
    for t in range(200):
        if candidate := coach.blind(t / 10, Reason(reason)):
            coach.said(candidate)
            told.append((t / 10, candidate.cue.key, candidate.cue.kind))
    assert told == [(t, cue, CueKind.SET) for t in (2.0, 10.0, 18.0)]


def test_a_reason_that_comes_and_goes_is_not_said() -> None:
    coach = Coach(Manner())
    hidden = [Reason("nobody") if t % 15 else None for t in range(100)]
    assert not any(coach.blind(t / 10, reason) for t, reason in enumerate(hidden))


@pytest.mark.parametrize("reason", ["dim", "view_unknown", "swap_unsure"])
def test_what_lets_the_athlete_be_judged_all_the_same_is_shown_and_not_said(reason: str) -> None:
    coach = Coach(Manner())
    assert not any(coach.blind(t / 10, Reason(reason)) for t in range(100))


def test_a_success_is_not_claimed_of_what_could_not_be_seen() -> None:
    talk = Talk()
    talk.reps(3, lift=60)
    for _ in range(30):
        talk.t += 0.1
        if candidate := talk.coach.blind(talk.t, Reason("nobody")):
            talk.coach.said(candidate)
    talk.reps(4, lift=80)
    assert not [cue for cue in talk.cues if cue.kind is CueKind.CONFIRMATION]


def test_a_cue_is_stale_after_a_second() -> None:
    cue = Cue(10.0, "low_1", CueKind.CORRECTION)
    assert not cue.stale(11.0)
    assert cue.stale(11.1)
    assert not Cue(10.0, "set_done", CueKind.SET, good_for=3.0).stale(12.9)
