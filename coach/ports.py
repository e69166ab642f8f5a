"""The four edges of the app. An adapter is any class of this shape; nothing inherits from these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Cue, Frame, Pose, Rep
from coach.wording.report_card import Report


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """What a source turned out to be; `fps` is NaN and `frames` None where it cannot be known.

    `live` is true where frames come when they come, and one that is not taken is lost.
    `note` is one line about what was asked for and granted.
    """

    name: str
    size: tuple[int, int]
    fps: float
    live: bool
    frames: int | None = None
    note: str = ""


class Camera(Protocol):
    """A source of frames. Entering opens it or raises CameraError; it can be entered again.

    Iterating gives frames whose `t` strictly rises and whose `index` rises (by more than 1 where
    frames were lost), ends by returning, and breaks with CameraError. Leaving frees the device
    and ends every thread.
    """

    @property
    def info(self) -> CameraInfo: ...
    def now(self) -> float: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...
    def __iter__(self) -> Iterator[Frame]: ...


class PoseEstimator(Protocol):
    """Finds the athlete. `poses` gives one (frame, pose or None) for each frame, in order.

    Its poses lie on the grid of `core/quantize.py`, on which they are recorded: so a replay sees
    the very same numbers.
    """

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...
    def poses(self, frames: Iterable[Frame]) -> Iterator[tuple[Frame, Pose | None]]: ...


class Voice(Protocol):
    """Makes sounds; never blocks, never raises. `problem` is one line while it cannot be heard.

    `metronome` clicks at so many steps a minute, on the sound card's own clock, and NaN
    ends it.
    """

    @property
    def problem(self) -> str | None: ...
    def say(self, cue: Cue, now: float) -> None: ...
    def tone(self, name: str) -> None: ...
    def metronome(self, spm: float) -> None: ...
    def toggle_voice(self) -> bool: ...
    def toggle_tones(self) -> bool: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Status:
    """What the app knows beside the snapshot; every note stays on the screen while it is true.

    `frame_age_s` is from capture to finished snapshot, `fps` of snapshots; NaN when unknown.
    `report` is there once a set that is assessed is over, or a plan. `reps` are those of the set
    under way, or of the one just over; `tones` the last ones that sounded, with their times.
    `notice` is to be read before anything else, line by line: it covers all but the keys.
    `recording` while a video is being kept. What the app `asks` is answered by a digit.
    """

    title: str
    notes: tuple[str, ...] = ()
    frame_age_s: float = float("nan")
    fps: float = float("nan")
    voice_on: bool = True
    tones_on: bool = True
    report: Report | None = None
    reps: Collection[Rep] = ()
    tones: tuple[tuple[str, float], ...] = ()
    notice: tuple[str, ...] = ()
    recording: bool = False
    asks: str = ""


class Screen(Protocol):
    """Shows snapshots. `show` is called often, also with the same one again, so that keys work."""

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]: ...
    def close(self) -> None: ...
