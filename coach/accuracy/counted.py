"""What was counted by eye on real clips: when each knee was highest or each foot came down.

A folder's `truth.json` says it of each clip in frame numbers; exact angles are not known.
"""

from __future__ import annotations

import json
from math import nan
from pathlib import Path
from typing import Any

import numpy as np

from coach.accuracy.truth import TrueEvent, Truth
from coach.core.types import Side, View
from coach.errors import CoachError

FILE = "truth.json"
KINDS = {"knee_peaks": "knee_lift", "contacts": "foot_strike"}
FRAMES_OFF = 4
"""By so many frames a count may be off, where it does not say by how many."""


def find_counted(folder: Path) -> list[Truth]:
    """The real clips of a folder of which lifts or steps were counted; none without the file."""
    path = folder / FILE
    if not path.exists():
        return []
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["clips"]
        known = {folder / name: clip for name, clip in told.items() if KINDS.keys() & clip.keys()}
        return [_truth(video, clip) for video, clip in known.items() if video.exists()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CoachError(f"{path} does not say what was counted in which clip: {error}") from error


def _truth(video: Path, clip: dict[str, Any]) -> Truth:
    fps = clip.get("fps", 30.0)
    events = [
        TrueEvent(kind, side, frame / fps)
        for told, kind in KINDS.items()
        for side in Side
        for frame in clip.get(told, {}).get(side.value, ())
    ]
    return Truth(
        video,
        clip["drill"],
        View.UNKNOWN,
        f"real, {clip['view'].partition(',')[0]}",
        None,
        np.array([]),
        {},
        tuple(events),
        nan,
        nan,
        clip.get("cadence_spm", nan),
        clip.get("tolerance_frames", FRAMES_OFF) / fps,
    )
