"""Curves over the gait cycle, and the figures at a moment of it."""

from pathlib import Path

import numpy as np
import pytest

from coach.core.drills.kinds import KINDS, Kind
from coach.core.skeleton import BodyPart, row
from coach.core.types import Event, EventKind, Side, View
from coach.pages.cycle import curve, curves, cycles_of, end_to_end, laid_over
from coach.pages.sticks import stick_at
from coach.poses.recording import load_poses

POSES = Path(__file__).parent.parent / "data"


def peaks(times, side=Side.LEFT, kind=EventKind.KNEE_PEAK):
    return [Event(float(t), kind, side) for t in times]


def waving(period=0.8, seconds=20.0, fps=60.0):
    t = np.arange(0, seconds, 1 / fps)
    return t, 40 * np.cos(2 * np.pi * t / period)


def test_a_curve_is_what_each_cycle_was() -> None:
    t, angle = waving()
    cycles = cycles_of(peaks(np.arange(0, 19, 0.8)), EventKind.KNEE_PEAK, Side.LEFT)
    found = curve(t, angle, cycles, "thigh_angle", Side.LEFT)
    assert found is not None
    assert found.n == 23
    expected = 40 * np.cos(2 * np.pi * np.linspace(0, 1, 101))
    np.testing.assert_allclose(found.mean, expected, atol=0.5)
    assert found.sd.max() < 0.5


def test_the_spread_is_that_of_the_cycles() -> None:
    t, angle = waving()
    off = np.repeat([-6.0, 6.0] * 13, 48)[: len(t)]
    cycles = cycles_of(peaks(np.arange(0, 19, 0.8)), EventKind.KNEE_PEAK, Side.LEFT)
    found = curve(t, angle + off, cycles, "thigh_angle", Side.LEFT)
    assert found is not None
    assert found.sd[50] == pytest.approx(6, abs=0.3)


def test_a_gap_is_never_bridged() -> None:
    t, angle = waving()
    hidden = (t % 0.8 > 0.3) & (t % 0.8 < 0.5)
    cycles = cycles_of(peaks(np.arange(0, 19, 0.8)), EventKind.KNEE_PEAK, Side.LEFT)
    each = laid_over(t, np.where(hidden, np.nan, angle), cycles)
    assert np.isnan(each[:, 45:60]).all()
    assert np.isfinite(each[:, 5:30]).all()
    kept = ~hidden
    lost = laid_over(t[kept], angle[kept], cycles)
    assert np.isnan(lost[:, 45:60]).all()


def test_four_cycles_are_too_few() -> None:
    t, angle = waving()
    cycles = cycles_of(peaks(0.8 * np.arange(5)), EventKind.KNEE_PEAK, Side.LEFT)
    assert len(cycles) == 4
    assert curve(t, angle, cycles, "thigh_angle", Side.LEFT) is None


def test_a_pause_is_no_cycle() -> None:
    times = [*(0.8 * np.arange(8)), *(0.8 * np.arange(8) + 8.2)]
    cycles = cycles_of(peaks(times), EventKind.KNEE_PEAK, Side.LEFT)
    assert len(cycles) == 14
    assert np.diff(cycles, axis=1).max() < 1


def test_a_run_is_cut_at_its_contacts_and_tells_the_toe_off() -> None:
    t, angle = waving(0.7)
    contacts = 0.7 * np.arange(20)
    events = peaks(contacts, kind=EventKind.CONTACT)
    events += peaks(contacts + 0.21, kind=EventKind.TOE_OFF)
    frames = {"t_s": t, "thigh_angle_left_deg": angle, "knee_flexion_left_deg": angle}
    found = curves(frames, events, KINDS[Kind.RUN].phases, [Side.LEFT])
    assert [one.metric for one in found] == ["thigh_angle", "knee_flexion"]
    assert found[0].toe_off == pytest.approx(0.3)


def test_a_stretch_has_no_cycles() -> None:
    assert not curves({}, peaks(np.arange(9)), (), [Side.LEFT])


def test_a_figure_faces_right_and_is_of_the_size_of_its_leg() -> None:
    recording = load_poses(POSES / "high_knees_side_left.npz")
    times = recording.t[10::15].tolist()
    stick = stick_at(recording, times, View.LEFT)
    assert stick is not None
    toe, heel = (stick.joints[row(part, Side.LEFT)] for part in (BodyPart.TOE, BodyPart.HEEL))
    assert toe[0] > heel[0]
    hips = stick.joints[[row(BodyPart.HIP, side) for side in Side]].mean(axis=0)
    np.testing.assert_allclose(hips, 0, atol=0.03)
    assert -1.2 < np.nanmin(stick.joints[:, 1]) < -0.8


def test_without_poses_at_those_moments_there_is_no_figure() -> None:
    recording = load_poses(POSES / "high_knees_side_left.npz")
    assert stick_at(recording, [1e6, 2e6, 3e6, 4e6], View.LEFT) is None
    assert stick_at(recording, [], View.LEFT) is None


def test_no_cycle_goes_from_one_set_to_the_next() -> None:
    t, angle = waving(seconds=8.0)
    table = {"t_s": t, "thigh_angle_left_deg": angle}
    events = peaks(np.arange(0, 7.9, 0.8))
    frames, late = end_to_end([(table, events), (table, events)])
    assert len(cycles_of(events, EventKind.KNEE_PEAK, Side.LEFT)) == 9
    cycles = cycles_of(late, EventKind.KNEE_PEAK, Side.LEFT)
    assert len(cycles) == 18
    assert (np.diff(frames["t_s"]) > 0).all()
    found = curve(frames["t_s"], frames["thigh_angle_left_deg"], cycles, "thigh_angle", Side.LEFT)
    assert found is not None
    assert found.n == 18
    assert found.sd.max() < 0.5
