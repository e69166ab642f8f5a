"""Hands held up: told in time from every view, and never while somebody runs or drills."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.session.gestures import Gesture, GestureReader
from coach.core.skeleton import BodyPart, row
from coach.core.types import Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.gaits import GAITS
from tests.core.performing import evenly, few, seen
from tests.core.spoiling import arm, moved, raised

RAISE_S, RAISED_AT = 0.4, 1.0
IN_TIME_S = 1.3
EVERY_VIEW = (View.LEFT, View.RIGHT, View.FRONT, View.REAR, View.OBLIQUE)
BOTH = tuple(Side)

Moments = Iterable[tuple[float, Pose | None]]


def hidden(pose: Pose, *sides: Side) -> Pose:
    told = pose.confidence.copy()
    told[[joint for side in sides for joint in arm(side)]] = 0.2
    return replace(pose, confidence=told)


def raising(
    *sides: Side, at: float = RAISED_AT, until: float = 1e9
) -> Callable[[float, Pose], Pose]:
    """Up in `RAISE_S`, there at `at`; down at once."""

    def change(t: float, pose: Pose) -> Pose:
        share = float(np.clip(1 + (t - at) / RAISE_S, 0, 1)) if t < until else 0.0
        return raised(pose, share, *sides)

    return change


def read(moments: Moments, view: View) -> list[tuple[float, Gesture]]:
    reader = GestureReader()
    told = ((t, reader.update(t, pose, view)) for t, pose in moments)
    return [(t, gesture) for t, gesture in told if gesture]


def standing(view: View = View.FRONT) -> SimulatedRunner:
    return SimulatedRunner("stand", view=view)


@few
@given(st.floats(15, 60), st.floats(0, 1), st.integers(0, 99))
@pytest.mark.parametrize("view", EVERY_VIEW)
@pytest.mark.parametrize("drill", ["stand", "run"])
def test_a_raised_hand_is_told_in_time(
    view: View, drill: str, fps: float, part: float, seed: int
) -> None:
    side = view.near or Side.RIGHT
    times = [(n + part) / fps for n in range(round(3 * fps))]
    athlete = SimulatedRunner(drill, view=view, start_s=0.0)
    moments = seen(athlete, times, change=raising(side), noise=0.01, seed=seed)
    [(t, gesture)] = read(moments, view)
    assert gesture is Gesture.PAUSE
    assert RAISED_AT - RAISE_S + 1.0 <= t <= RAISED_AT + IN_TIME_S


@few
@given(st.floats(15, 60), st.sampled_from([View.FRONT, View.REAR]), st.floats(0, 0.9))
def test_both_hands_end_the_set_also_when_one_comes_later(
    fps: float, view: View, later: float
) -> None:
    first, second = raising(Side.LEFT), raising(Side.RIGHT, at=RAISED_AT + later)
    moments = seen(standing(view), evenly(4, fps), change=lambda t, pose: second(t, first(t, pose)))
    told = [gesture for _, gesture in read(moments, view)]
    # A hand that was alone for a whole second has paused.
    assert told == [Gesture.END] or (later > 0.5 and told == [Gesture.PAUSE])


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_from_the_side_the_near_hand_is_enough(view: View) -> None:
    def change(t: float, pose: Pose) -> Pose:
        return hidden(raising(*BOTH)(t, pose), view.near.other)

    told = read(seen(standing(view), evenly(3), change=change), view)
    assert [gesture for _, gesture in told] == [Gesture.PAUSE]


def test_a_hand_that_is_not_seen_tells_nothing() -> None:
    def change(t: float, pose: Pose) -> Pose:
        return hidden(raising(*BOTH)(t, pose), *Side)

    assert not read(seen(standing(), evenly(4), change=change), View.FRONT)


def test_a_mirrored_picture_tells_the_same() -> None:
    def mirrored(t: float, pose: Pose) -> Pose:
        pose = raising(Side.LEFT)(t, pose)
        return replace(pose, xy=(pose.xy * (-1, 1)) + (pose.size[0], 0))

    plain = read(seen(standing(), evenly(3), change=raising(Side.LEFT)), View.FRONT)
    assert read(seen(standing(), evenly(3), change=mirrored), View.REAR) == plain


def test_a_hand_that_stays_up_tells_once_and_again_only_after_it_was_down() -> None:
    assert len(read(seen(standing(), evenly(9), change=raising(Side.LEFT)), View.FRONT)) == 1
    first, again = raising(Side.LEFT, until=4), raising(Side.LEFT, at=6)
    moments = seen(standing(), evenly(9), change=lambda t, pose: again(t, first(t, pose)))
    assert [gesture for _, gesture in read(moments, View.FRONT)] == [Gesture.PAUSE] * 2


def test_an_athlete_who_was_not_seen_for_a_while_has_not_lowered_the_hand() -> None:
    moments = seen(standing(), evenly(8), change=raising(Side.LEFT))
    told = read([(t, None if 3 < t < 4 else pose) for t, pose in moments], View.FRONT)
    assert len(told) == 1


def test_a_short_gap_does_not_break_the_hold_but_a_long_one_does() -> None:
    moments = seen(standing(), evenly(3), change=raising(Side.LEFT))
    short = read([(t, None if 1.2 < t < 1.4 else pose) for t, pose in moments], View.FRONT)
    long = read([(t, None if 1.2 < t < 1.6 else pose) for t, pose in moments], View.FRONT)
    assert short[0][0] < 2.0 < 2.5 < long[0][0]


@pytest.mark.parametrize("until", [RAISED_AT + 0.5, RAISED_AT + 0.7])
def test_scratching_the_head_tells_nothing(until: float) -> None:
    moments = seen(standing(), evenly(4), change=raising(Side.LEFT, until=until))
    assert not read(moments, View.FRONT)


def test_waving_tells_nothing() -> None:
    def change(t: float, pose: Pose) -> Pose:
        up = raised(pose, 1, Side.LEFT)
        xy = up.xy.copy()
        xy[row(BodyPart.WRIST, Side.LEFT)] += (70 * np.sin(2 * np.pi * 1.5 * t), 0)
        return replace(up, xy=xy)

    assert not read(seen(standing(), evenly(6), change=change), View.FRONT)


def test_the_ring_fills_while_the_hand_is_held() -> None:
    reader, shares = GestureReader(), []
    for t, pose in seen(standing(), evenly(4), change=raising(Side.LEFT, until=3.5)):
        told = reader.update(t, pose, View.FRONT)
        assert reader.coming in (None, Gesture.PAUSE)
        shares.append(1.0 if told else reader.progress)
    assert shares[0] == shares[-1] == 0
    rising = shares[: shares.index(1.0) + 1]
    assert rising == sorted(rising)
    assert any(0.4 < share < 0.6 for share in rising)


@pytest.mark.slow
@few
@given(st.floats(15, 60), st.integers(0, 99))
@pytest.mark.parametrize("view", EVERY_VIEW)
@pytest.mark.parametrize("drill", GAITS)
def test_no_drill_tells_anything(drill: str, view: View, fps: float, seed: int) -> None:
    athlete = SimulatedRunner(drill, start_s=0.5, view=view)
    moments = seen(athlete, evenly(6, fps), noise=0.03, swaps=0.3, drop_outs=0.3, seed=seed)
    reader = GestureReader()
    for t, pose in moments:
        assert reader.update(t, pose, view) is None
        assert reader.progress == 0


@few
@given(st.integers(0, 99))
def test_arms_that_jump_about_tell_nothing(seed: int) -> None:
    chance = np.random.default_rng(seed)

    def change(t: float, pose: Pose) -> Pose:
        sides = [side for side in Side if chance.random() < 0.4]
        return raised(pose, chance.uniform(0.5, 1.2), *sides)

    assert not read(seen(standing(), evenly(10), change=change), View.FRONT)


def test_two_people_by_turns_tell_nothing() -> None:
    def change(t: float, pose: Pose) -> Pose:
        if int(t / 0.4) % 2:
            return moved(raised(pose, 1, *BOTH), (400, 0))
        return pose

    assert not read(seen(standing(), evenly(10), change=change), View.FRONT)
