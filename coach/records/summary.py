"""summary.json: what a set came to, and what stands out in it. What is not known is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from math import nan
from pathlib import Path
from typing import Any, Protocol

from pydantic import TypeAdapter

from coach.core.compare.run_assessment import UNASSESSED, Assessment, Finding
from coach.core.judging.result import Metric, SetResult
from coach.core.kinematics.seen import Seen
from coach.core.types import Count, Key, Reason, Side
from coach.records.atomic_files import read_json, reading
from coach.records.values import Number, known, numbers, plain, side_of, side_word

SUMMARY_JSON = "summary.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class RecordedFinding:
    """What stood out, in the words of that day, and the drills that answer it."""

    metric: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetSummary:
    """What is read of summary.json, its numbers as they are written. `cue_texts` has the words of
    each of the result's cues; `findings` are None for a drill, of which nothing is usual."""

    result: SetResult
    cue_texts: tuple[str, ...]
    speed_kmh: Number = nan
    findings: tuple[RecordedFinding, ...] | None = None


_SUMMARY = TypeAdapter(SetSummary)

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

_rounded = partial(plain, of=partial(known, digits=3))


class SummaryWords(Protocol):
    """What the file says in words, in the language of the session."""

    def say(self, key: str, side: Side | None = None) -> str:
        """A cue as it was spoken."""

    def why(self, reason: Reason) -> str:
        """Why something was not measured."""

    def finding_line(self, finding: Finding) -> str:
        """What stands out, with what is usual."""


def summary(
    result: SetResult, source: str, words: SummaryWords, assessment: Assessment = UNASSESSED
) -> dict[str, Any]:
    """The contents of summary.json; the findings of a drill are None."""
    found = assessment.findings
    return {
        "schema": SCHEMA,
        "source": source,
        "drill": result.drill,
        "view": result.view.value,
        "fps": known(result.fps, 3),
        "frames": result.frames,
        "frames_with_pose": result.frames_with_pose,
        "duration_s": known(result.duration_s, 3),
        "reps": {side.value: _count(result.counts.get(side, Count())) for side in Side},
        "cadence_spm": known(result.cadence, 1),
        "cadence_of": result.cadence_of,
        "metrics": _metrics(result.metrics),
        "faults": plain(result.faults),
        "cues": [
            {"t_s": known(c.t, 3), "key": c.key, "side": c.side, "text": words.say(c.key, c.side)}
            for c in result.cues
        ],
        "not_measured": [
            {"metric": metric, "why": words.why(reason)}
            for metric, reason in result.not_measured.items()
        ],
        "judged_share": known(result.judged, 3),
        "hindered": plain(result.hindered),
        "needed_fps": known(result.needed_fps, 2),
        "doubted": plain(result.doubted),
        "stood": result.calibrated_enough,
        "graded": result.graded,
        "stretched": result.stretched,
        "cue_kinds": [cue.kind.value for cue in result.cues],
        "reasons": plain(result.not_measured),
        "seen": _seen(result.seen),
        "marks": [{"t_s": known(t, 3), "kind": "pain"} for t in result.pains],
        "speed_kmh": known(assessment.speed_kmh, 2),
        **({} if result.target is None else {"target": _rounded(result.target)}),
        "findings": None if found is None else [_finding(one, assessment, words) for one in found],
    }


def read_summary(folder: Path) -> SetSummary:
    """What the folder's summary.json tells; RecordError where there is none, or it is damaged."""
    table = read_json(folder / SUMMARY_JSON)
    with reading(folder / SUMMARY_JSON, "record the set again"):
        texts = [cue["text"] for cue in table["cues"]]
        return _SUMMARY.validate_python({**table, "result": _result(table), "cue_texts": texts})


def _count(count: Count) -> dict[str, int | None]:
    """`good` is on target and clean, `high` on target, `unseen` in neither, `partial` no rep."""
    return asdict(count)


def _metrics(metrics: Mapping[Key, Metric]) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for (name, side), metric in metrics.items():
        table.setdefault(name, {})[side_word(side)] = _rounded(metric)
    return table


def _finding(finding: Finding, assessment: Assessment, words: SummaryWords) -> dict[str, Any]:
    number, pace = _rounded(finding.number), assessment.pace
    return {
        "metric": finding.metric,
        "side": finding.side,
        "value": number["mean"],
        "unit": number["unit"],
        "error": number["error"],
        "n": number["n"],
        "usual": list(_rounded(finding.usual).values()),
        "speed_kmh": known(pace.low, 2) if pace.low == pace.high else None,
        "text": words.finding_line(finding),
        "answers": list(finding.answer.drills),
    }


def _seen(seen: Seen) -> dict[str, float | None]:
    table = {key: known(getattr(seen, name), digits) for key, name, digits in _SEEN}
    return {**table, _GROUND: known(-seen.ground, 1)}


def _result(table: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of SetResult."""
    known, seen = numbers(table), numbers(table["seen"])
    return {
        **known,
        "counts": {side: table["reps"][side] for side in Side},
        "cadence": known["cadence_spm"],
        "cadence_of": table.get("cadence_of", "steps"),
        "judged": known.get("judged_share", nan),
        "hindered": table.get("hindered"),
        "needed_fps": known.get("needed_fps", nan),
        "calibrated": table["stood"],
        "pains": [mark["t_s"] for mark in table["marks"]],
        "seen": {name: seen[key] for key, name, _ in _SEEN} | {"ground": -seen[_GROUND]},
        "metrics": {
            (name, side_of(side)): numbers(values)
            for name, sides in table["metrics"].items()
            for side, values in sides.items()
        },
        "cues": [
            {**cue, "t": cue["t_s"], "kind": kind}
            for cue, kind in zip(table["cues"], table["cue_kinds"], strict=True)
        ],
        "not_measured": table["reasons"],
        "target": _target(table.get("target")),
    }


def _target(table: Mapping[str, float | None] | None) -> dict[str, float] | None:
    """The band; an end that is open is not known."""
    if table is None:
        return None
    return {end: value for end, value in table.items() if value is not None}
