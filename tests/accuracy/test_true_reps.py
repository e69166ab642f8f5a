"""What a stride truly has, worked out from joints that are placed by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coach.accuracy.true_reps import TrueRep, true_reps
from coach.accuracy.truth import TrueEvent, Truth
from coach.core.types import Side, View

T = np.arange(0, 4, 0.01)
SHOWN = T * 0


def wave(middle: float, swing: float, phase: float, per_stride: int = 1) -> np.ndarray:
    """Once around in a stride of 0.7 s, highest at `phase` of it."""
    return middle + swing * np.cos(2 * np.pi * per_stride * (T / 0.7 - phase))


def columns() -> dict[str, np.ndarray]:
    table = {"time": T, "trunk_lean": SHOWN + 6, "trunk_lateral": SHOWN, "body_in_frame": SHOWN + 1}
    for letter, late, out in (("L", 0.0, 1), ("R", 0.5, -1)):
        table |= {
            f"hip_vert_{letter}": wave(8, 30, 0.2 + late),
            f"knee_{letter}": wave(55, 45, late),
            f"hip_{letter}_x": SHOWN,
            f"hip_{letter}_y": SHOWN + 0.1 * out + 0.02 * np.cos(2 * np.pi * T / 0.7),
            f"hip_{letter}_z": wave(0.9, 0.03, 0.2, per_stride=2),
            f"knee_{letter}_y": SHOWN + 0.08 * out,
            f"ankle_{letter}_x": wave(0, 0.3, late),
            f"ankle_{letter}_y": SHOWN + 0.05 * out,
            f"ankle_{letter}_z": wave(0.2, 0.1, 0.6 + late),
            f"shoulder_{letter}_y": SHOWN + 0.2 * out,
            f"wrist_{letter}_y": SHOWN - 0.04 * out,
        }
    return table


@pytest.fixture(scope="module")
def strides() -> list[TrueRep]:
    events = [
        event
        for n in range(5)
        for side, late in ((Side.LEFT, 0.0), (Side.RIGHT, 0.35))
        for event in (
            TrueEvent("foot_strike", side, 0.3 + 0.7 * n + late),
            TrueEvent("toe_off", side, 0.3 + 0.7 * n + late + 0.25),
        )
    ]
    place = ("run", View.LEFT, "side", Side.LEFT)
    return true_reps(Truth(Path("a.mp4"), *place, T, columns(), tuple(events), 0.45, 0.9, 171.0))


def test_a_stride_goes_from_contact_to_contact(strides: list[TrueRep]) -> None:
    assert [round(rep.t, 2) for rep in strides if rep.side is Side.LEFT] == [0.3, 1.0, 1.7, 2.4]


@pytest.mark.parametrize(
    ("name", "true"),
    [
        ("contact_time", 0.25),
        ("flight_time", 0.10),
        ("duty_factor", 0.25 / 0.7),
        ("step_time", 0.35),
        ("thigh_angle_peak", 38),
        ("knee_flexion_peak", 100),
        ("knee_drive_speed", 30 * 2 * np.pi / 0.7),
        ("trunk_lean", 6),
        ("vertical_oscillation", 0.06 / 0.9),
        ("heel_recovery", 0.2 / 0.9),
        ("pelvis_sway", 0.04 / 0.2),
        ("arm_cross", 0.04 / 0.4),
    ],
)
def test_a_strides_numbers_are_those_of_the_joints(
    strides: list[TrueRep], name: str, true: float
) -> None:
    second = [rep for rep in strides if rep.side is Side.LEFT][1]
    assert second.values[name] == pytest.approx(true, rel=0.02)


def test_what_is_out_to_a_legs_own_side_is_positive_on_both(strides: list[TrueRep]) -> None:
    for side in Side:
        values = next(rep.values for rep in strides if rep.side is side and rep.t > 0.9)
        assert values["step_width"] > 0
        assert values["knee_window"] > 0
