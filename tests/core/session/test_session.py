"""A plan is done set by set, with rests, turns and pauses, whatever the athlete does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from coach.core.coaching.belt_safety import BeltRule
from coach.core.drills.drill import Feedback
from coach.core.drills.pain import PainMark
from coach.core.drills.plan import Metronome, Plan, Step, WantedView, single
from coach.core.session.progress import Ending, Progress
from coach.core.session.session import Session
from coach.core.session.set_clock import SetConfig
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Cue, CueKind, Frame, Image, Phase, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.following import Follower, FollowingPoses
from tests.core.performing import DARK, Change, at_any_speed
from tests.core.spoiling import raised

START = SetConfig(count_in=True, stand_still=True)
MARCH, KNEES = at_any_speed("a_march"), at_any_speed("high_knees")
BRIGHT = np.broadcast_to(np.uint8(128), (720, 1280, 3))
At = dict[float, Callable[[Session], None]]


def plan(*steps: Step) -> Plan:
    return Plan("plan", "Plan", "A plan.", steps)


def march(**kind: object) -> Step:
    return Step(**{"drill": MARCH, "seconds": 5.0, "rest_s": 5.0, **kind})


class Done:
    """A session that was done by an athlete who does what is asked, and all that it told."""

    def __init__(
        self,
        session: Session,
        at: At | None = None,
        seconds: float = 150.0,
        gone: tuple[float, float] = (0.0, 0.0),
        change: Change | None = None,
        lift: float | None = None,
        picture: Image = DARK,
    ) -> None:
        self.session, self.told, self._lift = session, list[Snapshot](), lift
        due = sorted((at or {}).items())
        follower = Follower(self._act)
        poses = FollowingPoses(follower, noise=0.004)
        for index in range(round(30 * seconds)):
            t = index / 30
            while due and due[0][0] <= t:
                due.pop(0)[1](session)
            [(frame, pose)] = poses.poses([Frame(t, index, picture)])
            pose = change(t, pose) if change else pose
            there = not gone[0] <= t < gone[1]
            self._take(follower, session.step(frame, pose if there else None))
            if session.done:
                return
        if last := session.finish():
            self.told.append(last)

    def _take(self, follower: Follower, told: Snapshot) -> None:
        follower.hear(told)
        self.told.append(told)

    def _act(self, told: Snapshot) -> SimulatedRunner:
        assert told.progress is not None
        return SimulatedRunner(
            told.progress.drill.name, lift_left=self._lift, lift_right=self._lift
        )

    @property
    def phases(self) -> list[Phase]:
        """Each phase when it began."""
        changes = [told.phase for told in self.told]
        return [a for a, b in zip(changes, [None, *changes], strict=False) if a is not b]

    @property
    def cues(self) -> list[str]:
        return [told.cue.key for told in self.told if told.cue]

    @property
    def progress(self) -> list[Progress]:
        return [told.progress for told in self.told if told.progress]

    def first(self, cue: str) -> float:
        return next(told.t for told in self.told if told.cue and told.cue.key == cue)


def test_the_sets_of_a_plan_come_one_after_another_with_rests_between() -> None:
    done = Done(Session(plan(march(sets=2), march(drill=KNEES)), START))
    a_set = [Phase.WAITING, Phase.COUNT_IN, Phase.WORK, Phase.DONE]
    assert done.phases == [Phase.SETUP, *a_set, Phase.REST, *a_set, Phase.REST, *a_set]
    assert [one.result.drill for one in done.session.sets] == [
        "a_march",
        "a_march",
        "high_knees",
    ]
    assert [told.result.drill for told in done.told if told.result] == [
        one.result.drill for one in done.session.sets
    ]


def test_a_rest_says_the_result_ten_seconds_and_what_comes() -> None:
    done = Done(Session(plan(march(rest_s=20), march(drill=KNEES)), START))
    ended = next(told.t for told in done.told if told.result)
    [result] = [told.cue for told in done.told if told.cue and told.cue.key == "all_reached"]
    assert result.t - ended == pytest.approx(2.5, abs=0.1)
    assert result.numbers == (
        sum(count.all for count in done.session.sets[0].result.counts.values()),
    )
    assert done.first("next_high_knees") - ended == pytest.approx(15, abs=0.2)
    rest = [told.left_s for told in done.told if told.phase is Phase.REST]
    assert rest[0] == pytest.approx(20, abs=0.1)
    assert rest == sorted(rest, reverse=True)


def test_in_a_rest_the_last_set_and_the_next_drill_are_told() -> None:
    done = Done(Session(plan(march(), march(drill=KNEES)), START))
    resting = [told.progress for told in done.told if told.phase is Phase.REST]
    for progress in filter(None, resting):
        assert (progress.at_step, progress.in_set) == (1, False)
        assert progress.last is not None
        assert progress.last.drill == "a_march"
        assert progress.next_drill == KNEES
    last = done.progress[-1]
    assert (last.at_step, last.steps, last.next_drill, last.number) == (2, 2, None, 2)


def test_the_next_set_waits_for_the_wanted_view_and_begins_by_itself() -> None:
    turned = march(view=WantedView.REAR)
    done = Done(Session(plan(march(), turned), START))
    asked = done.first("view_rear")
    work = [told for told in done.told if told.phase is Phase.WORK and told.t > asked]
    assert {told.view.view for told in work} == {View.REAR}
    assert [one.result.view for one in done.session.sets] == [View.LEFT, View.REAR]


def test_nobody_is_asked_to_turn_who_is_seen_as_wanted() -> None:
    done = Done(Session(plan(march(view=WantedView.SIDE), march(view=WantedView.LEFT)), START))
    assert not [cue for cue in done.cues if cue.startswith("view_")]


def test_a_drill_is_explained_once_before_its_first_set() -> None:
    done = Done(Session(plan(march(sets=2, teach=True)), START))
    assert done.cues.count("about_a_march") == 1
    counted = done.first("three")
    assert counted - done.first("about_a_march") > len(MARCH.about.split()) / 2.5


def test_the_count_in_waits_for_one_who_does_not_stand_still() -> None:
    session = Session(single(MARCH, 6.0), START)
    athlete = SimulatedRunner("a_march", start_s=0.0, stop_s=8.0)
    poses = FollowingPoses(Follower(lambda _: athlete))
    moving = FollowingPoses(_Moves(athlete))
    counted = None
    for index in range(600):
        source = moving if index < 300 else poses
        [(frame, pose)] = source.poses([Frame(index / 30, index, DARK)])
        told = session.step(frame, pose)
        if told.phase is Phase.COUNT_IN:
            counted = told.t
            break
    assert counted is not None
    assert counted > 8.0


class _Moves:
    """Somebody who begins at once, whatever is asked."""

    def __init__(self, athlete: SimulatedRunner) -> None:
        self._athlete = athlete

    def at(self, t: float) -> SimulatedRunner:
        return self._athlete


def test_leaving_the_picture_pauses_and_coming_back_goes_on() -> None:
    done = Done(Session(single(MARCH, 12.0), START), gone=(9.0, 14.0))
    assert done.first("away") == pytest.approx(11.0, abs=0.2)
    assert done.first("go_on") == pytest.approx(15.0, abs=0.3)
    paused = [told.t for told in done.told if told.phase is Phase.PAUSED]
    assert paused[0] < 11.5
    work = [told.t for told in done.told if told.phase is Phase.WORK]
    assert work[-1] - work[0] == pytest.approx(12.0 + (paused[-1] - paused[0]), abs=0.2)


def test_a_recording_is_measured_as_it_stands() -> None:
    done = Done(Session(single(MARCH, 12.0)), gone=(3.0, 8.0))
    assert set(done.phases) == {Phase.WORK, Phase.DONE}


def skip(session: Session) -> None:
    session.command(Command.SKIP)


def repeat(session: Session) -> None:
    session.command(Command.REPEAT)


def test_skip_in_a_set_goes_to_the_next_without_a_rest() -> None:
    done = Done(Session(plan(march(seconds=60), march(drill=KNEES)), START), {12.0: skip})
    endings = [(one.result.drill, one.ending) for one in done.session.sets]
    assert endings == [("a_march", Ending.SKIPPED), ("high_knees", Ending.DONE)]
    assert Phase.REST not in done.phases


def test_skip_in_a_rest_ends_it() -> None:
    done = Done(Session(plan(march(rest_s=60), march()), START), {14.0: skip})
    rest = [told.t for told in done.told if told.phase is Phase.REST]
    assert rest[-1] - rest[0] < 8
    assert [one.ending for one in done.session.sets] == [Ending.DONE] * 2


@pytest.mark.slow
def test_repeat_in_a_rest_does_the_last_set_once_more() -> None:
    done = Done(Session(plan(march(rest_s=30), march(drill=KNEES)), START), {14.0: repeat})
    drills = [one.result.drill for one in done.session.sets]
    assert drills == ["a_march", "a_march", "high_knees"]
    assert [progress.number for progress in done.progress][-1] == 3


@pytest.mark.slow
def test_pause_stops_the_rest_until_it_goes_on() -> None:
    pause = {13.0: lambda s: s.command(Command.PAUSE), 23.0: lambda s: s.command(Command.PAUSE)}
    free, held = (Done(Session(plan(march(), march()), START), at) for at in ({}, pause))
    assert held.told[-1].t - free.told[-1].t == pytest.approx(10.0, abs=0.3)
    assert Phase.PAUSED in held.phases


def test_end_closes_the_set_that_is_under_way_as_cut_short() -> None:
    done = Done(Session(plan(march(), march()), START), {9.0: lambda s: s.command(Command.END)})
    assert done.session.done
    assert done.session.sets == ()
    assert done.told[-1].result is not None
    assert done.progress[-1].ending is Ending.CUT


def test_what_was_said_of_a_set_does_not_stand_in_the_next_one() -> None:
    done = Done(
        Session(plan(march(), march(rest_s=0.0)), START), {6.0: lambda s: s.command(Command.SKIP)}
    )
    skipped = next(told for told in done.told if told.t >= 6.0)
    assert done.told[done.told.index(skipped) - 1].shown is not None
    assert skipped.shown is None or skipped.shown is skipped.cue


def test_a_number_of_the_count_stands_no_longer_than_it_is_worth_saying() -> None:
    done = Done(Session(single(MARCH, 6.0), START), gone=(3.0, 4.8), seconds=6.0)
    waits = [told for told in done.told if told.phase is Phase.WAITING and told.t > 3.8]
    assert waits
    assert all(told.shown is None for told in waits)


def test_the_end_tells_what_the_whole_session_came_to() -> None:
    done = Done(Session(plan(march(sets=2, seconds=12.0), march(drill=KNEES, seconds=2.0)), START))
    assert [told.closing for told in done.told[:-1]] == [None] * (len(done.told) - 1)
    closing = done.told[-1].closing
    assert closing is not None
    assert (closing.sets, closing.planned) == (3, 3)
    assert closing.seconds == pytest.approx(done.told[-1].t)
    assert closing.best is not None
    assert closing.best.drill.name == "a_march"
    assert closing.said is not None
    assert closing.said.key == "best_a_march"


def test_each_drill_is_shown_before_its_first_set_and_no_other() -> None:
    whole = plan(march(sets=2, rest_s=20.0), march(drill=KNEES, view=WantedView.SIDE))
    done = Done(Session(whole, START, demonstrates=True))
    shown = [(told.progress.number, told.shows) for told in done.told if told.shows]
    assert {(number, shows.drill.name) for number, shows in shown} == {
        (0, "a_march"),
        (2, "high_knees"),
    }
    for of in (0, 2):
        assert max(shows.t for number, shows in shown if number == of) > 4.9
    assert {shows.view for _, shows in shown} == {View.LEFT}
    assert {shows.watch.key for _, shows in shown} == {"knee_to_line"}


def test_a_key_shows_the_drill_while_the_set_waits() -> None:
    press = {at: lambda s: s.command(Command.SHOW) for at in (9.0, 12.0)}
    done = Done(Session(single(MARCH, 10.0), START), press)
    shown = [told for told in done.told if told.shows]
    assert {told.phase for told in shown} == {Phase.PAUSED}
    assert shown[-1].t - shown[0].t == pytest.approx(3.0, abs=0.1)
    assert done.phases[-2:] == [Phase.WORK, Phase.DONE]
    assert done.session.result().duration_s == pytest.approx(10.0, abs=0.3)


def test_after_a_set_its_last_reps_come_again() -> None:
    done = Done(Session(plan(march(seconds=8.0), march()), START))
    again = [told.again for told in done.told if told.phase is Phase.REST]
    assert all(again)
    assert any(one.ghost is not None for one in again if one)
    assert not any(told.again for told in done.told if told.phase is not Phase.REST)


def test_where_the_frames_end_the_session_is_over() -> None:
    in_set = Done(Session(single(MARCH, 60.0), START), seconds=20.0)
    assert in_set.told[-1].phase is Phase.DONE
    assert in_set.told[-1].closing is not None
    in_rest = Done(Session(plan(march(rest_s=60.0), march()), START), seconds=20.0)
    assert in_rest.told[-2].phase is Phase.REST
    assert in_rest.told[-1].phase is Phase.DONE
    assert in_rest.session.done


@pytest.mark.slow
def test_a_session_goes_on_after_the_last_set_of_an_earlier_one() -> None:
    whole = plan(march(sets=2), march(drill=KNEES))
    first = Done(Session(whole, START)).session.sets
    again = Done(Session(whole, START, done=first[:2]))
    assert again.progress[0].at_step == 2
    assert [one.place for one in again.session.sets] == [one.place for one in first]


def test_a_set_alone_has_neither_rest_nor_setting_up() -> None:
    done = Done(Session(single(MARCH, 6.0), START))
    assert done.phases == [Phase.WAITING, Phase.COUNT_IN, Phase.WORK, Phase.DONE]
    assert done.session.result().drill == "a_march"


def test_what_standing_told_is_handed_on_to_a_set_from_the_same_side() -> None:
    restless = replace(START, ready_s=0.1, count_in_s=0.0, stand_still=False)
    session = Session(plan(march(rest_s=6), march(rest_s=0)), restless)
    assert all(one.result.calibrated for one in Done(session).session.sets[1:])


def test_in_a_probe_nothing_is_said_of_the_reps() -> None:
    done = Done(Session(plan(march(feedback=(Feedback.NONE,)), march()), START))
    first = [told for told in done.told if told.progress and told.progress.at_step == 1]
    assert not [tone for told in first for tone in told.tones if tone.startswith("good")]


def test_the_beat_is_a_share_of_the_athletes_own() -> None:
    beat = march(metronome=Metronome(share=1.05))
    done = Done(Session(plan(march(), beat), START))
    own = done.session.sets[0].result.cadence
    beats = {
        round(told.metronome_spm, 1)
        for told in done.told
        if told.metronome_spm == told.metronome_spm
    }
    assert beats == {round(1.05 * own, 1)}


@pytest.mark.slow
def test_the_same_frames_give_the_same_session() -> None:
    def cues() -> list[Cue]:
        return [told.cue for told in Done(Session(plan(march(), march()), START)).told if told.cue]

    assert cues() == cues()


def test_nobody_there_is_waited_for() -> None:
    session = Session(plan(march(), march()), START)
    told = [session.step(Frame(index / 30, index, DARK), None) for index in range(900)][-1]
    assert told.phase is Phase.WAITING


LIVE = replace(START, locked=False)


def say(command: Command) -> Callable[[Session], None]:
    return lambda session: session.command(command)


def hands(*sides: Side, at: float, until: float) -> Change:
    return lambda t, pose: raised(pose, 1.0, *sides) if pose and at <= t < until else pose


def test_a_hand_held_up_pauses_and_once_more_goes_on() -> None:
    def twice(t: float, pose: Pose | None) -> Pose | None:
        for since in (9.0, 13.0):
            pose = hands(Side.LEFT, at=since, until=since + 1.6)(t, pose)
        return pose

    done = Done(Session(single(MARCH, 8.0), START), change=twice)
    paused = [told.t for told in done.told if told.phase is Phase.PAUSED]
    assert (paused[0], paused[-1]) == pytest.approx((10.0, 14.0), abs=0.3)
    assert [cue for cue in done.cues if cue in ("paused", "go_on")] == ["paused", "go_on"]


def test_the_hold_is_shown_while_it_lasts() -> None:
    done = Done(Session(single(MARCH, 8.0), START), change=hands(Side.LEFT, at=9.0, until=9.6))
    coming = [told.gesture for told in done.told if told.gesture]
    assert {name for name, _ in coming} == {"pause"}
    assert 0.4 < max(share for _, share in coming) < 1
    assert Phase.PAUSED not in done.phases


@pytest.mark.slow
def test_both_hands_end_the_set_and_the_session_goes_on() -> None:
    up = hands(*Side, at=9.0, until=10.6)
    done = Done(Session(plan(march(seconds=60), march(drill=KNEES)), START), change=up)
    assert [one.ending for one in done.session.sets] == [Ending.DONE] * 2
    assert done.first("set_done") == pytest.approx(10.0, abs=0.3)
    assert Phase.REST in done.phases


def test_both_hands_in_a_rest_are_a_stretch() -> None:
    up = hands(*Side, at=14.0, until=16.0)
    done = Done(Session(plan(march(rest_s=12), march()), START), change=up)
    assert [one.ending for one in done.session.sets] == [Ending.DONE] * 2
    assert not [told for told in done.told if told.gesture and told.phase is Phase.REST]


def test_in_a_recording_hands_ask_for_nothing() -> None:
    done = Done(Session(single(MARCH, 8.0)), change=hands(Side.LEFT, at=2.0, until=5.0))
    assert set(done.phases) == {Phase.WORK, Phase.DONE}


def test_who_is_lost_on_the_belt_is_told_at_once_and_the_set_waits() -> None:
    session = Session(single(at_any_speed("run"), 25.0), START, belt=BeltRule())
    done = Done(session, gone=(14.0, 18.0))
    assert done.first("hold_rails") == pytest.approx(15.0, abs=0.2)
    assert "away" not in done.cues
    alarm = next(told for told in done.told if told.cue and told.cue.key == "hold_rails")
    assert alarm.cue is not None
    assert alarm.cue.kind is CueKind.SAFETY
    back = done.first("go_on")
    assert back > 19.9
    after = [told for told in done.told if told.t > alarm.t]
    assert {told.phase for told in after if told.t < back - 0.1} == {Phase.PAUSED}
    technical = {CueKind.CORRECTION, CueKind.PRAISE, CueKind.CONFIRMATION}
    assert not [told.cue for told in after if told.cue and told.cue.kind in technical]


def test_off_the_belt_nobody_is_told_to_hold_the_rails() -> None:
    done = Done(Session(single(MARCH, 14.0), START, belt=BeltRule()), gone=(9.0, 12.0))
    assert "hold_rails" not in done.cues


def test_pain_ends_the_drill_for_today() -> None:
    steps = plan(march(sets=3, seconds=60), march(drill=KNEES))
    done = Done(Session(steps, START), {12.0: say(Command.PAIN)})
    assert [one.result.drill for one in done.session.sets] == ["a_march", "high_knees"]
    assert done.session.sets[0].result.pains
    assert [(mark.drill, mark.level) for mark in done.progress[-1].marks] == [("a_march", None)]
    assert done.cues.count("stop_today") == 1


def test_pain_in_a_rest_is_of_the_set_before_it() -> None:
    steps = plan(march(sets=3, rest_s=8), march(drill=KNEES))
    done = Done(Session(steps, START), {14.0: say(Command.PAIN)})
    assert [one.result.drill for one in done.session.sets] == ["a_march", "high_knees"]
    assert done.first("stop_today") == pytest.approx(14.0, abs=0.1)
    assert done.cues.count("next_high_knees") == 1


def knees(**kind: object) -> Step:
    return march(drill=KNEES, rest_s=20.0, **kind)


def asked(level: int | None, *steps: Step) -> Done:
    """High knees, and in the rest after each of their sets the answer, if any."""
    session = Session(plan(*steps), LIVE)
    done = Done(session, {19.0: say(Command(str(level)))} if level is not None else {})
    assert "pain_now" in done.cues
    return done


@pytest.mark.slow
def test_after_a_drill_with_impact_pain_is_asked_about_and_shown_until_the_rest_is_over() -> None:
    done = asked(None, knees(sets=3))
    assert done.cues.count("pain_now") == 1, "who does not answer is not asked again"
    shown = [told.phase for told in done.told if told.shown and told.shown.key == "pain_now"]
    assert len(shown) > 200
    assert set(shown) == {Phase.REST}


@pytest.mark.slow
def test_pain_is_asked_about_once_a_block_of_who_answers() -> None:
    assert asked(1, knees(sets=3)).cues.count("pain_now") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("level", "drills", "said"),
    [
        (2, ["high_knees", "high_knees", "a_march", "run"], None),
        (3, ["high_knees", "high_knees", "a_march", "run"], "easier_today"),
        (4, ["high_knees", "a_march"], "no_impact_today"),
    ],
)
def test_the_answer_decides_what_is_still_done(
    level: int, drills: list[str], said: str | None
) -> None:
    run = march(drill=at_any_speed("run"), seconds=6.0)
    done = asked(level, knees(sets=2), march(rest_s=3), run)
    assert [one.result.drill for one in done.session.sets] == drills
    assert [cue for cue in done.cues if cue.endswith("_today")] == ([said] if said else [])


@pytest.mark.slow
def test_after_mild_pain_the_line_is_one_step_lower() -> None:
    targets = [p.drill.target.low for p in asked(3, knees(sets=2)).progress if p.in_set]
    assert targets[-1] == targets[0] - 5


def test_a_session_ends_where_pain_leaves_nothing_to_do() -> None:
    done = asked(7, knees(sets=2))
    assert done.session.done
    assert len(done.session.sets) == 1
    assert done.cues[-1] == "no_impact_today"
    assert done.progress[-1].next_drill is None


@pytest.mark.slow
def test_a_number_that_was_not_asked_for_is_nothing() -> None:
    done = Done(
        Session(plan(march(sets=2)), START), {8.0: say(Command.RATE_9), 14.0: say(Command.RATE_9)}
    )
    assert len(done.session.sets) == 2
    assert done.progress[-1].marks == ()


def test_pain_of_an_earlier_session_still_counts() -> None:
    marks = (PainMark(1.0, "high_knees", 6),)
    done = Done(Session(plan(knees(), march()), START, marks=marks))
    assert [one.result.drill for one in done.session.sets] == ["a_march"]


@pytest.mark.slow
def test_the_line_goes_where_the_athlete_is_after_the_first_set_and_that_is_said() -> None:
    low = plan(march(seconds=10, sets=3))
    done = Done(Session(low, LIVE), lift=67.0)
    targets = {p.at_set: p.drill.target.low for p in done.progress if p.in_set}
    assert targets[1] == MARCH.target.low
    assert targets[2] == pytest.approx(67, abs=4)
    assert targets[3] == pytest.approx(67, abs=4)
    assert done.cues.count("lower_line") >= 1
    locked = Done(Session(low, START), lift=67.0)
    assert {p.drill.target.low for p in locked.progress} == {MARCH.target.low}


@pytest.mark.slow
def test_a_beat_is_announced_and_stays_that_of_the_first_set() -> None:
    done = Done(Session(plan(march(sets=3, metronome=Metronome(share=1.05))), START))
    assert done.cues.count("match_beat") == 1
    beats = {round(told.metronome_spm, 3) for told in done.told if told.metronome_spm > 0}
    assert len(beats) == 1


@pytest.mark.slow
def test_the_set_up_is_looked_at_first_and_where_the_view_changes() -> None:
    steps = plan(march(view=WantedView.LEFT, sets=2), march(view=WantedView.REAR))
    done = Done(Session(steps, START, checks=True), picture=BRIGHT)
    assert done.cues.count("setup_passed") == 2
    looked = [told for told in done.told if told.checks]
    assert {told.phase for told in looked} == {Phase.SETUP}
    assert all(check.ok for check in looked[-1].checks if check.name != "level")


def test_a_dark_set_up_is_told_and_can_be_passed_over() -> None:
    session = Session(single(MARCH, 6.0), START, checks=True)
    done = Done(session, {8.0: say(Command.PAUSE)})
    assert done.cues[0] == "more_light"
    assert "paused" not in done.cues
    setup = [told.t for told in done.told if told.phase is Phase.SETUP]
    assert setup[-1] == pytest.approx(8.0, abs=0.1)
    assert done.session.done


def test_the_last_words_tell_that_it_is_over() -> None:
    assert Done(Session(plan(march(), march()), START)).cues[-1] == "plan_done"


def test_who_does_not_respond_hears_no_words_twice_running_and_has_an_easier_task() -> None:
    steps = march(seconds=20.0, rest_s=20.0, sets=2), march(drill=KNEES, seconds=15.0)
    free = replace(START, locked=False)
    done = Done(Session(plan(*steps), free), lift=58)
    low = [
        told.cue.key
        for told in done.told
        if told.cue and told.cue.kind is CueKind.CORRECTION and told.cue.key != "lower_line"
    ]
    assert len(low) > 4
    assert all(before != after for before, after in pairwise(low))
    targets = [one.set_start.drill.target.low for one in done.told if one.set_start]
    assert targets[-1] < KNEES.target.low
    second = next(p.step.drill.target.low for p in done.progress if p and p.at_set == 2)
    assert second < MARCH.target.low
    assert done.first("lower_line") > 0
    assert done.first("none_reached") > 0


def test_a_raised_hand_answers_that_it_hurts_more_than_two_and_a_second_one_more() -> None:
    steps = march(rest_s=30.0), march(drill=KNEES)
    asked = Done(Session(plan(*steps), START), seconds=30.0).first("pain_now")
    for hands, level in (((1.0,), 3), ((1.0, 5.0), 4)):

        def change(t: float, pose: Pose | None, up: tuple[float, ...] = hands) -> Pose | None:
            held = any(at <= t - asked < at + 1.6 for at in up)
            return raised(pose, 1.0, Side.LEFT) if held and pose is not None else pose

        done = Done(Session(plan(*steps), START), seconds=asked + 15, change=change)
        assert [mark.level for mark in done.progress[-1].marks] == [level]


def test_no_answer_is_asked_for_once_more_and_is_not_no_pain() -> None:
    done = Done(Session(plan(march(rest_s=40.0), march(drill=KNEES)), START), seconds=70.0)
    asked = [told.t for told in done.told if told.cue and told.cue.key == "pain_now"]
    assert len(asked) == 2
    assert [(mark.level, mark.answered) for mark in done.progress[-1].marks] == [(None, False)]
