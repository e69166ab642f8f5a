"""A whole set: what the synthetic athlete is told, when, and what is left of it at the end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

import numpy as np
import pytest

from coach.config import load_texts
from coach.core.drills.drill import Feedback, Manner
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.types import Command, CueKind, EventKind, Phase, Side, View
from coach.simulation.athlete import LiftChange, SimulatedRunner
from tests.core.performing import (
    Performance,
    evenly,
    pairs,
    perform,
    play,
    seen,
    shipped,
    whole,
)
from tests.core.spoiling import during

LEFT, RIGHT = Side.LEFT, Side.RIGHT
HK = shipped("high_knees")
GOOD = SimulatedRunner("high_knees", start_s=0.5)
LIVE = SetConfig(seconds=20, count_in=True)


def spoken(performance: Performance) -> list[str]:
    texts = load_texts()
    return [texts.say(cue.key, cue.side) for cue in performance.cues]


def test_a_low_left_knee_is_corrected_after_the_third_low_rep_and_praised_when_corrected() -> None:
    athlete = replace(GOOD, changes=(LiftChange(LEFT, 58, 0, 3.2),))
    performance = perform(athlete, 9.0, drill=HK)
    assert spoken(performance)[:2] == ["Left: knee up to the line", "That's the height"]
    correction, praise = performance.cues[:2]
    assert (correction.kind, correction.side) == (CueKind.CORRECTION, LEFT)
    low = [lift.t for lift in athlete.lifts(9.0) if lift.side is LEFT and lift.angle < 60]
    assert low[2] < correction.t < low[2] + 0.16
    good = [lift.t for lift in athlete.lifts(9.0) if lift.side is LEFT and lift.angle > 80]
    assert good[1] < praise.t < good[1] + 0.16


def test_a_low_knee_that_stays_is_corrected_in_other_words_and_three_times_at_most() -> None:
    manner = Manner(gap_s=3.0, same_gap_s=4.0)
    performance = perform(replace(GOOD, lift_left=58), 20.0, 24, drill=HK, manner=manner)
    assert spoken(performance) == [
        "Left: knee up to the line",
        "Left: knee higher",
        "Left: step over the log",
        "Left: match the other knee",
    ]
    assert np.diff([cue.t for cue in performance.cues[:3]]).min() >= 3.0


def test_no_words_are_said_twice_running_and_none_within_six_seconds() -> None:
    performance = perform(replace(GOOD, lift_left=58), 23.0, 24, drill=HK)
    said = spoken(performance)
    assert len(said) > 2
    assert all(before != after for before, after in pairwise(said))
    assert np.diff([cue.t for cue in performance.cues]).min() >= 6.0


@pytest.mark.parametrize(
    ("athlete", "words"),
    [
        (replace(GOOD, lift_right=58, view=View.RIGHT), "Right: knee up to the line"),
        (replace(GOOD, trunk_lean=-12), "Chest over your shoes"),
        (replace(GOOD, stance_knee=33), "Left: push the floor away"),
        (replace(GOOD, cadence=128), "A little quicker"),
        (replace(GOOD, lift_left=58, stance_knee=33), "Left: knee up to the line"),
    ],
)
def test_the_first_thing_said_is_the_most_important_one_in_the_right_words(
    athlete: SimulatedRunner, words: str
) -> None:
    said = perform(athlete, 5.5, drill=HK, manner=Manner(praise=False))
    assert spoken(said) == [words]


def test_corrections_are_six_seconds_apart() -> None:
    athlete = replace(GOOD, lift_left=58, lift_right=58, view=View.FRONT)
    performance = perform(athlete, 18.0, 24, drill=HK)
    times = [cue.t for cue in performance.cues]
    assert len(times) >= 2
    assert np.diff(times).min() >= 6.0
    assert {cue.side for cue in performance.cues} == set(Side)


def test_the_manner_is_the_users_own() -> None:
    chatty = Manner(gap_s=2.0, same_gap_s=2.5, watch_reps=1)
    performance = perform(replace(GOOD, lift_left=58), 8.0, drill=HK, manner=chatty)
    assert len(performance.cues) == 3


def test_a_cue_is_shown_for_three_seconds_and_told_once() -> None:
    performance = perform(replace(GOOD, lift_left=58), 6.0, drill=HK)
    (cue,) = performance.cues
    shown = [s.t for s in performance.snapshots if s.shown is cue]
    assert shown[0] == cue.t
    assert shown[-1] == pytest.approx(cue.t + 3.0, abs=0.05)
    assert [e.t for e in performance.events if e.kind is EventKind.CUE] == [cue.t]
    assert performance.result.cues == (cue,)


def test_the_snapshot_says_how_the_set_stands() -> None:
    performance = perform(GOOD, 6.0, drill=HK)
    last = performance.snapshots[-1]
    counts = last.counts
    assert counts[LEFT].all == sum(rep.side is LEFT for rep in performance.reps)
    assert counts[LEFT].good == performance.tones.count("good_left")
    assert all(len(last.peaks[side]) == 6 for side in Side)
    assert last.peaks[LEFT] == pytest.approx([84.0] * 6, abs=2)
    assert last.cadence == pytest.approx(170, abs=2)
    assert (last.phase, last.view.view) == (Phase.WORK, View.LEFT)
    assert performance.snapshots[3].cadence != performance.snapshots[3].cadence


def test_every_frame_is_settled_once_in_order() -> None:
    performance = perform(GOOD, 3.0, drop_outs=0.5)
    indices = [moment.index for s in performance.snapshots for moment in s.smoothed]
    assert indices == list(range(90))
    late = [s.t - moment.t for s in performance.snapshots[:-1] for moment in s.smoothed]
    assert max(late) <= 0.101


def test_a_smoothed_fast_lift_loses_less_than_three_degrees_and_comes_without_lag() -> None:
    """A copied filter takes 15 to 20 degrees off the top of a fast drill."""
    athlete = whole(replace(GOOD, cadence=180), 4.0)
    performance = perform(athlete, 4.0, 30)
    for lift, rep in pairs(performance, athlete, 4.0):
        assert rep.values["thigh_angle_peak"] > lift.angle - 3
        assert abs(rep.peak - lift.t) < 1 / 30
    drawn = [s.kinematics.get("thigh_angle", LEFT) for s in performance.snapshots]
    assert max(drawn[20:]) > 84 - 3


def test_the_newest_frames_angles_are_told_with_it() -> None:
    athlete = replace(GOOD, cadence=100)
    errors = [
        snapshot.kinematics.get("thigh_angle", LEFT) - athlete.truth(snapshot.t).thigh_angle[LEFT]
        for snapshot in perform(athlete, 4.0).snapshots[10:-1]
    ]
    assert max(map(abs, errors)) < 12
    assert abs(np.mean(errors)) < 2


def test_the_result_has_means_with_their_error_and_reasons_for_the_rest() -> None:
    result = perform(replace(GOOD, trunk_lean=5), 6.0, drill=HK, noise=0.005).result
    peak = result.metrics["thigh_angle_peak", LEFT]
    assert peak.mean == pytest.approx(84, abs=2)
    assert (peak.n, peak.unit) == (result.counts[LEFT].all, "deg")
    assert peak.error > peak.sd * 1.96 / np.sqrt(peak.n)
    assert result.metrics["trunk_lean_at_peak", None].mean == pytest.approx(5, abs=1)
    assert ("thigh_angle_peak", RIGHT) in result.metrics
    assert ("knee_flexion_at_peak", RIGHT) not in result.metrics
    assert result.not_measured["knee_cross"].key == "film_front"
    assert (result.frames, result.frames_with_pose) == (180, 180)
    assert (result.fps, result.duration_s) == (pytest.approx(30), pytest.approx(179 / 30))
    assert result.cadence == pytest.approx(170, abs=1)


def test_until_somebody_stood_still_it_is_said_that_angles_are_less_sure() -> None:
    at_once = perform(replace(GOOD, start_s=-5.0), 3.0, drill=HK)
    assert not any(s.calibrated for s in at_once.snapshots if s.counts[LEFT].all)
    calibrated = perform(replace(GOOD, start_s=2.5), 5.0, drill=HK)
    assert all(s.calibrated for s in calibrated.snapshots)
    facing = perform(replace(GOOD, start_s=-5.0, view=View.FRONT), 3.0, drill=HK)
    assert all(s.calibrated for s in facing.snapshots)


def test_before_the_set_nobody_is_told_to_have_moved() -> None:
    performance = perform(replace(GOOD, start_s=-5.0), 3.0, drill=HK, plan=LIVE)
    before = [s for s in performance.snapshots if s.phase is not Phase.WORK]
    assert before
    assert all(s.calibrated for s in before)


def test_few_reps_are_no_metric_but_say_so() -> None:
    result = perform(replace(GOOD, stop_s=1.5), 4.0).result
    assert result.counts[LEFT].all == 2
    assert result.not_measured["thigh_angle_peak"].key == "too_few_reps"


def test_the_numbers_of_the_standing_leg_are_the_standing_legs() -> None:
    result = perform(replace(GOOD, stance_knee=16), 4.0).result
    assert result.metrics["stance_knee_flexion", LEFT].mean == pytest.approx(16, abs=1)


def test_lifts_before_go_are_not_part_of_the_set() -> None:
    athlete = replace(GOOD, cadence=150)
    performance = perform(athlete, 9.0, drill=HK, plan=LIVE)
    (go,) = [s.t for s in performance.snapshots if "go" in s.tones]
    assert min(rep.start for rep in performance.reps) > go - 0.3
    assert [rep.number for rep in performance.reps] == list(range(1, len(performance.reps) + 1))
    assert performance.result.duration_s < 9.0 - go + 0.1
    early = replace(athlete, stop_s=3.0)
    waiting = perform(early, 9.0, drill=HK, plan=LIVE)
    assert waiting.reps == ()
    assert np.isnan(waiting.result.cadence)


def test_a_leg_that_is_up_before_go_is_not_counted_at_the_end() -> None:
    athlete = SimulatedRunner("a_march", cadence=20, start_s=0.3)
    performance = perform(athlete, 2.3, plan=LIVE)
    assert performance.snapshots[-1].phase is Phase.COUNT_IN
    assert performance.reps == ()
    assert performance.counted() == {LEFT: 0, RIGHT: 0}


def test_a_leg_that_is_still_up_at_the_end_keeps_its_faults() -> None:
    athlete = replace(GOOD, cadence=60, lift_left=60)
    top = athlete.lifts(4.0)[-1].t
    last = perform(athlete, top + 0.3).reps[-1]
    assert last.side is LEFT
    assert last.faults == ("knee_low",)
    assert np.isnan(last.end)


def test_good_reps_stay_counted_when_the_athlete_has_left() -> None:
    performance = perform(GOOD, 6.0, drill=HK, change=during([(3.0, 9)], lambda pose: None))
    assert performance.snapshots[-1].view.view is not None
    assert performance.result.counts[LEFT].good == performance.tones.count("good_left") > 2
    assert performance.result.view is View.LEFT


def test_a_pause_counts_nothing_and_does_not_use_up_the_set() -> None:
    def pausing(t: float, session: SetRunner) -> None:
        if t in (3.0, 6.0):
            session.command(Command.PAUSE)

    plan = SetConfig(seconds=6.0)
    performance = play(seen(GOOD, evenly(12.0)), HK, at=pausing, plan=plan)
    assert {rep.t > 3.0 and rep.t < 6.0 for rep in performance.reps} == {False}
    assert performance.snapshots[100].phase is Phase.PAUSED
    assert performance.snapshots[-1].t == pytest.approx(9.0, abs=0.05)
    assert performance.session.done


def test_the_user_may_end_the_set() -> None:
    def ending(t: float, session: SetRunner) -> None:
        if t == 3.0:
            session.command(Command.END)

    performance = play(seen(GOOD, evenly(6.0)), HK, at=ending)
    assert performance.session.done
    assert performance.snapshots[-1].t == 3.0
    session = SetRunner(SetStart(HK))
    session.command(Command.END)
    assert not session.done


def test_recalibrating_starts_the_body_and_the_view_afresh() -> None:
    def turning(t: float, session: SetRunner) -> None:
        if t == 3.0:
            session.command(Command.RECALIBRATE)

    performance = play(seen(GOOD, evenly(5.0)), HK, at=turning)
    views = {round(s.t, 2): s.view.view for s in performance.snapshots}
    assert (views[2.9], views[3.0], views[3.5]) == (View.LEFT, View.UNKNOWN, View.LEFT)
    assert [rep for rep in performance.reps if rep.peak > 4.0]


def test_a_set_without_frames_ends_without_a_snapshot() -> None:
    assert SetRunner(SetStart(HK)).finish() is None


def test_a_set_of_so_many_reps_ends_with_both_graded_legs() -> None:
    plan = SetConfig(seconds=inf, reps_per_side=4)
    performance = perform(GOOD, 9.0, drill=HK, plan=plan)
    assert performance.session.done
    assert min(performance.counted().values()) == 4
    assert spoken(performance)[-1] == "That's time"
    front = perform(replace(GOOD, view=View.FRONT), 9.0, drill=HK, plan=plan)
    assert min(front.counted().values()) == 4


def test_the_last_rep_of_a_set_is_not_corrected() -> None:
    plan = SetConfig(reps_per_side=3)
    performance = perform(replace(GOOD, lift_right=58), 9.0, drill=HK, plan=plan)
    assert spoken(performance) == ["That's time"]


def test_a_set_that_falls_apart_is_ended() -> None:
    tired = replace(GOOD, changes=(LiftChange(LEFT, 55, 5.0),))
    performance = perform(tired, 14.0, drill=HK, plan=SetConfig(seconds=30, stop_early=True))
    assert performance.session.done
    assert spoken(performance)[-1] == "You're tiring. Stop here."
    assert 6.5 < performance.snapshots[-1].t < 10.0
    assert performance.tones[-1] == "end"


@pytest.mark.parametrize(
    "athlete",
    [GOOD, replace(GOOD, lift_left=55), replace(GOOD, changes=(LiftChange(LEFT, 72, 5.0),))],
    ids=["good", "low from the start", "a little lower"],
)
def test_a_set_that_holds_together_is_not_ended_early(athlete: SimulatedRunner) -> None:
    performance = perform(athlete, 12.0, 24, drill=HK, plan=SetConfig(seconds=30, stop_early=True))
    assert not performance.session.done


def test_a_reason_is_told_once_it_has_lasted_half_a_second() -> None:
    brief = during([(2.0, 2.4)], lambda pose: None)
    assert perform(GOOD, 4.0, change=brief).reasons() == set()
    longer = perform(GOOD, 4.0, change=during([(2.0, 3.0)], lambda pose: None))
    told = [s.t for s in longer.snapshots if s.quality.reason]
    assert told[0] == pytest.approx(2.5, abs=0.05)
    assert told[-1] < 3.0


def test_a_live_set_has_no_correction_in_its_first_five_seconds() -> None:
    for count_in_s in (3.0, 0.0):
        plan = replace(LIVE, count_in_s=count_in_s, ready_s=0.2)
        performance = perform(replace(GOOD, lift_left=58), 15.0, drill=HK, plan=plan)
        go = next(cue.t for cue in performance.cues if cue.key == "go")
        said = next(cue.t for cue in performance.cues if cue.key == "knee_to_line")
        assert go + 5 <= said < go + 6.5


def test_a_probe_is_counted_without_a_word_a_tone_or_a_picture_of_it() -> None:
    plan = replace(LIVE, feedback=Feedback.NONE)
    performance = perform(replace(GOOD, lift_left=58), 25.0, 24, drill=HK, plan=plan)
    assert [cue.key for cue in performance.cues] == ["three", "two", "one", "go", "set_done"]
    assert set(performance.tones) == {"count", "go", "end"}
    assert all(snapshot.quiet for snapshot in performance.snapshots)
    assert performance.counted()[LEFT] > 20
    assert {tally.name for tally in performance.result.faults} == {"knee_low", "knee_asym"}


def test_the_last_three_reps_a_leg_are_told_once() -> None:
    plan = SetConfig(reps_per_side=8, count_in=True)
    performance = perform(replace(GOOD, view=View.FRONT), 14.0, drill=HK, plan=plan)
    [told] = [cue for cue in performance.cues if cue.key == "last_three"]
    done = {
        side: sum(r.side is side and t <= told.t for t, r in performance.decided) for side in Side
    }
    assert min(done.values()) == 5


def test_the_last_three_seconds_are_counted_by_tones() -> None:
    performance = perform(GOOD, 25.0, 24, drill=HK, plan=LIVE)
    counts = [s.t for s in performance.snapshots if "count" in s.tones]
    end = next(s.t for s in performance.snapshots if "end" in s.tones)
    assert [round(end - t) for t in counts[-3:]] == [3, 2, 1]


def test_a_target_out_of_reach_is_lowered_unless_it_is_locked() -> None:
    manner = Manner(gap_s=1.0, same_gap_s=1.5, most_a_minute=30)
    low = replace(GOOD, lift_left=67)
    for locked, faulty in ((False, {False, True}), (True, {True})):
        plan = SetConfig(seconds=20, locked=locked)
        performance = perform(low, 20.0, 24, drill=HK, plan=plan, manner=manner)
        assert ("lower_line" in [cue.key for cue in performance.cues]) is not locked
        lefts = [rep for rep in performance.reps if rep.side is LEFT]
        assert {"knee_low" in rep.faults for rep in lefts} == faulty


def test_the_line_follows_the_leg_that_comes_less_high() -> None:
    performance = perform(replace(GOOD, lift_left=62, lift_right=84), 8.0, drill=HK)
    peaks = performance.session.engine.peaks
    assert len(peaks) >= 8
    assert max(peaks) < 70
