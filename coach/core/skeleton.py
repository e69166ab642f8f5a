"""Our sixteen joints, and the bones between them."""

from enum import StrEnum

from coach.core.types import Side


class BodyPart(StrEnum):
    """A joint of one side, from the head down."""

    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
    HEEL = "heel"
    TOE = "toe"


JOINTS: tuple[tuple[BodyPart, Side], ...] = tuple(
    (part, side) for part in BodyPart for side in Side
)
"""Row order of `Pose.xy`: left shoulder, right shoulder, left elbow, ..., right toe."""

_ROW = {joint: row for row, joint in enumerate(JOINTS)}

LEG: tuple[BodyPart, ...] = (
    BodyPart.HIP,
    BodyPart.KNEE,
    BodyPart.ANKLE,
    BodyPart.HEEL,
    BodyPart.TOE,
)


def row(part: BodyPart, side: Side) -> int:
    """The joint's row in `Pose.xy`."""
    return _ROW[part, side]


def _both(a: BodyPart, b: BodyPart) -> list[tuple[int, int]]:
    return [(row(a, side), row(b, side)) for side in Side]


BONES: tuple[tuple[int, int], ...] = (
    (row(BodyPart.SHOULDER, Side.LEFT), row(BodyPart.SHOULDER, Side.RIGHT)),
    (row(BodyPart.HIP, Side.LEFT), row(BodyPart.HIP, Side.RIGHT)),
    *_both(BodyPart.SHOULDER, BodyPart.ELBOW),
    *_both(BodyPart.ELBOW, BodyPart.WRIST),
    *_both(BodyPart.SHOULDER, BodyPart.HIP),
    *_both(BodyPart.HIP, BodyPart.KNEE),
    *_both(BodyPart.KNEE, BodyPart.ANKLE),
    *_both(BodyPart.ANKLE, BodyPart.HEEL),
    *_both(BodyPart.HEEL, BodyPart.TOE),
)
"""Pairs of rows of `Pose.xy` that a line is drawn between."""
