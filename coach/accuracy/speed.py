"""How fast the line runs on this machine, against a bare pose model on the same frames."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from math import nan
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame
from coach.ports import Camera, PoseEstimator
from coach.runtime.live import Live
from coach.runtime.replay import Line, replay

FASTER = 1.25
"""A live source is faster than the line by so much, and no more: pictures that are only dropped
take time from the rest."""


@dataclass(frozen=True, slots=True)
class SpeedParts:
    """What is measured.

    `camera` gives a clip's frames as fast as they are taken; `paced` makes it give so many a
    second, when they are due, as a webcam would; `estimator` has so many workers, `yardstick` is
    what all is measured by. `record` is what is done with each snapshot beside drawing it.
    `sound_ms` measures from a cue to its sound, `start_s` from a command to its first frame.
    """

    camera: Callable[[], Camera]
    paced: Callable[[Camera, float], Camera]
    estimator: Callable[[int], PoseEstimator]
    yardstick: Callable[[], PoseEstimator]
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
    """`bare_fps` is the yardstick in a plain loop, `bare_ms` what it takes for a frame, and the
    ratios are to them. `landmarker_ms` and `own_cost_ms` are medians over the frames: the pose
    model, and all but it and reading the video. `frame_age_ms` is by the source's rate in fps, and
    so is `frame_age_ratio`, of its p95."""

    bare_fps: float
    bare_ms: float
    analyze_fps: float
    analyze_ratio: float
    live_fps: float
    live_ratio: float
    landmarker_ms: float
    own_cost_ms: float
    frame_age_ms: dict[int, Age]
    frame_age_ratio: dict[int, float]
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
    bare, coached, analyze, live = [], [], [], []
    aged: dict[int, list[Age]] = {30: [], 60: []}
    for done in range(rounds):
        progress("measuring", done / rounds)
        bare.append(_alone(parts, frames, parts.yardstick(), None))
        coached.append(_alone(parts, frames, parts.estimator(1), parts.line()))
        analyze.append(_analyze(parts, frames, workers))
        live.append(_live(parts, FASTER * max(analyze), frames, workers)[0])
        for fps, ages in aged.items():
            ages.append(_live(parts, fps, frames, workers)[1])
    bare_fps, bare_ms = max(fps for fps, _, _ in bare), min(ms for _, ms, _ in bare)
    age = {fps: min(ages, key=lambda age: age.p95) for fps, ages in aged.items()}
    return BenchResult(
        bare_fps=bare_fps,
        bare_ms=bare_ms,
        analyze_fps=max(analyze),
        analyze_ratio=max(analyze) / bare_fps,
        live_fps=max(live),
        live_ratio=max(live) / bare_fps,
        landmarker_ms=min(landmarker_ms for _, landmarker_ms, _ in coached),
        own_cost_ms=min(own_ms for _, _, own_ms in coached),
        frame_age_ms=age,
        frame_age_ratio={fps: each.p95 / bare_ms for fps, each in age.items()},
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


def _alone(
    parts: SpeedParts, frames: int, one: PoseEstimator, line: Line | None
) -> tuple[float, float, float]:
    """A plain loop with `one` landmarker, with the line or without: its fps, and in ms the pose
    model and all but it."""
    asked: list[float] = []
    given: list[float] = []
    found: list[float] = []
    with parts.camera() as camera, one as estimator:
        for frame, pose in estimator.poses(_stamped(camera, frames, asked, given)):
            found.append(perf_counter())
            if line is not None:
                parts.record(line.step(frame, pose))
    n = len(found)
    return (
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


def _live(parts: SpeedParts, fps: float, frames: int, workers: int) -> tuple[float, Age]:
    ends: list[float] = []
    ages: list[float] = []

    def note(snapshot: Snapshot, now: float) -> None:
        ends.append(perf_counter())
        ages.append(1000 * (now - snapshot.frame.t))

    camera = parts.paced(parts.camera(), fps)
    estimator = parts.estimator(workers)
    with Live(camera, estimator, parts.line(), on_snapshot=note) as live:
        for tick in live:
            for snapshot in tick.fresh:
                parts.record(snapshot)
            if len(ends) >= frames:
                live.send(Command.END)
    p50, p95 = np.percentile(ages, (50, 95)).tolist()
    return _rate(ends), Age(p50, p95)


def _rate(ends: Sequence[float]) -> float:
    return (len(ends) - 1) / (ends[-1] - ends[0]) if len(ends) > 1 else nan


def _median_ms(seconds: NDArray[np.float64]) -> float:
    return float(1000 * np.median(seconds))
