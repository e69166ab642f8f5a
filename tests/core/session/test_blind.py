"""Through a camera that cannot be relied on nothing is counted, and the reason is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.core.session.set_clock import SetConfig
from coach.core.skeleton import BodyPart
from coach.core.types import Image, Phase, Pose, Side, View
from coach.records.tables import quality_word
from coach.simulation.athlete import SimulatedRunner
from tests.core.performing import Performance, evenly, pairs, perform, play, seen, shipped, whole
from tests.core.spoiling import covered, doubtful, during, moved

LEFT, RIGHT = Side.LEFT, Side.RIGHT
HK = shipped("high_knees")
ATHLETE = SimulatedRunner("high_knees", start_s=0.5)
HALL, ROOM = (np.random.default_rng(seed).integers(40, 220, (9, 16, 3)) for seed in (1, 2))


def hall(t: float, parts: np.ndarray = HALL, light: float = 1.0) -> Image:
    """A picture of 160x90 whose first pixel has a grain."""
    picture = np.kron(parts * light, np.ones((10, 10, 1))).astype(np.uint8)
    picture[0, 0] = round(t * 1000) % 31
    return picture


def night(t: float) -> Image:
    return hall(t, light=0.1)


def said(performance: Performance) -> list[str]:
    return [cue.key for cue in performance.cues]


def test_an_athlete_seen_well_in_the_dark_is_counted_and_told_softly() -> None:
    athlete = whole(ATHLETE, 5.0)
    performance = perform(athlete, 5.0, drill=HK, picture=night)
    pairs(performance, athlete, 5.0)
    assert performance.reasons() == {"dim"}
    assert "more_light" not in said(performance)
    assert not {why.key for why in performance.result.not_measured.values()} & {"dim", "dark"}


def test_an_athlete_hardly_seen_in_the_dark_is_asked_for_light() -> None:
    performance = perform(
        ATHLETE, 4.0, drill=HK, picture=night, change=lambda _, p: doubtful(p, 0.1, *Side)
    )
    assert performance.told_nothing()
    assert performance.reasons() == {"dark"}
    assert said(performance) == ["more_light"]
    assert performance.result.not_measured["thigh_angle_peak"].key == "dark"


def test_nobody_in_a_dark_picture_is_the_darkness() -> None:
    performance = play([(t, None) for t in evenly(4.0)], HK, picture=night)
    assert performance.reasons() == {"dark"}


@pytest.mark.slow
@pytest.mark.parametrize("stops", np.arange(1.5, 2.2, 0.1).tolist())
def test_a_camera_that_freezes_at_any_moment_of_a_lift_makes_no_rep_of_it(stops: float) -> None:
    moments = seen(ATHLETE, evenly(9.0))
    held = next(pose for t, pose in moments if t >= stops)
    frozen = [(t, _at(t, held) if stops <= t < 5.5 else pose) for t, pose in moments]
    performance = play(frozen, HK, picture=lambda t: hall(stops if stops <= t < 5.5 else t))
    lifts = [(lift.side, lift.t) for lift in ATHLETE.lifts(9.0)]
    for rep in performance.reps:
        assert not stops + 0.1 < rep.peak < 5.5
        assert min(abs(t - rep.peak) for side, t in lifts if side is rep.side) < 0.13
    assert not performance.faults()
    assert "frozen" in performance.reasons()
    assert "picture_frozen" in said(performance)


def _at(t: float, pose: Pose | None) -> Pose | None:
    return None if pose is None else replace(pose, t=t)


def test_a_drawn_athlete_who_stood_without_a_grain_is_counted_from_the_first_lift() -> None:
    """As in a made video, where standing still is the same picture again and again."""
    athlete = whole(SimulatedRunner("high_knees", start_s=2.0), 6.0)
    performance = perform(athlete, 6.0, drill=HK, picture=lambda t: hall(max(t, 2.0)))
    assert len(pairs(performance, athlete, 6.0)) == len(performance.reps)
    assert "camera_slow" not in performance.reasons()
    assert not performance.faults()


def test_a_camera_that_freezes_before_the_set_counts_nobody_in() -> None:
    walks_in = seen(replace(ATHLETE, start_s=-1.0), evenly(0.5))
    held = [(0.5 + t, _at(0.5 + t, walks_in[-1][1])) for t in evenly(6.0)]
    plan = SetConfig(seconds=20, count_in=True)
    performance = play([*walks_in, *held], HK, plan=plan, picture=lambda t: hall(min(t, 0.5)))
    assert {s.phase for s in performance.snapshots} == {Phase.WAITING}
    assert said(performance) == ["picture_frozen"]


def test_before_the_set_it_is_not_said_that_nobody_is_there_yet() -> None:
    plan = SetConfig(seconds=20, count_in=True)
    assert not play([(t, None) for t in evenly(6.0)], HK, plan=plan, picture=hall).cues


@pytest.mark.slow
@pytest.mark.parametrize("cut", np.arange(2.0, 2.7, 0.1).tolist())
def test_no_rep_goes_over_a_cut_and_the_next_scene_begins_anew(cut: float) -> None:
    other = replace(ATHLETE, view=View.RIGHT, height=0.5, across=0.4)
    before, after = (dict(seen(a, evenly(7.0))) for a in (ATHLETE, other))
    moments = [(t, before[t] if t < cut else after[t]) for t in evenly(7.0)]
    performance = play(moments, HK, picture=lambda t: hall(t, HALL if t < cut else ROOM))
    truth = [(lift.side, lift.t) for lift in ATHLETE.lifts(7.0)]
    for rep in performance.reps:
        assert min(abs(t - rep.peak) for side, t in truth if side is rep.side) < 0.13
        assert not (rep.start < cut - 0.1 and rep.peak > cut + 0.1)
        assert not (rep.peak < cut and rep.end > cut)
    assert "two_people" not in performance.reasons()
    told = [rep.peak for rep in performance.reps if rep.peak > cut + 1]
    assert len(told) == len([t for _, t in truth if cut + 1 < t < 6.9])
    assert {s.view.view for s in performance.snapshots if s.t > cut + 0.6} == {View.RIGHT}
    smoothed = [k.index for s in performance.snapshots for k in s.smoothed]
    assert smoothed == list(range(len(moments)))


@pytest.mark.parametrize(("drill", "fps"), [("high_knees", 15), ("a_skip", 5), ("run", 5)])
def test_a_camera_that_repeats_its_pictures_is_as_slow_as_its_new_ones(
    drill: str, fps: int
) -> None:
    athlete = SimulatedRunner(drill, start_s=-1.0)
    moments = [(t, _at(t, pose)) for t, pose in _repeated(athlete, fps)]
    performance = play(moments, shipped(drill), picture=lambda t: hall(int(t * fps + 1e-6) / fps))
    # In the first half second a rate is not known.
    assert not [rep for rep in performance.reps if rep.t > 0.5]
    assert (performance.faults(), performance.tones) == (set(), ())
    assert "camera_slow" in performance.reasons()
    assert said(performance) == ["camera_slow"]


def _repeated(athlete: SimulatedRunner, fps: int) -> list[tuple[float, Pose | None]]:
    """Thirty frames a second of which only `fps` are new."""
    times = evenly(5.0)
    poses = dict(seen(athlete, sorted({int(t * fps + 1e-6) / fps for t in times})))
    return [(t, poses[int(t * fps + 1e-6) / fps]) for t in times]


@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_a_body_made_up_of_the_parts_of_others_is_not_judged(view: View) -> None:
    """As of somebody seen from the waist down, before people in the background."""
    chance = np.random.default_rng(1)

    def elsewhere(_: float, pose: Pose) -> Pose:
        return moved(pose, tuple(chance.uniform(-60, 60, 2)))

    performance = perform(replace(ATHLETE, view=view), 5.0, drill=HK, change=elsewhere)
    assert performance.told_nothing()
    assert performance.reasons() == {"unsteady"}
    assert said(performance) == ["cannot_see"]
    assert performance.result.not_measured["thigh_angle_peak"].key == "unsteady"


@pytest.mark.slow
@pytest.mark.parametrize("part", [BodyPart.HIP, BodyPart.KNEE])
@pytest.mark.parametrize("view", [View.LEFT, View.FRONT, View.REAR, View.OBLIQUE])
def test_a_rail_over_a_joint_is_named_frame_by_frame(part: BodyPart, view: View) -> None:
    side = view.near or RIGHT
    rail = during([(2.0, 4.0)], lambda pose: covered(pose, part, side))
    performance = perform(replace(ATHLETE, view=view), 6.0, drill=HK, change=rail)
    words = {k.t: quality_word(k.quality) for s in performance.snapshots for k in s.smoothed}
    assert {w for t, w in words.items() if 2 <= t < 4} == {f"part_hidden:{side}:{part}"}
    assert {w for t, w in words.items() if t < 2 or t >= 4} == {"ok"}
    for k in (k for s in performance.snapshots for k in s.smoothed if 2 <= k.t < 4):
        assert np.isnan(k.get("thigh_angle", side))
    assert not [r for r in performance.reps if r.side is side and 2.1 < r.peak < 3.9]
    if part is BodyPart.KNEE:
        assert len([r for r in performance.reps if r.side is side.other]) >= 5
    assert not performance.faults()
    assert "show_legs" not in said(performance) or view.near


@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_a_console_over_the_ankle_leaves_the_thigh(view: View) -> None:
    athlete = whole(replace(ATHLETE, view=view), 4.0)
    performance = perform(
        athlete, 4.0, drill=HK, change=lambda _, p: covered(p, BodyPart.ANKLE, LEFT)
    )
    pairs(performance, athlete, 4.0)
    words = {quality_word(k.quality) for s in performance.snapshots for k in s.smoothed}
    assert words == {"part_hidden:left:ankle"}
