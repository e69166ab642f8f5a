"""How fast the line runs on this machine, against the bare pose model on the same frames."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from math import nan
from time import perf_counter
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame
from coach.ports import Camera, CameraInfo, PoseEstimator
from coach.runtime.live import Live
from coach.runtime.replay import Line, replay

FASTER_THAN_ANY = 90.0


@dataclass(frozen=True, slots=True)
class SpeedParts:
    """What is measured.

    `camera` gives a clip's frames as fast as they are taken; `paced` makes it give them when
    they are due, as a webcam would; `estimator` has so many workers. `record` is what is done
    with each snapshot beside drawing it. `sound_ms` measures from a cue to its sound, `start_s`
    from a command to its first frame.
    """

    camera: Callable[[], Camera]
    paced: Callable[[Camera], Camera]
    estimator: Callable[[int], PoseEstimator]
    line: Callable[[], Line]
    record: Callable[[Snapshot], None]
    sound_ms: Callable[[], float]
    start_s: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Age:
    """From capture to finished snapshot, in ms."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class BenchResult:
    """`bare_fps` is one landmarker in a plain loop, and the ratios are to it. `landmarker_ms` and
    `own_cost_ms` are medians over the frames: the pose model, and all but it and reading the
    video. `frame_age_ms` is by the source's rate in fps."""

    bare_fps: float
    analyze_fps: float
    analyze_ratio: float
    live_fps: float
    live_ratio: float
    landmarker_ms: float
    own_cost_ms: float
    frame_age_ms: dict[int, Age]
    cue_to_sound_ms: float
    start_up_s: float


def bench(
    parts: SpeedParts,
    frames: int = 100,
    rounds: int = 3,
    workers: int = 2,
    progress: Callable[[str, float], None] = lambda what, done: None,
) -> BenchResult:
    """All is measured on the clip's first `frames`, in turn. Rates and ages are the best of the
    rounds: whatever else the machine does can only make them worse."""
    bare, coached, analyze, live, aged_30, aged_60 = [], [], [], [], [], []
    for done in range(rounds):
        progress("measuring", done / rounds)
        bare.append(_alone(parts, frames, None))
        coached.append(_alone(parts, frames, parts.line()))
        analyze.append(_analyze(parts, frames, workers))
        live.append(_live(parts, FASTER_THAN_ANY, frames, workers))
        aged_30.append(_live(parts, 30, frames, workers))
        aged_60.append(_live(parts, 60, frames, workers))
    bare_fps = max(loop.fps for loop in bare)
    live_fps = max(loop.fps for loop in live)
    return BenchResult(
        bare_fps=bare_fps,
        analyze_fps=max(analyze),
        analyze_ratio=max(analyze) / bare_fps,
        live_fps=live_fps,
        live_ratio=live_fps / bare_fps,
        landmarker_ms=min(loop.landmarker_ms for loop in bare),
        own_cost_ms=min(loop.own_ms for loop in coached),
        frame_age_ms={30: _youngest(aged_30), 60: _youngest(aged_60)},
        cue_to_sound_ms=parts.sound_ms(),
        start_up_s=parts.start_s(),
    )


def seconds_until_said(words: str, command: Sequence[str], **environment: str) -> float:
    """How long the command takes to print a line that ends so, NaN if it never does; then it
    is ended."""
    begun = perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        env=os.environ | environment,
    ) as child:
        said = any(line.rstrip().endswith(words) for line in child.stdout or ())
        took = perf_counter() - begun
        child.kill()
    return took if said else nan


@dataclass(frozen=True, slots=True)
class _Alone:
    fps: float
    landmarker_ms: float
    own_ms: float


@dataclass(frozen=True, slots=True)
class _Live:
    fps: float
    age: Age


def _alone(parts: SpeedParts, frames: int, line: Line | None) -> _Alone:
    """A plain loop with one landmarker, with the line or without."""
    asked: list[float] = []
    given: list[float] = []
    found: list[float] = []
    with parts.camera() as camera, parts.estimator(1) as estimator:
        for frame, pose in estimator.poses(_stamped(camera, frames, asked, given)):
            found.append(perf_counter())
            if line is not None:
                parts.record(line.step(frame, pose))
    n = len(found)
    return _Alone(
        _rate(found),
        _median_ms(np.subtract(found, given[:n])),
        _median_ms(np.subtract(asked[1 : n + 1], found)),
    )


def _stamped(
    frames: Iterable[Frame], most: int, asked: list[float], given: list[float]
) -> Iterator[Frame]:
    """The first frames, with the moments at which each was asked for and given."""
    asked.append(perf_counter())
    for frame in islice(frames, most):
        given.append(perf_counter())
        yield frame
        asked.append(perf_counter())


def _analyze(parts: SpeedParts, frames: int, workers: int) -> float:
    ends = []
    with closing(replay(parts.camera(), parts.estimator(workers), parts.line())) as snapshots:
        for snapshot in islice(snapshots, frames):
            parts.record(snapshot)
            ends.append(perf_counter())
    return _rate(ends)


def _live(parts: SpeedParts, fps: float, frames: int, workers: int) -> _Live:
    ends: list[float] = []
    ages: list[float] = []

    def note(snapshot: Snapshot, now: float) -> None:
        ends.append(perf_counter())
        ages.append(1000 * (now - snapshot.frame.t))

    camera = parts.paced(_Retimed(parts.camera(), fps))
    estimator = parts.estimator(workers)
    with Live(camera, estimator, parts.line(), on_snapshot=note) as live:
        for beat in live:
            for snapshot in beat.fresh:
                parts.record(snapshot)
            if len(ends) >= frames:
                live.send(Command.END)
    p50, p95 = np.percentile(ages, (50, 95)).tolist()
    return _Live(_rate(ends), Age(p50, p95))


class _Retimed:
    """Another camera's frames, so many a second."""

    def __init__(self, camera: Camera, fps: float) -> None:
        self._camera = camera
        self._fps = fps

    @property
    def info(self) -> CameraInfo:
        return self._camera.info

    def now(self) -> float:
        return self._camera.now()

    def __enter__(self) -> Self:
        self._camera.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._camera.__exit__(*error)

    def __iter__(self) -> Iterator[Frame]:
        for n, frame in enumerate(self._camera):
            yield replace(frame, t=n / self._fps)


def _youngest(loops: Iterable[_Live]) -> Age:
    return min((loop.age for loop in loops), key=lambda age: age.p95)


def _rate(ends: Sequence[float]) -> float:
    return (len(ends) - 1) / (ends[-1] - ends[0]) if len(ends) > 1 else nan


def _median_ms(seconds: NDArray[np.float64]) -> float:
    return float(1000 * np.median(seconds))
