"""How each drill moves one leg through its cycle: the extremes, and the time between them.

Phases run from 0 to 1 through the leg's cycle, and a curve's last value is its next cycle's first.
Phase 0 is where the leg leaves its low, in running the ground.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coach.simulation import stride
from coach.simulation.curves import Curve


@dataclass(frozen=True, slots=True)
class Gait:
    """One drill's own `cadence` in steps/min and `lift` in degrees, and the leg's curves.

    `thigh` and `knee` run from 0 (low, standing) to 1 (the lift, and the knee's flexion at the
    top: `fold` + 0.45 of the lift); `foot` is in degrees, toes up positive. The lift is that of the
    `signal`: of the knee's flexion, with the thigh going to `thigh_top`, or of the thigh against
    the trunk. In the share `bending` the knee bends to `bend` degrees. The body is inclined by
    `incline`. About phase `hop_at` of a step the body rises by `hop` leg lengths, over `hop_for` of
    the step. A gait of `strides` has its angles from `stride.py` instead, and only the arms go by
    its `thigh`.
    """

    cadence: float
    lift: float
    thigh: Curve
    knee: Curve
    foot: Curve
    fold: float = 60.0
    signal: str = "thigh_angle"
    thigh_top: float = 0.0
    bending: Curve = ((0, 0), (1, 0))
    bend: float = 0.0
    incline: float = 0.0
    hop: float = 0.0
    hop_at: float = 0.5
    hop_for: float = 0.5
    strides: bool = False

    @property
    def top(self) -> float:
        """The middle of the phase in which the leg is at its top; 0 where it is never lifted."""
        turns = [phase for phase, share in self.thigh if share == 1]
        return (turns[0] + turns[-1]) / 2 if turns else 0.0


GAITS: Mapping[str, Gait] = MappingProxyType(
    {
        "stand": Gait(60, 0, ((0, 0), (1, 0)), ((0, 0), (1, 0)), ((0, 0), (1, 0))),
        "a_march": Gait(
            80,
            85,
            thigh=((0, 0), (0.25, 1), (0.34, 1), (0.58, 0), (1, 0)),
            knee=((0, 0), (0.23, 1), (0.34, 0.97), (0.6, 0), (1, 0)),
            foot=((0, 0), (0.07, -14), (0.26, 6), (0.5, 4), (0.58, 0), (1, 0)),
        ),
        "a_skip": Gait(
            110,
            82,
            thigh=((0, 0), (0.31, 1), (0.6, 0), (1, 0)),
            knee=((0, 0), (0.28, 1), (0.62, 0), (1, 0)),
            foot=(
                *((0, 0), (0.08, -20), (0.3, 4), (0.5, -4), (0.6, 0)),
                *((0.72, 0), (0.81, -32), (0.92, 0), (1, 0)),
            ),
            hop=0.07,
            hop_at=0.62,
            hop_for=0.5,
        ),
        "a_run": Gait(
            180,
            78,
            thigh=((0, 0), (0.35, 1), (0.64, 0), (1, 0)),
            knee=((0, 0), (0.32, 1), (0.66, 0), (1, 0)),
            foot=((0, 0), (0.1, -26), (0.35, 2), (0.58, -10), (0.68, 0), (1, 0)),
            hop=0.025,
            hop_at=0.16,
            hop_for=0.34,
        ),
        "high_knees": Gait(
            170,
            84,
            thigh=((0, 0), (0.36, 1), (0.66, 0), (1, 0)),
            knee=((0, 0), (0.33, 1), (0.68, 0), (1, 0)),
            foot=((0, 0), (0.1, -26), (0.36, 2), (0.6, -10), (0.7, 0), (1, 0)),
            hop=0.025,
            hop_at=0.17,
            hop_for=0.34,
        ),
        "butt_kicks": Gait(
            170,
            122,
            thigh=((0, 0), (0.34, 1), (0.66, 0), (1, 0)),
            knee=((0, 0), (0.36, 1), (0.7, 0), (1, 0)),
            foot=((0, 0), (0.12, -40), (0.36, -70), (0.62, -10), (0.7, 0), (1, 0)),
            signal="knee_flexion",
            thigh_top=9,
            hop=0.025,
            hop_at=0.17,
            hop_for=0.34,
        ),
        "b_skip": Gait(
            100,
            80,
            thigh=((0, 0), (0.3, 1), (0.42, 0.94), (0.66, 0), (1, 0)),
            knee=((0, 0), (0.28, 1), (0.66, 0), (1, 0)),
            foot=(
                *((0, 0), (0.08, -20), (0.3, 4), (0.5, 8), (0.64, 0)),
                *((0.72, 0), (0.81, -32), (0.92, 0), (1, 0)),
            ),
            bending=((0, 0), (0.32, 0), (0.47, 1), (0.54, 1), (0.68, 0), (1, 0)),
            bend=25,
            hop=0.07,
            hop_at=0.62,
            hop_for=0.5,
        ),
        "straight_leg_bound": Gait(
            160,
            38,
            thigh=((0, 0), (0.36, 1), (0.74, -0.4), (1, 0)),
            knee=((0, 0), (1, 0)),
            foot=((0, 0), (0.1, -20), (0.36, 8), (0.6, 0), (1, 0)),
            bending=((0, 0), (0.16, 1), (0.34, 0), (1, 0)),
            bend=14,
            hop=0.03,
            hop_at=0.17,
            hop_for=0.34,
        ),
        "wall_drill": Gait(
            40,
            95,
            thigh=((0, 0), (0.2, 1), (0.38, 1), (0.5, 0), (1, 0)),
            knee=((0, 0), (0.19, 1), (0.38, 0.97), (0.5, 0), (1, 0)),
            foot=((0, 0), (0.07, -14), (0.2, -30), (0.38, -30), (0.5, 0), (1, 0)),
            fold=52,
            signal="hip_flexion",
            incline=35,
        ),
        "run": Gait(
            165,
            42,
            thigh=((0, 0), (stride.TOP, 1), (1, 0)),
            knee=((0, 0), (1, 0)),
            foot=((0, 0), (1, 0)),
            strides=True,
        ),
    }
)
