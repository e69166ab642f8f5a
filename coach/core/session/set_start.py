"""What a set begins with."""

from __future__ import annotations

from dataclasses import dataclass, field

from coach.core.coaching.belt_safety import BeltRule
from coach.core.coaching.wordings import Tried
from coach.core.drills.drill import Drill, Manner
from coach.core.kinematics.standing import UNCALIBRATED, Calibration
from coach.core.session.set_clock import SetConfig
from coach.core.types import View


@dataclass(frozen=True, slots=True)
class SetStart:
    """All that a set begins with: with its frames, poses and commands, what it comes to follows.

    `drill` has the target of the day, `view` is the camera's where it is known, `standing` what
    quiet standing told before. With `closes` its end is that of a whole plan. `tried` is what was
    said of faults before, and what came of it.
    """

    drill: Drill
    start: SetConfig = field(default_factory=SetConfig)
    view: View | None = None
    manner: Manner = field(default_factory=Manner)
    standing: Calibration = UNCALIBRATED
    belt: BeltRule | None = None
    closes: bool = False
    tried: tuple[Tried, ...] = ()
