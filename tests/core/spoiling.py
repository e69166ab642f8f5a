"""What goes wrong with a pose; each gives a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from coach.core.pose.body import midpoint
from coach.core.skeleton import LEG, BodyPart, row
from coach.core.types import Pose, Side

LOWER = [part for part in LEG if part is not BodyPart.HIP]


def rows(side: Side) -> list[int]:
    """Of a leg below its hip."""
    return [row(part, side) for part in LOWER]


def without(pose: Pose, *sides: Side) -> Pose:
    """Nothing known of these legs."""
    xy, gone = pose.xy.copy(), [joint for side in sides for joint in rows(side)]
    xy[gone] = np.nan
    return replace(pose, xy=xy)


def doubtful(pose: Pose, confidence: float, *sides: Side) -> Pose:
    """These legs told, but with little confidence."""
    told, unsure = pose.confidence.copy(), [joint for side in sides for joint in rows(side)]
    told[unsure] = confidence
    return replace(pose, confidence=told)


def covered(pose: Pose, part: BodyPart, *sides: Side) -> Pose:
    """One joint behind a rail or a console: told, but guessed."""
    told = pose.confidence.copy()
    told[[row(part, side) for side in sides]] = 0.1
    return replace(pose, confidence=told)


def swapped(pose: Pose) -> Pose:
    """Left and right leg have changed their names."""
    xy = pose.xy.copy()
    left, right = (rows(side) for side in Side)
    xy[left + right] = pose.xy[right + left]
    return replace(pose, xy=xy)


def between(pose: Pose, share: float) -> Pose:
    """Each leg is told so far on its way to the other one: half-way, or all of it as if swapped."""
    xy, other = pose.xy.copy(), swapped(pose).xy
    legs = [joint for side in Side for joint in rows(side)]
    xy[legs] += share * (other - pose.xy)[legs]
    return replace(pose, xy=xy)


def flung(pose: Pose, side: Side, by: tuple[float, float] = (300.0, 150.0)) -> Pose:
    """A leg that is told where it is not."""
    xy = pose.xy.copy()
    xy[rows(side)] += by
    return replace(pose, xy=xy)


def moved(pose: Pose, by: tuple[float, float]) -> Pose:
    return replace(pose, xy=pose.xy + by)


def during(
    spells: Sequence[tuple[float, float]], spoil: Callable[[Pose], Pose | None]
) -> Callable[[float, Pose], Pose | None]:
    """Spoils a pose where its time is in one of the spells (from, until)."""

    def change(t: float, pose: Pose) -> Pose | None:
        return spoil(pose) if any(a <= t < b for a, b in spells) else pose

    return change


def arm(side: Side) -> list[int]:
    return [row(BodyPart.ELBOW, side), row(BodyPart.WRIST, side)]


def raised(pose: Pose, share: float, *sides: Side) -> Pose:
    """The arms of these sides on their way up: 0 as they were, 1 over the head."""
    xy = pose.xy.copy()
    trunk = np.hypot(*(midpoint(pose, BodyPart.SHOULDER) - midpoint(pose, BodyPart.HIP)))
    for side in sides:
        up = xy[row(BodyPart.SHOULDER, side)] + trunk * np.array(((0.1, 0.5), (0.05, 0.95)))
        xy[arm(side)] += share * (up - xy[arm(side)])
    return replace(pose, xy=xy)
