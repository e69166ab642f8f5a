"""What a whole set came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan

from coach.core.drills.rules import Band
from coach.core.kinematics.seen import Seen
from coach.core.types import Count, Cue, Key, Reason, Side, View

ENOUGH = 0.5
"""Where less than this share of a set was judged, that is what is told of it first."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number over a set: mean and sd of `n` values, and the error its mean may have."""

    mean: float
    sd: float
    n: int
    unit: str
    error: float


@dataclass(frozen=True, slots=True)
class FaultCount:
    """How many reps of the set showed a fault that became active; `side` None for the body. It is
    not `sure` where the reps are outside its border by less than their mean may be off."""

    name: str
    side: Side | None
    reps: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class SetResult:
    """What a whole set came to. `metrics` maps (metric, side or None for both) to a Metric;
    `not_measured` maps a metric to why it was not. `calibrated`: quiet standing came before the
    reps; `pains`: when the athlete marked pain; `graded`: the value that the reps were graded by,
    and `target` its band where that was lowered in the set; `stretched`: that of a stretch, whose
    faults are counted in seconds; `seen`: how, at the end; `cadence_of`: what
    the cadence counts, see Drill; `judged`: the share of the frames in which the athlete could be,
    and `hindered` why not in most others; `needed_fps`: the frames a second that the drill takes;
    `doubted`: the cues of faults that are not sure.
    """

    drill: str
    view: View
    frames: int
    frames_with_pose: int
    duration_s: float
    fps: float
    counts: Mapping[Side, Count]
    cadence: float
    metrics: Mapping[Key, Metric]
    faults: tuple[FaultCount, ...]
    cues: tuple[Cue, ...]
    not_measured: Mapping[str, Reason]
    calibrated: bool = True
    graded: str = "thigh_angle_peak"
    pains: tuple[float, ...] = ()
    stretched: bool = False
    target: Band | None = None
    seen: Seen = field(default_factory=Seen)
    cadence_of: str = "steps"
    judged: float = nan
    hindered: Reason | None = None
    needed_fps: float = nan
    doubted: frozenset[str] = frozenset()

    @property
    def unjudged(self) -> Reason | None:
        """Why nothing was judged, or less than half of it; None where enough was."""
        counts = self.counts.values()
        every = sum(count.all for count in counts)
        if not every + sum(count.partial for count in counts):
            return self.hindered or Reason("no_reps")
        graded = [count for count in counts if count.good is not None]
        asked, seen = sum(count.all for count in graded), sum(count.seen for count in graded)
        if self.judged < ENOUGH or seen < ENOUGH * asked:
            return self.hindered or Reason("reps_unseen")
        return None

    @property
    def calibrated_enough(self) -> bool:
        """Whether angles are as sure as quiet standing makes them; only side views need it."""
        return self.calibrated or self.view.near is None
