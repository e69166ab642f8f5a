"""Poses built by hand, joint by joint, for what the synthetic athlete does not do."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin

import numpy as np

from coach.core.skeleton import JOINTS, BodyPart, row
from coach.core.types import Pose, Side, View

LEG, TRUNK = 300.0, 180.0
SIZE = 1280, 720
HIPS = 640.0, -330.0
_AWAY = {BodyPart.ELBOW: (18.0, -90.0), BodyPart.WRIST: (45.0, -170.0)}
"""Pixels of the arms from their shoulder."""


def from_the_side(
    t: float = 0.0,
    *,
    thigh: Mapping[Side, float] | float = 0.0,
    knee: Mapping[Side, float] | float = 0.0,
    foot: float = 0.0,
    lean: float = 0.0,
    facing: int = -1,
    hips: tuple[float, float] = HIPS,
    scale: float = 1.0,
) -> Pose:
    """Seen from the left (facing -1) or right (+1): angles in degrees, flexion and forward +."""
    xy = np.zeros((len(JOINTS), 2))
    for side in Side:
        up, bend = _of(thigh, side), _of(thigh, side) - _of(knee, side)
        hip = np.zeros(2)
        knee_at = hip + _hanging(LEG / 2, up)
        ankle = knee_at + _hanging(LEG / 2, bend)
        sole = np.array((cos(radians(foot)), sin(radians(foot))))
        shoulder = TRUNK * np.array((sin(radians(lean)), cos(radians(lean))))
        places = {
            BodyPart.SHOULDER: shoulder,
            **{
                part: shoulder + np.array((TRUNK * out, down))
                for part, (out, down) in _AWAY.items()
            },
            BodyPart.HIP: hip,
            BodyPart.KNEE: knee_at,
            BodyPart.ANKLE: ankle,
            BodyPart.HEEL: ankle - 20 * sole,
            BodyPart.TOE: ankle + 60 * sole,
        }
        for part, place in places.items():
            xy[row(part, side)] = place * (facing, 1)
    return _placed(t, xy, hips, scale)


def from_the_front(
    t: float = 0.0,
    *,
    lift: Mapping[Side, float] | float = 0.0,
    view: View = View.FRONT,
    across: Mapping[tuple[BodyPart, Side], float] | None = None,
    lean: float = 0.0,
    hips: tuple[float, float] = HIPS,
    scale: float = 1.0,
) -> Pose:
    """Seen from the front or rear: `lift` is the thigh's angle, `across` moves single joints
    towards the athlete's right by pixels, `lean` is to the athlete's right."""
    xy = np.zeros((len(JOINTS), 2))
    for side in Side:
        out = 1.0 if side is Side.RIGHT else -1.0
        knee = -LEG / 2 * cos(radians(_of(lift, side)))
        top = TRUNK * np.array((sin(radians(lean)), cos(radians(lean))))
        places = {
            BodyPart.SHOULDER: top + np.array((60 * out, 0)),
            BodyPart.ELBOW: top + np.array((75 * out, -90)),
            BodyPart.WRIST: top + np.array((75 * out, -20)),
            BodyPart.HIP: (31 * out, 0),
            BodyPart.KNEE: (31 * out, knee),
            BodyPart.ANKLE: (31 * out, knee - LEG / 2),
            BodyPart.HEEL: (31 * out, knee - LEG / 2 - 10),
            BodyPart.TOE: (34 * out, knee - LEG / 2 - 25),
        }
        for part, (right, up) in places.items():
            moved = right + (across or {}).get((part, side), 0.0)
            xy[row(part, side)] = moved * (1 if view is View.REAR else -1), up
    return _placed(t, xy, hips, scale)


def _placed(t: float, xy: np.ndarray, hips: tuple[float, float], scale: float) -> Pose:
    return Pose(t, xy * scale + hips, np.full(len(JOINTS), 0.95), SIZE)


def _hanging(length: float, angle: float) -> np.ndarray:
    """The end of a bone that hangs at `angle` degrees, forward to the right."""
    return length * np.array((sin(radians(angle)), -cos(radians(angle))))


def _of(angle: Mapping[Side, float] | float, side: Side) -> float:
    return angle[side] if isinstance(angle, Mapping) else angle
