"""Like with like: what differs between how two sets were taken, and what that leaves to compare.

A difference rules a group of metrics out, or only makes what counts larger, or is just told. What
is not known is told too: it is not alike by silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import nan

from coach.core.drills.drill import Drill, Feedback
from coach.core.drills.rep_values import REP_VALUES, Group
from coach.core.drills.rules import Band
from coach.core.judging.result import SetResult
from coach.core.types import Key, Side, View


class Effect(StrEnum):
    """What a difference does to its group: it is only told, a change must be larger to count, or
    nothing is compared."""

    TOLD = "told"
    WIDER = "wider"
    OUT = "out"


ConditionValue = float | str | Band


@dataclass(frozen=True, slots=True)
class ConditionDifference:
    """One condition that was not the same, or is not known (NaN), before and after."""

    key: str
    before: ConditionValue
    after: ConditionValue
    group: Group = Group.NONE
    effect: Effect = Effect.TOLD

    @property
    def known(self) -> bool:
        """Whether both are known, and so do differ."""
        return self.before == self.before and self.after == self.after

    def rules_out(self, metric: Key) -> bool:
        return self.effect is Effect.OUT and holds(self.group, metric)

    def widens(self, metric: Key) -> bool:
        return self.effect is Effect.WIDER and holds(self.group, metric)


ANY_BAND = Band()


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a set was taken: `share` is the body's height in that of the picture, `roll` the
    camera's and `calibration` what is taken off the near thigh, in degrees, `speed_kmh` what was
    typed in, `metronome_spm` in steps a minute, `how` what kind of session, `model` what found the
    joints. NaN, or empty, where not known."""

    drill: str
    view: View
    forward: bool = False
    facing: float = nan
    share: float = nan
    roll: float = nan
    fps: float = nan
    speed_kmh: float = nan
    calibrated: bool = True
    calibration: float = nan
    target: Band = ANY_BAND
    metronome_spm: float = nan
    feedback: str = ""
    how: str = ""
    athlete: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class ComparabilityRule:
    """From where on two conditions differ: `share` and `fps` as the larger over the smaller one,
    `roll` and `calibration` in degrees; beyond what is `far` nothing of the group is compared."""

    share: float = 1.2  # A5: from 3 to 2.5 m the near leg grows by 1.4 % more than the far; C
    share_far: float = 1.4  # A8: 60 to 85 % of the picture is all that a set-up may be; C
    roll: float = 2.5  # the camera was moved (LevelRule.nudged); D
    roll_far: float = 5.0  # A8, from the side; B
    roll_far_frontal: float = 3.0  # A8, from front or rear; B
    fps: float = 1.2  # A4: a contact's error goes with the time between frames; A
    speed_kmh: float = 0.25  # C2: 1 km/h is 2.5 degrees of thigh and 20 ms of contact; C
    calibration: float = 4.0  # one network pixel is 1.2 degrees, hips sit up to 5 off (A7); D


COMPARABILITY = ComparabilityRule()


def holds(group: Group, metric: Key) -> bool:
    """Whether the metric is of this group."""
    name, side = metric
    if group is Group.ALL or (group is Group.LEGS and side is not None):
        return True
    return group in REP_VALUES[name].groups


def conditions_of(
    result: SetResult,
    drill: Drill,
    *,
    speed_kmh: float = nan,
    metronome_spm: float = nan,
    feedback: Feedback | None = None,
    how: str = "",
    athlete: str = "",
    model: str = "",
) -> Conditions:
    """How the set was taken."""
    seen, calibrated = result.seen, result.calibrated
    calibration = seen.left_thigh if result.view.near is Side.LEFT else seen.right_thigh
    return Conditions(
        drill=result.drill,
        view=result.view,
        forward=drill.forward,
        facing=seen.facing,
        share=seen.share,
        roll=seen.roll,
        fps=result.fps,
        speed_kmh=speed_kmh,
        calibrated=calibrated,
        calibration=calibration if calibrated else nan,
        target=drill.target,
        metronome_spm=metronome_spm,
        feedback=feedback or "",
        how=how,
        athlete=athlete,
        model=model,
    )


def condition_differences(
    before: Conditions, after: Conditions, rule: ComparabilityRule = COMPARABILITY
) -> tuple[ConditionDifference, ...]:
    """All that differs or is not known; what rules out everything comes alone."""
    refused = tuple(_refusals(before, after, rule))
    return refused or tuple(_differences(before, after, rule))


def refusal(differences: tuple[ConditionDifference, ...]) -> ConditionDifference | None:
    """What rules out every metric, if anything."""
    return next((d for d in differences if (d.group, d.effect) == (Group.ALL, Effect.OUT)), None)


def _refusals(
    before: Conditions, after: Conditions, rule: ComparabilityRule
) -> Iterator[ConditionDifference]:
    def out(key: str, one: ConditionValue, other: ConditionValue) -> ConditionDifference:
        return ConditionDifference(key, one, other, Group.ALL, Effect.OUT)

    if before.athlete and after.athlete and before.athlete != after.athlete:
        yield out("athlete", before.athlete, after.athlete)
    if before.drill != after.drill:
        yield out("drill", before.drill, after.drill)
    beside = before.view.near and after.view.near
    if View.UNKNOWN in (before.view, after.view) or (before.view is not after.view and not beside):
        yield out("view", before.view, after.view)
    if before.forward and abs(before.speed_kmh - after.speed_kmh) > rule.speed_kmh:
        yield out("speed", before.speed_kmh, after.speed_kmh)


def _differences(
    before: Conditions, after: Conditions, rule: ComparabilityRule
) -> Iterator[ConditionDifference]:
    if before.view is not after.view:
        yield ConditionDifference("other_side", before.view, after.view, Group.LEGS, Effect.OUT)
        yield ConditionDifference("other_side", before.view, after.view, Group.PLACE, Effect.WIDER)
    elif before.view.near and before.facing * after.facing < 0:
        yield ConditionDifference("mirrored", before.facing, after.facing, Group.LEGS, Effect.OUT)
    if before.model != after.model:
        yield ConditionDifference(
            "model", before.model or nan, after.model or nan, Group.ALL, Effect.WIDER
        )
    yield from _of_distance(before.share, after.share, rule)
    yield from _of_roll(before, after, rule)
    yield from _of_frames(before.fps, after.fps, rule)
    if before.forward and not abs(before.speed_kmh - after.speed_kmh) <= rule.speed_kmh:
        yield ConditionDifference("speed", before.speed_kmh, after.speed_kmh)
    if before.view.near and after.view.near:
        yield from _of_standing(before, after, rule)
    yield from _of_the_athlete(before, after)


def _of_distance(
    before: float, after: float, rule: ComparabilityRule
) -> Iterator[ConditionDifference]:
    times = _ratio(before, after)
    if not times <= rule.share:
        effect = Effect.OUT if times > rule.share_far else Effect.WIDER
        yield ConditionDifference("distance", before, after, Group.PLACE, effect)


def _ratio(one: float, other: float) -> float:
    """How many times the larger is the smaller; NaN where either is not known."""
    return max(one, other) / min(one, other) if one > 0 and other > 0 else nan


def _of_roll(
    before: Conditions, after: Conditions, rule: ComparabilityRule
) -> Iterator[ConditionDifference]:
    apart = abs(before.roll - after.roll)
    if not apart <= rule.roll:
        far = rule.roll_far if before.view.near else rule.roll_far_frontal
        effect = Effect.OUT if apart > far else Effect.WIDER
        yield ConditionDifference("tilt", before.roll, after.roll, Group.UPRIGHT, effect)


def _of_frames(
    before: float, after: float, rule: ComparabilityRule
) -> Iterator[ConditionDifference]:
    if not _ratio(before, after) <= rule.fps:
        yield ConditionDifference("frame_rate", before, after, Group.TIMING, Effect.OUT)


def _of_standing(
    before: Conditions, after: Conditions, rule: ComparabilityRule
) -> Iterator[ConditionDifference]:
    """What is taken off the thigh's angle says where the pose model put the hip."""
    if before.calibrated is not after.calibrated:
        one, other = ("stood" if each.calibrated else "not_stood" for each in (before, after))
        yield ConditionDifference("calibration", one, other, Group.ZEROED, Effect.WIDER)
    elif before.calibrated and not abs(before.calibration - after.calibration) <= rule.calibration:
        yield ConditionDifference(
            "neutral", before.calibration, after.calibration, Group.ZEROED, Effect.WIDER
        )


def _of_the_athlete(before: Conditions, after: Conditions) -> Iterator[ConditionDifference]:
    """What changes the athlete, or the frame of it all, and no measurement."""
    if before.target != after.target:
        yield ConditionDifference("target", before.target, after.target)
    one, other = before.metronome_spm, after.metronome_spm
    if one != other and (one == one or other == other):
        yield ConditionDifference("beat", one, other)
    for key in ("feedback", "how"):
        if getattr(before, key) != getattr(after, key):
            yield ConditionDifference(key, getattr(before, key), getattr(after, key))
