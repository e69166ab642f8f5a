"""The set-up assistant: passes by itself when all is well, else says what to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from coach.config import load_texts
from coach.core.kinematics.tracker import Tracker
from coach.core.session.setup_check import SetupCheck
from coach.core.session.snapshot import Check
from coach.core.types import Cue, Frame, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import Change, evenly, seen
from tests.core.spoiling import doubtful, moved

BRIGHT, DIM = np.full((90, 160, 3), 130, np.uint8), np.full((90, 160, 3), 20, np.uint8)
SIDES = frozenset({View.LEFT, View.RIGHT})


def stands(view: View = View.LEFT, height: float = 0.75, **kind: float) -> SimulatedRunner:
    return SimulatedRunner("stand", view=view, height=height, **kind)


class Looked:
    """What the assistant told of an athlete, frame by frame."""

    def __init__(
        self,
        athlete: SimulatedRunner,
        views: frozenset[View] = SIDES,
        *,
        seconds: float = 4.0,
        times: Sequence[float] | None = None,
        image: np.ndarray = BRIGHT,
        change: Change | None = None,
    ) -> None:
        self.check, tracker = SetupCheck(views, 22.0), Tracker()
        self.cues: list[Cue] = []
        self.history: list[tuple[float, tuple[Check, ...]]] = []
        self.passed_at = np.nan
        moments = seen(athlete, times or evenly(seconds, 24), change=change, noise=0.004)
        for index, (t, pose) in enumerate(moments):
            frame = Frame(t, index, image)
            self.history.append((t, self.check.update(frame, tracker.update(t, index, pose))))
            self.cues += [self.check.cue] if self.check.cue else []
            if self.check.passed and np.isnan(self.passed_at):
                self.passed_at = t

    def verdict(self, name: str) -> bool | None:
        return next(check.ok for check in self.history[-1][1] if check.name == name)

    @property
    def said(self) -> list[str]:
        return [cue.key for cue in self.cues]


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.REAR])
@pytest.mark.parametrize("height", [0.65, 0.75, 0.82])
def test_it_passes_by_itself_within_three_seconds_when_all_is_well(
    view: View, height: float
) -> None:
    looked = Looked(stands(view, height), frozenset({view}))
    assert looked.said == ["setup_passed"]
    assert 1.5 <= looked.passed_at < 3.0
    assert all(check.ok for check in looked.history[-1][1])


@pytest.mark.parametrize(
    ("athlete", "key"),
    [
        (stands(height=0.45), "come_closer"),
        (stands(height=0.97), "step_back"),
        (stands(View.FRONT), "turn_side"),
        (stands(View.OBLIQUE), "turn_side"),
    ],
)
def test_one_thing_that_is_wrong_is_said_after_a_second(athlete: SimulatedRunner, key: str) -> None:
    looked = Looked(athlete)
    assert looked.said == [key]
    assert 1.0 <= looked.cues[0].t < 2.5
    assert not looked.check.passed


@pytest.mark.parametrize(
    ("wanted", "seen_from", "key"),
    [
        ({View.LEFT}, View.RIGHT, "other_side"),
        ({View.LEFT}, View.FRONT, "turn_side"),
        ({View.FRONT}, View.LEFT, "turn_front"),
        ({View.REAR}, View.FRONT, "turn_back"),
        ({View.FRONT, View.REAR}, View.RIGHT, "turn_front"),
    ],
)
def test_the_way_to_turn_is_said(wanted: set[View], seen_from: View, key: str) -> None:
    assert Looked(stands(seen_from), frozenset(wanted)).said == [key]


def test_cut_off_feet_are_told_before_anything_else_of_the_body() -> None:
    def down(t: float, pose: Pose) -> Pose:
        return moved(pose, (0.0, -140.0))

    assert Looked(stands(View.FRONT), change=down).said == ["step_back"]


def test_legs_that_are_hidden_are_asked_for() -> None:
    def hidden(t: float, pose: Pose) -> Pose:
        return doubtful(pose, 0.2, *Side)

    assert Looked(stands(), change=hidden).said == ["show_legs"]


def test_the_far_leg_of_a_side_view_may_be_hidden() -> None:
    looked = Looked(stands(), change=lambda t, pose: doubtful(pose, 0.2, Side.RIGHT))
    assert looked.said == ["setup_passed"]


def test_too_dark_is_said_first_of_all() -> None:
    looked = Looked(stands(View.FRONT, 0.4), image=DIM)
    assert looked.said == ["more_light"]


def test_nobody_there_is_said() -> None:
    looked = Looked(stands(), change=lambda t, pose: None, seconds=11)
    assert looked.said == ["cannot_see", "cannot_see"]
    assert [looked.verdict(name) for name in ("person", "body", "view")] == [False, None, None]


def test_a_second_person_is_told() -> None:
    def by_turns(t: float, pose: Pose) -> Pose:
        return moved(pose, (450.0, 0.0)) if t > 1 and int(t * 2) % 4 else pose

    assert "one_person" in Looked(stands(), change=by_turns).said


@pytest.mark.parametrize(("every", "key"), [(1, "camera_slow"), (3, "computer_slow")])
def test_too_few_pictures_a_second_are_told_with_their_cause(every: int, key: str) -> None:
    check, tracker, said = SetupCheck(SIDES, 22.0), Tracker(), []
    for n, (t, pose) in enumerate(seen(stands(), evenly(5, 12))):
        frame = Frame(t, n * every, BRIGHT)
        check.update(frame, tracker.update(t, frame.index, pose))
        said += [check.cue.key] if check.cue else []
    assert said == [key]
    assert not check.passed


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT])
@pytest.mark.parametrize(("roll", "level"), [(0, True), (2, True), (-2, True), (10, False)])
def test_a_camera_that_is_not_level_is_told(view: View, roll: float, level: bool) -> None:
    angle = np.radians(roll)
    turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))

    def tilted(t: float, pose: Pose) -> Pose:
        middle = np.array((640.0, -360.0))
        return replace(pose, xy=middle + (pose.xy - middle) @ turn.T)

    looked = Looked(stands(view, 0.68), frozenset({view}), change=tilted)
    assert looked.verdict("level") is level
    assert looked.said == (["setup_passed"] if level else ["level_camera"])


def test_who_moves_is_not_taken_for_a_tilted_camera() -> None:
    looked = Looked(SimulatedRunner("a_march", height=0.7, start_s=0.0, trunk_lean=12.0))
    assert looked.verdict("level") is not False


def test_what_was_put_right_passes() -> None:
    def comes_closer(t: float, pose: Pose) -> Pose:
        share = 0.5 + 0.25 * float(np.clip(t - 3, 0, 2))
        middle = np.array((640.0, -400.0))
        return replace(pose, xy=middle + share * (pose.xy - middle))

    looked = Looked(stands(), change=comes_closer, seconds=10)
    assert looked.said == ["come_closer", "setup_passed"]


def test_a_verdict_does_not_flicker() -> None:
    def at_the_border(t: float, pose: Pose) -> Pose:
        return moved(pose, (0.0, -140.0)) if int(t * 10) % 3 == 0 else pose

    looked = Looked(stands(View.FRONT), frozenset({View.FRONT}), change=at_the_border)
    told = [next(c.ok for c in checks if c.name == "body") for _, checks in looked.history]
    assert np.count_nonzero(np.diff([ok is True for ok in told])) <= 1


def test_each_thing_has_its_words() -> None:
    cues = load_texts().cues
    keys = {check.key for _, checks in Looked(stands()).history for check in checks}
    assert keys | {"setup_passed", "other_side", "turn_back", "computer_slow"} <= cues.keys()
