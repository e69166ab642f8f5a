"""No target, no word and no praise beyond what an athlete must not exceed."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.config import drill_names
from coach.core.coaching.coach import Coach
from coach.core.drills.drill import Drill, Feedback, Manner
from coach.core.drills.kinds import Kind
from coach.core.drills.limits import limited
from coach.core.drills.plan import SIDE
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band
from coach.core.drills.targets import easier, next_target, room
from coach.core.judging.faults import judge_rep
from coach.core.session.set_clock import SetConfig
from coach.core.types import CueKind, Rep, Side, View
from coach.simulation.athlete import LiftChange, SimulatedRunner
from tests.core.performing import Performance, perform, shipped

PEAK, LIMIT = "thigh_angle_peak", 80.0
HK = shipped("high_knees")
MORE = {"knee_to_line", "step_over_log", "lift_to_beam", "match_other_knee", "raise_line"}
LESS = {"not_so_high", "under_top_line"}
OFTEN = Manner(gap_s=2.0, same_gap_s=2.5, most_a_minute=30)
EVERY = settings(max_examples=settings.default.max_examples // 2)


def not_above(limit: float, drill: Drill = HK, **kind: object) -> Drill:
    found = limited(replace(drill, **kind), {PEAK: Band(high=limit)}, drill.views & SIDE)
    assert found is not None
    return found


TO_80 = not_above(LIMIT)


def rep(peak: float, number: int = 1, t: float = 10.0, **values: float) -> Rep:
    known = {PEAK: peak, **values}
    return Rep(t, Side.LEFT, number, t - 0.5, t, t + 0.2, known, TO_80.target.holds(peak))


def told(performance: Performance) -> list[tuple[str, float]]:
    """Each cue with the peak of the leg's newest rep."""
    peaks, found = [], []
    for snapshot in performance.snapshots:
        peaks += [rep.values[PEAK] for rep in snapshot.reps if rep.side is Side.LEFT]
        if snapshot.cue:
            found.append((snapshot.cue.key, peaks[-1] if peaks else nan))
    return found


def test_the_target_ends_at_the_limit_and_begins_where_nobody_is_beyond_by_mistake() -> None:
    assert TO_80.target.high == LIMIT
    assert TO_80.target.low == room(TO_80).high == pytest.approx(LIMIT - TO_80.limits[0].reach)
    assert 5 < TO_80.limits[0].reach < 10
    low = next(rule for rule in TO_80.faults if rule.name == "knee_low")
    assert low.leave.low == pytest.approx(TO_80.target.low)


def test_a_target_that_ends_below_the_limit_stays() -> None:
    march = replace(HK, target=Band(55, 70))
    assert not_above(LIMIT, march).target == Band(55, 70)


@pytest.mark.parametrize("lift", [70, 78, 85, 95])
@pytest.mark.parametrize("feedback", [Feedback.FULL, Feedback.BANDWIDTH])
def test_nobody_is_asked_for_more_near_the_limit_nor_praised_beyond_it(
    lift: float, feedback: Feedback
) -> None:
    athlete = SimulatedRunner("high_knees", lift_left=lift, lift_right=lift, start_s=0.5)
    performance = perform(
        athlete, 16.0, drill=TO_80, manner=OFTEN, plan=SetConfig(20, feedback=feedback)
    )
    kinds = {cue.kind for cue in performance.cues}
    keys = {cue.key for cue in performance.cues}
    assert not keys & MORE
    assert (keys & LESS != set()) == (lift > LIMIT)
    if lift > LIMIT:
        assert kinds == {CueKind.CORRECTION}
        assert not performance.tones
        assert not any(rep.good for rep in performance.reps)
        assert "lower_line" not in keys
    else:
        assert any(rep.good for rep in performance.reps) or lift == 70


def test_a_knee_that_comes_down_is_told_so_and_one_that_then_goes_too_low_is_asked_up() -> None:
    changes = (LiftChange(Side.LEFT, 95, 0, 8), LiftChange(Side.LEFT, 55, 14, inf))
    athlete = SimulatedRunner(
        "high_knees", lift_left=77, lift_right=77, start_s=0.5, changes=changes
    )
    cues = told(perform(athlete, 24.0, drill=TO_80, manner=OFTEN, plan=SetConfig(30)))
    assert cues[0][0] in LESS
    assert cues[0][1] > LIMIT
    assert any(key == "thats_the_height" and peak < LIMIT for key, peak in cues)
    asked = [peak for key, peak in cues if key in MORE]
    assert asked
    assert max(asked) < room(TO_80).high


def test_a_set_does_not_end_because_somebody_comes_down_to_the_limit() -> None:
    changes = (LiftChange(Side.LEFT, 110, 0, 5),)
    athlete = SimulatedRunner(
        "high_knees", lift_left=74, lift_right=74, start_s=0.5, changes=changes
    )
    plan = SetConfig(18, stop_early=True)
    cues = told(perform(athlete, 16.0, drill=TO_80, plan=plan))
    assert "quality_stop" not in {key for key, _ in cues}


@pytest.mark.parametrize("feedback", [Feedback.SUMMARY, Feedback.NONE])
def test_a_limit_is_told_also_where_all_else_is_left_unsaid(feedback: Feedback) -> None:
    plan = SetConfig(20, feedback=feedback)
    high = SimulatedRunner("high_knees", lift_left=95, lift_right=70, start_s=0.5)
    low = SimulatedRunner("high_knees", lift_left=55, lift_right=70, start_s=0.5)
    assert {cue.key for cue in perform(high, 8.0, drill=TO_80, plan=plan).cues} == {"not_so_high"}
    assert not perform(low, 8.0, drill=TO_80, plan=plan).cues


def test_what_must_not_be_is_told_as_often_as_it_is_so_and_never_moves_the_target() -> None:
    coach, keys = Coach(OFTEN, goal=PEAK), []
    coach.begin(0.0)
    for n in range(60):
        one = rep(95, n, t=float(n))
        candidate = coach.hear(one, judge_rep(one, TO_80, View.LEFT, frozenset(Side)))
        if candidate:
            coach.said(candidate)
            keys.append(candidate.cue.key)
    assert len(keys) > 6
    assert set(keys) == LESS


def test_a_leg_is_not_asked_to_match_one_that_may_be_beyond() -> None:
    front = limited(HK, {PEAK: Band(high=LIMIT)}, HK.views)
    assert front is not None
    assert "knee_asym" in {rule.name for rule in HK.faults}
    assert "knee_asym" not in {rule.name for rule in front.faults}


def test_a_rep_beyond_another_limit_is_not_good_either_and_confirms_nothing() -> None:
    drill = limited(HK, {"trunk_lean_at_peak": Band(-5, 6)}, SIDE)
    assert drill is not None
    assert {rule.name for rule in drill.faults} >= {
        "trunk_lean_at_peak_limit",
        "trunk_lean_at_peak_least",
    }
    verdicts = judge_rep(rep(85, trunk_lean_at_peak=9.0), drill, View.LEFT, frozenset(Side))
    assert [v.rule.name for v in verdicts if v.fault] == ["trunk_lean_at_peak_limit"]
    assert not any(v.fine for v in verdicts)
    bent = perform(SimulatedRunner("high_knees", trunk_lean=11, start_s=0.5), 8.0, drill=drill)
    assert [cue.key for cue in bent.cues] == ["not_so_far", "a_little_less"]
    assert not any(rep.good for rep in bent.reps)


def test_a_knee_that_is_held_and_then_goes_beyond_was_not_good() -> None:
    athlete = SimulatedRunner("a_march", cadence=50, lift_left=95, lift_right=95, start_s=0.5)
    drill = not_above(80.0, shipped("a_march"))
    assert not any(rep.good for rep in perform(athlete, 10.0, drill=drill).reps)


def test_nothing_is_told_of_a_leg_whose_limited_value_is_not_known() -> None:
    verdicts = judge_rep(rep(nan, hip_flexion_peak=40.0), TO_80, View.LEFT, frozenset(Side))
    assert not any(v.fault for v in verdicts)
    wall = not_above(LIMIT, shipped("wall_drill"))
    low = [v.rule.name for v in judge_rep(rep(60, hip_flexion_peak=50.0), wall, View.LEFT, {*Side})]
    assert "knee_low" in low
    near = judge_rep(rep(76, hip_flexion_peak=50.0), wall, View.LEFT, frozenset(Side))
    assert not any(v.fault for v in near)


def test_a_limit_that_leaves_no_target_leaves_no_drill() -> None:
    assert limited(HK, {PEAK: Band(high=50)}, SIDE) is None
    assert limited(HK, {PEAK: Band(high=60)}, SIDE) is not None
    stretch = shipped("figure_4")
    assert limited(stretch, {"hold_time": Band(high=9)}, stretch.views) is None


def test_a_limit_of_what_a_drill_does_not_have_changes_nothing() -> None:
    stretch = shipped("figure_4")
    assert limited(stretch, {PEAK: Band(high=50)}, stretch.views) == stretch


def test_a_beat_and_a_cadence_stay_below_the_limit() -> None:
    slow = limited(HK, {"cadence": Band(high=165)}, SIDE)
    assert slow is not None
    assert slow.cadence == Band(150, 165)
    assert HK.impact
    assert slow.impact


@st.composite
def limits_of_a_drill(draw: st.DrawFn) -> tuple[Drill, dict[str, Band]]:
    drill = shipped(draw(st.sampled_from(drill_names())))
    names = [name for name, value in REP_VALUES.items() if drill.kind in value.kinds]
    found = {}
    for name in {drill.graded, *draw(st.lists(st.sampled_from(names), max_size=3))}:
        scale = drill.target.high if name == drill.graded else 100.0
        high = draw(st.floats(0.2, 1.3)) * scale
        low = draw(st.sampled_from([-inf, 0.3 * high]))
        found[name] = Band(low, high)
    return drill, found


@EVERY
@given(limits_of_a_drill(), st.lists(st.lists(st.floats(0, 150), max_size=9), max_size=6))
def test_no_target_of_any_drill_lies_beyond_its_limit_whatever_is_done(
    asked: tuple[Drill, dict[str, Band]], sets: list[list[float]]
) -> None:
    drill = limited(*asked, asked[0].views)
    if drill is None:
        return
    limit = asked[1][drill.graded]
    assert limit.low <= drill.target.low < drill.target.high <= limit.high
    moved = next_target(drill, sets)
    assert limit.low <= moved.low < moved.high <= limit.high
    assert moved.low <= max(room(drill).high, drill.target.low)
    less = easier(drill)
    assert less is None or limit.low <= less.target.low < drill.target.low


@EVERY
@given(limits_of_a_drill(), st.data())
def test_no_fault_of_any_drill_leads_to_a_limit_and_every_rep_beyond_has_one(
    asked: tuple[Drill, dict[str, Band]], data: st.DataObject
) -> None:
    drill = limited(*asked, asked[0].views)
    if drill is None:
        return
    limit = next(each for each in drill.limits if each.value == drill.graded)
    value = data.draw(st.floats(limit.band.high - limit.reach + 1e-9, limit.band.high * 1.5))
    one = replace(rep(nan), values={drill.graded: value})
    view = sorted(drill.views & REP_VALUES[drill.graded].views)[0]
    found = [v.rule for v in judge_rep(one, drill, view, frozenset(Side)) if v.fault]
    assert not [r for r in found if r.enter.low > -inf and value < r.enter.low and r.priority]
    past = value > limit.band.high
    assert (f"{drill.graded}_limit" in {rule.name for rule in found}) == past
    assert drill.kind is not Kind.LIFT or not (past and drill.target.holds(value))
