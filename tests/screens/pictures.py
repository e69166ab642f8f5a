"""Made-up snapshots, for looking at screens without an athlete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import cos, nan, radians, sin

import numpy as np
import pygame
from pygame import Rect, Surface

from coach.config import load_texts
from coach.core.drills.drill import Drill
from coach.core.drills.plan import Step
from coach.core.drills.rules import Band
from coach.core.session.snapshot import Snapshot
from coach.core.skeleton import JOINTS, BodyPart
from coach.core.types import (
    Count,
    Cue,
    CueKind,
    Frame,
    Image,
    Kinematics,
    Phase,
    Points,
    Pose,
    Quality,
    Reason,
    Side,
    View,
    ViewEstimate,
)
from coach.ports import Status
from coach.screens.ink import Colour, Ink
from coach.screens.layout import lay_out
from coach.screens.scene import Scene
from coach.screens.steady import Readings, Steady
from coach.wording.texts import CueWords, Texts

SIZE = (1280, 720)
STATUS = Status("High knees, in place")
DRILL = Drill(
    name="high_knees",
    title="High knees, in place",
    about="Knees up to the line, quick light feet.",
    views=frozenset({View.LEFT, View.RIGHT, View.FRONT}),
    target=Band(75.0, 95.0),
    cadence=Band(150.0, 200.0),
    seconds=20.0,
)
TEXTS = Texts(
    language="en",
    cues={
        "knee_low": CueWords("knee up to the line", "knee up to the line"),
        "lean_back": CueWords("Chest over your shoes", "Chest over your shoes"),
        "good": CueWords("Yes, that's it", "That's it"),
        "stop": CueWords("Stop", "Stop: hold the rails and step off the belt"),
        "start": CueWords("Go", "Go"),
    },
    states={
        **{word: word.replace("_", " ") for word in load_texts().states},
        "part_hidden": "I can't see your {side} {joint}",
        "nobody": "I can't see anybody",
        "starting": "Starting the camera",
        "waiting": "Get ready: whole body in view",
        "count_in": "Get ready",
        "work": "Go",
        "paused": "Paused",
        "done": "Well done",
        "seen": "I can see you",
        "not_graded_view": "not graded in this view",
        "steps_per_min": "steps/min",
        "good_reps": "good reps",
        "keys": "Keys",
        "key_space": "Space",
        "key_pause": "pause",
        "key_end": "end",
        "key_mirror": "mirror",
        "key_voice": "voice",
        "key_tones": "tones",
        "key_recalibrate": "recalibrate",
        "key_help": "keys",
        "key_full_screen": "full screen",
    },
    sides={Side.LEFT: "Left", Side.RIGHT: "Right"},
    joints={part.value: part.value for part in BodyPart},
    sided="{side}: {line}",
)
BOTH = frozenset(Side)


def black(size: tuple[int, int] = SIZE) -> Image:
    return np.zeros((size[1], size[0], 3), np.uint8)


def side_pose(left: float, right: float, size: tuple[int, int] = SIZE) -> Pose:
    """Somebody who looks to the picture's right; thigh angles in degrees."""
    tall = 0.8 * size[1]
    spots: dict[tuple[BodyPart, Side], Points] = {}
    for side, angle, shift in ((Side.LEFT, left, -4.0), (Side.RIGHT, right, 4.0)):
        hip = np.array([size[0] / 2 + shift, -0.1 * size[1] - 0.47 * tall])
        knee = hip + 0.25 * tall * np.array([sin(radians(angle)), -cos(radians(angle))])
        ankle = knee + _by(tall, -0.025 * sin(radians(angle)), -0.25)
        shoulder = hip + _by(tall, 0.02, 0.3)
        elbow = shoulder + _by(tall, -0.03, -0.17)
        spots |= {
            (BodyPart.SHOULDER, side): shoulder,
            (BodyPart.ELBOW, side): elbow,
            (BodyPart.WRIST, side): elbow + _by(tall, -0.12 if angle > 45 else 0.12, 0.08),
            (BodyPart.HIP, side): hip,
            (BodyPart.KNEE, side): knee,
            (BodyPart.ANKLE, side): ankle,
            (BodyPart.HEEL, side): ankle + _by(tall, -0.03, -0.03),
            (BodyPart.TOE, side): ankle + _by(tall, 0.08, -0.035),
        }
    return pose_of(spots, size)


def _by(tall: float, x: float, y: float) -> Points:
    return tall * np.array([x, y])


def pose_of(spots: Mapping[tuple[BodyPart, Side], Points], size: tuple[int, int] = SIZE) -> Pose:
    xy = np.array([spots.get(joint, (nan, nan)) for joint in JOINTS], np.float64)
    return Pose(0.0, xy, np.where(np.isnan(xy[:, 0]), 0.0, 1.0), size)


def snapshot(
    left: float = 20.0,
    right: float = 84.0,
    *,
    t: float = 12.0,
    image: Image | None = None,
    pose: Pose | None = None,
    view: View = View.RIGHT,
    graded: frozenset[Side] = BOTH,
    phase: Phase = Phase.WORK,
    left_s: float = 14.0,
    reason: Reason | None = None,
    cadence: float = 172.0,
    cue: Cue | None = None,
    reps: int = 9,
) -> Snapshot:
    """A moment of a set, `left` and `right` the thigh angles in degrees."""
    frame = Frame(t, 1, black() if image is None else image)
    size = (frame.image.shape[1], frame.image.shape[0])
    values = {
        (metric, side): angle + more
        for side, angle in ((Side.LEFT, left), (Side.RIGHT, right))
        for metric, more in (("thigh_angle", 0.0), ("hip_flexion", 3.0), ("knee_flexion", 11.0))
    }
    quality = Quality(graded if reason is None else frozenset(), reason)
    return Snapshot(
        t,
        frame,
        side_pose(left, right, size) if pose is None else pose,
        ViewEstimate(view, 5.0),
        quality,
        Kinematics(t, 1, values, quality),
        DRILL,
        phase=phase,
        left_s=left_s,
        counts={side: Count(reps, max(0, reps - 2) if side in graded else None) for side in Side},
        peaks={side: (70.0, 78.0, 82.0, 85.0, 81.0)[:reps] for side in graded},
        graded=graded,
        cadence=cadence,
        shown=cue,
    )


def step_of(drill: Drill) -> Step:
    return Step(drill, drill.seconds)


def cue(key: str, kind: CueKind, side: Side | None = None, t: float = 11.0) -> Cue:
    return Cue(t, key, kind, side)


def scene(
    ink: Ink,
    moment: Snapshot | None,
    status: Status = STATUS,
    size: tuple[int, int] = SIZE,
    **changes: object,
) -> Scene:
    """The moment in a window of that size, as it is first shown."""
    readings = Steady().read(moment, status) if moment else Readings()
    plain = Scene(moment, status, DRILL, TEXTS, readings, lay_out(size), ink)
    return replace(plain, **changes)


def painted(painter: Callable[[Surface, Scene], None], of: Scene) -> Surface:
    """What the painter leaves on a black canvas."""
    canvas = Surface(of.layout.size)
    painter(canvas, of)
    return canvas


def used(canvas: Surface) -> Rect:
    """The part of a black canvas that was painted."""
    canvas.set_colorkey((0, 0, 0))
    return canvas.get_bounding_rect()


def rows_of(canvas: Surface, colour: Colour, area: Rect | None = None) -> tuple[int, int] | None:
    """The first and the last row with that very colour."""
    pixels = pygame.surfarray.array3d(canvas)
    area = area or canvas.get_rect()
    there = (pixels == colour).all(axis=2)[area.left : area.right, area.top : area.bottom]
    rows = np.flatnonzero(there.any(axis=0))
    return (area.top + int(rows[0]), area.top + int(rows[-1])) if len(rows) else None


class Told(Ink):
    """Ink that notes every word it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[str, int, Colour]] = []
        word = self.word

        def noting(text: str, height: int, colour: Colour) -> Surface:
            self.words.append((text, height, colour))
            return word(text, height, colour)

        self.word = noting

    @property
    def texts(self) -> list[str]:
        return [text for text, _, _ in self.words]


def told(painter: Callable[[Surface, Scene], None], of: Scene) -> Told:
    """What the painter writes."""
    ink = Told()
    painted(painter, replace(of, ink=ink))
    return ink
