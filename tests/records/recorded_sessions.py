"""Folders of sessions as they are recorded, written in a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import nan
from pathlib import Path

from coach.config import load_drill, load_texts
from coach.core.drills.drill import Feedback
from coach.core.judging.result import Metric, SetResult
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_start import SetStart
from coach.core.types import Count, Side, View
from coach.records.atomic_files import write_json
from coach.records.session_file import PLAN, RUN, About, Who, write_about, write_set
from coach.records.summary import summary

JODI, ANN = Who("aaaa0001", "Jodi"), Who("bbbb0002", "Ann")

FED, PROBE = Feedback.FULL, Feedback.NONE


def result(thigh: float = 70.0, n: int = 10, view: View = View.LEFT) -> SetResult:
    """What a set of high knees came to, with `n` lifts a leg."""
    graded = [view.near] if view.near else list(Side)
    good = {side: n - 2 if side in graded else None for side in Side}
    metrics = {("thigh_angle_peak", side): Metric(thigh, 2.0, n, "deg", 8.0) for side in Side}
    return SetResult(
        drill="high_knees",
        view=view,
        frames=300,
        frames_with_pose=300,
        duration_s=10.0,
        fps=30.0,
        counts={side: Count(n, good[side]) for side in Side},
        cadence=170.0 if n else nan,
        metrics={**metrics, ("cadence", None): Metric(170.0, 2.0, 2 * n, "steps/min", 1.7)}
        if n
        else {},
        faults=(),
        cues=(),
        not_measured={},
    )


def a_set(folder: Path, what: SetResult, feedback: Feedback = FED) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_set(folder, SetStart(load_drill("high_knees"), replace(SetConfig(), feedback=feedback)))
    write_json(folder / "summary.json", summary(what, "webcam", load_texts()))


def a_session(
    root: Path, name: str, who: Who | None = JODI, day: int = 1, feedback: Feedback = FED, **of: int
) -> Path:
    """One set of high knees; `of` goes on to `result`."""
    folder = root / name
    a_set(folder, result(**of), feedback)
    write_about(folder, about(RUN, who, day))
    return folder


def a_plan(
    root: Path, name: str, sets: Sequence[tuple[Feedback, SetResult]], day: int = 1, who: Who = JODI
) -> Path:
    """A plan's folder with a set for each; in the last one somebody told of pain."""
    folder, places = root / name, []
    for number, (feedback, what) in enumerate(sets, 1):
        a_set(folder / f"{number:02}_high_knees", what, feedback)
        place = {"folder": f"{number:02}_high_knees", "step": number, "set": 1, "label": None}
        places.append({**place, "drill": "high_knees", "ending": "done"})
    marks = [{"t_s": 9.0, "drill": "high_knees", "kind": "pain", "level": 3}]
    write_json(folder / "plan.json", {"plan": "mine", "sets": places, "marks": marks})
    write_about(folder, about(PLAN, who, day))
    return folder


def about(kind: str, who: Who | None, day: int) -> About:
    started = f"2026-11-{day:02}T09:30:00+01:00"
    return About(kind, "mine", "My plan", "webcam", started, "0.1.0", who)
