"""Before and after: what changed between two sets, by how much, and whether that counts.

Two sets seen from the same view share what the camera reads too high or too low, so only chance
remains: a change counts beyond the chance of both means, and beyond what a camera can tell at all
(A7, A5). It is better or worse only where the reference says which way is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from types import MappingProxyType

from coach.core.drill import Drill
from coach.core.outcome import Metric, Result
from coach.core.plan import Done, Ending, Plan
from coach.core.types import (
    Side,
    View,
)

FEWEST = 7
"""Steps a side below which nothing is said (A7: Dingenen 2018)."""


class Verdict(StrEnum):
    """What a change comes to."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    SAME = "same"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Trend:
    """The smallest change that can mean anything, and which way is meant: 1 up, -1 down, 0 none."""

    least: float
    meant: int = 0
    fewest: int = FEWEST


TRENDS: Mapping[str, Trend] = MappingProxyType(
    {
        "thigh_angle_peak": Trend(5, 1),  # A7 TH; G: knee drive
        "knee_lift_ratio_peak": Trend(0.08, 1),  # A7 KLR
        "knee_drive_speed": Trend(40, 1),  # D; G: dTH_max
        "lift_speed": Trend(40),  # D
        "knee_flexion_peak": Trend(8, 1),  # A7 KF swing; C3
        "knee_flexion_at_peak": Trend(8),  # A7 KF swing
        "knee_flexion_at_contact": Trend(6),  # A7 KF stance
        "knee_flexion_in_stance": Trend(6),
        "stance_knee_flexion": Trend(6),
        "trunk_lean": Trend(5),  # A7 TR
        "trunk_lean_at_peak": Trend(5),
        "lateral_trunk_lean": Trend(5),
        "shank_angle_at_contact": Trend(5),  # A7 SH
        "shank_angle_at_peak": Trend(5),
        "contact_time": Trend(0.02, -1, 20),  # A7 CT; G: quicker feet
        "flight_time": Trend(0.02, 0, 20),
        "duty_factor": Trend(0.03, -1, 20),  # D: 20 ms of a stride
        "time_to_knee_peak": Trend(0.02, 0, 20),
        "step_time_asymmetry": Trend(4, 0, 30),  # C4; C0: 30 strides
        "step_time": Trend(0.015),  # A7 cadence: 3 steps a minute
        "cadence": Trend(3, 0, 10),
        "heel_recovery": Trend(0.05, 1),  # C4 HEEL
        "vertical_oscillation": Trend(0.01),
        "pelvis_sway": Trend(0.10, -1),  # A7 PLS; G: less side to side
        "knee_window": Trend(0.10),
        "step_width": Trend(0.02),
        "arm_cross": Trend(0.10, -1),  # G: arms straight forward
        "knee_cross": Trend(0.15, -1),
        "shuffle_index": Trend(1, -1),  # G: shuffling
    }
)
"""What is not in here is not compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """One metric before and after; `least` is the smallest change that would count, in its unit."""

    metric: str
    side: Side | None
    before: Metric
    after: Metric
    least: float
    verdict: Verdict

    @property
    def by(self) -> float:
        return self.after.mean - self.before.mean


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two steps of a plan, by their labels; `why` is a key of the texts' states
    that says why there are none."""

    before: str
    after: str
    drill: Drill
    view: View
    changes: tuple[Change, ...] = ()
    why: str | None = None


def compare(before: Result, after: Result) -> tuple[Change, ...]:
    """Every metric that both sets measured; none where they were not seen from the same view."""
    return tuple(_changes(before, after)) if alike(before, after) else ()


def alike(before: Result, after: Result) -> bool:
    """Whether the two may be compared at all."""
    return before.drill == after.drill and before.view is after.view


def comparisons(plan: Plan, done: Sequence[Done]) -> tuple[Comparison, ...]:
    """For each step that is compared with an earlier one, by the last set of both."""
    last = {
        plan.steps[one.turn.step].label: one.result for one in done if one.ending is Ending.DONE
    }
    found = []
    for step in plan.steps:
        if step.label and step.compare_with and {step.label, step.compare_with} <= last.keys():
            before, after = last[step.compare_with], last[step.label]
            why = None if alike(before, after) else "not_alike"
            changes = compare(before, after)
            found.append(
                Comparison(step.compare_with, step.label, step.drill, after.view, changes, why)
            )
    return tuple(found)


def _changes(before: Result, after: Result) -> Iterator[Change]:
    one, other = before.metrics, after.metrics
    for key, trend in ((key, TRENDS[key[0]]) for key in one if key[0] in TRENDS):
        if key in other:
            least = _least(one[key], other[key], trend)
            verdict = _verdict(one[key], other[key], trend, least, key[1])
            yield Change(*key, one[key], other[key], least, verdict)


def _least(before: Metric, after: Metric, trend: Trend) -> float:
    return max(trend.least, sqrt(_chance(before) ** 2 + _chance(after) ** 2))


def _chance(metric: Metric) -> float:
    """What the mean may be off by chance, 95 %; the second term is what few values add."""
    if metric.n < 2:
        return float("inf")
    return (1.96 + 2.9 / (metric.n - 1)) * metric.sd / sqrt(metric.n)


def _verdict(
    before: Metric, after: Metric, trend: Trend, least: float, side: Side | None
) -> Verdict:
    fewest = trend.fewest if side else 2 * trend.fewest
    if min(before.n, after.n) < fewest:
        return Verdict.TOO_FEW
    change = after.mean - before.mean
    if abs(change) < least:
        return Verdict.SAME
    if not trend.meant:
        return Verdict.CHANGED
    return Verdict.BETTER if change * trend.meant > 0 else Verdict.WORSE
