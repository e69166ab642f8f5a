"""The camera's picture, the athlete's skeleton on it, the knees' verdicts and the target line."""

from __future__ import annotations

from math import cos, inf, isfinite, radians

import numpy as np
import pygame
from pygame import Rect, Surface

from coach.core.drills.drill import Drill
from coach.core.skeleton import BONES, JOINTS, LEG, BodyPart, row
from coach.core.types import Image, Phase, Points, Pose
from coach.screens.ink import DIM, GOOD, GROUND, OUT, PANEL, WHITE, Colour, Ink, put
from coach.screens.layout import inside
from coach.screens.reading import live
from coach.screens.scene import Scene, verdict


def picture_place(scene: Scene) -> Rect:
    """Where the picture stands in the window: to its edges, or while the athlete gets into place in
    the middle."""
    now, whole = scene.snapshot, Rect((0, 0), scene.layout.size)
    if now is None:
        return whole
    height, width = now.frame.image.shape[:2]
    return inside(scene.layout.middle if now.phase is Phase.SETUP else whole, (width, height))


def paint_picture(canvas: Surface, scene: Scene) -> None:
    """The frame that the snapshot was made from; an empty plate before the first."""
    place = picture_place(scene)
    if scene.snapshot is None:
        pygame.draw.rect(canvas, scene.ink.tone(PANEL), place)
        return
    paint_image(canvas, scene, scene.snapshot.frame.image, place)


def paint_image(canvas: Surface, scene: Scene, image: Image, place: Rect) -> None:
    """A camera's picture, (height, width, 3) BGR, in that place, mirrored where the scene is."""
    picture = _scaled(image, place.size, scene.ink)
    canvas.blit(pygame.transform.flip(picture, scene.mirror, False), place)


def joints(scene: Scene, pose: Pose) -> Points:
    """The pose's joints in the window's pixels, (16, 2) with y down."""
    return joints_in(picture_place(scene), pose, mirror=scene.mirror)


def joints_in(place: Rect, pose: Pose, *, mirror: bool) -> Points:
    """The pose's joints, (16, 2) with y down, where its picture stands in that place."""
    width, height = pose.size
    x, y = pose.xy[:, 0] / width, -pose.xy[:, 1] / height
    across = 1 - x if mirror else x
    return np.column_stack((place.x + across * place.width, place.y + y * place.height))


def _scaled(image: Image, size: tuple[int, int], ink: Ink) -> Surface:
    height, width = image.shape[:2]
    pixels = np.ascontiguousarray(image).data
    # Smooth scaling is five times faster in the window's own 32-bit format than in 24-bit.
    whole = ink.sheet("whole", (width, height))
    whole.blit(pygame.image.frombuffer(pixels, (width, height), "BGR"), (0, 0))
    if size == (width, height):
        return whole
    return pygame.transform.smoothscale(whole, size, ink.sheet("scaled", size))


_DASHES = 17
# In hundredths of the picture's height, see `_scale`.
_THICK, _THIN, _RIM, _DASH, _LIT, _KNEE = 1.7, 0.9, 0.35, 1.0, 2.0, 6.6

Spot = tuple[float, float]


def paint_skeleton(canvas: Surface, scene: Scene) -> None:
    """Bones on the frame they came from: graded legs thick and bright, the rest thin."""
    if scene.snapshot is None or scene.snapshot.pose is None:
        return
    place, spots = picture_place(scene), joints(scene, scene.snapshot.pose)
    canvas.set_clip(place)
    for graded, colour, width in ((False, DIM, _THIN), (True, WHITE, _THICK)):
        bones = [spots[[*bone]] for bone in BONES if _in_graded_leg(scene, bone) is graded]
        seen = [bone for bone in bones if not np.isnan(bone).any()]
        strokes(canvas, scene.ink, seen, colour, width * _scale(scene))
    for side in scene.snapshot.graded:
        angle = live(scene.drill, scene.snapshot, side)
        _paint_knee(canvas, scene, spots[row(BodyPart.KNEE, side)], angle)
    canvas.set_clip(None)


def paint_target_line(canvas: Surface, scene: Scene) -> None:
    """A line over the whole picture at the height that the knees should reach, from where the hips
    are now: dashed, and whole and bright while a knee is there; another at what none may pass."""
    snapshot, drill = scene.snapshot, scene.drill
    if snapshot is None or snapshot.pose is None or snapshot.phase is not Phase.WORK:
        return
    place = picture_place(scene)
    long = scene.readings.thigh * place.height / snapshot.pose.size[1]
    hips = joints(scene, snapshot.pose)[[row(BodyPart.HIP, side) for side in snapshot.graded]]
    if not (len(hips) and np.isfinite(hips).all() and isfinite(long)):
        return
    reached = any(drill.target.holds(live(drill, snapshot, side)) for side in snapshot.graded)
    hip = float(hips.mean(axis=0)[1])
    paint_line(canvas, scene, drill, place, (hip, long), -inf if reached else inf)


def paint_line(
    canvas: Surface, scene: Scene, drill: Drill, place: Rect, leg: Spot, knee: float
) -> None:
    """What the knees should reach, over that picture, and what none may pass. `leg` is the hips'
    height and a thigh's length, `knee` the height of the higher one, in pixels with y down."""
    if drill.graded != "thigh_angle_peak" or drill.traits.by_steps:
        return
    (hip, long), scale = leg, max(place.height / 100, 0.6 * scene.layout.unit)
    limits = [limit.band.high for limit in drill.limits if limit.value == drill.graded]
    canvas.set_clip(place)
    for angle, colour in ((drill.target.low, GOOD), *((limit, OUT) for limit in limits)):
        if isfinite(angle):
            y = hip + long * cos(radians(angle))
            lit = colour is GOOD and knee <= y
            line = _across(place, y, whole=lit)
            strokes(canvas, scene.ink, line, colour, (_LIT if lit else _DASH) * scale)
    canvas.set_clip(None)


def _across(place: Rect, y: float, *, whole: bool) -> list[Points]:
    """The dashes of a level line from edge to edge, each (2, 2) in the window's pixels."""
    edges = np.linspace(place.left, place.right, 2 if whole else 2 * _DASHES)
    return [*np.column_stack((edges, np.full_like(edges, y))).reshape(-1, 2, 2)]


def _scale(scene: Scene) -> float:
    """Pixels in a hundredth of the picture's height, or more where the picture is small."""
    return max(picture_place(scene).height / 100, 0.6 * scene.layout.unit)


def _in_graded_leg(scene: Scene, bone: tuple[int, int]) -> bool:
    (part, side), (other, other_side) = JOINTS[bone[0]], JOINTS[bone[1]]
    return side is other_side and part in LEG and other in LEG and scene.graded(side)


def _paint_knee(canvas: Surface, scene: Scene, knee: Points, angle: float) -> None:
    """The thigh angle's verdict; a leg that is not being lifted, or that runs, has none."""
    lifted = angle >= scene.drill.rep.partial and not scene.drill.traits.by_steps
    mark = verdict(angle, scene.drill.target) if lifted else None
    if mark is None or np.isnan(knee).any():
        return
    for size, colour in ((_KNEE, GROUND), (_KNEE - 4 * _RIM, mark[1])):
        sign = scene.ink.mark(mark[0], round(size * _scale(scene)), colour)
        put(canvas, sign, center=(knee[0], knee[1]))


def strokes(canvas: Surface, ink: Ink, bones: list[Points], colour: Colour, width: float) -> None:
    """Lines of one dark-rimmed shape, so that they are seen on light and dark alike; each of
    `bones` is (2, 2), its ends in the window's pixels with y down, `width` too."""
    rim = 2 * max(1.5, width * _RIM / _THICK)
    for shade, wide in ((ink.tone(GROUND), width + rim), (ink.tone(colour), width)):
        for a, b in bones:
            _stroke(canvas, (a[0], a[1]), (b[0], b[1]), shade, wide)


def _stroke(canvas: Surface, a: Spot, b: Spot, colour: Colour, width: float) -> None:
    """A smooth thick line with round ends; pygame's own is rough and thin where it slants."""
    along = pygame.Vector2(b) - pygame.Vector2(a)
    if along.length() > 0:
        across = along.rotate(90) * (width / 2 / along.length())
        corners = (a + across, b + across, b - across, a - across)
        pygame.draw.polygon(canvas, colour, corners)
        pygame.draw.aalines(canvas, colour, True, corners)
    for end in (a, b):
        pygame.draw.aacircle(canvas, colour, end, width / 2)
