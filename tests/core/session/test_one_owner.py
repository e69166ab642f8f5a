"""What has one owner in a set: the target in force, the time at work, a pause, what is said."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from coach.core.coaching.candidates import Candidate, Rank, choose
from coach.core.coaching.coach import Coach
from coach.core.drills.drill import Manner
from coach.core.judging.faults import judge_rep
from coach.core.reps.cadence import Cadence
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.types import Command, Cue, CueKind, Frame, Phase, Pose, Rep, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import DARK, evenly, perform, play, seen, shipped

HK = shipped("high_knees")
GOOD = SimulatedRunner("high_knees", start_s=0.5)
EAGER = Manner(gap_s=1.0, same_gap_s=1.5, most_a_minute=30)
Moments = list[tuple[float, Pose | None]]


def test_after_the_line_is_lowered_the_same_reps_are_good_everywhere() -> None:
    between = replace(GOOD, lift_left=67)
    plan = SetConfig(seconds=20, locked=False)
    performance = perform(between, 20.0, 24, drill=HK, plan=plan, manner=EAGER)
    said = next(s for s in performance.snapshots if s.cue and s.cue.key == "lower_line")
    assert said.drill.target.low == HK.target.low - 5
    assert performance.result.target == said.drill.target
    after = [s for s in performance.snapshots if s.t > said.t]
    assert {s.drill.target for s in after} == {said.drill.target}
    graded = [(s.drill, rep) for s in after for rep in s.reps if rep.high is not None]
    assert len(graded) > 10
    for drill, rep in graded:
        assert rep.high == drill.target.holds(rep.values[drill.graded])


def paused(
    moments: Moments,
    begin: float,
    end: float,
    plan: SetConfig | None = None,
    manner: Manner | None = None,
) -> SetRunner:
    """The set after all the moments, paused by the user from `begin` to `end`."""

    def press(t: float, runner: SetRunner) -> None:
        if round(30 * t) in (round(30 * begin), round(30 * end)):
            runner.command(Command.PAUSE)

    return play(moments, HK, at=press, plan=plan, manner=manner).session


def test_a_pause_is_none_of_the_seconds_in_which_nothing_is_corrected() -> None:
    low = SimulatedRunner("high_knees", start_s=5.0, lift_left=60, lift_right=60)
    counted_in = SetConfig(seconds=20, count_in=True)
    patient = replace(EAGER, grace_s=8.0)
    runner = paused(seen(low, evenly(26.0)), 7.0, 17.0, counted_in, patient)
    corrected = [c.t for c in runner.result().cues if c.kind is CueKind.CORRECTION]
    assert corrected[0] > 4.0 + 8.0 + 10.0


def test_a_pause_is_no_time_of_the_set() -> None:
    result = paused(seen(GOOD, evenly(40.0)), 10.0, 30.0).result()
    assert result.duration_s == pytest.approx(20.0, abs=0.1)
    assert result.frames == pytest.approx(600, abs=2)
    assert result.fps == pytest.approx(30.0, abs=0.05)


def test_steps_in_a_pause_leave_the_cadence_as_it_was() -> None:
    brisk = replace(GOOD, cadence=180.0)
    stroll = replace(GOOD, cadence=110.0)
    work, rest = (seen(who, evenly(50.0)) for who in (brisk, stroll))
    moments = [rest[n] if 10.0 <= one[0] < 40.0 else one for n, one in enumerate(work)]
    result = paused(moments, 10.0, 40.0).result()
    assert result.cadence == pytest.approx(180.0, abs=2.0)


@pytest.mark.parametrize("key", [Command.ACCEPT, Command.RATE_3, Command.RECALIBRATE])
def test_a_stray_key_does_not_keep_a_set_from_going_on(key: Command) -> None:
    config = SetConfig(seconds=60.0, count_in=True)
    runner, said = SetRunner(SetStart(HK, config)), []
    for index, (t, pose) in enumerate(seen(GOOD, evenly(20.0))):
        if index == 30 * 13:
            runner.command(key)
        there = not 10.0 <= t < 15.0
        snapshot = runner.step(Frame(t, index, DARK), pose if there else None)
        said += [snapshot.cue.key] if snapshot.cue else []
    assert said[said.index("away") :][:2] == ["away", "go_on"]
    assert snapshot.phase is Phase.WORK


def test_a_pause_by_the_user_is_not_ended_by_the_athlete_who_comes_back() -> None:
    runner = SetRunner(SetStart(HK, SetConfig(seconds=60.0, count_in=True)))
    for index, (t, pose) in enumerate(seen(GOOD, evenly(20.0))):
        if index == 30 * 9:
            runner.command(Command.PAUSE)
        there = not 10.0 <= t < 15.0
        snapshot = runner.step(Frame(t, index, DARK), pose if there else None)
    assert snapshot.phase is Phase.PAUSED


def cue(key: str, kind: CueKind = CueKind.SET) -> Cue:
    return Cue(1.0, key, kind)


def test_an_alarm_goes_before_all_and_an_answer_waits_for_all() -> None:
    found = [Candidate(cue(rank.name), rank) for rank in reversed(Rank)]
    chosen = choose(found)
    assert chosen is not None
    assert chosen.rank is Rank.ALARM
    assert choose([Candidate(cue("a"), Rank.ANSWER), Candidate(cue("b"), Rank.BLIND)]) == Candidate(
        cue("b"), Rank.BLIND
    )
    assert choose([]) is None


def test_after_an_alarm_nothing_technical_is_said() -> None:
    technical = Candidate(cue("knee_up", CueKind.CORRECTION), Rank.REP)
    assert choose([technical], hushed=True) is None
    assert choose([technical]) is technical


def test_a_correction_that_was_not_said_is_offered_again_at_once() -> None:
    coach, offered = Coach(Manner(grace_reps=0)), []
    coach.begin(-60.0)
    for n in range(8):
        values = {"thigh_angle_peak": 55.0}
        rep = Rep(n / 2, Side.LEFT, n, n / 2, n / 2, n / 2, values, good=False)
        candidate = coach.hear(rep, judge_rep(rep, HK, View.LEFT, frozenset({Side.LEFT})))
        offered += [candidate.cue.key] if candidate else []
    assert len(offered) > 3
    assert len(set(offered)) == 1


class Unwalked(UserDict[int, Rep]):
    """Reps that are put and asked for one by one: nobody goes through them all."""

    def __iter__(self) -> Iterator[int]:
        raise AssertionError("all the reps of the set were walked over")


@pytest.mark.parametrize("name", ["high_knees", "run"])
def test_no_frame_walks_over_all_the_reps_of_its_set(name: str) -> None:
    drill = replace(shipped(name), slowest_fps=1.0)
    config = SetConfig(reps_per_side=500, stop_early=True)
    runner = SetRunner(SetStart(drill, config))
    reps = Unwalked()
    runner.engine._stats.reps = reps  # type: ignore[assignment]
    for index, (t, pose) in enumerate(seen(SimulatedRunner(name), evenly(12.0))):
        runner.step(Frame(t, index, DARK), pose)
    assert len(reps.data) > 10


class Compared(float):
    """A time that counts how often it is compared."""

    times = 0

    def __lt__(self, other: float) -> bool:
        Compared.times += 1
        return float(self) < other

    def __gt__(self, other: float) -> bool:
        Compared.times += 1
        return float(self) > other


def test_the_ten_thousandth_step_is_put_in_its_place_with_a_few_looks() -> None:
    cadence = Cadence()
    for n in range(10_000):
        cadence.add(Side.LEFT if n % 2 else Side.RIGHT, n / 3)
    Compared.times = 0
    cadence.add(Side.LEFT, Compared(10_000 / 3))
    assert Compared.times < 50
