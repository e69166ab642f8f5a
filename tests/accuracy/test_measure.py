"""The measure is measured: on an athlete whose angles are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.accuracy.figures import Angle, Clip, Value
from coach.accuracy.measure import find_truths
from coach.core.types import View
from coach.errors import CoachError
from coach.simulation.athlete import SimulatedRunner
from tests.accuracy.truths import clip_of, measured

SIDE = SimulatedRunner(stop_s=6.0)


def angle(clip: Clip, metric: str, leg: str) -> Angle:
    return next(a for a in clip.angles if (a.metric, a.leg) == (metric, leg))


def values(clip: Clip, name: str) -> list[Value]:
    return [value for value in clip.values if value.name == name]


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return measured(clip_of(SIDE, tmp_path_factory.mktemp("exact")), SIDE)[0]


def test_an_exact_pose_leaves_no_error_in_an_angle(exact: Clip) -> None:
    for leg in ("near", "far"):
        for metric in ("thigh_angle", "hip_flexion", "knee_flexion"):
            raw = angle(exact, metric, leg).raw
            assert raw.scatter < 0.05, "no more than the grid costs"
            assert abs(raw.bias) < 0.03
            assert raw.share == 1


def test_what_smoothing_costs_is_in_our_own_figures(exact: Clip) -> None:
    ours = angle(exact, "thigh_angle", "near").ours
    assert 0.1 < ours.scatter < 3
    assert ours.share > 0.95


def test_every_lift_is_found_on_its_own_leg(exact: Clip) -> None:
    there = {events.leg: events.there for events in exact.events}
    assert there.keys() == {"near", "far"}
    assert min(there.values()) > 3
    for events in exact.events:
        assert (events.found, events.extra, events.wrong_leg) == (events.there, 0, 0)
        assert max(map(abs, events.ms)) < 40


def test_the_numbers_of_a_rep_agree_with_those_worked_out_otherwise(exact: Clip) -> None:
    """Within what smoothing takes from a peak that is over in a moment."""
    near = {value.name: value.mean for value in exact.values if value.leg in ("near", "body")}
    assert near["thigh_angle_peak"] == pytest.approx(0, abs=4)
    assert near["knee_lift_ratio_peak"] == pytest.approx(0, abs=0.07)
    assert near["knee_flexion_at_peak"] == pytest.approx(0, abs=5)
    assert near["shank_angle_at_peak"] == pytest.approx(0, abs=5)
    assert near["foot_angle_at_peak"] == pytest.approx(0, abs=5)
    assert near["trunk_lean_at_peak"] == pytest.approx(0, abs=0.5)
    assert near["stance_knee_flexion"] == pytest.approx(0, abs=2)
    assert near["stance_thigh_angle"] == pytest.approx(0, abs=2)
    assert near["period"] == pytest.approx(0, abs=0.01)
    assert exact.cadence == pytest.approx(0, abs=1)


def test_a_decision_comes_after_its_peak(exact: Clip) -> None:
    assert exact.decided_ms
    assert all(0 < ms < 200 for ms in exact.decided_ms)


def test_what_standing_makes_surer_is_measured_with_it_and_without(exact: Clip) -> None:
    near = [value.calibrated for value in values(exact, "thigh_angle_peak") if value.leg == "near"]
    assert near == [True, False]
    assert [value.calibrated for value in values(exact, "shank_angle_at_peak")] == [True, True]


def test_legs_that_change_places_are_in_the_raw_figures_alone(tmp_path: Path) -> None:
    clip, _ = measured(clip_of(SIDE, tmp_path), SIDE, swaps=0.5, seed=3)
    near = angle(clip, "thigh_angle", "near")
    assert near.raw.scatter > near.ours.scatter + 2


def test_from_the_front_each_leg_counts_and_neither_is_nearer(tmp_path: Path) -> None:
    front = SimulatedRunner(view=View.FRONT, stop_s=6.0)
    clip, _ = measured(clip_of(front, tmp_path), front)
    assert (clip.view, {events.leg for events in clip.events}) == ("front", {"both"})
    assert len(values(clip, "thigh_angle_peak")) == 2
    assert all(value.calibrated for value in clip.values)
    cross = values(clip, "knee_cross") + values(clip, "lateral_trunk_lean")
    assert all(value.mean == pytest.approx(0, abs=0.2) for value in cross)


def test_the_right_leg_is_the_near_one_from_the_right(tmp_path: Path) -> None:
    right = SimulatedRunner(view=View.RIGHT, lift_right=70.0, stop_s=6.0)
    clip, _ = measured(clip_of(right, tmp_path), right)
    near = next(value for value in clip.values if value.leg == "near")
    assert near.mean == pytest.approx(0, abs=4)


def test_progress_goes_from_clip_to_clip(tmp_path: Path) -> None:
    clip_of(SIDE, tmp_path, seconds=2.0)
    clip_of(SIDE, tmp_path, seconds=2.0, name="other")
    _, told = measured(tmp_path, SIDE, seconds=2.0)
    shares = [share for _, share in told]
    assert (told[0][0], shares) == ("clip.mp4", sorted(shares))
    assert shares[-1] == pytest.approx(0.5)


def test_clips_counted_by_eye_have_their_events_compared(tmp_path: Path) -> None:
    tops = {
        side: [round(30 * lift.t) for lift in SIDE.lifts(8.0) if lift.side == side]
        for side in ("left", "right")
    }
    known = {"drill": "high_knees", "view": "side, faces left", "fps": 30, "knee_peaks": tops}
    clips = {"a.mp4": known, "absent.mp4": known, "uncounted.mp4": {"drill": "run"}}
    (tmp_path / "truth.json").write_text(json.dumps({"clips": clips}), encoding="utf-8")
    (tmp_path / "a.mp4").touch()
    clip, _ = measured(tmp_path, SIDE)
    assert (clip.name, clip.view, clip.angles, clip.values) == ("a.mp4", "real, side", (), ())
    assert all(events.found == events.there > 3 for events in clip.events)


def refused(folder: Path, words: str) -> None:
    with pytest.raises(CoachError, match=words) as told:
        find_truths(folder)
    assert len(str(told.value).splitlines()) == 1


def test_a_folder_without_clips_is_told(tmp_path: Path) -> None:
    refused(tmp_path, "no clip with its truth")
    refused(tmp_path / "absent", "is no folder")


def test_an_event_file_without_its_video_is_no_clip(tmp_path: Path) -> None:
    (clip_of(SIDE, tmp_path, 1.0) / "clip.mp4").unlink()
    refused(tmp_path, "no clip with its truth")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("clip.events.json", "{"),
        ("clip.events.json", "[]"),
        ("clip.events.json", '{"kind": "juggling"}'),
        ("clip.csv", ""),
        ("clip.csv", "time,knee_L\n0,straight\n"),
        ("truth.json", '{"clips": []}'),
        ("truth.json", '{"clips": {"clip.mp4": {"knee_peaks": 3}}}'),
    ],
)
def test_a_damaged_truth_is_told(tmp_path: Path, name: str, text: str) -> None:
    clip_of(SIDE, tmp_path, 1.0)
    (tmp_path / name).write_text(text, encoding="utf-8")
    refused(tmp_path, name.partition(".")[0])
