"""What a set came to: as summary.json, and in a few lines for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import isfinite, nan
from typing import Any

from coach.core.assessment import Assessment
from coach.core.outcome import Metric, Result, Tally
from coach.core.types import (
    Count,
    Cue,
    CueKind,
    Key,
    Side,
    View,
)
from coach.records.assessed import assessed, report_text, stood
from coach.texts import Texts

SCHEMA = 1
UNASSESSED = Assessment()
HOLD = "hold_time"
GRADED = {
    "thigh_angle_peak": "thigh at its highest {:.0f} +- {:.0f} degrees",
    "knee_flexion_peak": "knee bent to {:.0f} +- {:.0f} degrees",
    "hip_flexion_peak": "thigh against trunk {:.0f} +- {:.0f} degrees",
    HOLD: "held for {:.0f} s",
}
"""How the mean of what was graded is told, with its error."""


def summary(
    result: Result, source: str, texts: Texts, assessment: Assessment = UNASSESSED
) -> dict[str, Any]:
    """The contents of summary.json; what was not measured, and findings of a drill, are None."""
    return {
        "schema": SCHEMA,
        "source": source,
        "drill": result.drill,
        "view": result.view.value,
        "fps": _known(result.fps, 3),
        "frames": result.frames,
        "frames_with_pose": result.frames_with_pose,
        "duration_s": _known(result.duration_s, 3),
        "reps": {side.value: _count(result.counts.get(side, Count())) for side in Side},
        "cadence_spm": _known(result.cadence, 1),
        "metrics": _metrics(result.metrics),
        "faults": [
            {"name": fault.name, "side": _side(fault.side), "reps": fault.reps}
            for fault in result.faults
        ],
        "cues": [_cue(cue, texts) for cue in result.cues],
        "not_measured": [
            {"metric": metric, "why": texts.why(reason)}
            for metric, reason in result.not_measured.items()
        ],
        "stood": stood(result),
        "marks": [{"t_s": _known(t, 3), "kind": "pain"} for t in result.pains],
        **assessed(assessment, texts),
    }


def summary_text(result: Result, texts: Texts, assessment: Assessment = UNASSESSED) -> list[str]:
    """A few lines for a person: reps, cadence, peaks, faults, at most one thing to try; of a run
    what stands out, and what was not measured."""
    lines = [_leg(result, side, texts) for side in Side]
    if isfinite(result.cadence):
        lines.append(f"Cadence: {result.cadence:.0f} steps a minute")
    noun = "second" if result.graded == HOLD else "rep"
    lines += [
        f"{_named(fault.name, fault.side, texts)}: in {_times(fault.reps, noun)}"
        for fault in result.faults
    ]
    return [*lines, *_tip(result, texts), *report_text(result, assessment, texts)]


def _leg(result: Result, side: Side, texts: Texts) -> str:
    count = result.counts.get(side, Count())
    graded = f"{count.good} good of " if count.good is not None else ""
    noun = "hold" if result.graded == HOLD else "rep"
    line = f"{texts.sides[side]}: {graded}{_times(count.all, noun)}"
    if count.good is None:
        line += ", not graded in this view"
    if count.partial:
        enough = "long" if result.graded == HOLD else "high"
        line += f", {count.partial} not {enough} enough to count"
    peak = result.metrics.get((result.graded, side))
    if peak and count.good is not None and isfinite(peak.mean):
        line += "; " + GRADED[result.graded].format(peak.mean, peak.error)
    return line


def _tip(result: Result, texts: Texts) -> list[str]:
    """The correction that was given most often, if any."""
    given = Counter((c.key, c.side) for c in result.cues if c.kind is CueKind.CORRECTION)
    return [f'Next time: "{texts.say(*cue)}"' for cue, _ in given.most_common(1)]


def _named(name: str, side: Side | None, texts: Texts) -> str:
    words = name.replace("_", " ").capitalize()
    return f"{words} ({texts.sides[side].lower()})" if side else words


def _times(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _count(count: Count) -> dict[str, int | None]:
    return {"all": count.all, "good": count.good}


def _metrics(metrics: Mapping[Key, Metric]) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for (name, side), metric in metrics.items():
        table.setdefault(name, {})[side.value if side else "both"] = {
            "mean": _known(metric.mean, 3),
            "sd": _known(metric.sd, 3),
            "n": metric.n,
            "unit": metric.unit,
            "error": _known(metric.error, 3),
        }
    return table


def _cue(cue: Cue, texts: Texts) -> dict[str, Any]:
    return {
        "t_s": _known(cue.t, 3),
        "key": cue.key,
        "side": _side(cue.side),
        "text": texts.say(cue.key, cue.side),
    }


def _side(side: Side | None) -> str | None:
    return side.value if side else None


def _known(value: float, digits: int) -> float | None:
    return round(value, digits) if isfinite(value) else None


def result_of(told: Mapping[str, Any]) -> Result:
    """What a summary.json tells of a set; its cues and the reasons why not are left out."""
    return Result(
        drill=told["drill"],
        view=View(told["view"]),
        frames=told["frames"],
        frames_with_pose=told["frames_with_pose"],
        duration_s=_number(told["duration_s"]),
        fps=_number(told["fps"]),
        counts={side: Count(**told["reps"][side]) for side in Side},
        cadence=_number(told["cadence_spm"]),
        metrics={
            (name, None if side == "both" else Side(side)): Metric(**values)
            for name, sides in told["metrics"].items()
            for side, values in sides.items()
        },
        faults=tuple(
            Tally(one["name"], Side(one["side"]) if one["side"] else None, one["reps"])
            for one in told["faults"]
        ),
        cues=(),
        not_measured={},
    )


def _number(value: float | None) -> float:
    return nan if value is None else value
