"""What a set came to: as summary.json, and in a few lines for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, nan
from typing import Any

from coach.core.compare.run_assessment import Assessment
from coach.core.judging.result import FaultCount, Metric, SetResult
from coach.core.kinematics.seen import Seen
from coach.core.types import (
    Count,
    Cue,
    CueKind,
    Key,
    Reason,
    Side,
    View,
)
from coach.records.assessed import assessed
from coach.wording.assessment import is_calibrated
from coach.wording.set_summary import UNASSESSED
from coach.wording.texts import Texts

SCHEMA = 1


def summary(
    result: SetResult, source: str, texts: Texts, assessment: Assessment = UNASSESSED
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
        "stood": is_calibrated(result),
        "graded": result.graded,
        "stretched": result.stretched,
        "cue_kinds": [cue.kind.value for cue in result.cues],
        "reasons": {metric: _reason(why) for metric, why in result.not_measured.items()},
        "seen": _seen(result.seen),
        "marks": [{"t_s": _known(t, 3), "kind": "pain"} for t in result.pains],
        **assessed(assessment, texts),
    }


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


def _reason(reason: Reason) -> dict[str, str | None]:
    return {"key": reason.key, "side": _side(reason.side), "joint": reason.joint}


def result_of(told: Mapping[str, Any]) -> SetResult:
    """The result that a summary.json was written from, its numbers as they are written."""
    return SetResult(
        drill=told["drill"],
        view=View(told["view"]),
        frames=told["frames"],
        frames_with_pose=told["frames_with_pose"],
        duration_s=_number(told["duration_s"]),
        fps=_number(told["fps"]),
        counts={side: Count(**told["reps"][side]) for side in Side},
        cadence=_number(told["cadence_spm"]),
        calibrated=told["stood"],
        graded=told["graded"],
        stretched=told["stretched"],
        pains=tuple(one["t_s"] for one in told["marks"]),
        seen=_seen_of(told["seen"]),
        metrics={
            (name, None if side == "both" else Side(side)): _metric(values)
            for name, sides in told["metrics"].items()
            for side, values in sides.items()
        },
        faults=tuple(
            FaultCount(one["name"], _side_of(one["side"]), one["reps"]) for one in told["faults"]
        ),
        cues=tuple(
            Cue(one["t_s"], one["key"], CueKind(kind), _side_of(one["side"]))
            for one, kind in zip(told["cues"], told["cue_kinds"], strict=True)
        ),
        not_measured={metric: _reason_of(why) for metric, why in told["reasons"].items()},
    )


def _metric(told: Mapping[str, Any]) -> Metric:
    mean, sd, error = (_number(told[key]) for key in ("mean", "sd", "error"))
    return Metric(mean, sd, told["n"], told["unit"], error)


def _reason_of(told: Mapping[str, Any]) -> Reason:
    return Reason(told["key"], _side_of(told["side"]), told["joint"])


def _side_of(word: str | None) -> Side | None:
    return Side(word) if word else None


def _number(value: float | None) -> float:
    return nan if value is None else value


_SEEN = (
    ("facing", "facing", 0),
    ("share_of_picture", "share", 3),
    ("leg_px", "leg", 1),
    ("thigh_px", "thigh", 1),
    ("shank_px", "shank", 1),
    ("hip_height_px", "hip_height", 1),
    ("roll_deg", "roll", 1),
    ("neutral_thigh_left_deg", "left_thigh", 1),
    ("neutral_thigh_right_deg", "right_thigh", 1),
    ("noise_deg", "noise", 2),
)
"""Key, field of Seen, digits; lengths in pixels and angles in degrees."""

_GROUND = "ground_row_px"


def _seen(seen: Seen) -> dict[str, float | None]:
    told = {key: _known(getattr(seen, name), digits) for key, name, digits in _SEEN}
    return {**told, _GROUND: _known(-seen.ground, 1)}


def _seen_of(told: Mapping[str, Any]) -> Seen:
    known = {name: _number(told[key]) for key, name, _ in _SEEN}
    return Seen(**known, ground=-_number(told[_GROUND]))
