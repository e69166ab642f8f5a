"""What stands out in a run, as entries of summary.json, as lines and as a report for a screen."""

from __future__ import annotations

from math import isfinite
from typing import Any

from coach.core.compare.run_assessment import Assessment, Finding
from coach.core.drills.rules import Band
from coach.wording.texts import Texts


def assessed(assessment: Assessment, texts: Texts) -> dict[str, Any]:
    """The entries of summary.json; `findings` are None for a drill."""
    found = assessment.findings
    return {
        "speed_kmh": _known(assessment.speed_kmh, 2),
        "findings": None
        if found is None
        else [_entry(finding, assessment.pace, texts) for finding in found],
    }


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
