"""What a clip truly shows: of a rendered one its angles frame by frame and when what happened, of a
real one when each knee was highest or each foot came down, as it was counted by eye.

NAME.mp4 lies beside NAME.csv, a row per frame, and NAME.events.json. World axes are metres: x ahead
of the athlete, y to the athlete's left, z up. A folder's `truth.json` says what was counted in each
of its clips, in frame numbers; exact angles are not known there."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, nan
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.core.types import Points, Side, View
from coach.errors import CoachError

DRILLS = {
    "highknees": "high_knees",
    "amarch": "a_march",
    "askip": "a_skip",
    "run": "run",
    "mocap_run": "run",
    "walk_stop": "a_march",
    "leave": "a_march",
}
"""Kind of a rendered clip -> the drill that it is measured with."""

LETTER = {Side.LEFT: "L", Side.RIGHT: "R"}
_SIDES = {letter: side for side, letter in LETTER.items()}
_VIEWS = {"side-left": View.LEFT, "side-right": View.RIGHT, "front": View.FRONT, "rear": View.REAR}

LIFT, PERHAPS = 56.0, 42.0
"""Degrees: a lift from the first on must be found; one between the two, round the drills' floors,
may be found or not."""


@dataclass(frozen=True, slots=True)
class TrueEvent:
    """`kind` is "knee_lift", "foot_strike" or "toe_off"; `angle` a lift's thigh angle, or NaN."""

    kind: str
    side: Side
    t: float
    angle: float = nan


@dataclass(frozen=True, slots=True)
class Truth:
    """One clip's. `t` and each of `columns` are (n,), NaN where a cell is empty, and none where no
    angle is known; `near` is the leg nearer to the camera, None from front and rear; `thigh` and
    `leg` are lengths in metres. The events' times may be off by `unsure` s."""

    video: Path
    drill: str
    view: View
    view_name: str
    near: Side | None
    t: Points
    columns: Mapping[str, Points]
    events: tuple[TrueEvent, ...]
    thigh: float
    leg: float
    cadence: float
    unsure: float = 0.0

    def series(self, column: str, side: Side) -> Points:
        """One leg's or arm's column, (n,), as "knee" or "ankle_z" with `_L` or `_R` put in."""
        joint, _, axis = column.partition("_")
        sided = f"{joint}_{LETTER[side]}_{axis}"
        return self.columns[sided if sided in self.columns else f"{column}_{LETTER[side]}"]

    def at(self, t: float, values: Points) -> float:
        """One of the series, (n,) at the times `t`, at any time in seconds."""
        return float(np.interp(t, self.t, values))

    def times(self, kind: str, side: Side, low: float = -inf) -> list[float]:
        """When it happened; of lifts only those of `low` degrees or more."""
        return [e.t for e in self.events if e.kind == kind and e.side is side and not e.angle < low]

    def at_it(self, *sides: Side) -> NDArray[np.bool_]:
        """(n,): the frames from the first to the last lift or step of these sides."""
        lifts = [t for side in sides for t in self.times("knee_lift", side, LIFT)]
        steps = [t for side in sides for t in self.times("foot_strike", side)]
        first, last = min(lifts + steps, default=inf), max(lifts + steps, default=-inf)
        inside = (self.t >= first) & (self.t <= last)
        return np.asarray(inside & (self.columns["body_in_frame"] != 0))

    @property
    def is_run(self) -> bool:
        return self.drill == "run"

    def leg_name(self, side: Side | None) -> str:
        """ "near" or "far", "both" where neither is nearer, "body" for None."""
        if side is None:
            return "body"
        if self.near is None:
            return "both"
        return "near" if side is self.near else "far"

    @property
    def first(self) -> float:
        """When the first lift or step was."""
        return min((e.t for e in self.events if e.kind != "toe_off"), default=0.0)


def find_rendered(folder: Path) -> list[Truth]:
    """The rendered clips of a folder that have their truth beside them."""
    notes = sorted(folder.glob("*.events.json"))
    return [_read(note) for note in notes if _beside(note, ".mp4").exists()]


def _beside(note: Path, ending: str) -> Path:
    return note.with_name(note.name.removesuffix(".events.json") + ending)


def _read(note: Path) -> Truth:
    try:
        described = json.loads(note.read_text(encoding="utf-8"))
        return _rendered(_beside(note, ".mp4"), described, _columns(_beside(note, ".csv")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CoachError(f"{note} and its .csv are no truth of a rendered clip: {error}") from error


def _columns(path: Path) -> dict[str, Points]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise ValueError("no row")
    return {name: np.array([float(row[name] or nan) for row in rows]) for name in rows[0]}


def _rendered(video: Path, described: dict[str, Any], columns: dict[str, Points]) -> Truth:
    clip = described["clip"]
    kind, where = described["kind"], clip["view"]
    drill = DRILLS[(clip.get("p") or {}).get("drill") or kind]
    view = _VIEWS.get(where, View.OBLIQUE)
    near = next((side for side in Side if where.endswith(f"-{side.value}")), None)
    return Truth(
        video,
        drill,
        view,
        "side" if view.near else view.value,
        near,
        columns["time"],
        columns,
        tuple(_event(event) for event in described["events"] if event.get("side") in _SIDES),
        clip["thigh_m"],
        clip["thigh_m"] + clip["shank_m"],
        described["true_cadence_spm"] or nan,
    )


def _event(event: dict[str, Any]) -> TrueEvent:
    angle = event.get("hip_vert")
    return TrueEvent(
        event["type"], _SIDES[event["side"]], event["time"], nan if angle is None else angle
    )


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
        clips = json.loads(path.read_text(encoding="utf-8"))["clips"].items()
        known = {folder / name: clip for name, clip in clips if KINDS.keys() & clip.keys()}
        return [_counted(video, clip) for video, clip in known.items() if video.exists()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CoachError(f"{path} does not say what was counted in which clip: {error}") from error


def _counted(video: Path, clip: dict[str, Any]) -> Truth:
    fps = clip.get("fps", 30.0)
    events = [
        TrueEvent(kind, side, frame / fps)
        for key, kind in KINDS.items()
        for side in Side
        for frame in clip.get(key, {}).get(side.value, ())
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
