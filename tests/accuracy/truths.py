"""The synthetic athlete as a rendered clip: its exact joints in the files that a clip has."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from math import cos, radians
from pathlib import Path
from typing import Any, Self

import numpy as np

from coach.accuracy.figures import Clip
from coach.accuracy.measure import ClipParts, find_truths, measure_clips
from coach.config import load_drill
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.skeleton import BodyPart, row
from coach.core.types import Frame, Side, View
from coach.ports import CameraInfo, PoseEstimator
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.limbs import TrueBody
from coach.simulation.true_poses import TruePoses

SIZE, FPS = (1280, 720), 30.0
PLACES = {View.LEFT: "side-left", View.RIGHT: "side-right", View.FRONT: "front", View.REAR: "rear"}
KINDS = {"high_knees": "highknees", "a_march": "amarch", "a_skip": "askip"}
DARK = np.broadcast_to(np.uint8(0), (SIZE[1], SIZE[0], 3))
THIGH = 0.5


class Frames:
    """A camera of black frames, so many seconds of them."""

    def __init__(self, seconds: float) -> None:
        self.info = CameraInfo("clip", SIZE, FPS, live=False, frames=round(FPS * seconds))

    def now(self) -> float:
        return 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __iter__(self) -> Iterator[Frame]:
        return (Frame(n / FPS, n, DARK) for n in range(self.info.frames or 0))


def clip_of(
    athlete: SimulatedRunner, folder: Path, seconds: float = 8.0, name: str = "clip"
) -> Path:
    """Writes the clip's files, an empty one for the video."""
    times = np.arange(round(FPS * seconds)) / FPS
    table = [_row(t, athlete.truth(t)) for t in times.tolist()]
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
    told = {
        "kind": KINDS[athlete.drill],
        "true_cadence_spm": 120 / athlete.cycle_s,
        "clip": {"view": PLACES[athlete.view], "thigh_m": THIGH, "shank_m": THIGH, "p": {}},
        "events": [
            {"type": "knee_lift", "side": lift.side[0].upper(), "time": lift.t}
            | {"hip_vert": lift.angle}
            for lift in athlete.lifts(seconds)
        ],
    }
    (folder / f"{name}.events.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / f"{name}.mp4").touch()
    return folder


def _row(t: float, truth: TrueBody) -> dict[str, float]:
    lean = truth.trunk_lean
    cells = {"time": t, "body_in_frame": 1, "trunk_lean": lean, "trunk_lateral": 0.0}
    for side in Side:
        letter, thigh = side[0].upper(), truth.thigh_angle[side]
        cells |= {
            f"hip_vert_{letter}": thigh,
            f"hip_trunk_{letter}": thigh + lean,
            f"knee_{letter}": truth.knee_flexion[side],
            f"knee_height_{letter}": -THIGH * cos(radians(thigh)),
            f"foot_pitch_{letter}": truth.foot_angle[side],
        }
        for part in BodyPart:
            ahead, up, right = truth.joints[row(part, side)].tolist()
            axes = {"x": ahead, "y": -right, "z": up}
            cells |= {f"{part.value}_{letter}_{axis}": at for axis, at in axes.items()}
    return cells


def measured(
    folder: Path, athlete: SimulatedRunner, seconds: float = 8.0, **spoilt: Any
) -> tuple[Clip, list[tuple[str, float]]]:
    """The folder's first clip as measured, and the progress that was told."""
    told: list[tuple[str, float]] = []
    estimator: PoseEstimator = TruePoses(athlete, **spoilt)
    parts = ClipParts(
        camera=lambda video: Frames(seconds),
        estimator=lambda: estimator,
        session=lambda drill: SetRunner(SetStart(replace(load_drill(drill), slowest_fps=1.0))),
        progress=lambda what, share: told.append((what, share)),
    )
    return next(measure_clips(find_truths(folder), parts)), told
