"""By how much the worst clip of known truth was off; docs/ACCURACY.md has the whole table.

Made by scripts/measure_accuracy.py; not to be edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Case = tuple[str, str, str, bool]

WORST: Mapping[Case, float] = MappingProxyType(
    {
        ("thigh_angle_peak", "lift", "side", True): 4.65,
        ("knee_lift_ratio_peak", "lift", "side", True): 0.148,
        ("knee_flexion_at_peak", "lift", "side", True): 10.8,
        ("shank_angle_at_peak", "lift", "side", True): 4.05,
        ("foot_angle_at_peak", "lift", "side", True): 15.9,
        ("trunk_lean_at_peak", "lift", "side", True): 4.36,
        ("stance_knee_flexion", "lift", "side", True): 4.72,
        ("stance_thigh_angle", "lift", "side", True): 3.99,
        ("lift_speed", "lift", "side", True): 68.4,
        ("period", "lift", "side", True): 0.00706,
        ("thigh_angle_peak", "lift", "side", False): 9.65,
        ("stance_thigh_angle", "lift", "side", False): 5.14,
        ("cadence", "lift", "side", True): 1.32,
        ("thigh_angle_peak", "lift", "front", True): 12.3,
        ("knee_lift_ratio_peak", "lift", "front", True): 0.198,
        ("lift_speed", "lift", "front", True): 179,
        ("period", "lift", "front", True): 0.00111,
        ("knee_cross", "lift", "front", True): 0.174,
        ("lateral_trunk_lean", "lift", "front", True): 0.162,
        ("arm_cross", "lift", "front", True): 0.0231,
        ("cadence", "lift", "front", True): 1.02,
        ("thigh_angle_peak", "run", "side", True): 2.05,
        ("knee_flexion_peak", "run", "side", True): 4.82,
        ("knee_drive_speed", "run", "side", True): 32.1,
        ("time_to_knee_peak", "run", "side", True): 0.0124,
        ("contact_time", "run", "side", True): 0.0139,
        ("flight_time", "run", "side", True): 0.0162,
        ("duty_factor", "run", "side", True): 0.0142,
        ("knee_flexion_at_contact", "run", "side", True): 9.05,
        ("knee_flexion_in_stance", "run", "side", True): 6.41,
        ("shank_angle_at_contact", "run", "side", True): 7.98,
        ("reach_at_contact", "run", "side", True): 0.0687,
        ("heel_recovery", "run", "side", True): 0.0878,
        ("trunk_lean", "run", "side", True): 2.55,
        ("vertical_oscillation", "run", "side", True): 0.0119,
        ("step_time", "run", "side", True): 0.0074,
        ("thigh_angle_peak", "run", "side", False): 4.68,
        ("cadence", "run", "side", True): 0.508,
        ("step_time_asymmetry", "run", "side", True): 4.67,
        ("thigh_angle_peak", "run", "rear", True): 9.63,
        ("vertical_oscillation", "run", "rear", True): 0.0128,
        ("step_time", "run", "rear", True): 0.00474,
        ("pelvis_sway", "run", "rear", True): 0.0864,
        ("step_width", "run", "rear", True): 0.0368,
        ("knee_window", "run", "rear", True): 0.165,
        ("cadence", "run", "rear", True): 0.404,
        ("step_time_asymmetry", "run", "rear", True): 0.804,
    }
)
"""(value, kind of drill, view, whether quiet standing was seen) -> in the value's unit."""
