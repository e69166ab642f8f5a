"""Paints the synthetic athlete: flat rounded shapes, the far ones first and darker."""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from coach.core.skeleton import BodyPart, row
from coach.core.types import Image, Points, Side
from coach.opencv import cv2
from coach.simulation.figure import Colour, Shape, figure
from coach.simulation.limbs import TrueBody
from coach.simulation.performing import Performer
from coach.simulation.projection import depth, magnification, pixels_per_leg, project

Corners = NDArray[np.int32]

WALL_DIM, WALL_LIT, SKIRTING = (196, 184, 170), (230, 223, 214), (238, 234, 228)
FLOOR_FAR, FLOOR_NEAR, MAT = (178, 164, 150), (156, 142, 128), (126, 110, 96)
FAR_SHADE = 0.72
LAYER = 0.001
"""How much depth, in leg lengths, one layer of clothing counts for."""
SUBPIXEL_BITS = 4
GRAIN = 7
_TURN = np.linspace(0, 2 * pi, 24, endpoint=False)
RIM = np.column_stack((np.cos(_TURN), np.sin(_TURN)))


class Painter:
    """Paints one athlete on a backdrop of `size` (width, height) that is made once."""

    def __init__(self, athlete: Performer, size: tuple[int, int]) -> None:
        self._athlete = athlete
        self._size = size
        self._scale = pixels_per_leg(athlete, size)
        x, up = project(athlete, np.zeros((1, 3)), size)[0]
        self._backdrop = _backdrop(size, (x, -up), self._scale)

    def paint(self, t: float) -> Image:
        """A new (height, width, 3) BGR picture of the athlete at time `t`."""
        truth = self._athlete.truth(t)
        image = self._backdrop.copy()
        self._shade(image, truth)
        self._draw(image, truth)
        # A sensor's grain never comes twice: without any, whoever stands still looks frozen.
        image[0, 0] += np.uint8(round(1000 * t) % GRAIN)
        return image

    def _draw(self, image: Image, truth: TrueBody) -> None:
        shapes = figure(truth)
        nearness = depth(self._athlete, np.array([shape.at for shape in shapes]))
        light = np.interp(nearness, (-0.1, -0.02), (FAR_SHADE, 1.0))
        hulls = self._hulls(shapes)
        for n in np.argsort(nearness + LAYER * np.array([shape.layer for shape in shapes])):
            colour = tuple(float(light[n]) * channel for channel in shapes[n].colour)
            cv2.fillConvexPoly(image, hulls[n], colour, cv2.LINE_AA, SUBPIXEL_BITS)

    def _hulls(self, shapes: tuple[Shape, ...]) -> list[Corners]:
        """The outline of each shape; all are projected at once, which is ten times quicker."""
        points = np.concatenate([shape.points for shape in shapes])
        radii = np.concatenate([shape.radii for shape in shapes])
        centres = project(self._athlete, points, self._size) * (1, -1)
        seen = self._scale * magnification(self._athlete, points) * radii
        rims = _fine(centres[:, None] + seen[:, None, None] * RIM)
        ends = np.cumsum([len(shape.radii) for shape in shapes])[:-1]
        return [cv2.convexHull(rim.reshape(-1, 2)) for rim in np.split(rims, ends)]

    def _shade(self, image: Image, truth: TrueBody) -> None:
        """A soft shadow below the body, paler the higher it is above the ground."""
        feet = truth.joints[row(BodyPart.HEEL, Side.LEFT) :]
        below = feet.mean(axis=0, keepdims=True) * (0.4, 0, 0)
        x, row_up = project(self._athlete, below, self._size)[0]
        share = max(0.0, 0.34 - 2.0 * float(feet[:, 1].min()))
        _darken(image, (x, -row_up), (0.42 * self._scale, 0.055 * self._scale), share)


def _darken(
    image: Image, centre: tuple[float, float], axes: tuple[float, float], share: float
) -> None:
    height, width = image.shape[:2]
    left, right = (int(np.clip(centre[0] + s * axes[0], 0, width)) for s in (-1, 1))
    top, low = (int(np.clip(centre[1] + s * axes[1], 0, height)) for s in (-1, 1))
    across = (np.arange(left, right) - centre[0]) / axes[0]
    down = (np.arange(top, low) - centre[1]) / axes[1]
    away = across[None, :] ** 2 + down[:, None] ** 2
    patch = image[top:low, left:right]
    patch[:] = patch * (1 - share * np.clip(1 - away, 0, 1))[..., None]


def _backdrop(size: tuple[int, int], centre: tuple[float, float], scale: float) -> Image:
    """A lit wall, a skirting board, a floor and a mat; `centre` is the ground below the hips."""
    width, height = size
    x, ground = centre
    rows, columns = np.ogrid[:height, :width]
    edge = round(ground - 0.16 * scale)
    light = np.exp(-(((columns - x) / (1.5 * scale)) ** 2) - ((rows - edge) / (1.9 * scale)) ** 2)
    picture = _between(WALL_DIM, WALL_LIT, light)
    picture[edge:] = _between(FLOOR_FAR, FLOOR_NEAR, (rows[edge:] - edge) / max(height - edge, 1))
    picture[max(edge - round(0.035 * scale), 0) : edge] = SKIRTING
    grain = np.random.default_rng(0).random(size[::-1])  # hides the steps of the gradients
    image = np.ascontiguousarray(picture + grain[..., None], np.uint8)
    corners = ((-0.62, -0.09), (0.62, -0.09), (0.72, 0.07), (-0.72, 0.07))
    mat = _fine(np.array([(x + scale * a, ground + scale * d) for a, d in corners]))
    cv2.fillConvexPoly(image, mat, MAT, cv2.LINE_AA, SUBPIXEL_BITS)
    return image


def _fine(pixels: Points) -> Corners:
    """Pixels in the fractions that cv2 draws with."""
    fractions: Corners = np.round(pixels * (1 << SUBPIXEL_BITS)).astype(np.int32)
    return fractions


def _between(begin: Colour, end: Colour, share: Points) -> Points:
    """The colours mixed by `share` (rows, columns) in 0..1."""
    mixed: Points = np.array(begin) + share[..., None] * (np.array(end) - np.array(begin))
    return mixed
