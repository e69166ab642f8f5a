"""A recorded session as a folder, made up: what the pages are made from."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from coach.config import load_drill, load_texts
from coach.core.compare.run_assessment import Assessment
from coach.core.judging.result import FaultCount, Metric, SetResult
from coach.core.kinematics.seen import Seen
from coach.core.session.set_start import SetStart
from coach.core.types import Count, Cue, CueKind, Event, EventKind, Reason, Rep, Side, View
from coach.poses.recording import Recording, load_poses, save_poses
from coach.records.atomic_files import write_json
from coach.records.session_file import About, Who, write_about, write_set
from coach.records.summary import summary
from coach.records.tables import EVENTS, FRAMES, REPS, event_row, rep_row

TEXTS = load_texts()
POSES = Path(__file__).parent.parent / "data" / "high_knees_side_left.npz"
PERIOD_S = 0.72
"""From one highest knee to the next of the same leg."""

ABOUT = About(
    kind="run",
    name="high_knees",
    title="High knees",
    source="0",
    started="2026-11-22T14:23:05+01:00",
    app="0.1.0",
    athlete=Who("a1", "Jodi"),
)


@dataclass(frozen=True, slots=True)
class MadeSet:
    """What a made-up set is like; `thigh` is how high the knees come, left and right."""

    drill: str = "high_knees"
    view: View = View.LEFT
    seconds: float = 20.0
    fps: float = 30.0
    thigh: tuple[float, float] = (78.0, 74.0)
    cues: tuple[Cue, ...] = (Cue(5.0, "knee_to_line", CueKind.CORRECTION, Side.LEFT),)
    faults: tuple[FaultCount, ...] = (FaultCount("knee_low", Side.LEFT, 4),)
    not_measured: Mapping[str, Reason] = field(
        default_factory=lambda: {"knee_cross": Reason("film_front")}
    )
    pains: tuple[float, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def write_session(path: Path, about: About = ABOUT, one: MadeSet | None = None) -> Path:
    """A run of one set."""
    write_set_folder(path, one or MadeSet())
    write_about(path, about)
    return path


def write_plan(
    path: Path, sets: Sequence[tuple[str, MadeSet]], told: Mapping[str, Any], about: About = ABOUT
) -> Path:
    """A plan: its sets with their labels; `told` are further entries of its plan.json."""
    entries = []
    for n, (label, one) in enumerate(sets, 1):
        name = f"{n:02}_{one.drill}"
        write_set_folder(path / name, one)
        place = {"step": n, "set": 1, "label": label or None, "ending": "done"}
        entries.append({"folder": name, "drill": one.drill, **place})
    write_about(path, replace(about, kind="plan"))
    write_json(path / "plan.json", {"schema": 1, "sets": entries, "marks": [], **told})
    return path


def write_set_folder(path: Path, one: MadeSet) -> None:
    """All files of one set."""
    path.mkdir(parents=True)
    drill = load_drill(one.drill, TEXTS)
    write_set(path, SetStart(drill))
    reps = reps_of(one)
    result = result_of(one, reps)
    table = summary(result, "0", TEXTS, Assessment())
    write_json(path / "summary.json", {**table, **one.more})
    write_rows(path / "reps.csv", REPS, [rep_row(rep) for rep in reps])
    write_rows(path / "events.csv", EVENTS, [event_row(event) for event in events_of(one)])
    write_rows(path / "frames.csv", FRAMES, frame_rows(one))
    write_poses(path / "poses.npz", one)


def reps_of(one: MadeSet) -> list[Rep]:
    """Both legs in turn, a little different each time."""
    found = []
    for n in range(int(2 * one.seconds / PERIOD_S)):
        side = (Side.LEFT, Side.RIGHT)[n % 2]
        peak = 0.2 + n * PERIOD_S / 2
        high = one.thigh[n % 2] + 5 * np.sin(1.7 * n)
        values = {"thigh_angle_peak": high, "knee_lift_ratio_peak": high / 90}
        low = ("knee_low",) if high < 72 else ()
        times = peak - 0.2, peak, peak + 0.2
        found.append(Rep(peak, side, n + 1, *times, values, high >= 75, high >= 75, faults=low))
    return found


def events_of(one: MadeSet) -> list[Event]:
    """A highest knee for each rep, or a contact and a toe-off for each stride."""
    running = one.drill == "run"
    found = []
    for rep in reps_of(one):
        found.append(Event(rep.peak, EventKind.KNEE_PEAK, rep.side))
        if running:
            found.append(Event(rep.peak - 0.1, EventKind.CONTACT, rep.side))
            found.append(Event(rep.peak + 0.15, EventKind.TOE_OFF, rep.side))
    return sorted(found, key=lambda event: event.t)


def result_of(one: MadeSet, reps: Sequence[Rep]) -> SetResult:
    """What the reps come to."""
    sides = [one.view.near] if one.view.near else list(Side)
    counts, metrics = {}, {}
    for side in Side:
        mine = [rep for rep in reps if rep.side is side]
        good = sum(bool(rep.good) for rep in mine) if side in sides else None
        counts[side] = Count(len(mine), good)
        high = np.array([rep.values["thigh_angle_peak"] for rep in mine])
        if side in sides and len(high) > 1:
            sd = float(high.std())
            metrics["thigh_angle_peak", side] = Metric(float(high.mean()), sd, len(high), "deg", 8)
            metrics["knee_lift_ratio_peak", side] = Metric(0.84, 0.03, len(high), "1", 0.09)
    metrics["cadence", None] = Metric(166.7, 2.2, len(reps), "steps/min", 1.3)
    frames = int(one.seconds * one.fps)
    return SetResult(
        drill=one.drill,
        view=one.view,
        frames=frames,
        frames_with_pose=frames - 3,
        duration_s=one.seconds,
        fps=one.fps,
        counts=counts,
        cadence=166.7,
        metrics=metrics,
        faults=one.faults,
        cues=one.cues,
        not_measured=one.not_measured,
        pains=one.pains,
        seen=Seen(facing=-1, share=0.62, roll=0.4),
    )


def frame_rows(one: MadeSet) -> list[list[str]]:
    """Thighs and knees that go up and down; three frames in which nothing was seen."""
    t = np.arange(int(one.seconds * one.fps)) / one.fps
    columns = []
    for n, high in enumerate(one.thigh):
        turn = np.cos(2 * np.pi * ((t - 0.2) / PERIOD_S - n / 2))
        columns.append((high / 2 - 5 + (high / 2 + 5) * turn, 60 + 40 * turn))
    (left, left_knee), (right, right_knee) = columns
    lift = np.full(len(t), 0.8)
    numbers = (left, right, left, right, left_knee, right_knee, lift, lift, lift)
    body = np.round(np.column_stack(numbers), 2).astype(str)
    body[40:43] = ""
    heads = [[str(n), f"{at:.4f}", "ok"] for n, at in enumerate(t.tolist())]
    return [head + row for head, row in zip(heads, body.tolist(), strict=True)]


def write_poses(path: Path, one: MadeSet) -> None:
    """The poses of a known clip, over and over."""
    known = load_poses(POSES)
    n = int(one.seconds * one.fps)
    rows = np.arange(n) % len(known.t)
    t, index = np.arange(n) / one.fps, np.arange(n, dtype=np.int64)
    look = np.zeros(n, np.uint8)
    save_poses(path, Recording(t, index, known.landmarks[rows], look, known.size))


def write_rows(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
