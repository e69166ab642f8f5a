"""The synthetic athlete's body as coloured hulls of balls in space."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from coach.core.skeleton import BodyPart, row
from coach.core.types import Points, Side
from coach.simulation.limbs import TrueBody

Colour = tuple[int, int, int]
Ball = tuple[Points, float]

SKIN, SKIN_DARK, HAIR = (150, 182, 226), (132, 164, 212), (52, 58, 82)
SHIRT, SHORTS = (168, 150, 38), (92, 66, 48)
SOCK, SHOE, SOLE = (244, 242, 238), (70, 104, 240), (250, 248, 246)

UP, RIGHT = np.array((0.0, 1.0, 0.0)), np.array((0.0, 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Shape:
    """The hull of balls in one BGR colour: `points` is (n, 3) leg lengths, `radii` (n,).

    It is painted in the order of depth of `at` (3,); of the same depth, by `layer`.
    """

    colour: Colour
    points: Points
    radii: Points
    at: Points
    layer: int


def figure(truth: TrueBody) -> tuple[Shape, ...]:
    """The whole body, clothed."""
    limbs = (shape for side in Side for part in (_leg, _arm) for shape in part(truth, side))
    return (*limbs, *_trunk(truth), *_head(truth))


def _shape(layer: int, colour: Colour, *balls: Ball, at: Points | None = None) -> Shape:
    points = np.array([point for point, _ in balls])
    radii = np.array([radius for _, radius in balls])
    return Shape(colour, points, radii, points.mean(axis=0) if at is None else at, layer)


def _leg(truth: TrueBody, side: Side) -> Iterator[Shape]:
    hip, knee, ankle, heel, toe = (
        truth.joints[row(part, side)]
        for part in (BodyPart.HIP, BodyPart.KNEE, BodyPart.ANKLE, BodyPart.HEEL, BodyPart.TOE)
    )
    foot, shank, thigh = (heel + toe) / 2, (knee + ankle) / 2, (hip + knee) / 2
    rise = -_square(heel, toe)
    calf = knee + 0.3 * (ankle - knee) + 0.018 * _square(knee, ankle)
    broad = 0.014 * RIGHT
    yield _shape(
        1, SOLE, *((end + 0.012 * rise + s, 0.028) for end in (heel, toe) for s in (broad, -broad))
    )
    vamp = toe + 0.034 * rise
    yield _shape(
        *(2, SHOE, (heel + 0.046 * rise, 0.036), (vamp + broad, 0.026), (vamp - broad, 0.026)),
        *((ankle, 0.044), (ankle + 0.4 * (toe - ankle) + 0.02 * rise, 0.03)),
        at=foot,
    )
    yield _shape(3, SKIN, (knee, 0.06), (calf, 0.061), (ankle, 0.036), at=shank)
    cuff = _ring(knee, ankle, 0.8, 0.043)
    yield _shape(4, SOCK, *cuff, (ankle, 0.041), at=shank)
    yield _shape(5, SKIN, ((hip + thigh) / 2, 0.085), (knee, 0.062), at=thigh)
    yield _shape(6, SHORTS, (hip, 0.116), *_ring(hip, knee, 0.6, 0.1), at=thigh)


def _arm(truth: TrueBody, side: Side) -> Iterator[Shape]:
    shoulder, elbow, wrist = (
        truth.joints[row(part, side)]
        for part in (BodyPart.SHOULDER, BodyPart.ELBOW, BodyPart.WRIST)
    )
    upper = (shoulder + elbow) / 2
    yield _shape(7, SKIN, (elbow, 0.043), (wrist, 0.03))
    yield _shape(8, SKIN, (wrist, 0.033), (wrist + 0.17 * (wrist - elbow), 0.041))
    yield _shape(9, SKIN, (shoulder, 0.055), (elbow, 0.043), at=upper)
    yield _shape(10, SHIRT, (shoulder, 0.076), *_ring(shoulder, elbow, 0.52, 0.068), at=upper)


def _trunk(truth: TrueBody) -> Iterator[Shape]:
    hips, neck = truth.between(BodyPart.HIP), truth.between(BodyPart.SHOULDER)
    up = (neck - hips) / np.linalg.norm(neck - hips)
    ahead = _square(hips, neck)
    hip = [truth.joints[row(BodyPart.HIP, side)] for side in Side]
    belt = [hips + 1.65 * (end - hips) + 0.085 * up for end in hip]
    waist = [(end + side * ahead, 0.03) for end in belt for side in (0.085, -0.085)]
    shoulder = [neck + 0.84 * (truth.joints[row(BodyPart.SHOULDER, side)] - neck) for side in Side]
    yield _shape(41, SKIN, (neck + 0.02 * up, 0.062), (neck + 0.18 * up, 0.056))
    yield _shape(-2, SHORTS, *((end, 0.116) for end in hip), *waist)
    yield _shape(
        *(40, SHIRT),
        *((end, 0.09) for end in shoulder),
        *((end - 0.16 * up + 0.03 * ahead, 0.1) for end in shoulder),
        *waist,
        at=hips,
    )


def _head(truth: TrueBody) -> Iterator[Shape]:
    hips, neck = truth.between(BodyPart.HIP), truth.between(BodyPart.SHOULDER)
    up = (neck - hips) / np.linalg.norm(neck - hips)
    ahead = _square(hips, neck)
    centre = neck + 0.3 * up + 0.03 * ahead
    crown = centre + 0.035 * up - 0.03 * ahead
    yield _shape(60, HAIR, (crown, 0.134), (crown - 0.05 * up - 0.02 * ahead, 0.115))
    face = centre + 0.028 * ahead - 0.008 * up
    yield _shape(61, SKIN, (face, 0.112), (face - 0.065 * up + 0.012 * ahead, 0.082))
    yield _shape(62, SKIN, (face + 0.1 * ahead - 0.02 * up, 0.026), (face - 0.03 * up, 0.05))
    for side in (-1, 1):
        ear = centre - 0.022 * ahead - 0.02 * up + side * 0.105 * RIGHT
        yield _shape(63, SKIN_DARK, (ear, 0.024))


def _ring(a: Points, b: Points, share: float, radius: float) -> tuple[Ball, ...]:
    """A round hem about the line from a to b: flat from any side."""
    centre, edge = a + share * (b - a), 0.02
    across = (radius - edge) * np.array((_square(a, b), RIGHT))
    return tuple((centre + sign * spoke, edge) for spoke in across for sign in (-1, 1))


def _square(a: Points, b: Points) -> Points:
    """The unit vector square to the line a to b in the body's plane: ahead of one that goes up,
    behind one that goes down, below one that goes ahead."""
    along = b - a
    turned: Points = np.array((along[1], -along[0], 0.0)) / np.hypot(along[0], along[1])
    return turned
