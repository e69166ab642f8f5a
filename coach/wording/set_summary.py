"""A set in a few lines for the terminal."""

from __future__ import annotations

from collections import Counter
from math import isfinite

from coach.core.compare.run_assessment import UNASSESSED, Assessment
from coach.core.drills.kinds import Kind
from coach.core.drills.limits import is_limit
from coach.core.drills.rep_values import REP_VALUES
from coach.core.judging.result import Metric, SetResult
from coach.core.types import Count, CueKind, Side
from coach.wording.assessment import report_text
from coach.wording.judged import unjudged
from coach.wording.set_words import marked
from coach.wording.texts import Texts

HOLD = "hold_time"
LIFTED = frozenset(name for name, value in REP_VALUES.items() if Kind.LIFT in value.kinds)


def summary_text(result: SetResult, texts: Texts, assessment: Assessment = UNASSESSED) -> list[str]:
    """A few lines for a person: that it could not be judged, where it could not; then reps,
    cadence, peaks, faults, at most one thing to try; of a run what stands out, and what was not
    measured. A run has one set of borders: the findings'."""
    run = assessment.findings is not None
    lines = [*filter(None, [unjudged(result, texts)])]
    lines += [_leg(result, side, texts, run=run) for side in Side]
    if isfinite(result.cadence):
        spm = f"{result.cadence:.0f} {texts.states[f'{result.cadence_of}_per_min']}"
        lines.append(texts.summary["cadence"].format(number=spm))
    noun = "second" if result.stretched else "hold" if result.graded == HOLD else "rep"
    lines += [
        texts.summary["fault" if fault.sure else "fault_unsure"].format(
            fault=texts.fault(fault.name, fault.side), times=texts.times(fault.reps, noun)
        )
        for fault in result.faults
        if not run or is_limit(fault.name)
    ]
    return [*lines, *_tip(result, texts), *report_text(result, assessment, texts)]


def _leg(result: SetResult, side: Side, texts: Texts, *, run: bool) -> str:
    count, held = result.counts.get(side, Count()), result.graded == HOLD
    line = texts.times(count.all if count.good is None else count.seen, "hold" if held else "rep")
    if run:
        return f"{texts.sides[side]}: {texts.pages['report_strides'].format(n=count.all)}"
    if count.good is None:
        line += f", {texts.states['not_graded_view']}"
    elif count.high is not None and result.graded in LIFTED:
        line += f", {marked(count, texts)}"
    else:
        line = texts.summary["good"].format(good=count.good, all=line)
    if count.unseen:
        unseen = texts.summary["unseen"].format(n=count.unseen)
        line = f"{line}, {unseen}" if count.seen else unseen
    if count.partial:
        line += ", " + texts.summary["too_short" if held else "too_low"].format(n=count.partial)
    peak = result.metrics.get((result.graded, side))
    if peak and count.good is not None and isfinite(peak.mean):
        number = texts.times(round(peak.mean), "second") if held else _number_of(peak, texts)
        line += "; " + texts.summary[result.graded].format(number=number)
    return f"{texts.sides[side]}: {line}"


def _number_of(metric: Metric, texts: Texts) -> str:
    return texts.number(metric.mean, metric.error, metric.unit)


def _tip(result: SetResult, texts: Texts) -> list[str]:
    """The correction that was given most often, if any: one of a fault that is sure before all."""
    given = Counter((c.key, c.side) for c in result.cues if c.kind is CueKind.CORRECTION)
    ranked = sorted(given, key=lambda cue: (cue[0] in result.doubted, -given[cue]))
    return [
        texts.summary["tip_unsure" if key in result.doubted else "tip"].format(
            cue=texts.say(key, side)
        )
        for key, side in ranked[:1]
    ]
