"""What stands out in a run, in lines for the terminal and as a report for a screen."""

from __future__ import annotations

from coach.core.compare.run_assessment import Assessment
from coach.core.judging.result import SetResult
from coach.core.types import Reason
from coach.wording.report_card import Report
from coach.wording.texts import Texts


def report_text(result: SetResult, assessment: Assessment, texts: Texts) -> list[str]:
    """A sentence for each finding and each note; of a drill only that nobody stood still."""
    said = report(result, assessment, texts)
    if said is None:
        return _less_sure(result, texts)
    found = [f"{words.line} {words.practise}." for words in said.findings]
    return [f"{said.heading}:" if found else said.heading, *found, *said.notes]


def report(result: SetResult, assessment: Assessment, texts: Texts) -> Report | None:
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
    return Report(heading, tuple(texts.finding_words(finding) for finding in found), tuple(notes))


def _pace(assessment: Assessment, texts: Texts) -> list[str]:
    """That the ranges are not those of a speed that was typed."""
    speed, pace = assessment.speed_kmh, assessment.pace
    if pace.low == pace.high == speed:
        return []
    words = texts.assessment["no_speed" if speed != speed else "near_speed"]
    return [words.format(low=f"{pace.low:g}", high=f"{pace.high:g}")]


def _less_sure(result: SetResult, texts: Texts) -> list[str]:
    return [] if result.calibrated_enough else [texts.assessment["not_stood"]]


def _not_measured(result: SetResult, texts: Texts) -> list[str]:
    """One line for each reason, with all that it is the reason of."""
    names: dict[Reason, list[str]] = {}
    for metric, reason in result.not_measured.items():
        names.setdefault(reason, []).append(texts.states.get(metric, metric.replace("_", " ")))
    title = texts.assessment["not_measured"]
    return [f"{title}: {', '.join(some)} ({texts.why(reason)})" for reason, some in names.items()]
