"""The values that flow along the line camera -> pose -> kinematics -> reps -> faults -> cue.

Times are seconds on the source's own clock. Angles are degrees, flexion and forward positive.
Points are image pixels with y up (y = -row). Unknown is NaN, nobody None. Sides are the athlete's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import nan
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Image = NDArray[np.uint8]


class Side(StrEnum):
    """A side of the athlete's own body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class View(StrEnum):
    """Where the camera stands: LEFT means it sees the athlete's left side (left leg near)."""

    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    REAR = "rear"
    OBLIQUE = "oblique"
    UNKNOWN = "unknown"

    @property
    def near(self) -> Side | None:
        """The leg nearer to the camera in a side view; None in any other view."""
        return _NEAR.get(self)


_NEAR = {View.LEFT: Side.LEFT, View.RIGHT: Side.RIGHT}


class Phase(StrEnum):
    """Where a set is; between two sets: resting, or getting into place for the next one."""

    WAITING = "waiting"
    COUNT_IN = "count_in"
    WORK = "work"
    PAUSED = "paused"
    DONE = "done"
    REST = "rest"
    SETUP = "setup"


class Command(StrEnum):
    """What the user asked for at the screen; commands.csv keeps the words."""

    PAUSE = "pause"
    SKIP = "skip"
    REPEAT = "repeat"
    END = "end"
    RECALIBRATE = "recalibrate"
    VOICE = "voice"
    TONES = "tones"
    PAIN = "pain"
    SHOW = "show"
    ACCEPT = "accept"
    RATE_0 = "0"
    RATE_1 = "1"
    RATE_2 = "2"
    RATE_3 = "3"
    RATE_4 = "4"
    RATE_5 = "5"
    RATE_6 = "6"
    RATE_7 = "7"
    RATE_8 = "8"
    RATE_9 = "9"
    RATE_10 = "10"

    @property
    def rating(self) -> int | None:
        """The answer to "from 0 to 10?"; None for any other command."""
        return int(self.value) if self.value.isdigit() else None


@dataclass(frozen=True, slots=True)
class FrameCheck:
    """What one picture tells. `fresh` is False where it is the one before, pixel for pixel;
    `frozen` where no fresh one has come for some time; `cut` where the scene is another one."""

    dark: bool = False
    frozen: bool = False
    cut: bool = False
    fresh: bool = True

    @property
    def code(self) -> int:
        """As one small number; `look_of` makes the look of it again."""
        return self.dark + 2 * self.frozen + 4 * self.cut + 8 * (not self.fresh)


UNSEEN = FrameCheck()
"""Of a frame without a picture of its own: nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: `image` is (height, width, 3) uint8 BGR, never mirrored; `index` rises by 1.
    `look` is what was seen in it, where that is known already."""

    t: float
    index: int
    image: Image
    look: FrameCheck | None = None


@dataclass(frozen=True, slots=True)
class Pose:
    """One athlete in one frame.

    `xy` is (16, 2) pixels with y up, in the order of `skeleton.JOINTS`, NaN where missing;
    `confidence` is (16,) in 0..1; `size` is the picture's (width, height); `raw` is what the
    estimator gave, (33, 5) as x, y, z, visibility, presence, kept only for the record.
    """

    t: float
    xy: Points
    confidence: Points
    size: tuple[int, int]
    raw: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something cannot be judged: a key of the texts' [states], with the part it is about."""

    key: str
    side: Side | None = None
    joint: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """May this frame be judged? `legs` holds the sides that may; `reason` says why not."""

    legs: frozenset[Side] = frozenset()
    reason: Reason | None = None

    @property
    def ok(self) -> bool:
        return bool(self.legs)


@dataclass(frozen=True, slots=True)
class ViewEstimate:
    """The view, and how far the body is turned: `yaw` 0 = exact side, 90 = exact front or rear."""

    view: View = View.UNKNOWN
    yaw: float = nan


Key = tuple[str, Side | None]


@dataclass(frozen=True, slots=True)
class Kinematics:
    """What is measured in one frame; `values` maps (metric, side or None) to a number."""

    t: float
    index: int
    values: Mapping[Key, float] = field(default_factory=lambda: MappingProxyType({}))
    quality: Quality = Quality()

    def get(self, metric: str, side: Side | None = None) -> float:
        """The metric's value, NaN where it was not measured."""
        return self.values.get((metric, side), nan)


@dataclass(frozen=True, slots=True)
class Rep:
    """One knee lift of one leg whose peak reached the drill's floor.

    `t` is when it was decided, `start`, `peak`, `end` when the thigh left its low, was highest,
    and came down again (`end` is NaN while the thigh is still up). `values` holds the rep's
    numbers ("thigh_angle_peak", ...). `high` says that it is on target; `good` that it is clean as
    well: without a fault that spoils it, as leaning back for the height, and within all limits.
    Both are None where that is not graded in this view, or was not seen.
    """

    t: float
    side: Side
    number: int
    start: float
    peak: float
    end: float
    values: Mapping[str, float]
    high: bool | None = None
    good: bool | None = None
    faults: tuple[str, ...] = ()


class EventKind(StrEnum):
    """What events.csv may hold."""

    CONTACT = "contact"
    TOE_OFF = "toe_off"
    KNEE_PEAK = "knee_peak"
    PARTIAL_LIFT = "partial_lift"
    CUE = "cue"
    PERSON_LOST = "person_lost"
    PERSON_FOUND = "person_found"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at `t`; `side` is None where it is not about one leg."""

    t: float
    kind: EventKind
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One rep's value outside its dead-band, by `excess` dead-bands beyond the limit (> 0)."""

    t: float
    name: str
    side: Side | None
    value: float
    excess: float


class CueKind(StrEnum):
    """Why something is said; the order is the order of importance."""

    SAFETY = "safety"
    SET = "set"
    CORRECTION = "correction"
    CONFIRMATION = "confirmation"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to say and show: a key of the texts, not a text, and the `numbers` for its places.
    Stale `good_for` s after `t`."""

    t: float
    key: str
    kind: CueKind
    side: Side | None = None
    good_for: float = 1.0
    numbers: tuple[int, ...] = ()

    def stale(self, now: float) -> bool:
        return now - self.t > self.good_for


@dataclass(frozen=True, slots=True)
class Count:
    """Reps of one leg in this set: of `all` so many on target (`high`), on target and clean
    (`good`), and not seen well enough to tell (`unseen`, in neither). All three are None where the
    leg is not graded; `high` and `unseen` are in sessions recorded before they were told apart."""

    all: int = 0
    good: int | None = None
    partial: int = 0
    high: int | None = None
    unseen: int | None = None

    @property
    def seen(self) -> int:
        """Those that could be told to be on target or not."""
        return self.all - (self.unseen or 0)
