"""Our sixteen joints, and the bones between them."""

from enum import StrEnum

from coach.core.types import Side


class Part(StrEnum):
    """A joint of one side, from the head down."""

    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
    HEEL = "heel"
    TOE = "toe"


JOINTS: tuple[tuple[Part, Side], ...] = tuple((part, side) for part in Part for side in Side)
"""Row order of `Pose.xy`: left shoulder, right shoulder, left elbow, ..., right toe."""

_ROW = {joint: row for row, joint in enumerate(JOINTS)}

LEG: tuple[Part, ...] = (Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE)


def row(part: Part, side: Side) -> int:
    """The joint's row in `Pose.xy`."""
    return _ROW[part, side]


def _both(a: Part, b: Part) -> list[tuple[int, int]]:
    return [(row(a, side), row(b, side)) for side in Side]


BONES: tuple[tuple[int, int], ...] = (
    (row(Part.SHOULDER, Side.LEFT), row(Part.SHOULDER, Side.RIGHT)),
    (row(Part.HIP, Side.LEFT), row(Part.HIP, Side.RIGHT)),
    *_both(Part.SHOULDER, Part.ELBOW),
    *_both(Part.ELBOW, Part.WRIST),
    *_both(Part.SHOULDER, Part.HIP),
    *_both(Part.HIP, Part.KNEE),
    *_both(Part.KNEE, Part.ANKLE),
    *_both(Part.ANKLE, Part.HEEL),
    *_both(Part.HEEL, Part.TOE),
)
"""Pairs of rows of `Pose.xy` that a line is drawn between."""
