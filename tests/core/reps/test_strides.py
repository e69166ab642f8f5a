"""Runs of an athlete whose contacts, toe-offs and angles are exactly known, through a session."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import cos, nan, pi
from typing import Any

import numpy as np
import pytest

from coach.core.kinematics.smoothing import BRIDGE_S
from coach.core.reps.gait_events import Stance
from coach.core.reps.strides import Stride
from coach.core.skeleton import BodyPart, row
from coach.core.types import EventKind, Kinematics, Quality, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.true_poses import TruePoses
from tests.core.performing import SIZE, Performance, at_any_speed, evenly, perform, play
from tests.core.spoiling import during, swapped

SECONDS = 9.0
RUNNER = SimulatedRunner("run", start_s=0.5)
DUTY = 0.34
CONTACT_S = DUTY * RUNNER.cycle_s
LEFT, RIGHT = Side.LEFT, Side.RIGHT
STEPS_S, MEAN_S = 0.033, 0.02


@cache
def run(athlete: SimulatedRunner = RUNNER, fps: float = 30.0, **spoilt: Any) -> Performance:
    return perform(athlete, SECONDS, fps, **spoilt)


def late(
    performance: Performance, kind: EventKind, athlete: SimulatedRunner = RUNNER
) -> np.ndarray:
    """By how much each true one is told late: fails where one is missing, or is there twice."""
    errors = []
    for landing in athlete.landings(SECONDS - 0.4):
        true = landing.contact if kind is EventKind.CONTACT else landing.toe_off
        near = [
            event.t - true
            for event in performance.events
            if (event.kind, event.side) == (kind, landing.side) and abs(event.t - true) < 0.15
        ]
        assert len(near) == 1, (landing, near)
        errors += near
    return np.array(errors)


@pytest.mark.parametrize(
    ("view", "fps", "cadence"),
    [(View.LEFT, 24, 165), (View.RIGHT, 30, 150), (View.LEFT, 30, 165), (View.RIGHT, 60, 185)],
)
def test_from_the_side_every_contact_and_toe_off_is_told_within_a_thirtieth_of_a_second(
    view: View, fps: float, cadence: float
) -> None:
    athlete = replace(RUNNER, view=view, cadence=cadence)
    performance = run(athlete, fps)
    for kind in (EventKind.CONTACT, EventKind.TOE_OFF):
        assert np.abs(late(performance, kind, athlete)).max() < STEPS_S
    told = performance.result.metrics["contact_time", view.near].mean
    assert told == pytest.approx(DUTY * athlete.cycle_s, abs=MEAN_S)


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_noise_moves_single_contacts_but_hardly_their_mean(fps: float) -> None:
    performance = run(fps=fps, noise=0.01, seed=1)
    errors = late(performance, EventKind.CONTACT)
    assert np.percentile(np.abs(errors), 90) < STEPS_S + 0.005
    assert abs(np.median(errors)) < 0.025
    metrics = performance.result.metrics
    assert metrics["contact_time", LEFT].mean == pytest.approx(CONTACT_S, abs=MEAN_S)
    assert metrics["cadence", None].mean == pytest.approx(165, abs=1)


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_from_behind_every_contact_is_told_within_a_twentieth_of_a_second(fps: float) -> None:
    athlete = replace(RUNNER, view=View.REAR)
    assert np.abs(late(run(athlete, fps), EventKind.CONTACT, athlete)).max() < 0.05


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.REAR, View.FRONT])
def test_a_good_run_has_no_fault(view: View) -> None:
    performance = run(replace(RUNNER, view=view))
    assert performance.faults() == set()
    assert sum(performance.counted().values()) > 14


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_a_strides_numbers_are_those_of_the_body(fps: float) -> None:
    metrics = run(fps=fps).result.metrics
    landing = next(x for x in RUNNER.landings(SECONDS) if x.side is LEFT)
    at_contact = RUNNER.truth(landing.contact)
    stance = [
        RUNNER.truth(t).knee_flexion[LEFT] for t in np.linspace(landing.contact, landing.toe_off)
    ]
    hip, stride_s = row(BodyPart.HIP, LEFT), np.linspace(0, RUNNER.cycle_s)
    hips = [RUNNER.truth(landing.contact + s).joints[hip, 1] for s in stride_s]
    knee, thigh = at_contact.knee_flexion[LEFT], at_contact.thigh_angle[LEFT]
    true = {
        "thigh_angle_peak": (RUNNER.gait.lift, 3),
        "knee_flexion_at_contact": (knee, 4),
        "shank_angle_at_contact": (thigh - knee, 4),
        "knee_flexion_in_stance": (max(stance), 3),
        "flight_time": (RUNNER.cycle_s / 2 - CONTACT_S, MEAN_S),
        "duty_factor": (DUTY, 0.03),
    }
    for name, (value, within) in true.items():
        assert metrics[name, LEFT].mean == pytest.approx(value, abs=within), name
    assert metrics["vertical_oscillation", None].mean == pytest.approx(np.ptp(hips), abs=0.006)


def test_the_knees_peak_is_told_when_the_thigh_is_highest() -> None:
    tops = [lift.t for lift in RUNNER.lifts(SECONDS) if lift.side is LEFT]
    peaks = [e.t for e in run(fps=60).events if (e.kind, e.side) == (EventKind.KNEE_PEAK, LEFT)]
    errors = [min((peak - top for top in tops), key=abs) for peak in peaks]
    assert len(peaks) > 8
    assert np.abs(errors).max() < 0.02


def test_legs_that_change_places_while_they_cross_do_not_bend_the_knee_in_stance() -> None:
    crossings = [x.contact + 0.4 * CONTACT_S for x in RUNNER.landings(SECONDS) if x.side is LEFT]
    spells = [(t - 0.02, t + 0.03) for t in crossings]
    clean, odd = (run(fps=60, **kind) for kind in ({}, {"change": during(spells, swapped)}))
    key = ("knee_flexion_in_stance", LEFT)
    assert odd.result.metrics[key].mean == pytest.approx(clean.result.metrics[key].mean, abs=4)


def test_an_even_run_has_no_asymmetry_and_its_error_says_how_sure_that_is() -> None:
    for athlete in (RUNNER, replace(RUNNER, view=View.REAR)):
        told = run(athlete, noise=0.005).result.metrics["step_time_asymmetry", None]
        assert abs(told.mean) < told.error < 12
        assert told.unit == "%"
        assert told.n >= 14


def limping(by: float) -> Performance:
    """The left foot's step is longer by `by` s, the right's shorter: the frames are told at other
    times."""
    first = next(x.contact for x in RUNNER.landings(SECONDS) if x.side is LEFT)
    poses, told = TruePoses(RUNNER), []
    for t in evenly(SECONDS, 60):
        later = t + by / 4 * cos(2 * pi * (t - first) / RUNNER.cycle_s)
        pose = poses.pose(t, SIZE)
        told.append((later, replace(pose, t=later) if pose else None))
    return play(told, at_any_speed("run"))


@pytest.mark.parametrize("by", [0.04, -0.04])
def test_a_longer_step_of_the_right_foot_is_a_positive_asymmetry(by: float) -> None:
    told = limping(by).result.metrics["step_time_asymmetry", None]
    true = -100 * by / (RUNNER.cycle_s / 2)
    assert told.mean == pytest.approx(true, abs=told.error)
    assert told.mean * true > 0


def test_with_fewer_than_seven_steps_a_side_asymmetry_is_not_measured() -> None:
    short = perform(RUNNER, 5.0, 30)
    assert ("step_time_asymmetry", None) not in short.result.metrics
    assert short.result.not_measured["step_time_asymmetry"].key == "too_few"


@pytest.mark.parametrize("drill", ["run", "high_knees"])
def test_cadence_is_a_number_with_its_n_and_error(drill: str) -> None:
    result = perform(SimulatedRunner(drill, start_s=0.5), SECONDS, 30).result
    told = result.metrics["cadence", None]
    assert told.mean == result.cadence
    assert told.n > 15
    assert told.error >= 1
    assert told.unit == "steps/min"
    assert "cadence" not in result.not_measured


TIMED = ("contact_time", "flight_time", "duty_factor")


def test_with_too_few_frames_what_lies_between_a_contact_and_a_toe_off_is_not_told() -> None:
    result = run(fps=15).result
    assert {result.not_measured[name].key for name in TIMED} == {"low_fps"}
    assert ("knee_flexion_peak", LEFT) in result.metrics
    assert ("cadence", None) in result.metrics


def test_the_error_of_a_time_grows_with_the_time_between_two_frames() -> None:
    sixty, thirty, twenty = (run(fps=fps).result.metrics for fps in (60, 30, 20))
    for name in TIMED:
        errors = [metrics[name, LEFT].error for metrics in (sixty, thirty, twenty)]
        assert errors == sorted(errors)
        assert errors[2] > 1.02 * errors[0]


def stride(known: dict[float, float], toe_off: float = 0.25) -> Stride:
    seen = Quality(frozenset(Side))
    moments = [Kinematics(t, 0, {("knee_flexion", LEFT): v}, seen) for t, v in known.items()]
    return Stride(moments, Stance(LEFT, 0.0, toe_off), 0.7)


def test_a_number_at_a_contact_is_read_between_the_frames() -> None:
    assert stride({-0.01: 10.0, 0.03: 30.0}).at(0.0, "knee_flexion", LEFT) == pytest.approx(15)


def test_a_number_at_a_contact_is_unknown_without_a_frame_on_either_side() -> None:
    for known in ({0.03: 30.0}, {-0.01: 10.0}, {-0.01: 10.0, 2 * BRIDGE_S: 30.0}, {0.0: nan}):
        assert np.isnan(stride(known).at(0.0001, "knee_flexion", LEFT))


def test_one_odd_frame_in_mid_stance_is_not_the_most_that_a_knee_bends() -> None:
    bend = {t: 45 - 400 * (t - 0.1) ** 2 for t in np.arange(0, 0.25, 1 / 60).tolist()}
    odd = list(bend)[7]
    assert stride(bend | {odd: 75.0}).max_in_stance("knee_flexion", LEFT) == pytest.approx(
        45, abs=2
    )
