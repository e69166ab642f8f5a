"""What stands out in a run, as entries of summary.json, as lines and as a report for a screen."""

from __future__ import annotations

from math import isfinite
from typing import Any

from coach.core.compare.run_assessment import Assessment, Finding
from coach.core.drills.drill import Band
from coach.core.judging.result import Result
from coach.core.types import (
    Reason,
)
from coach.ports import Report
from coach.texts import Texts


def stood(result: Result) -> bool:
    """Whether the angles are as sure as quiet standing makes them; only side views need it."""
    return result.stood or result.view.near is None


def assessed(assessment: Assessment, texts: Texts) -> dict[str, Any]:
    """The entries of summary.json; `findings` are None for a drill."""
    found = assessment.findings
    return {
        "speed_kmh": _known(assessment.speed_kmh, 2),
        "findings": None
        if found is None
        else [_entry(finding, assessment.pace, texts) for finding in found],
    }


def report_text(result: Result, assessment: Assessment, texts: Texts) -> list[str]:
    """A sentence for each finding and each note; of a drill only that nobody stood still."""
    said = report(result, assessment, texts)
    if said is None:
        return _less_sure(result, texts)
    found = [f"{told.sentence}; {told.usual}. {told.practise}." for told in said.findings]
    return [f"{said.heading}:" if found else said.heading, *found, *said.notes]


def report(result: Result, assessment: Assessment, texts: Texts) -> Report | None:
    """What the screen shows of a run once it is over; None for a drill."""
    words, found = texts.assessment, assessment.findings
    if found is None:
        return None
    if not assessment.compared:
        heading, notes = words["too_few"], []
    else:
        heading = words["heading"] if found else words["nothing"]
        notes = _pace(assessment, texts)
    notes += [*_less_sure(result, texts), *_not_measured(result, texts)]
    return Report(heading, tuple(texts.told(finding) for finding in found), tuple(notes))


def _pace(assessment: Assessment, texts: Texts) -> list[str]:
    """That the ranges are not those of a speed that was typed."""
    speed, pace = assessment.speed_kmh, assessment.pace
    if pace.low == pace.high == speed:
        return []
    words = texts.assessment["no_speed" if speed != speed else "near_speed"]
    return [words.format(low=f"{pace.low:g}", high=f"{pace.high:g}")]


def _less_sure(result: Result, texts: Texts) -> list[str]:
    return [] if stood(result) else [texts.assessment["not_stood"]]


def _not_measured(result: Result, texts: Texts) -> list[str]:
    """One line for each reason, with all that it is the reason of."""
    names: dict[Reason, list[str]] = {}
    for metric, reason in result.not_measured.items():
        names.setdefault(reason, []).append(texts.states.get(metric, metric.replace("_", " ")))
    title = texts.assessment["not_measured"]
    return [f"{title}: {', '.join(some)} ({texts.why(reason)})" for reason, some in names.items()]


def _entry(finding: Finding, pace: Band, texts: Texts) -> dict[str, Any]:
    number, told = finding.number, texts.told(finding)
    return {
        "metric": finding.metric,
        "side": finding.side.value if finding.side else None,
        "value": _known(number.mean, 3),
        "unit": number.unit,
        "error": _known(number.error, 3),
        "n": number.n,
        "usual": [_known(finding.usual.low, 3), _known(finding.usual.high, 3)],
        "speed_kmh": _known(pace.low, 2) if pace.low == pace.high else None,
        "text": f"{told.sentence}; {told.usual}.",
        "answers": list(finding.answer.drills),
    }


def _known(value: float, digits: int) -> float | None:
    return round(value, digits) if isfinite(value) else None
