"""By how much the worst clip of known truth was off; docs/ACCURACY.md has the whole table.

Made by scripts/measure_accuracy.py; not to be edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Case = tuple[str, str, str, bool]

WORST: Mapping[Case, float] = MappingProxyType(
    {
        ("thigh_angle_peak", "lift", "side", True): 7.18,
        ("knee_lift_ratio_peak", "lift", "side", True): 0.119,
        ("knee_flexion_at_peak", "lift", "side", True): 8.32,
        ("shank_angle_at_peak", "lift", "side", True): 4.46,
        ("foot_angle_at_peak", "lift", "side", True): 14.8,
        ("trunk_lean_at_peak", "lift", "side", True): 4.38,
        ("stance_knee_flexion", "lift", "side", True): 4.72,
        ("stance_thigh_angle", "lift", "side", True): 4.31,
        ("lift_speed", "lift", "side", True): 73.9,
        ("period", "lift", "side", True): 0.00673,
        ("thigh_angle_peak", "lift", "side", False): 6.99,
        ("stance_thigh_angle", "lift", "side", False): 5.1,
        ("cadence", "lift", "side", True): 1.33,
        ("thigh_angle_peak", "lift", "front", True): 12.3,
        ("knee_lift_ratio_peak", "lift", "front", True): 0.197,
        ("period", "lift", "front", True): 0.00112,
        ("knee_cross", "lift", "front", True): 0.132,
        ("lateral_trunk_lean", "lift", "front", True): 0.16,
        ("arm_cross", "lift", "front", True): 0.0197,
        ("cadence", "lift", "front", True): 1.01,
        ("thigh_angle_peak", "run", "side", True): 4.73,
        ("knee_flexion_peak", "run", "side", True): 4.84,
        ("knee_drive_speed", "run", "side", True): 35.2,
        ("time_to_knee_peak", "run", "side", True): 0.0224,
        ("contact_time", "run", "side", True): 0.0184,
        ("flight_time", "run", "side", True): 0.0253,
        ("duty_factor", "run", "side", True): 0.0273,
        ("knee_flexion_at_contact", "run", "side", True): 9.2,
        ("knee_flexion_in_stance", "run", "side", True): 6.42,
        ("shank_angle_at_contact", "run", "side", True): 8.04,
        ("reach_at_contact", "run", "side", True): 0.0709,
        ("heel_recovery", "run", "side", True): 0.0887,
        ("trunk_lean", "run", "side", True): 2.56,
        ("vertical_oscillation", "run", "side", True): 0.013,
        ("step_time", "run", "side", True): 0.00628,
        ("thigh_angle_peak", "run", "side", False): 4.24,
        ("cadence", "run", "side", True): 0.533,
        ("step_time_asymmetry", "run", "side", True): 6.87,
        ("thigh_angle_peak", "run", "rear", True): 10.3,
        ("vertical_oscillation", "run", "rear", True): 0.00604,
        ("step_time", "run", "rear", True): 0.00634,
        ("pelvis_sway", "run", "rear", True): 0.0818,
        ("step_width", "run", "rear", True): 0.0389,
        ("knee_window", "run", "rear", True): 0.169,
        ("cadence", "run", "rear", True): 0.197,
        ("step_time_asymmetry", "run", "rear", True): 1.97,
    }
)
"""(value, kind of drill, view, whether quiet standing was seen) -> in the value's unit."""
