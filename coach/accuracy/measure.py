"""Measures the app's accuracy on clips whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite
from pathlib import Path

from coach.accuracy.compare import compare
from coach.accuracy.counted import find_counted
from coach.accuracy.figures import Clip
from coach.accuracy.truth import Truth, find_rendered
from coach.accuracy.watch import poses_of_clip, watch
from coach.core.session.set_engine import SetEngine
from coach.errors import CoachError
from coach.ports import Camera, PoseEstimator

UNSTOOD_S = 0.5
"""The clip without quiet standing begins so long before its first lift or step."""


@dataclass(frozen=True, slots=True)
class ClipParts:
    """`camera` gives the frames of a clip, `session` is one of a drill by its name, and `progress`
    is told which clip it is at, and how far the whole is."""

    camera: Callable[[Path], Camera]
    estimator: Callable[[], PoseEstimator]
    session: Callable[[str], SetEngine]
    progress: Callable[[str, float], None]


def find_truths(folder: Path) -> list[Truth]:
    """Every clip of the folder whose truth is known; CoachError where there is none."""
    if not folder.is_dir():
        raise CoachError(f"{folder} is no folder; give one that holds clips with their truth")
    truths = find_rendered(folder) + find_counted(folder)
    if not truths:
        raise CoachError(
            f"no clip with its truth in {folder}: a NAME.mp4 needs NAME.csv and NAME.events.json"
        )
    return truths


def measure_clips(truths: Sequence[Truth], parts: ClipParts) -> Iterator[Clip]:
    """One after the other."""
    for number, truth in enumerate(truths):
        yield _measure(truth, parts, partial(_progress, parts, truth, number, len(truths)))


def _progress(parts: ClipParts, truth: Truth, number: int, clips: int, share: float) -> None:
    parts.progress(truth.video.name, (number + (share if isfinite(share) else 0.0)) / clips)


def _measure(truth: Truth, parts: ClipParts, progress: Callable[[float], None]) -> Clip:
    poses = poses_of_clip(parts.camera(truth.video), parts.estimator(), progress)
    later = [(frame, pose) for frame, pose in poses if frame.t >= truth.first - UNSTOOD_S]
    return compare(
        truth, watch(parts.session(truth.drill), poses), watch(parts.session(truth.drill), later)
    )
